// What `differing_regions` says in words and figures, against every account there is: its words are read again, and
// its accounts evaluated under both versions.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "engine/compare/regions/regions.hpp"
#include "tests/support/pairs.hpp"
#include "tests/support/places.hpp"
#include "tests/support/properties.hpp"
#include "tests/support/runs.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::engine::proof;
using namespace spanne::test;

namespace {

struct Reached {
  Fraction least, most;
  bool some = false;
  void add(const Fraction& value) {
    least = some ? std::min(least, value) : value;
    most = some ? std::max(most, value) : value;
    some = true;
  }
};

std::vector<std::string> sorted(std::vector<std::string> texts, bool without_much) {
  if (without_much) texts.erase(std::remove(texts.begin(), texts.end(), "Much"), texts.end());
  std::sort(texts.begin(), texts.end());
  return texts;
}

/// Whether a line with that remark is in both.
bool share_much(const Pair& pair) {
  const auto at = pair.old_text.find("\"Much\"");
  return at != std::string::npos && pair.new_text.find("\"Much\"") != std::string::npos;
}

class Said {
 public:
  explicit Said(const Pair& pair)
      : pair_(pair),
        share_much_(share_much(pair)),
        schema_(pair.old_model, pair.new_model, pair.comparison.old_names),
        meaning_ids_(schema_),
        version_parts_(schema_, meaning_ids_),
        comparer_(schema_, meaning_ids_, version_parts_),
        explorer_(comparer_, 0) {}

  /// `exact`: every region has been drawn exactly.
  void run(const Regions& regions, bool exact) {
    if (!regions.obstacle.empty()) return;
    BOOST_TEST(regions.more == 0U);
    const auto all = everyone(explorer_);
    std::vector<std::vector<Place>> places;
    for (const Region& region : regions.regions) places.push_back(places_of(region.where));
    const auto unknown = places_of(regions.undecided);
    std::vector<std::vector<const TriedTwice*>> members(places.size());
    for (const TriedTwice& tried : all) {
      if (tried.rejected) continue;
      std::size_t count = 0;
      for (std::size_t i = 0; i < places.size(); ++i)
        if (holds(places[i], tried)) ++count, members[i].push_back(&tried);
      if (count > 1) BOOST_ERROR("an account lies in " << count << " regions");
      if (count == 0 && tried.differs && !holds(unknown, tried))
        BOOST_ERROR("an account differs, and is said to get the same");
      if (count > 0 && !tried.differs && exact) BOOST_ERROR("an account gets the same, and lies in a region");
    }
    for (std::size_t i = 0; i < places.size(); ++i)
      BOOST_TEST_CONTEXT("region " << (regions.regions[i].where.empty() ? "" : regions.regions[i].where.front()))
    region(regions.regions[i], places[i], members[i]);
  }

 private:
  std::vector<Place> places_of(const std::vector<std::string>& words) const {
    std::vector<Place> places;
    for (const std::string& one : words) places.emplace_back(explorer_.space().model(), one);
    return places;
  }

  std::optional<std::string> cluster(VersionSide version, const TriedTwice& tried) const {
    const auto& id = tried.both.outcomes[version].cluster;
    return id ? std::optional(schema_.original(version).clusters[*id].name) : std::nullopt;
  }

  bool holds(const std::vector<Place>& places, const TriedTwice& tried) const {
    return std::any_of(places.begin(), places.end(),
                       [&](const Place& place) { return place.holds(tried.one, cluster(after, tried)); });
  }

  void region(const Region& region, const std::vector<Place>& places, const std::vector<const TriedTwice*>& members) {
    const auto same =
        std::count_if(members.begin(), members.end(), [](const TriedTwice* one) { return !one->differs; });
    if (region.everyone) BOOST_TEST(same == 0);
    BOOST_TEST(same < static_cast<std::ptrdiff_t>(members.size()));
    account(region, places);
    for (const TriedTwice* one : members) status(region, *one);
    if (region.kind == Region::Kind::effort) figures(region, members);
  }

