// Tables: a line is cut into cells at its bars first, so that a broken cell cannot shift the others.
#include "grammar/tree/read_tables.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "grammar/suggestions/ranges.hpp"
#include "grammar/suggestions/units.hpp"

namespace spanne::grammar {
namespace {

/// The cells of one line on either side of `||`.
struct CellReader {
  std::vector<TokenRange> conditions, outcomes;
  bool has_divider = false;
};

class TableLine {
 public:
  TableLine(const Reading& reading, TokenRange line)
      : reading_(reading), text_(reading.text), tokens_(reading.tokens), line_(line) {}

  Reader reader(TokenRange range) const { return {reading_, range}; }
  Reader whole() const { return reader(line_); }

  bool is_decoration() const { return grammar::is_decoration(tokens_, line_, text_); }

  CellReader cells() const {
    CellReader cells;
    std::size_t begin = line_.begin + 1;
    for (std::size_t at = begin; at < line_.end; ++at) {
      const std::string_view sign = tokens_[at].kind == TokenKind::sign ? word(tokens_[at]) : std::string_view{};
      if (sign != "|" && sign != "||") continue;
      if (sign == "||" && cells.has_divider)
        whole().fail("E0170", tokens_[at].span, "a row has only one ||, between its conditions and what it does", "|");
      (cells.has_divider ? cells.outcomes : cells.conditions).push_back({begin, at});
      cells.has_divider = cells.has_divider || sign == "||";
      begin = at + 1;
    }
    if (begin < line_.end) (cells.has_divider ? cells.outcomes : cells.conditions).push_back({begin, line_.end});
    return cells;
  }

  /// Without `||`: the line as it was meant, where that is plain. `conditions`: how many cells stand before it.
  [[noreturn]] void refuse_undivided(std::size_t conditions) const {
    std::size_t bar = 0, place = line_.begin;
    for (std::size_t at = line_.begin; at < line_.end; ++at)
      if (is_bar(at) && bar++ == conditions) place = at;
    const std::string message = "the || between the conditions and what the row does is missing";
    if (place == line_.begin || place + 1 == line_.end)
      whole().fail("E0171", whole().statement(), message, advice("||"));
    const TextSpan line = whole().statement(), at = tokens_[place].span;
    whole().fail("E0171", at, message,
                 in_place_of(line, fmt::format("{}||{}", text(TextSpan{line.begin, at.begin}),
                                               text(TextSpan{at.end, line.end}))));
  }

  /// How many heads stand before the first that looks like an effect.
  std::size_t conditions_meant() const {
    std::size_t bars = 0;
    for (std::size_t at = line_.begin; at + 1 < line_.end; ++at) {
      if (!is_bar(at)) continue;
      ++bars;
      static constexpr std::array<std::string_view, 9> effects{"+",  "-",       "x",    "*",      "×",
                                                               "at", "exactly", "flag", "because"};
      if (std::find(effects.begin(), effects.end(), word(tokens_[at + 1])) != effects.end()) return bars - 1;
    }
    return bars > 2 ? bars - 2 : 0;
  }

 private:
  bool is_bar(std::size_t at) const { return tokens_[at].kind == TokenKind::sign && word(tokens_[at]) == "|"; }
  std::string_view text(TextSpan span) const { return text_.substr(span.begin, span.end - span.begin); }
  std::string_view word(const Token& token) const { return word_of(token, text_); }

