#include "report/explain.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/explain/words.hpp"
#include "grammar/text/display_width.hpp"
#include "report/amounts.hpp"
#include "report/calculation.hpp"
#include "report/page.hpp"

namespace spanne::report {

using engine::Condition;
using engine::counted;
using engine::Explanation;
using engine::Matched;
using engine::Model;
using engine::NamedValue;
using engine::NearestChange;
using engine::Outcome;
using engine::RuleRef;
using engine::RuleSite;
using engine::Unmatched;
using engine::Verdict;
using grammar::display_width;

namespace {

constexpr std::size_t rows_shown = 4;    // rows shown of a table of which none fits
constexpr std::size_t values_shown = 4;  // values shown of one attribute that would change the result
constexpr std::size_t widest_label = 24;

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

/// "from 2026-07-01", "until 2026-06-30", "2026-03-01 .. 2026-09-30".
std::string period_words(const engine::Period& period) {
  if (period.from && period.until) return to_text(*period.from) + " .. " + to_text(*period.until);
  if (period.from) return "from " + to_text(*period.from);
  return period.until ? "until " + to_text(*period.until) : "";
}

std::size_t label_width(const std::vector<std::string>& labels) {
  std::size_t width = 8;
  for (const auto& label : labels) width = std::max(width, display_width(label));
  return std::min(width, widest_label);
}

class ExplanationView {
 public:
  ExplanationView(const Explanation& explanation, const Screen& screen)
      : explanation_(explanation),
        model_(*explanation.model),
        outcome_(explanation.outcome),
        figures_(screen.exact ? Fractions::exact : Fractions::readable),
        page_(screen) {}

  std::string run(const std::vector<NearestChange>& all, const ExplainedTitle& title) {
    derivation(title);
    changes(all);
    return page_.take();
  }

  std::vector<PageEntry> entries(const ExplainedTitle& title) {
    derivation(title);
    return page_.take_entries();
  }

 private:
  void derivation(const ExplainedTitle& title) {
    head(title);
    clusters();
    matched();
    names();
    if (!outcome_.rejected()) {
      show_calculation(explanation_, figures_, page_);
      show_span(explanation_, figures_, page_);
    }
    unmatched();
  }

  std::string line(grammar::TextSpan span) const { return fmt::format("line {}", engine::line_of(span, model_)); }

  // ---- who, and with what result

  void head(const ExplainedTitle& title) {
    page_.heading(title.account);
    if (outcome_.rejected()) {
      for (const auto& reason : to_texts(outcome_.rejections, model_))
        page_.paragraph("rejected: " + reason, 0, Tone::bad);
    } else {
      page_.paragraph(result_words(outcome_), 0);
    }
    for (const auto& assignment : title.changed) page_.paragraph("what if: " + assignment, 0);
    std::vector<std::string> values;
    for (std::size_t id = 0; id < model_.attributes.size(); ++id) {
      const auto& attribute = model_.attributes[id];
      const auto* text = std::get_if<std::string>(&explanation_.account.values[id]);
      if (text != nullptr && text->empty()) continue;  // a key that was not given
      values.push_back(attribute.name + " " +
                       engine::value_words(explanation_.account.values[id], attribute.type, model_));
    }
    page_.heading("Values");
    page_.paragraph(fmt::format("{}", fmt::join(values, ", ")), 2, Tone::faint);
    for (const auto& figure : title.counted) page_.paragraph(figure, 2, Tone::faint);
  }

  std::string result_words(const Outcome& outcome) const {
    const auto& span = outcome.span;
    const bool single = span.accounts_high && *span.accounts_high == engine::Fraction(1);
    const std::string accounts =
        span.needs_team ? span_words(span) : fmt::format("{} account{} per KAM", span_words(span), single ? "" : "s");
    return fmt::format("{} FTE, {}", exact_words(outcome.total, figures_), accounts);
  }

  // ---- the cluster

