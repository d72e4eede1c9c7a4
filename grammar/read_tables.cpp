// Tables: a line is cut into cells at its bars first, so that a broken cell cannot shift the others.
#include "grammar/read_tables.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace spanne::grammar {
namespace {

/// The cells of one line on either side of `||`.
struct Cells {
  std::vector<TokenRange> conditions, outcomes;
  bool has_divider = false;
};

class TableLine {
 public:
  TableLine(std::string_view text, const std::vector<Token>& tokens, TokenRange line, Diagnostics& diagnostics)
      : text_(text), tokens_(tokens), line_(line), diagnostics_(diagnostics) {}

  Reader reader(TokenRange range) const { return {text_, tokens_, range, diagnostics_}; }
  Reader whole() const { return reader(line_); }

  bool is_decoration() const {
    return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(line_.begin),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(line_.end),
                       [&](const Token& token) {
                         return std::string_view("|-").find(word(token)[0]) != std::string_view::npos;
                       }) &&
           text(line_).find("---") != std::string_view::npos;
  }

  Cells cells() const {
    Cells cells;
    std::size_t begin = line_.begin + 1;
    for (std::size_t at = begin; at < line_.end; ++at) {
      const std::string_view sign = tokens_[at].kind == TokenKind::sign ? word(tokens_[at]) : std::string_view{};
      if (sign != "|" && sign != "||") continue;
      if (sign == "||" && cells.has_divider)
        whole().fail("E0170", tokens_[at].span, "a row has only one || between its conditions and what it does", "|");
      (cells.has_divider ? cells.outcomes : cells.conditions).push_back({begin, at});
      cells.has_divider = cells.has_divider || sign == "||";
      begin = at + 1;
    }
    if (begin < line_.end) (cells.has_divider ? cells.outcomes : cells.conditions).push_back({begin, line_.end});
    if (!cells.has_divider)
      whole().fail("E0171", whole().statement(), "the || between conditions and what the row does is missing",
                   "| sites || + FTE |");
    return cells;
  }

