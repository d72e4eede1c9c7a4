#include "grammar/scenarios/read_balance.hpp"

#include <fmt/format.h>

#include "grammar/scenarios/scenario_helps.hpp"
#include "grammar/text/nearest.hpp"

namespace spanne::grammar {
namespace {

ExpressionPtr balance_condition(Reader& reader, std::string_view word) {
  if (!reader.is("where"))
    reader.fail("E0631", reader.here(), fmt::format("what {} is about is missing here: where, and a condition", word),
                where_help(reader));
  reader.take();
  return read_expression(reader);
}

void read_limit(Reader& reader, BalanceLineSyntax& line) {
  refuse_number_in_words(reader, "E0631");
  if (reader.kind() != TokenKind::number)
    reader.fail("E0631", reader.here(), "how many moves there may be is missing here",
                advice("write how many moves each person may have at most: limit … moves per …"));
  const Quantity count = read_quantity(reader, false);
  if (count.digits % 1'000'000 != 0 || count.magnitude)
    reader.fail("E0631", count.span, "the number of moves is a whole number",
                advice("write it without a decimal point"));
  line.moves = count.digits / 1'000'000;
  if (!reader.take_if("move")) {
    const bool other_word = reader.at_name() && reader.is("per", 1);
    const bool has_per = reader.is("per");
    if (!reader.is("moves"))
      reader.fail("E0631", reader.here(), "the word moves is missing here",
                  other_word ? Help("moves")
                  : has_per  ? with_word_before(reader, "moves")
                            : advice("write moves, per and the attribute that the guideline calls owner: moves per …"));
    reader.take();
  }
  reader.expect("per", "E0631", "whom the limit is for is missing here",
                reader.at_name() ? with_word_before(reader, "per")
                                 : advice("write per and the attribute that the guideline calls owner: per …"));
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
