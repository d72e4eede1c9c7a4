#include "engine/proof/text_classes.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/model/condition_terms.hpp"
#include "engine/proof/text_composer.hpp"

namespace spanne::engine::proof {
namespace {

// A proof may have to try every class of a text by itself: 1,000 take it well under a second.
constexpr std::size_t max_classes = 1'000;

/// A text that begins with `start`, but with none of the longer texts that are named.
std::string another(const std::string& start, const std::set<std::string>& named, int number) {
  for (const char* filler : {"", " other", " another", "_", "~"}) {
    std::string text = start + (start.empty() ? (*filler == '\0' ? "any" : filler) : *filler == '\0' ? " &" : filler);
    text += number == 0 ? "" : fmt::format(" {}", number + 1);
    const bool clear = std::none_of(named.begin(), named.end(), [&](const std::string& longer) {
      return longer.size() > start.size() && text.rfind(longer, 0) == 0;
    });
    if (clear) return text;
  }
  return start + "\x7f" + std::to_string(number);
}

/// Visits every term whose value a text may be, through defines, tables and `if`.
template <class Visit>
void each_source(const Model& model, TermId id, std::set<TermId>& seen, const Visit& visit) {
  if (!seen.insert(id).second) return;
  const Term& term = model.term(id);
  switch (term.op) {
    case Op::define:
      for (const auto& version : model.defines[static_cast<std::size_t>(term.number)].versions)
        each_source(model, version.value, seen, visit);
      return;
    case Op::lookup:
      for (const Row& row : model.tables[table_of(term)].rows)
        each_source(model, row.values[derived_of(term)], seen, visit);
      return;
    case Op::conditional:
      each_source(model, term.operands[1], seen, visit);
      each_source(model, term.operands[2], seen, visit);
      return;
    default: visit(term);
  }
}

/// The attributes and the fixed texts that a text may come from.
struct TextSources {
  std::set<AttributeId> attributes;
  std::set<std::string> constants;
};

TextSources sources_of(const Model& model, TermId id) {
  TextSources sources;
  std::set<TermId> seen;
  each_source(model, id, seen, [&](const Term& term) {
    if (term.op == Op::attribute)
      sources.attributes.insert(static_cast<AttributeId>(term.number));
    else
      sources.constants.insert(term.text);
  });
  return sources;
}

std::set<std::string> named_texts(const Model& model) {
  std::set<std::string> named;
  for (const Term& term : model.terms)
    if (term.op == Op::constant && term.type.kind == TypeKind::text) named.insert(term.text);
  for (const Attribute& attribute : model.attributes)
    if (attribute.type.kind == TypeKind::text && attribute.fallback)
      named.insert(std::get<std::string>(*attribute.fallback));
  return named;
}

/// Gathers what is looked for in each attribute, and makes the representatives of it.
class Classifier {
 public:
  explicit Classifier(const Model& model) : model_(model), named_(named_texts(model)) {
    result_.undecided.resize(model.terms.size());
    if (compares_texts(model))  // otherwise two unnamed texts cannot be distinguished
      for (const Attribute& attribute : model.attributes) copies_ += attribute.type.kind == TypeKind::text ? 1 : 0;
  }

  TextClasses run() {
    for (TermId id = 0; id < model_.terms.size(); ++id)
      if (is_text_match(model_.terms[id].op)) gather(id);
    std::set<std::string> texts = named_;
    for (int number = 0; number < copies_; ++number) {
      texts.insert(another("", named_, number));
      for (const std::string& start : named_) texts.insert(another(start, named_, number));
    }
    for (const auto& group : groups_) compose(group.second, texts);
    order(texts);
    return std::move(result_);
  }

 private:
  struct Group {
    TextParts parts;
    std::vector<TermId> tests;
  };

  void gather(TermId id) {
    const Term& term = model_.terms[id];
    const TextSources wanted = sources_of(model_, term.operands[1]);
    if (!wanted.attributes.empty()) return leave(id);
    for (const AttributeId attribute : sources_of(model_, term.operands[0]).attributes) {
      // Texts that are compared with one another need representatives in common.
      Group& group = groups_[copies_ > 1 ? 0 : attribute];
      group.tests.push_back(id);
      auto& parts = term.op == Op::starts_with ? group.parts.starts
                    : term.op == Op::contains  ? group.parts.inside
                                               : group.parts.ends;
      parts.insert(wanted.constants.begin(), wanted.constants.end());
    }
  }

  void leave(TermId id) {
    result_.undecided[id] = true;
    result_.suffice = false;
  }

  /// Leaves undecided what would make too many classes.
  void compose(const Group& group, std::set<std::string>& texts) {
    TextParts parts = group.parts;
    for (const Op given_up : {Op::contains, Op::ends_with}) {
      if (parts.inside.empty() && parts.ends.empty()) return;
      const auto classes = classes_of(parts, max_classes);
      if (const auto unused = unused_character(parts, named_); classes && unused) {
        TextComposer composer(parts, named_, *unused, texts);
        for (const TextClass& one : *classes)
          for (int copy = 0; copy < copies_; ++copy) composer.add(one, copy);
        return order_by(parts);
      }
      (given_up == Op::contains ? parts.inside : parts.ends).clear();
      for (const TermId test : group.tests)
        if (model_.terms[test].op == given_up) leave(test);
    }
  }

  void order_by(const TextParts& parts) {
    inside_.insert(parts.inside.begin(), parts.inside.end());
    ends_.insert(parts.ends.begin(), parts.ends.end());
  }

  /// Texts with the same answers about what they contain and end with become neighbours; among them, texts with a
  /// common beginning.
  void order(const std::set<std::string>& texts) {
    std::vector<std::pair<std::string, std::string>> ordered;
    for (const std::string& text : texts) {
      std::string answers;
      for (const std::string& part : inside_) answers += text_matches(Op::contains, text, part) ? '1' : '0';
      for (const std::string& part : ends_) answers += text.ends_with(part) ? '1' : '0';
      ordered.emplace_back(std::move(answers), text);
    }
    std::sort(ordered.begin(), ordered.end());
    for (auto& [answers, text] : ordered) {
      result_.places.emplace(text, static_cast<Ordinal>(result_.all.size()));
      result_.all.push_back(std::move(text));
    }
  }

  const Model& model_;
  const std::set<std::string> named_;
  int copies_ = 1;
  std::map<AttributeId, Group> groups_;
  std::set<std::string> inside_, ends_;
  TextClasses result_;
};

}  // namespace

TextClasses text_classes(const Model& model) { return Classifier(model).run(); }

bool compares_texts(const Model& model) {
  return std::any_of(model.terms.begin(), model.terms.end(), [&](const Term& term) {
    return (term.op == Op::equal || term.op == Op::not_equal) &&
           model.term(term.operands[0]).type.kind == TypeKind::text &&
           model.term(term.operands[0]).op != Op::constant && model.term(term.operands[1]).op != Op::constant;
  });
}

std::vector<TextPattern> text_patterns(const Model& model) {
  std::vector<TextPattern> patterns;
  for (const Term& term : model.terms) {
    if (!is_text_match(term.op)) continue;
    const TextSources wanted = sources_of(model, term.operands[1]);
    if (!wanted.attributes.empty()) continue;
    for (const AttributeId attribute : sources_of(model, term.operands[0]).attributes)
      for (const std::string& part : wanted.constants) patterns.push_back({term.op, attribute, part});
  }
  return patterns;
}

}  // namespace spanne::engine::proof
