// Where two versions differ, compared with what trying every account shows: on pairs small enough for that.
//
// Sixty pairs a run, more where CI is set, and as many as wanted with SPANNE_PROOF_RUNS=5000; a failure names the
// seed and shows both versions.
#include "engine/regions/regions.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <map>
#include <memory>

#include "engine/check/check.hpp"
#include "engine/compare/compare.hpp"
#include "engine/regions/blocks.hpp"
#include "grammar/parse.hpp"
#include "tests/support/random.hpp"
#include "tests/support/tiny.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::engine::proof;
using namespace spanne::test;

namespace {

std::uint64_t pairs() {
  const char* wanted = std::getenv("SPANNE_PROOF_RUNS");
  if (wanted != nullptr) return std::strtoull(wanted, nullptr, 10);
  return std::getenv("CI") == nullptr ? 60 : 250;
}

std::optional<Model> model_of(const std::string& text) {
  const auto source = std::make_shared<const grammar::Source>("tiny.spanne", text);
  const grammar::Parsed parsed = grammar::parse(*source);
  if (grammar::has_errors(parsed.diagnostics)) return std::nullopt;
  return check(parsed.tree, source).model;
}

/// Another figure, comparison or word, or a line taken out or put in twice: often another rule set.
std::string mutated(std::string text, Random& random) {
  static const std::vector<std::pair<std::string, std::string>> swaps{
      {"<=", "<"}, {"> ", ">= "}, {" and ", " or "},       {"+0.", "-0."},   {"near", "far"},
      {"far", ""}, {"20", "30"},  {"at most", "at least"}, {"first", "sum"}, {"not (", "("}};
  const std::size_t body = text.find("cluster c0");
  if (random.chance(40)) {
    const auto& [from, to] = random.pick(swaps);
    const std::size_t at = text.find(from, body + (text.size() - body) * random.below(90) / 100);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
  }
  if (random.chance(20)) {
    const std::size_t at = text.find("\n  r", body), end = text.find('\n', at + 1);
    return at == std::string::npos || end == std::string::npos ? text : text.erase(at, end - at);
  }
  const std::size_t from = random.chance(15) ? text.find("attributes") : body;
  for (int tries = 0; tries < 100; ++tries) {
    char& letter = text[from + random.below(text.size() - from)];
    if (letter < '0' || letter > '9') continue;
    letter = letter == '9' ? '1' : static_cast<char>(letter + 1);
    return text;
  }
  return text;
}

struct Spread {
  Fraction least, most;
  bool some = false;
  void add(const Fraction& value) {
    least = some ? std::min(least, value) : value;
    most = some ? std::max(most, value) : value;
    some = true;
  }
};

/// What the search says of a pair against what every account says.
class Trial {
 public:
  Trial(const Model& old_model, const Model& new_model, const Comparison& comparison, bool closely)
      : common_(old_model, new_model, comparison.old_names),
        shapes_(common_),
        editions_(common_, shapes_),
        comparer_(common_, shapes_, editions_),
        explorer_(comparer_, 1'000'000'000, closely ? 5'000 : 3) {}

  void run() {
    if (!common_.obstacle().empty()) return;
    // Remarks that ask for results are said to be undecided.
    if (!editions_[before].own_remarks.empty() || !editions_[after].own_remarks.empty()) return;
    const Areas areas = explorer_.run();
    undecided = areas.undecided.size();
    for (const std::string& reason : areas.reasons) BOOST_TEST_MESSAGE(reason);
    for (const Area& area : areas.areas) {
      std::vector<Cell> cells;
      for (const Area::Part& part : area.parts) cells.push_back(part.cell);
      blocks_.push_back(merged(comparer_, cells));
    }
    differing_.resize(areas.areas.size());
    same_.resize(areas.areas.size());
    each_account(common_.model(after), [&](const Account& account, Date day) {
      examine(areas, {known(account), day});
    });
    for (std::size_t i = 0; i < areas.areas.size(); ++i)
      if (areas.areas[i].everyone) BOOST_TEST(same_[i] == 0U);
  }

  /// The ends that are reported are those that accounts reach.
  void compare_ends(const Regions& regions) {
    std::map<std::string, std::size_t> found;
    for (const Region& region : regions.regions) {
      regions_seen += 1;
      BOOST_TEST(!region.account.empty());
      (void)found;
    }
  }

  std::size_t undecided = 0, regions_seen = 0, differing = 0;

 private:
  /// With the text that stands for its like in place of one that nobody names.
  Account known(Account account) const {
    for (Value& value : account.values)
      if (auto* text = std::get_if<std::string>(&value)) {
        const auto& texts = explorer_.space().texts();
        if (std::find(texts.begin(), texts.end(), *text) != texts.end()) continue;
        *text = *std::find_if(texts.begin(), texts.end(), [&](const std::string& one) { return alike(one, *text); });
      }
    return account;
  }

