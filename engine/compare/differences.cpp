// Parts with equal meanings do not differ, whatever their names and however they are written.
#include "engine/compare/differences.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/compare/parts.hpp"
#include "engine/explain/words.hpp"
#include "grammar/tokens/tokens.hpp"

namespace spanne::engine {
namespace {

/// The author's words, without comments.
std::string said(const Model& model, grammar::TextSpan span) {
  const std::string_view text = model.source->text(span);
  if (text.find('#') == std::string_view::npos) return model.words(span);
  std::string words;
  for (const auto& token : grammar::tokenize(text).tokens) {
    const auto word = text.substr(token.span.begin, token.span.end - token.span.begin);
    const bool glued =
        words.empty() || (token.span.begin > 0 && text[token.span.begin - 1] != ' ' && !token.first_on_line);
    words += (glued ? "" : " ") + std::string(word);
  }
  return words;
}

std::string said(const Model& model, const std::optional<TermId>& condition, const char* otherwise) {
  return condition ? said(model, model.term(*condition).span) : otherwise;
}

// ---- effects

std::string range_words(const Range& range) {
  const std::string low = range.low.to_exact_text(), high = range.high.to_exact_text();
  return low == high ? low : low + " .. " + high;
}

/// The author's words, followed by the figure if the words alone do not show the difference.
std::string effect_words(const Model& model, const Effect& effect, bool with_figure) {
  std::string words = said(model, effect.span);
  if (!with_figure || effect.amount.computed || effect.kind == EffectKind::flag) return words;
  const bool share = effect.kind == EffectKind::surcharge || effect.kind == EffectKind::factor;
  return words + fmt::format(" (which is {}{})", range_words(effect.amount.range), share ? "" : " FTE");
}

bool is_limit(EffectKind kind) {
  return kind == EffectKind::at_least || kind == EffectKind::at_most || kind == EffectKind::exactly;
}

const char* part_name(EffectKind kind) {
  switch (kind) {
    case EffectKind::add: return "amount";
    case EffectKind::surcharge: return "surcharge";
    case EffectKind::factor: return "factor";
    case EffectKind::flag: return "flag";
    default: return "limit";
  }
}

/// Pairs the effects of two statements: equal ones first (they do not differ), then those of the same kind for the same
/// kind of effort, then those of the same kind.
class EffectPairs {
 public:
  EffectPairs(const Effects& old_ones, const Effects& new_ones, const Versions& versions) : versions_(versions) {
    for (const Effect& effect : old_ones) old_.push_back(&effect);
    for (const Effect& effect : new_ones) new_.push_back(&effect);
  }

  void run(Parts& parts) {
    match([&](const Effect& a, const Effect& b) { return old_meaning(a) == new_meaning(b); },
          [](const Effect&, const Effect&) {});
    match([&](const Effect& a, const Effect& b) { return a.kind == b.kind && same_kind(a, b); },
          [&](const Effect& a, const Effect& b) { changed(a, b, parts); });
    match([&](const Effect& a, const Effect& b) { return a.kind == b.kind; },
          [&](const Effect& a, const Effect& b) { changed(a, b, parts); });
    match([](const Effect& a, const Effect& b) { return is_limit(a.kind) && is_limit(b.kind); },
          [&](const Effect& a, const Effect& b) { changed(a, b, parts); });
    for (const Effect* old_effect : old_)
      parts.add({part_name(old_effect->kind), said(versions_.old_model, old_effect->span), {}, true});
    for (const Effect* new_effect : new_)
      parts.add({part_name(new_effect->kind), {}, said(versions_.new_model, new_effect->span), true});
  }

 private:
  std::string old_meaning(const Effect& old_effect) const { return versions_.old_meaning.of(old_effect); }
  std::string new_meaning(const Effect& new_effect) const { return versions_.new_meaning.of(new_effect); }
  bool same_kind(const Effect& a, const Effect& b) const {
    return versions_.old_meaning.kind_of(a) == versions_.new_meaning.kind_of(b);
  }

  template <class Fits, class Use>
  void match(const Fits& fits, const Use& use) {
    for (auto old_one = old_.begin(); old_one != old_.end();) {
      const auto found = std::find_if(new_.begin(), new_.end(),
                                      [&](const Effect* new_effect) { return fits(**old_one, *new_effect); });
      if (found == new_.end()) {
        ++old_one;
        continue;
      }
      use(**old_one, **found);
      new_.erase(found);
      old_one = old_.erase(old_one);
    }
  }

