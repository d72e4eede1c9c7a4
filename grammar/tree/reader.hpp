// Reads one statement: a hand along its tokens that knows where it stands, what it expects, and what to say otherwise.
#pragma once

#include <cassert>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/text/diagnostic.hpp"
#include "grammar/tokens/keywords.hpp"
#include "grammar/tokens/tokens.hpp"
#include "grammar/tree/probe.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::grammar {

/// Thrown where a statement cannot be read on, after its one diagnostic has been recorded. Caught in parse.cpp only.
struct Unreadable {};

/// What statements are read from, and into.
struct Reading {
  std::string_view text;
  const std::vector<Token>& tokens;
  Expressions& expressions;
  Diagnostics& diagnostics;
  Probe* probe = nullptr;  // null but where a text is completed
};

/// The place of a token range in its file, and the signs and words every statement is made of.
class Reader {
 public:
  Reader(const Reading& reading, TokenRange range)
      : text_(reading.text),
        tokens_(reading.tokens.data()),
        at_(range.begin),
        end_(range.end),
        begin_(range.begin),
        expressions_(reading.expressions),
        diagnostics_(reading.diagnostics),
        probe_(reading.probe) {}

  // What comes next; `ahead` counts tokens.
  bool done() const { return at_ == end_; }
  std::size_t left() const { return end_ - at_; }
  TokenKind kind(std::size_t ahead = 0) const;
  std::string_view word(std::size_t ahead = 0) const;
  TextSpan span(std::size_t ahead = 0) const;
  bool is(std::string_view sign_or_word, std::size_t ahead = 0) const;
  bool is_any(std::initializer_list<std::string_view> signs_or_words, std::size_t ahead = 0) const;
  bool has(std::string_view sign_or_word) const;  // anywhere from here on
  bool at_name(std::size_t ahead = 0) const;      // a word that is not reserved
  bool touches_previous() const;                  // no blank before the next token
  bool follows_name() const;                      // the last token taken is a name
  bool follows_comparison() const;                // the last token taken stands after =, != or in

  // Taking it. There has to be one.
  Token take() {
    assert(!done());
    note_taken();
    return tokens_[at_++];
  }
  /// Part of a mistake, which is going to be refused: the probe does not count it.
  Token skip() {
    assert(!done());
    return tokens_[at_++];
  }
  bool take_if(std::string_view sign_or_word);
  /// A help that is the word itself is put in.
  void expect(std::string_view sign_or_word, std::string_view code, std::string_view message, Help help);
  Name name(std::string_view what, NameRole role = NameRole::declared);
  /// `above` may be one, too: it means something after `per` only.
  Name rule_name(std::string_view what);
  Text text(std::string_view what);
  std::optional<Text> text_if();
  Day day();
  Version version();
  void end_of_statement();
  /// Tells the probe what the next token is if it is a name. name() does it by itself.
  void note_role(NameRole role) const;

  // Where it stands.
  std::size_t place() const { return at_; }
  void back_to(std::size_t place) { at_ = place; }
  TextSpan statement() const;
  TextSpan from(std::size_t place) const;  // from a place() to the last token taken
  TextSpan here() const;                   // the next token, or just after the last one
  TextSpan rest() const;                   // from the next token to the end of the statement
  TextSpan statement_begin() const { return tokens_[begin_].span; }
  /// The author's words, of a statement on several lines as one line: for helps that can be pasted.
  std::string words(TextSpan where) const;

  std::string_view all_text() const { return text_; }

  /// What has been read, kept with its text.
  template <class Node>
  ExpressionPtr make(TextSpan span, Node&& node) {
    return expressions_.add(span, std::forward<Node>(node));
  }

  /// Records the one error of this statement and gives it up.
  [[noreturn]] void fail(std::string_view code, TextSpan where, std::string message, Help help = {},
                         std::vector<Related> related = {});
  /// Records it and lets reading go on, where it is plain what was meant; what fails later is not told.
  void report(std::string_view code, TextSpan where, std::string message, Help help = {},
              std::vector<Related> related = {});

  /// The text at `ahead` is never closed.
  [[noreturn]] void refuse_open_text(std::size_t ahead = 0);

 private:
  void note_taken() const {
    if (probe_ != nullptr && tokens_[at_].span.begin == probe_->offset) probe_->taken = true;
  }
  [[noreturn]] void refuse_as_text(std::string_view what);
  [[noreturn]] void refuse_quotes_inside();

  std::string_view text_;
  const Token* tokens_;  // of the whole text
  std::size_t at_, end_, begin_;
  Expressions& expressions_;
  Diagnostics& diagnostics_;
  Probe* probe_;
  bool told_ = false;
};

/// What a name that is a word of the language may be called instead.
Help another_name(std::string_view reserved);

// ---------------------------------------------------------------------------------------------- what statements share
/// The word of a declaration, not followed by something that makes it a condition (`cluster = regional -> …`).
bool declares(const Reader& reader);
ExpressionPtr read_expression(Reader& reader);
/// Brackets, negation, quantity, name: what an amount can begin with.
ExpressionPtr read_operand(Reader& reader);
/// A sum, product or what they are made of: what a comparison compares.
ExpressionPtr read_sum(Reader& reader);
/// At `in`, or at `not in`, after its subject.
ExpressionPtr read_membership(Reader& reader, ExpressionPtr subject);
/// The sign that comes next, where it compares.
std::optional<Comparator> comparator(const Reader& reader);
/// Number with sign, magnitude and unit. `with_unit` false: a factor, whose kind may follow.
Quantity read_quantity(Reader& reader, bool with_unit = true);
Name read_unit(Reader& reader);  // `%`, `FTE`, `h / week`: blanks around the stroke fall away
Literal read_literal(Reader& reader);
AmountSyntax read_amount(Reader& reader, bool with_unit = true);
EffectsSyntax read_effects(Reader& reader);
std::vector<Name> read_scope(Reader& reader);
void read_header_line(Reader& reader, Ruleset& ruleset);
Ruleset read_ruleset(Reader& reader);
AttributeSyntax read_attribute(Reader& reader);
/// Whether `= count …`, `= sum of …` or what was meant as such comes next.
bool at_group_figure(const Reader& reader);
GroupFigureSyntax read_group_figure(Reader& reader);
DefineSyntax read_define(Reader& reader);
ClusterSyntax read_cluster(Reader& reader);
ProfileSyntax read_profile(Reader& reader);
RulesHeading read_rules_heading(Reader& reader);
RuleSyntax read_rule(Reader& reader);
/// For a rule (nothing of it taken but its name) or a cluster (at its amount) without an arrow.
[[noreturn]] void refuse_missing_arrow(Reader& reader);
/// After a condition whose arrow is still to come: what can only stand there by mistake.
void refuse_condition_parts(Reader& reader);
TableSyntax read_table_heading(Reader& reader);
TestSyntax read_test_heading(Reader& reader);
void read_given(Reader& reader, TestSyntax& test);
/// `sites = 15, decentral = yes`
std::vector<Given> read_values(Reader& reader);
void read_expect(Reader& reader, TestSyntax& test);
PropertySyntax read_property(Reader& reader);
/// because, from, until in any order.
struct Closing {
  std::optional<Text> because;
  PeriodSyntax period;
};
Closing read_closing(Reader& reader);

}  // namespace spanne::grammar
