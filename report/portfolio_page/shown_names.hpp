// ShownNames decides how names of customers and people stand in a page: as they are, or as pseudonyms, since a page is
// mailed.
//
// A pseudonym is a keyed digest of the name. The key comes from the digests of guideline, accounts and people, as a
// receipt has them: the same files give the same pseudonyms, and whoever has the files can tell whose they are. Others
// cannot try names out as long as they do not know the digests, so a page with pseudonyms must not show those of
// accounts and people.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::report {

class ShownNames {
 public:
  /// Names as they are.
  ShownNames() = default;
  /// Pseudonyms. `key` is not empty.
  explicit ShownNames(std::string key) : key_(std::move(key)) {}

  bool hides() const { return !key_.empty(); }

  /// From now on the name is known: in_cell() and in_words() find it. Does nothing unless names are hidden.
  void note_person(const std::string& name);
  void note_text(const std::string& text);

  std::string person(const std::string& name) const;
  std::string text(const std::string& text) const;
  /// A value of an account; texts are hidden.
  std::string value(const engine::Value& value, engine::AttributeId attribute, const engine::Model& model) const;
  /// A cell of a table: a known name as its pseudonym, and people wherever they are named in a sentence.
  std::string in_cell(const std::string& cell) const;
  /// Whether a known name stands in quotation marks in the text, as rules name customers.
  bool quotes_a_name(std::string_view text) const;

 private:
  std::string code(const std::string& name) const;

  std::string key_;
  std::unordered_map<std::string, std::string> known_;
  std::vector<std::string> people_;
};

/// Every `old` in `text` becomes `fresh`; `old` is not empty.
void replace_all(std::string& text, const std::string& old, const std::string& fresh);

}  // namespace spanne::report
