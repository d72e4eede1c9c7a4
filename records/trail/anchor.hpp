// A LineAnchor is what somebody keeps of a log to see later that it still has that line, and so all lines before it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spanne::records {

struct ReleaseLog;

struct LineAnchor {
  std::size_t line = 0;  // counted from 1; 0: nothing is kept
  std::string digest;    // of the whole line
};

/// "4:DIGEST", with all 64 digits; nullopt where the text is none.
std::optional<LineAnchor> anchor_from_text(std::string_view text);

/// Why the log does not have the line, as a sentence; nullopt if it does.
std::optional<std::string> missing_line(const ReleaseLog& log, const LineAnchor& anchor);

}  // namespace spanne::records
