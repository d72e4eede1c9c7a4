// The time of day that exports add to a plain day.
#pragma once

#include <optional>
#include <string_view>

namespace spanne::records {

/// Whether `text` is midnight: 00:00, 00:00:00.000, 12:00:00 AM, with Z, UTC or an offset after it (which is the zone
/// whose midnight it is). nullopt where it is no time of day.
std::optional<bool> is_midnight(std::string_view text);

}  // namespace spanne::records
