// Clusters, rules, and the headings of rules and tables.
#include <fmt/format.h>
#include <utility>

#include "grammar/suggestions/amounts.hpp"
#include "grammar/suggestions/habits.hpp"
#include "grammar/text/nearest.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

namespace {

void read_cluster_condition(Reader& reader, ClusterSyntax& cluster) {
  const bool alone = reader.kind(1) == TokenKind::end || reader.is("->", 1);
  if (alone && reader.is_any({"always", "else", "sonst", "ansonsten", "Otherwise", "default"}))
    reader.fail("E0126", reader.span(), fmt::format("{} is written otherwise here", reader.word()), "otherwise");
  if (reader.is("->") || reader.done())
    reader.fail("E0160", reader.here(), "the condition is missing behind the colon",
                inserted(reader.here().begin, "otherwise"));
  if (reader.is("otherwise"))
    cluster.otherwise = reader.take().span;
  else
    cluster.condition = read_expression(reader);
}

void read_base(Reader& reader, ClusterSyntax& cluster) {
  do {
    if (reader.is("+"))
      reader.fail("E0146", reader.span(), "what a cluster begins with has no + before it",
                  in_place_of(reader.rest(), reader.words({reader.span(1).begin, reader.rest().end})));
    AmountSyntax amount = read_amount(reader);
    std::optional<Name> kind;
    refuse_foreign_closing(reader);
    if (reader.at_name() && !at_late_condition(reader)) kind = reader.name("a kind of effort", NameRole::effort_kind);
    cluster.base.push_back({std::move(amount), std::move(kind)});
  } while (reader.take_if(","));
}

Help with_colon(const Reader& reader, TextSpan before) {
  return in_place_of(before, fmt::format("{}:", reader.words(before)));
}

}  // namespace

ClusterSyntax read_cluster(Reader& reader) {
  ClusterSyntax cluster;
  reader.take();
  if (const std::size_t count = long_name(reader, true)) refuse_long_name(reader, count);
  cluster.name = reader.name("the cluster's name");
  cluster.label = reader.text_if();
  if (!reader.take_if(":"))
    reader.fail("E0159", cluster.label ? cluster.label->span : cluster.name.span,
                "a colon is missing behind the cluster's name",
                with_colon(reader, {cluster.name.span.begin, reader.from(reader.place() - 1).end}));
  read_cluster_condition(reader, cluster);
  if (!reader.has("->") && reader.kind() == TokenKind::number) refuse_missing_arrow(reader);
  if (!reader.has("->") && reader.is(":") && reader.kind(1) == TokenKind::number) {
    const TextSpan last = reader.from(reader.place() - 1);
    reader.fail("E0161", reader.span(), "between the condition and what it does stands an arrow",
                in_place_of(join(last, reader.span()), fmt::format("{} ->", reader.words(last))));
  }
  refuse_condition_parts(reader);
  const std::size_t base = reader.place() + 1;
  if (reader.take_if("->")) read_base(reader, cluster);
  refuse_late_condition(reader, cluster.name.span, reader.from(base));
  auto closing = read_closing(reader);
  cluster.because = std::move(closing.because);
  cluster.period = closing.period;
  cluster.span = reader.statement();
  return cluster;
}

namespace {

/// What the author may bring along from clusters and rules.
void refuse_profile_condition(Reader& reader) {
  if (reader.done() || reader.is("->"))
    reader.fail("E0160", reader.here(), "the condition is missing behind the colon",
                advice("profile simple: sites <= 10 and not decentral"));
  if (reader.is_any({"otherwise", "always", "else"}) && reader.kind(1) == TokenKind::end)
    reader.fail(
        "E0194", reader.statement(),
        fmt::format("a profile has a condition, not {}: accounts in no profile are shown by themselves", reader.word()),
        advice("leave this line out"));
}

void refuse_profile_parts(Reader& reader, std::size_t condition) {
  if (!reader.is_any({"->", "because", "from", "until", "for"})) return;
  const TextSpan kept{reader.statement_begin().begin, reader.from(condition).end};
  const std::string_view what = reader.is("->")        ? "it changes no effort"
                                : reader.is("because") ? "its label says what it is"
                                : reader.is("for")     ? "it is about all clusters"
                                                       : "it is in force on every day";
  reader.fail("E0194", reader.rest(), fmt::format("a profile ends with its condition: {}", what),
              in_place_of(reader.statement(), reader.words(kept)));
}

}  // namespace

