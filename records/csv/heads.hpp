// Which head of a file belongs to an attribute, and what a bracket at its end says of the numbers below it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/model/model.hpp"
#include "records/csv/accounts.hpp"

namespace spanne::records {

/// What stands in round or square brackets at the end of a head: `(T€)`, `(Mio EUR)`, `(in 1.000 €)`, `(EUR)`.
struct HeadBracket {
  std::string_view stem;       // the head before it, trimmed; points into the head
  std::uint8_t magnitude = 0;  // power of ten: 3, 6 or 9; 0 where the bracket names a currency only
  std::string currency;        // three letters; empty where none is named
};

/// Returns nullopt if the head ends in no bracket, if the attribute's type has no magnitudes, or if the bracket says
/// something else (`(Anzahl)`, `(2026)`). Single letters count as magnitudes only beside a currency or for money, since
/// `(t)` and `(m)` are units of other things, too.
std::optional<HeadBracket> bracket_of(std::string_view head, const engine::Type& type);

/// The column an attribute is read from, and the power of ten that its bare numbers are multiplied with.
struct AttributeColumn {
  std::size_t column = 0;
  std::uint8_t magnitude = 0;
  std::string note;  // to be shown with the results; empty where the head says no magnitude
};

/// Finds it by the attribute's name and heads (case and outer blanks do not matter); where none of them stands there,
/// also with a bracket at the end. Returns nullopt if there is none. An error if there are two, or if the bracket
/// contradicts the declaration. `folded_heads` are the heads as folded() leaves them; `first` is the number of the
/// first column for people.
std::variant<std::optional<AttributeColumn>, AccountsError> find_column(const engine::Attribute& attribute,
                                                                        const std::vector<std::string>& heads,
                                                                        const std::vector<std::string>& folded_heads,
                                                                        std::size_t first = 1);

/// Whether a column with this head is read as the attribute, be it as it stands or with a bracket at its end.
bool is_head_of(std::string_view head, const engine::Attribute& attribute);

}  // namespace spanne::records
