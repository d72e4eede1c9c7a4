#include "records/json/explanation.hpp"

#include <algorithm>

#include "records/json/json_tree.hpp"
#include "records/results/figures.hpp"

namespace spanne::records {

using engine::Condition;
using engine::Contribution;
using engine::Decision;
using engine::Explanation;
using engine::Model;
using engine::NearestChange;
using engine::Outcome;
using engine::RuleRef;
using engine::Verdict;

namespace {

void texts(JsonTree& json, std::string_view name, const std::vector<std::string>& values) {
  json.begin_list(name);
  for (const auto& value : values) json.text({}, value);
  json.end_list();
}

const char* word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds: return "holds";
    case Verdict::fails: return "fails";
    case Verdict::out_of_scope: return "out of scope";
    case Verdict::out_of_period: return "out of period";
    case Verdict::faulty: break;
  }
  return "faulty";
}

const char* word_of(engine::EffectKind kind) {
  switch (kind) {
    case engine::EffectKind::add: return "add";
    case engine::EffectKind::surcharge: return "surcharge";
    case engine::EffectKind::factor: return "factor";
    case engine::EffectKind::at_least: return "at least";
    case engine::EffectKind::at_most: return "at most";
    case engine::EffectKind::exactly: return "exactly";
    case engine::EffectKind::flag: break;
  }
  return "flag";
}

const char* word_of(Decision::By by) {
  switch (by) {
    case Decision::By::sum: return "sum";
    case Decision::By::zero: return "never below 0";
    case Decision::By::floor: return "at least";
    case Decision::By::ceiling: return "at most";
    case Decision::By::fixed: break;
  }
  return "exactly";
}

const char* word_of(Condition::Kind kind) {
  switch (kind) {
    case Condition::Kind::test: return "test";
    case Condition::Kind::all: return "all";
    case Condition::Kind::any: return "any";
    case Condition::Kind::counted: return "counted";
    case Condition::Kind::named: break;
  }
  return "named";
}

const char* word_of(engine::Proportion::Portion portion) {
  switch (portion) {
    case engine::Proportion::Portion::exact: return "exact";
    case engine::Proportion::Portion::started: return "started";
    case engine::Proportion::Portion::full: break;
  }
  return "full";
}

/// From which rows the figures of groups come.
void counted(JsonTree& json, const std::vector<CountedFigure>& figures) {
  json.begin_list("counted");
  for (const CountedFigure& figure : figures) {
    json.begin_object({});
    json.text("attribute", figure.name);
    if (figure.value.empty()) json.null("value");
    if (!figure.value.empty()) json.text("value", figure.value);
    json.raw("rows", std::to_string(figure.rows));
    json.begin_list("lines");
    for (const std::size_t line : figure.lines) json.raw({}, std::to_string(line));
    json.end_list();
    json.end_object();
  }
  json.end_list();
}

/// What every text of an explanation begins with.
void begin(JsonTree& json, const ExplainedAccount& account, const Provenance& provenance) {
  json.begin_object();
  json.text("ruleset", provenance.ruleset);
  json.text("version", provenance.version);
  json.text("digest", provenance.digest);
  json.text("as_of", provenance.as_of);
  texts(json, "key", account.key);
  if (account.line) json.raw("line", std::to_string(*account.line));
  texts(json, "changed", account.changed);
  if (!account.counted.empty()) counted(json, account.counted);
}

void verdict(JsonTree& json, const std::vector<std::string>& reasons) {
  json.text("status", reasons.empty() ? "ok" : "rejected");
  texts(json, "reasons", reasons);
}

class Tree {
 public:
  Tree(const Explanation& told, JsonTree& json)
      : told_(told), model_(*told.model), outcome_(told.outcome), json_(json) {}

  void run(const std::vector<NearestChange>& changes) {
    verdict(json_, to_texts(outcome_.rejections, model_));
    account();
    clusters();
    matched();
    unmatched();
    names();
    if (!outcome_.rejected()) calculation();
    json_.begin_list("changes");
    for (const NearestChange& one : changes) change(one);
    json_.end_list();
  }

 private:
  void line(grammar::TextSpan span) { json_.raw("line", std::to_string(engine::line_of(span, model_))); }

