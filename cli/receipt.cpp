// `eval --receipt` and what `spanne verify` makes of a receipt.
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

std::optional<records::ReceiptRelease> release_in(const records::ReleaseLog& log, const std::string& text_digest) {
  for (std::size_t i = 0; i < log.releases.size(); ++i) {
    const auto& one = log.releases[i];
    if (one.text_digest == text_digest)
      return records::ReceiptRelease{i + 1, one.date, one.approved_by, one.line_digest};
  }
  return std::nullopt;
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
  receipt.release = release_in(sound_log(options.rules, output), evaluated.text_digest);
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

// ---- checking

/// One receipt and the files it names, checked one after the other; what is wrong is shown at once.
class Check {
 public:
  Check(const VerifyOptions& options, Receipt receipt, const Output& output)
      : options_(options), receipt_(std::move(receipt)), output_(output) {}

  int run() {
    const std::string rules = rules_of(options_.file, receipt_, output_);
    check_release();
    check_file(receipt_.accounts);
    if (receipt_.kams) check_file(*receipt_.kams);
    check_file(receipt_.output);
    replay(rules);
    if (status_ == fine)
      output_.out << fmt::format(
          "{}: {} is what {} version {} gives for {} as of {}: made again, the same to the last byte\n", options_.file,
          path_of(receipt_.output.path), path_of(receipt_.rules), receipt_.version, path_of(receipt_.accounts.path),
          receipt_.as_of);
    return status_;
  }

 private:
  std::string path_of(const std::string& relative) const { return beside(options_.file, relative); }

  void fault(const std::string& message) {
    output_.err << "error: " << message << "\n";
    status_ = findings;
  }

  void check_release() {
    const std::string path = path_of(receipt_.rules);
    if (!receipt_.release) {
      const auto message = fmt::format("{} version {} had not been released", path, receipt_.version);
      if (!options_.trust.empty()) return fault(message + ", so nobody signed it");
      output_.out << "note: " << message << "\n";
      return;
    }
    const auto log = sound_log(path, output_);
    const auto& expected = *receipt_.release;
    const bool there = expected.line >= 1 && expected.line <= log.releases.size() &&
                       log.releases[expected.line - 1].line_digest == expected.line_digest;
    if (!there)
      fault(fmt::format("{}: line {} is not the release that the receipt names, approved by {} on {}",
                        records::log_path(path), expected.line, expected.approved_by, expected.date));
    if (there && !options_.trust.empty())
      status_ = std::max(status_, check_signers(log, path, options_.trust, output_));
  }

  void check_file(const ReceiptFile& file) {
    if (!is_unchanged(options_.file, file, output_))
      fault(fmt::format("{} has been changed since the receipt was written", path_of(file.path)));
  }

  EvalOptions options_of(const std::string& rules) const {
    EvalOptions options;
    options.rules = rules;
    options.accounts = path_of(receipt_.accounts.path);
    if (receipt_.kams) options.kams = path_of(receipt_.kams->path);
    options.as_of = receipt_.as_of;
    options.by = receipt_.options.by;
    options.set = receipt_.options.set;
    options.columns = receipt_.options.columns;
    options.all_columns = receipt_.options.all_columns;
    options.exact = receipt_.options.exact;
    options.decimals = receipt_.options.decimals;
    options.locale = receipt_.options.locale;
    options.format = receipt_.options.format;
    return options;
  }

  void replay(const std::string& rules) {
    std::ostringstream out, err;
    Evaluated evaluated;
    EvalOptions options = options_of(rules);
    options.evaluated = &evaluated;
    eval(options, {out, err, {}});
    if (evaluated.version.empty()) {
      fault("the evaluation cannot be made again:");
      output_.err << err.str();
      return;
    }
    const std::string path = path_of(receipt_.output.path), found = read(path, output_), again = out.str();
    if (found != again) {
      fault(fmt::format("{} is not what the evaluation gives now", path));
      output_.err << first_difference(again, found, "made again", "the file");
    }
    if (engine::byte_digest(again) != receipt_.output.digest && found == again)
      fault(fmt::format("{} and the evaluation agree, but not with the receipt", path));
    if (receipt_.engine != SPANNE_VERSION && status_ != fine)
      output_.err << fmt::format("  the receipt was written by spanne {}, this is {}\n", receipt_.engine,
                                 SPANNE_VERSION);
    check_figures(evaluated);
  }

  void check_figures(const Evaluated& evaluated) {
    if (evaluated.title != receipt_.title || evaluated.version != receipt_.version)
      fault(fmt::format("the receipt names \"{}\" version {}, but the rule set is \"{}\" version {}", receipt_.title,
                        receipt_.version, evaluated.title, evaluated.version));
    if (evaluated.rows != receipt_.rows || evaluated.rejected != receipt_.rejected)
      fault(fmt::format("the receipt counts {} rows and {} rejected, the evaluation {} and {}", receipt_.rows,
                        receipt_.rejected, evaluated.rows, evaluated.rejected));
    if (evaluated.totals != receipt_.totals) fault("the totals of the receipt are not those of the evaluation");
  }

  const VerifyOptions& options_;
  Receipt receipt_;
  const Output& output_;
  int status_ = fine;
};

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
  return digest_of(beside(path, file.path), output) == file.digest;
}

Receipt receipt_from(const std::string& path, const std::string& text, const Output& output) {
  auto receipt = records::read_receipt(text);
  if (receipt) return std::move(*receipt);
  stop(output, findings, fmt::format("{} is not a receipt as this program writes it: it has been changed", path),
       "bring back the receipt as it was, from a copy");
}

int verify_receipt(const VerifyOptions& options, const std::string& text, const Output& output) {
  return Check(options, receipt_from(options.file, text, output), output).run();
}

}  // namespace spanne::cli
