#include "grammar/scenarios/read_balance.hpp"

#include <fmt/format.h>

#include "grammar/text/nearest.hpp"

namespace spanne::grammar {
namespace {

constexpr const char* limit_example = "limit 3 moves per kam";

ExpressionPtr balance_condition(Reader& reader, std::string_view word) {
  reader.expect("where", "E0631", fmt::format("what {} is about is missing here: where, and a condition", word),
                advice(fmt::format("{} where …", word)));
  return read_expression(reader);
}

void read_limit(Reader& reader, BalanceLineSyntax& line) {
  if (reader.kind() != TokenKind::number)
    reader.fail("E0631", reader.here(), "how many moves there may be is missing here", advice(limit_example));
  const Quantity count = read_quantity(reader, false);
  if (count.digits % 1'000'000 != 0 || count.magnitude)
    reader.fail("E0631", count.span, "the number of moves is a whole number", advice(limit_example));
  line.moves = count.digits / 1'000'000;
  if (!reader.take_if("move")) reader.expect("moves", "E0631", "the word moves is missing here", advice(limit_example));
  reader.expect("per", "E0631", "whom the limit is for is missing here", advice(limit_example));
  line.per = reader.name("the attribute that says who looks after an account", NameRole::attribute);
}

[[noreturn]] void refuse_unknown_balance_line(Reader& reader) {
  const std::vector<std::string> known{"keep", "allow", "limit", "scenario"};
  const auto meant = reader.kind() == TokenKind::word ? nearest(reader.word(), known) : std::nullopt;
  reader.fail("E0630", reader.span(), fmt::format("no line of balance begins with {}", reader.word()),
              meant ? Help(*meant) : advice("keep, allow or limit"));
}

}  // namespace

std::vector<Token> with_dotted_names(const std::vector<Token>& tokens, TokenRange range, std::string_view text) {
  std::vector<Token> joined;
  const auto is_word = [&](std::size_t at) { return at < range.end && tokens[at].kind == TokenKind::word; };
  const auto touches = [&](std::size_t at) { return tokens[at].span.end == tokens[at + 1].span.begin; };
  for (std::size_t at = range.begin; at < range.end; ++at) {
    joined.push_back(tokens[at]);
    if (!is_word(at) || !is_word(at + 2) || word_of(tokens[at + 1], text) != ".") continue;
    if (!touches(at) || !touches(at + 1)) continue;
    joined.back().span.end = tokens[at + 2].span.end;
    joined.back().reserved = false;
    at += 2;
  }
  return joined;
}

BalanceLineSyntax read_balance_line(Reader& reader) {
  BalanceLineSyntax line;
  if (reader.is("keep") || reader.is("allow")) {
    const bool keeps = reader.is("keep");
    line.kind = keeps ? BalanceLineSyntax::Kind::keep : BalanceLineSyntax::Kind::allow;
    reader.take();
    line.where = balance_condition(reader, keeps ? "keep" : "allow");
  } else if (reader.is("limit")) {
    line.kind = BalanceLineSyntax::Kind::limit;
    reader.take();
    read_limit(reader, line);
  } else {
    refuse_unknown_balance_line(reader);
  }
  line.span = reader.statement();
  return line;
}

}  // namespace spanne::grammar
