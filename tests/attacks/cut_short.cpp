// A guideline or a data file that is cut off at any byte is refused or read, and never ends the program.
#include "tests/trail/trail.hpp"

using namespace spanne::tests;

BOOST_FIXTURE_TEST_SUITE(cut_short, Folder)

BOOST_AUTO_TEST_CASE(a_guideline_cut_at_any_byte_gives_a_known_status) {
  const std::string whole =
      guideline("1.0.0", "0.1 .. 0.2", "test \"Ten\"\n  given  sites = 10\n  expect cluster = all\n");
  Folder::put("accounts.csv", "id,kam,sites\nA,Anna,1\n");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Folder::put("g.spanne", whole.substr(0, size));
    for (const auto& args : {std::vector<std::string>{"check", "g.spanne"}, {"eval", "g.spanne", "accounts.csv"}}) {
      const Result result = typed(args);
      BOOST_REQUIRE_MESSAGE(result.status == 0 || result.status == 1, args[0] << " of " << size << " bytes");
      BOOST_REQUIRE_MESSAGE(result.status == 0 || !result.err.empty(), args[0] << " of " << size << " bytes");
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
