// Whether rules mean the same under another name, found without anything that renames.
#pragma once

#include <string>
#include <vector>

#include "engine/check/check.hpp"
#include "tests/support/random.hpp"

namespace spanne::test {

/// A text with what the check makes of it.
struct CheckedRules {
  explicit CheckedRules(const std::string& text);
  bool sound() const { return checked.model.has_value(); }

  std::shared_ptr<const grammar::Source> source;
  engine::ResolvedNames names;
  engine::Checked checked;
};

/// What a thing was called and is called, as it is written.
struct RenamedThing {
  std::string before, after;
  bool in_files = false;  // a head of accounts, or a value in them
  bool fresh = true;      // the new name stood nowhere before
};

/// `text` with the old name in the place of the new one, which stood nowhere before.
std::string with_old_name(std::string text, const RenamedThing& thing);

/// Whether `after` is `before`, but for one place in which the old name has become a head or a form.
bool is_same_text(const std::string& before, const std::string& after, const std::string& old_name);

/// What is not the same after renaming, in words; empty if everything is. Both have models.
std::vector<std::string> differences(const CheckedRules& before, const CheckedRules& after, const RenamedThing& thing,
                                     Random& random);

}  // namespace spanne::test
