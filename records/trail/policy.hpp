// A Policy says how many have to sign a line of the log, and whether they may have written themselves what they
// approve.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/trail/log_line.hpp"

namespace spanne::records {

/// The most approvals that can be asked for.
inline constexpr int most_approvals = 9;

struct Policy : engine::LogLine {
  std::string programme;      // whose log it is; empty if that is not said
  int required = 1;           // signed approvals, 1 to most_approvals
  bool author_apart = false;  // whoever made a change is named, and does not approve it
};

/// The policy that a line has to keep: the last one above it; null if there is none.
const Policy* policy_for(const std::vector<Policy>& policies, std::size_t line);

/// How the names on a line break the policy, as the end of a sentence about the line; nullopt if they keep it. Lines
/// that are still to be signed keep it where enough are named.
std::optional<std::string> breach_by_names(const engine::LogLine& line, const Policy& policy);

/// The same for the signatures: everybody who is named has to have signed, so that none can be taken out unnoticed, and
/// with as many keys as are asked for.
std::optional<std::string> breach_by_signatures(const engine::LogLine& line, const Policy& policy);

/// What `next` no longer asks for, as "1 approval instead of 2"; empty if it asks for as much.
std::string loosened(const Policy& before, const Policy& next);

/// "2 signed approvals, by others than the author".
std::string in_words(const Policy& policy);

}  // namespace spanne::records
