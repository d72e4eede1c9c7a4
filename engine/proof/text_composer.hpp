// Classes of texts by what they start with, contain and end with, and a text for each of them.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace spanne::engine::proof {

/// What conditions look for in a text.
struct TextParts {
  std::set<std::string> starts, inside, ends;
};

/// The texts that start with `start` and with nothing longer that is looked for, end with `end` and with nothing
/// longer, and contain `inside`, what these three contain themselves, and nothing else that is looked for.
///
/// These are all classes there are. What a text starts with are the beginnings of the longest such part, ends alike.
/// What it contains includes whatever a contained part contains. And every class has texts: its parts one after the
/// other, parted by a character that is looked for nowhere, so nothing arises where two of them meet.
struct TextClass {
  std::string start, end;
  std::vector<std::string> inside;
};

/// Every class; returns nullopt if there are more than `max_count`.
std::optional<std::vector<TextClass>> classes_of(const TextParts& parts, std::size_t max_count);

/// A character that none of the texts contains; returns nullopt if thousands of characters are in use.
std::optional<std::string> unused_character(const TextParts& parts, const std::set<std::string>& named);

/// Writes texts, readable ones where it can.
class TextComposer {
 public:
  /// Texts are added to `texts`; `named` are texts that are classes by themselves, `unused` is an unused_character().
  /// All references must outlive it.
  TextComposer(const TextParts& parts, const std::set<std::string>& named, std::string unused,
               std::set<std::string>& texts);

  /// Adds a text of the class, another one for each `copy` counted from 0.
  void add(const TextClass& wanted, int copy);

 private:
  bool fits(const std::string& text, const TextClass& wanted) const;
  bool is_free(const std::string& text, const TextClass& wanted) const;
  std::optional<std::string> readable(const TextClass& wanted, int copy) const;

  const TextParts& parts_;
  const std::set<std::string>& named_;
  std::string unused_;
  std::set<std::string>& texts_;
};

}  // namespace spanne::engine::proof
