// The calculations that are written with brackets after their names: min, round, months_between.
#pragma once

#include <string_view>

namespace spanne::engine {

bool is_function(std::string_view name);

}  // namespace spanne::engine
