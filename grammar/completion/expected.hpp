// What may stand at a place in a text, found by asking the readers: each word and sign of the language is written
// there, and the statement is read.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "grammar/completion/value_place.hpp"
#include "grammar/completion/writing_place.hpp"
#include "grammar/tree/probe.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::grammar {

struct Expected {
  std::vector<std::string_view> phrases;  // words and signs of the language, in the order of completion_phrases()
  std::vector<NameRole> roles;            // what a name would be; none where no name fits
  bool number = false, text = false, day = false;
  ValuePlace value;  // where a role is `value`; its subject is in `expressions`
  Expressions expressions;
  std::optional<TypeUse> type;  // of the attribute that is being declared

  bool name(NameRole role) const;
};

/// Reads the statement some hundreds of times: a fraction of a millisecond for a line of a guideline.
Expected expected_at(const WritingPlace& place);

}  // namespace spanne::grammar
