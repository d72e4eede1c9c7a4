#include "grammar/layout/words.hpp"

#include <algorithm>
#include <utility>

#include "grammar/layout/marks.hpp"
#include "grammar/text/display_width.hpp"
#include "grammar/tokens/tokens.hpp"

namespace spanne::grammar::layout {
namespace {

using Kind = LayoutStatement::Kind;

class DocumentReader {
 public:
  DocumentReader(const Source& source, const SyntaxTree& tree)
      : text_(source.text()), tree_(tree), marks_(marks_of(tree)), tokens_(tokenize(text_)) {}

  StatementList run() {
    for (const TokenRange range : statements(tokens_.tokens, text_)) {
      const std::uint32_t begin = tokens_.tokens[range.begin].span.begin;
      LayoutStatement statement;
      statement.comments = remarks_before(begin);
      statement.blank_before = blank_before(begin);
      classify(statement, begin);
      for (std::size_t at = range.begin; at < range.end; ++at) add_word(statement.words, at, range);
      document_.statements.push_back(std::move(statement));
    }
    document_.comments = remarks_before(static_cast<std::uint32_t>(text_.size()));
    return std::move(document_);
  }

 private:
  std::string_view text(TextSpan span) const { return text_.substr(span.begin, span.end - span.begin); }

  // ---- comments and blank lines

  /// Whether there is a blank line between the last thing read and `begin`; nothing stands above the first thing.
  bool blank_before(std::uint32_t begin) const {
    const std::string_view between = text({read_, begin});
    return read_ > 0 && std::count(between.begin(), between.end(), '\n') > 1;
  }

  bool remark_before(std::uint32_t place) const {
    return next_remark_ < tree_.comments.size() && tree_.comments[next_remark_].span.begin < place;
  }

  PlacedComment take_remark() {
    const Comment& comment = tree_.comments[next_remark_++];
    std::string_view words = text(comment.span);
    while (words.ends_with('\t') || words.ends_with("\xC2\xA0") || words.ends_with(' ') || words.ends_with('\r'))
      words.remove_suffix(words.ends_with("\xC2\xA0") ? 2 : 1);
    const bool blank = blank_before(comment.span.begin);
    read_ = comment.span.end;
    return {words, comment.own_line, blank};
  }

  std::vector<PlacedComment> remarks_before(std::uint32_t place) {
    std::vector<PlacedComment> comments;
    while (remark_before(place)) comments.push_back(take_remark());
    return comments;
  }

  // ---- words

  void add_word(Words& words, std::size_t at, TokenRange range) {
    const TextSpan span = tokens_.tokens[at].span;
    close_bracket(words, span.begin);
    if (next_bracket_ < marks_.brackets.size() && marks_.brackets[next_bracket_].begin == span.begin) {
      add(words, "(", span.begin);
      open_bracket_ = true;
    }
    add(words, text(span), span.begin);
    read_ = span.end;
    const auto& all = tokens_.tokens;
    const auto next = at + 1 < all.size() ? all[at + 1].span.begin : static_cast<std::uint32_t>(text_.size());
    if (at + 1 < range.end)
      words.back().comments = remarks_before(next);
    else if (remark_before(next) && !tree_.comments[next_remark_].own_line)
      words.back().comments.push_back(take_remark());
  }

  void close_bracket(Words& words, std::uint32_t place) {
    if (!open_bracket_ || place < marks_.brackets[next_bracket_].end) return;
    add(words, ")", words.back().offset);
    open_bracket_ = false;
    ++next_bracket_;
  }

  void add(Words& words, std::string_view text, std::uint32_t offset) {
    const bool glued = !words.empty() && is_glued(text, words.back());
    words.push_back({text, display_width(text), glued, offset, {}});
  }

  bool is_glued(std::string_view word, const Word& before) {
    while (next_tight_ < marks_.tight.size() && marks_.tight[next_tight_] < before.offset) ++next_tight_;
    if (next_tight_ < marks_.tight.size() && marks_.tight[next_tight_] == before.offset) return true;
    const bool in_unit = (before.text == "/" || before.text == "-") && before.glued;  // h/month, en-GB
    return word == ")" || word == "," || word == ":" || before.text == "(" || in_unit;
  }

  // ---- what a statement is

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
  const Marks marks_;
  const Tokens tokens_;
  StatementList document_;
  std::size_t item_ = 0;    // of the last statement
  std::uint32_t read_ = 0;  // where the last word or comment read ends
  std::size_t next_remark_ = 0, next_item_ = 0, next_tight_ = 0, next_bracket_ = 0, next_row_ = 0;
  bool open_bracket_ = false, has_heads_ = false;
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

StatementList read_document(const Source& source, const SyntaxTree& tree) { return DocumentReader(source, tree).run(); }

}  // namespace spanne::grammar::layout
