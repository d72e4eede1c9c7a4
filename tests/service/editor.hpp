// An editor in a test: it opens texts, asks, waits, and makes the changes that the service offers.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "service/service.hpp"

namespace spanne::tests {

using EditorJson = nlohmann::ordered_json;

class Editor {
 public:
  /// `capabilities`: what it says it can do.
  explicit Editor(EditorJson capabilities = EditorJson::object());

  void open(const std::string& uri, std::string text);
  void change(const std::string& uri, std::string text);
  void close(const std::string& uri);
  void notify(const std::string& method, EditorJson params);
  /// The result of a request; an object {"error": …} if it has none.
  EditorJson ask(const std::string& method, EditorJson params);
  /// The same about a place in a document, or the whole of it.
  EditorJson ask_at(const std::string& method, const std::string& uri, std::size_t offset,
                    EditorJson more = EditorJson::object());
  EditorJson ask_of(const std::string& method, const std::string& uri, EditorJson more = EditorJson::object());
  /// Until nothing waits any more.
  void wait();
  /// For so many steps.
  void wait(std::uint64_t steps);

  const std::string& text(const std::string& uri) const { return texts_.at(uri); }
  /// The latest findings of a document.
  const EditorJson& findings(const std::string& uri) const { return findings_.at(uri); }
  bool has_findings(const std::string& uri) const { return findings_.count(uri) != 0; }
  /// All messages that were no answers, as they came.
  const std::vector<std::string>& heard() const { return heard_; }

  service::Service& service() { return service_; }

 private:
  void hear(const std::vector<std::string>& messages);

  service::Service service_;
  std::map<std::string, std::string> texts_;
  std::map<std::string, std::int64_t> versions_;
  std::map<std::string, EditorJson> findings_;
  std::vector<std::string> heard_;
  EditorJson answer_;
  std::int64_t latest_id_ = 0;
};

/// Line and UTF-16 unit of a byte, counted by a way of the tests' own.
EditorJson editor_position(const std::string& text, std::size_t offset);
std::size_t editor_offset(const std::string& text, const EditorJson& position);
/// A text after edits of places in it as it was, which do not overlap.
std::string edited(const std::string& text, const EditorJson& edits);
/// The texts of several documents after a WorkspaceEdit.
std::map<std::string, std::string> edited_texts(std::map<std::string, std::string> texts,
                                                const EditorJson& workspace_edit);

}  // namespace spanne::tests
