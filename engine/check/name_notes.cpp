#include "engine/check/name_notes.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace spanne::engine {

using grammar::TextSpan;
using TargetKind = NameTarget::Kind;

namespace {

ResolvedName named(TextSpan span, TargetKind kind, std::size_t which, std::size_t part) {
  return {span, span, {kind, static_cast<std::uint32_t>(which), static_cast<std::uint32_t>(part)}, 0, false};
}

template <class Things, class IsIt>
std::optional<std::size_t> place_in(const Things& things, const IsIt& is_it) {
  const auto found = std::find_if(things.begin(), things.end(), is_it);
  return found == things.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - things.begin()));
}

}  // namespace

void NameNotes::note(TextSpan span, TargetKind kind, std::size_t which, std::size_t part) {
  if (on_) names_.push_back(named(span, kind, which, part));
}

void NameNotes::declare(TextSpan span, TargetKind kind, std::size_t which, std::size_t part) {
  if (!on_) return;
  names_.push_back(named(span, kind, which, part));
  names_.back().declares = true;
}

void NameNotes::value(TextSpan span, ChoiceId choice, std::size_t place, const Model& model) {
  if (choice == model.cluster_choice)
    note(span, TargetKind::cluster, place);
  else
    note(span, TargetKind::choice_value, choice, place);  // take() puts the attribute in the place of the choice
}

void NameNotes::result(TextSpan span, std::size_t place, const Model& model) {
  if (!on_) return;
  const std::size_t triple = place / 3, kinds = model.kinds.size();
  const bool of_kind = triple >= 1 && triple <= kinds;
  ResolvedName made = of_kind ? named(span, TargetKind::effort_kind, triple - 1, 0)
                              : named(span, TargetKind::result, triple == 0 ? 0 : 1, 0);
  const std::size_t length = of_kind ? model.kinds[triple - 1].name.size() : 0;
  if (of_kind) made.span.end = static_cast<std::uint32_t>(span.begin + length);
  names_.push_back(made);
}

void NameNotes::rule(const grammar::Name& name, const grammar::SyntaxTree& tree, const Model& model) {
  if (!on_) return;
  const std::size_t mark = name.text.find('#');
  const std::string_view stem = std::string_view(name.text).substr(0, mark);
  const auto rule =
      place_in(model.rules, [&](const Rule& known) { return mark == std::string::npos && known.id == name.text; });
  const auto table = place_in(tree.tables, [&](const auto& known) { return known.name.text == stem; });
  if (!rule && !table) return;
  ResolvedName made =
      rule ? named(name.span, TargetKind::rule, *rule, 0) : named(name.span, TargetKind::table, *table, 0);
  if (mark != std::string::npos) {
    made.span.end = static_cast<std::uint32_t>(name.span.begin + mark);
    std::from_chars(name.text.data() + mark + 1, name.text.data() + name.text.size(), made.row);
  }
  names_.push_back(made);
}

ResolvedNames NameNotes::take(const Model& model) {
  std::vector<std::uint32_t> first(model.choices.size());  // of each choice: the first attribute with its values
  for (std::size_t id = model.attributes.size(); id-- > 0;)
    if (model.attributes[id].type.kind == TypeKind::choice)
      first[model.attributes[id].type.choice] = static_cast<std::uint32_t>(id);
  // What is counted is counted from one attribute, which is not counted itself.
  for (const auto& [counted, from] : shared_) first[from] = std::min(first[from], first[counted]);
  for (const auto& [counted, from] : shared_) first[counted] = first[from];
  for (ResolvedName& name : names_)
    if (name.target.kind == TargetKind::choice_value) name.target.which = first[name.target.which];
  on_ = false;
  return ResolvedNames(std::move(names_));
}

/// Neither escapes nor the normal form of a text make or take away brackets, so the holes of the remark's value are
/// those of its writing.
std::vector<TextSpan> hole_spans(std::string_view written, std::uint32_t begin) {
  std::vector<TextSpan> spans;
  std::size_t at = 0;
  for (std::size_t open = written.find('{'); open != std::string_view::npos; open = written.find('{', at)) {
    const std::size_t close = written.find('}', open);
    if (close == std::string_view::npos) break;
    spans.push_back({static_cast<std::uint32_t>(begin + open + 1), static_cast<std::uint32_t>(begin + close)});
    at = close + 1;
  }
  return spans;
}

}  // namespace spanne::engine
