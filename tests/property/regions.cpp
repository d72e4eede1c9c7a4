// Where two versions differ, compared with what trying every account shows: on pairs small enough for that.
//
// Twenty-five pairs a run, more where CI is set, and as many as wanted with SPANNE_PROOF_RUNS=5000; a failure names the
// seed and shows both versions.
#include "engine/compare/regions/regions.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "engine/compare/regions/cell_groups.hpp"
#include "tests/support/pairs.hpp"
#include "tests/support/runs.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::engine::proof;
using namespace spanne::test;

namespace {

/// What the search says of a pair against what every account says.
class Trial {
 public:
  Trial(const Model& old_model, const Model& new_model, const VersionComparison& comparison, bool closely)
      : schema_(old_model, new_model, comparison.old_names),
        meaning_ids_(schema_),
        version_parts_(schema_, meaning_ids_),
        comparer_(schema_, meaning_ids_, version_parts_),
        explorer_(comparer_, 1'000'000'000, closely ? 5'000 : 3) {}

  void run() {
    if (!schema_.obstacle().empty()) return;
    const Areas areas = explorer_.run();
    undecided = areas.undecided.size();
    for (const std::string& reason : areas.reasons) BOOST_TEST_MESSAGE(reason);
    for (const Area& area : areas.areas) {
      std::vector<AccountCell> cells;
      for (const Area::Part& part : area.parts) cells.push_back(part.cell);
      blocks_.push_back(merged(comparer_, cells));
    }
    differing_.resize(areas.areas.size());
    same_.resize(areas.areas.size());
    for (const TriedTwice& one : everyone(explorer_)) examine(areas, one);
    for (std::size_t i = 0; i < areas.areas.size(); ++i)
      if (areas.areas[i].everyone) BOOST_TEST(same_[i] == 0U);
  }

  std::size_t undecided = 0, differing = 0;

 private:
  void examine(const Areas& areas, const TriedTwice& tried) {
    const DatedAccount& one = tried.one;
    const Both& both = tried.both;
    const bool rejected = tried.rejected, differs = tried.differs;
    differing += differs ? 1 : 0;
    std::size_t places = 0;
    for (std::size_t i = 0; i < areas.areas.size(); ++i) {
      std::size_t cells = 0, blocks = 0;
      for (const Area::Part& part : areas.areas[i].parts) {
        if (!explorer_.inside(part.cell, one, both)) continue;
        ++cells;
        within(areas.areas[i], part, both, differs);
      }
      for (const CellGroup& block : blocks_[i]) blocks += inside(block, one, both) ? 1U : 0U;
      if (!rejected && (cells != blocks || cells > 1))
        BOOST_ERROR("an account lies in " << cells << " cells and " << blocks << " blocks");
      places += cells;
      if (cells == 0 || rejected) continue;
      ++(differs ? differing_[i] : same_[i]);
    }
    for (const AccountCell& cell : areas.undecided) places += explorer_.inside(cell, one, both) ? 1U : 0U;
    if (places > 1) BOOST_ERROR("an account lies in several regions");
    if (places == 0 && differs) BOOST_ERROR("an account differs, and lies in no region");
  }

  bool inside(const CellGroup& block, const DatedAccount& one, const Both& both) const {
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
        const Numbers& said = high ? change.figures[figure].high : change.figures[figure].low;
        const Fraction is = explorer_.difference(both, figure, high);
        if (is < said.low || is > said.high)
          BOOST_ERROR("figure " << figure << " changes by " << is.to_exact_text() << ", not within "
                                << said.low.to_exact_text() << " .. " << said.high.to_exact_text());
      }
  }

  MergedSchema schema_;
  MeaningIds meaning_ids_;
  VersionPartsBuilder version_parts_;
  Comparer comparer_;
  Explorer explorer_;
  std::vector<std::vector<CellGroup>> blocks_;
  std::vector<std::size_t> differing_, same_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(regions)

BOOST_AUTO_TEST_CASE(regions_are_what_trying_every_account_shows) {
  std::size_t undecided = 0, differing = 0;
  const std::uint64_t pairs = proof_runs(25);
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const auto pair = tiny_pair(seed);
    if (!pair) continue;
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << pair->old_text << "\n----\n" << pair->new_text) {
      Trial trial(pair->old_model, pair->new_model, pair->comparison, seed % 4 != 0);
      trial.run();
      undecided += trial.undecided;
      differing += trial.differing;
    }
  }
  BOOST_TEST(10 * undecided <= pairs);
  BOOST_TEST(differing > pairs);
}

BOOST_AUTO_TEST_SUITE_END()
