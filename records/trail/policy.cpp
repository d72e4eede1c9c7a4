#include "records/trail/policy.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "engine/explain/words.hpp"
#include "records/trail/names.hpp"

namespace spanne::records {

using engine::Approval;
using engine::counted;
using engine::LogLine;

const Policy* policy_for(const std::vector<Policy>& policies, std::size_t line) {
  const auto found =
      std::find_if(policies.rbegin(), policies.rend(), [&](const Policy& policy) { return policy.number < line; });
  return found == policies.rend() ? nullptr : &*found;
}

std::optional<std::string> breach_by_names(const LogLine& line, const Policy& policy) {
  const auto asked = static_cast<std::size_t>(policy.required);
  if (line.approvals.size() < asked)
    return fmt::format("names {}, but {} are asked for", counted(line.approvals.size(), "approver"), asked);
  if (!policy.author_apart) return std::nullopt;
  if (line.changed_by.empty()) return "does not say who made the change, which others have to approve";
  for (const Approval& approval : line.approvals)
    if (alike(approval.name, line.changed_by))
      return fmt::format("is approved by {}, who made the change", approval.name);
  return std::nullopt;
}

std::optional<std::string> breach_by_signatures(const LogLine& line, const Policy& policy) {
  std::set<std::string> keys;
  for (const Approval& approval : line.approvals)
    if (!approval.signature.empty()) keys.insert(approval.signer);
  if (keys.empty()) return fmt::format("is signed by nobody, but {} are asked for", policy.required);
  for (const Approval& approval : line.approvals)
    if (approval.signature.empty()) return fmt::format("names {} as approver, who has not signed it", approval.name);
  if (keys.size() >= static_cast<std::size_t>(policy.required)) return std::nullopt;
  return fmt::format("is signed with {}, but {} are asked for", counted(keys.size(), "key"), policy.required);
}

std::string loosened(const Policy& before, const Policy& next) {
  std::string text;
  if (next.required < before.required)
    text =
        fmt::format("{} instead of {}", counted(static_cast<std::size_t>(next.required), "approval"), before.required);
  if (before.author_apart && !next.author_apart)
    text += std::string(text.empty() ? "" : ", and ") + "authors may approve what they wrote";
  return text;
}

std::string in_words(const Policy& policy) {
  return fmt::format("{}{}", counted(static_cast<std::size_t>(policy.required), "signed approval"),
                     policy.author_apart ? ", by others than the author" : "");
}

}  // namespace spanne::records
