// Attributes that are counted from the file: `= sum of revenue per customer where role = lead`.
#include <array>
#include <fmt/format.h>

#include "grammar/suggestions/suggestion.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

struct FigureWord {
  std::string_view word;
  GroupFigureSyntax::Kind kind;
};

constexpr std::array<FigureWord, 5> figure_words{{{"count", GroupFigureSyntax::Kind::count},
                                                  {"sum", GroupFigureSyntax::Kind::sum},
                                                  {"least", GroupFigureSyntax::Kind::least},
                                                  {"greatest", GroupFigureSyntax::Kind::greatest},
                                                  {"distinct", GroupFigureSyntax::Kind::distinct}}};

/// What authors write from other programs.
constexpr std::array<Foreign, 20> meant_words{
    {{"min", "least"},        {"minimum", "least"},    {"smallest", "least"},   {"lowest", "least"},
     {"max", "greatest"},     {"maximum", "greatest"}, {"largest", "greatest"}, {"highest", "greatest"},
     {"total", "sum"},        {"summe", "sum"},        {"sumif", "sum"},        {"sumifs", "sum"},
     {"countif", "count"},    {"countifs", "count"},   {"number", "count"},     {"anzahl", "count"},
     {"zählenwenn", "count"}, {"summewenn", "sum"},    {"unique", "distinct"},  {"different", "distinct"}}};

std::optional<std::string_view> figure_meant(std::string_view word) {
  const std::string letters = small(word);
  for (const FigureWord& known : figure_words)
    if (known.word == letters) return known.word;
  return cure_of(letters, meant_words);
}

bool is_average(std::string_view word) { return is_any_of({"average", "avg", "mean", "mittelwert"}, small(word)); }

[[noreturn]] void refuse_average(Reader& reader) {
  reader.fail(
      "E0236", reader.span(), "an average is not counted from the file",
      advice("count the sum and the number, and divide: define average = if number > 0 then total / number else 0"));
}

GroupFigureSyntax::Kind read_figure_kind(Reader& reader) {
  for (const FigureWord& known : figure_words)
    if (reader.take_if(known.word)) return known.kind;
  if (is_average(reader.word())) refuse_average(reader);
  const auto meant = figure_meant(reader.word());
  reader.fail("E0236", reader.span(), fmt::format("{} is written {} here", reader.word(), *meant), std::string(*meant));
}

/// `sum of`: the only one that has it.
void expect_of(Reader& reader) {
  if (reader.take_if("of")) return;
  reader.fail(
      "E0236", reader.here(), "behind sum stands of, then what is added up",
      reader.done() || reader.is("per") ? advice("sum of revenue per customer") : inserted(reader.span().begin, "of"));
}

void refuse_of(Reader& reader, std::string_view kind) {
  if (!reader.is("of")) return;
  const bool goes_on = reader.left() > 1;
  reader.fail("E0236", reader.rest(), fmt::format("behind {} stands no of", kind),
              goes_on ? reader.words({reader.span(1).begin, reader.rest().end}) : std::string());
}

/// `count of rows per`: `count` alone.
Help without_words_before_per(const Reader& reader, const GroupFigureSyntax& figure) {
  for (std::size_t next = 1; next < 4; ++next)
    if (reader.is("per", next)) return in_place_of(join(figure.kind_span, reader.span(next - 1)), Help("count"));
  return advice("count per customer");
}

void read_counted(Reader& reader, GroupFigureSyntax& figure, std::string_view kind) {
  if (figure.kind == GroupFigureSyntax::Kind::sum) {
    expect_of(reader);
    figure.value = read_expression(reader);
    return;
  }
  if (figure.kind == GroupFigureSyntax::Kind::count) {
    if (reader.is("of") || reader.is("rows"))
      reader.fail("E0236", reader.span(), "count counts the rows of the group, and nothing stands between it and per",
                  without_words_before_per(reader, figure));
    return;
  }
  refuse_of(reader, kind);
  if (figure.kind == GroupFigureSyntax::Kind::distinct)
    figure.counted = reader.name("the attribute whose different values are counted", NameRole::attribute);
  else
    figure.value = read_expression(reader);
}

void read_per(Reader& reader, GroupFigureSyntax& figure) {
  if (reader.is("where"))
    reader.fail("E0236", reader.span(), "per comes before where: first the group, then which of its rows count",
                "per customer where …");
  if (!reader.take_if("per"))
    reader.fail("E0236", reader.here(), "per is missing: what the rows of a group have in common",
                advice("per customer"));
  do figure.per.push_back(reader.name("the attribute that the rows of a group have in common", NameRole::attribute));
  while (reader.take_if(","));
  if (reader.is_any({"and", "&", "+"}) && reader.at_name(1))
    reader.fail("E0236", reader.span(), "several attributes behind per are parted by commas", ",");
}

}  // namespace

bool at_group_figure(const Reader& reader) {
  if (!reader.is("=") || reader.kind(1) != TokenKind::word) return false;
  return figure_meant(reader.word(1)) || is_average(reader.word(1));
}

GroupFigureSyntax read_group_figure(Reader& reader) {
  GroupFigureSyntax figure;
  const std::size_t start = reader.place();
  reader.take();
  figure.kind_span = reader.span();
  const std::string word(reader.word());
  figure.kind = read_figure_kind(reader);
  read_counted(reader, figure, word);
  read_per(reader, figure);
  if (reader.take_if("where")) figure.where = read_expression(reader);
  figure.span = reader.from(start);
  return figure;
}

}  // namespace spanne::grammar
