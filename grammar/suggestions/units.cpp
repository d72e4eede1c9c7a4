#include "grammar/suggestions/units.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "grammar/suggestions/suggestion.hpp"

namespace spanne::grammar {
namespace {

// Enough to see how a file writes; a message is made for each of up to a thousand mistakes.
constexpr std::size_t looked_at = 50'000;

std::size_t count_of(std::string_view text, std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) ++count;
  return count;
}

/// Minutes in hours: `0.5` for 30, `(20 / 60)` where no decimal says it.
std::string hours_of(std::string_view minutes) {
  constexpr std::string_view digits = "0123456789";
  constexpr std::size_t most_digits = 6;
  const bool whole = minutes.size() <= most_digits && minutes.find_first_not_of(digits) == std::string_view::npos;
  const int count = whole ? std::stoi(std::string(minutes)) : 0;
  if (!whole || count * 100 % 60 != 0) return fmt::format("({} / 60)", minutes);
  std::string text = fmt::format("{}.{:02}", count / 60, count % 60 * 100 / 60);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
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

void refuse_foreign_hours(Reader& reader, std::size_t i) {
  static constexpr std::array<Foreign, 16> amounts{{{"h", "h"},
                                                    {"hour", "h"},
                                                    {"hours", "h"},
                                                    {"hrs", "h"},
                                                    {"std", "h"},
                                                    {"stunde", "h"},
                                                    {"stunden", "h"},
                                                    {"day", "days"},
                                                    {"days", "days"},
                                                    {"d", "days"},
                                                    {"tag", "days"},
                                                    {"tage", "days"},
                                                    {"pt", "days"},
                                                    {"personentage", "days"},
                                                    {"stundenzahl", "h"},
                                                    {"tagen", "days"}}};
  static constexpr std::array<Foreign, 18> periods{{{"year", "year"},
                                                    {"years", "year"},
                                                    {"yr", "year"},
                                                    {"jahr", "year"},
                                                    {"quarter", "quarter"},
                                                    {"quartal", "quarter"},
                                                    {"qtr", "quarter"},
                                                    {"month", "month"},
                                                    {"months", "month"},
                                                    {"mo", "month"},
                                                    {"monat", "month"},
                                                    {"week", "week"},
                                                    {"weeks", "week"},
                                                    {"wk", "week"},
                                                    {"woche", "week"},
                                                    {"annum", "year"},
                                                    {"wo", "week"},
                                                    {"mon", "month"}}};
  static constexpr std::array<std::string_view, 9> joints{"per", "a", "an", "pro", "je", "im", "in", "each", "every"};
  if (reader.kind(i + 2) != TokenKind::word) return;
  const bool slash = reader.is("/", i + 1);
  if (!slash && std::find(joints.begin(), joints.end(), reader.word(i + 1)) == joints.end()) return;
  const std::string word = small(reader.word(i));
  const bool minutes = word == "min" || word.starts_with("minute");
  const auto amount = minutes ? std::optional<std::string_view>("h") : cure_of(word, amounts),
             period = cure_of(small(reader.word(i + 2)), periods);
  if (!amount || !period) return;
  static constexpr std::array<std::string_view, 5> written_so{"h", "hour", "hours", "day", "days"};
  const bool fine = std::find(written_so.begin(), written_so.end(), reader.word(i)) != written_so.end();
  if (slash && fine && *period == reader.word(i + 2)) return;
  const std::string number = minutes ? hours_of(reader.word(i - 1)) : std::string(reader.word(i - 1));
  reader.fail("E0139", join(reader.span(i - 1), reader.span(i + 2)),
              fmt::format("working time is written {}/{} here", *amount, *period),
              fmt::format("{} {}/{}", number, *amount, *period));
}

}  // namespace spanne::grammar
