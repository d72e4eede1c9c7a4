// Finds the files of a receipt.
#include "cli/receipt.hpp"

#include <filesystem>
#include <fmt/format.h>

#include "cli/rules_text.hpp"
#include "engine/portfolio/readings.hpp"
#include "engine/trail/digest.hpp"

namespace spanne::cli {

namespace fs = std::filesystem;
using records::Receipt;
using records::ReceiptFile;

std::string file_digest(const std::string& path, const Output& output) {
  engine::ByteDigest digest;
  const auto error =
      records::read_pieces(path, largest_result_file, [&](std::string_view piece) { digest.add(piece); });
  if (error) stop(output, file_trouble, error->message);
  return digest.text();
}

RuleFacts rule_facts(const Loaded& loaded) {
  return {loaded.model->title, loaded.model->version, engine::canonical_digest(loaded.source->text()), loaded.digest};
}

std::vector<std::pair<std::string, std::string>> exact_totals(const engine::Subtotal& all, const engine::Model& model) {
  const auto sums = result_figures(all);
  const auto names = model.result_names();
  std::vector<std::pair<std::string, std::string>> texts;
  for (std::size_t i = 0; i < names.size(); ++i) texts.emplace_back(names[i], marked_exact_text(sums[i]));
  return texts;
}

void rename_report_file(nlohmann::ordered_json& report, const std::string& from, const std::string& to) {
  if (report.is_object() && report.contains("file") && report["file"] == from) report["file"] = to;
  if (report.is_structured())
    for (auto& part : report) rename_report_file(part, from, to);
}

records::ReceiptReading reading_of(const records::AccountsSummary& accounts, const records::TableOptions& options) {
  records::ReceiptReading reading{accounts.numbers_found, {}};
  const auto& words = (options.missing ? *options.missing : records::MissingMarkers::usual()).words();
  for (std::size_t word = 0; word < accounts.cells.missing.size(); ++word)
    if (accounts.cells.missing[word] > 0) reading.missing.emplace_back(words[word], accounts.cells.missing[word]);
  return reading;
}

std::optional<records::ReceiptRelease> release_in(const records::ReleaseLog& log, const std::string& rules,
                                                  const std::string& text_digest) {
  const std::string file = records::file_name(rules);
  for (const auto& release : log.releases)
    if (release.file == file && release.text_digest == text_digest)
      return records::ReceiptRelease{release.number, release.date, approvers(release), release.line_digest};
  return std::nullopt;
}

std::string beside(const std::string& receipt, const std::string& relative) {
  return (fs::path(receipt).parent_path() / relative).lexically_normal().string();
}

std::string rules_beside(const std::string& receipt, const std::string& rules) {
  return beside(receipt, rules_name(rules).path);
}

std::string rules_of(const std::string& path, const records::ReceiptRules& receipt, const Output& output) {
  const RulesName name = rules_name(receipt.rules);
  const std::string rules = rules_beside(path, receipt.rules);
  if (name.source == RulesName::Source::git)
    stop(output, findings, fmt::format("the receipt names {}, which is no file and no release", receipt.rules));
  const bool is_file = name.source == RulesName::Source::file;
  const auto bytes = records::read_file(rules, largest_rule_file);
  const auto* text = std::get_if<std::string>(&bytes);
  if (is_file && text != nullptr && engine::digest(*text) == receipt.text_digest) return rules;
  const auto log = sound_log(rules, output);
  const auto* release = release_of(log.releases, records::file_name(rules), receipt.version);
  if (release != nullptr && release->text_digest == receipt.text_digest) {
    if (is_file)
      write_line(output.err, fmt::format("note: {} has changed since; version {} is taken from {}", rules,
                                         receipt.version, records::log_path(rules)));
    return fmt::format("release:{}:{}", receipt.version, rules);
  }
  if (text == nullptr) stop(output, file_trouble, std::get<records::FileError>(bytes).message);
  if (!is_file)
    stop(output, findings,
         fmt::format("the text of version {} that the receipt was made with is in no line of {}", receipt.version,
                     records::log_path(rules)),
         "bring back the log as it was, from a copy");
  stop(output, findings,
       fmt::format(
           "{} has been changed since the receipt was written, and its text of then, version {}, is in no line of {}",
           rules, receipt.version, records::log_path(rules)),
       "bring back that version of the file");
}

bool is_unchanged(const std::string& path, const ReceiptFile& file, const Output& output) {
  const std::string found = beside(path, file.path);
  if (found == "-" || (fs::exists(found) && !fs::is_regular_file(found)))
    stop(output, findings, fmt::format("the receipt names {}, which is no file that can be read again", found));
  return file_digest(found, output) == file.digest;
}

records::AnyReceipt receipt_from(const std::string& path, const std::string& text, const Output& output) {
  auto receipt = records::read_any_receipt(text);
  if (receipt) return std::move(*receipt);
  if (records::is_later_receipt(text))
    stop(output, findings,
         fmt::format("{} was written by a later version of this program, which is needed to check it", path));
  if (text.starts_with("{\"spanne_release\":"))
    stop(output, findings, fmt::format("{} is a log of releases, which is checked with the guideline beside it", path),
         "spanne verify RULES");
  if (!text.starts_with("{") && text.find("spanne_receipt") == std::string::npos)
    stop(output, findings, fmt::format("{} is not a receipt", path),
         "spanne eval RULES ACCOUNTS -o FILE --receipt FILE");
  stop(output, findings, fmt::format("{} is not a receipt as this program writes it: it has been changed", path),
       "bring back the receipt as it was, from a copy");
}

Receipt result_receipt(const std::string& path, const std::string& text, const Output& output) {
  auto receipt = receipt_from(path, text, output);
  if (auto* result = std::get_if<Receipt>(&receipt)) return std::move(*result);
  stop(output, findings, fmt::format("{} is a receipt of a report, of which no accounts were evaluated", path),
       "spanne verify RECEIPT makes it again");
}

void read_as(const records::ReceiptOptions& then, TableArguments& arguments) {
  arguments.locale = then.locale;
  arguments.sheet = then.sheet;
  arguments.keep_totals = then.keep_totals;
  arguments.missing = then.missing;
}

}  // namespace spanne::cli