  Reading reading_;
  std::string_view text_;
  const std::vector<Token>& tokens_;
  TokenRange line_;
};

// ---------------------------------------------------------------------------------------------- heads

ExpressionPtr read_condition_head(Reader reader) {
  if (reader.done()) reader.fail("E0172", reader.here(), "a head is missing here", advice("the name of an attribute"));
  const TextSpan all = reader.rest();
  if (reader.kind() == TokenKind::number || reader.is_any({"-", "<", "<=", ">", ">=", "="}) ||
      reader.kind() == TokenKind::day)
    reader.fail("E0172", all, "the heads are missing: the first row of a table names attributes",
                advice("| sites || + FTE |"));
  const ExpressionPtr head = read_operand(reader);
  if (!reader.done())
    reader.fail("E0172", all, "a head is the name of an attribute, or a calculation in brackets",
                fmt::format("({})", reader.words(all)));
  return head;
}

std::optional<Name> read_unit_head(Reader& reader, OutcomeHead::Kind kind) {
  if (kind == OutcomeHead::Kind::factor) return std::nullopt;
  if (reader.kind() == TokenKind::number)
    reader.fail("E0173", reader.span(), "numbers stand in the cells below, not in the head",
                in_place_of(reader.rest(), reader.kind(1) == TokenKind::end
                                               ? std::string(full_time_unit(reader.all_text()))
                                               : reader.words({reader.span(1).begin, reader.rest().end})));
  if (!reader.is("%") && !reader.at_name())
    reader.fail("E0173", reader.here(), "the unit is missing in this head", advice("+ FTE, or: + h/week, or: + %"));
  return read_unit(reader);
}

std::optional<OutcomeHead::Kind> effect_head(Reader& reader) {
  using Kind = OutcomeHead::Kind;
  if (reader.take_if("+")) return Kind::add;
  if (reader.take_if("-")) return Kind::subtract;
  if (reader.is("at") && reader.is_any({"least", "most"}, 1)) {
    reader.take();
    const Kind kind = reader.is("least") ? Kind::at_least : Kind::at_most;
    reader.take();
    return kind;
  }
  if (reader.is("exactly") && reader.kind(1) != TokenKind::end) return reader.take(), Kind::exactly;
  if (reader.is_any({"x", "×", "*"})) return reader.take(), Kind::factor;
  return std::nullopt;
}

OutcomeHead read_outcome_head(Reader reader) {
  const std::size_t start = reader.place();
  OutcomeHead head;
  if (reader.done()) reader.fail("E0172", reader.here(), "a head is missing here", advice("+ FTE"));
  if (reader.take_if("because")) {
    head.kind = OutcomeHead::Kind::because;
  } else if (reader.is("flag")) {
    reader.take();
    head.kind = OutcomeHead::Kind::flag;
  } else if (const auto kind = effect_head(reader)) {
    head.kind = *kind;
    head.unit = read_unit_head(reader, *kind);
    if (reader.at_name()) head.effort_kind = reader.name("a kind of effort", NameRole::effort_kind);
  } else {
    head.name = reader.name("the name of the value the table gives");
  }
  head.span = reader.from(start);
  reader.end_of_statement();
  return head;
}

// ---------------------------------------------------------------------------------------------- cells

/// What people write into a cell besides what it can hold: `10+`, `ab 20`, `all`, `a or b`.
[[noreturn]] void refuse_cell(Reader& reader, TextSpan cell, std::size_t start) {
  const std::string number = reader.words(reader.from(start));
  if (reader.is("+") && reader.kind(1) == TokenKind::end)
    reader.fail("E0177", cell, "a cell says from where on with >=", fmt::format(">= {}", number));
  if (reader.is_any({"or", "and", "und", "oder", "/", "|"}) && reader.kind(1) == TokenKind::word)
    reader.fail("E0177", reader.span(), "the values of a cell are parted by commas",
                in_place_of(join(reader.from(start), reader.span(1)), fmt::format("{}, {}", number, reader.word(1))));
  if (reader.is_any({"and", "und"})) {
    Reader whole(reader);
    whole.back_to(start);
    const auto range = range_of_bounds(whole, 0, whole.left());
    reader.fail("E0177", cell, "a cell holds values, one comparison or one range",
                range ? Help(*range) : advice("10 .. 20, or: 10 ..< 20"));
  }
  reader.fail("E0177", reader.span(), fmt::format("{} is not understood in a cell", reader.word()),
              advice("3, or: 1 .. 3, or: >= 10, or: a, b"));
}

void refuse_foreign_cell(Reader& reader) {
  struct Bound {
    std::string_view word;
    std::string_view cure;
  };
  static constexpr std::array from{Bound{"ab", ">="},  Bound{"from", ">="},  Bound{"mindestens", ">="},
                                   Bound{"bis", "<="}, Bound{"until", "<="}, Bound{"über", ">"},
                                   Bound{"over", ">"}, Bound{"unter", "<"},  Bound{"under", "<"}};
  for (const auto& [word, cure] : from)
    if (reader.is(word) && reader.kind(1) == TokenKind::number)
      reader.fail("E0177", reader.span(), fmt::format("{} is written {} in a cell", word, cure),
                  in_place_of(reader.rest(),
                              fmt::format("{} {}", cure, reader.words({reader.span(1).begin, reader.rest().end}))));
  const bool alone = reader.kind(1) == TokenKind::end;
  if (alone && reader.is_any({"*", "all", "any", "alle", "egal", "always"}))
    reader.fail("E0177", reader.span(), fmt::format("{} is written - in a cell that takes anything", reader.word()),
                "-");
  if (alone && reader.is_any({"else", "sonst", "default", "otherwise"}))
    reader.fail("E0177", reader.span(), "a row for what is left has otherwise alone before its ||",
                advice("| otherwise ||"));
}

CellTest read_cell_test(Reader& reader) {
  const std::size_t start = reader.place();
  CellTest test;
  if (reader.take_if("known")) {
    test.kind = CellTest::Kind::known;
  } else if (reader.take_if("missing")) {
    test.kind = CellTest::Kind::missing;
  } else if (const auto op = comparator(reader)) {
    reader.take();
    test.kind = CellTest::Kind::compare;
    test.op = *op;
    test.low = read_literal(reader);
  } else {
    test.low = read_literal(reader);
    test.half_open = reader.is("..<");
    if (reader.take_if("..") || reader.take_if("..<")) {
      test.kind = CellTest::Kind::range;
      if (reader.done())
        reader.fail("E0134", reader.here(), "the end of this range is missing",
                    in_place_of(reader.from(start), fmt::format(">= {}", reader.words(span_of(*test.low)))));
      test.high = read_literal(reader);
    }
  }
  test.span = reader.from(start);
  return test;
}

ConditionCell read_condition_cell(Reader reader) {
  const std::size_t start = reader.place();
  const TextSpan whole = reader.rest();
  ConditionCell cell;
  const bool anything = reader.is("-") && reader.kind(1) == TokenKind::end;
  if (anything) reader.take();
  if (!reader.done()) {
    refuse_foreign_cell(reader);
    cell.negated = reader.take_if("not");
    do cell.tests.push_back(read_cell_test(reader));
    while (reader.take_if(","));
  }
  cell.span = reader.from(start);
  if (!reader.done()) refuse_cell(reader, whole, start);
  refuse_cell_of_all(reader, cell);
  return cell;
}

OutcomeCell read_outcome_cell(Reader reader, const OutcomeHead& head) {
  using Kind = OutcomeHead::Kind;
  const std::size_t start = reader.place();
  OutcomeCell cell;
  if (reader.is("-") && reader.kind(1) == TokenKind::end) reader.take();
  if (!reader.done()) {
    if (head.kind == Kind::because || head.kind == Kind::flag) {
      cell.value = Literal(reader.text("a text"));
    } else if (head.kind == Kind::define) {
      cell.value = read_literal(reader);
    } else {
      if (reader.is("+"))
        reader.fail("E0177", reader.span(), "the sign stands in the head, not in the cells",
                    in_place_of(reader.rest(), reader.words({reader.span(1).begin, reader.rest().end})));
      if (reader.is("-") && head.kind == Kind::subtract)
        reader.fail("E0177", reader.span(), "the head takes away already, so the cells have no minus sign",
                    in_place_of(reader.rest(), reader.words({reader.span(1).begin, reader.rest().end})));
      cell.value = read_amount(reader);
    }
  }
  cell.span = reader.from(start);
  if (!reader.done())
    reader.fail("E0177", reader.span(), fmt::format("{} is not understood in a cell", reader.word()),
                in_place_of(reader.statement(), reader.words(cell.span)));
  return cell;
}

bool is_otherwise(Reader reader) { return reader.take_if("otherwise") && reader.done(); }

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

TextSpan heads_of(const TableSyntax& table, bool conditions) {
  if (conditions) return join(table.conditions.front()->span, table.conditions.back()->span);
  return join(table.outcomes.front().span, table.outcomes.back().span);
}

void expect_count(const TableLine& line, const std::vector<TokenRange>& cells, const TableSyntax& table,
                  bool conditions) {
  const std::size_t wanted = conditions ? table.conditions.size() : table.outcomes.size();
  if (cells.size() == wanted) return;
  const TextSpan line_end{line.whole().statement().end, line.whole().statement().end};
  const TextSpan where =
      cells.empty() ? line_end : join(line.reader(cells.front()).here(), line.reader(cells.back()).rest());
  line.whole().fail(
      "E0174", where,
      fmt::format("this row has {} {} the ||, but the table has {} there",
                  cells.empty() ? "nothing" : counted(cells.size(), "cell"), conditions ? "before" : "behind",
                  counted(wanted, "head")),
      advice(cells.size() < wanted ? "write - where a head has nothing to say" : "leave one out, or give it a head"),
      {{heads_of(table, conditions), "the heads"}});
}

RowSyntax read_row(const TableLine& line, const CellReader& cells, const TableSyntax& table) {
  RowSyntax row;
  row.span = line.whole().statement();
  row.otherwise = cells.conditions.size() == 1 && is_otherwise(line.reader(cells.conditions[0]));
  if (!row.otherwise) {
    expect_count(line, cells.conditions, table, true);
    for (const auto& cell : cells.conditions) row.conditions.push_back(read_condition_cell(line.reader(cell)));
  }
  expect_count(line, cells.outcomes, table, false);
  for (std::size_t i = 0; i < cells.outcomes.size(); ++i)
    row.outcomes.push_back(read_outcome_cell(line.reader(cells.outcomes[i]), table.outcomes[i]));
  return row;
}

}  // namespace

ConditionCell read_part(Reader reader) {
  const std::size_t start = reader.place();
  const std::size_t size = reader.left();
  const bool from = size > 1 && reader.is("..", size - 1), until = reader.is_any({"..", "..<"});
  if (!from && !until) return read_condition_cell(reader);
  CellTest test;
  test.kind = CellTest::Kind::compare;
  test.op = from ? Comparator::greater_equal : reader.is("..") ? Comparator::less_equal : Comparator::less;
  if (until) reader.take();
  test.low = read_literal(reader);
  if (from) reader.take();
  test.span = reader.from(start);
  reader.end_of_statement();
  ConditionCell cell;
  cell.span = test.span;
  cell.tests.push_back(std::move(test));
  return cell;
}

void read_table_line(const Reading& reading, TokenRange range, TableSyntax& table, bool has_heads) {
  const TableLine line(reading, range);
  if (has_heads && line.is_decoration()) return;
  const CellReader cells = line.cells();
  if (!cells.has_divider) line.refuse_undivided(has_heads ? table.conditions.size() : line.conditions_meant());
  if (has_heads) {
    table.rows.push_back(read_row(line, cells, table));
    return;
  }
  if (cells.conditions.empty() || cells.outcomes.empty())
    line.whole().fail("E0172", line.whole().statement(), "a table has heads on both sides of the ||",
                      advice("| sites || + FTE |"));
  for (const auto& cell : cells.conditions) table.conditions.push_back(read_condition_head(line.reader(cell)));
  for (const auto& cell : cells.outcomes) table.outcomes.push_back(read_outcome_head(line.reader(cell)));
}

}  // namespace spanne::grammar
