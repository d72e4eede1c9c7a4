#include "grammar/layout/words.hpp"

#include <algorithm>
#include <utility>

#include "grammar/layout/marks.hpp"
#include "grammar/layout/statement_reader.hpp"

namespace spanne::grammar::layout {
namespace {

using Kind = LayoutStatement::Kind;

/// Says what the statements of a rule file are, from top to bottom.
class StatementClassifier {
 public:
  StatementClassifier(std::string_view text, const SyntaxTree& tree) : text_(text), tree_(tree) {}

  void classify(LayoutStatement& statement, std::uint32_t begin) {
    if (tree_.ruleset && tree_.ruleset->span.begin == begin)
      become(statement, Kind::ruleset, 0, false);
    else if (next_item_ < tree_.order.size() && place_of(tree_.order[next_item_]) == begin)
      declare(statement, tree_.order[next_item_++]);
    else if (text_[begin] == '|')
      row(statement, begin);
    else if (text_.substr(begin).starts_with("given") || text_.substr(begin).starts_with("expect"))
      become(statement, Kind::claim, 0, true);
    else if (text_.substr(begin).starts_with("attributes"))
      become(statement, Kind::attributes, 0, false);
    else
      become(statement, Kind::header, 0, true);
  }

 private:
  void become(LayoutStatement& statement, Kind kind, std::size_t item, bool indented) {
    statement.kind = kind;
    statement.item = item_ = item;
    statement.indented = indented;
  }

  void declare(LayoutStatement& statement, const ItemRef& item) {
    static constexpr Kind kinds[] = {Kind::attribute, Kind::define, Kind::cluster,  Kind::heading, Kind::rule,
                                     Kind::table,     Kind::test,   Kind::property, Kind::profile};
    const Kind kind = kinds[static_cast<std::size_t>(item.kind)];
    const bool under_heading = kind == Kind::rule && tree_.rules[item.index].heading;
    become(statement, kind, item.index, kind == Kind::attribute || under_heading);
    next_row_ = 0;
    has_heads_ = false;
  }

  void row(LayoutStatement& statement, std::uint32_t begin) {
    const auto& rows = tree_.tables[item_].rows;
    const bool is_row = next_row_ < rows.size() && rows[next_row_].span.begin == begin;
    become(statement, is_row || !has_heads_ ? Kind::row : Kind::decoration, item_, true);
    next_row_ += is_row ? 1U : 0U;
    has_heads_ = true;
  }

  std::uint32_t place_of(const ItemRef& item) const {
    const std::size_t i = item.index;
    switch (item.kind) {
      case ItemRef::Kind::attribute: return tree_.attributes[i].span.begin;
      case ItemRef::Kind::define: return tree_.defines[i].span.begin;
      case ItemRef::Kind::cluster: return tree_.clusters[i].span.begin;
      case ItemRef::Kind::heading: return tree_.headings[i].span.begin;
      case ItemRef::Kind::rule: return tree_.rules[i].span.begin;
      case ItemRef::Kind::table: return tree_.tables[i].span.begin;
      case ItemRef::Kind::test: return tree_.tests[i].span.begin;
      case ItemRef::Kind::property: return tree_.properties[i].span.begin;
      case ItemRef::Kind::profile: return tree_.profiles[i].span.begin;
    }
    return 0;
  }

  std::string_view text_;
  const SyntaxTree& tree_;
  std::size_t item_ = 0;  // of the last statement
  std::size_t next_item_ = 0, next_row_ = 0;
  bool has_heads_ = false;
};

}  // namespace

std::size_t width_of(const Words& words, std::size_t begin, std::size_t end) {
  std::size_t width = 0;
  for (std::size_t at = begin; at < end; ++at) width += words[at].width + (at > begin && !words[at].glued ? 1U : 0U);
  return width;
}

bool LayoutStatement::has_inner_remarks() const {
  return std::any_of(words.begin(), words.empty() ? words.end() : words.end() - 1,
                     [](const Word& word) { return !word.comments.empty(); });
}

StatementList read_document(const Source& source, const SyntaxTree& tree) {
  StatementClassifier classifier(source.text(), tree);
  return StatementReader(source.text(), FileKind::rules, tree.comments, marks_of(tree))
      .run([&](LayoutStatement& statement, std::uint32_t begin) { classifier.classify(statement, begin); });
}

}  // namespace spanne::grammar::layout
