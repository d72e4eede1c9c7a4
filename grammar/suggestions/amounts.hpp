// What authors write around the amounts of clusters and rules: calculations without brackets, reasons and days in
// German, a condition after what it decides.
#pragma once

#include <cstddef>

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// `1/15 FTE`, `sites * 0.1 FTE`: refused with its brackets where the sign of a calculation stands after the first
/// value of an amount. `start` is the reader where the amount begins, `reader` after its first value.
void refuse_bare_calculation(Reader& reader, const Reader& start);

/// `weil "…"`, `ab 2026-07-01`, `bis 2026-12-31`, where a reason or a period may stand.
void refuse_foreign_closing(Reader& reader);

/// `+0.1 FTE bis 31.12.2026`: refused at the word `ahead`, word and day in one.
void refuse_foreign_period(Reader& reader, std::size_t ahead);

/// `+0.3 FTE if decentral`, `sites + 3 when decentral`: the condition stands before what it decides. `begin` is the
/// first token of the statement that may be written anew, `value` the first of what the condition decides.
/// The reader stands at a word for such a condition, or before nothing of the kind.
bool at_late_condition(const Reader& reader);
/// `otherwise_same`: without else the attribute set keeps its value.
void refuse_late_condition(Reader& reader, TextSpan begin, TextSpan value, bool otherwise_same = false);

}  // namespace spanne::grammar
