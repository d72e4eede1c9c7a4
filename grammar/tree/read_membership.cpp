// `in` with a range, or with a list in brackets.
#include <fmt/format.h>
#include <utility>

#include "grammar/suggestions/ranges.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

Membership::Item read_item(Reader& reader) {
  Membership::Item item;
  item.low = read_sum(reader);
  item.half_open = reader.is("..<");
  if (reader.take_if("..") || reader.take_if("..<")) item.high = read_sum(reader);
  refuse_subtracted_range(reader, item);
  return item;
}

/// `role in lead`, `role in lead, national`
[[noreturn]] void refuse_single(Reader& reader, const Membership::Item& item) {
  std::string list = reader.words(item.low->span);
  TextSpan where = item.low->span;
  if (const auto* text = std::get_if<Text>(&item.low->node);
      text != nullptr && text->value.find(',') != std::string::npos)
    list = text->value;
  while (reader.is(",") &&
         (reader.at_name(1) || reader.kind(1) == TokenKind::text || reader.kind(1) == TokenKind::number)) {
    list += fmt::format(", {}", reader.word(1));
    reader.take();
    where = join(where, reader.take().span);
  }
  reader.fail("E0138", where, "behind \"in\" stands a range, or a list in brackets", fmt::format("({})", list));
}

}  // namespace

ExpressionPtr read_membership(Reader& reader, ExpressionPtr subject) {
  const TextSpan begin = subject->span;
  const std::size_t start = reader.place();
  Membership node;
  node.subject = subject;
  node.negated = reader.take_if("not");
  reader.take();
  node.bracketed = reader.is("(");
  if (!node.bracketed) {
    node.items.push_back(read_item(reader));
    if (!node.items.front().high) refuse_single(reader, node.items.front());
  } else {
    const TextSpan open = reader.take().span;
    do node.items.push_back(read_item(reader));
    while (reader.take_if(","));
    if (reader.kind() == TokenKind::word && reader.has(")") && reader.at_name())
      reader.fail("E0138", reader.span(), "the values of a list are parted by commas",
                  fmt::format(", {}", reader.word()));
    if (!reader.take_if(")"))
      reader.fail("E0123", open, "this bracket is never closed", advice("put a ) where the list ends"));
  }
  return reader.make(join(begin, reader.from(start)), std::move(node));
}

}  // namespace spanne::grammar
