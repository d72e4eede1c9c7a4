#include "records/trail/anchor.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "records/trail/releases.hpp"

namespace spanne::records {

std::optional<LineAnchor> anchor_from_text(std::string_view text) {
  LineAnchor anchor;
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto [end, error] = std::from_chars(text.data(), text.data() + colon, anchor.line);
  if (colon < text.size()) anchor.digest = text.substr(colon + 1);
  const bool is_digest =
      anchor.digest.size() == 64 && anchor.digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (error != std::errc() || end != text.data() + colon || anchor.line == 0 || !is_digest) return std::nullopt;
  return anchor;
}

std::optional<std::string> missing_line(const ReleaseLog& log, const LineAnchor& anchor) {
  if (digest_of_line(log, anchor.line) == anchor.digest) return std::nullopt;
  if (anchor.line <= log.lines) return fmt::format("line {} is not the one that was expected", anchor.line);
  return fmt::format("line {} was expected, but there are only {}: its end has been cut off", anchor.line, log.lines);
}

}  // namespace spanne::records
