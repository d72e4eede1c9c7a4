// How well a word or sign of the language fits where the readers accept it: `and` and `->` after a condition,
// comparisons after an attribute, what begins a line where one begins.
#pragma once

#include <string_view>

#include "engine/completion/candidates.hpp"

namespace spanne::engine {

class PhraseFit {
 public:
  PhraseFit(const grammar::WritingPlace& place, const grammar::Expected& expected, const DeclaredNames& names);

  CompletionCandidate::Fit of(std::string_view phrase) const;

 private:
  CompletionCandidate::Fit of_line_begin(std::string_view phrase) const;
  CompletionCandidate::Fit of_attribute_part(std::string_view phrase) const;
  CompletionCandidate::Fit of_comparison(std::string_view phrase) const;
  CompletionCandidate::Fit of_connective() const;
  CompletionCandidate::Fit of_sign(std::string_view phrase) const;
  bool is_line(std::string_view word) const;
  bool accepts(std::string_view phrase) const;

  const grammar::WritingPlace& place_;
  const grammar::Expected& expected_;
  ValueType left_;         // of the name before the cursor
  bool optional_ = false;  // and whether it may be missing
  bool after_function_ = false;
  bool reason_ = false;  // a reason stands there
  bool where_ = false;
  bool after_name_ = false, after_number_ = false, effect_ = false;
  ValueType wanted_;
};

}  // namespace spanne::engine
