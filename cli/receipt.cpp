// `eval --receipt`, and the files of a receipt found again.
#include "cli/receipt.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>

#include "cli/rules_text.hpp"
#include "engine/audit/digest.hpp"

namespace spanne::cli {
namespace {

namespace fs = std::filesystem;
using records::Receipt;
using records::ReceiptFile;

std::string read(const std::string& path, const Output& output) {
  auto bytes = records::read_file(path, largest_data_file);
  if (const auto* error = std::get_if<records::FileError>(&bytes)) stop(output, file_trouble, error->message);
  return std::get<std::string>(std::move(bytes));
}

std::string digest_of(const std::string& path, const Output& output) {
  engine::ByteDigest digest;
  const auto error = records::read_pieces(path, largest_data_file, [&](std::string_view piece) { digest.add(piece); });
  if (error) stop(output, file_trouble, error->message);
  return digest.text();
}

// ---- writing

std::string relative_to(const std::string& receipt, const std::string& path) {
  const auto plain = [](const std::string& one) { return fs::absolute(one).lexically_normal(); };
  return plain(path).lexically_relative(plain(receipt).parent_path()).generic_string();
}

/// A receipt names files that can be found again.
void require_files(const EvalOptions& options, const Output& output) {
  if (options.format == "table")
    stop(output, wrong_usage, "a receipt is for results that are the same everywhere, which tables are not",
         "--format csv, json or jsonl");
  if (rules_name(options.rules).source != RulesName::Source::file)
    stop(output, wrong_usage, "a receipt names the rule file itself, not an older state of it");
  if (options.output.empty() || options.output == "-")
    stop(output, wrong_usage, "a receipt names the file with the result", "add -o FILE.csv");
  for (const auto* path : {&options.rules, &options.accounts, &options.kams})
    if (*path == "-") stop(output, wrong_usage, "a receipt names files, and standard input is none");
  for (const auto* path : {&options.rules, &options.accounts, &options.kams, &options.output})
    if (!path->empty() && fs::absolute(*path).lexically_normal() == fs::absolute(options.receipt).lexically_normal())
      stop(output, wrong_usage, fmt::format("--receipt {}: that file has another part in this evaluation", *path));
}

ReceiptFile as_it_is(const EvalOptions& options, const std::string& path, const Output& output) {
  return {relative_to(options.receipt, path), digest_of(path, output)};
}

Receipt receipt_of(const EvalOptions& options, const Evaluated& evaluated, const Output& output) {
  const std::string text = read(options.rules, output);
  if (engine::digest(text) != evaluated.text_digest)
    stop(output, findings, fmt::format("no receipt: {} was changed while it was evaluated", options.rules));
  Receipt receipt;
  receipt.engine = SPANNE_VERSION;
  receipt.rules = relative_to(options.receipt, options.rules);
  receipt.title = evaluated.title;
  receipt.version = evaluated.version;
  receipt.digest = engine::canonical_digest(text);
  receipt.text_digest = evaluated.text_digest;
  receipt.release = release_in(sound_log(options.rules, output), options.rules, evaluated.text_digest);
  receipt.accounts = as_it_is(options, options.accounts, output);
  if (!options.kams.empty()) receipt.kams = as_it_is(options, options.kams, output);
  receipt.output = as_it_is(options, options.output, output);
  receipt.as_of = evaluated.as_of;
  receipt.options = {options.by,          options.set,     options.columns,
                     options.all_columns, options.exact,   options.decimals.value_or(6),
                     options.locale,      evaluated.format};
  receipt.rows = evaluated.rows;
  receipt.rejected = evaluated.rejected;
  receipt.totals = evaluated.totals;
  return receipt;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> exact_totals(const engine::Subtotal& all, const engine::Model& model) {
  std::vector<engine::Range> ranges{all.effort};
  ranges.insert(ranges.end(), all.parts->kinds.begin(), all.parts->kinds.end());
  ranges.push_back(all.parts->limit);
  const auto names = model.result_names();
  std::vector<std::pair<std::string, std::string>> texts;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& range = ranges[i / 3];
    const auto figure = i % 3 == 0 ? range.low : i % 3 == 1 ? range.middle() : range.high;
    texts.emplace_back(names[i], figure.to_exact_text());
  }
  return texts;
}

int eval_with_receipt(const EvalOptions& options, const Output& output) {
  try {
    require_files(options, output);
    Evaluated evaluated;
    EvalOptions watched = options;
    watched.evaluated = &evaluated;
    const int status = eval(watched, output);
    if (evaluated.version.empty()) {
      output.err << "no receipt was written\n";
      return status;
    }
    records::AtomicFile file(options.receipt);
    auto error = file.open();
    if (!error) error = file.write(to_text(receipt_of(options, evaluated, output)));
    if (!error) error = file.commit();
    if (error) stop(output, file_trouble, error->message);
    return status;
  } catch (const Stop& stopped) { return stopped.status; }
}

std::optional<records::ReceiptRelease> release_in(const records::ReleaseLog& log, const std::string& rules,
                                                  const std::string& text_digest) {
  const std::string file = records::file_name(rules);
  for (std::size_t i = 0; i < log.releases.size(); ++i) {
    const auto& one = log.releases[i];
    if (one.file == file && one.text_digest == text_digest)
      return records::ReceiptRelease{i + 1, one.date, one.approved_by, one.line_digest};
  }
  return std::nullopt;
}

std::string beside(const std::string& receipt, const std::string& relative) {
  return (fs::path(receipt).parent_path() / relative).lexically_normal().string();
}

std::string rules_of(const std::string& path, const Receipt& receipt, const Output& output) {
  const std::string rules = beside(path, receipt.rules);
  const auto bytes = records::read_file(rules, largest_rule_file);
  const auto* text = std::get_if<std::string>(&bytes);
  if (text != nullptr && engine::digest(*text) == receipt.text_digest) return rules;
  const auto log = sound_log(rules, output);
  const auto* release = release_of(log.releases, records::file_name(rules), receipt.version);
  if (release != nullptr && release->text_digest == receipt.text_digest) {
    output.err << fmt::format("note: {} has changed since; version {} is taken from {}\n", rules, receipt.version,
                              records::log_path(rules));
    return fmt::format("release:{}:{}", receipt.version, rules);
  }
  if (text == nullptr) stop(output, file_trouble, std::get<records::FileError>(bytes).message);
  stop(output, findings,
       fmt::format("{} has been changed since the receipt was written, and its version {} of then is not in {}", rules,
                   receipt.version, records::log_path(rules)),
       "bring back that version of the file");
}

bool is_unchanged(const std::string& path, const ReceiptFile& file, const Output& output) {
  const std::string found = beside(path, file.path);
  if (found == "-" || (fs::exists(found) && !fs::is_regular_file(found)))
    stop(output, findings, fmt::format("the receipt names {}, which is no file that can be read again", found));
  return digest_of(found, output) == file.digest;
}

Receipt receipt_from(const std::string& path, const std::string& text, const Output& output) {
  auto receipt = records::read_receipt(text);
  if (receipt) return std::move(*receipt);
  if (records::is_later_receipt(text))
    stop(output, findings,
         fmt::format("{} was written by a later version of this program, which is needed to check it", path));
  stop(output, findings, fmt::format("{} is not a receipt as this program writes it: it has been changed", path),
       "bring back the receipt as it was, from a copy");
}

}  // namespace spanne::cli
