#include "tests/service/editor.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <utility>

namespace spanne::tests {
namespace {

EditorJson message(const std::string& method, EditorJson params) {
  return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

/// Where lines begin: after a line feed, or a carriage return without one.
std::vector<std::size_t> line_begins(const std::string& text) {
  std::vector<std::size_t> begins{0};
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == '\n' || (text[at] == '\r' && text.compare(at, 2, "\r\n") != 0)) begins.push_back(at + 1);
  return begins;
}

std::size_t bytes_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
}

}  // namespace

EditorJson editor_position(const std::string& text, std::size_t offset) {
  const auto begins = line_begins(text);
  const auto line =
      static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), offset) - begins.begin()) - 1;
  std::size_t units = 0;
  for (std::size_t at = begins[line]; at < offset;) {
    const std::size_t bytes = bytes_of_character(text[at]);
    units += bytes == 4 ? 2 : 1;
    at += bytes;
  }
  return {{"line", line}, {"character", units}};
}

std::size_t editor_offset(const std::string& text, const EditorJson& position) {
  const auto begins = line_begins(text);
  const auto line = position["line"].get<std::size_t>();
  auto units = position["character"].get<std::size_t>();
  std::size_t at = begins.at(line);
  while (units > 0 && at < text.size()) {
    const std::size_t bytes = bytes_of_character(text[at]);
    units -= bytes == 4 ? 2 : 1;
    at += bytes;
  }
  return at;
}

std::string edited(const std::string& text, const EditorJson& edits) {
  std::vector<std::pair<std::pair<std::size_t, std::size_t>, std::string>> places;
  for (const auto& edit : edits)
    places.push_back({{editor_offset(text, edit["range"]["start"]), editor_offset(text, edit["range"]["end"])},
                      edit["newText"].get<std::string>()});
  std::stable_sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string made;
  std::size_t done = 0;
  for (const auto& [span, put_in] : places) {
    BOOST_REQUIRE(span.first >= done);
    made += text.substr(done, span.first - done) + put_in;
    done = span.second;
  }
  return made + text.substr(done);
}

std::map<std::string, std::string> edited_texts(std::map<std::string, std::string> texts,
                                                const EditorJson& workspace_edit) {
  if (workspace_edit.contains("documentChanges")) {
    for (const auto& change : workspace_edit["documentChanges"]) {
      std::string& text = texts.at(change["textDocument"]["uri"].get<std::string>());
      text = edited(text, change["edits"]);
    }
    return texts;
  }
  for (const auto& [uri, edits] : workspace_edit["changes"].items()) texts.at(uri) = edited(texts.at(uri), edits);
  return texts;
}

Editor::Editor(EditorJson capabilities) : service_(*engine::date_from_text("2026-11-30")) {
  ask("initialize", {{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", std::move(capabilities)}});
  notify("initialized", EditorJson::object());
}

void Editor::open(const std::string& uri, std::string text) {
  texts_[uri] = text;
  versions_[uri] = 1;
  notify("textDocument/didOpen",
         {{"textDocument", {{"uri", uri}, {"languageId", "spanne"}, {"version", 1}, {"text", std::move(text)}}}});
}

void Editor::change(const std::string& uri, std::string text) {
  texts_[uri] = text;
  notify("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", ++versions_[uri]}}},
                                    {"contentChanges", EditorJson::array({{{"text", std::move(text)}}})}});
}

void Editor::close(const std::string& uri) {
  texts_.erase(uri);
  notify("textDocument/didClose", {{"textDocument", {{"uri", uri}}}});
}

void Editor::notify(const std::string& method, EditorJson params) {
  hear(service_.handle(message(method, std::move(params)).dump()));
}

EditorJson Editor::ask(const std::string& method, EditorJson params) {
  EditorJson request = message(method, std::move(params));
  request["id"] = ++latest_id_;
  answer_ = nullptr;
  hear(service_.handle(request.dump()));
  BOOST_REQUIRE_MESSAGE(!answer_.is_null(), method << " got no answer");
  return answer_.contains("result") ? answer_["result"] : EditorJson{{"error", answer_["error"]}};
}

EditorJson Editor::ask_at(const std::string& method, const std::string& uri, std::size_t offset, EditorJson more) {
  more["position"] = editor_position(texts_.at(uri), offset);
  return ask_of(method, uri, std::move(more));
}

EditorJson Editor::ask_of(const std::string& method, const std::string& uri, EditorJson more) {
  more["textDocument"] = {{"uri", uri}};
  return ask(method, std::move(more));
}

void Editor::wait() {
  for (std::size_t calls = 0; service_.has_work(); ++calls) {
    BOOST_REQUIRE_MESSAGE(calls < 1'000'000U, "the work does not end");
    hear(service_.work(1'000'000));
  }
}

void Editor::wait(std::uint64_t steps) { hear(service_.work(steps)); }

void Editor::hear(const std::vector<std::string>& messages) {
  for (const std::string& text : messages) {
    EditorJson json = EditorJson::parse(text);
    if (json.contains("id") && !json.contains("method")) {
      BOOST_TEST(json["id"] == latest_id_);
      answer_ = std::move(json);
      continue;
    }
    heard_.push_back(text);
    if (json["method"] == "textDocument/publishDiagnostics")
      findings_[json["params"]["uri"].get<std::string>()] = std::move(json["params"]["diagnostics"]);
  }
}

}  // namespace spanne::tests
