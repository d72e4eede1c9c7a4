// ValueType is what a name or an expression seems to be, read from the syntax tree alone: whoever completes a text that
// is being written has no checked model. It may be unknown; nothing is refused because of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "grammar/tree/syntax.hpp"

namespace spanne::engine {

struct ValueType {
  enum class Kind : std::uint8_t {
    unknown,
    boolean,
    number,
    percent,
    money,
    text,
    date,
    choice,
    effort,
    cluster
  } kind = Kind::unknown;
  std::string detail = {};  // money: the currency; choice: the attribute whose values it has

  bool is_known() const { return kind != Kind::unknown; }
  bool counts() const { return kind == Kind::number || kind == Kind::percent || kind == Kind::money; }
  bool operator==(const ValueType&) const = default;
};

/// The type of a declared name; unknown for others.
using TypeOfName = std::function<ValueType(std::string_view)>;

ValueType value_type(const grammar::TypeUse& declared, std::string_view attribute);
ValueType value_type(const grammar::Literal& literal, const TypeOfName& names);
ValueType value_type(const grammar::Expression& expression, const TypeOfName& names);

}  // namespace spanne::engine
