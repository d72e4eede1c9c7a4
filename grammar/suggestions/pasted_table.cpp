#include "grammar/suggestions/pasted_table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <vector>

#include "grammar/text/display_width.hpp"

namespace spanne::grammar {
namespace {

using PastedCells = std::vector<std::string>;

/// What a column holds, by its head.
enum class PastedKind { condition, value, effect, text };

struct PastedColumn {
  PastedKind kind = PastedKind::condition;
  std::string head;
  std::size_t place = 0;  // of its cells among those that were pasted
};

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string in_small_ascii(std::string_view text) {
  std::string small(text);
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return small;
}

template <std::size_t count>
bool is_among(std::string_view word, const std::array<std::string_view, count>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view line_at(std::string_view text, std::size_t begin) {
  return text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
}

PastedCells cells_of(std::string_view line) {
  PastedCells cells;
  while (line.ends_with('\r')) line.remove_suffix(1);
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));  // tabs may stand for empty cells
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    cells.emplace_back(without_blanks(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return cells;
}

bool looks_pasted(std::string_view line) {
  const std::string_view inner = without_blanks(line);
  if (inner.empty() || inner.front() == '|' || inner.front() == '#') return false;
  return inner.find('\t') != std::string_view::npos && inner.find("->") == std::string_view::npos &&
         inner.find("→") == std::string_view::npos && inner.find(':') == std::string_view::npos;
}

// ---------------------------------------------------------------------------------------------- heads

bool is_unit(std::string_view word) {
  static constexpr std::array<std::string_view, 7> whole{"fte", "vzä", "vzÄ", "vzae", "%", "vollzeit", "fte/vzä"};
  const std::string small = in_small_ascii(word);
  if (is_among(small, whole)) return true;
  const std::size_t slash = small.find('/');
  if (slash == std::string::npos) return false;
  static constexpr std::array<std::string_view, 8> amounts{"h",    "hours", "hour",    "day",
                                                           "days", "std",   "stunden", "tage"};
  return is_among(std::string_view(small).substr(0, slash), amounts);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = without_blanks(text)).empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

/// A head as one name: blanks cannot stand in it.
std::string as_name(std::string_view head) { return fmt::format("{}", fmt::join(words_of(head), "_")); }

/// Words for effort itself, which are no kind of it.
bool says_effort(std::string_view word) {
  static constexpr std::array<std::string_view, 9> words{"aufwand", "effort", "zuschlag", "arbeit", "in",
                                                         "amount",  "bedarf", "workload", "zeit"};
  return is_among(in_small_ascii(word), words);
}

PastedColumn column_of(std::string_view head) {
  static constexpr std::array<std::string_view, 8> reasons{"because", "reason", "why",   "begründung",
                                                           "grund",   "weil",   "warum", "anlass"};
  static constexpr std::array<std::string_view, 7> remarks{"flag",    "remark",    "remarks",    "note",
                                                           "hinweis", "bemerkung", "bemerkungen"};
  static constexpr std::array<std::string_view, 6> effects{"+", "-", "x", "×", "at", "exactly"};
  std::string small = in_small_ascii(head);
  if (is_among(small, reasons)) return {PastedKind::text, "because", 0};
  if (is_among(small, remarks)) return {PastedKind::text, "flag", 0};
  auto words = words_of(head);
  for (std::string_view& word : words)
    if (word.starts_with('(') && word.ends_with(')')) word = word.substr(1, word.size() - 2);
  if (!words.empty() && is_among(words.front(), effects)) return {PastedKind::effect, std::string(head), 0};
  const auto unit = std::find_if(words.begin(), words.end(), is_unit);
  if (unit == words.end()) return {PastedKind::condition, as_name(head), 0};
  std::string made = fmt::format("+ {}", *unit);
  std::string kind;
  for (auto word = words.begin(); word != words.end(); ++word)
    if (word != unit && !says_effort(*word)) kind += fmt::format("{}{}", kind.empty() ? "" : "_", *word);
  return {PastedKind::effect, kind.empty() ? made : made + " " + kind, 0};
}

/// Conditions come first; where no head is an effect, the last one that is no text names the value the table gives.
std::vector<PastedColumn> columns_of(const PastedCells& heads, const HeadNames& names) {
  std::vector<PastedColumn> columns;
  for (const std::string& head : heads) {
    const auto attribute = names.attribute_of(head);
    columns.push_back(attribute ? PastedColumn{PastedKind::condition, *attribute, 0} : column_of(head));
    columns.back().place = columns.size() - 1;
  }
  const auto has_effect = std::any_of(columns.begin(), columns.end(),
                                      [](const PastedColumn& column) { return column.kind == PastedKind::effect; });
  const auto last = std::find_if(columns.rbegin(), columns.rend(),
                                 [](const PastedColumn& column) { return column.kind == PastedKind::condition; });
  if (!has_effect && last != columns.rend()) last->kind = PastedKind::value;
  std::stable_partition(columns.begin(), columns.end(),
                        [](const PastedColumn& column) { return column.kind == PastedKind::condition; });
  return columns;
}

// ---------------------------------------------------------------------------------------------- cells

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A figure with a decimal comma gets a point; a text that is no figure stays.
std::string with_point(std::string_view text) {
  const std::size_t begin = text.find_first_of("0123456789");
  const std::size_t comma = text.find(',');
  if (begin == std::string_view::npos || comma == std::string_view::npos || comma < begin) return std::string(text);
  const std::string_view whole = text.substr(begin, comma - begin);
  const std::size_t end = std::min(text.find_first_not_of("0123456789", comma + 1), text.size());
  const std::string_view part = text.substr(comma + 1, end - comma - 1);
  if (!all_digits(whole) || !all_digits(part) || text.find(',', comma + 1) != std::string_view::npos)
    return std::string(text);
  return fmt::format("{}.{}{}", text.substr(0, comma), part, text.substr(end));
}

bool is_figure(std::string_view text) {
  const std::size_t point = text.find('.');
  return all_digits(text.substr(0, point)) && (point == std::string_view::npos || all_digits(text.substr(point + 1)));
}

/// `ab 4`, `mehr als 3`, `≥ 4`, `bis 3`.
std::optional<std::string> as_comparison(std::string_view text) {
  struct Bound {
    std::string_view words, sign;
  };
  static constexpr std::array bounds{
      Bound{"mehr als ", ">"}, Bound{"more than ", ">"}, Bound{"weniger als ", "<"}, Bound{"less than ", "<"},
      Bound{"ab ", ">="},      Bound{"from ", ">="},     Bound{"mindestens ", ">="}, Bound{"at least ", ">="},
      Bound{"über ", ">"},     Bound{"over ", ">"},      Bound{"unter ", "<"},       Bound{"under ", "<"},
      Bound{"bis ", "<="},     Bound{"up to ", "<="},    Bound{"höchstens ", "<="},  Bound{"at most ", "<="},
      Bound{"≥", ">="},        Bound{"≤", "<="},         Bound{">=", ">="},          Bound{"<=", "<="},
      Bound{">", ">"},         Bound{"<", "<"}};
  const std::string small = in_small_ascii(text);
  for (const auto& [words, sign] : bounds) {
    if (!small.starts_with(words)) continue;
    const std::string figure = with_point(without_blanks(text.substr(words.size())));
    if (is_figure(figure)) return fmt::format("{} {}", sign, figure);
  }
  return std::nullopt;
}

/// `1-3`, `1 – 3`, `1 bis 3` and `10+` as the language has them.
std::string as_range(std::string_view text) {
  static constexpr std::array<std::string_view, 6> between{"..", "–", "—", " bis ", " to ", "-"};
  if (text.ends_with('+') && is_figure(with_point(without_blanks(text.substr(0, text.size() - 1)))))
    return ">= " + with_point(without_blanks(text.substr(0, text.size() - 1)));
  if (const auto compared = as_comparison(text)) return *compared;
  for (const std::string_view sign : between) {
    const std::size_t at = text.find(sign);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string low = with_point(without_blanks(text.substr(0, at)));
    const std::string high = with_point(without_blanks(text.substr(at + sign.size())));
    if (is_figure(low) && is_figure(high)) return fmt::format("{} .. {}", low, high);
  }
  return with_point(text);
}

std::string in_quotes(std::string_view text) {
  std::string inner(text);
  if (inner.size() > 1 && inner.starts_with('"') && inner.ends_with('"')) inner = inner.substr(1, inner.size() - 2);
  std::replace(inner.begin(), inner.end(), '"', '\'');
  return fmt::format("\"{}\"", inner);
}

std::string finished_cell(const std::string& cell, PastedKind kind) {
  if (kind == PastedKind::text) return cell.empty() ? "" : in_quotes(cell);
  if (cell.empty()) return kind == PastedKind::condition ? "-" : "";
  if (in_small_ascii(cell) == "ja" || in_small_ascii(cell) == "wahr") return "yes";
  static constexpr std::array<std::string_view, 6> anything{"alle", "egal", "all", "any", "beliebig", "*"};
  if (kind == PastedKind::condition && is_among(in_small_ascii(cell), anything)) return "-";
  if (in_small_ascii(cell) == "nein" || in_small_ascii(cell) == "falsch") return "no";
  return as_range(cell);
}

// ---------------------------------------------------------------------------------------------- lines

/// Lines of finished cells, each column as wide as its widest cell.
std::string laid_out(const std::vector<PastedCells>& rows, std::size_t conditions) {
  constexpr std::string_view beside_help = "\n        ";
  std::vector<std::size_t> widths;
  for (const PastedCells& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths.size() <= i) widths.push_back(0);
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  std::string text;
  for (const PastedCells& row : rows) {
    if (!text.empty()) text += beside_help;
    for (std::size_t i = 0; i < row.size(); ++i)
      text += fmt::format("{} {}{} ", i == conditions ? "||" : "|", row[i],
                          std::string(widths[i] - display_width(row[i]), ' '));
    text += "|";
  }
  return text;
}

std::vector<PastedColumn> columns_above(const TableAbove& above) {
  std::vector<PastedColumn> columns(above.conditions);
  for (const bool is_text : above.outcomes_texts)
    columns.push_back({is_text ? PastedKind::text : PastedKind::effect, {}, 0});
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].place = i;
  return columns;
}

PastedCells heads_of(const std::vector<PastedColumn>& columns) {
  PastedCells heads;
  for (const PastedColumn& column : columns) heads.push_back(column.head);
  return heads;
}

/// The cells in the order of the columns; what is too much follows as it is.
PastedCells finished_row(const PastedCells& pasted, const std::vector<PastedColumn>& columns) {
  PastedCells cells;
  for (const PastedColumn& column : columns)
    cells.push_back(finished_cell(column.place < pasted.size() ? pasted[column.place] : "", column.kind));
  for (std::size_t i = columns.size(); i < pasted.size(); ++i) cells.push_back(pasted[i]);
  return cells;
}

}  // namespace

std::optional<PastedTable> pasted_table(std::string_view text, std::size_t begin, const TableAbove& above,
                                        const HeadNames& names) {
  begin = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
  if (!looks_pasted(line_at(text, begin))) return std::nullopt;
  const PastedCells first = cells_of(line_at(text, begin));
  const bool has_heads = above.conditions > 0;
  const auto columns = has_heads ? columns_above(above) : columns_of(first, names);
  if (first.size() != columns.size()) return std::nullopt;
  std::vector<PastedCells> rows;
  PastedTable table;
  table.span.begin = static_cast<std::uint32_t>(begin + line_at(text, begin).find_first_not_of(" \t"));
  for (std::size_t at = begin; at < text.size() && looks_pasted(line_at(text, at));) {
    const std::string_view line = line_at(text, at);
    rows.push_back(at == begin && !has_heads ? heads_of(columns) : finished_row(cells_of(line), columns));
    table.span.end = static_cast<std::uint32_t>(at + line.find_last_not_of(" \t\r") + 1);
    at += line.size() + 1;
  }
  const auto is_condition = [](const PastedColumn& column) { return column.kind == PastedKind::condition; };
  table.help = laid_out(rows, static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), is_condition)));
  return table;
}

}  // namespace spanne::grammar
