// Pairs of versions, each with exactly what differs. tests/golden/diff/NAME: old.spanne, new.spanne and expected.
#include <algorithm>

#include "tests/trail/trail.hpp"

using namespace spanne::tests;

namespace {

std::vector<fs::path> pairs() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(fs::path(SPANNE_SOURCE_DIR) / "tests/golden/diff"))
    folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(diff, Folder)

BOOST_AUTO_TEST_CASE(every_pair_differs_in_what_is_expected) {
  const auto folders = pairs();
  BOOST_TEST(folders.size() >= 40U);
  for (const auto& folder : folders) {
    const Result result = typed({"diff", (folder / "old.spanne").string(), (folder / "new.spanne").string()});
    if (std::getenv("SPANNE_UPDATE_GOLDEN") != nullptr)
      std::ofstream(folder / "expected", std::ios::binary) << result.out;
    BOOST_TEST_CONTEXT(folder.string()) {
      BOOST_TEST(result.status == 0);
      BOOST_TEST(result.err == "");
      BOOST_TEST(result.out == contents(folder / "expected"));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_version_is_itself) {
  for (const auto& folder : pairs()) {
    const std::string file = (folder / "new.spanne").string();
    expect(typed({"diff", file, file}), 0, "Both say the same, in other layout at most.");
    expect(typed({"diff", file, file, "--format", "json"}), 0, "\"differences\": []");
  }
}

BOOST_AUTO_TEST_CASE(regions_as_json) {
  const auto json = [](const std::string& pair) {
    const fs::path folder = fs::path(SPANNE_SOURCE_DIR) / "tests/golden/diff" / pair;
    return std::vector<std::string>{"diff", (folder / "old.spanne").string(), (folder / "new.spanne").string(),
                                    "--format", "json"};
  };
  for (const char* part : {"\"same_results\": false", "\"where\": [\n          \"sites in 3 .. 10 and decentral\"",
                           "\"same_elsewhere\": \"proved\"", "\"least\": \"-0.096\"", "\"most\": \"-0.01\""})
    expect(typed(json("merged-rules")), 0, part);
  expect(typed(json("split-rule")), 0, "\"same_results\": true");
  expect(typed(json("default-changed")), 0, "\"same_results\": null");
  expect(typed(json("default-matters")), 0, "\"where\": [\n          \"countries is left out");
  expect(typed(json("no-cluster")), 0, "\"sort\": \"now rejected\"");
  expect(typed(json("day-removed")), 0,
         "\"from\": \"2026-04-01\",\n      \"what\": \"the rule in line 14 begins\",\n      \"in_old\": true,\n      "
         "\"in_new\": false");
}

BOOST_AUTO_TEST_CASE(versions_by_name) {
  put("g.spanne", guideline("1.0.0"));
  BOOST_TEST(typed({"release", "g.spanne", "--approved-by", "J"}).status == 0);
  put("g.spanne", guideline("1.1.0", "0.2"));
  expect(typed({"diff", "release:1.0.0:g.spanne", "g.spanne"}), 0, "old  0.1 FTE\n            new  0.2 FTE\n");
  expect(typed({"release", "g.spanne", "--approved-by", "J"}), 0, "  cluster all: amount 0.1 FTE → 0.2 FTE\n");
  expect(typed({"log", "g.spanne"}), 0, "  cluster all: amount 0.1 FTE → 0.2 FTE\n");
  expect(typed({"diff", "release:1.5.0:g.spanne", "g.spanne"}), 1, "released are 1.0.0, 1.1.0");
  expect(typed({"diff", "g.spanne", "none.spanne"}), 3, "No such file");
  expect(typed({"diff", "g.spanne", "g.spanne", "--format", "jsn"}), 2, "did you mean json?");
  expect(typed({"diff", "-", "-"}), 2, "standard input");
  put("h.spanne", "nonsense\n");
  expect(typed({"diff", "g.spanne", "h.spanne"}), 1, "error[");
}

BOOST_AUTO_TEST_SUITE_END()
