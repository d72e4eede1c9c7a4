#include "engine/trail/log_line.hpp"

#include <algorithm>

namespace spanne::engine {

std::string approvers(const LogLine& line) {
  std::string names;
  for (std::size_t i = 0; i < line.approvals.size(); ++i) {
    if (i > 0) names += i + 1 == line.approvals.size() ? " and " : ", ";
    names += line.approvals[i].name;
  }
  return names;
}

bool has_signature(const LogLine& line) {
  return std::any_of(line.approvals.begin(), line.approvals.end(),
                     [](const Approval& approval) { return !approval.signature.empty(); });
}

}  // namespace spanne::engine
