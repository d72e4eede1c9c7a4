#include "grammar/suggestions/units.hpp"

namespace spanne::grammar {
namespace {

// Enough to see how a file writes; a message is made for each of up to a thousand mistakes.
constexpr std::size_t looked_at = 50'000;

std::size_t count_of(std::string_view text, std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) ++count;
  return count;
}

}  // namespace

std::size_t unit_length(const Reader& reader, std::size_t ahead) {
  if (reader.is_any({"FTE", "VZÄ", "%"}, ahead)) return 1;
  const bool time = reader.is_any({"h", "hour", "hours", "day", "days"}, ahead);
  return time && reader.is("/", ahead + 1) && reader.at_name(ahead + 2) ? 3 : 0;
}

std::string_view full_time_unit(std::string_view text) {
  text = text.substr(0, looked_at);
  return count_of(text, "VZÄ") > count_of(text, "FTE") ? "VZÄ" : "FTE";
}

}  // namespace spanne::grammar