 private:
  std::string_view word(const Token& token) const {
    return text_.substr(token.span.begin, token.span.end - token.span.begin);
  }
  std::string_view text(TokenRange range) const {
    return text_.substr(tokens_[range.begin].span.begin,
                        tokens_[range.end - 1].span.end - tokens_[range.begin].span.begin);
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  TokenRange line_;
  Diagnostics& diagnostics_;
};

// ---------------------------------------------------------------------------------------------- heads

ExpressionPtr read_condition_head(Reader reader) {
  if (reader.done()) reader.fail("E0172", reader.here(), "a head is missing here", "the name of an attribute");
  ExpressionPtr head = read_operand(reader);
  reader.end_of_statement();
  return head;
}

std::optional<Name> read_unit_head(Reader& reader, OutcomeHead::Sort sort) {
  if (sort == OutcomeHead::Sort::factor) return std::nullopt;
  const std::size_t start = reader.place();
  if (!reader.is("%") && !reader.at_name())
    reader.fail("E0173", reader.here(), "the unit is missing in this head", "+ FTE, or: + h/week, or: + %");
  std::string unit(reader.word());
  reader.take();
  if (unit != "%" && reader.take_if("/")) unit += "/" + reader.name("a unit").text;
  return Name{unit, reader.from(start)};
}

std::optional<OutcomeHead::Sort> effect_head(Reader& reader) {
  using Sort = OutcomeHead::Sort;
  if (reader.take_if("+")) return Sort::add;
  if (reader.take_if("-")) return Sort::subtract;
  if (reader.is("at") && reader.is_any({"least", "most"}, 1)) {
    reader.take();
    const Sort sort = reader.is("least") ? Sort::at_least : Sort::at_most;
    reader.take();
    return sort;
  }
  if (reader.is("exactly") && reader.kind(1) != TokenKind::end) return reader.take(), Sort::exactly;
  if (reader.is_any({"x", "×", "*"})) return reader.take(), Sort::factor;
  return std::nullopt;
}

OutcomeHead read_outcome_head(Reader reader) {
  const std::size_t start = reader.place();
  OutcomeHead head;
  if (reader.done()) reader.fail("E0172", reader.here(), "a head is missing here", "+ FTE");
  if (reader.take_if("because")) {
    head.sort = OutcomeHead::Sort::because;
  } else if (reader.is("flag")) {
    reader.take();
    head.sort = OutcomeHead::Sort::flag;
  } else if (const auto sort = effect_head(reader)) {
    head.sort = *sort;
    head.unit = read_unit_head(reader, *sort);
    if (reader.at_name()) head.kind = reader.name("a kind of effort");
  } else {
    head.name = reader.name("the name of the value the table gives");
  }
  head.span = reader.from(start);
  reader.end_of_statement();
  return head;
}

// ---------------------------------------------------------------------------------------------- cells

std::optional<Comparator> cell_comparator(Reader& reader) {
  static constexpr std::array<std::pair<std::string_view, Comparator>, 6> signs{{{"=", Comparator::equal},
                                                                                 {"!=", Comparator::not_equal},
                                                                                 {"<", Comparator::less},
                                                                                 {"<=", Comparator::less_equal},
                                                                                 {">", Comparator::greater},
                                                                                 {">=", Comparator::greater_equal}}};
  for (const auto& [text, op] : signs)
    if (reader.take_if(text)) return op;
  return std::nullopt;
}

CellTest read_cell_test(Reader& reader) {
  const std::size_t start = reader.place();
  CellTest test;
  if (reader.take_if("known")) {
    test.sort = CellTest::Sort::known;
  } else if (reader.take_if("missing")) {
    test.sort = CellTest::Sort::missing;
  } else if (const auto op = cell_comparator(reader)) {
    test.sort = CellTest::Sort::compare;
    test.op = *op;
    test.low = read_literal(reader);
  } else {
    test.low = read_literal(reader);
    test.half_open = reader.is("..<");
    if (reader.take_if("..") || reader.take_if("..<")) {
      test.sort = CellTest::Sort::range;
      if (reader.done()) reader.fail("E0134", reader.here(), "the end of this range is missing", ">= 10 has no end");
      test.high = read_literal(reader);
    }
  }
  test.span = reader.from(start);
  return test;
}

ConditionCell read_condition_cell(Reader reader) {
  const std::size_t start = reader.place();
  ConditionCell cell;
  const bool anything = reader.is("-") && reader.kind(1) == TokenKind::end;
  if (anything) reader.take();
  if (!reader.done()) {
    cell.negated = reader.take_if("not");
    do cell.tests.push_back(read_cell_test(reader));
    while (reader.take_if(","));
  }
  cell.span = reader.from(start);
  reader.end_of_statement();
  return cell;
}

OutcomeCell read_outcome_cell(Reader reader, const OutcomeHead& head) {
  using Sort = OutcomeHead::Sort;
  const std::size_t start = reader.place();
  OutcomeCell cell;
  if (reader.is("-") && reader.kind(1) == TokenKind::end) reader.take();
  if (!reader.done()) {
    if (head.sort == Sort::because || head.sort == Sort::flag)
      cell.value = Literal(reader.text("a text"));
    else if (head.sort == Sort::define)
      cell.value = read_literal(reader);
    else
      cell.value = read_amount(reader);
  }
  cell.span = reader.from(start);
  reader.end_of_statement();
  return cell;
}

bool is_otherwise(Reader reader) { return reader.take_if("otherwise") && reader.done(); }

void expect_count(const TableLine& line, std::size_t found, std::size_t wanted, std::string_view side) {
  if (found == wanted) return;
  line.whole().fail(
      "E0174", line.whole().statement(),
      fmt::format("this row has {} cells {} the ||, but the table has {} heads there", found, side, wanted),
      "leave a cell empty, or write - in it, where a head has nothing to say");
}

Row read_row(const TableLine& line, const Cells& cells, const Table& table) {
  Row row;
  row.span = line.whole().statement();
  row.otherwise = cells.conditions.size() == 1 && is_otherwise(line.reader(cells.conditions[0]));
  if (!row.otherwise) {
    expect_count(line, cells.conditions.size(), table.conditions.size(), "before");
    for (const auto& cell : cells.conditions) row.conditions.push_back(read_condition_cell(line.reader(cell)));
  }
  expect_count(line, cells.outcomes.size(), table.outcomes.size(), "behind");
  for (std::size_t i = 0; i < cells.outcomes.size(); ++i)
    row.outcomes.push_back(read_outcome_cell(line.reader(cells.outcomes[i]), table.outcomes[i]));
  return row;
}

}  // namespace

void read_table_line(std::string_view text, const std::vector<Token>& tokens, TokenRange range, Table& table,
                     bool has_heads, Diagnostics& diagnostics) {
  const TableLine line(text, tokens, range, diagnostics);
  if (has_heads && line.is_decoration()) return;
  const Cells cells = line.cells();
  if (has_heads) {
    table.rows.push_back(read_row(line, cells, table));
    return;
  }
  for (const auto& cell : cells.conditions) table.conditions.push_back(read_condition_head(line.reader(cell)));
  for (const auto& cell : cells.outcomes) table.outcomes.push_back(read_outcome_head(line.reader(cell)));
}

}  // namespace spanne::grammar
