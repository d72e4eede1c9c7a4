// Every account that a proof shows can be pasted into a test of the same file, and does there what was said of it.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

#include "engine/proof/questions/prove.hpp"
#include "engine/testing/run.hpp"
#include "tests/support/rules.hpp"
#include "tests/support/with_solver.hpp"

using namespace spanne;
using namespace spanne::engine;

namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// What the account gets when it is pasted after `given` of a test.
Outcome pasted(const std::string& text, const std::string& account) {
  const auto read = tests::read(fmt::format("{}\ntest \"Pasted\"\n  given {}\n  expect no flags\n", text, account));
  BOOST_REQUIRE_MESSAGE(read.checked.model, account);
  return run_test(*read.checked.model, read.checked.model->tests.back(), {}).outcome;
}

/// Findings about accounts that are rejected.
bool rejects(const std::string& code) {
  return code == "W0504" || code == "W0505" || (code >= "W0507" && code <= "W0512");
}

std::vector<fs::path> rule_files() {
  std::vector<fs::path> paths{fs::path(SPANNE_SOURCE_DIR) / "rules/key-account-guideline/guideline.spanne"};
  for (const auto& entry : fs::directory_iterator(fs::path(SPANNE_SOURCE_DIR) / "tests/golden/proofs"))
    if (entry.path().extension() == ".spanne") paths.push_back(entry.path());
  return paths;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(witnesses)

BOOST_AUTO_TEST_CASE(each_does_what_was_said_of_it) {
  std::size_t accounts = 0;
  ProofOptions options = spanne::test::with_solver();
  options.seconds = 1;
  for (const auto& path : rule_files()) {
    const std::string text = contents(path);
    const auto read = tests::read(text);
    BOOST_TEST_CONTEXT(path.string()) {
      BOOST_REQUIRE(read.checked.model);
      const Proof proof = prove(*read.checked.model, options);
      for (const auto& finding : proof.findings) {
        if (finding.account.empty()) continue;
        ++accounts;
        const Outcome outcome = pasted(text, finding.account);
        BOOST_TEST_CONTEXT(finding.message << "\n" << finding.account) {
          if (rejects(finding.code)) BOOST_TEST(outcome.rejected());
          if (finding.code == "E0520") BOOST_TEST(!outcome.rejected());
        }
      }
      for (const auto& cliff : proof.cliffs) {
        accounts += 2;
        const Outcome low = pasted(text, cliff.account_low), high = pasted(text, cliff.account_high);
        BOOST_TEST_CONTEXT(cliff.note.message) {
          BOOST_TEST((!low.rejected() && !high.rejected()));
          BOOST_TEST(low.total.middle().to_exact_text() == cliff.effort_low.to_exact_text());
          BOOST_TEST(high.total.middle().to_exact_text() == cliff.effort_high.to_exact_text());
        }
      }
      for (const auto& effort : proof.clusters) {
        if (!effort.least || !effort.greatest) continue;
        accounts += 2;
        const Outcome least = pasted(text, effort.least->account), greatest = pasted(text, effort.greatest->account);
        BOOST_TEST((least.cluster == effort.cluster && greatest.cluster == effort.cluster));
        BOOST_TEST(least.total.low.to_exact_text() == effort.least->effort.to_exact_text());
        BOOST_TEST(greatest.total.high.to_exact_text() == effort.greatest->effort.to_exact_text());
      }
    }
  }
  BOOST_TEST(accounts > 80U);
}

BOOST_AUTO_TEST_SUITE_END()
