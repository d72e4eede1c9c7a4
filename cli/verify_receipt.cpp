// `spanne verify` for a receipt: every field is computed again, or compared with the release it names.
#include <algorithm>
#include <fmt/format.h>
#include <sstream>

#include "cli/made_again.hpp"
#include "cli/receipt.hpp"
#include "cli/rules_text.hpp"
#include "cli/signers.hpp"
#include "engine/explain/words.hpp"
#include "engine/trail/digest.hpp"

namespace spanne::cli {
namespace {

using records::Receipt;
using records::ReceiptFile;

/// Quotes a text for a shell.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char letter : text) result += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return result + "'";
}

/// The options that shaped the result, as they are typed, those that change accounts (`--set`) first; empty if all have
/// their defaults.
std::string options_in_words(const Receipt& receipt, const std::string& kams) {
  const auto& options = receipt.options;
  std::vector<std::string> words;
  if (!options.set.empty()) words.push_back(assignments_in_words(receipt));
  for (const auto& label : options.by) words.push_back("--by " + label);
  if (!options.columns.empty()) words.push_back(fmt::format("--columns {}", fmt::join(options.columns, ",")));
  if (options.all_columns) words.emplace_back("--all-columns");
  if (options.decimals != records::ReceiptOptions().decimals)
    words.push_back(fmt::format("--decimals {}", options.decimals));
  if (options.exact) words.emplace_back("--exact");
  if (options.locale != "auto") words.push_back("--locale " + options.locale);
  if (!options.sheet.empty()) words.push_back("--sheet " + quoted(options.sheet));
  if (options.keep_totals) words.emplace_back("--keep-totals");
  if (options.missing) words.push_back(fmt::format("--missing '{}'", *options.missing));
  if (options.out_locale != records::ReceiptOptions().out_locale) words.push_back("--out-locale " + options.out_locale);
  if (options.format != "csv") words.push_back("--format " + options.format);
  if (receipt.kams) words.push_back("--kams " + kams);
  return fmt::format("{}", fmt::join(words, " "));
}

/// Checks one receipt and the files it names, one after the other; errors are shown at once.
class ReceiptCheck {
 public:
  ReceiptCheck(const VerifyOptions& options, Receipt receipt, const Output& output)
      : options_(options), receipt_(std::move(receipt)), output_(output), trust_(options.trust, output) {}

  int run() {
    const std::string rules = rules_of(options_.file, receipt_, output_);
    check_engine();
    check_text(rules);
    check_release();
    check_file(receipt_.accounts);
    if (receipt_.kams) check_file(*receipt_.kams);
    check_file(receipt_.output);
    replay(rules);
    if (status_ == fine) show_result();
    return status_;
  }

 private:
  std::string path_of(const std::string& relative) const { return beside(options_.file, relative); }

  void fault(const std::string& message) {
    show_error(output_, message);
    status_ = findings;
  }

  /// Compares a field of the receipt with its expected value.
  void compare(std::string_view field, const std::string& said, const std::string& where, const std::string& found) {
    if (said != found) fault(fmt::format("the receipt says {} \"{}\", but {} says \"{}\"", field, said, where, found));
  }

  // ---- guideline and release

  /// The program that wrote a receipt cannot be computed again: it is reported, unless it is impossible.
  void check_engine() {
    if (const auto doubt = doubt_of_engine(receipt_.engine))
      fault(fmt::format("the receipt names spanne {} as the program (engine) that wrote it, {}", receipt_.engine,
                        *doubt));
    else if (receipt_.engine != SPANNE_VERSION)
      write_line(output_.out,
                 fmt::format("note: the receipt says that spanne {} wrote it, which cannot be checked; this is {}",
                             receipt_.engine, SPANNE_VERSION));
  }

  void check_text(const std::string& rules) {
    const auto read = rules_text(rules);
    const auto* text = std::get_if<RulesText>(&read);
    if (text == nullptr) return fault(std::get<RulesTrouble>(read).message);
    compare("ruleset.digest", receipt_.digest, "the text",
            engine::canonical_digest(text->text, receipt_.schemes.canonical));
  }