  void changed(const Effect& a, const Effect& b, Parts& parts) const {
    const bool same_amount = a.kind == b.kind &&
                             versions_.old_meaning.of(a.amount) == versions_.new_meaning.of(b.amount) &&
                             versions_.old_meaning.flag_of(a) == versions_.new_meaning.flag_of(b);
    const bool same_per = versions_.old_meaning.of(a.per) == versions_.new_meaning.of(b.per);
    const char* name = !same_amount ? part_name(a.kind) : !same_per ? "per" : "kind";
    std::string before = effect_words(versions_.old_model, a, false),
                after = effect_words(versions_.new_model, b, false);
    if (before == after) {
      before = effect_words(versions_.old_model, a, true);
      after = effect_words(versions_.new_model, b, true);
    }
    parts.add({name, std::move(before), std::move(after), true});
  }

  const Versions& versions_;
  std::vector<const Effect*> old_, new_;
};

std::string scope_words(const std::vector<ClusterId>& scope, const Model& model) {
  std::vector<std::string> names;
  for (const ClusterId id : scope) names.push_back(model.clusters[id].name);
  return names.empty() ? "all clusters" : fmt::format("{}", fmt::join(names, ", "));
}

template <class Statement>
void compare_scope(const Statement& old_one, const Statement& new_one, const Versions& versions, Parts& parts) {
  parts.compare("scope", versions.old_meaning.of(old_one.scope), versions.new_meaning.of(new_one.scope),
                scope_words(old_one.scope, versions.old_model), scope_words(new_one.scope, versions.new_model));
}

/// A condition that is the same once defines are expanded is only written differently.
void compare_conditions(const std::optional<TermId>& old_one, const std::optional<TermId>& new_one,
                        const char* otherwise, const Versions& versions, Parts& parts) {
  const auto meaning = [&](const Meaning& of, const std::optional<TermId>& id) { return id ? of.of(*id) : otherwise; };
  const bool matters = meaning(versions.old_expanded, old_one) != meaning(versions.new_expanded, new_one);
  parts.compare("condition", meaning(versions.old_meaning, old_one), meaning(versions.new_meaning, new_one),
                said(versions.old_model, old_one, otherwise), said(versions.new_model, new_one, otherwise), matters);
}

}  // namespace

std::vector<RulePart> parts_of(const Define& old_one, const Define& new_one, const Versions& versions) {
  const auto shown = [](const Define& define, const Model& model) {
    std::vector<std::string> words;
    for (const auto& version : define.versions)
      words.push_back(said(model, model.term(version.value).span) +
                      (define.versions.size() > 1 ? " " + period_words(version.period) : ""));
    return fmt::format("{}", fmt::join(words, "; "));
  };
  Parts parts;
  parts.compare("value", versions.old_meaning.of(old_one), versions.new_meaning.of(new_one),
                shown(old_one, versions.old_model), shown(new_one, versions.new_model));
  return parts.take();
}

std::vector<RulePart> parts_of(const Cluster& old_one, const Cluster& new_one, const Versions& versions) {
  Parts parts;
  compare_conditions(old_one.condition, new_one.condition, "otherwise", versions, parts);
  EffectPairs(old_one.base, new_one.base, versions).run(parts);
  parts.compare("period", period_words(old_one.period), period_words(new_one.period));
  parts.compare("reason", old_one.because, new_one.because, false);
  parts.compare("label", old_one.label, new_one.label, false);
  return parts.take();
}

std::vector<RulePart> parts_of(const Rule& old_one, const Rule& new_one, const Versions& versions) {
  Parts parts;
  compare_conditions(old_one.condition, new_one.condition, "always", versions, parts);
  EffectPairs(old_one.effects, new_one.effects, versions).run(parts);
  compare_scope(old_one, new_one, versions, parts);
  parts.compare("period", period_words(old_one.period), period_words(new_one.period));
  parts.compare("reason", old_one.because, new_one.because, false);
  parts.compare("heading", old_one.title, new_one.title, false);
  return parts.take();
}

const char* word_of(TablePolicy policy) {
  switch (policy) {
    case TablePolicy::unique: return "unique";
    case TablePolicy::first: return "first";
    case TablePolicy::sum: break;
  }
  return "sum";
}

std::vector<RulePart> parts_of(const Table& old_one, const Table& new_one, const Versions& versions) {
  const auto derived = [](const Table& table, const Meaning* meaning) {
    std::vector<std::string> names;
    for (const auto& value : table.derived) names.push_back(meaning ? meaning->value_name(value.name) : value.name);
    return fmt::format("{}", fmt::join(names, ", "));
  };
  Parts parts;
  parts.compare("which rows count", word_of(old_one.policy), word_of(new_one.policy));
  parts.compare("values", derived(old_one, &versions.old_meaning), derived(new_one, &versions.new_meaning),
                derived(old_one, nullptr), derived(new_one, nullptr));
  compare_scope(old_one, new_one, versions, parts);
  parts.compare("period", period_words(old_one.period), period_words(new_one.period));
  parts.compare("label", old_one.label, new_one.label, false);
  return parts.take();
}

std::vector<RulePart> parts_of(const Row& old_one, const Row& new_one, const Versions& versions) {
  const Model &a = versions.old_model, &b = versions.new_model;
  const auto conditions = [](const Row& row, const Meaning& of) {
    return row.otherwise ? "otherwise" : of.of_all(row.conditions);
  };
  const auto outcome = [](const Row& table_row, const Meaning& of) {
    std::string text = of.of(table_row.effects);
    for (const TermId value : table_row.values) text += "; " + of.of(value);
    return text;
  };
  const bool same_conditions = conditions(old_one, versions.old_meaning) == conditions(new_one, versions.new_meaning);
  const bool same_outcome = outcome(old_one, versions.old_meaning) == outcome(new_one, versions.new_meaning);
  Parts parts;
  // A row is shown as a whole, because its reader knows the heads above it.
  const char* name = same_outcome      ? "condition"
                     : same_conditions ? (old_one.values.empty() ? "amount" : "value")
                                       : "row";
  std::string before = said(a, old_one.span), after = said(b, new_one.span);
  if (before == after) {
    before += " = " + outcome(old_one, versions.old_meaning);
    after += " = " + outcome(new_one, versions.new_meaning);
  }
  if (!same_conditions || !same_outcome) parts.add({name, std::move(before), std::move(after), true});
  parts.compare("reason", old_one.because, new_one.because, false);
  return parts.take();
}

std::vector<RulePart> parts_of(const Test& old_one, const Test& new_one, const Versions& versions) {
  const auto given = [](const Test& test, const Model& model, const Meaning* meaning) {
    std::vector<std::string> words;
    if (test.as_of) words.push_back("as_of = " + to_text(*test.as_of));
    for (std::size_t id = 0; id < test.given.values.size(); ++id) {
      const auto& attribute = model.attributes[id];
      const auto& value = test.given.values[id];
      if (to_text(value, attribute.type, model).empty() || (attribute.fallback && *attribute.fallback == value))
        continue;
      words.push_back((meaning != nullptr ? meaning->value_name(attribute.name) : attribute.name) + " = " +
                      value_words(value, attribute.type, model));
    }
    if (meaning != nullptr) std::sort(words.begin(), words.end());
    return fmt::format("{}", fmt::join(words, ", "));
  };
  const auto expected = [](const Test& test, const Model& model) {
    std::vector<std::string> words;
    for (const auto& item : test.expect) words.push_back(said(model, item.span));
    return fmt::format("{}", fmt::join(words, ", "));
  };
  const Model &a = versions.old_model, &b = versions.new_model;
  Parts parts;
  parts.compare("given", given(old_one, a, &versions.old_meaning), given(new_one, b, &versions.new_meaning),
                given(old_one, a, nullptr), given(new_one, b, nullptr), false);
  parts.compare("expect", expected(old_one, a), expected(new_one, b), false);
  return parts.take();
}

std::vector<RulePart> parts_of(const Property& old_one, const Property& new_one, const Versions& versions) {
  const auto claim = [](const Property& property, const Model& model, const Meaning& meaning) {
    if (property.claim) return meaning.of(property.when) + ": " + meaning.of(*property.claim);
    return fmt::format("{}: {} {} {}", meaning.of(property.when), property.monotone->result,
                       property.monotone->never_falls,
                       meaning.value_name(model.attributes[property.monotone->attribute].name));
  };
  Parts parts;
  parts.compare("claim", claim(old_one, versions.old_model, versions.old_meaning),
                claim(new_one, versions.new_model, versions.new_meaning), said(versions.old_model, old_one.span),
                said(versions.new_model, new_one.span), false);
  return parts.take();
}

std::vector<RulePart> parts_of(const Profile& old_one, const Profile& new_one, const Versions& versions) {
  Parts parts;
  parts.compare("condition", versions.old_meaning.of(old_one.condition), versions.new_meaning.of(new_one.condition),
                said(versions.old_model, versions.old_model.term(old_one.condition).span),
                said(versions.new_model, versions.new_model.term(new_one.condition).span), false);
  parts.compare("label", old_one.label, new_one.label, false);
  return parts.take();
}

}  // namespace spanne::engine