  void clusters() {
    const auto& tried = explanation_.clusters;
    const bool found = outcome_.cluster.has_value();
    if (found) {
      const auto& cluster = model_.clusters[*outcome_.cluster];
      page_.heading(fmt::format("Cluster: {}{} ({})", cluster.name, cluster.label.empty() ? "" : ", " + cluster.label,
                                line(cluster.span)));
      page_.paragraph(cluster.condition ? reason_it_holds(tried.back().condition)
                                        : "otherwise: none of the clusters above it fits");
      if (!cluster.because.empty()) page_.paragraph("because " + quoted(cluster.because), 2, Tone::faint);
    } else {
      page_.heading("Cluster: none");
    }
    const std::size_t above = tried.size() - (found ? 1 : 0);
    if (above == 0) return;
    page_.paragraph(found ? "Tried before it:" : "Tried:");
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < above; ++i) labels.push_back(model_.clusters[tried[i].id].name);
    for (std::size_t i = 0; i < above; ++i)
      page_.item({{labels[i]}}, {label_width(labels)}, {cluster_words(tried[i])}, 4);
  }

  std::string cluster_words(const engine::TriedCluster& tried) const {
    const auto& cluster = model_.clusters[tried.id];
    const std::string where = fmt::format(" ({})", line(cluster.span));
    if (tried.verdict == Verdict::out_of_period) return "not in force: " + period_words(cluster.period) + where;
    if (tried.verdict == Verdict::faulty) return "cannot be decided, see above" + where;
    return reason_it_fails(tried.condition) + where;
  }

  // ---- what counts

  void matched() {
    if (!outcome_.cluster) return;
    page_.heading("What counts");
    std::vector<std::string> labels{"base"};
    for (const Matched& matched : explanation_.matched) labels.push_back(id_of(matched.match, model_));
    const std::size_t width = label_width(labels);
    base(width);
    for (const Matched& matched : explanation_.matched) {
      const std::string reason = reason_words(matched);
      page_.item({{id_of(matched.match, model_), Tone::strong}}, {width},
                 {fmt::format("{} ({})", reason, line(place_of(matched.match, model_)))});
      for (const std::size_t index : matched.contributions)
        effect(effect_words(explanation_.trace.contributions[index], model_, figures_), width);
      if (matched.contributions.size() < efforts_of(matched.match)) effect("cannot be computed, see above", width);
      for (const auto& flag : matched.flags) effect("remark " + quoted(flag), width);
      const auto& because = because_of(matched.match, model_);
      if (!because.empty()) page_.item({{""}}, {width}, {"because " + quoted(because), Tone::faint});
    }
  }

  /// The number of effects other than flags.
  std::size_t efforts_of(const RuleSite& match) const {
    const auto& effects = effects_of(match, model_);
    return static_cast<std::size_t>(std::count_if(effects.begin(), effects.end(), [](const engine::Effect& effect) {
      return effect.kind != engine::EffectKind::flag;
    }));
  }

  void base(std::size_t width) {
    const auto& cluster = model_.clusters[*outcome_.cluster];
    bool any = false;
    for (const auto& contribution : explanation_.trace.contributions) {
      if (contribution.by) continue;
      if (!any) page_.item({{"base", Tone::strong}}, {width}, {fmt::format("of the cluster ({})", line(cluster.span))});
      effect(effect_words(contribution, model_, figures_), width);
      any = true;
    }
    if (!any) page_.item({{"base", Tone::strong}}, {width}, {"the cluster begins with no effort"});
  }

  void effect(const std::string& words, std::size_t width) { page_.item({{""}, {"→"}}, {width, 1}, {words}); }

  std::string reason_words(const Matched& matched) const {
    if (matched.match.row && model_.tables[matched.match.index].rows[*matched.match.row].otherwise)
      return "no other row of the table fits";
    const std::string reason = reason_it_holds(matched.condition);
    return reason.empty() ? (matched.match.row ? "fits every account" : "always") : reason;
  }

  // ---- names and units