  void check_release() {
    const std::string path = path_of(receipt_.rules);
    const auto log = sound_log(path, output_);
    if (!receipt_.release) return check_unreleased(log, path);
    const auto& said = *receipt_.release;
    const std::string log_path = records::log_path(path);
    const auto* release = release_in_line(log.releases, said.line);
    if (release == nullptr || release->line_digest != said.line_digest)
      return fault(fmt::format("{}: line {} is not the release that the receipt names, approved by {} on {}", log_path,
                               said.line, said.approved_by, said.date));
    const auto& line = *release;
    const std::string where = fmt::format("line {} of {}", said.line, log_path);
    compare("release.date", said.date, where, line.date);
    compare("release.approved_by", said.approved_by, where, approvers(line));
    compare("ruleset.version", receipt_.version, where, line.version);
    if (line.file != records::file_name(path))
      fault(fmt::format("{} is a release of {}, not of {}", where, line.file, path));
    if (line.text_digest != receipt_.text_digest) {
      const auto other = release_in(log, path, receipt_.text_digest);
      fault(fmt::format("{} releases another text than the one the receipt was made with{}", where,
                        other ? fmt::format(", which is in line {}", other->line) : ""));
    }
    status_ = std::max({status_, check_lines(log, path, output_), check_signers(log, path, trust_, output_)});
    show_release(line, where);
    if (const std::string later = later_release(log, path, line.version); !later.empty())
      write_line(output_.out, fmt::format("note: {}: {}", path, later));
  }

  void show_release(const engine::Release& line, const std::string& where) {
    if (status_ != fine) return;
    const auto* key = trust_.signer_of(line);
    write_line(output_.out, fmt::format("{}: version {} was released on {}, approved by {}{} ({})",
                                        path_of(receipt_.rules), line.version, line.date, approvers(line),
                                        key == nullptr ? "" : ", signed with " + whose_key(*key), where));
  }

  /// Either the receipt was written before the release, or somebody removed the release: the message names both.
  void check_unreleased(const records::ReleaseLog& log, const std::string& path) {
    auto message = fmt::format("{} version {} had not been released", path, receipt_.version);
    if (const auto release = release_in(log, path, receipt_.text_digest))
      message = fmt::format(
          "the receipt names no release, but line {} of {} releases exactly this text, approved by {} on {}: {} had "
          "not been released when the receipt was written, or somebody took it out",
          release->line, records::log_path(path), release->approved_by, release->date, path);
    else if (const auto* other = release_of(log.releases, records::file_name(path), receipt_.version))
      message = fmt::format(
          "line {} of {} releases version {} of {} with another text than the one the receipt was "
          "made with, which had not been released",
          other->number, records::log_path(path), receipt_.version, path);
    if (trust_.given()) return fault(message + ", so nobody signed it");
    write_line(output_.out, "note: " + message);
  }

  // ---- data and result

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
    options.sheet = receipt_.options.sheet;
    options.keep_totals = receipt_.options.keep_totals;
    options.missing = receipt_.options.missing;
    options.format = receipt_.options.format;
    if (options.format == "csv") options.out_locale = receipt_.options.out_locale;
    return options;
  }

  void replay(const std::string& rules) {
    const std::string path = path_of(receipt_.output.path);
    MadeAgain again(path, receipt_.options.format == "csv");
    std::ostream out(&again);
    std::ostringstream err;
    Evaluated evaluated;
    EvalOptions options = options_of(rules);
    options.evaluated = &evaluated;
    eval(options, {out, err, {}});
    if (evaluated.version.empty()) {
      fault("the evaluation cannot be made again:");
      output_.err << err.str();
      return;
    }
    again.finish();
    check_identity(evaluated);
    if (status_ == fine && is_of_another_arithmetic(evaluated)) return compare_arithmetics(again, evaluated);
    check_result(again);
    check_figures(evaluated);
  }

  void check_identity(const Evaluated& evaluated) {
    const std::string again = "the evaluation";
    if (evaluated.title != receipt_.title || evaluated.version != receipt_.version)
      fault(fmt::format("the receipt names \"{}\" version {}, but the rule set is \"{}\" version {}", receipt_.title,
                        receipt_.version, evaluated.title, evaluated.version));
    compare("ruleset.text_digest", receipt_.text_digest, again, evaluated.text_digest);
    compare("as_of", receipt_.as_of, again, evaluated.as_of);
    compare("options.format", receipt_.options.format, again, evaluated.format);
    compare("options.out_locale", receipt_.options.out_locale, again, evaluated.out_locale);
    if (evaluated.rows != receipt_.rows)
      fault(fmt::format("the receipt counts {} rows, the evaluation {}", receipt_.rows, evaluated.rows));
    if (receipt_.schemes != engine::first_schemes && evaluated.skipped != receipt_.skipped)
      fault(fmt::format("the receipt counts {} skipped rows, the evaluation {}", receipt_.skipped, evaluated.skipped));
  }

