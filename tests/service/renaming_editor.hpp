// An editor that renames: what texts become, if the service does as it is asked.
#pragma once

#include <map>
#include <string>

#include "tests/service/editor.hpp"

namespace spanne::test {

class RenamingEditor {
 public:
  void open(const std::string& uri, const std::string& text) {
    texts_[uri] = text;
    editor_.open(uri, text);
  }
  const std::string& text(const std::string& uri) const { return texts_.at(uri); }
  tests::EditorJson prepared(const std::string& uri, std::size_t offset) {
    return editor_.ask_at("textDocument/prepareRename", uri, offset);
  }

  struct Renamed {
    std::string refusal;                       // empty if there is none
    std::map<std::string, std::string> texts;  // those that change
  };
  /// The open texts stay as they are.
  Renamed rename(const std::string& uri, std::size_t offset, const std::string& name) {
    const tests::EditorJson answer = editor_.ask_at("textDocument/rename", uri, offset, {{"newName", name}});
    if (answer.contains("error")) return {answer["error"]["message"], {}};
    if (answer.empty()) return {};
    Renamed made{{}, tests::edited_texts(texts_, answer)};
    for (const auto& [changed, text] : texts_)
      if (made.texts[changed] == text) made.texts.erase(changed);
    return made;
  }

 private:
  tests::Editor editor_;
  std::map<std::string, std::string> texts_;
};

}  // namespace spanne::test
