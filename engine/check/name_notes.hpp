// NameNotes is where the check writes down what names mean while it resolves them, if it has been asked to.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/check/resolved_names.hpp"
#include "engine/model/model.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::engine {

class NameNotes {
 public:
  /// From here on everything is written down.
  void begin() { on_ = true; }
  bool is_on() const { return on_; }
  /// What is resolved in between is written down by whoever knows its place better.
  bool pause() { return std::exchange(on_, false); }
  void resume(bool on) { on_ = on; }

  void note(grammar::TextSpan span, NameTarget::Kind kind, std::size_t which, std::size_t part = 0);
  void declare(grammar::TextSpan span, NameTarget::Kind kind, std::size_t which, std::size_t part = 0);
  /// A value of a choice, or a cluster where the choice is that of clusters.
  void value(grammar::TextSpan span, ChoiceId choice, std::size_t place, const Model& model);
  /// `external_low`, by its place in Model::result_names().
  void result(grammar::TextSpan span, std::size_t place, const Model& model);
  /// `many_sites`, `contracts#3` or `line 31` in a test. What is unknown is left out.
  void rule(const grammar::Name& name, const grammar::SyntaxTree& tree, const Model& model);
  /// An attribute that is counted from another one has the values of that.
  void same_values(ChoiceId counted, ChoiceId from) { shared_.emplace_back(counted, from); }

  /// `model` is that of the check. Ends the object's use.
  ResolvedNames take(const Model& model);

 private:
  bool on_ = false;
  std::vector<ResolvedName> names_;
  std::vector<std::pair<ChoiceId, ChoiceId>> shared_;
};

/// Where the names in the holes of a remark stand: `{sites}`. `written` is the remark with its quotation marks, which
/// begins at `begin` of the text.
std::vector<grammar::TextSpan> hole_spans(std::string_view written, std::uint32_t begin);

}  // namespace spanne::engine
