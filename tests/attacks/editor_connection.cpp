// What is no editor at the other end of `spanne lsp`: somebody who types, another protocol, an end in the middle.
#include "tests/attacks/files.hpp"
#include "tests/trail/trail.hpp"

using namespace spanne::tests;

BOOST_FIXTURE_TEST_SUITE(editor_connection, Sources)

namespace {

std::string framed(const std::string& message) {
  return "Content-Length: " + std::to_string(message.size()) + "\r\n\r\n" + message;
}

/// The status of `spanne lsp` with these bytes as its input, which then ends.
int served(const std::string& input) {
  Folder::put("input", input);
  return shell("timeout 20 '" SPANNE_PROGRAM "' lsp < input");
}

const std::string initialize = framed(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}})");

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_no_message_is_refused) {
  for (const char* input : {"hello\n", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "Content-Length: 100\r\n\r\n{}",
                            "Content-Length: 18446744073709551617\r\n\r\n{}"}) {
    BOOST_TEST(served(input) == 2, input);
    BOOST_TEST(contents(".shown").find("editors start spanne lsp by themselves") != std::string::npos,
               contents(".shown"));
  }
}

BOOST_AUTO_TEST_CASE(ends_with_the_editor) {
  BOOST_TEST(served("") == 1);
  BOOST_TEST(served(initialize) == 1);  // gone without a word
  const std::string exit = framed(R"({"jsonrpc":"2.0","method":"exit"})");
  BOOST_TEST(served(initialize + exit) == 1);
  const std::string shutdown = framed(R"({"jsonrpc":"2.0","id":2,"method":"shutdown"})");
  BOOST_TEST(served(initialize + shutdown + exit) == 0);
  BOOST_TEST(contents(".shown").find(R"({"jsonrpc":"2.0","id":2,"result":null})") != std::string::npos);
}

/// Of scenarios whose editor has not opened the guideline: it is read from beside them.
BOOST_AUTO_TEST_CASE(the_guideline_of_scenarios_is_read_from_beside_them) {
  Folder::put("s.scenarios.spanne", "");
  const std::string uri = "file://" + fs::absolute("s.scenarios.spanne").generic_string();
  const auto opened = [&](const std::string& guideline) {
    return framed(R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":")" + uri +
                  R"(","languageId":"spanne","version":1,"text":"scenarios \"S\" of \")" + guideline +
                  R"(\"\nscenario \"A\"\n  set sites = sites + 1\n"}}})");
  };
  // The work is done while nobody says anything.
  const auto shown = [&](const std::string& messages) {
    Folder::put("input", messages);
    shell("(cat input; sleep 2) | timeout 20 '" SPANNE_PROGRAM "' lsp");
    return contents(".shown");
  };
  const std::string found = shown(initialize + opened("g.spanne"));
  BOOST_TEST(found.find(R"("diagnostics":[])") != std::string::npos, found);
  BOOST_TEST(found.find("spanne/needs") == std::string::npos, found);
  const std::string missing = shown(initialize + opened("none.spanne"));
  BOOST_TEST(missing.find("none.spanne is not at hand") != std::string::npos, missing);
}

BOOST_AUTO_TEST_SUITE_END()
