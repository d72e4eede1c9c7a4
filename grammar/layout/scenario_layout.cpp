#include "grammar/layout/scenario_layout.hpp"

#include <algorithm>
#include <string_view>

#include "grammar/layout/statement_reader.hpp"

namespace spanne::grammar::layout {
namespace {

using Kind = LayoutStatement::Kind;

void classify_item(LayoutStatement& statement, ScenarioItem::Kind kind) {
  statement.kind = kind == ScenarioItem::Kind::header     ? Kind::scenarios
                   : kind != ScenarioItem::Kind::line   ? Kind::scenario
                                                          : Kind::scenario_line;
  statement.indented = kind == ScenarioItem::Kind::line;
}

/// Cuts a line before its outermost `where` and `from`, which may stand in either order.
void cut_scenario(LayoutStatement& statement) {
  const Words& words = statement.words;
  std::size_t begin = 0, column = 0;
  const auto add = [&](std::size_t end, LayoutCell::Line line) {
    if (end == begin) return;
    statement.cells.push_back({begin, end, column, column, line, false});
    begin = end;
    ++column;
  };
  if (statement.kind != Kind::scenario_line) return add(words.size(), LayoutCell::Line::same);
  add(1, LayoutCell::Line::same);
  LayoutCell::Line line = LayoutCell::Line::same;
  for (std::size_t at = 1; at < words.size(); ++at) {
    if (words[at].text != "where" && words[at].text != "from") continue;
    if (at == 1) continue;  // `drop where …`: nothing stands between
    add(at, line);
    column = std::max<std::size_t>(column, words[at].text == "where" ? 2 : 3);
    line = LayoutCell::Line::period;
  }
  add(words.size(), line);
}

}  // namespace

StatementList read_document(const Source& source, const ScenarioFileSyntax& file) {
  std::size_t next = 0;
  StatementList document =
      StatementReader(source.text(), FileKind::scenarios, file.comments, marks_of(file))
          .run([&](LayoutStatement& statement, std::uint32_t) { classify_item(statement, file.order[next++].kind); });
  for (LayoutStatement& statement : document.statements) cut_scenario(statement);
  return document;
}

}  // namespace spanne::grammar::layout