  /// As results have it: numbers without unit as figures, everything else as text.
  void value(const std::string& name, const engine::Value& value, const engine::Type& type) {
    const std::string text = to_text(value, type, model_);
    const bool figure = type.kind == engine::TypeKind::integer || type.kind == engine::TypeKind::decimal;
    if (is_missing(value)) return json_.null(name);
    if (figure) return json_.raw(name, text);
    json_.text(name, text);
  }

  void account() {
    json_.begin_object("account");
    for (std::size_t id = 0; id < model_.attributes.size(); ++id)
      value(model_.attributes[id].name, told_.account.values[id], model_.attributes[id].type);
    json_.end_object();
  }

  void condition(const Condition& one, std::string_view name = "condition") {
    json_.begin_object(name);
    json_.text("sort", word_of(one.kind));
    if (one.holds) json_.truth("holds", *one.holds);
    if (!one.holds) json_.null("holds");
    if (!one.said.empty()) json_.text("says", one.said);
    if (one.holds == false && !one.missed.empty()) json_.text("missed", one.missed);
    if (!one.parts.empty()) {
      json_.begin_list("parts");
      for (const Condition& part : one.parts) condition(part, {});
      json_.end_list();
    }
    json_.end_object();
  }

  /// Why it holds or fails, in words and as a tree.
  void reason(const Condition& one, bool asked) {
    if (!asked) return;
    json_.text("reason", one.holds == true ? reason_it_holds(one) : reason_it_fails(one));
    condition(one);
  }

  void clusters() {
    json_.begin_list("clusters");
    for (const auto& tried : told_.clusters) {
      const auto& cluster = model_.clusters[tried.id];
      json_.begin_object();
      json_.text("cluster", cluster.name);
      json_.text("label", cluster.label);
      line(cluster.span);
      json_.text("verdict", word_of(tried.verdict));
      reason(tried.condition, tried.verdict == Verdict::holds || tried.verdict == Verdict::fails);
      json_.text("because", cluster.because);
      if (tried.verdict == Verdict::holds) base();
      json_.end_object();
    }
    json_.end_list();
  }

  void base() {
    json_.begin_list("effects");
    for (const auto& one : told_.trace.contributions)
      if (!one.by) effect(one);
    json_.end_list();
  }

  void effect(const Contribution& one) {
    json_.begin_object();
    json_.text("does", word_of(one.effect->kind));
    if (one.effect->effort_kind) json_.text("kind", model_.kinds[*one.effect->effort_kind].name);
    json_.range("amount", one.amount);
    if (!one.effect->amount.unit.empty()) json_.text("unit", one.effect->amount.unit);
    if (one.counted) proportion(one);
    if (one.effect->kind == engine::EffectKind::add) json_.range("worth", one.worth());
    json_.end_object();
  }

  void proportion(const Contribution& one) {
    const auto& per = *one.effect->per;
    json_.begin_object("per");
    json_.text("counts", model_.words(model_.term(per.of).span));
    json_.figure("counted", *one.counted);
    json_.raw("above", to_text(per.above));
    json_.raw("size", to_text(per.size));
    json_.text("portions_are", word_of(per.portion));
    json_.figure("portions", one.portions);
    json_.end_object();
  }

  void matched() {
    json_.begin_list("matched");
    for (const auto& one : told_.matched) {
      json_.begin_object();
      json_.text("rule", id_of(one.match, model_));
      line(place_of(one.match, model_));
      reason(one.condition, true);
      json_.text("because", because_of(one.match, model_));
      json_.begin_list("effects");
      for (const std::size_t index : one.contributions) effect(told_.trace.contributions[index]);
      json_.end_list();
      texts(json_, "flags", one.flags);
      json_.end_object();
    }
    json_.end_list();
  }

  void unmatched() {
    json_.begin_list("unmatched");
    for (const auto& one : told_.unmatched) {
      const bool rule = one.ref.kind == RuleRef::Kind::rule;
      json_.begin_object();
      json_.text(rule ? "rule" : "table", rule ? model_.rules[one.ref.index].id : model_.tables[one.ref.index].name);
      line(place_of(one.ref, model_));
      json_.text("verdict", word_of(one.verdict));
      reason(one.condition, rule && one.verdict == Verdict::fails);
      if (!one.rows.empty()) rows(one);
      json_.end_object();
    }
    json_.end_list();
  }

