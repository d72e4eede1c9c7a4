// Conditions and values, loosest first: or, and, not, comparison, + -, * /, unary -.
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <utility>

#include "grammar/reader.hpp"

namespace spanne::grammar {
namespace {

// Each level of brackets, `not`, unary minus or `if` is a few calls deep; two hundred is more than any guideline needs
// and far from what the stack can hold, sanitizers included.
constexpr int deepest = 200;
// Longer sums would make trees too deep to walk; a define holds a part of them as well.
constexpr std::size_t most_operands = 1'000;
thread_local int depth = 0;

struct Deeper {
  explicit Deeper(Reader& reader) {
    if (++depth > deepest) {
      --depth;
      reader.fail("E0120", reader.here(), "brackets are nested too deep here, more than 200 levels",
                  "give a part of it a name with define");
    }
  }
  ~Deeper() { --depth; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
};

template <class Node>
ExpressionPtr make(Span span, Node&& node) {
  return std::make_unique<Expression>(Expression{span, std::forward<Node>(node)});
}

Span span_between(const ExpressionPtr& first, const ExpressionPtr& last) { return join(first->span, last->span); }

// ---------------------------------------------------------------------------------------------- numbers

std::int64_t millionths(Reader& reader) {
  const std::string_view raw = reader.word();
  std::string whole, part;
  bool fraction = false;
  for (const char c : raw) {
    if (c == '.')
      fraction = true;
    else if (c != '_')
      (fraction ? part : whole) += c;
  }
  while (part.size() > 6 && part.back() == '0') part.pop_back();
  if (part.size() > 6)
    reader.fail("E0130", reader.span(), "a number has at most six decimals",
                fmt::format("{}.{}", whole, part.substr(0, 6)));
  part.resize(6, '0');
  const std::string digits = whole + part;
  std::int64_t value = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc{})
    reader.fail("E0131", reader.span(), "this number is too large", "the largest is 9_223_372_036_854");
  return value;
}

std::optional<std::uint8_t> magnitude_of(std::string_view word) {
  if (word == "k") return 3;
  if (word == "M" || word == "Mio" || word == "million") return 6;
  if (word == "bn" || word == "Mrd" || word == "billion") return 9;
  return std::nullopt;
}

void refuse_foreign_number(Reader& reader) {
  if (reader.kind() == TokenKind::dotted) {
    std::string plain(reader.word());
    std::replace(plain.begin(), plain.end(), '.', '_');
    reader.fail("E0132", reader.span(), "a number has only one point, before its decimals", plain);
  }
  const bool comma = reader.kind() == TokenKind::number && reader.is(",", 1) && reader.kind(2) == TokenKind::number &&
                     reader.span(1).end == reader.span(2).begin && reader.span(0).end == reader.span(1).begin;
  if (comma)
    reader.fail("E0133", join(reader.span(0), reader.span(2)), "decimals are written with a point, not a comma",
                fmt::format("{}.{}", reader.word(0), reader.word(2)));
}

bool begins_unit(const Reader& reader) {
  if (reader.is("%")) return true;
  // Words that would be `and`, `or` … elsewhere are told as such, not taken for units.
  return reader.at_name() && !reader.is_any({"key", "owner", "optional", "default", "column", "starts", "und", "oder",
                                             "AND", "OR", "dann", "sonst", "wenn"});
}

Name read_unit(Reader& reader) {
  const std::size_t start = reader.place();
  std::string text(reader.word());
  reader.take();
  if (text != "%" && reader.is("/") && reader.kind(1) == TokenKind::word) {
    reader.take();
    text += "/" + std::string(reader.word());
    reader.take();
  }
  return {text, reader.from(start)};
}

// ---------------------------------------------------------------------------------------------- operands

ExpressionPtr read_conditional(Reader& reader) {
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  reader.take();
  Conditional node;
  node.condition = read_expression(reader);
  reader.expect("then", "E0121", "the word then is missing behind this condition", "if CONDITION then A else B");
  node.then = read_expression(reader);
  reader.expect("else", "E0122", "an if needs an else: what counts otherwise?", "if CONDITION then A else B");
  node.otherwise = read_expression(reader);
  return make(reader.from(start), std::move(node));
}

ExpressionPtr read_group(Reader& reader) {
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  const Span open = reader.span();
  reader.take();
  Group node;
  node.inner = read_expression(reader);
  if (!reader.take_if(")"))
    reader.fail("E0123", open, "this bracket is never closed", "put a ) where the part in brackets ends");
  if (reader.is("%") || (reader.at_name() && !reader.is("starts"))) node.unit = read_unit(reader);
  return make(reader.from(start), std::move(node));
}

ExpressionPtr read_call(Reader& reader) {
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  Call node;
  node.function = reader.name("a function's name");
  const Span open = reader.span();
  reader.take();
  do node.arguments.push_back(read_expression(reader));
  while (reader.take_if(","));
  if (!reader.take_if(")"))
    reader.fail("E0123", open, "this bracket is never closed", "put a ) where the part in brackets ends");
  return make(reader.from(start), std::move(node));
}

ExpressionPtr read_primary(Reader& reader) {
  const std::size_t start = reader.place();
  if (reader.is("if")) return read_conditional(reader);
  if (reader.is("(")) return read_group(reader);
  if (reader.kind() == TokenKind::number || reader.kind() == TokenKind::dotted) {
    auto quantity = read_quantity(reader);
    return make(reader.from(start), std::move(quantity));
  }
  if (reader.kind() == TokenKind::day) {
    const Day day = reader.day();
    return make(day.span, day);
  }
  if (reader.kind() == TokenKind::text || reader.kind() == TokenKind::open_text) {
    auto text = reader.text("a text");
    const Span span = text.span;
    return make(span, std::move(text));
  }
  if (reader.at_name() && reader.is("(", 1)) return read_call(reader);
  if (reader.done()) reader.fail("E0124", reader.here(), "a value or a condition is missing here");
  if (reader.kind() == TokenKind::word && reader.at_name()) {
    Name name = reader.name("a name");
    const Span span = name.span;
    return make(span, NameUse{std::move(name)});
  }
  reader.fail("E0124", reader.span(), fmt::format("a value or a condition is missing before {}", reader.word()),
              reader.is("[") || reader.is("{") ? "lists stand in round brackets: in (a, b)" : "");
}

ExpressionPtr read_unary(Reader& reader) {
  if (!reader.is("-")) return read_primary(reader);
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  reader.take();
  ExpressionPtr operand = read_unary(reader);
  return make(reader.from(start), Negate{std::move(operand)});
}

// ---------------------------------------------------------------------------------------------- sums

template <class Operand>
ExpressionPtr read_steps(Reader& reader, Operand operand, std::string_view first_sign, Arithmetic::Op first_op,
                         std::string_view second_sign, Arithmetic::Op second_op) {
  ExpressionPtr first = operand(reader);
  if (!reader.is(first_sign) && !reader.is(second_sign)) return first;
  Arithmetic node{std::move(first), {}};
  while (reader.is(first_sign) || reader.is(second_sign)) {
    const Arithmetic::Op op = reader.is(first_sign) ? first_op : second_op;
    const Span sign = reader.take().span;
    node.steps.push_back({op, sign, operand(reader)});
    if (node.steps.size() > most_operands)
      reader.fail("E0125", sign, "this sum has more than 1,000 parts", "give a part of it a name with define");
  }
  const Span span = span_between(node.first, node.steps.back().operand);
  return make(span, std::move(node));
}

ExpressionPtr read_product(Reader& reader) {
  return read_steps(reader, read_unary, "*", Arithmetic::Op::multiply, "/", Arithmetic::Op::divide);
}

ExpressionPtr read_sum(Reader& reader) {
  return read_steps(reader, read_product, "+", Arithmetic::Op::add, "-", Arithmetic::Op::subtract);
}

// ---------------------------------------------------------------------------------------------- comparisons

struct Sign {
  std::string_view text;
  Comparator op;
};
constexpr std::array signs{Sign{"=", Comparator::equal},   Sign{"!=", Comparator::not_equal},
                           Sign{"<", Comparator::less},    Sign{"<=", Comparator::less_equal},
                           Sign{">", Comparator::greater}, Sign{">=", Comparator::greater_equal}};

const Sign* comparator(const Reader& reader) {
  const auto found = std::find_if(signs.begin(), signs.end(), [&](const Sign& sign) { return reader.is(sign.text); });
  return found == signs.end() ? nullptr : &*found;
}

struct Foreign {
  std::string_view text, cure;
};
constexpr std::array foreign_signs{
    Foreign{"==", "="},    Foreign{"=<", "<="},   Foreign{"<>", "!="},     Foreign{"≥", ">="},
    Foreign{"≤", "<="},    Foreign{"≠", "!="},    Foreign{"&&", "and"},    Foreign{"&", "and"},
    Foreign{"||", "or"},   Foreign{"AND", "and"}, Foreign{"OR", "or"},     Foreign{"und", "and"},
    Foreign{"oder", "or"}, Foreign{"→", "->"},    Foreign{"dann", "then"}, Foreign{"sonst", "else"}};

void refuse_foreign_sign(Reader& reader) {
  // `=>` before an effect was meant as the arrow, before anything else as a comparison.
  const bool arrow = reader.is_any({"+", "-", "x", "*", "at", "exactly", "flag"}, 1);
  if (reader.is("=>"))
    reader.fail("E0126", reader.span(), fmt::format("=> is written {} here", arrow ? "->" : ">="), arrow ? "->" : ">=");
  for (const auto& [text, cure] : foreign_signs)
    if (reader.is(text))
      reader.fail("E0126", reader.span(), fmt::format("{} is written {} here", text, cure), std::string(cure));
}

ExpressionPtr read_comparison(Reader& reader, ExpressionPtr left, const Sign& sign) {
  Comparison node{std::move(left), sign.op, reader.take().span, nullptr};
  node.right = read_sum(reader);
  if (comparator(reader) != nullptr)
    reader.fail("E0127", reader.span(), "only two values can be compared at a time",
                "write: a in 1 .. 3, or: 1 < a and a < 3");
  const Span span = span_between(node.left, node.right);
  return make(span, std::move(node));
}

Membership::Item read_item(Reader& reader) {
  Membership::Item item;
  item.low = read_sum(reader);
  item.half_open = reader.is("..<");
  if (reader.take_if("..") || reader.take_if("..<")) item.high = read_sum(reader);
  return item;
}

ExpressionPtr read_membership(Reader& reader, ExpressionPtr subject) {
  const Span begin = subject->span;
  const std::size_t start = reader.place();
  Membership node;
  node.subject = std::move(subject);
  node.negated = reader.take_if("not");
  reader.take();
  node.bracketed = reader.is("(");
  if (!node.bracketed) {
    node.items.push_back(read_item(reader));
  } else {
    const Span open = reader.take().span;
    do node.items.push_back(read_item(reader));
    while (reader.take_if(","));
    if (!reader.take_if(")")) reader.fail("E0123", open, "this bracket is never closed", "put a ) where the list ends");
  }
  return make(join(begin, reader.from(start)), std::move(node));
}

ExpressionPtr read_presence(Reader& reader, ExpressionPtr operand) {
  const Span begin = operand->span;
  reader.take();
  const bool missing = reader.is("missing");
  if (!missing && !reader.is("known"))
    reader.fail("E0128", reader.here(), "behind is only known or missing can stand", "is known");
  const Span end = reader.take().span;
  return make(join(begin, end), Presence{std::move(operand), missing});
}

ExpressionPtr read_tested(Reader& reader) {
  ExpressionPtr left = read_sum(reader);
  if (const Sign* sign = comparator(reader)) return read_comparison(reader, std::move(left), *sign);
  if (reader.is("in") || (reader.is("not") && reader.is("in", 1))) return read_membership(reader, std::move(left));
  if (reader.is("is")) return read_presence(reader, std::move(left));
  if (reader.is("starts") && reader.is("with", 1)) {
    reader.take();
    reader.take();
    StartsWith node{std::move(left), read_sum(reader)};
    const Span span = span_between(node.operand, node.prefix);
    return make(span, std::move(node));
  }
  refuse_foreign_sign(reader);
  return left;
}

ExpressionPtr read_inversion(Reader& reader) {
  if (!reader.is("not")) return read_tested(reader);
  const std::size_t start = reader.place();
  const Deeper deeper(reader);
  reader.take();
  ExpressionPtr operand = read_inversion(reader);
  return make(reader.from(start), Not{std::move(operand)});
}

template <class Operand>
ExpressionPtr read_logic(Reader& reader, Operand operand, std::string_view word, Logic::Op op) {
  ExpressionPtr first = operand(reader);
  if (!reader.is(word)) return first;
  Logic node{op, {}};
  node.operands.push_back(std::move(first));
  while (reader.is(word)) {
    const Span sign = reader.take().span;
    node.operands.push_back(operand(reader));
    if (node.operands.size() > most_operands)
      reader.fail("E0125", sign, "this condition has more than 1,000 parts", "give a part of it a name with define");
  }
  const Span span = span_between(node.operands.front(), node.operands.back());
  return make(span, std::move(node));
}

ExpressionPtr read_conjunction(Reader& reader) {
  return read_logic(reader, read_inversion, "and", Logic::Op::conjunction);
}

}  // namespace

ExpressionPtr read_expression(Reader& reader) {
  ExpressionPtr expression = read_logic(reader, read_conjunction, "or", Logic::Op::disjunction);
  refuse_foreign_sign(reader);
  return expression;
}

ExpressionPtr read_operand(Reader& reader) { return read_unary(reader); }

Quantity read_quantity(Reader& reader, bool with_unit) {
  const std::size_t start = reader.place();
  Quantity quantity;
  quantity.negative = reader.take_if("-");
  refuse_foreign_number(reader);
  if (reader.kind() != TokenKind::number) reader.fail("E0134", reader.here(), "a number is missing here");
  quantity.digits = millionths(reader);
  reader.take();
  if (const auto magnitude = magnitude_of(reader.word()); magnitude && reader.kind() == TokenKind::word) {
    quantity.magnitude = magnitude;
    reader.take();
  }
  if (with_unit ? begins_unit(reader) : reader.is("%")) quantity.unit = read_unit(reader);
  quantity.span = reader.from(start);
  return quantity;
}

Literal read_literal(Reader& reader) {
  if (reader.kind() == TokenKind::day) return reader.day();
  if (reader.kind() == TokenKind::text || reader.kind() == TokenKind::open_text) return reader.text("a text");
  if (reader.kind() == TokenKind::word) return reader.name("a value");
  return read_quantity(reader);
}

Span span_of(const Literal& literal) {
  return std::visit([](const auto& value) { return value.span; }, literal);
}

}  // namespace spanne::grammar
