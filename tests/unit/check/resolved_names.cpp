// What the check writes down of names: every place of every thing, and nothing else.
#include "engine/check/resolved_names.hpp"

#include <map>
#include <set>

#include "engine/check/guideline_terms.hpp"
#include "engine/planning/scenarios/check_scenarios.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"
#include "tests/support/rules.hpp"

using namespace spanne;
using namespace spanne::engine;

namespace {

using Place = std::pair<std::uint32_t, bool>;  // where a name begins, and whether it is declared there

/// A text in which `@TAG;` stands before every name, `@!TAG;` before those that are declared, the same tag before all
/// that mean the same.
struct TaggedText {
  explicit TaggedText(std::string_view tagged) {
    for (std::size_t at = 0; at < tagged.size(); ++at) {
      if (tagged[at] != '@') {
        text += tagged[at];
        continue;
      }
      const std::size_t end = tagged.find(';', at);
      std::string tag(tagged.substr(at + 1, end - at - 1));
      const bool declares = tag.starts_with("!");
      if (declares) tag.erase(0, 1);
      places[tag].insert({static_cast<std::uint32_t>(text.size()), declares});
      at = end;
    }
  }

  std::string text;
  std::map<std::string, std::set<Place>> places;
};

std::string shown(const std::set<Place>& places, const grammar::Source& source) {
  std::string result;
  for (const auto& [begin, declares] : places) {
    const grammar::Position place = source.position(begin);
    result += std::to_string(place.line) + ":" + std::to_string(place.column) + (declares ? "! " : " ");
  }
  return result;
}

/// The places of each thing, in words that can be compared.
std::set<std::string> things_of(const ResolvedNames& names, const grammar::Source& source) {
  std::set<std::string> things;
  for (const ResolvedName& name : names.all()) {
    std::set<Place> places;
    for (const ResolvedName& use : names.uses(name.target)) places.insert({use.span.begin, use.declares});
    things.insert(shown(places, source));
  }
  return things;
}

std::set<std::string> things_of(const TaggedText& tagged, const grammar::Source& source) {
  std::set<std::string> things;
  for (const auto& [tag, places] : tagged.places) things.insert(shown(places, source));
  return things;
}

struct Resolved {
  std::shared_ptr<const grammar::Source> source;
  grammar::Parsed parsed;
  Checked checked;
  ResolvedNames names;
};

Resolved resolved(const std::string& text) {
  Resolved made{std::make_shared<grammar::Source>("test.spanne", text), {}, {}, {}};
  made.parsed = grammar::parse(*made.source);
  made.checked = check(made.parsed.tree, made.source, &made.names);
  return made;
}

void check_tagged(const std::string& text) {
  const TaggedText tagged(text);
  const Resolved made = resolved(tagged.text);
  for (const auto& finding : made.checked.diagnostics)
    BOOST_TEST_MESSAGE(grammar::render(finding, *made.source, false));
  BOOST_TEST(things_of(made.names, *made.source) == things_of(tagged, *made.source), boost::test_tools::per_element());
}

const std::string tagged_head =
    "ruleset \"T\" version 1.0.0\n"
    "  effort @!ext;external \"role\", @!int;internal\n"
    "attributes\n"
    "  @!id;id     text  key\n"
    "  @!kam;kam    text  owner\n"
    "  @!role;role   one of @!lead;lead as \"L\", @!rest;rest, @!us;\"United States\"   default @rest;rest\n"
    "  @!other;other  one of @!lead2;lead < @!rest2;rest  optional  column \"The role\"\n"
    "  @!sites;sites  integer  1 ..  default 1\n"
    "  @!many;many   integer  0 ..  = count per @kam;kam, @role;role where @role;role = @lead;lead and @sites;sites > "
    "2\n"
    "  @!top;top    one of @!lead2;lead < @!rest2;rest  optional  = greatest @other;other per @kam;kam\n"
    "  @!kinds;kinds  integer  0 ..  = distinct @role;role per @kam;kam\n"
    "define @!busy;busy = @sites;sites > 3   until 2026-06-30\n"
    "define @!busy;busy = @sites;sites > 4   from 2026-07-01\n"
    "define @!visit;visit = 2 h/month\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(resolved_names)

BOOST_AUTO_TEST_CASE(every_place) {
  check_tagged(
      tagged_head +
      "cluster @!large;large: @role;role = @lead;lead or @us;\"United States\" = @role;role -> 0.5 FTE @ext;external,"
      " 1 FTE\n"
      "cluster @!lead3;lead: @other;other is known and @other;other >= @rest2;rest -> (@sites;sites) FTE "
      "@int;internal\n"
      "cluster @!last;rest: otherwise -> @visit;visit @ext;external\n"
      "profile @!simple;simple: @sites;sites < 3 and not @busy;busy\n"
      "table @!care;care\n"
      "  | @role;role             | (@sites;sites + 1) || @!hours;hours | @!fast;fast |\n"
      "  | @lead;lead, @us;\"United States\" | 1 .. 3      || 2     | @busy;busy |\n"
      "  | otherwise                    || 0     | no   |\n"
      "table @!work;work for @large;large, @lead3;lead\n"
      "  | @other;other         | cluster || + FTE @ext;external | flag |\n"
      "  | missing, @lead2;lead | @last;rest, @large;large || 0.1 | \"\\\"{@role;role}\\\" {@hours;hours}\" |\n"
      "rules \"R\" for @large;large\n"
      "  @!a;a: if @fast;fast then @busy;busy else cluster in (@large;large, @lead3;lead) -> +@visit;visit "
      "@ext;external"
      " per started 2 @sites;sites above 1, x @hours;hours @int;internal, flag \"ä {@sites;sites} \\n{@busy;busy}\"\n"
      "  @role;role = @rest;rest -> -10 % @int;internal, +(@sites;sites / 10) FTE @ext;external, at most 3 FTE\n"
      "  at least 1 of (@busy;busy, max(@sites;sites, 3) > 4) -> exactly (@sites;sites * 1) FTE\n"
      "test \"role\"\n"
      "  given @kam;kam = \"role\", @role;role = @lead;lead, @other;other = @rest2;rest, @sites;sites = 2,"
      " as_of = 2026-02-01\n"
      "  expect cluster = @large;large, @ext;external_low = 0.5 FTE, @int;internal >= 0 FTE, rule @a;a,"
      " no rule @work;work#1\n"
      "  expect @ext;external = @int;internal_high, @ext;external = (1 / 3) FTE, cluster in (@large;large),"
      " accounts_per_kam >= 1, @fte;fte = 1 FTE, @fte;fte_low <= @limit;limit_high + 5 FTE\n"
      "property \"P\": when @role;role != @lead;lead: @ext;external_high >= 0 FTE\n"
      "property \"Q\": @int;internal never falls as @sites;sites rises\n");
}

BOOST_AUTO_TEST_CASE(with_errors_elsewhere) {
  check_tagged(
      tagged_head +
      "cluster @!large;large: @role;role = @lead;lead and unheard > 2 and @sites;sites > 2 -> 0.5 FTE @ext;external\n"
      "cluster @!all;all: otherwise -> 0.1 FTE nowhere\n"
      "@!a;a: @other;other = @rest2;rest -> +0.1 FTE @ext;external, flag \"{unheard} {@sites;sites}\"\n"
      "b: )( -> +1\n"
      "test \"T\"\n"
      "  given @role;role = @lead;lead, unheard = 3, @sites;sites = \"x\"\n"
      "  expect cluster = @large;large, rule @a;a, rule nobody\n");
}

BOOST_AUTO_TEST_CASE(rows_and_lines) {
  const Resolved made = resolved(tests::usual_head +
                                 "cluster all: otherwise -> 0.1 FTE\n"
                                 "sites > 2 -> +0.1 FTE\n"
                                 "table work\n"
                                 "  | sites || + FTE |\n"
                                 "  | 3     || 0.1   |\n"
                                 "  | 4     || 0.1   |\n"
                                 "test \"T\"\n"
                                 "  expect no rule work#2, no rule line 14\n");
  BOOST_REQUIRE(made.checked.model);
  const std::string_view text = made.source->text();
  const auto row = static_cast<std::uint32_t>(text.find("work#2")),
             line = static_cast<std::uint32_t>(text.find("line"));
  for (const std::uint32_t within : {0U, 4U, 5U, 6U}) {
    const ResolvedName* name = made.names.at(row + within);
    BOOST_REQUIRE(name != nullptr);
    BOOST_TEST((name->target == NameTarget{NameTarget::Kind::table, 0, 0}));
    BOOST_TEST(made.source->text(name->span) == "work");
    BOOST_TEST(made.source->text(name->word) == "work#2");
    BOOST_TEST(name->row == 2U);
  }
  BOOST_REQUIRE(made.names.at(line) != nullptr);
  BOOST_TEST((made.names.at(line)->target == NameTarget{NameTarget::Kind::rule, 0, 0}));
  BOOST_TEST(made.names.at(row - 1) == nullptr);
  BOOST_TEST(made.names.declarations({NameTarget::Kind::table, 0, 0}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(of_scenarios) {
  const Resolved guideline = resolved(tests::usual_head + "cluster all: otherwise -> 0.1 FTE\n");
  BOOST_REQUIRE(guideline.checked.model);
  const TaggedText tagged(
      "scenarios \"S\" of \"g.spanne\"\n"
      "scenario \"kam\"\n"
      "  set     @sites;sites = @sites;sites + 3  where @reach;reach = @global;global and cluster = @all;all\n"
      "  set     @reach;reach = @global;global\n"
      "  assign  \"kam\"  where @kam;kam = \"Anna\"\n"
      "  drop    where @growth;growth is known and @growth;growth > 5 %\n"
      "balance\n"
      "  keep   where @reach;reach = @global;global\n"
      "  allow  where @kam;kam.country = \"DE\" and @reach;reach = @kam;kam.region or @kam;kam.travels\n"
      "  limit  3 moves per @kam;kam\n");
  const auto source = std::make_shared<grammar::Source>("s.spanne", tagged.text);
  const auto parsed = grammar::parse_scenarios(*source);
  ResolvedNames names;
  const auto checked = check_scenarios(parsed.file, source, *guideline.checked.model, &names);
  for (const auto& finding : checked.diagnostics) BOOST_TEST_MESSAGE(grammar::render(finding, *source, false));
  BOOST_TEST(checked.file.has_value());
  BOOST_TEST(things_of(names, *source) == things_of(tagged, *source), boost::test_tools::per_element());
  const auto& kams = guideline.names.uses(names.at(static_cast<std::uint32_t>(tagged.text.find("kam =")))->target);
  BOOST_REQUIRE(kams.size() == 1U);
  BOOST_TEST(guideline.source->text(kams.front().span) == "kam");
}

BOOST_AUTO_TEST_SUITE_END()
