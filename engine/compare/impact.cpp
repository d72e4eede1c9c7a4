#include "engine/compare/impact.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "engine/evaluate/trace.hpp"

namespace spanne::engine {
namespace {

std::string range_words(const Range& range) {
  const std::string low = range.low.to_text(), high = range.high.to_text();
  return low == high ? low : low + " .. " + high;
}

std::string signed_words(const Range& range) {
  const std::string words = range_words(range);
  return words.starts_with("-") ? words : "+" + words;
}

/// "+0.2 .. 0.3 FTE external", "+20 %", "x 1.5", "at most 0.9 FTE".
std::string worth_words(const Contribution& one, const Model& model) {
  const auto& kind = one.effect->effort_kind;
  const std::string of = kind && model.declares_kinds() ? " " + model.kinds[*kind].name : "";
  const Range percent{one.amount.low * 100, one.amount.high * 100};
  switch (one.effect->kind) {
    case EffectKind::add: return signed_words(one.worth()) + " FTE" + of;
    case EffectKind::surcharge: return signed_words(percent) + " %" + of;
    case EffectKind::factor: return "x " + range_words(one.amount) + of;
    case EffectKind::at_least: return "at least " + range_words(one.amount) + " FTE";
    case EffectKind::at_most: return "at most " + range_words(one.amount) + " FTE";
    case EffectKind::exactly: return "exactly " + range_words(one.amount) + " FTE";
    case EffectKind::flag: break;
  }
  return {};
}

/// What each rule, row or base came to, in the order of the file.
using Worths = std::vector<std::pair<std::string, std::string>>;

Worths worths_of(const Trace& trace, const Outcome& outcome, const Model& model) {
  Worths worths;
  for (const Contribution& one : trace.contributions) {
    const std::string words = worth_words(one, model);
    const std::string name = !one.by       ? "cluster " + model.clusters[*outcome.cluster].name
                             : one.by->row ? "row " + id_of(*one.by, model)
                                           : "rule " + id_of(*one.by, model);
    if (words.empty()) continue;
    if (!worths.empty() && worths.back().first == name)
      worths.back().second += ", " + words;
    else
      worths.emplace_back(name, words);
  }
  return worths;
}

/// Nameless rules and rows are called by their place, which may have changed without them.
std::string stem(const std::string& name) {
  return name.starts_with("rule line ") ? "rule line" : name.substr(0, name.find('#'));
}
bool called_by_place(const std::string& name) { return stem(name) != name; }

/// What is responsible for a difference: everything that came to something else.
std::vector<Responsible> responsible_for(Worths before, const Worths& after,
                                         const std::map<std::string, std::string>& old_names) {
  std::vector<Responsible> all;
  for (const auto& worth : after) {
    const std::string &name = worth.first, &words = worth.second;  // clang 14 lets no lambda see parts of a binding
    const std::string& former = old_name(old_names, name);
    auto same = std::find_if(before.begin(), before.end(), [&](const auto& one) {
      return one.second == words &&
             (one.first == former || (called_by_place(one.first) && stem(one.first) == stem(former)));
    });
    const bool unchanged = same != before.end();
    if (!unchanged)
      same = std::find_if(before.begin(), before.end(), [&](const auto& one) { return one.first == former; });
    if (!unchanged) all.push_back({name, same == before.end() ? "" : same->second, words});
    if (same != before.end()) before.erase(same);
  }
  for (const auto& [name, words] : before) all.push_back({name, words, ""});
  return all;
}

bool same_counts(const Span& a, const Span& b) {
  return a.accounts_low == b.accounts_low && a.accounts_high == b.accounts_high && a.needs_team == b.needs_team &&
         a.kams_low == b.kams_low && a.kams_high == b.kams_high;
}

class ImpactMaker {
 public:
  ImpactMaker(const ImpactSide& before, const ImpactSide& after, const Comparison& comparison)
      : before_(before),
        after_(after),
        comparison_(comparison),
        old_evaluator_(before.model, before.as_of),
        new_evaluator_(after.model, after.as_of) {
    for (const auto& one : comparison.differences)
      if (one.is_renamed() && (one.subject == Subject::rule || one.subject == Subject::cluster))
        old_names_[fmt::format("{} {}", to_text(one.subject), one.new_name)] =
            fmt::format("{} {}", to_text(one.subject), one.old_name);
  }

  Impact run(const std::vector<GroupBy>& old_by, const std::vector<GroupBy>& new_by) {
    PortfolioBuilder old_portfolio(before_.model, old_by, before_.kams),
        new_portfolio(after_.model, new_by, after_.kams);
    for (std::size_t row = 0; row < after_.rows.size(); ++row) {
      Judgement a = judge(before_.rows[row], old_evaluator_), b = judge(after_.rows[row], new_evaluator_);
      old_portfolio.add({&before_.rows[row].account, &a.outcome, a.rejected()});
      new_portfolio.add({&after_.rows[row].account, &b.outcome, b.rejected()});
      sort_in(row, std::move(a), std::move(b));
    }
    std::stable_sort(result_.movers.begin(), result_.movers.end(), [](const Mover& a, const Mover& b) {
      const bool a_lost = a.before.rejected() != a.after.rejected(), b_lost = b.before.rejected() != b.after.rejected();
      return a_lost != b_lost ? a_lost : absolute(a.change) > absolute(b.change);
    });
    pair_groups(old_portfolio.finish(), new_portfolio.finish(), new_by);
    return std::move(result_);
  }