  /// The smallest account, read by the new version as the text that it is.
  void account(const Region& region, const std::vector<Place>& places) {
    const auto model =
        model_if_right(pair_.new_text + "test \"Account\"\n  given " + region.account + "\n  expect fte = 0 FTE\n");
    if (!model) {
      BOOST_ERROR("no account: " << region.account);
      return;
    }
    const engine::Test& test = model->tests.back();
    DatedAccount one{test.given, test.as_of.value_or(*schema_.model(after).effective.from)};
    for (AttributeId id = 0; id < one.account.values.size(); ++id)  // left out because nobody looks at it
      if (is_missing(one.account.values[id]) && !model->attributes[id].optional)
        one.account.values[id] = std::string("any");
    const Both both = explorer_.evaluate(one);
    BOOST_TEST(explorer_.differs(both));
    BOOST_TEST(holds(places, {one, both, false, true}));
    for (const VersionSide version : versions) {
      const Outcome& outcome = both.outcomes[version];
      const auto& effort = region.efforts[version];
      BOOST_TEST(effort.has_value() == !outcome.rejected());
      if (effort) BOOST_TEST((effort->low == outcome.total.low && effort->high == outcome.total.high));
    }
  }

  void status(const Region& region, const TriedTwice& tried) {
    const auto& outcomes = tried.both.outcomes;
    const bool moved = !region.old_cluster.empty();
    if (region.kind == Region::Kind::only_old_accepts) BOOST_TEST(outcomes[after].rejected());
    if (region.kind == Region::Kind::only_new_accepts) BOOST_TEST(outcomes[before].rejected());
    if (moved) {
      BOOST_TEST(cluster(before, tried).value_or("") == region.old_cluster);
      BOOST_TEST(cluster(after, tried).value_or("") == region.new_cluster);
      return;
    }
    if (region.kind != Region::Kind::effort) return;
    BOOST_TEST((!outcomes[before].rejected() && !outcomes[after].rejected()));
    BOOST_TEST((outcomes[before].cluster && outcomes[after].cluster));
    remarks(region, outcomes[before].flags, outcomes[after].flags);
  }

  void remarks(const Region& region, std::vector<std::string> old_ones, std::vector<std::string> new_ones) const {
    old_ones.insert(old_ones.end(), region.gained.begin(), region.gained.end());
    new_ones.insert(new_ones.end(), region.lost.begin(), region.lost.end());
    BOOST_TEST(sorted(std::move(old_ones), share_much_) == sorted(std::move(new_ones), share_much_));
  }

  void figures(const Region& region, const std::vector<const TriedTwice*>& members) {
    const bool kinds = comparer_.shows_kinds() && region.old_cluster.empty();
    for (std::size_t figure = 0; figure <= (kinds ? schema_.kind_count() : 0); ++figure) {
      const std::string name = figure == 0 ? "fte" : schema_.kind_name(figure - 1);
      const auto said = std::find_if(region.figures.begin(), region.figures.end(),
                                     [&](const FigureChange& one) { return one.name == name; });
      for (const bool high : {false, true}) BOOST_TEST_CONTEXT(name << (high ? " high" : " low"))
      stretch(said == region.figures.end() ? Stretch{} : high ? said->high : said->low, reached(members, figure, high));
    }
  }

  Reached reached(const std::vector<const TriedTwice*>& members, std::size_t figure, bool high) const {
    Reached found;
    for (const TriedTwice* one : members)
      if (!one->both.outcomes[before].rejected() && !one->both.outcomes[after].rejected())
        found.add(explorer_.difference(one->both, figure, high));
    return found;
  }

  static void stretch(const Stretch& said, const Reached& found) {
    BOOST_TEST(found.some);
    if (!found.some) return;
    if (said.proved) {
      BOOST_TEST(said.least.to_exact_text() == found.least.to_exact_text());
      BOOST_TEST(said.most.to_exact_text() == found.most.to_exact_text());
      return;
    }
    BOOST_TEST((said.never_below <= found.least && found.least <= said.least));
    BOOST_TEST((said.most <= found.most && found.most <= said.never_above));
  }

