#include "engine/trail/release.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/trail/digest.hpp"
#include "engine/value/date.hpp"

namespace spanne::engine {
namespace {

/// Removes and returns the first number: any number of digits, without leading zeros.
std::string_view take_number(std::string_view& version) {
  const std::size_t point = version.find('.');
  std::string_view number = version.substr(0, point);
  version.remove_prefix(point == std::string_view::npos ? version.size() : point + 1);
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

std::string next_patch(std::string_view version) {
  const std::size_t point = version.rfind('.') + 1;
  const std::string_view last = version.substr(point);
  if (last.size() > 9) return fmt::format("{}1", version);
  return fmt::format("{}{}", version.substr(0, point), std::stoul(std::string(last)) + 1);
}

Refusal already_released(const Release& before, const Release& next, const Release& latest) {
  const std::string raise = fmt::format("version {}", next_patch(latest.version));
  if (before.text_digest == next.text_digest)
    return {fmt::format("version {} is released already, on {}, with exactly this content", next.version, before.date),
            "nothing needs to be done; to release a change, make it and raise the version: " + raise};
  // their digests may have been made by different schemes
  if (canonical_text(before.text) == canonical_text(next.text))
    return {fmt::format("version {} is released already; this text differs from it in layout or comments only",
                        next.version),
            raise};
  return {fmt::format("version {} is released already with other content", next.version), raise};
}

}  // namespace

std::strong_ordering compare_versions(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    const std::string_view left = take_number(a), right = take_number(b);
    if (left.size() != right.size()) return left.size() <=> right.size();
    if (left != right) return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return std::strong_ordering::equal;
}

bool is_logged_day(std::string_view text) {
  const auto day = date_from_text(text);
  return day && to_text(*day) == text;
}

const Release* latest_of(const std::vector<Release>& releases, std::string_view file) {
  const auto found =
      std::find_if(releases.rbegin(), releases.rend(), [&](const auto& release) { return release.file == file; });
  return found == releases.rend() ? nullptr : &*found;
}

const Release* release_of(const std::vector<Release>& releases, std::string_view file, std::string_view version) {
  const auto found = std::find_if(releases.begin(), releases.end(), [&](const auto& release) {
    return release.file == file && compare_versions(release.version, version) == 0;
  });
  return found == releases.end() ? nullptr : &*found;
}

const Withdrawal* withdrawal_of(const std::vector<Withdrawal>& withdrawals, const Release& release) {
  const auto found = std::find_if(withdrawals.begin(), withdrawals.end(), [&](const auto& withdrawal) {
    return withdrawal.file == release.file && compare_versions(withdrawal.version, release.version) == 0;
  });
  return found == withdrawals.end() ? nullptr : &*found;
}

const Release* release_in_line(const std::vector<Release>& releases, std::size_t line) {
  const auto found =
      std::find_if(releases.begin(), releases.end(), [&](const auto& release) { return release.number == line; });
  return found == releases.end() ? nullptr : &*found;
}

const Release* in_force(const std::vector<Release>& releases, const std::vector<Withdrawal>& withdrawals,
                        std::string_view file, std::string_view day) {
  const auto counts = [&](const Release& release) {
    const auto* withdrawal = withdrawal_of(withdrawals, release);
    return release.file == file && release.date <= day && (withdrawal == nullptr || withdrawal->date > day);
  };
  const auto found = std::find_if(releases.rbegin(), releases.rend(), counts);
  return found == releases.rend() ? nullptr : &*found;
}

std::optional<Refusal> refusal(const std::vector<Release>& earlier, const Release& next,
                               const std::optional<std::string>& supersedes) {
  const auto* latest = latest_of(earlier, next.file);
  if (latest == nullptr) return std::nullopt;
  if (const auto* same = release_of(earlier, next.file, next.version)) return already_released(*same, next, *latest);
  if (compare_versions(next.version, latest->version) < 0)
    return Refusal{fmt::format("version {} does not rise above {}, the latest release", next.version, latest->version),
                   fmt::format("version {}", next_patch(latest->version))};
  if (supersedes && compare_versions(*supersedes, latest->version) != 0)
    return Refusal{fmt::format("the header says that it supersedes {}, but the latest release is {}", *supersedes,
                               latest->version),
                   fmt::format("supersedes {}", latest->version)};
  return std::nullopt;
}

// A line dated after today was made with a wrong clock, or today's clock is wrong.
std::optional<Refusal> refuse_going_back(const LogLine& latest, const LogLine& next) {
  if (latest.date <= next.date) return std::nullopt;
  return Refusal{
      fmt::format("line {} of the log is dated {}, but today is {} (UTC)", latest.number, latest.date, next.date),
      "check the clock of this machine; if that line was made with a wrong one, bring back the log as it was "
      "before it, and release that version again"};
}

}  // namespace spanne::engine