  void rows(const engine::Unmatched& one) {
    json_.begin_list("rows");
    for (const auto& row : one.rows) {
      const auto& written = model_.tables[one.ref.index].rows[row.row];
      json_.begin_object();
      json_.text("row", written.id);
      line(written.span);
      json_.truth("passed_over", row.passed_over);
      reason(row.condition, !row.passed_over);
      json_.end_object();
    }
    json_.end_list();
  }

  void names() {
    json_.begin_list("names");
    for (const auto& one : told_.names) {
      json_.begin_object();
      json_.text("name", one.name);
      json_.text("meaning", one.meaning);
      json_.text("value", one.value);
      if (!one.row.empty()) json_.text("row", one.row);
      if (!one.row.empty()) json_.text("reason", one.because);
      if (one.period.from) json_.text("from", to_text(*one.period.from));
      if (one.period.until) json_.text("until", to_text(*one.period.until));
      line(one.span);
      json_.end_object();
    }
    json_.end_list();
  }

  void calculation() {
    json_.begin_list("kinds");
    for (std::size_t kind = 0; kind < model_.kinds.size(); ++kind) {
      json_.begin_object();
      json_.text("kind", model_.kinds[kind].name);
      json_.range("sum", told_.trace.sums[kind]);
      json_.range("surcharges", told_.trace.scales[kind].surcharges);
      json_.range("factors", told_.trace.scales[kind].factors);
      json_.range("effort", outcome_.kinds[kind]);
      json_.end_object();
    }
    json_.end_list();
    json_.begin_object("total");
    json_.range("sum", told_.trace.sum);
    decision("low_by", told_.trace.low);
    decision("high_by", told_.trace.high);
    json_.range("limit", outcome_.limit);
    json_.range("fte", outcome_.total);
    json_.end_object();
    span();
  }

  void decision(const char* name, const Decision& one) {
    json_.begin_object(name);
    json_.text("by", word_of(one.by));
    if (one.origin) json_.text("rule", id_of(*one.origin, model_));
    json_.end_object();
  }

  void count(const char* name, const engine::Count& one) {
    if (one) return json_.raw(name, one->to_text());
    json_.text(name, "unlimited");
  }

  void span() {
    const auto& span = outcome_.span;
    json_.begin_object("span");
    json_.figure("capacity", model_.capacity);
    json_.range("utilisation", {model_.utilisation_low, model_.utilisation_high});
    count("accounts_per_kam_low", span.accounts_low);
    count("accounts_per_kam_high", span.accounts_high);
    if (span.needs_team) count("kams_per_account_low", span.kams_low);
    if (span.needs_team) count("kams_per_account_high", span.kams_high);
    json_.end_object();
  }

  void change(const NearestChange& one) {
    const auto& attribute = model_.attributes[one.attribute];
    json_.begin_object();
    json_.text("attribute", attribute.name);
    value("value", one.value, attribute.type);
    json_.truth("any_other", one.any_other);
    json_.truth("moves", one.moves);
    verdict(json_, to_texts(one.outcome.rejections, model_));
    if (one.outcome.cluster) json_.text("cluster", model_.clusters[*one.outcome.cluster].name);
    if (!one.outcome.rejected()) {
      json_.range("fte", one.outcome.total);
      json_.begin_object("kinds");
      for (std::size_t kind = 0; kind < model_.kinds.size(); ++kind)
        json_.range(model_.kinds[kind].name, one.outcome.kinds[kind]);
      json_.end_object();
    }
    json_.end_object();
  }

  const Explanation& told_;
  const Model& model_;
  const Outcome& outcome_;
  JsonTree& json_;
};

}  // namespace

std::string explanation_json(const Explanation& told, const std::vector<NearestChange>& changes,
                             const ExplainedAccount& account, const Provenance& provenance) {
  JsonTree json;
  begin(json, account, provenance);
  Tree(told, json).run(changes);
  json.end_object();
  return json.take();
}

std::string unreadable_json(const std::vector<std::string>& reasons, const ExplainedAccount& account,
                            const Provenance& provenance) {
  JsonTree json;
  begin(json, account, provenance);
  verdict(json, reasons);
  json.end_object();
  return json.take();
}

}  // namespace spanne::records
