// `spanne verify` for a receipt: every field is computed again, or compared with the release it names.
#include <algorithm>
#include <fmt/format.h>
#include <sstream>

#include "cli/made_again.hpp"
#include "cli/receipt_check.hpp"
#include "engine/explain/words.hpp"
#include "engine/trail/digest.hpp"

namespace spanne::cli {
namespace {

using records::Receipt;

/// Checks the receipt of a result and the files it names, one after the other.
class ResultCheck {
 public:
  ResultCheck(const VerifyOptions& options, Receipt receipt, const Output& output)
      : options_(options), receipt_(std::move(receipt)), output_(output), check_(options, output) {}

  ReceiptVerdict run() {
    verdict_.engine = receipt_.engine;
    const std::string rules = rules_of(options_.file, receipt_, output_);
    check_.check_core(receipt_);
    check_.check_rules(receipt_, rules, "ruleset", "release");
    check_.check_file(receipt_.accounts);
    if (receipt_.with) check_.check_file(*receipt_.with);
    if (receipt_.kams) check_.check_file(*receipt_.kams);
    check_.check_file(receipt_.output);
    replay(rules);
    if (check_.status() == fine) show_result();
    verdict_.status = check_.status();
    return verdict_;
  }

 private:
  std::string path_of(const std::string& relative) const { return check_.path_of(relative); }
  void fault(const std::string& message) { check_.fault(message); }

  EvalOptions options_of(const std::string& rules) const {
    EvalOptions options;
    options.rules = rules;
    options.accounts = path_of(receipt_.accounts.path);
    if (receipt_.kams) options.kams = path_of(receipt_.kams->path);
    options.as_of = receipt_.as_of;
    options.by = receipt_.options.by;
    options.set = receipt_.options.set;
    options.says_what_if = !receipt_.changed.empty();
    options.columns = receipt_.options.columns;
    options.all_columns = receipt_.options.all_columns;
    options.exact = receipt_.options.exact;
    options.decimals = receipt_.options.decimals;
    read_as(receipt_.options, options);
    if (receipt_.with) options.with = path_of(receipt_.with->path);
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
    verdict_.take(again, receipt_.options.format);
    check_identity(evaluated);
    if (check_.status() == fine && is_of_another_arithmetic(evaluated)) return compare_arithmetics(again, evaluated);
    check_result(again);
    check_figures(evaluated);
  }

  void check_identity(const Evaluated& evaluated) {
    const std::string again = "the evaluation";
    check_.check_facts(receipt_, {evaluated.title, evaluated.version, evaluated.digest, evaluated.text_digest},
                       "ruleset");
    check_.compare("as_of", receipt_.as_of, again, evaluated.as_of);
    check_.compare("options.format", receipt_.options.format, again, evaluated.format);
    check_.compare("options.out_locale", receipt_.options.out_locale, again, evaluated.out_locale);
    if (evaluated.rows != receipt_.rows)
      fault(fmt::format("the receipt counts {} rows, the evaluation {}", receipt_.rows, evaluated.rows));
    if (!receipt_.changed.empty() && evaluated.changed != receipt_.changed)
      fault("the receipt counts other rows that the what-if changes than the evaluation does");
    if (receipt_.schemes != engine::first_schemes && evaluated.skipped != receipt_.skipped)
      fault(fmt::format("the receipt counts {} skipped rows, the evaluation {}", receipt_.skipped, evaluated.skipped));
    if (receipt_.reading) check_reading(*receipt_.reading, evaluated.reading);
  }

  void check_reading(const records::ReceiptReading& said, const records::ReceiptReading& found) {
    const auto words = [](const records::ReceiptReading& reading) {
      std::string text;
      for (const auto& [word, cells] : reading.missing)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", word, cells);
      return text;
    };
    check_.compare("reading.numbers", said.numbers, "the evaluation", found.numbers);
    check_.compare("reading.missing", words(said), "the evaluation", words(found));
  }

