// An editor as a test plays it: texts that are open, requests about places in them, changes that are carried out.
#pragma once

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "service/service.hpp"

namespace spanne::test {

class Editor {
 public:
  using Json = nlohmann::ordered_json;

  Editor() : service_(*engine::date_from_text("2026-11-30")) {
    request("initialize", {{"capabilities", {{"general", {{"positionEncodings", Json::array({"utf-8"})}}}}}});
  }

  void open(const std::string& uri, const std::string& text) {
    texts_[uri] = text;
    notify("textDocument/didOpen",
           {{"textDocument", {{"uri", uri}, {"languageId", "spanne"}, {"version", 1}, {"text", text}}}});
  }
  const std::string& text(const std::string& uri) const { return texts_.at(uri); }

  /// The whole answer, with `result` or `error`.
  Json request(const std::string& method, const Json& params) {
    const auto said =
        service_.handle(Json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}}.dump());
    BOOST_REQUIRE(!said.empty());
    return Json::parse(said.back());
  }
  Json at(const std::string& method, const std::string& uri, std::size_t offset, Json more = Json::object()) {
    more["textDocument"] = {{"uri", uri}};
    more["position"] = position(texts_.at(uri), offset);
    return request(method, more);
  }

  /// What the texts become, if the service does as it is asked: those that change.
  struct Renamed {
    std::string refusal;  // empty if there is none
    std::map<std::string, std::string> texts;
  };
  Renamed rename(const std::string& uri, std::size_t offset, const std::string& name) {
    Renamed made;
    const Json answer = at("textDocument/rename", uri, offset, {{"newName", name}});
    if (answer.contains("error"))
      made.refusal = answer["error"]["message"];
    else if (answer["result"].contains("changes"))
      for (const auto& [changed, edits] : answer["result"]["changes"].items())
        made.texts[changed] = with_edits(texts_.at(changed), edits);
    return made;
  }

 private:
  /// Places are in bytes, as was agreed.
  static Json position(const std::string& text, std::size_t offset) {
    const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
    const std::size_t feed = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
    return {{"line", line}, {"character", feed == std::string::npos ? offset : offset - feed - 1}};
  }
  static std::size_t offset(const std::string& text, const Json& position) {
    std::size_t begin = 0;
    for (auto line = position["line"].get<std::size_t>(); line > 0; --line) begin = text.find('\n', begin) + 1;
    return begin + position["character"].get<std::size_t>();
  }

  /// Carried out from the last to the first, so that places stay what they are; none over another.
  static std::string with_edits(const std::string& before, const Json& edits) {
    std::string text = before;
    std::size_t last = text.size();
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
      const Json& range = (*edit)["range"];
      const std::size_t begin = offset(before, range["start"]), end = offset(before, range["end"]);
      BOOST_REQUIRE(begin <= end);
      BOOST_REQUIRE(end <= last);
      last = begin;
      text.replace(begin, end - begin, (*edit)["newText"].get<std::string>());
    }
    return text;
  }
  void notify(const std::string& method, const Json& params) {
    service_.handle(Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}.dump());
  }

  service::Service service_;
  std::map<std::string, std::string> texts_;
};

}  // namespace spanne::test