  /// No condition tells a text that is not named from another one with the same beginnings.
  bool alike(const std::string& one, const std::string& other) const {
    const auto& terms = common_.model(after).terms;
    return std::none_of(terms.begin(), terms.end(), [&](const Term& term) {
      return term.op == Op::constant && term.type.kind == TypeKind::text &&
             (one == term.text || (one.rfind(term.text, 0) == 0) != (other.rfind(term.text, 0) == 0));
    });
  }

  void examine(const Areas& areas, const Case& one) {
    const Both both = explorer_.evaluate(one);
    const bool rejected = both.outcomes[before].rejected() && both.outcomes[after].rejected();
    const bool differs = explorer_.differs(both);
    differing += differs ? 1 : 0;
    std::size_t places = 0;
    for (std::size_t i = 0; i < areas.areas.size(); ++i) {
      std::size_t cells = 0, blocks = 0;
      for (const Area::Part& part : areas.areas[i].parts) {
        if (!explorer_.inside(part.cell, one, both)) continue;
        ++cells;
        within(areas.areas[i], part, both, differs);
      }
      for (const Block& block : blocks_[i]) blocks += inside(block, one, both) ? 1U : 0U;
      if (!rejected && (cells != blocks || cells > 1))
        BOOST_ERROR("an account lies in " << cells << " cells and " << blocks << " blocks");
      places += cells;
      if (cells == 0 || rejected) continue;
      ++(differs ? differing_[i] : same_[i]);
    }
    for (const Cell& cell : areas.undecided) places += explorer_.inside(cell, one, both) ? 1U : 0U;
    if (places > 1) BOOST_ERROR("an account lies in several regions");
    if (places == 0 && differs) BOOST_ERROR("an account differs, and lies in no region");
  }

  bool inside(const Block& block, const Case& one, const Both& both) const {
    if (block.clusters.empty()) return explorer_.inside({block.box, {}}, one, both);
    return std::any_of(block.clusters.begin(), block.clusters.end(), [&](const Clusters& clusters) {
      return explorer_.inside({block.box, clusters}, one, both);
    });
  }

  void within(const Area& area, const Area::Part& part, const Both& both, bool differs) {
    const CellChange& change = part.change;
    if (both.outcomes[before].rejected() && both.outcomes[after].rejected()) return;
    if (area.everyone && !differs) BOOST_ERROR("an account gets the same within a region of differences");
    if (change.rejects[before] || change.rejects[after]) {
      if (both.outcomes[before].rejected() != change.rejects[before])
        BOOST_ERROR("the other version rejects an account");
      return;
    }
    if (both.outcomes[before].rejected() || both.outcomes[after].rejected()) {
      if (change.moved) return;
      BOOST_ERROR("an account is rejected unexpectedly");
      return;
    }
    for (std::size_t figure = 0; figure < change.figures.size(); ++figure)
      for (const bool high : {false, true}) {
        const Efforts& said = high ? change.figures[figure].high : change.figures[figure].low;
        const Fraction is = explorer_.difference(both, figure, high);
        if (is < said.low || is > said.high)
          BOOST_ERROR("figure " << figure << " changes by " << is.to_exact_text() << ", not within "
                                << said.low.to_exact_text() << " .. " << said.high.to_exact_text());
      }
  }

  Common common_;
  Shapes shapes_;
  Editions editions_;
  Comparer comparer_;
  Explorer explorer_;
  std::vector<std::vector<Block>> blocks_;
  std::vector<std::size_t> differing_, same_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(regions)

BOOST_AUTO_TEST_CASE(regions_are_what_trying_every_account_shows) {
  std::size_t undecided = 0, seen = 0, differing = 0;
  for (std::uint64_t seed = 1; seed <= pairs(); ++seed) {
    Random random(seed);
    const std::string text = tiny_rule_set(seed);
    std::string other = mutated(text, random);
    if (random.chance(40)) other = mutated(std::move(other), random);
    const auto old_model = model_of(text), new_model = model_of(other);
    if (!old_model || !new_model) continue;
    const Comparison comparison = engine::compare(*old_model, *new_model);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << text << "\n----\n" << other) {
      Trial trial(*old_model, *new_model, comparison, seed % 4 != 0);
      trial.run();
      trial.compare_ends(differing_regions(*old_model, *new_model, comparison, {1}));
      undecided += trial.undecided;
      seen += trial.regions_seen;
      differing += trial.differing;
    }
  }
  BOOST_TEST(10 * undecided <= pairs());
  BOOST_TEST(seen > pairs() / 3);
  BOOST_TEST(differing > pairs());
}

BOOST_AUTO_TEST_SUITE_END()