  void check_result(const MadeAgain& again) {
    const std::string path = path_of(receipt_.output.path);
    if (!again.is_same()) {
      fault(fmt::format("{} is not what the evaluation gives now", path));
      show_difference(again);
    }
    if (again.digest() != receipt_.output.digest && again.is_same())
      fault(fmt::format("{} and the evaluation agree, but not with the receipt", path));
    check_.show_engine(receipt_.engine);
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
    verdict_.is_rounded = true;
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
    const std::string options = options_in_words(receipt_.options, receipt_.kams ? path_of(receipt_.kams->path) : "",
                                                 receipt_.with ? path_of(receipt_.with->path) : "");
    write_line(
        output_.out,
        fmt::format("{}: {} is what {} version {} gives for {} as of {}{}{}: made again, the same to the last byte",
                    options_.file, path_of(receipt_.output.path), path_of(receipt_.rules), receipt_.version,
                    path_of(receipt_.accounts.path), receipt_.as_of, options.empty() ? "" : ", with ", options));
    if (!receipt_.options.set.empty())
      output_.out << "note: with --set this is a what-if: not what the accounts get, but what they would\n";
    if (receipt_.snapshot_of)
      write_line(output_.out, fmt::format("note: {} is a copy of {}, as the receipt says, which cannot be checked",
                                          path_of(receipt_.accounts.path), source_in_words(*receipt_.snapshot_of)));
  }

  static std::string source_in_words(const records::ReceiptSource& source) {
    std::string words = source.name;
    if (!source.table.empty()) words += ", --table " + source.table;
    if (!source.query.empty()) words += ", --query " + quoted_for_shell(source.query);
    if (!source.with.empty()) words += ", --with " + source.with;
    return words;
  }

  const VerifyOptions& options_;
  Receipt receipt_;
  const Output& output_;
  ReceiptCheck check_;
  ReceiptVerdict verdict_;
};

}  // namespace

std::string options_in_words(const records::ReceiptOptions& options, const std::string& kams, const std::string& with) {
  std::vector<std::string> words;
  if (!options.set.empty()) words.push_back(assignments_in_words(options));
  for (const auto& label : options.by) words.push_back("--by " + label);
  if (!options.columns.empty()) words.push_back(fmt::format("--columns {}", fmt::join(options.columns, ",")));
  if (options.all_columns) words.emplace_back("--all-columns");
  if (options.decimals != records::ReceiptOptions().decimals)
    words.push_back(fmt::format("--decimals {}", options.decimals));
  if (options.exact) words.emplace_back("--exact");
  if (options.locale != "auto") words.push_back("--locale " + options.locale);
  if (!options.sheet.empty()) words.push_back("--sheet " + quoted_for_shell(options.sheet));
  if (options.keep_totals) words.emplace_back("--keep-totals");
  if (options.missing) words.push_back(fmt::format("--missing '{}'", *options.missing));
  if (options.out_locale != records::ReceiptOptions().out_locale) words.push_back("--out-locale " + options.out_locale);
  if (options.format != "csv") words.push_back("--format " + options.format);
  if (!with.empty()) words.push_back("--with " + with);
  if (!kams.empty()) words.push_back("--kams " + kams);
  return fmt::format("{}", fmt::join(words, " "));
}

std::string assignments_in_words(const records::ReceiptOptions& options) {
  std::vector<std::string> words;
  for (const auto& assignment : options.set) words.push_back("--set " + quoted_for_shell(assignment));
  return fmt::format("{}", fmt::join(words, " "));
}

void ReceiptVerdict::take(const MadeAgain& again, const std::string& format) {
  if (format == "xlsx") return;
  differing_rows = again.differing_rows();
  lines = again.differing_lines();
}

ReceiptVerdict judge_receipt(const VerifyOptions& options, const std::string& text, const Output& output) {
  auto receipt = receipt_from(options.file, text, output);
  if (auto* result = std::get_if<Receipt>(&receipt)) return ResultCheck(options, std::move(*result), output).run();
  return judge_report(options, receipt, output);
}

int verify_receipt(const VerifyOptions& options, const std::string& text, const Output& output) {
  return judge_receipt(options, text, output).status;
}

}  // namespace spanne::cli