  void names() {
    std::vector<std::string> meanings;
    for (const NamedValue& name : explanation_.names) meanings.push_back(name.meaning);
    const auto units = unit_words(explanation_.trace.contributions, meanings, model_, figures_);
    if (explanation_.names.empty() && units.empty()) return;
    page_.heading("Where");
    for (const NamedValue& named : explanation_.names) page_.paragraph(name_words(named));
    for (const auto& unit : units) page_.paragraph(unit);
  }

  std::string name_words(const NamedValue& named) const {
    std::string text = named.name;
    if (!named.meaning.empty()) text += " = " + named.meaning;
    if (named.value != named.meaning && !named.value.empty()) text += " = " + named.value;
    if (named.value.empty()) text += " has no value here";
    if (!named.row.empty()) text += fmt::format(", from {}: {}", named.row, named.because);
    if (const auto period = period_words(named.period); !period.empty()) text += ", " + period;
    return fmt::format("{} ({})", text, line(named.span));
  }

  // ---- what does not count

  void unmatched() {
    std::vector<const Unmatched*> near;
    std::vector<std::string> elsewhere, not_now;
    std::vector<std::string> labels;
    for (const Unmatched& unmatched : explanation_.unmatched) {
      if (unmatched.verdict == Verdict::out_of_scope) elsewhere.push_back(name_of(unmatched.ref));
      if (unmatched.verdict == Verdict::out_of_period)
        not_now.push_back(fmt::format("{} ({})", name_of(unmatched.ref), period_words(period_of(unmatched.ref))));
      if (unmatched.verdict != Verdict::fails && unmatched.verdict != Verdict::holds) continue;
      near.push_back(&unmatched);
      labels.push_back(name_of(unmatched.ref));
    }
    if (near.empty() && elsewhere.empty() && not_now.empty()) return;
    page_.heading("What does not count, and by how much");
    const std::size_t width = label_width(labels);
    for (const Unmatched* unmatched : near) missed(*unmatched, width);
    if (!elsewhere.empty())
      page_.paragraph(fmt::format("Only for other clusters: {}", fmt::join(elsewhere, ", ")), 2, Tone::faint);
    if (!not_now.empty())
      page_.paragraph(fmt::format("Not in force on {}: {}", to_text(explanation_.as_of), fmt::join(not_now, ", ")), 2,
                      Tone::faint);
  }

  const std::string& name_of(const RuleRef& ref) const {
    return ref.kind == RuleRef::Kind::rule ? model_.rules[ref.index].id : model_.tables[ref.index].name;
  }

  const engine::Period& period_of(const RuleRef& ref) const {
    return ref.kind == RuleRef::Kind::rule ? model_.rules[ref.index].period : model_.tables[ref.index].period;
  }

  void missed(const Unmatched& unmatched, std::size_t width) {
    const std::string where = fmt::format(" ({})", line(place_of(unmatched.ref, model_)));
    if (unmatched.ref.kind == RuleRef::Kind::rule)
      return page_.item({{name_of(unmatched.ref)}}, {width}, {reason_it_fails(unmatched.condition) + where});
    std::vector<const Unmatched::UnmatchedRow*> rows;
    for (const auto& row : unmatched.rows)
      if (!row.passed_over) rows.push_back(&row);
    const std::size_t passed = unmatched.rows.size() - rows.size();
    std::string text = unmatched.verdict == Verdict::holds ? "other rows" : "no row fits";
    if (passed > 0) text += fmt::format("; {} not asked, because a row above fits", counted(passed, "row"));
    page_.item({{name_of(unmatched.ref)}}, {width}, {text + where});
    missed_rows(nearest(rows), width);
    if (rows.size() > rows_shown)
      page_.item({{""}}, {width}, {fmt::format("… and {} more", counted(rows.size() - rows_shown, "row"))});
  }

  void missed_rows(const std::vector<const Unmatched::UnmatchedRow*>& rows, std::size_t width) {
    for (const auto* row : rows) {
      const std::string number = fmt::format("#{}", row->row + 1);
      page_.item({{""}, {number}}, {width, 3}, {reason_it_fails(row->condition)});
    }
  }

