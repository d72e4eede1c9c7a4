// `spanne verify` for receipts of `check` and `diff`: the report is made again and compared.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sstream>

#include "cli/made_again.hpp"
#include "cli/receipt_check.hpp"
#include "cli/rules_text.hpp"
#include "engine/explain/words.hpp"

namespace spanne::cli {
namespace {

using records::CheckReceipt;
using records::DiffReceipt;
using records::ReceiptRules;
using Json = nlohmann::ordered_json;

/// What reports are compared with one another for.
class ReportCheck {
 public:
  ReportCheck(const VerifyOptions& options, const Output& output)
      : options_(options), output_(output), check_(options, output, ReceiptCheck::Draft::noted) {}

 protected:
  std::string name_of(const ReceiptRules& rules) const {
    return fmt::format("{} version {}", rules_beside(options_.file, rules.rules), rules.version);
  }

  /// A report is short enough to be compared as a text.
  void compare_reports(const std::string& said, const std::string& again, const std::string& what) {
    if (said == again) return;
    check_.fault(fmt::format("the report in {} is not what {} gives now", options_.file, what));
    output_.err << first_difference(again, said, "made again", "the receipt");
  }

  ReceiptVerdict verdict(const records::ReceiptCore& core) {
    check_.show_engine(core.engine);
    verdict_.engine = core.engine;
    verdict_.status = check_.status();
    return verdict_;
  }

  void not_made_again(const std::string& what, const std::string& why) {
    check_.fault(fmt::format("{} cannot be made again:", what));
    output_.err << why;
  }

  const VerifyOptions& options_;
  const Output& output_;
  ReceiptCheck check_;
  ReceiptVerdict verdict_;
};

// ---------------------------------------------------------------------------------------------- check

class CheckReportCheck : ReportCheck {
 public:
  using ReportCheck::ReportCheck;

  ReceiptVerdict run(const CheckReceipt& receipt) {
    const std::string rules = rules_of(options_.file, receipt, output_);
    check_.check_core(receipt);
    check_.check_rules(receipt, rules, "ruleset", "release");
    replay(receipt, rules);
    if (check_.status() == fine) show(receipt);
    return verdict(receipt);
  }

 private:
  void replay(const CheckReceipt& receipt, const std::string& rules) {
    CheckedGuideline checked;
    CheckOptions options;
    options.rules = {rules};
    options.json = true;
    options.checked = &checked;
    options.proof = receipt.proof.has_value();
    if (receipt.proof) {
      options.solver = receipt.proof->solver;
      options.time_limit = receipt.proof->time_limit;
    }
    std::ostringstream out, err;
    check(options, {out, err, {}});
    if (checked.rules.version.empty()) return not_made_again("the check", err.str());
    check_.check_facts(receipt, checked.rules, "ruleset");
    rename_report_file(checked.report, rules, receipt.rules);
    compare_reports(receipt.report, records::json_text(checked.report, 2), "check");
  }

  void show(const CheckReceipt& receipt) const {
    std::size_t errors = 0, warnings = 0, notes = 0;
    for (const auto& finding : Json::parse(receipt.report))
      ++(finding["severity"] == "error" ? errors : finding["severity"] == "warning" ? warnings : notes);
    std::string how = ", with --no-proof";
    if (receipt.proof)
      how = fmt::format(", with --time-limit {}{}", receipt.proof->time_limit,
                        receipt.proof->solver ? "" : " --no-solver");
    write_line(output_.out,
               fmt::format("{}: {}, {} and {} are what check finds in {}{}: made again, the same to the last byte",
                           options_.file, engine::counted(errors, "error"), engine::counted(warnings, "warning"),
                           engine::counted(notes, "fact"), name_of(receipt), how));
  }
};

// ---------------------------------------------------------------------------------------------- diff

class DiffReportCheck : ReportCheck {
 public:
  using ReportCheck::ReportCheck;

  ReceiptVerdict run(const DiffReceipt& receipt) {
    const std::string before = rules_of(options_.file, receipt.before, output_);
    const std::string after = rules_of(options_.file, receipt.after, output_);
    check_.check_core(receipt);
    check_.check_rules(receipt.before, before, "old", "old.release");
    check_.check_rules(receipt.after, after, "new", "new.release");
    DiffOptions options;
    options.old_rules = before;
    options.new_rules = after;
    options.old_name = receipt.before.rules;
    options.new_name = receipt.after.rules;
    if (receipt.impact)
      replay(receipt, *receipt.impact, std::move(options));
    else
      replay(receipt, *receipt.regions, std::move(options));
    return verdict(receipt);
  }

 private:
  std::string path_of(const records::ReceiptFile& file) const { return check_.path_of(file.path); }

