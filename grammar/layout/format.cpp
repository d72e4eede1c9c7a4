#include "grammar/layout/format.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <vector>

#include "grammar/layout/cells.hpp"
#include "grammar/layout/page.hpp"
#include "grammar/layout/rows.hpp"
#include "grammar/layout/scenario_layout.hpp"
#include "grammar/layout/table.hpp"
#include "grammar/layout/words.hpp"

namespace spanne::grammar {
namespace {

using layout::LayoutStatement;
using layout::PageWriter;
using layout::StatementList;
using layout::Word;
using layout::Words;
using Kind = LayoutStatement::Kind;

// A longer line number may make its own line too long and so move the rules below; twice is the most there is reason
// for.
constexpr int max_rounds = 5;

bool is_table_line(const LayoutStatement& statement) {
  return statement.kind == Kind::row || statement.kind == Kind::decoration;
}

/// Whether there is a blank line somewhere between a statement and the one before it.
bool is_parted(const LayoutStatement& statement) {
  return statement.blank_before || std::any_of(statement.comments.begin(), statement.comments.end(),
                                               [](const auto& comment) { return comment.blank_before; });
}

/// Whether a statement is laid out together with the one before it.
bool goes_with(const LayoutStatement& statement, const LayoutStatement& before) {
  if (is_table_line(statement)) return is_table_line(before);
  return statement.kind == before.kind && statement.indented == before.indented && !is_parted(statement);
}

/// A block, which is a heading with the lines indented under it, is set off by blank lines.
void set_off_blocks(std::vector<LayoutStatement>& statements) {
  for (std::size_t i = 1; i < statements.size(); ++i) {
    LayoutStatement& statement = statements[i];
    const bool opens = statement.kind == Kind::attributes || statement.kind == Kind::heading ||
                       statement.kind == Kind::table || statement.kind == Kind::test ||
                       statement.kind == Kind::scenario;
    const bool closes = !statement.indented && statements[i - 1].indented;
    if ((!opens && !closes) || is_parted(statement)) continue;
    (statement.comments.empty() ? statement.blank_before : statement.comments.front().blank_before) = true;
  }
}

std::string lay_out(StatementList& document) {
  PageWriter page;
  auto& statements = document.statements;
  std::size_t before = 0;  // the column of the statement before
  for (std::size_t begin = 0, end = 0; begin < statements.size(); begin = end) {
    std::vector<LayoutStatement*> group;
    do group.push_back(&statements[end++]);
    while (end < statements.size() && goes_with(statements[end], statements[end - 1]));
    if (is_table_line(statements[begin]))
      layout::write_table(page, group, before);
    else
      layout::write_rows(page, group, before);
    before = statements[begin].indent();
  }
  write_comments(page, document.comments, false, 0, before);
  return page.take();
}

/// The line numbers in tests that say `rule line 31`, and the rules they mean.
class LineNumbers {
 public:
  LineNumbers(StatementList& document, const Source& source, const SyntaxTree& tree) {
    std::map<std::string, const LayoutStatement*, std::less<>> nameless;
    for (const LayoutStatement& one : document.statements)
      if (one.kind == Kind::rule && !tree.rules[one.item].name)
        nameless[std::to_string(source.position(one.words.front().offset).line)] = &one;
    for (LayoutStatement& one : document.statements) {
      if (one.kind != Kind::claim) continue;
      for (std::size_t i = 2; i < one.words.size(); ++i) {
        if (one.words[i - 2].text != "rule" || one.words[i - 1].text != "line") continue;
        const auto found = nameless.find(one.words[i].text);
        if (found != nameless.end()) pointers_.push_back({&one.words[i], found->second});
      }
    }
  }

  /// Whether one of them has changed.
  bool follow() {
    bool changed = false;
    for (const auto& [word, rule] : pointers_) {
      std::string number = std::to_string(rule->line);
      if (word->text == number) continue;
      texts_.push_back(std::move(number));
      word->text = texts_.back();
      word->width = texts_.back().size();
      changed = true;
    }
    return changed;
  }

 private:
  struct Pointer {
    Word* word;
    const LayoutStatement* rule;
  };
  std::vector<Pointer> pointers_;
  std::deque<std::string> texts_;
};

}  // namespace

std::string format(const Source& source, const SyntaxTree& tree) {
  StatementList document = layout::read_document(source, tree);
  layout::cut_into_cells(document, tree);
  set_off_blocks(document.statements);
  LineNumbers numbers(document, source, tree);
  std::string text = lay_out(document);
  for (int round = 1; round < max_rounds && numbers.follow(); ++round) text = lay_out(document);
  return text;
}

std::string format(const Source& source, const ScenarioFileSyntax& file) {
  StatementList document = layout::read_document(source, file);
  set_off_blocks(document.statements);
  return lay_out(document);
}

}  // namespace spanne::grammar
