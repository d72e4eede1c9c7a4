#include "service/renaming.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "engine/check/name_notes.hpp"
#include "engine/testing/run.hpp"
#include "engine/testing/words.hpp"
#include "grammar/text/normal_form.hpp"
#include "service/new_name.hpp"
#include "service/rename_changes.hpp"
#include "service/session.hpp"

namespace spanne::service {

using engine::NameTarget;
using engine::ResolvedName;

namespace {

std::size_t line_number_of(const grammar::Source& source, grammar::TextSpan span) {
  return source.position(span.begin).line;
}

/// Where a token can be the name: `sites`, `"lead"`, `external_low`, `contracts#3`, `"{sites} sites"`.
std::vector<grammar::TextSpan> places_that_may_be(const grammar::Token& token, std::string_view text,
                                                  NameTarget::Kind kind, const std::string& name) {
  std::vector<grammar::TextSpan> places;
  const std::string_view written = word_of(token, text);
  if (token.kind == grammar::TokenKind::text) {
    if (kind == NameTarget::Kind::choice_value && written == engine::quoted(name)) places.push_back(token.span);
    for (const grammar::TextSpan hole : engine::hole_spans(written, token.span.begin))
      if (text.substr(hole.begin, hole.end - hole.begin) == name) places.push_back(hole);
  }
  if (token.kind != grammar::TokenKind::word || !written.starts_with(name)) return places;
  const std::string_view rest = written.substr(name.size());
  if (rest.empty() || rest == "_low" || rest == "_high" || rest.starts_with('#')) places.push_back(token.span);
  return places;
}

/// The line of the first such place that is not known to be anything.
std::optional<std::size_t> unresolved_line(NameTarget::Kind kind, const std::string& name,
                                           const grammar::Source& source, const grammar::Tokens& tokens,
                                           const engine::ResolvedNames& names) {
  for (const grammar::Token& token : tokens.tokens)
    for (const grammar::TextSpan place : places_that_may_be(token, source.text(), kind, name)) {
      const ResolvedName* known = names.at(place.begin);
      if (known == nullptr || known->word.end <= place.begin) return line_number_of(source, place);
    }
  return std::nullopt;
}

/// Where a text has errors, not everything that is written has been understood.
std::optional<RenameRefusal> refused_for_errors(Session& session, TextDocument& guideline, NameTarget target,
                                                const std::string& name) {
  const auto refused = [&](const auto& read) -> std::optional<RenameRefusal> {
    if (!grammar::has_errors(read.findings)) return std::nullopt;
    const auto line = unresolved_line(target.kind, name, *read.source, read.tokens, read.names);
    if (!line) return std::nullopt;
    return RenameRefusal{
        fmt::format("{} has errors, and whether {} in line {} is the same cannot be said: mend the errors first, then "
                    "rename",
                    read.source->name(), name, *line)};
  };
  if (auto refusal = refused(guideline.rules())) return refusal;
  for (TextDocument* scenarios : session.scenarios_of(guideline))
    if (auto refusal = refused(scenarios->scenarios(&guideline))) return refusal;
  return std::nullopt;
}

/// Whether a scenario of the file gives the attribute a value.
bool sets_attribute(const ScenariosAnalysis& scenarios, std::size_t attribute, bool owner) {
  for (const auto& scenario : scenarios.tree.scenarios)
    for (const auto& line : scenario.lines) {
      if (owner && std::holds_alternative<grammar::AssignSyntax>(line.node)) return true;
      const auto* set = std::get_if<grammar::SetSyntax>(&line.node);
      const ResolvedName* name = set == nullptr ? nullptr : scenarios.names.at(set->attribute.span.begin);
      if (name != nullptr &&
          name->target == NameTarget{NameTarget::Kind::attribute, static_cast<std::uint32_t>(attribute), 0})
        return true;
    }
  return false;
}

const grammar::RulesSyntax* other_rules(const ScenariosAnalysis& scenarios) {
  for (const auto& scenario : scenarios.tree.scenarios)
    for (const auto& line : scenario.lines)
      if (const auto* rules = std::get_if<grammar::RulesSyntax>(&line.node)) return rules;
  return nullptr;
}

/// What a scenario sets goes into another guideline by its name.
std::optional<RenameRefusal> refused_for_other_rules(Session& session, TextDocument& guideline, NameTarget target,
                                                     const std::string& name) {
  const bool value = target.kind == NameTarget::Kind::choice_value;
  if (!value && target.kind != NameTarget::Kind::attribute) return std::nullopt;
  const bool owner = guideline.rules().tree.attributes[target.which].owner.has_value();
  for (TextDocument* document : session.scenarios_of(guideline)) {
    const ScenariosAnalysis& scenarios = document->scenarios(&guideline);
    const grammar::RulesSyntax* rules = other_rules(scenarios);
    if (rules == nullptr || !sets_attribute(scenarios, target.which, owner)) continue;
    return RenameRefusal{
        fmt::format("{} sets {} for \"{}\" as well (line {}), where it keeps its name: rename by hand in both, or take "
                    "that line out "
                    "first",
                    scenarios.source->name(), value ? guideline.rules().tree.attributes[target.which].name.text : name,
                    rules->path.value, line_number_of(*scenarios.source, rules->path.span))};
  }
  return std::nullopt;
}

// ---------------------------------------------------------------------------------------------- trying it

std::vector<std::string> error_codes(const grammar::Diagnostics& findings) {
  std::vector<std::string> codes;
  for (const auto& finding : findings)
    if (finding.severity == grammar::Severity::error) codes.push_back(finding.code);
  std::sort(codes.begin(), codes.end());
  return codes;
}

/// An error that was not there before.
const grammar::Diagnostic* new_error(const grammar::Diagnostics& before, const grammar::Diagnostics& after) {
  std::vector<std::string> known = error_codes(before);
  for (const auto& finding : after) {
    if (finding.severity != grammar::Severity::error) continue;
    const auto found = std::find(known.begin(), known.end(), finding.code);
    if (found == known.end()) return &finding;
    known.erase(found);
  }
  return nullptr;
}

/// The first name that means something else after the changes, or nothing, or that was none.
std::optional<grammar::TextSpan> other_meaning(const engine::ResolvedNames& before, const engine::ResolvedNames& after,
                                               const TextChanges& changes) {
  const auto& old_names = before.all();
  const auto& new_names = after.all();
  PlacesAfter places(changes);
  const auto same = [&](const ResolvedName& old_name, const ResolvedName& new_name) {
    return old_name.target == new_name.target && old_name.row == new_name.row &&
           old_name.declares == new_name.declares && places.of(old_name.span.begin) == new_name.span.begin;
  };
  const auto [old_end, new_end] =
      std::mismatch(old_names.begin(), old_names.end(), new_names.begin(), new_names.end(), same);
  if (new_end != new_names.end()) return new_end->span;
  if (old_end == old_names.end()) return std::nullopt;
  const std::uint32_t place = places.of(old_end->span.begin);
  return grammar::TextSpan{place, place};
}

/// Tests that pass with one name pass with the other.
std::optional<std::string> failing_test(const RulesAnalysis& before, const RulesAnalysis& after, engine::Date today) {
  if (!before.model || !after.model) return std::nullopt;
  for (std::size_t test = 0; test < before.model->tests.size(); ++test)
    if (run_test(*before.model, before.model->tests[test], today).passed() &&
        !run_test(*after.model, after.model->tests[test], today).passed())
      return before.model->tests[test].title;
  return std::nullopt;
}

template <class Analysis>
std::optional<RenameRefusal> refused_after(const Analysis& before, const Analysis& after, const TextChanges& changes,
                                           const std::string& new_name) {
  if (const auto* error = new_error(before.findings, after.findings))
    return RenameRefusal{fmt::format("with the name {} there would be an error in line {} of {}: {}", new_name,
                                     line_number_of(*after.source, error->span), after.source->name(), error->message)};
  if (const auto span = other_meaning(before.names, after.names, changes))
    return RenameRefusal{
        fmt::format("with the name {} something else would be meant in line {} of {}: take another name", new_name,
                    line_number_of(*after.source, *span), after.source->name())};
  return std::nullopt;
}

class Renaming {
 public:
  Renaming(Session& session, TextDocument& guideline, NameTarget target, std::string new_name)
      : session_(session),
        guideline_(guideline),
        before_(guideline.rules()),
        target_(target),
        old_name_(name_of(target, before_)),
        new_name_(std::move(new_name)) {}

