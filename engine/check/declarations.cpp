// Attributes, defines and clusters: what each is called, of what type it is, and when it holds.
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"
#include "engine/check/habits.hpp"
#include "grammar/nearest.hpp"

namespace spanne::engine {

using grammar::Span;

namespace {


std::string lowered(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace

Period Checker::period(const grammar::Period& written) {
  Period result;
  if (written.from) result.from = date_of(*written.from);
  if (written.until) result.until = date_of(*written.until);
  if (result.from && result.until && *result.until < *result.from)
    error("E0410", written.until->span, "this period ends before it begins", "turn the two dates round",
          {{written.from->span, "it begins here"}});
  return result;
}

std::vector<ClusterId> Checker::scope(const std::vector<grammar::Name>& names) {
  std::vector<ClusterId> ids;
  for (const auto& name : names) {
    const auto found = cluster_ids_.find(name.text);
    if (found != cluster_ids_.end()) {
      ids.push_back(found->second);
      continue;
    }
    if (is_lost(name.text)) continue;
    std::vector<std::string> known;
    for (const auto& cluster : model_.clusters) known.push_back(cluster.name);
    error("E0206", name.span, fmt::format("no cluster is called {}", name.text), guess(name.text, known));
  }
  return ids;
}

// ---------------------------------------------------------------------------------------------- names

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
  const bool result = std::find(result_names_.begin(), result_names_.end(), name.text) != result_names_.end();
  const bool kind = std::any_of(model_.kinds.begin(), model_.kinds.end(), [&](const Model::Kind& one) {
    return one.name == name.text && model_.declares_kinds();
  });
  if (built_in.count(name.text) != 0 || columns.count(name.text) != 0 || kind || result) {
    const bool general = name.text.rfind("general", 0) == 0 || name.text.rfind("limit", 0) == 0;
    if (!general || model_.declares_kinds()) {
      error("E0211", name.span,
            kind ? fmt::format("{} is already the name of a kind of effort", name.text)
                 : fmt::format("{} is already the name of a result", name.text),
            "choose another name");
      return;
    }
  }
  if (effort_unit(name.text)) {
    error("E0215", name.span, fmt::format("{} is a unit and cannot be a name", name.text),
          symbol.sort == Symbol::Sort::lookup ? fmt::format("+ {}", name.text) : "choose another name");
    return;
  }
  const auto [place, fresh] = symbols_.emplace(name.text, symbol);
  if (!fresh && !(place->second.sort == Symbol::Sort::define && symbol.sort == Symbol::Sort::define))
    error("E0212", name.span, fmt::format("{} is declared a second time", name.text), "choose another name",
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
    declare(written.name, {Symbol::Sort::attribute, model_.attributes.size() - 1, 0, {}});
  }
  for (std::size_t i = 0; i < tree_->defines.size(); ++i) {
    const auto& name = tree_->defines[i].name;
    const auto found = symbols_.find(name.text);
    if (found != symbols_.end() && found->second.sort == Symbol::Sort::define) {
      defines_[found->second.index].versions.push_back(i);
      continue;
    }
    const std::size_t id = model_.defines.size();
    model_.defines.push_back({name.text, {}, {}});
    defines_.emplace_back();
    defines_.back().versions.push_back(i);
    declare(name, {Symbol::Sort::define, id, 0, {}});
  }
  lookups_.resize(tree_->tables.size());
  for (std::size_t t = 0; t < tree_->tables.size(); ++t) {
    std::size_t value = 0;
    for (const auto& head : tree_->tables[t].outcomes)
      if (head.sort == grammar::OutcomeHead::Sort::define) declare(*head.name, {Symbol::Sort::lookup, t, value++, {}});
  }
  model_.cluster_choice = static_cast<ChoiceId>(model_.choices.size());
  model_.choices.emplace_back();
  for (const auto& written : tree_->clusters) {
    const auto id = static_cast<ClusterId>(model_.clusters.size());
    const auto [place, fresh] = cluster_ids_.emplace(written.name.text, id);
    if (!fresh)
      error("E0213", written.name.span, fmt::format("a cluster called {} stands above already", written.name.text),
            "choose another name", {{model_.clusters[place->second].name_span, "here"}});
    Cluster made;
    made.name = written.name.text;
    made.name_span = written.name.span;
    made.span = written.span;
    model_.clusters.push_back(std::move(made));
    model_.choices[model_.cluster_choice].values.push_back(written.name.text);
  }
}

// ---------------------------------------------------------------------------------------------- attributes

std::optional<Type> Checker::attribute_type(const grammar::TypeUse& type, const std::string& name) {
  using Sort = grammar::TypeUse::Sort;
  switch (type.sort) {
    case Sort::text: return Type{TypeKind::text};
    case Sort::integer: return Type{TypeKind::integer};
    case Sort::decimal: return Type{TypeKind::decimal};
    case Sort::percent: return Type{TypeKind::percent};
    case Sort::boolean: return Type{TypeKind::boolean};
    case Sort::date: return Type{TypeKind::date};
    case Sort::money:
      if (type.currency) return Type{TypeKind::money, 0, Currency(type.currency->text)};
      error("E0220", type.span, fmt::format("the currency of {} is missing", name), "money EUR");
      return std::nullopt;
    case Sort::choice: {
      Choice choice;
      choice.ordered = type.ordered;
      for (const auto& value : type.values) {
        if (std::find(choice.values.begin(), choice.values.end(), value.text) != choice.values.end())
          error("E0221", value.span, fmt::format("the value {} stands here twice", value.text),
                "leave one of the two out");
        choice.values.push_back(value.text);
      }
      model_.choices.push_back(std::move(choice));
      return Type{TypeKind::choice, static_cast<ChoiceId>(model_.choices.size() - 1), {}};
    }
    case Sort::other: break;
  }
  const auto meant = type_meant(type.word.text);
  error("E0222", type.word.span, fmt::format("{} is no type", type.word.text),
        meant ? std::string(*meant)
              : guess(type.word.text,
                      {"text", "integer", "decimal", "percent", "money EUR", "boolean", "date", "one of"}));
  return std::nullopt;
}

std::optional<Value> Checker::quantity_value(const grammar::Quantity& quantity, const Type& type,
                                             const std::string& what) {
  const auto number = decimal(quantity);
  if (!number) return std::nullopt;
  Decimal value = *number;
  const std::string unit = quantity.unit ? quantity.unit->text : "";
  const bool fits = unit.empty() || (type.kind == TypeKind::percent && unit == "%") ||
                    (type.kind == TypeKind::money && unit == type.currency.name());
  if (!is_number(type.kind) || !fits) {
    const std::string written = source_text(quantity.span);
    const bool unit_only = is_number(type.kind) && quantity.unit && !quantity.magnitude && type.kind != TypeKind::money;
    error("E0331", quantity.span, fmt::format("{} is {}, but {} is not", what, type_text(type), written),
          unit_only ? written.substr(0, written.find_last_of("0123456789") + 1) : std::string());
    return std::nullopt;
  }
  if (type.kind == TypeKind::percent) {
    if (value.millionths % 100 != 0) {
      error("E0312", quantity.span, "a percentage has at most four decimals here",
            to_text(*round(value, 4)) + (quantity.unit ? " %" : ""));
      return std::nullopt;
    }
    value.millionths /= 100;
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
  const Span span = grammar::span_of(written);
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
    if (found != values.end()) return ChoiceValue{static_cast<std::uint32_t>(found - values.begin())};
    report_unknown_value(word, span, type);
    return std::nullopt;
  }
  if (type.kind == TypeKind::text && text != nullptr) return text->value;
  if (type.kind == TypeKind::boolean && name != nullptr) {
    if (word == "yes" || word == "true") return true;
    if (word == "no" || word == "false") return false;
  }
  std::string help;
  const auto meant = value_meant(word);
  if (type.kind == TypeKind::text)
    help = fmt::format("\"{}\"", text != nullptr || name != nullptr ? word : source_text(span));
  if (type.kind == TypeKind::boolean) help = meant ? std::string(*meant) : "yes, or: no";
  if (type.kind == TypeKind::date) help = text != nullptr && date_from_text(word) ? word : "2026-07-01";
  error("E0331", span, fmt::format("{} is {}, but {} is not", what, type_text(type), source_text(span)), help);
  return std::nullopt;
}

namespace {

bool below(const Value& a, const Value& b) {
  if (const auto* date = std::get_if<Date>(&a)) return *date < std::get<Date>(b);
  return std::get<Decimal>(a) < std::get<Decimal>(b);
}

}  // namespace

void Checker::bounds(const grammar::Attribute& written, Attribute& made) {
  if (!written.bounds) return;
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

void Checker::attribute(const grammar::Attribute& written, Attribute& made) {
  const auto type = attribute_type(written.type, made.name);
  made.type = type.value_or(Type{TypeKind::text});
  if (!type) broken_.insert(static_cast<AttributeId>(&made - model_.attributes.data()));
  made.reading = written.type.reading == grammar::TypeUse::Reading::in_percent ? PercentReading::in_percent
                 : written.type.reading == grammar::TypeUse::Reading::as_share ? PercentReading::as_share
                                                                               : PercentReading::none;
  if (written.label) made.label = written.label->value;
  if (written.column) made.column = written.column->value;
  made.key = written.key.has_value();
  made.owner = written.owner.has_value();
  made.optional = written.optional.has_value();
  if (!type) return;
  bounds(written, made);
  if (made.optional && written.default_value)
    error("E0225", *written.optional, fmt::format("{} has a default and so is never missing", made.name),
          "leave out either optional or the default");
  if (made.optional && made.key)
    error("E0226", *written.optional, fmt::format("{} belongs to the key and cannot be missing", made.name),
          "leave out optional");
  if (made.owner && made.type.kind != TypeKind::text && made.type.kind != TypeKind::choice)
    error("E0227", *written.owner, fmt::format("the owner is a name, but {} is {}", made.name, type_text(made.type)),
          "text owner");
  if (!written.default_value) return;
  made.fallback = literal(*written.default_value, made.type, made.name);
  if (made.fallback && !within_bounds(*made.fallback, made))
    error("E0228", grammar::span_of(*written.default_value),
          fmt::format("this default is outside the range of {}", made.name));
}

void Checker::columns_differ() {
  std::unordered_map<std::string, std::size_t> heads;
  std::optional<std::size_t> owner;
  for (std::size_t id = 0; id < model_.attributes.size(); ++id) {
    const Attribute& one = model_.attributes[id];
    const std::string head = lowered(one.column.value_or(one.name));
    const auto [place, fresh] = heads.emplace(head, id);
    if (!fresh && one.name != model_.attributes[place->second].name)
      error("E0229", one.name_span,
            fmt::format("{} and {} read the same column", one.name, model_.attributes[place->second].name),
            "give one of them another column", {{model_.attributes[place->second].name_span, "the other one"}});
    const bool names = one.type.kind == TypeKind::text || one.type.kind == TypeKind::choice;
    if (one.owner && owner && names)
      error("E0230", one.name_span, "only one attribute can be the owner", "leave out one of the two",
            {{model_.attributes[*owner].name_span, "the other one"}});
    if (one.owner) owner = id;
  }
}

// ---------------------------------------------------------------------------------------------- defines

void Checker::check_define(std::size_t id) {
  DefineInfo& info = defines_[id];
  const std::string name = model_.defines[id].name;
  if (info.state == State::open) {
    auto circle = circle_;
    circle.push_back(name);
    error("E0210", tree_->defines[info.versions.front()].name.span,
          fmt::format("{} goes round in a circle: {}", name, fmt::join(circle, " → ")));
    return;
  }
  if (info.state == State::done) return;
  info.state = State::open;
  circle_.push_back(name);
  const bool outer_results = std::exchange(saw_results_, false);
  const bool outer_cluster = std::exchange(saw_cluster_, false);
  bool ok = true;
  for (const std::size_t index : std::vector<std::size_t>(info.versions)) {
    const auto& written = tree_->defines[index];
    Place place{true, true, "a define", {}};
    const Typed value = expression(*written.value, place);
    ok = ok && value.ok;
    if (!value.ok) continue;
    Define& made = model_.defines[id];
    const bool bare = (made.type.kind == TypeKind::integer || made.type.kind == TypeKind::decimal) &&
                      (value.type.kind == TypeKind::integer || value.type.kind == TypeKind::decimal);
    if (!made.versions.empty() && made.type != value.type && !bare) {
      error("E0231", written.value->span,
            fmt::format("{} is {} here, but {} above", name, type_text(value.type), type_text(made.type)));
      ok = false;
    } else if (made.versions.empty() || value.type.kind == TypeKind::decimal) {
      made.type = value.type;
    }
    made.versions.push_back({value.term, period(written.period), written.span});
    // With several versions nothing is sure of all of them.
    if (info.versions.size() == 1) {
      defines_[id].when_true = value.when_true;
      defines_[id].when_false = value.when_false;
    }
  }
  const auto turned = [](const Define::Version& one) {
    return one.period.from && one.period.until && *one.period.until < *one.period.from;
  };
  const auto& made = model_.defines[id].versions;
  if (ok && std::none_of(made.begin(), made.end(), turned) && !is_lost(name)) define_periods(id);
  defines_[id].ok = ok;
  defines_[id].uses_results = saw_results_;
  defines_[id].uses_cluster = saw_cluster_;
  defines_[id].state = State::done;
  saw_results_ = outer_results;
  saw_cluster_ = outer_cluster;
  circle_.pop_back();
}

namespace {

constexpr std::int16_t first_year = 1, last_year = 9999;

/// Where a define says from when it holds, or until when; its name where it says nothing.
Span from_span(const grammar::Define& written) {
  return written.period.from ? written.period.from->span : written.name.span;
}
Span until_span(const grammar::Define& written) {
  return written.period.until ? written.period.until->span : written.name.span;
}

}  // namespace

void Checker::define_periods(std::size_t id) {
  const std::string& name = model_.defines[id].name;
  const Date first_day = *make_date(first_year, 1, 1), last_day = *make_date(last_year, 12, 31);
  struct Version {
    Date from, until;
    const grammar::Define* written;
  };
  std::vector<Version> versions;
  for (const std::size_t index : defines_[id].versions) {
    const Period one = period(tree_->defines[index].period);
    versions.push_back({one.from.value_or(first_day), one.until.value_or(last_day), &tree_->defines[index]});
  }
  std::stable_sort(versions.begin(), versions.end(),
                   [](const Version& a, const Version& b) { return a.from < b.from; });
  const Date end = model_.effective.until.value_or(last_day);
  Date next = model_.effective.from.value_or(first_day);
  const Version* before = nullptr;
  for (const auto& version : versions) {
    if (before != nullptr && version.from <= before->until) {
      error("E0411", from_span(*version.written), fmt::format("{} has two values on {}", name, to_text(version.from)),
            "let one end the day before the other begins", {{until_span(*before->written), "the other one"}});
      return;
    }
    if (version.from > next && next <= end) {
      error("E0412", from_span(*version.written),
            fmt::format("{} has no value from {} to {}", name, to_text(next), to_text(*plus_days(version.from, -1))),
            fmt::format("from {}", to_text(next)));
      return;
    }
    next = version.until < last_day ? *plus_days(version.until, 1) : last_day;
    before = &version;
  }
  if (before != nullptr && before->until < end)
    error("E0412", until_span(*before->written), fmt::format("{} has no value from {} on", name, to_text(next)),
          "leave out until, or add a define for the time after it");
}

}  // namespace spanne::engine
