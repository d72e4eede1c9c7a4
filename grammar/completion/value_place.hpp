// ValuePlace says what a value that is being written is for: what it is compared with, a condition, a number.
#pragma once

#include <cstdint>

#include "grammar/tree/expression.hpp"

namespace spanne::grammar {

struct ValuePlace {
  enum class Use : std::uint8_t {
    whole,      // the whole of what stands there: a condition, the value of a define, an amount
    condition,  // part of a condition
    number,     // part of a calculation
    compared    // the other side of a comparison, or after `in`
  } use = Use::whole;
  ExpressionPtr subject = nullptr;  // compared: with what
  bool ordered = false;             // compared with < <= > >=, or as the end of a range
};

/// Of the name at `name`, one of `expressions`.
ValuePlace value_place(const Expressions& expressions, TextSpan name);

}  // namespace spanne::grammar
