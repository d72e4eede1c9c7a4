// The same rules written so that the check remarks nothing about them: for trying that a note changes no result.
#pragma once

#include <string>

namespace spanne::test {

/// Rewrites what each note and warning of reading and checking complains of, by its place and code, into what means the
/// same: `0.5 %` into `0.0005 k %`, `1.250` into `0.00125 k`, `= "N*"` into `in ("N*")`, work per week into work per
/// year, names that look alike into others; hidden signs go. What six decimals cannot
/// express so keeps its note. The text must be a rule set without errors.
std::string without_notes(std::string text);

}  // namespace spanne::test