  /// Returns whether the comparison could be made.
  bool compare_again(const DiffReceipt& receipt, const DiffOptions& options, std::ostream& out) {
    std::ostringstream err;
    try {
      diff(options, {out, err, {}});
    } catch (const Stop&) {}  // said on `err`
    const Compared& compared = *options.compared;
    if (compared.after.version.empty()) {
      not_made_again("the comparison", err.str());
      return false;
    }
    check_.check_facts(receipt.before, compared.before, "old");
    check_.check_facts(receipt.after, compared.after, "new");
    return true;
  }

  void replay(const DiffReceipt& receipt, const DiffReceipt::Regions& regions, DiffOptions options) {
    Compared compared;
    options.compared = &compared;
    options.format = "json";
    options.time_limit = regions.time_limit;
    options.all = regions.all;
    std::ostringstream out;
    if (!compare_again(receipt, options, out)) return;
    compare_reports(regions.report, records::json_text(compared.report, 2), "diff");
    if (check_.status() != fine) return;
    write_line(output_.out,
               fmt::format("{}: what differs between {} and {}, with --time-limit {}{}: made again, the same to the "
                           "last byte",
                           options_.file, name_of(receipt.before), name_of(receipt.after), regions.time_limit,
                           regions.all ? " --all" : ""));
  }

  void replay(const DiffReceipt& receipt, const DiffReceipt::Impact& impact, DiffOptions options) {
    check_.check_file(impact.accounts);
    if (impact.kams) check_.check_file(*impact.kams);
    check_.check_file(impact.output);
    if (impact.options.format == "table" || impact.options.format.empty())
      return check_.fault("the receipt says options.format \"" + impact.options.format + "\", which has none");
    Compared compared;
    options.compared = &compared;
    take_options(impact, options);
    MadeAgain again(path_of(impact.output), impact.options.format == "csv");
    std::ostream out(&again);
    if (!compare_again(receipt, options, out)) return;
    again.finish();
    check_impact(impact, compared, again);
    if (check_.status() == fine) show(receipt, impact);
  }

  void take_options(const DiffReceipt::Impact& impact, DiffOptions& options) const {
    options.accounts = path_of(impact.accounts);
    if (impact.kams) options.kams = path_of(*impact.kams);
    options.as_of = impact.as_of;
    const auto& said = impact.options;
    options.by = fmt::format("{}", fmt::join(said.by, ","));
    options.set = said.set;
    options.exact = said.exact;
    read_as(said, options);
    options.format = said.format;
    if (said.format == "csv") options.out_locale = said.out_locale;
  }

  void check_impact(const DiffReceipt::Impact& impact, const Compared& compared, const MadeAgain& again) {
    const std::string made = "the comparison";
    check_.compare("options.format", impact.options.format, made, compared.format);
    const std::string out_locale =
        compared.out_locale.empty() ? records::ReceiptOptions().out_locale : compared.out_locale;
    check_.compare("options.out_locale", impact.options.out_locale, made, out_locale);
    check_.compare("as_of", impact.as_of, made, compared.as_of);
    check_.compare("moved", impact.moved, made, compared.moved);
    check_.compare("same", impact.same, made, compared.same);
    check_.compare("rejected_by_both", impact.rejected_by_both, made, compared.rejected_by_both);
    verdict_.take(again, impact.options.format);
    const std::string path = path_of(impact.output);
    if (!again.is_same()) {
      check_.fault(fmt::format("{} is not what the comparison gives now", path));
      if (impact.options.format != "xlsx") output_.err << again.difference();
    } else if (again.digest() != impact.output.digest) {
      check_.fault(fmt::format("{} and the comparison agree, but not with the receipt", path));
    }
  }

  void show(const DiffReceipt& receipt, const DiffReceipt::Impact& impact) const {
    const std::string options = options_in_words(impact.options, impact.kams ? path_of(*impact.kams) : "", {});
    write_line(output_.out,
               fmt::format("{}: {} is who of {} moves between {} and {} as of {}{}{} ({} moved, {} same): made again, "
                           "the same to the last byte",
                           options_.file, path_of(impact.output), path_of(impact.accounts), name_of(receipt.before),
                           name_of(receipt.after), impact.as_of, options.empty() ? "" : ", with ", options,
                           impact.moved, impact.same));
    if (!impact.options.set.empty())
      output_.out << "note: with --set this is a what-if: not what the accounts get, but what they would\n";
  }
};

}  // namespace

ReceiptVerdict judge_report(const VerifyOptions& options, const records::AnyReceipt& receipt, const Output& output) {
  if (const auto* check = std::get_if<CheckReceipt>(&receipt)) return CheckReportCheck(options, output).run(*check);
  return DiffReportCheck(options, output).run(std::get<DiffReceipt>(receipt));
}

}  // namespace spanne::cli
