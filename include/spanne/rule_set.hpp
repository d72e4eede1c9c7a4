// A rule set is a guideline that has been read and checked. It is immutable.
#pragma once

#include <memory>
#include <optional>
#include <spanne/diagnostic.hpp>
#include <spanne/export.hpp>
#include <string>
#include <vector>

namespace spanne {

struct AttributeInfo {
  std::string name;   // as rules and accounts call it
  std::string label;  // for people; may be empty
  bool is_key = false, is_optional = false, has_default = false;
};

struct ReadRules;

/// Copies share one checked guideline. Every const function may be called from several threads at once.
class SPANNE_API RuleSet {
 public:
  /// Reads and checks `text` (UTF-8, with or without a byte-order mark). `name` stands in findings, usually the file's.
  static ReadRules read(std::string text, std::string name = "rules");

  const std::string& title() const;
  const std::string& version() const;
  /// SHA-256 of the text as 64 hexadecimal digits.
  const std::string& digest() const;
  /// The attributes accounts have, in the order of the guideline.
  std::vector<AttributeInfo> attributes() const;

  /// The checked guideline, for the library's own functions.
  struct State;
  const State& state() const { return *state_; }

 private:
  explicit RuleSet(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

/// `rules` is there exactly if no finding is an error.
struct ReadRules {
  std::optional<RuleSet> rules;
  FindingList findings;
};

}  // namespace spanne