ProfileSyntax read_profile(Reader& reader) {
  ProfileSyntax profile;
  reader.take();
  if (const std::size_t count = long_name(reader, true)) refuse_long_name(reader, count);
  profile.name = reader.name("the profile's name");
  profile.label = reader.text_if();
  if (reader.take_if("="))
    reader.fail("E0159", reader.from(reader.place() - 1), "a colon stands between the profile's name and its condition",
                ":");
  if (!reader.take_if(":"))
    reader.fail("E0159", profile.label ? profile.label->span : profile.name.span,
                "a colon is missing behind the profile's name",
                with_colon(reader, {profile.name.span.begin, reader.from(reader.place() - 1).end}));
  refuse_profile_condition(reader);
  const std::size_t condition = reader.place();
  profile.condition = read_expression(reader);
  refuse_profile_parts(reader, condition);
  profile.span = reader.statement();
  return profile;
}

namespace {

/// `if sites > 10 then +0.2 FTE`: a rule is its condition, an arrow, and what it does.
void refuse_if_rule(Reader& reader) {
  const bool foreign = reader.is_any({"wenn", "Wenn", "WENN", "when", "When", "If", "IF", "falls", "Falls"});
  if (!(foreign && (reader.at_name(1) || reader.is("(", 1) || reader.is("not", 1))) && !reader.is("if")) return;
  std::size_t arrow = 1;
  const auto is_arrow = [&] { return reader.is_any({"then", "dann", "->", "Then", "THEN", "Dann", "DANN"}, arrow); };
  while (reader.kind(arrow) != TokenKind::end && !is_arrow()) ++arrow;
  if (reader.kind(arrow) == TokenKind::end || reader.has("else")) return;
  const TextSpan condition = join(reader.span(1), reader.span(arrow - 1));
  for (std::size_t later = arrow + 1; reader.kind(later) != TokenKind::end; ++later)
    if (reader.is("->", later)) arrow = later;
  const TextSpan effects{reader.span(arrow + 1).begin, reader.rest().end};
  const std::string word(reader.word());
  reader.fail("E0143", reader.span(), fmt::format("a rule begins with its condition, without {}", word),
              in_place_of({reader.span().begin, effects.end},
                          fmt::format("{} -> {}", reader.words(condition), reader.words(effects))));
}

void refuse_otherwise_rule(Reader& reader) {
  if (!reader.is_any({"otherwise", "else", "sonst", "ansonsten"}) || !reader.is("->", 1)) return;
  reader.fail("E0144", reader.span(), fmt::format("every rule counts by itself, so there is no {}", reader.word()),
              advice("always ->, or the condition itself: not (…) ->"));
}

bool begins_effect(const Reader& reader, std::size_t at) {
  const bool number = reader.kind(at + 1) == TokenKind::number || reader.is("(", at + 1);
  if (reader.is_any({"+", "-", "x", "*"}, at)) return number;
  const bool limit = reader.is("at", at) && reader.is_any({"least", "most"}, at + 1);
  if (limit || reader.is("exactly", at)) return !reader.is("of", at + (limit ? 3 : 2));  // `at least 2 of (…)` asks
  return reader.is("flag", at);
}

}  // namespace

