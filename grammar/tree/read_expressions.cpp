// Conditions and values, loosest first: or, and, not, comparison, + -, * /, unary -.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <utility>

#include "grammar/suggestions/foreign.hpp"
#include "grammar/suggestions/habits.hpp"
#include "grammar/suggestions/ranges.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

// Each level of brackets, `not`, unary minus or `if` is a few calls deep; two hundred is more than any guideline needs
// and far from what the stack can hold, sanitizers included.
constexpr int deepest = 200;
// Longer sums would make trees too deep to walk; a define holds a part of them as well.
constexpr std::size_t max_operands = 1'000;
// Which of the parts hold is followed number by number, so the work grows with the square.
constexpr std::size_t max_counted_parts = 100;
thread_local int depth = 0;

struct Deeper {
  explicit Deeper(Reader& reader) {
    if (++depth > deepest) {
      --depth;
      reader.fail("E0120", reader.here(), "brackets are nested too deep here, more than 200 levels",
                  advice("give a part of it a name with define"));
    }
  }
  ~Deeper() { --depth; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
};

TextSpan span_between(ExpressionPtr first, ExpressionPtr last) { return join(first->span, last->span); }

// ---------------------------------------------------------------------------------------------- operands

ExpressionPtr read_conditional(Reader& reader) {
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  reader.take();
  Conditional node;
  node.condition = read_expression(reader);
  if (!reader.take_if("then"))
    reader.fail("E0121", reader.here(), "the word \"then\" is missing behind this condition",
                fmt::format("{} then … else …", reader.words(reader.from(start))));
  node.then = read_expression(reader);
  if (!reader.take_if("else"))
    reader.fail("E0122", reader.here(), "an if needs an else: what counts otherwise?",
                fmt::format("{} else …", reader.words(reader.from(start))));
  node.otherwise = read_expression(reader);
  return reader.make(reader.from(start), std::move(node));
}

/// A comparison of texts that stands at `ahead`.
std::optional<TextMatch::Kind> text_match(const Reader& reader, std::size_t ahead) {
  if (reader.is("contains", ahead)) return TextMatch::Kind::contains;
  if (!reader.is("with", ahead + 1)) return std::nullopt;
  if (reader.is("starts", ahead)) return TextMatch::Kind::starts_with;
  return reader.is("ends", ahead) ? std::optional(TextMatch::Kind::ends_with) : std::nullopt;
}

ExpressionPtr read_group(Reader& reader) {
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  const TextSpan open = reader.span();
  reader.take();
  Bracketed node;
  node.inner = read_expression(reader);
  if (!reader.take_if(")"))
    reader.fail("E0123", open, "this bracket is never closed", advice("put a ) where the part in brackets ends"));
  const bool unit =
      reader.at_name() && !reader.is("where") && !text_match(reader, 0) && reader.kind(1) != TokenKind::text;
  if (reader.is("%") || unit) node.unit = read_unit(reader);
  return reader.make(reader.from(start), std::move(node));
}

ExpressionPtr read_call(Reader& reader) {
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  Call node;
  node.function = reader.name("a function's name");
  const TextSpan open = reader.span();
  reader.take();
  do node.arguments.push_back(read_expression(reader));
  while (reader.take_if(","));
  if (!reader.take_if(")"))
    reader.fail("E0123", open, "this bracket is never closed", advice("put a ) where the part in brackets ends"));
  return reader.make(reader.from(start), std::move(node));
}

/// `at least 2`, `exactly 2`, `exactly two of`: nothing else begins so, whatever attributes are called.
bool at_cardinality(const Reader& reader) {
  if (reader.is("at")) return reader.is_any({"least", "most"}, 1);
  return reader.is("exactly") && (reader.kind(1) == TokenKind::number || reader.is("of", 1) || reader.is("of", 2));
}

/// After `at least` and a number, where no `of` follows.
[[noreturn]] void refuse_without_of(Reader& reader, const Cardinality& node, TextSpan bound) {
  const std::string number = reader.words(node.count.span);
  if (reader.is("("))
    reader.fail("E0145", reader.here(), "the word \"of\" is missing before this bracket",
                in_place_of(join(bound, reader.span()), fmt::format("{} {} of (", reader.words(bound), number)));
  const char* sign = node.bound == Cardinality::Bound::at_least  ? ">="
                     : node.bound == Cardinality::Bound::at_most ? "<="
                                                                 : "=";
  if (node.count.unit) {  // `at least 3 sites`
    const std::string& name = node.count.unit->text;
    reader.fail("E0126", bound, fmt::format("{} is written {} here", reader.words(bound), sign),
                in_place_of(join(bound, node.count.span),
                            fmt::format("{} {} {}", name, sign, number.substr(0, number.find(' ')))));
  }
  reader.fail("E0145", reader.here(),
              fmt::format("the conditions are missing behind \"{} {}\"", reader.words(bound), number),
              fmt::format("{} {} of (…, …)", reader.words(bound), number));
}

/// `at least two of`, `at least of`.
[[noreturn]] void refuse_uncounted(Reader& reader, TextSpan bound) {
  const auto number = number_in_words(reader.word());
  if (number)
    reader.fail("E0126", reader.span(), fmt::format("{} is written {} here", reader.word(), *number),
                in_place_of(join(bound, reader.span()), fmt::format("{} {}", reader.words(bound), *number)));
  reader.fail("E0124", reader.here(), fmt::format("a number is missing behind \"{}\"", reader.words(bound)),
              fmt::format("{} 2 of (…)", reader.words(bound)));
}

void read_parts(Reader& reader, Cardinality& node) {
  if (!reader.is("("))
    reader.fail("E0138", reader.here(), "behind \"of\" stands a list in brackets, its parts parted by commas",
                fmt::format("{} (…, …)", reader.words(node.words)));
  const TextSpan open = reader.take().span;
  do node.parts.push_back(read_expression(reader));
  while (reader.take_if(","));
  if (!reader.take_if(")"))
    reader.fail("E0123", open, "this bracket is never closed", advice("put a ) where the list ends"));
  if (node.parts.size() > max_counted_parts)
    reader.fail("E0125", node.words, "this list has more than 100 parts",
                advice("give some of them a name with define"));
}

ExpressionPtr read_cardinality(Reader& reader) {
  using Bound = Cardinality::Bound;
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  Cardinality node{Bound::exactly, {}, {}, {}};
  if (!reader.take_if("exactly")) {
    reader.take();
    node.bound = reader.is("least") ? Bound::at_least : Bound::at_most;
    reader.take();
  }
  const TextSpan bound = reader.from(start);
  if (reader.kind() != TokenKind::number) refuse_uncounted(reader, bound);
  node.count = read_quantity(reader);
  if (!reader.take_if("of")) refuse_without_of(reader, node, bound);
  node.words = reader.from(start);
  read_parts(reader, node);
  return reader.make(reader.from(start), std::move(node));
}

bool is_currency_code(std::string_view word) {
  return word.size() == 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// `EUR 5 M`
[[noreturn]] void refuse_currency_first(Reader& reader) {
  const std::size_t last = magnitude_of(reader.word(2)) ? 2 : 1;
  reader.fail("E0136", join(reader.span(), reader.span(last)),
              fmt::format("the currency {} stands behind the number", reader.word()),
              fmt::format("{} {}", reader.words(join(reader.span(1), reader.span(last))), reader.word()));
}

/// What is written in one piece.
template <class Value>
ExpressionPtr whole(Reader& reader, Value value) {
  const TextSpan span = value.span;
  return reader.make(span, std::move(value));
}

[[noreturn]] void refuse_no_value(Reader& reader) {
  reader.fail("E0124", reader.here(),
              reader.done() ? "a value or a condition is missing here"
                            : fmt::format("a value or a condition is missing before {}", reader.word()));
}

ExpressionPtr read_word(Reader& reader) {
  refuse_foreign_beginning(reader);
  if (reader.is("if")) return read_conditional(reader);
  if (at_cardinality(reader)) return read_cardinality(reader);
  if (!reader.at_name()) refuse_no_value(reader);
  if (reader.is("(", 1)) return read_call(reader);
  if (reader.kind(1) == TokenKind::number && is_currency_code(reader.word())) refuse_currency_first(reader);
  const TextSpan span = reader.span();
  return reader.make(span, NameUse{reader.name("a name", NameRole::value)});
}

ExpressionPtr read_primary(Reader& reader) {
  switch (reader.kind()) {
    case TokenKind::word: return read_word(reader);
    case TokenKind::number:
    case TokenKind::dotted: return whole(reader, read_quantity(reader));
    case TokenKind::day: return whole(reader, reader.day());
    case TokenKind::text:
    case TokenKind::open_text: return whole(reader, reader.text("a text"));
    default: break;
  }
  if (reader.is("(")) return read_group(reader);
  refuse_no_value(reader);
}

ExpressionPtr read_unary(Reader& reader) {
  if (!reader.is("-")) return read_primary(reader);
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  reader.take();
  ExpressionPtr operand = read_unary(reader);
  return reader.make(reader.from(start), Negate{operand});
}

// ---------------------------------------------------------------------------------------------- sums

template <class Operand>
ExpressionPtr read_steps(Reader& reader, Operand operand, std::string_view first_sign, Arithmetic::Op first_op,
                         std::string_view second_sign, Arithmetic::Op second_op) {
  const ExpressionPtr first = operand(reader);
  if (!reader.is(first_sign) && !reader.is(second_sign)) return first;
  Arithmetic node{first, {}};
  while (reader.is(first_sign) || reader.is(second_sign)) {
    const Arithmetic::Op op = reader.is(first_sign) ? first_op : second_op;
    const TextSpan sign = reader.take().span;
    node.steps.push_back({op, sign, operand(reader)});
    if (node.steps.size() > max_operands)
      reader.fail("E0125", sign, "this sum has more than 1,000 parts", advice("give a part of it a name with define"));
  }
  const TextSpan span = span_between(node.first, node.steps.back().operand);
  return reader.make(span, std::move(node));
}

ExpressionPtr read_product(Reader& reader) {
  return read_steps(reader, read_unary, "*", Arithmetic::Op::multiply, "/", Arithmetic::Op::divide);
}

}  // namespace

ExpressionPtr read_sum(Reader& reader) {
  return read_steps(reader, read_product, "+", Arithmetic::Op::add, "-", Arithmetic::Op::subtract);
}

namespace {

// ---------------------------------------------------------------------------------------------- comparisons

/// `3 < sites < 10`, `sites > 3 < 10`
[[noreturn]] void refuse_chain(Reader& reader, const Comparison& first) {
  const std::string op(reader.word());
  const TextSpan where = reader.skip().span;
  const ExpressionPtr last = read_sum(reader);
  const bool number = std::holds_alternative<Quantity>(first.right->node);
  reader.fail(
      "E0127", where, "only two values can be compared at a time",
      in_place_of(join(first.left->span, last->span),
                  fmt::format("{} {} {} and {} {} {}", reader.words(first.left->span), reader.words(first.op_span),
                              reader.words(first.right->span), reader.words((number ? first.left : first.right)->span),
                              op, reader.words(last->span))));
}

/// `sites = 1 .. 3`
[[noreturn]] void refuse_compared_range(Reader& reader, const Comparison& comparison) {
  const std::string dots(reader.word());
  reader.skip();
  const ExpressionPtr high = read_sum(reader);
  const bool other = comparison.op == Comparator::not_equal;
  reader.fail("E0138", comparison.op_span, "a range stands behind \"in\", not behind a comparison",
              in_place_of(join(comparison.left->span, high->span),
                          fmt::format("{} {} {} {} {}", reader.words(comparison.left->span), other ? "not in" : "in",
                                      reader.words(comparison.right->span), dots, reader.words(high->span))));
}

ExpressionPtr read_comparison(Reader& reader, ExpressionPtr left, Comparator op) {
  Comparison node{left, op, reader.take().span, nullptr};
  node.right = read_sum(reader);
  if (comparator(reader)) refuse_chain(reader, node);
  if (reader.is("..") || reader.is("..<")) refuse_compared_range(reader, node);
  refuse_subtracted_range(reader, node);
  const TextSpan span = span_between(node.left, node.right);
  return reader.make(span, std::move(node));
}

ExpressionPtr read_presence(Reader& reader, ExpressionPtr operand) {
  const TextSpan begin = operand->span;
  refuse_foreign_word(reader, begin);
  reader.take();
  const bool missing = reader.is("missing");
  const TextSpan end = reader.take().span;
  return reader.make(join(begin, end), Presence{operand, missing});
}

ExpressionPtr read_text_match(Reader& reader, ExpressionPtr left) {
  TextMatch node{{}, reader.take_if("not"), left, nullptr};
  node.kind = *text_match(reader, 0);
  reader.take();
  if (node.kind != TextMatch::Kind::contains) reader.take();
  node.part = read_sum(reader);
  const TextSpan span = span_between(node.operand, node.part);
  return reader.make(span, std::move(node));
}

ExpressionPtr read_tested(Reader& reader) {
  ExpressionPtr left = read_sum(reader);
  if (const auto op = comparator(reader)) return read_comparison(reader, left, *op);
  if (reader.is("in") || (reader.is("not") && reader.is("in", 1))) return read_membership(reader, left);
  if (reader.is("is")) return read_presence(reader, left);
  if (text_match(reader, reader.is("not") ? 1 : 0)) return read_text_match(reader, left);
  refuse_foreign_word(reader, left->span);
  return left;
}

ExpressionPtr read_inversion(Reader& reader) {
  if (!reader.is("not")) return read_tested(reader);
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  reader.take();
  ExpressionPtr operand = read_inversion(reader);
  return reader.make(reader.from(start), Not{operand});
}

/// `sites > 3 and < 10`
void refuse_half_comparison(Reader& reader, ExpressionPtr before) {
  const auto* comparison = std::get_if<Comparison>(&before->node);
  if (!comparator(reader) || comparison == nullptr) return;
  const std::string op(reader.word());
  const TextSpan where = reader.skip().span;
  const ExpressionPtr right = read_sum(reader);
  reader.fail("E0124", where, fmt::format("a value is missing before {}: what is compared stands on both sides", op),
              in_place_of(join(where, right->span), fmt::format("{} {} {}", reader.words(comparison->left->span), op,
                                                                reader.words(right->span))));
}

template <class Operand>
ExpressionPtr read_logic(Reader& reader, Operand operand, std::string_view word, Logic::Op op) {
  ExpressionPtr first = operand(reader);
  if (!reader.is(word)) return first;
  std::vector<ExpressionPtr> operands{first};
  while (reader.is(word)) {
    const TextSpan sign = reader.take().span;
    refuse_half_comparison(reader, operands.back());
    operands.push_back(operand(reader));
    if (operands.size() > max_operands)
      reader.fail("E0125", sign, "this condition has more than 1,000 parts",
                  advice("give a part of it a name with define"));
  }
  const TextSpan span = span_between(operands.front(), operands.back());
  return reader.make(span, Logic{op, std::move(operands)});
}

ExpressionPtr read_conjunction(Reader& reader) {
  return read_logic(reader, read_inversion, "and", Logic::Op::conjunction);
}

}  // namespace

std::optional<Comparator> comparator(const Reader& reader) {
  if (reader.kind() != TokenKind::sign) return std::nullopt;
  const std::string_view sign = reader.word();
  const bool two = sign.size() == 2 && sign[1] == '=';
  if (sign.size() != 1 && !two) return std::nullopt;
  switch (sign[0]) {
    case '=': return two ? std::nullopt : std::optional(Comparator::equal);
    case '!': return two ? std::optional(Comparator::not_equal) : std::nullopt;
    case '<': return two ? Comparator::less_equal : Comparator::less;
    case '>': return two ? Comparator::greater_equal : Comparator::greater;
    default: return std::nullopt;
  }
}

ExpressionPtr read_expression(Reader& reader) {
  ExpressionPtr expression = read_logic(reader, read_conjunction, "or", Logic::Op::disjunction);
  refuse_foreign_word(reader, expression->span);
  return expression;
}

ExpressionPtr read_operand(Reader& reader) { return read_unary(reader); }

}  // namespace spanne::grammar