  const Pair& pair_;
  bool share_much_;  // a remark that asks for results and that both have goes with the effort, and is not told
  MergedSchema schema_;
  MeaningIds meaning_ids_;
  VersionPartsBuilder version_parts_;
  Comparer comparer_;
  Explorer explorer_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(regions)

BOOST_AUTO_TEST_CASE(words_and_figures_of_regions_are_those_of_every_account) {
  std::size_t seen = 0, undecided = 0, proved = 0, stretches = 0;
  const std::uint64_t pairs = proof_runs(20);
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const auto pair = tiny_pair(seed);
    if (!pair) continue;
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << pair->old_text << "\n----\n" << pair->new_text) {
      const Regions regions = differing_regions(pair->old_model, pair->new_model, pair->comparison, {10, 0, true});
      if (regions.reasons.empty() || !regions.undecided.empty()) Said(*pair).run(regions, true);
      seen += regions.regions.size();
      undecided += regions.undecided.size();
      for (const Region& region : regions.regions)
        for (const FigureChange& one : region.figures)
          for (const Stretch& stretch : {one.low, one.high}) ++stretches, proved += stretch.proved ? 1U : 0U;
    }
  }
  BOOST_TEST(10 * undecided <= pairs);
  BOOST_TEST(seen > pairs / 3);
  BOOST_TEST(10 * proved >= 9 * stretches);
}

/// Only those that say that c is left out, without saying so; or only the others.
Regions those_without_c(const Regions& all, bool left_out) {
  const std::string said = "c is left out";
  Regions some = all;
  some.regions.clear();
  for (Region region : all.regions) {
    if ((region.where.front().rfind(said, 0) == 0) != left_out) continue;
    for (std::string& place : region.where)
      if (left_out) place.erase(0, place.size() > said.size() ? said.size() + 5 : said.size());
    some.regions.push_back(std::move(region));
  }
  return some;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// The pair where c is no attribute, but what an account without it is taken for.
std::optional<Pair> pair_without_c(const Pair& pair) {
  const auto fixed = [](const std::string& text, const char* answer) {
    return replaced(replaced(text, "  c boolean default no\n", ""), "define k", answer + std::string("define k"));
  };
  Pair made{fixed(pair.old_text, "define c = 1 = 2\n"), fixed(pair.new_text, "define c = 1 = 1\n"), {}, {}, {}};
  auto old_model = model_if_right(made.old_text), new_model = model_if_right(made.new_text);
  if (!old_model || !new_model) return std::nullopt;
  made.old_model = std::move(*old_model);
  made.new_model = std::move(*new_model);
  made.comparison = engine::compare(made.old_model, made.new_model);
  return made;
}

BOOST_AUTO_TEST_CASE(accounts_that_leave_out_what_has_another_default) {
  std::size_t seen = 0;
  for (std::uint64_t seed = 1; seed <= std::max<std::uint64_t>(10, proof_runs(20) / 4); ++seed) {
    auto pair = tiny_pair(seed);
    if (!pair) continue;
    const auto fixed = pair_without_c(*pair);
    BOOST_TEST_REQUIRE(fixed.has_value());
    const auto changed = model_if_right(replaced(pair->new_text, "default no", "default yes"));
    const VersionComparison comparison = engine::compare(pair->old_model, *changed);
    const Regions all = differing_regions(pair->old_model, *changed, comparison, {10, 0, true});
    BOOST_TEST(!all.defaults_differ);
    if (!all.reasons.empty()) continue;
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << fixed->old_text << "\n----\n" << fixed->new_text) {
      const Regions left_out = those_without_c(all, true);
      seen += left_out.regions.size();
      Said(*fixed).run(left_out, true);
      Said(*pair).run(those_without_c(all, false), true);
    }
  }
  BOOST_TEST(seen > 5U);
}

BOOST_AUTO_TEST_SUITE_END()
