// The commands of the audit trail on the command line, and what they share.
#include "cli/audit.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

#include "cli/diff_files.hpp"
#include "cli/receipt.hpp"

namespace spanne::cli {
namespace {

void add_diff(CLI::App& app, AuditOptions& options) {
  auto* diff = app.add_subcommand("diff",
                                  "Compares two versions of a guideline by what they mean, or explains between two "
                                  "accounts files why the total is another one: diff RULES OLD.csv NEW.csv");
  const std::string names = "a rule file, git:REVISION:FILE or release:VERSION:FILE";
  diff->add_option("OLD", options.diff.old_rules, names)->required();
  diff->add_option("NEW", options.diff.new_rules, names)->required();
  diff->add_option("ACCOUNTS", options.diff.accounts, "accounts (a workbook, CSV or JSON): who of them moves");
  diff->add_option("--kams", options.diff.kams, "people and their capacity in FTE: a workbook, CSV or JSON");
  BridgeArguments& bridge = options.diff.bridge;
  diff->add_option("--rules-before", bridge.rules_before, "of two accounts files: the guideline of the earlier one");
  diff->add_option("--kams-before", bridge.kams_before, "of two accounts files: the people of the earlier one");
  diff->add_option("--as-of-before", bridge.as_of_before, "of two accounts files: the day of the earlier one");
  diff->add_option("--view", bridge.view, "of two accounts files, and CSV, which holds one table: its name");
  diff->add_option("--decimals", bridge.decimals, "of two accounts files: decimals shown, 0 to 18 (default 6)");
  diff->add_option("--by", options.diff.by, "groups by cluster or an attribute, instead of by the owner");
  diff->add_option("--as-of", options.diff.as_of, "the day whose rules count (default today, where you are)");
  diff->add_option("--set", options.diff.set, "what if, in both versions: 'sites = sites + 5' (repeatable)")
      ->allow_extra_args(false);
  add_table_options(*diff, options.diff);
  diff->add_flag("--exact", options.diff.exact, "with ACCOUNTS: figures as exact fractions such as 1/60");
  diff->add_option("--trust", options.diff.trust, "public keys: released versions have to be signed with them");
  diff->add_flag("--all", options.diff.all, "every region in which results differ, not only the largest 20");
  diff->add_option("--time-limit", options.diff.time_limit, "seconds the proof may take, counted in steps (default 10)")
      ->check(CLI::Range(1, 3600));
  diff->add_option("--format", options.diff.format, "table or json; csv or xlsx with ACCOUNTS");
  diff->add_option("-o,--output", options.diff.output,
                   "write to this file: .txt or .json; .csv or .xlsx with ACCOUNTS");
  diff->add_option("--out-locale", options.diff.out_locale, "how CSV is written: en, or de as German Excel opens it");
  add_receipt_options(*diff, options.diff.receipt, options.diff_receipt);
}

/// What every command has that enters a line.
void add_entry_options(CLI::App& command, EntryArguments& arguments) {
  command.add_option("--approved-by", arguments.approved_by, "who answers for it; repeatable where several have to")
      ->allow_extra_args(false);
  command.add_option("--changed-by", arguments.changed_by, "who made the change that others approve");
  command.add_option("--note", arguments.note, "why, in one line");
  add_signing_options(command, arguments);
  command.add_option("--prepare", arguments.prepare, "write the line to this file, for others to sign (see cosign)");
  command.add_option("--trust", arguments.trust, "public keys: the line has to be signed as they and the policy ask");
}

void add_release(CLI::App& app, AuditOptions& options) {
  auto* release = app.add_subcommand("release", "Enters a version of a guideline in the log of releases beside it.");
  release->add_option("RULES", options.release.rules, "the rule file")->required();
  add_entry_options(*release, options.release);
  release->get_option("--approved-by")->required();
  release->add_flag("--accept-warnings", options.release.accept_warnings,
                    "release in spite of warnings, which the log then keeps");
  auto* withdraw = app.add_subcommand("withdraw", "Says in the log that a version must not be used any more.");
  withdraw->add_option("RULES", options.withdraw.rules, "the rule file")->required();
  withdraw->add_option("VERSION", options.withdraw.version, "the version, such as 1.2.0")->required();
  add_entry_options(*withdraw, options.withdraw);
}

void add_four_eyes(CLI::App& app, AuditOptions& options) {
  auto* policy = app.add_subcommand("policy", "Shows or sets how many have to sign the lines of a log.");
  policy->add_option("RULES", options.policy.rules, "a rule file beside the log")->required();
  policy->add_option("--require", options.policy.required, "so many signed approvals, 1 to 9, from this line on")
      ->check(CLI::Range(1, records::most_approvals));
  policy->add_flag("--author-apart", options.policy.author_apart, "nobody approves what they changed themselves");
  policy->add_option("--programme", options.policy.programme, "whose log this is; once said, it stays");
  add_entry_options(*policy, options.policy);
  auto* cosign = app.add_subcommand("cosign", "Shows a prepared line, and signs it for one of its approvers.");
  cosign->add_option("FILE", options.cosign.prepared, "what --prepare wrote")->required();
  cosign->add_option("--approved-by", options.cosign.approved_by, "for whom");
  add_signing_options(*cosign, options.cosign);
  cosign->add_flag("--text", options.cosign.shows_text, "without --sign: the text of the guideline, too");
  auto* enter = app.add_subcommand(
      "enter", "Enters a prepared line in the log, when those have signed it whom the policy asks for.");
  enter->add_option("RULES", options.enter.rules, "the rule file")->required();
  enter->add_option("FILE", options.enter.prepared, "what --prepare wrote, signed")->required();
  enter->add_option("--trust", options.enter.trust,
                    "public keys: the line has to be signed as they and the policy ask");
}

void add_new_key(CLI::App& app, AuditOptions& options) {
  auto* key = app.add_subcommand("new-key", "Makes a pair of keys: FILE to sign with, FILE.pub for those who check.");
  key->add_option("FILE", options.new_key.file, "where to put the secret key")->required();
  key->add_option("--name", options.new_key.name, "whose key it is, shown by verify");
  key->add_option("--passphrase-file", options.new_key.passphrase_file,
                  "the first line of this file is the passphrase (default: asked for on a terminal)");
  key->add_flag("--change-passphrase", options.new_key.change_passphrase, "gives the key in FILE another passphrase");
  key->add_option("--old-passphrase-file", options.new_key.old_passphrase_file,
                  "with --change-passphrase: the first line of this file is the passphrase of now");
}

void add_reading(CLI::App& app, AuditOptions& options) {
  auto* log = app.add_subcommand("log", "Shows what has been released, when, by whom and with which changes.");
  log->add_option("RULES", options.log.rules, "the rule file")->required();
  log->add_option("--format", options.log.format, "table or json");
  log->add_option("--trust", options.log.trust, "public keys, with names: whose key signed which version");
  auto* print = app.add_subcommand("print", "Prints a guideline as a document to read and to sign.");
  print->add_option("RULES", options.print.rules, "the rule file")->required();
  print->add_option("-o,--output", options.print.output, "write to this file (.md or .html)");
  print->add_option("--format", options.print.format, "md or html");
  print->add_option("--trust", options.print.trust, "public keys, with names: whose key signed which version");
  auto* replay = app.add_subcommand("replay", "Shows what the accounts of a receipt would get under another version.");
  replay->add_option("RECEIPT", options.replay.receipt, "a receipt of eval")->required();
  replay->add_option("--with", options.replay.with, "the other version: a rule file, git:… or release:…")->required();
  replay->add_option("--by", options.replay.by, "groups by cluster or an attribute, instead of by the owner");
  replay->add_flag("--exact", options.replay.exact, "figures as exact fractions such as 1/60");
  replay->add_option("--format", options.replay.format, "table, csv, xlsx or json");
  replay->add_option("-o,--output", options.replay.output, "write to this file: .txt, .csv, .xlsx or .json");
  replay->add_option("--out-locale", options.replay.out_locale,
                     "how CSV is written: en, or de as German Excel opens it");
  replay->add_option("--trust", options.replay.trust, "public keys of those who may sign releases and receipts");
  auto* verify = app.add_subcommand("verify", "Checks that nothing has been changed since a release or a receipt.");
  verify->add_option("FILE", options.verify.file, "a rule file, a receipt of eval, check or diff, or evidence (.zip)");
  verify->add_option("--archive", options.verify.archive, "every receipt in this folder, in the place of FILE");
  verify->add_option("--trust", options.verify.trust,
                     "public keys of those who may sign, with names; then every line must be signed");
  verify->add_option("--expect", options.verify.expect,
                     "LINE:DIGEST, which verify showed before: the log still has that line");
  verify->add_option("--at-least", options.verify.at_least, "receipts whose releases the log still has to have");
  verify->add_flag("--signed", options.verify.demands_signed, "a receipt must be signed by one of these keys, too");
}

}  // namespace

void add_signing_options(CLI::App& command, SigningArguments& arguments) {
  command.add_option("--sign", arguments.sign, "sign with the secret key in this file (see new-key); repeatable")
      ->allow_extra_args(false);
  command
      .add_option("--passphrase-file", arguments.passphrase_files,
                  "the first line of this file is the passphrase of the key (default: asked for on a terminal); "
                  "repeatable, in the order of --sign")
      ->allow_extra_args(false);
}

void add_receipt_options(CLI::App& command, std::string& receipt, ReceiptArguments& arguments) {
  command.add_option("--receipt", receipt, "write down what this was made from, for spanne verify");
  command.add_option("--sign", arguments.sign, "sign the receipt with the secret key in this file (see new-key)")
      ->allow_extra_args(false);
  command.add_option("--made-by", arguments.made_by, "whoever signs the receipt declares: who made it");
  command.add_option("--purpose", arguments.purpose, "whoever signs the receipt declares: what for, in one line");
}

void add_table_options(CLI::App& command, TableArguments& arguments) {
  command.add_option(
      "--locale", arguments.locale,
      "how the files write numbers and days: en, de, ch, en-GB or en-US (default: as their numbers prove)");
  command.add_option("--missing", arguments.missing,
                     "words that stand for nothing, instead of NULL, n/a, - and so on: 'a, b'");
  command.add_option("--from", arguments.from, "in place of ACCOUNTS: also a database, postgresql://user@host/name");
  command.add_option("--table", arguments.table, "of a database: the table with the accounts");
  command.add_option("--query", arguments.query, "of a database: a SELECT whose rows are the accounts");
  command.add_option("--with", arguments.with, "a second table that has what the accounts lack, found by their key");
  command.add_option("--sheet", arguments.sheet, "which sheet of a workbook: its name or number");
  command.add_flag("--keep-totals", arguments.keep_totals, "rows that are totals are accounts like the others");
}

std::vector<std::string> audit_commands() {
  return {"diff",   "release", "withdraw", "policy", "cosign", "enter",  "log",
          "verify", "replay",  "evidence", "sample", "print",  "new-key"};
}

std::vector<CLI::App*> add_audit_commands(CLI::App& app, AuditOptions& options) {
  add_diff(app, options);
  add_release(app, options);
  add_four_eyes(app, options);
  add_new_key(app, options);
  add_reading(app, options);
  add_evidence_commands(app, options);
  std::vector<CLI::App*> commands;
  for (const auto& name : audit_commands()) commands.push_back(app.get_subcommand(name));
  return commands;
}

std::optional<int> run_audit_command(const CLI::App& app, const AuditOptions& options, const Output& output) {
  const auto typed = [&](const char* name) { return app.get_subcommand(name)->parsed(); };
  try {
    if (typed("diff")) {
      DiffOptions settled = options.diff;
      if (const auto misuse = take_source(settled, settled.accounts))
        stop(output, wrong_usage, misuse->message, misuse->help);
      if (asks_for_bridge(settled, output)) {
        if (!settled.receipt.empty() || !is_empty(options.diff_receipt))
          stop(output, wrong_usage, "there are no receipts of two accounts files", "leave --receipt out");
        return bridge(settled, output);
      }
      return settled.receipt.empty() && is_empty(options.diff_receipt)
                 ? diff(settled, output)
                 : diff_with_receipt(settled, options.diff_receipt, output);
    }
    if (typed("release")) return release(options.release, output);
    if (typed("policy")) return policy(options.policy, output);
    if (typed("withdraw")) return withdraw(options.withdraw, output);
    if (typed("cosign")) return cosign(options.cosign, output);
    if (typed("enter")) return enter_line(options.enter, output);
    if (typed("new-key")) return new_key(options.new_key, output);
    if (typed("log")) return log(options.log, output);
    if (typed("replay")) return replay(options.replay, output);
    if (typed("print")) return print(options.print, output);
    if (typed("evidence")) return evidence(options.evidence, output);
    if (typed("sample")) {
      SampleOptions settled = options.sample;
      if (const auto misuse = take_source(settled, settled.accounts))
        stop(output, wrong_usage, misuse->message, misuse->help);
      return sample(settled, output);
    }
    if (typed("verify")) return verify(options.verify, output);
  } catch (const Stop& stopped) { return stopped.status; }
  return std::nullopt;
}

records::ReleaseLog sound_log(const std::string& rules_path, const Output& output) {
  const std::string path = records::log_path(rules_path);
  auto read = records::read_log(path);
  if (const auto* error = std::get_if<records::FileError>(&read)) stop(output, file_trouble, error->message);
  auto& log = std::get<records::ReleaseLog>(read);
  for (const auto& fault : log.faults) show_error(output, fmt::format("{}: {}", path, fault.message));
  if (!log.faults.empty()) {
    output.err << "  help: bring back the log as it was, from a copy\n";
    throw Stop{findings};
  }
  return std::move(log);
}

std::string first_difference(std::string_view old_text, std::string_view new_text, std::string_view old_word,
                             std::string_view new_word, std::size_t number) {
  const std::size_t width = std::max(old_word.size(), new_word.size());
  const auto take_line = [](std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  };
  for (; !old_text.empty() || !new_text.empty(); ++number) {
    const bool old_ended = old_text.empty(), new_ended = new_text.empty();
    const auto old_line = take_line(old_text), new_line = take_line(new_text);
    if (old_line == new_line && old_ended == new_ended) continue;
    const auto shown = [](bool ended, std::string_view line) {
      return ended ? std::string("(the file ends before)") : std::string(line);
    };
    return fmt::format("  line {}\n    {:{}}  {}\n    {:{}}  {}\n", number, old_word, width, shown(old_ended, old_line),
                       new_word, width, shown(new_ended, new_line));
  }
  return {};
}

std::string not_released(const std::string& file, const records::ReleaseLog& log) {
  std::vector<std::string> names;
  for (const auto& release : log.releases) names.push_back(release.file);
  return fmt::format("{} has not been released{}", file, did_you_mean(file, names));
}

}  // namespace spanne::cli