  void check_result(const MadeAgain& again) {
    const std::string path = path_of(receipt_.output.path);
    if (!again.is_same()) {
      fault(fmt::format("{} is not what the evaluation gives now", path));
      show_difference(again);
    }
    if (again.digest() != receipt_.output.digest && again.is_same())
      fault(fmt::format("{} and the evaluation agree, but not with the receipt", path));
    if (receipt_.engine != SPANNE_VERSION && status_ != fine)
      write_line(output_.err,
                 fmt::format("  the receipt was written by spanne {}, this is {}", receipt_.engine, SPANNE_VERSION));
  }

  void show_difference(const MadeAgain& again) const {
    if (receipt_.options.format == "xlsx")
      write_line(output_.err, "  where a workbook differs cannot be shown line by line; -o FILE.csv can be compared");
    else
      output_.err << again.difference();
  }

  void check_figures(const Evaluated& evaluated) {
    if (evaluated.rejected != receipt_.rejected)
      fault(
          fmt::format("the receipt counts {} rejected rows, the evaluation {}", receipt_.rejected, evaluated.rejected));
    if (evaluated.totals != receipt_.totals) fault("the totals of the receipt are not those of the evaluation");
  }

  // ---- results of an earlier arithmetic

  bool is_of_another_arithmetic(const Evaluated& evaluated) const {
    return receipt_.schemes.arithmetic < engine::current_schemes.arithmetic && evaluated.depends_on_arithmetic;
  }

  /// Called when all files, digests and signatures are right. This program cannot compute as the receipt did, so a
  /// difference is reported as that of the arithmetic.
  void compare_arithmetics(const MadeAgain& again, const Evaluated& evaluated) {
    if (again.is_same() && evaluated.rejected == receipt_.rejected && evaluated.totals == receipt_.totals) return;
    fault(fmt::format("{} was made with rounded arithmetic; {}", path_of(receipt_.output.path), what_differs(again)));
    if (!again.is_same()) show_difference(again);
    show_figures_of_then(evaluated);
    write_line(output_.err,
               "  files, digests and release are as the receipt says; a receipt of today's exact figures: "
               "spanne eval RULES ACCOUNTS -o FILE --receipt FILE");
  }

  std::string what_differs(const MadeAgain& again) const {
    if (again.is_same()) return "no row differs today, but the exact sums do:";
    if (receipt_.options.format == "xlsx") return "the workbook differs today";
    const std::size_t rows = again.differing_rows();
    return fmt::format("{} {} today, first:", engine::counted(rows, "row"), rows == 1 ? "differs" : "differ");
  }

  void show_figures_of_then(const Evaluated& evaluated) const {
    if (evaluated.rejected != receipt_.rejected)
      write_line(output_.err, fmt::format("  rejected rows: {} then, {} today", receipt_.rejected, evaluated.rejected));
    const auto& then = receipt_.totals;
    const auto& today = evaluated.totals;
    for (std::size_t i = 0; i < then.size() && i < today.size(); ++i)
      if (then[i] != today[i] && then[i].first == today[i].first)
        return write_line(
            output_.err, fmt::format("  sum of {}: {} then, {} today", then[i].first, then[i].second, today[i].second));
  }

  void show_result() const {
    const std::string options = options_in_words(receipt_, receipt_.kams ? path_of(receipt_.kams->path) : "");
    write_line(
        output_.out,
        fmt::format("{}: {} is what {} version {} gives for {} as of {}{}{}: made again, the same to the last byte",
                    options_.file, path_of(receipt_.output.path), path_of(receipt_.rules), receipt_.version,
                    path_of(receipt_.accounts.path), receipt_.as_of, options.empty() ? "" : ", with ", options));
    if (!receipt_.options.set.empty())
      output_.out << "note: with --set this is a what-if: not what the accounts get, but what they would\n";
  }

  const VerifyOptions& options_;
  Receipt receipt_;
  const Output& output_;
  Trust trust_;
  int status_ = fine;
};

}  // namespace

std::string assignments_in_words(const Receipt& receipt) {
  std::vector<std::string> words;
  for (const auto& assignment : receipt.options.set) words.push_back("--set " + quoted(assignment));
  return fmt::format("{}", fmt::join(words, " "));
}

int verify_receipt(const VerifyOptions& options, const std::string& text, const Output& output) {
  return ReceiptCheck(options, receipt_from(options.file, text, output), output).run();
}

}  // namespace spanne::cli