void refuse_missing_arrow(Reader& reader) {
  for (std::size_t ahead = 0; reader.kind(ahead) != TokenKind::end; ++ahead)
    if (reader.kind(ahead) == TokenKind::open_text) reader.refuse_open_text(ahead);
  std::size_t effect = 0, size = 0;
  for (; reader.kind(size) != TokenKind::end; ++size)
    if (size > 0 && begins_effect(reader, size) && !begins_effect(reader, effect)) effect = size;
  if (reader.kind() == TokenKind::number) effect = size;  // a cluster's amount
  const std::string_view message = "an arrow is missing between the condition and what it does";
  const TextSpan whole = reader.statement();
  const auto line = [&](std::uint32_t end, std::uint32_t begin) {
    return in_place_of(whole,
                       fmt::format("{} -> {}", reader.words({whole.begin, end}), reader.words({begin, whole.end})));
  };
  if (reader.kind() == TokenKind::number)
    reader.fail("E0161", reader.span(), std::string(message),
                line(reader.from(reader.place() - 1).end, reader.span().begin));
  if (effect == 0)
    reader.fail("E0161", {whole.end, whole.end}, "the arrow and what the rule does are missing here",
                advice(fmt::format("{} -> +0.3 FTE", reader.words(whole))));
  std::size_t last = effect - 1;  // of the condition: a sign or word put for the arrow falls away
  if (last > 0 && reader.is_any({"=", ":", ">", "then", "dann", "="}, last)) --last;
  const TextSpan where = last + 1 < effect ? reader.span(last + 1) : reader.span(effect);
  reader.fail("E0161", where, std::string(message), line(reader.span(last).end, reader.span(effect).begin));
}

namespace {

/// `cluster = large, small -> …`: after the first value. Of names the last may be a condition of its own.
void refuse_listed_values(Reader& reader) {
  const auto is_value = [&](std::size_t ahead) {
    return reader.at_name(ahead) || reader.kind(ahead) == TokenKind::number || reader.kind(ahead) == TokenKind::text;
  };
  if (reader.place() < 3 || !reader.follows_comparison()) return;
  std::size_t last = 0;
  while (reader.is(",", last) && is_value(last + 1)) last += 2;
  if (last == 0 || !reader.is_any({"->", "and", "or"}, last)) return;
  Reader begin(reader);
  begin.back_to(reader.place() - 3);
  if (!begin.at_name() || !begin.is_any({"=", "!="}, 1) || !(begin.at_name(2) || is_value(1))) return;
  const TextSpan whole = join(begin.span(), reader.span(last - 1));
  const std::string values = reader.words({begin.span(2).begin, whole.end});
  const std::string list = fmt::format("{} {} ({})", begin.word(), begin.is("!=", 1) ? "not in" : "in", values);
  const std::string both =
      last == 2 && reader.at_name(1)
          ? fmt::format("{} and {}", reader.words({whole.begin, begin.span(2).end}), reader.word(1))
          : std::string();
  reader.fail("E0126", reader.span(), "several values stand in a list", in_place_of(whole, either({list, both})));
}

}  // namespace

/// What stands after a condition where only the arrow can.
void refuse_condition_parts(Reader& reader) {
  if (reader.done() || reader.is("->") || !reader.has("->")) return;
  if (reader.is(")"))
    reader.fail("E0129", reader.span(), "this bracket was never opened",
                advice("put a ( where the part in brackets begins"));
  if (reader.is(",")) refuse_listed_values(reader);
  if (reader.is(",")) reader.fail("E0126", reader.span(), ", is written and here", "and");
  const TextSpan before = reader.from(reader.place() - 1);
  const bool name = reader.at_name();
  const bool yes = reader.is_any({"ja", "yes", "true", "wahr", "WAHR", "Ja"});
  if (yes || reader.is_any({"nein", "no", "false", "falsch", "FALSCH", "Nein"}))
    reader.fail(
        "E0145", reader.span(), fmt::format("a sign such as = is missing before {}", reader.word()),
        in_place_of(join(before, reader.span()), fmt::format("{} = {}", reader.words(before), yes ? "yes" : "no")));
  if (name && reader.place() > 1 && reader.follows_comparison())
    reader.fail("E0145", join(before, reader.span()), "a text of several words stands in quotation marks",
                fmt::format("\"{}\"", reader.words(join(before, reader.span()))));
  const bool first = before == reader.statement_begin();  // `many sites > 10`
  if (name && first)
    reader.fail("E0145", reader.span(),
                fmt::format("between {} and {} a colon or a word such as \"and\" is missing", reader.words(before),
                            reader.word()),
                in_place_of(join(before, reader.span()),
                            either({fmt::format("{}: {}", reader.words(before), reader.word()),
                                    fmt::format("{} and {}", reader.words(before), reader.word())})));
  if (reader.kind() == TokenKind::number && reader.follows_name())
    reader.fail("E0145", reader.span(), fmt::format("a sign such as = or > is missing before {}", reader.word()),
                in_place_of(join(before, reader.span()),
                            either({fmt::format("{} = {}", reader.words(before), reader.word()),
                                    fmt::format("{} > {}", reader.words(before), reader.word())})));
  if (name || reader.kind() == TokenKind::number || reader.is_any({"(", "not", "if"}))
    reader.fail("E0145", reader.span(), fmt::format("a word such as \"and\" is missing before {}", reader.word()),
                fmt::format("and {}", reader.word()));
}

