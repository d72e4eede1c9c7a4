// Whether names of people are one.
#pragma once

#include <string>

namespace spanne::records {

/// The same, however their letters are stored, whatever their case, and however many blanks are between them.
bool same_name(const std::string& a, const std::string& b);

/// Names that could be taken for one another, so that nobody approves as two: the same, or with letters and digits that
/// look the same.
bool alike(const std::string& a, const std::string& b);

}  // namespace spanne::records
