// A thing gets another name everywhere: in its guideline and in all scenarios of it that are at hand.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "service/names.hpp"
#include "service/text_changes.hpp"

namespace spanne::service {

struct ChangedDocument {
  TextDocument* document = nullptr;
  TextChanges changes;  // at least one
};

/// Why a thing keeps its name: a plain sentence with what can be done.
struct RenameRefusal {
  std::string message;
};

/// The changes, which have been tried: after them every name means what it meant before, there are no errors that were
/// not there, and the same tests pass.
std::variant<std::vector<ChangedDocument>, RenameRefusal> renamed(Session& session, TextDocument& guideline,
                                                                  engine::NameTarget target,
                                                                  const std::string& new_name);

}  // namespace spanne::service