  std::variant<std::vector<ChangedDocument>, RenameRefusal> run() {
    if (auto refusal = refused()) return std::move(*refusal);
    TextChanges changes = changed_places(target_, old_name_, new_name_, before_.names, *before_.source);
    for (TextChange& change : changed_forms(target_, old_name_, new_name_, before_))
      changes.push_back(std::move(change));
    RulesAnalysis after = analysed(in_order(changes));
    if (before_.model && after.model) {
      TextChanges remarks = changed_remarks(before_, after, session_.today);
      const bool again = !remarks.empty();
      changes.insert(changes.end(), std::make_move_iterator(remarks.begin()), std::make_move_iterator(remarks.end()));
      if (again) after = analysed(in_order(changes));
    }
    changes = in_order(std::move(changes));
    if (auto refusal = refused_after(before_, after, changes, new_name_)) return std::move(*refusal);
    if (const auto test = failing_test(before_, after, session_.today))
      return RenameRefusal{
          fmt::format("with the name {} the test \"{}\" would fail: it expects the old name", new_name_, *test)};
    made_.push_back({&guideline_, std::move(changes)});
    if (auto refusal = rename_scenarios(after)) return std::move(*refusal);
    return std::move(made_);
  }

 private:
  std::optional<RenameRefusal> refused() {
    if (auto message = refused_target(target_, before_)) return RenameRefusal{std::move(*message)};
    if (auto message = refused_name(target_, new_name_, before_)) return RenameRefusal{std::move(*message)};
    if (auto refusal = refused_for_errors(session_, guideline_, target_, old_name_)) return refusal;
    return refused_for_other_rules(session_, guideline_, target_, old_name_);
  }

