#include "grammar/layout/table.hpp"

#include <algorithm>
#include <string>

namespace spanne::grammar::layout {
namespace {

using Kind = LayoutStatement::Kind;

struct Field {
  std::size_t begin, end;
};

struct Line {
  LayoutStatement* statement;
  std::vector<Field> conditions, outcomes;
};

bool is_bar(const Word& word) { return word.text == "|" || word.text == "||"; }

/// Cuts at the bars, as the parser does: the last one may be left out.
Line cut(LayoutStatement& statement) {
  Line line{&statement, {}, {}};
  const Words& words = statement.words;
  std::vector<Field>* side = &line.conditions;
  std::size_t begin = 1;
  for (std::size_t at = begin; at < words.size(); ++at) {
    if (!is_bar(words[at])) continue;
    side->push_back({begin, at});
    if (words[at].text == "||") side = &line.outcomes;
    begin = at + 1;
  }
  if (begin < words.size()) side->push_back({begin, words.size()});
  return line;
}

class TableWriter {
 public:
  TableWriter(PageWriter& page, const std::vector<LayoutStatement*>& statements) : page_(page) {
    for (LayoutStatement* statement : statements) lines_.push_back(cut(*statement));
    conditions_.resize(lines_.front().conditions.size());
    outcomes_.resize(lines_.front().outcomes.size());
    for (const Line& line : lines_) widen(line);
    for (const Line& line : lines_)
      if (fills_side(line)) widen_side(width(line, line.conditions.front()));
  }

  void write(std::size_t before) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      LayoutStatement& statement = *lines_[i].statement;
      write_comments(page_, statement.comments, statement.blank_before, indentation, before);
      before = indentation;
      statement.line = page_.line();
      if (statement.kind == Kind::decoration)
        dashes();
      else
        cells(lines_[i]);
      for (const PlacedComment& comment : statement.words.back().comments) {
        page_.put("  ", 2);
        page_.comment(comment, 0);
      }
      page_.end_line();
      const bool decorated = i + 1 < lines_.size() && lines_[i + 1].statement->kind == Kind::decoration;
      if (i == 0 && !decorated) dashes(), page_.end_line();
    }
  }

 private:
  using Widths = std::vector<std::size_t>;

  /// `otherwise` fills the whole side of the conditions.
  bool fills_side(const Line& line) const {
    return line.statement->kind == Kind::row && line.conditions.size() < conditions_.size();
  }

  std::size_t width(const Line& line, Field cell) const {
    return width_of(line.statement->words, cell.begin, cell.end);
  }

  /// Of all conditions, the blanks and bars between them included.
  std::size_t side_width() const {
    std::size_t total = 3 * (conditions_.size() - 1);
    for (const std::size_t one : conditions_) total += one;
    return total;
  }

  void widen(const Line& line) {
    if (line.statement->kind == Kind::decoration) return;
    for (std::size_t i = 0; i < line.outcomes.size(); ++i)
      outcomes_[i] = std::max(outcomes_[i], width(line, line.outcomes[i]));
    for (std::size_t i = 0; !fills_side(line) && i < line.conditions.size(); ++i)
      conditions_[i] = std::max(conditions_[i], width(line, line.conditions[i]));
  }

  void widen_side(std::size_t width) {
    const std::size_t now = side_width();
    if (width > now) conditions_.back() += width - now;
  }

  void cells(const Line& line) {
    page_.advance(indentation);
    page_.put("|", 1);
    for (std::size_t i = 0; i < line.conditions.size(); ++i)
      cell(line, line.conditions[i], fills_side(line) ? side_width() : conditions_[i],
           i + 1 == line.conditions.size() ? "||" : "|");
    for (std::size_t i = 0; i < line.outcomes.size(); ++i) cell(line, line.outcomes[i], outcomes_[i], "|");
  }

  void cell(const Line& line, Field cell, std::size_t width, std::string_view bar) {
    const std::size_t end = page_.column() + width + 2;
    page_.put(" ", 1);
    for (std::size_t at = cell.begin; at < cell.end; ++at) {
      const Word& word = line.statement->words[at];
      if (at > cell.begin && !word.glued) page_.put(" ", 1);
      page_.put(word.text, word.width);
    }
    page_.advance(end);
    page_.put(bar, bar.size());
  }

  void dashes() {
    page_.advance(indentation);
    page_.put("|", 1);
    for (std::size_t i = 0; i < conditions_.size(); ++i)
      dashes(conditions_[i], i + 1 == conditions_.size() ? "||" : "|");
    for (const std::size_t one : outcomes_) dashes(one, "|");
  }

  void dashes(std::size_t width, std::string_view bar) {
    page_.put(std::string(width + 2, '-'), width + 2);
    page_.put(bar, bar.size());
  }

  PageWriter& page_;
  std::vector<Line> lines_;
  Widths conditions_, outcomes_;
};

}  // namespace

void write_table(PageWriter& page, const std::vector<LayoutStatement*>& lines, std::size_t before) {
  TableWriter(page, lines).write(before);
}

}  // namespace spanne::grammar::layout
