#include "records/trail/releases.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <sys/stat.h>
#include <utility>

#include "engine/trail/digest.hpp"
#include "records/io/paths.hpp"
#include "records/trail/signature.hpp"

namespace spanne::records {

using engine::LogLine;
using engine::Release;
using engine::Withdrawal;

namespace {

// ---------------------------------------------------------------------------------------------- one after the other

std::optional<std::string> contradicts(const ReleaseLog& log, const Release& release) {
  const auto* latest = engine::latest_of(log.releases, release.file);
  if (latest == nullptr || engine::compare_versions(release.version, latest->version) > 0) return std::nullopt;
  return fmt::format("releases version {} after {}", release.version, latest->version);
}

std::optional<std::string> contradicts(const ReleaseLog& log, const Withdrawal& withdrawal) {
  const auto* release = engine::release_of(log.releases, withdrawal.file, withdrawal.version);
  if (release == nullptr)
    return fmt::format("withdraws version {} of {}, which no line above it releases", withdrawal.version,
                       withdrawal.file);
  if (const auto* earlier = engine::withdrawal_of(log.withdrawals, *release))
    return fmt::format("withdraws version {} of {}, which line {} has withdrawn already", withdrawal.version,
                       withdrawal.file, earlier->number);
  return std::nullopt;
}

std::optional<std::string> contradicts(const ReleaseLog& log, const Policy& policy) {
  const std::string programme = programme_of(log);
  if (programme.empty() || programme == policy.programme) return std::nullopt;
  return fmt::format("names the programme \"{}\", but the lines above it are those of \"{}\"", policy.programme,
                     programme);
}

/// What is wrong with a line after those before it.
std::optional<std::string> misplacement(const ReleaseLog& log, const AnyLine& line) {
  const std::string& previous = common(line).previous;
  if (log.lines == 0)
    return previous.empty() ? breach(log, line, Signing::done)
                            : std::optional<std::string>("is not the first line: one before it is missing");
  if (previous != log.digests.back())
    return fmt::format("does not follow line {}: that line has been changed, or one has been removed or moved",
                       log.lines);
  if (auto fault = contradiction(log, line)) return fault;
  return breach(log, line, Signing::done);
}

/// Notes the lines whose days go back. Such a line cannot be mended, and what it releases is not in doubt, so it is no
/// fault.
class DayOrder {
 public:
  void add(const LogLine& line, const std::string& name, ReleaseLog& log) {
    if (line.date >= latest_) {
      latest_ = line.date;
      line_ = line.number;
    } else {
      log.backdated.push_back({line.number, fmt::format("line {} ({}) is dated {}, but line {} above it {}",
                                                        line.number, name, line.date, line_, latest_)});
    }
  }

 private:
  std::string latest_;
  std::size_t line_ = 0;  // that has the latest day
};

void add(ReleaseLog& log, AnyLine&& line) {
  if (auto* release = std::get_if<Release>(&line)) log.releases.push_back(std::move(*release));
  if (auto* policy = std::get_if<Policy>(&line)) log.policies.push_back(std::move(*policy));
  if (auto* withdrawal = std::get_if<Withdrawal>(&line)) log.withdrawals.push_back(std::move(*withdrawal));
}

}  // namespace

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string log_path(const std::string& rules_path) {
  return rules_path.substr(0, rules_path.rfind('/') + 1) + "RELEASES.jsonl";
}

std::variant<ReleaseLog, FileError> read_log(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 && errno == ENOENT) return ReleaseLog{};
  if (is_special(path)) return FileError{fmt::format("cannot read {}: a pipe or a device is no log", path)};
  auto text = read_file(path, largest_log);
  if (auto* error = std::get_if<FileError>(&text)) return std::move(*error);
  return read_log_text(std::move(std::get<std::string>(text)));
}

ReleaseLog read_log_text(std::string text) {
  ReleaseLog log;
  DayOrder days;
  bool sound = true;  // the line before; otherwise what follows from its fault stays silent
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view written = rest.substr(0, end);
    auto read = end == std::string_view::npos
                    ? std::variant<AnyLine, std::string>("is not complete: its end is missing")
                    : read_line(written);
    auto* line = std::get_if<AnyLine>(&read);
    auto fault = line == nullptr ? std::optional(std::get<std::string>(read)) : std::nullopt;
    if (line != nullptr) common(*line).number = log.lines + 1;
    if (line != nullptr && sound) fault = misplacement(log, *line);
    ++log.lines;
    log.digests.push_back(engine::byte_digest(written));
    if (fault) log.faults.push_back({log.lines, fmt::format("line {} {}", log.lines, *fault)});
    if (line != nullptr && !fault) days.add(common(*line), what_it_is(*line), log);
    sound = line != nullptr;
    if (line != nullptr) add(log, std::move(*line));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  log.text = std::move(text);
  return log;
}

bool has_withdrawals(std::string_view text) {
  return text.find(fmt::format("{{\"{}\":", withdrawal_name)) != std::string_view::npos;
}

std::vector<NamedLine> lines_of(const ReleaseLog& log) {
  std::vector<NamedLine> lines;
  const auto add_all = [&](const auto& all) {
    for (const auto& one : all) lines.push_back({&one, file_of(one), what_it_is(one)});
  };
  add_all(log.releases);
  add_all(log.policies);
  add_all(log.withdrawals);
  std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.line->number < b.line->number; });
  return lines;
}

const LogLine* latest_dated(const ReleaseLog& log) {
  const auto lines = lines_of(log);
  const auto found = std::max_element(lines.rbegin(), lines.rend(),
                                      [](const auto& a, const auto& b) { return a.line->date < b.line->date; });
  return found == lines.rend() ? nullptr : found->line;
}

std::string digest_of_line(const ReleaseLog& log, std::size_t line) {
  return line == 0 || line > log.digests.size() ? std::string() : log.digests[line - 1];
}

std::string programme_of(const ReleaseLog& log) {
  const auto found = std::find_if(log.policies.begin(), log.policies.end(),
                                  [](const Policy& policy) { return !policy.programme.empty(); });
  return found == log.policies.end() ? std::string() : found->programme;
}

std::optional<std::string> contradiction(const ReleaseLog& log, const AnyLine& line) {
  return std::visit([&](const auto& one) { return contradicts(log, one); }, line);
}

std::optional<std::string> breach(const ReleaseLog& log, const AnyLine& line, Signing signing) {
  const auto broken = [&](const Policy& policy) {
    auto how = breach_by_names(common(line), policy);
    return how || signing == Signing::to_come ? how : breach_by_signatures(common(line), policy);
  };
  if (const auto* in_force = policy_for(log.policies, log.lines + 1))
    if (const auto how = broken(*in_force))
      return fmt::format("breaks the policy of line {}: it {}", in_force->number, *how);
  if (const auto* own = std::get_if<Policy>(&line))
    if (const auto how = broken(*own)) return fmt::format("breaks the policy that it sets itself: it {}", *how);
  return std::nullopt;
}

AnyLine sealed(AnyLine line, const ReleaseLog& log, const std::vector<std::string>& secret_keys) {
  common(line).number = log.lines + 1;
  common(line).previous = digest_of_line(log, log.lines);
  set_digest(line, {});
  for (std::size_t i = 0; i < secret_keys.size(); ++i) sign(line, i, secret_keys[i]);
  return line;
}

}  // namespace spanne::records
