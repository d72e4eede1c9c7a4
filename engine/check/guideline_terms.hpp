// GuidelineTerms checks conditions and values that stand in another text than the guideline, with everything that the
// guideline declares: attributes, defines, lookups, the cluster.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "engine/check/known.hpp"
#include "engine/check/resolved_names.hpp"
#include "engine/model/model.hpp"
#include "grammar/text/diagnostic.hpp"
#include "grammar/tree/expression.hpp"

namespace spanne::engine {

class GuidelineTerms {
 public:
  /// `guideline` is a checked model, which is read and checked again from its own text; `text` is what the spans of the
  /// conditions and values point into.
  GuidelineTerms(const Model& guideline, std::shared_ptr<const grammar::Source> text);
  ~GuidelineTerms();
  GuidelineTerms(const GuidelineTerms&) = delete;
  GuidelineTerms& operator=(const GuidelineTerms&) = delete;

  /// An attribute that further conditions may use. In the model it stands after those of the guideline.
  void declare(Attribute attribute);
  /// A condition; `place` says in words where it stands. Returns nullopt after a finding. `known` gets the optional
  /// attributes that have a value where it holds.
  std::optional<TermId> condition(const grammar::Expression& written, std::string_view place, Known* known = nullptr);
  /// What an attribute becomes where the attributes of `known` have a value. Returns nullopt after a finding.
  std::optional<Assignment> assignment(const grammar::Name& attribute, const grammar::Expression& value,
                                       const Known& known = {});

  /// From here on it is written down what the names of the text mean. The owner attribute may be named outside
  /// conditions, too.
  void note_names();
  void note_owner(grammar::TextSpan span);
  ResolvedNames take_names();

  /// The findings, whose places are all in the text.
  grammar::Diagnostics take_diagnostics();
  /// The guideline's model with everything that was checked as further terms. Ends the object's use.
  Model take_model();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace spanne::engine
