// The commands of the audit trail on the command line, and what they share.
#include "cli/audit.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

namespace spanne::cli {
namespace {

void add_diff(CLI::App& app, AuditOptions& options) {
  auto* diff = app.add_subcommand("diff", "Compares two versions of a guideline by what they mean.");
  const std::string names = "a rule file, git:REVISION:FILE or release:VERSION:FILE";
  diff->add_option("OLD", options.diff.old_rules, names)->required();
  diff->add_option("NEW", options.diff.new_rules, names)->required();
  diff->add_option("ACCOUNTS", options.diff.accounts, "accounts (a workbook, CSV or JSON): who of them moves");
  diff->add_option("--kams", options.diff.kams, "people and their capacity in FTE: a workbook, CSV or JSON");
  diff->add_option("--by", options.diff.by, "groups by cluster or an attribute, instead of by the owner");
  diff->add_option("--as-of", options.diff.as_of, "the day whose rules count (default today, where you are)");
  diff->add_option("--set", options.diff.set, "what if, in both versions: 'sites = sites + 5' (repeatable)")
      ->allow_extra_args(false);
  add_table_options(*diff, options.diff);
  diff->add_flag("--exact", options.diff.exact, "with ACCOUNTS: figures as exact fractions such as 1/60");
  diff->add_flag("--all", options.diff.all, "every region in which results differ, not only the largest 20");
  diff->add_option("--time-limit", options.diff.time_limit, "seconds the proof may take, counted in steps (default 10)")
      ->check(CLI::Range(1, 3600));
  diff->add_option("--format", options.diff.format, "table or json; csv or xlsx with ACCOUNTS");
  diff->add_option("-o,--output", options.diff.output,
                   "write to this file: .txt or .json; .csv or .xlsx with ACCOUNTS");
  diff->add_option("--out-locale", options.diff.out_locale, "how CSV is written: en, or de as German Excel opens it");
}

void add_release(CLI::App& app, AuditOptions& options) {
  auto* release = app.add_subcommand("release", "Enters a version of a guideline in the log of releases beside it.");
  release->add_option("RULES", options.release.rules, "the rule file")->required();
  release->add_option("--approved-by", options.release.approved_by, "who answers for this version")->required();
  release->add_option("--note", options.release.note, "why it was made, in one line");
  add_signing_options(*release, options.release);
  release->add_flag("--accept-warnings", options.release.accept_warnings,
                    "release in spite of warnings, which the log then keeps");
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
  auto* verify = app.add_subcommand("verify", "Checks that nothing has been changed since a release or a receipt.");
  verify->add_option("FILE", options.verify.file, "a rule file, or a receipt of eval")->required();
  verify->add_option("--trust", options.verify.trust,
                     "public keys of those who may sign, with names; then every line must be signed");
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

std::vector<std::string> audit_commands() { return {"diff", "release", "log", "verify", "replay", "print", "new-key"}; }

std::vector<CLI::App*> add_audit_commands(CLI::App& app, AuditOptions& options) {
  add_diff(app, options);
  add_release(app, options);
  add_reading(app, options);
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
      return diff(settled, output);
    }
    if (typed("release")) return release(options.release, output);
    if (typed("new-key")) return new_key(options.new_key, output);
    if (typed("log")) return log(options.log, output);
    if (typed("replay")) return replay(options.replay, output);
    if (typed("print")) return print(options.print, output);
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

std::vector<std::string> warnings_of(const Loaded& loaded) {
  std::vector<std::string> warnings;
  for (const auto& diagnostic : loaded.diagnostics)
    if (diagnostic.severity == grammar::Severity::warning)
      warnings.push_back(fmt::format("line {}: {} ({})", loaded.source->position(diagnostic.span.begin).line,
                                     diagnostic.message, diagnostic.code));
  return warnings;
}

std::string not_released(const std::string& file, const records::ReleaseLog& log) {
  std::vector<std::string> names;
  for (const auto& release : log.releases) names.push_back(release.file);
  return fmt::format("{} has not been released{}", file, did_you_mean(file, names));
}

}  // namespace spanne::cli
