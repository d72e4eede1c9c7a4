#include "cli/trusted_rules.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "cli/audit.hpp"
#include "cli/rules_text.hpp"

namespace spanne::cli {
namespace {

bool is_released(const NamedRules& rules, const std::string& path, const records::ReleaseLog& log) {
  return std::any_of(log.releases.begin(), log.releases.end(), [&](const engine::Release& release) {
    return release.file == records::file_name(path) && release.text_digest == rules.loaded.digest;
  });
}

}  // namespace

int check_trusted(const std::vector<NamedRules>& rules, const Trust& trust, const Output& output) {
  if (!trust.given()) return fine;
  int status = fine;
  std::set<std::string> checked;  // logs
  for (const NamedRules& one : rules) {
    const RulesName name = rules_name(one.typed);
    const auto log = name.path == "-" ? records::ReleaseLog() : sound_log(name.path, output);
    if (checked.insert(records::log_path(name.path)).second)
      status = std::max(status, check_log(log, name.path, trust, output));
    if (is_released(one, name.path, log)) continue;
    const std::string message = fmt::format("{} is no release, so nobody signed it", one.typed);
    if (name.source == RulesName::Source::file) {
      write_line(output.err, "note: " + message);
    } else {
      show_error(output, message);
      status = findings;
    }
  }
  return status;
}

namespace {

/// The log, if it may say something of the version that is evaluated. Reading all of it takes longer than evaluating a
/// few accounts does: without a day, only withdrawals matter.
std::optional<records::ReleaseLog> log_to_note(const std::string& path, const std::string& as_of) {
  auto text = records::read_file(path, records::largest_log);
  auto* bytes = std::get_if<std::string>(&text);  // no log, or none that can be read: nothing is known
  if (bytes == nullptr || (as_of.empty() && !records::has_withdrawals(*bytes))) return std::nullopt;
  auto log = records::read_log_text(std::move(*bytes));
  return log.faults.empty() ? std::optional(std::move(log)) : std::nullopt;
}

}  // namespace

void note_version_in_force(const EvalOptions& options, const RuleFacts& rules, const Output& output) {
  const RulesName name = rules_name(options.rules);
  if (name.path == "-") return;
  const auto log = log_to_note(records::log_path(name.path), options.as_of);
  if (!log) return;
  const std::string file = records::file_name(name.path);
  for (const auto& release : log->releases)
    if (release.file == file && release.text_digest == rules.text_digest && name.source == RulesName::Source::file)
      if (const std::string taken_back = withdrawn(*log, name.path, release); !taken_back.empty())
        write_line(output.err, "warning: " + taken_back);
  if (options.as_of.empty()) return;
  const auto* release = in_force(log->releases, log->withdrawals, file, options.as_of);
  if (release == nullptr || release->text_digest == rules.text_digest) return;
  write_line(output.err, fmt::format("note: on {} version {} was in force (line {} of {}), but this is {}version {}: "
                                     "spanne eval release:{}:{}",
                                     options.as_of, release->version, release->number, records::log_path(name.path),
                                     release->version == rules.version ? "another text of " : "", rules.version,
                                     release->version, name.path));
}

}  // namespace spanne::cli