  RulesAnalysis analysed(const TextChanges& changes) const {
    return analyse_rules(before_.source->name(), changed_text(guideline_.text(), changes));
  }

  std::optional<RenameRefusal> rename_scenarios(const RulesAnalysis& after) {
    for (TextDocument* document : session_.scenarios_of(guideline_)) {
      const ScenariosAnalysis& before = document->scenarios(&guideline_);
      TextChanges changes = in_order(changed_places(target_, old_name_, new_name_, before.names, *before.source));
      const auto made = analyse_scenarios(before.source->name(), changed_text(document->text(), changes), &after);
      if (auto refusal = refused_after(before, made, changes, new_name_)) return refusal;
      if (!changes.empty()) made_.push_back({document, std::move(changes)});
    }
    return std::nullopt;
  }

  Session& session_;
  TextDocument& guideline_;
  const RulesAnalysis& before_;
  const NameTarget target_;
  const std::string old_name_, new_name_;
  std::vector<ChangedDocument> made_;
};

/// A name as it was meant: without blanks around it, and of a value without the quotation marks of the text.
std::string meant_name(NameTarget::Kind kind, std::string_view typed) {
  typed.remove_prefix(std::min(typed.find_first_not_of(' '), typed.size()));
  typed.remove_suffix(typed.size() - (typed.find_last_not_of(' ') + 1));
  const bool quoted =
      kind == NameTarget::Kind::choice_value && typed.size() >= 2 && typed.front() == '"' && typed.back() == '"';
  return grammar::normal_form(quoted ? typed.substr(1, typed.size() - 2) : typed);
}

}  // namespace

std::variant<std::vector<ChangedDocument>, RenameRefusal> renamed(Session& session, TextDocument& guideline,
                                                                  NameTarget target, const std::string& new_name) {
  std::string name = meant_name(target.kind, new_name);
  if (name == name_of(target, guideline.rules())) return std::vector<ChangedDocument>();
  return Renaming(session, guideline, target, std::move(name)).run();
}

}  // namespace spanne::service
