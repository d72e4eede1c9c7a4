#include "cli/anchors.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "cli/receipt.hpp"
#include "records/cells/encoding.hpp"
#include "records/trail/anchor.hpp"

namespace spanne::cli {
namespace {

using records::ReleaseLog;

int check_expected(const ReleaseLog& log, const VerifyOptions& options, Trust& trust, const Output& output) {
  if (options.expect.empty()) return fine;
  const auto expected = records::anchor_from_text(records::trimmed(options.expect));
  if (!expected)
    stop(output, wrong_usage,
         fmt::format("--expect {}: this is no line and digest as verify shows them", options.expect),
         "--expect LINE:DIGEST, with all 64 digits");
  const std::string path = records::log_path(options.file);
  if (const auto why = missing_line(log, *expected)) {
    show_error(output, fmt::format("{}: {}", path, *why), "bring back the log as it was, from a copy");
    return findings;
  }
  trust.have_seen(expected->line);
  write_line(output.out, fmt::format("{}: line {} is the one that was expected", path, expected->line));
  return fine;
}

int check_line_is_there(const ReleaseLog& log, const std::string& log_path, const records::ReceiptRules& rules,
                        const std::string& receipt, const Output& output) {
  const auto* release = release_in_line(log.releases, rules.release->line);
  if (release != nullptr && release->line_digest == rules.release->line_digest) {
    write_line(output.out, fmt::format("{}: line {}, which {} names, is there", log_path, release->number, receipt));
    return fine;
  }
  show_error(output,
             fmt::format("{}: {} names line {}, version {}, which is not there: lines have been cut off or exchanged",
                         log_path, receipt, rules.release->line, rules.version),
             "bring back the log as it was, from a copy");
  return findings;
}

int check_receipt_is_covered(const ReleaseLog& log, const std::string& path, const VerifyOptions& options,
                             const Output& output) {
  const auto bytes = records::read_file(path, largest_rule_file);
  if (const auto* error = std::get_if<records::FileError>(&bytes)) stop(output, file_trouble, error->message);
  auto released = guidelines_of(receipt_from(path, std::get<std::string>(bytes), output));
  std::erase_if(released, [](const records::ReceiptRules& rules) { return !rules.release; });
  if (released.empty())
    stop(output, findings, fmt::format("{} names no release, so it shows nothing of the log", path),
         "--at-least, with receipts of released versions");
  int status = fine;
  for (const auto& rules : released)
    status = std::max(status, check_line_is_there(log, records::log_path(options.file), rules, path, output));
  return status;
}

}  // namespace

int check_anchors(const ReleaseLog& log, const VerifyOptions& options, Trust& trust, const Output& output) {
  int status = check_expected(log, options, trust, output);
  for (const std::string& receipt : options.at_least)
    status = std::max(status, check_receipt_is_covered(log, receipt, options, output));
  return status;
}

}  // namespace spanne::cli