 private:
  static Judgement judge(const ReadRow& row, const Evaluator& evaluator) {
    Judgement judgement{{}, row.reasons};
    if (judgement.rejected()) return judgement;
    judgement.outcome = evaluator.evaluate(row.account);
    judgement.reasons = judgement.outcome.reasons;
    return judgement;
  }

  /// Kinds by their old names; one that only the other side has is no effort here.
  std::map<std::string, Range> kinds(const Outcome& outcome, const Model& model, bool is_new) const {
    std::map<std::string, Range> all;
    for (std::size_t i = 0; i < model.kinds.size(); ++i) {
      const std::string& name = model.kinds[i].name;
      const bool nothing = outcome.kinds[i].low.sign() == 0 && outcome.kinds[i].high.sign() == 0;
      if (!nothing) all[is_new ? old_name(comparison_.old_names.kinds, name) : name] = outcome.kinds[i];
    }
    return all;
  }

  const std::string& old_cluster(const Outcome& outcome) const {
    return old_name(comparison_.old_names.clusters, after_.model.clusters[*outcome.cluster].name);
  }

  bool same(const Outcome& a, const Outcome& b) const {
    return a.total == b.total && same_counts(a.span, b.span) &&
           before_.model.clusters[*a.cluster].name == old_cluster(b) &&
           kinds(a, before_.model, false) == kinds(b, after_.model, true);
  }

  void sort_in(std::size_t row, Judgement a, Judgement b) {
    if (a.rejected() && b.rejected()) {
      ++result_.rejected_both;
      return;
    }
    const bool both = !a.rejected() && !b.rejected();
    if (both && same(a.outcome, b.outcome)) {
      ++result_.same;
      return;
    }
    Mover mover{row, std::move(a), std::move(b), 0, {}};
    if (both) {
      mover.change = mover.after.outcome.total.middle() - mover.before.outcome.total.middle();
      mover.responsible = responsible(row, mover);
    }
    result_.movers.push_back(std::move(mover));
  }

  std::vector<Responsible> responsible(std::size_t row, const Mover& mover) const {
    Trace old_trace, new_trace;
    old_evaluator_.evaluate(before_.rows[row].account, &old_trace);
    new_evaluator_.evaluate(after_.rows[row].account, &new_trace);
    auto all = responsible_for(worths_of(old_trace, mover.before.outcome, before_.model),
                               worths_of(new_trace, mover.after.outcome, after_.model), old_names_);
    // The same effort, another span: only the header can have done that.
    if (all.empty()) all.push_back({"header", "", "capacity or utilisation"});
    return all;
  }

  std::string old_label(const std::string& label, const GroupBy& by) const {
    return by.attribute ? label : old_name(comparison_.old_names.clusters, label);
  }

  void pair_groups(const Portfolio& before, const Portfolio& after, const std::vector<GroupBy>& by) {
    std::map<std::vector<std::string>, std::size_t> places;
    for (const Group& group : after.groups) {
      auto old_labels = group.labels;
      for (std::size_t i = 0; i < by.size(); ++i) old_labels[i] = old_label(old_labels[i], by[i]);
      places[old_labels] = result_.groups.size();
      result_.groups.push_back({group.labels, std::nullopt, group});
    }
    for (const Group& group : before.groups) {
      const auto place = places.find(group.labels);
      if (place == places.end())
        result_.groups.push_back({group.labels, group, std::nullopt});
      else
        result_.groups[place->second].before = group;
    }
    std::stable_sort(result_.groups.begin(), result_.groups.end(), [](const GroupPair& a, const GroupPair& b) {
      return absolute(a.change()) > absolute(b.change());
    });
    result_.total = {{}, before.total, after.total};
  }

  const ImpactSide& before_;
  const ImpactSide& after_;
  const Comparison& comparison_;
  Evaluator old_evaluator_, new_evaluator_;
  std::map<std::string, std::string> old_names_;
  Impact result_;
};

}  // namespace

Fraction GroupPair::change() const {
  const Fraction old_effort = before ? before->total.middle() : Fraction(0);
  const Fraction new_effort = after ? after->total.middle() : Fraction(0);
  return new_effort - old_effort;
}

Impact impact_of(const ImpactSide& before, const ImpactSide& after, const Comparison& comparison,
                 const std::vector<GroupBy>& old_by, const std::vector<GroupBy>& new_by) {
  return ImpactMaker(before, after, comparison).run(old_by, new_by);
}

}  // namespace spanne::engine
