// Names of months in English, German and French.
#pragma once

#include <optional>
#include <string_view>

namespace spanne::records {

/// 1 to 12. Full names and the usual short ones, in any case, with a point or without.
std::optional<int> month_named(std::string_view name);

}  // namespace spanne::records
