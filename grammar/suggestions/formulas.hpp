// Formulas pasted from a spreadsheet: `=IF(A1>10;0,3;0)`, `UND(a;b)`.
#pragma once

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// Whether a function of a spreadsheet, which is a connective here, is called at `ahead`.
bool is_formula(const Reader& reader, std::size_t ahead);

/// `ahead`: its `=`, its function or a reference to a cell. The help says it in words where that can be done.
[[noreturn]] void refuse_formula(Reader& reader, std::size_t ahead);

}  // namespace spanne::grammar
