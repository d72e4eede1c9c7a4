// Recorded conversations: every message to the service, and every message that has to come back, to the byte.
//
// A line of a conversation is {"to": MESSAGE}, {"work": STEPS} or {"from": MESSAGE}. {"open": PATH, "as": URI} opens a
// file of the project; {"begin": CAPABILITIES} is an editor's first request, whose answer only one conversation
// records. scripts/wasm has them once more with WebAssembly. SPANNE_UPDATE_GOLDEN=1 writes the answers anew.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "service/service.hpp"

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

const fs::path root = SPANNE_SOURCE_DIR;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  BOOST_REQUIRE_MESSAGE(file, path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string opening(const Json& line) {
  const Json document{{"uri", line["as"]},
                      {"languageId", "spanne"},
                      {"version", 1},
                      {"text", contents(root / line["open"].get<std::string>())}};
  return Json{{"jsonrpc", "2.0"}, {"method", "textDocument/didOpen"}, {"params", {{"textDocument", document}}}}.dump();
}

std::string beginning(const Json& line) {
  return Json{{"jsonrpc", "2.0"}, {"id", 0}, {"method", "initialize"}, {"params", {{"capabilities", line["begin"]}}}}
      .dump();
}

/// What the service says to one line of a conversation.
std::vector<std::string> said(spanne::service::Service& service, const Json& line) {
  if (line.contains("work")) return service.work(line["work"].get<std::uint64_t>());
  if (line.contains("open")) return service.handle(opening(line));
  if (line.contains("begin")) {
    service.handle(beginning(line));
    return {};
  }
  return service.handle(line["to"].is_string() ? line["to"].get<std::string>() : line["to"].dump());
}

/// A conversation as it goes now.
std::string replayed(const fs::path& path) {
  spanne::service::Service service(*spanne::engine::date_from_text("2026-11-30"));
  std::istringstream recorded(contents(path));
  std::string made;
  for (std::string text; std::getline(recorded, text);) {
    const Json line = Json::parse(text);
    if (line.contains("from")) continue;
    made += text + "\n";
    for (const std::string& message : said(service, line)) made += "{\"from\": " + message + "}\n";
  }
  return made;
}

BOOST_AUTO_TEST_SUITE(conversations)

BOOST_AUTO_TEST_CASE(go_as_they_were_recorded) {
  const bool update = std::getenv("SPANNE_UPDATE_GOLDEN") != nullptr;
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(root / "tests" / "service" / "conversations")) {
    const std::string now = replayed(entry.path());
    if (update) std::ofstream(entry.path(), std::ios::binary) << now;
    std::istringstream expected(contents(entry.path())), actual(now);
    std::string one, other;
    for (std::size_t number = 1; std::getline(actual, other); ++number) {
      std::getline(expected, one);
      BOOST_TEST(one == other, entry.path().filename()
                                   << ":" << number << "\n  recorded: " << one << "\n  now:      " << other);
      if (one != other) break;
    }
    BOOST_TEST((now == contents(entry.path())), entry.path().filename() << " has more or fewer lines");
    ++count;
  }
  BOOST_TEST(count > 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