  /// The rows with the fewest cells that do not match, in the order of the table.
  static std::vector<const Unmatched::UnmatchedRow*> nearest(std::vector<const Unmatched::UnmatchedRow*> rows) {
    const auto misses = [](const Unmatched::UnmatchedRow* row) {
      return std::count_if(row->condition.parts.begin(), row->condition.parts.end(),
                           [](const Condition& cell) { return cell.holds == false; });
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) { return misses(a) < misses(b); });
    if (rows.size() > rows_shown) rows.resize(rows_shown);
    std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->row < b->row; });
    return rows;
  }

  // ---- what would change it

  void changes(const std::vector<NearestChange>& all) {
    page_.heading("What would change the result: one attribute, the nearest value");
    std::vector<std::string> figures;
    for (const auto id : model_.figure_attributes()) figures.push_back(model_.attributes[id].name);
    const std::string names_of_figures = fmt::format("{}", fmt::join(figures, ", "));
    if (figures.size() == 1)
      page_.paragraph(fmt::format("{} is held as it is, although it is counted from all rows: what changes here may "
                                  "change it, too.",
                                  names_of_figures),
                      2, Tone::faint);
    if (figures.size() > 1)
      page_.paragraph(fmt::format("{} are held as they are, although they are counted from all rows: what changes here "
                                  "may change them, too.",
                                  names_of_figures),
                      2, Tone::faint);
    if (all.empty()) return page_.paragraph("No other value of a single attribute was found to change it.");
    std::vector<std::string> names, values;
    for (const NearestChange& change : all) {
      names.push_back(model_.attributes[change.attribute].name);
      values.push_back(new_value(change));
    }
    const std::vector<std::size_t> widths{label_width(names), std::max<std::size_t>(label_width(values), 8)};
    std::size_t shown = 0, more = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool again = i > 0 && all[i].attribute == all[i - 1].attribute;
      shown = again ? shown + 1 : 1;
      if (shown <= values_shown)
        page_.item({{again ? "" : names[i], Tone::strong}, {values[i]}}, widths, {consequence(all[i])});
      more = shown > values_shown ? more + 1 : 0;
      const bool last = i + 1 == all.size() || all[i + 1].attribute != all[i].attribute;
      if (last && more > 0) page_.item({{""}}, {widths[0]}, {fmt::format("… and {}", counted(more, "other value"))});
    }
    page_.paragraph("No other value of any other attribute alone was found to change it.", 2, Tone::faint);
  }

  std::string new_value(const NearestChange& change) const {
    if (change.any_other) return "any other";
    return engine::value_words(change.value, model_.attributes[change.attribute].type, model_);
  }

  std::string consequence(const NearestChange& change) const {
    const Outcome& outcome = change.outcome;
    if (outcome.rejected()) return fmt::format("rejected: {}", fmt::join(to_texts(outcome.rejections, model_), "; "));
    std::string text =
        outcome.cluster != outcome_.cluster ? fmt::format("cluster {}: ", model_.clusters[*outcome.cluster].name) : "";
    text += exact_words(outcome.total, figures_) + " FTE";
    if (!outcome_.rejected() && outcome.total == outcome_.total) text += " as now";
    if (change.moves) text += "; the effort moves with it";
    return text;
  }

  const Explanation& explanation_;
  const Model& model_;
  const Outcome& outcome_;
  const Fractions figures_;
  Page page_;
};

}  // namespace

std::string explanation_view(const Explanation& explanation, const std::vector<NearestChange>& changes,
                             const ExplainedTitle& title, const Screen& screen) {
  return ExplanationView(explanation, screen).run(changes, title);
}

std::vector<PageEntry> explanation_entries(const Explanation& explanation, const ExplainedTitle& title) {
  return ExplanationView(explanation, {}).entries(title);
}

}  // namespace spanne::report
