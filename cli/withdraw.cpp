// `spanne withdraw`: says that a released version must not be used any more, and why.
#include <fmt/format.h>

#include "cli/audit.hpp"
#include "records/cells/encoding.hpp"

namespace spanne::cli {

int withdraw(const WithdrawOptions& options, const Output& output) {
  require_place_of_log(options.rules, output);
  engine::Withdrawal line;
  describe(line, options, output);
  if (line.approvals.empty()) stop(output, wrong_usage, "somebody has to approve it", "--approved-by NAME");
  if (line.note.empty())
    stop(output, wrong_usage, "whoever used the version will ask why it was withdrawn", "--note TEXT");
  line.file = records::file_name(options.rules);
  line.version = records::trimmed(options.version);
  const auto keys = keys_of_approvers(options, output);
  return enter(std::move(line), options, keys, output, [](records::AnyLine& entry, const records::ReleaseLog& log) {
    auto& withdrawal = std::get<engine::Withdrawal>(entry);
    if (const auto* release = release_of(log.releases, withdrawal.file, withdrawal.version))
      withdrawal.version = release->version;  // as it is written there: 1.2 is 1.2.0
  });
}

}  // namespace spanne::cli
