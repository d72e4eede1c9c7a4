// `spanne replay RECEIPT --with NEW`: shows what the accounts of a receipt would get under another version.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/file_roles.hpp"
#include "cli/impact.hpp"
#include "cli/receipt_check.hpp"
#include "cli/rules_text.hpp"
#include "engine/trail/arithmetic.hpp"

namespace spanne::cli {
namespace {

/// Both versions are computed by today's arithmetic, which need not be that of the receipt.
void note_arithmetic(const records::Receipt& receipt, const std::string& rules, const Output& output) {
  if (receipt.schemes.arithmetic == engine::current_schemes.arithmetic) return;
  Loaded loaded = load(rules, output, true);
  if (!loaded.model) return;
  add_assignments(*loaded.model, receipt.options.set, output);
  if (engine::depends_on_arithmetic(*loaded.model))
    write_line(output.err,
               "note: the receipt was made with rounded arithmetic; here both versions are computed exactly");
}

/// With --trust: who signed the receipt, and the releases of the guidelines on both sides.
void check_trust(const ReplayOptions& options, const records::Receipt& receipt, const std::string& rules,
                 const Output& output) {
  if (options.trust.empty()) return;
  VerifyOptions verify;
  verify.file = options.receipt;
  verify.trust = options.trust;
  const Output notes{output.err, output.err, output.terminal};  // standard output is for the comparison
  ReceiptCheck check(verify, notes);
  check.check_core(receipt);
  check.check_rules(receipt, rules, "ruleset", "release");
  int status = check.status();
  const RulesName with = rules_name(options.with);
  if (with.source == RulesName::Source::release && with.path != rules_beside(options.receipt, receipt.rules))
    status = std::max(status, check_log(sound_log(with.path, output), with.path, Trust(options.trust, output), output));
  if (status != fine) throw Stop{status};
}

}  // namespace

DiffOptions diff_of(const records::Receipt& receipt, const std::string& path) {
  DiffOptions diff;
  diff.accounts = beside(path, receipt.accounts.path);
  if (receipt.kams) diff.kams = beside(path, receipt.kams->path);
  diff.as_of = receipt.as_of;
  read_as(receipt.options, diff);
  diff.set = receipt.options.set;
  return diff;
}

int replay(const ReplayOptions& options, const Output& output) {
  FileRoles sources;
  sources.read(options.receipt, "the receipt");
  sources.read(options.trust, "the trusted keys");
  sources.write(options.output, FileRoles::Product::result, "-o");
  stop_at_conflict(sources, output);  // the other files are checked by `spanne diff`
  auto bytes = records::read_file(options.receipt, largest_rule_file);
  if (const auto* error = std::get_if<records::FileError>(&bytes)) stop(output, file_trouble, error->message);
  const auto receipt = result_receipt(options.receipt, std::get<std::string>(bytes), output);
  const std::string rules = rules_of(options.receipt, receipt, output);
  check_trust(options, receipt, rules, output);
  const auto path_of = [&](const records::ReceiptFile& file) { return beside(options.receipt, file.path); };
  if (receipt.with)
    stop(output, findings,
         fmt::format(
             "the accounts of this receipt come from two tables, {} and {}, and two versions are compared on one",
             path_of(receipt.accounts), path_of(*receipt.with)),
         "put the two together: spanne eval RULES ACCOUNTS --with FILE --snapshot FILE.csv, with a receipt of that");
  for (const auto* file : {&receipt.accounts, receipt.kams ? &*receipt.kams : nullptr})
    if (file != nullptr && !is_unchanged(options.receipt, *file, output))
      stop(output, findings, fmt::format("{} has been changed since the receipt was written", path_of(*file)),
           "bring back the file as it was, or compare with spanne diff OLD NEW ACCOUNTS");
  if (!receipt.options.set.empty())
    write_line(output.err,
               fmt::format("note: a what-if, as the receipt says: {}", assignments_in_words(receipt.options)));
  note_arithmetic(receipt, rules, output);
  DiffOptions diff = diff_of(receipt, options.receipt);
  diff.old_rules = rules;
  diff.new_rules = options.with;
  diff.by = options.by;
  diff.format = options.format;
  diff.output = options.output;
  diff.out_locale = options.out_locale;
  diff.exact = options.exact;
  return spanne::cli::diff(diff, output);
}

}  // namespace spanne::cli
