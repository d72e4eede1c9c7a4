#include "service/rename_changes.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <vector>

#include "engine/testing/run.hpp"
#include "engine/testing/words.hpp"
#include "records/cells/encoding.hpp"
#include "service/new_name.hpp"

namespace spanne::service {

using engine::NameTarget;
using grammar::TextSpan;
using grammar::TypeUse;

TextChanges changed_places(NameTarget target, const std::string& old_name, const std::string& new_name,
                           const engine::ResolvedNames& names, const grammar::Source& source) {
  TextChanges changes;
  for (const engine::ResolvedName& use : names.uses(target)) {
    const bool value = target.kind == NameTarget::Kind::choice_value;
    changes.push_back({use.span, value ? written_value(new_name, old_name, source.text(use.span)) : new_name});
  }
  return changes;
}

namespace {

/// `column "A" or "B"`, `as "A" or "B"`: texts after a word, or the place where they would stand.
struct Alternatives {
  std::string_view word;
  std::uint32_t begin = 0;  // the end of what stands before the word
  std::vector<grammar::Text> texts;
};

std::optional<std::size_t> alternative_place(const Alternatives& written, const std::string& text) {
  const auto found = std::find_if(written.texts.begin(), written.texts.end(),
                                  [&](const grammar::Text& written_text) { return written_text.value == text; });
  return found == written.texts.end() ? std::nullopt
                                      : std::optional(static_cast<std::size_t>(found - written.texts.begin()));
}

TextChange without_alternative(const Alternatives& written, std::size_t place) {
  const auto& texts = written.texts;
  if (texts.size() == 1) return {{written.begin, texts.front().span.end}, {}};
  if (place == 0) return {{texts[0].span.begin, texts[1].span.begin}, {}};
  return {{texts[place - 1].span.end, texts[place].span.end}, {}};
}

TextChange with_alternative(const Alternatives& written, const std::string& text) {
  if (written.texts.empty())
    return {{written.begin, written.begin}, fmt::format(" {} {}", written.word, engine::quoted(text))};
  const std::uint32_t end = written.texts.back().span.end;
  return {{end, end}, fmt::format(" or {}", engine::quoted(text))};
}

/// The old name in the place of the new one, which is read anyway.
std::optional<TextChange> changed_alternatives(const Alternatives& written, const std::string& old_name,
                                               const std::string& new_name, bool adds) {
  const auto dropped = alternative_place(written, new_name);
  if (dropped && adds) return TextChange{written.texts[*dropped].span, engine::quoted(old_name)};
  if (dropped) return without_alternative(written, *dropped);
  return adds ? std::optional(with_alternative(written, old_name)) : std::nullopt;
}

/// The end of the token before one that begins at `begin`, `count` tokens before it.
std::uint32_t end_before(std::uint32_t begin, std::size_t count, const grammar::Tokens& tokens) {
  const auto found = std::find_if(tokens.tokens.begin(), tokens.tokens.end(),
                                  [&](const grammar::Token& token) { return token.span.begin == begin; });
  return std::prev(found, static_cast<std::ptrdiff_t>(count))->span.end;
}

/// Where a column would stand: after everything but the label and what is counted.
std::uint32_t column_place(const grammar::AttributeSyntax& written) {
  std::uint32_t end = written.bounds ? written.bounds->span.end : written.type.span.end;
  for (const TextSpan part : written.parts) {
    const bool label = written.label && part.begin == written.label->span.begin;
    const bool figure = written.figure && part.begin >= written.figure->span.begin;
    if (!label && !figure) end = std::max(end, part.end);
  }
  return end;
}

std::optional<TextChange> changed_heads(const grammar::AttributeSyntax& written, const std::string& old_name,
                                        const std::string& new_name, const grammar::Tokens& tokens) {
  const bool counted = written.figure.has_value();
  if (counted && written.columns.empty()) return std::nullopt;
  Alternatives heads{"column", 0, written.columns};
  heads.begin =
      written.columns.empty() ? column_place(written) : end_before(written.columns.front().span.begin, 2, tokens);
  const auto is_old = [&](const grammar::Text& head) {
    return records::folded(records::trimmed(head.value)) == records::folded(old_name);
  };
  const bool adds = std::none_of(heads.texts.begin(), heads.texts.end(), is_old);
  const bool last_of_figure = counted && heads.texts.size() == 1 && !adds;
  return last_of_figure ? std::nullopt : changed_alternatives(heads, old_name, new_name, adds);
}

std::optional<TextChange> changed_value_forms(const grammar::ChoiceValueSyntax& written, const std::string& old_name,
                                              const std::string& new_name) {
  const Alternatives forms{"as", written.span.end, written.forms};
  return changed_alternatives(forms, old_name, new_name, !alternative_place(forms, old_name));
}

}  // namespace

TextChanges changed_forms(NameTarget target, const std::string& old_name, const std::string& new_name,
                          const RulesAnalysis& guideline) {
  TextChanges changes;
  const auto& attributes = guideline.tree.attributes;
  const auto add = [&](std::optional<TextChange> change) {
    if (change) changes.push_back(std::move(*change));
  };
  if (target.kind == NameTarget::Kind::attribute)
    add(changed_heads(attributes[target.which], old_name, new_name, guideline.tokens));
  if (target.kind != NameTarget::Kind::choice_value) return changes;
  for (const engine::ResolvedName& declared : guideline.names.declarations(target)) {
    const auto holds = [&](const grammar::AttributeSyntax& attribute) {
      return attribute.span.begin <= declared.span.begin && declared.span.end <= attribute.span.end;
    };
    const auto attribute = std::find_if(attributes.begin(), attributes.end(), holds);
    const bool read = !attribute->figure || !attribute->columns.empty();
    if (read) add(changed_value_forms(attribute->type.values[target.part], old_name, new_name));
  }
  return changes;
}

TextChanges changed_remarks(const RulesAnalysis& before, const RulesAnalysis& after, engine::Date today) {
  TextChanges changes;
  for (std::size_t test = 0; test < before.model->tests.size(); ++test) {
    const auto& expected = before.model->tests[test].expect;
    const auto is_remark = [](const engine::Expectation& item) { return item.kind == engine::Expectation::Kind::flag; };
    if (std::none_of(expected.begin(), expected.end(), is_remark)) continue;
    const auto old_flags = run_test(*before.model, before.model->tests[test], today).outcome.flags;
    const auto new_flags = run_test(*after.model, after.model->tests[test], today).outcome.flags;
    if (old_flags.size() != new_flags.size()) continue;
    for (std::size_t item = 0; item < expected.size(); ++item) {
      const auto flag = std::find(old_flags.begin(), old_flags.end(), expected[item].name);
      if (!is_remark(expected[item]) || flag == old_flags.end()) continue;
      const std::string& now = new_flags[static_cast<std::size_t>(flag - old_flags.begin())];
      if (now != *flag) changes.push_back({before.tree.tests[test].expect[item].text->span, engine::quoted(now)});
    }
  }
  return changes;
}

}  // namespace spanne::service