RuleSyntax read_rule(Reader& reader) {
  RuleSyntax rule;
  if (const std::size_t count = long_name(reader)) refuse_long_name(reader, count);
  if (reader.kind() == TokenKind::word && reader.is(":", 1)) {
    rule.name = reader.rule_name("a rule's name");
    reader.take();
  }
  refuse_if_rule(reader);
  refuse_otherwise_rule(reader);
  if (reader.is("->")) reader.fail("E0160", reader.span(), "the condition is missing before ->", "always ->");
  if (!reader.has("->")) refuse_missing_arrow(reader);
  if (reader.is_any({"immer", "Immer", "stets", "every", "Always"}) && reader.is("->", 1))
    reader.fail("E0126", reader.span(), fmt::format("{} is written always here", reader.word()), "always");
  const std::size_t begin = reader.place();
  if (!reader.take_if("always")) rule.condition = read_expression(reader);
  const TextSpan condition = reader.from(begin);
  refuse_condition_parts(reader);
  reader.expect("->", "E0161", "an arrow is missing between the condition and what it does", "->");
  const std::size_t effects = reader.place();
  rule.effects = read_effects(reader);
  refuse_late_condition(reader, condition, reader.from(effects));
  auto closing = read_closing(reader);
  if (reader.is_any({"else", "otherwise"}))
    reader.fail("E0144", reader.span(), fmt::format("every rule counts by itself, so there is no {}", reader.word()),
                advice("always ->, or the condition itself: not (…) ->"));
  rule.because = std::move(closing.because);
  rule.period = closing.period;
  rule.span = reader.statement();
  return rule;
}

RulesHeading read_rules_heading(Reader& reader) {
  RulesHeading heading;
  reader.take();
  heading.title = reader.text_if();
  heading.scope = read_scope(reader);
  heading.period = read_closing(reader).period;
  heading.span = reader.statement();
  return heading;
}

TableSyntax read_table_heading(Reader& reader) {
  TableSyntax table;
  reader.take();
  if (const std::size_t count = long_name(reader, true)) refuse_long_name(reader, count);
  table.name = reader.name("the table's name");
  table.label = reader.text_if();
  if (reader.take_if("unique"))
    table.policy = TableSyntax::Policy::unique;
  else if (reader.take_if("first"))
    table.policy = TableSyntax::Policy::first;
  else if (reader.take_if("sum"))
    table.policy = TableSyntax::Policy::sum;
  table.scope = read_scope(reader);
  table.period = read_closing(reader).period;
  if (!reader.done()) {
    const auto near = nearest(reader.word(), {"unique", "first", "sum", "for", "from", "until"});
    reader.fail("E0116", reader.span(), fmt::format("{} cannot stand here", reader.word()),
                near.value_or(std::string()));
  }
  table.span = reader.statement();
  return table;
}

}  // namespace spanne::grammar
