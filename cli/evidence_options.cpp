// The commands `evidence` and `sample` on the command line.
#include <CLI/CLI.hpp>

#include "cli/audit.hpp"

namespace spanne::cli {
namespace {

void add_evidence(CLI::App& app, EvidenceOptions& options) {
  auto* evidence = app.add_subcommand(
      "evidence", "Packs a result and all it rests on into one archive, for somebody who has only this program.");
  evidence->add_option("RECEIPT", options.receipt, "a receipt of eval, which is verified first")->required();
  evidence->add_option("-o,--output", options.output, "write to this file: FILE.zip")->required();
  evidence->add_option("--trust", options.trust, "public keys of those who may sign, with names; packed, too");
}

void add_sample(CLI::App& app, SampleOptions& options) {
  auto* sample = app.add_subcommand(
      "sample", "Draws accounts at random and explains each: a work paper that anyone can draw again.");
  sample->add_option("RULES", options.rules, "the rule file")->required();
  sample->add_option("ACCOUNTS", options.accounts, "the accounts: a workbook, CSV or JSON");
  sample->add_option("-n,--size", options.size, "how many accounts are drawn (default 25)");
  sample->add_option(
      "--seed", options.seed,
      "decides which accounts are drawn; agree on it before anybody has seen the accounts (a date, words "
      "drawn together), so that no one can try seeds until a sample suits them: hence no default");
  sample->add_option("--as-of", options.as_of, "the day whose rules count (default today, where you are)");
  sample->add_option("--format", options.format, "md, html or txt (the default)");
  sample->add_option("-o,--output", options.output, "write to this file: .md, .html or .txt");
  add_table_options(*sample, options);
}

}  // namespace

void add_evidence_commands(CLI::App& app, AuditOptions& options) {
  add_evidence(app, options.evidence);
  add_sample(app, options.sample);
}

}  // namespace spanne::cli
