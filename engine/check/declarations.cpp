// Checks declarations: the names, types and periods of attributes and of everything else that has a name.
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "engine/check/checker.hpp"
#include "engine/check/habits.hpp"

namespace spanne::engine {

using grammar::advice;
using grammar::TextSpan;

namespace {

std::string lowered(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace

Period Checker::period(const grammar::PeriodSyntax& written) {
  Period result;
  if (written.from) result.from = date_of(*written.from);
  if (written.until) result.until = date_of(*written.until);
  if (result.from && result.until && *result.until < *result.from)
    error("E0410", written.until->span, "this period ends before it begins", advice("turn the two dates round"),
          {{written.from->span, "it begins here"}});
  return result;
}

std::vector<ClusterId> Checker::scope(const std::vector<grammar::Name>& names) {
  std::vector<ClusterId> ids;
  for (const auto& name : names) {
    const auto found = cluster_ids_.find(name.text);
    if (found != cluster_ids_.end()) {
      names_.note(name.span, NameTarget::Kind::cluster, found->second);
      ids.push_back(found->second);
      continue;
    }
    if (is_lost(name.text)) continue;
    std::vector<std::string> known;
    for (const auto& cluster : model_.clusters) known.push_back(cluster.name);
    error("E0206", name.span, fmt::format("no cluster is called {}", name.text), suggestion_for(name.text, known));
  }
  return ids;
}

// ---------------------------------------------------------------------------------------------- names

void Checker::note_symbol(TextSpan span, const Symbol& symbol, bool declares) {
  const auto kind = symbol.kind == Symbol::Kind::attribute ? NameTarget::Kind::attribute
                    : symbol.kind == Symbol::Kind::define  ? NameTarget::Kind::define
                                                           : NameTarget::Kind::lookup_value;
  if (declares)
    names_.declare(span, kind, symbol.index, symbol.value);
  else
    names_.note(span, kind, symbol.index, symbol.value);
}

void Checker::note_result(const grammar::Name& name) {
  const auto found = std::find(result_names_.begin(), result_names_.end(), name.text);
  if (found != result_names_.end())
    names_.result(name.span, static_cast<std::size_t>(found - result_names_.begin()), model_);
}

void Checker::declare(const grammar::Name& name, Symbol symbol) {
  static const std::set<std::string> built_in{"as_of", "cluster", "fte", "fte_low", "fte_high"};
  static const std::set<std::string> columns{"status",
                                             "reason",
                                             "rules",
                                             "flags",
                                             "rule_count",
                                             "line",
                                             "rows",
                                             "rejected",
                                             "accounts_per_kam_low",
                                             "accounts_per_kam_high",
                                             "kams_per_account_low",
                                             "kams_per_account_high",
                                             "accounts_per_kam",
                                             "kams_per_account"};
  symbol.declared = name.span;
  note_symbol(name.span, symbol, true);
  const bool result = is_result(name.text);
  const bool kind = std::any_of(model_.kinds.begin(), model_.kinds.end(), [&](const Model::EffortKind& declared) {
    return declared.name == name.text && model_.declares_kinds();
  });
  if (built_in.count(name.text) != 0 || columns.count(name.text) != 0 || kind || result) {
    const bool general = name.text.rfind("general", 0) == 0 || name.text.rfind("limit", 0) == 0;
    if (!general || model_.declares_kinds()) {
      error("E0211", name.span,
            kind ? fmt::format("{} is already the name of a kind of effort", name.text)
                 : fmt::format("{} is already the name of a result", name.text),
            advice("choose another name"));
      return;
    }
  }
  if (effort_unit(name.text)) {
    error("E0215", name.span, fmt::format("{} is a unit and cannot be a name", name.text),
          symbol.kind == Symbol::Kind::lookup ? grammar::Help(fmt::format("+ {}", name.text))
                                              : advice("choose another name"));
    return;
  }
  const auto [place, fresh] = symbols_.emplace(name.text, symbol);
  if (!fresh && !(place->second.kind == Symbol::Kind::define && symbol.kind == Symbol::Kind::define))
    error("E0212", name.span, fmt::format("{} is declared a second time", name.text), advice("choose another name"),
          {{place->second.declared, "first declared here"}});
}

void Checker::collect_names() {
  result_names_ = model_.result_names();
  for (const auto& written : tree_->attributes) {
    Attribute made;
    made.name = written.name.text;
    made.name_span = written.name.span;
    made.span = written.span;
    model_.attributes.push_back(std::move(made));
    declare(written.name, {Symbol::Kind::attribute, model_.attributes.size() - 1, 0, {}});
  }
  for (std::size_t i = 0; i < tree_->defines.size(); ++i) {
    const auto& name = tree_->defines[i].name;
    const auto found = symbols_.find(name.text);
    if (found != symbols_.end() && found->second.kind == Symbol::Kind::define) {
      defines_[found->second.index].versions.push_back(i);
      names_.declare(name.span, NameTarget::Kind::define, found->second.index);
      continue;
    }
    const std::size_t id = model_.defines.size();
    model_.defines.push_back({name.text, {}, {}});
    defines_.emplace_back();
    defines_.back().versions.push_back(i);
    declare(name, {Symbol::Kind::define, id, 0, {}});
  }
  lookups_.resize(tree_->tables.size());
  for (std::size_t t = 0; t < tree_->tables.size(); ++t) {
    std::size_t value = 0;
    for (const auto& head : tree_->tables[t].outcomes)
      if (head.kind == grammar::OutcomeHead::Kind::define) declare(*head.name, {Symbol::Kind::lookup, t, value++, {}});
  }
  model_.cluster_choice = static_cast<ChoiceId>(model_.choices.size());
  model_.choices.emplace_back();
  for (const auto& written : tree_->clusters) {
    const auto id = static_cast<ClusterId>(model_.clusters.size());
    const auto [place, fresh] = cluster_ids_.emplace(written.name.text, id);
    if (!fresh)
      error("E0213", written.name.span, fmt::format("a cluster called {} stands above already", written.name.text),
            advice("choose another name"), {{model_.clusters[place->second].name_span, "here"}});
    Cluster made;
    made.name = written.name.text;
    made.name_span = written.name.span;
    made.span = written.span;
    names_.declare(written.name.span, NameTarget::Kind::cluster, id);
    model_.clusters.push_back(std::move(made));
    model_.choices[model_.cluster_choice].values.push_back(written.name.text);
  }
}

// ---------------------------------------------------------------------------------------------- attributes

/// A head of a file; columns without a head belong to nobody.
std::string Checker::head(const grammar::Text& written) {
  if (written.value.find_first_not_of(' ') == std::string::npos)
    error("E0235", written.span, "this head is empty, so no column can be found by it",
          advice("\"Head of the column\""));
  return written.value;
}

/// The values and how files write them: no text may stand for two values.
Choice Checker::choice(const grammar::TypeUse& type) {
  Choice made;
  made.ordered = type.ordered;
  std::unordered_map<std::string_view, TextSpan> above;
  for (const auto& value : type.values) {
    if (!above.emplace(value.text, value.span).second)
      error("E0221", value.span, fmt::format("the value {} stands here twice", value.text),
            advice("leave one of the two out"));
    names_.declare(value.span, NameTarget::Kind::choice_value, model_.choices.size(), made.values.size());
    made.values.push_back(value.text);
  }
  for (const auto& value : type.values) {
    std::vector<std::string> forms;
    for (const auto& form : value.forms) {
      const auto [place, fresh] = above.emplace(form.value, form.span);
      if (!fresh)
        error("E0233", form.span, fmt::format("\"{}\" already stands for a value of this attribute", form.value),
              advice("leave one of the two out"), {{place->second, "here"}});
      if (form.value.find_first_not_of(' ') == std::string::npos)
        error("E0233", form.span, "an empty cell is no value: it says that the value is missing",
              advice("leave it out, and give the attribute a default"));
      forms.push_back(form.value);
    }
    made.forms.push_back(std::move(forms));
  }
  const bool none = std::all_of(made.forms.begin(), made.forms.end(), [](const auto& forms) { return forms.empty(); });
  if (none) made.forms.clear();
  return made;
}

std::optional<Type> Checker::attribute_type(const grammar::TypeUse& type, const std::string& name) {
  using Kind = grammar::TypeUse::Kind;
  switch (type.kind) {
    case Kind::text: return Type{TypeKind::text};
    case Kind::integer: return Type{TypeKind::integer};
    case Kind::decimal: return Type{TypeKind::decimal};
    case Kind::percent: return Type{TypeKind::percent};
    case Kind::boolean: return Type{TypeKind::boolean};
    case Kind::date: return Type{TypeKind::date};
    case Kind::money:
      if (type.currency) return Type{TypeKind::money, 0, type.currency->text};
      error("E0220", type.span, fmt::format("the currency of {} is missing", name), "money EUR");
      return std::nullopt;
    case Kind::choice: {
      model_.choices.push_back(choice(type));  // its place is that of its values in names_
      return Type{TypeKind::choice, static_cast<ChoiceId>(model_.choices.size() - 1), {}};
    }
    case Kind::other: break;
  }
  const auto meant = type_meant(type.word.text);
  const auto stroke = type.word.text.find('/');
  if (!meant && stroke != std::string::npos)
    return error("E0222", type.word.span, fmt::format("{} is no type", type.word.text),
                 fmt::format("one of {}, {}", type.word.text.substr(0, stroke), type.word.text.substr(stroke + 1))),
           std::nullopt;
  error("E0222", type.word.span, fmt::format("{} is no type", type.word.text),
        meant ? meant->find(", ") != std::string_view::npos ? advice(std::string(*meant)) : grammar::Help(*meant)
              : suggestion_for(type.word.text,
                               {"text", "integer", "decimal", "percent", "money EUR", "boolean", "date", "one of"}));
  return std::nullopt;
}

std::optional<Value> Checker::quantity_value(const grammar::Quantity& quantity, const Type& type,
                                             const std::string& what) {
  const auto number = decimal(quantity);
  if (!number) return std::nullopt;
  const Decimal value = *number;
  const std::string unit = quantity.unit ? quantity.unit->text : "";
  const bool fits = unit.empty() || (type.kind == TypeKind::percent && unit == "%") ||
                    (type.kind == TypeKind::money && unit == type.currency);
  if (!is_number(type.kind) || !fits) {
    const std::string written = source_text(quantity.span);
    const bool unit_only = is_number(type.kind) && quantity.unit && !quantity.magnitude && type.kind != TypeKind::money;
    error("E0331", quantity.span, fmt::format("{} is {}, but {} is not", what, type_text(type), written),
          unit_only ? written.substr(0, written.find_last_of("0123456789") + 1) : std::string());
    return std::nullopt;
  }
  if (type.kind == TypeKind::integer && !value.is_whole()) {
    const std::string text = source_text(quantity.span);
    const auto point = text.find('.');
    const bool thousands = point != std::string::npos && text.size() == point + 4;
    error("E0323", quantity.span, fmt::format("{} is a whole number, but {} is not", what, text),
          thousands ? fmt::format("{}_{}", text.substr(0, point), text.substr(point + 1)) : std::string());
    return std::nullopt;
  }
  notice_number(quantity, type.kind == TypeKind::percent);
  return value;
}

std::optional<Value> Checker::literal(const grammar::Literal& written, const Type& type, const std::string& what) {
  const TextSpan span = grammar::span_of(written);
  if (const auto* quantity = std::get_if<grammar::Quantity>(&written)) {
    if (is_number(type.kind)) return quantity_value(*quantity, type, what);
  }
  if (const auto* day = std::get_if<grammar::Day>(&written); day != nullptr && type.kind == TypeKind::date)
    return date_of(*day);
  const auto* text = std::get_if<grammar::Text>(&written);
  const auto* name = std::get_if<grammar::Name>(&written);
  const std::string word = text != nullptr ? text->value : name != nullptr ? name->text : "";
  if (type.kind == TypeKind::choice && (text != nullptr || name != nullptr)) {
    const auto& values = model_.choices[type.choice].values;
    const auto found = std::find(values.begin(), values.end(), word);
    const auto place = static_cast<std::size_t>(found - values.begin());
    if (found != values.end()) names_.value(span, type.choice, place, model_);
    if (found != values.end()) return ChoiceValue{static_cast<std::uint32_t>(place)};
    report_unknown_value(word, span, type);
    return std::nullopt;
  }
  if (type.kind == TypeKind::text && text != nullptr) return text->value;
  if (type.kind == TypeKind::boolean && name != nullptr) {
    if (word == "yes" || word == "true") return true;
    if (word == "no" || word == "false") return false;
  }
  grammar::Help help = is_number(type.kind) ? number_word(word) : grammar::Help();
  const auto meant = value_meant(word);
  if (type.kind == TypeKind::text)
    help = fmt::format("\"{}\"", text != nullptr || name != nullptr ? word : source_text(span));
  if (type.kind == TypeKind::boolean) help = meant ? grammar::Help(*meant) : grammar::either({"yes", "no"});
  if (type.kind == TypeKind::date)
    help = text != nullptr && date_from_text(word) ? grammar::Help(word) : advice("2026-07-01");
  error("E0331", span, fmt::format("{} is {}, but {} is not", what, type_text(type), source_text(span)), help);
  return std::nullopt;
}

namespace {

bool below(const Value& a, const Value& b) {
  if (const auto* date = std::get_if<Date>(&a)) return *date < std::get<Date>(b);
  return std::get<Decimal>(a) < std::get<Decimal>(b);
}

}  // namespace

void Checker::bounds(const grammar::AttributeSyntax& written, Attribute& made) {
  if (!written.bounds || report_thousands(written, made)) return;
  if (!is_number(made.type.kind) && made.type.kind != TypeKind::date) {
    error("E0223", written.bounds->span, fmt::format("{} is {} and takes no range", made.name, type_text(made.type)));
    return;
  }
  made.bounds.half_open = written.bounds->half_open;
  if (written.bounds->low) {
    grammar::Literal low = *written.bounds->low;
    auto* first = std::get_if<grammar::Quantity>(&low);
    const auto* second = written.bounds->high ? std::get_if<grammar::Quantity>(&*written.bounds->high) : nullptr;
    if (first != nullptr && second != nullptr && !first->unit && !first->magnitude)
      first->magnitude = second->magnitude;
    made.bounds.low = literal(low, made.type, made.name);
  }
  if (written.bounds->high) made.bounds.high = literal(*written.bounds->high, made.type, made.name);
  if (made.bounds.low && made.bounds.high && below(*made.bounds.high, *made.bounds.low))
    error("E0224", written.bounds->span, "this range ends before it begins",
          fmt::format("{} .. {}", source_text(grammar::span_of(*written.bounds->high)),
                      source_text(grammar::span_of(*written.bounds->low))));
}

void Checker::attribute(const grammar::AttributeSyntax& written, Attribute& made) {
  const auto type = attribute_type(written.type, made.name);
  made.type = type.value_or(Type{TypeKind::text});
  if (!type) broken_.insert(static_cast<AttributeId>(&made - model_.attributes.data()));
  made.reading = written.type.reading == grammar::TypeUse::Reading::in_percent ? PercentReading::in_percent
                 : written.type.reading == grammar::TypeUse::Reading::as_share ? PercentReading::as_share
                                                                               : PercentReading::none;
  if (written.label) made.label = written.label->value;
  made.magnitude = written.type.magnitude;
  for (const auto& column : written.columns) made.columns.push_back(head(column));
  made.key = written.key.has_value();
  made.owner = written.owner.has_value();
  made.optional = written.optional.has_value();
  if (!type) return;
  bounds(written, made);
  if (made.optional && written.default_value)
    error("E0225", *written.optional, fmt::format("{} has a default and so is never missing", made.name),
          advice("leave out either optional or the default"));
  if (made.optional && made.key)
    error("E0226", *written.optional, fmt::format("{} belongs to the key and cannot be missing", made.name),
          advice("leave out optional"));
  if (made.owner && made.type.kind != TypeKind::text && made.type.kind != TypeKind::choice)
    error("E0227", *written.owner, fmt::format("the owner is a name, but {} is {}", made.name, type_text(made.type)),
          advice("text owner"));
  if (!written.default_value) return;
  made.fallback = literal(*written.default_value, made.type, made.name);
  if (!made.fallback) lost_defaults_.insert(static_cast<AttributeId>(&made - model_.attributes.data()));
  if (made.fallback && !within_bounds(*made.fallback, made))
    error("E0228", grammar::span_of(*written.default_value),
          fmt::format("this default is outside the range of {}", made.name));
}

void Checker::columns_differ() {
  std::unordered_map<std::string, std::size_t> heads;
  std::optional<std::size_t> owner;
  for (std::size_t id = 0; id < model_.attributes.size(); ++id) {
    const Attribute& attribute = model_.attributes[id];
    std::vector<std::string> own = attribute.columns;
    if (own.empty()) own.push_back(attribute.name);
    for (const std::string& head : own) {
      const auto [place, fresh] = heads.emplace(lowered(head), id);
      const Attribute& other = model_.attributes[place->second];
      if (!fresh && place->second == id)
        error("E0234", attribute.name_span,
              fmt::format("the head \"{}\" of {} stands here twice", head, attribute.name),
              advice("leave one of the two out"));
      else if (!fresh && attribute.name != other.name)
        error("E0229", attribute.name_span, fmt::format("{} and {} read the same column", attribute.name, other.name),
              advice("give one of them another column"), {{other.name_span, "the other one"}});
    }
    const bool names = attribute.type.kind == TypeKind::text || attribute.type.kind == TypeKind::choice;
    if (attribute.owner && owner && names)
      error("E0230", attribute.name_span, "only one attribute can be the owner", advice("leave out one of the two"),
            {{model_.attributes[*owner].name_span, "the other one"}});
    if (attribute.owner) owner = id;
  }
}

}  // namespace spanne::engine
