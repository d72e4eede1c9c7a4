// Texts that stand for all others: two texts for which every condition of a rule set has the same answer are in one
// class, and a proof tries one text of each class.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/proof/sets.hpp"

namespace spanne::engine::proof {

/// Representatives of the classes. Every text that the rule set names is one of them; the others name themselves by
/// what they start with, contain and end with.
struct TextClasses {
  std::vector<std::string> all;
  std::unordered_map<std::string, Ordinal> places;  // of each in `all`
  std::vector<bool> undecided;  // by TermId: conditions on parts of texts for which `all` does not hold every answer
  bool suffice = true;          // no condition is undecided
};

/// The number of classes grows with every combination of texts looked for; beyond 1,000 conditions with `contains`, and
/// then those with `ends with`, are left undecided, as is one that looks for a text of the account itself.
TextClasses text_classes(const Model& model);

/// Whether the rule set compares text attributes of an account with one another, and not only with constants.
bool compares_texts(const Model& model);

/// A fixed text that a condition looks for in an attribute.
struct TextPattern {
  Op op;  // starts_with, contains or ends_with
  AttributeId attribute;
  std::string part;
};

/// Everything that the conditions of a rule set look for, except in conditions that look for a text of the account.
std::vector<TextPattern> text_patterns(const Model& model);

}  // namespace spanne::engine::proof
