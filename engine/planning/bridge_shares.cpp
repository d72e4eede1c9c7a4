#include "engine/planning/bridge_shares.hpp"

#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <numeric>
#include <unordered_set>
#include <utility>

#include "engine/compare/compare.hpp"
#include "engine/model/term_parts.hpp"

namespace spanne::engine {

using CauseKind = BridgeCause::Kind;

BridgeViews::BridgeViews(const BridgeInput& input) : rules_differ_(input.models[0] != input.models[1]) {
  for (std::size_t rules = 2; rules-- > 0;) {
    const Model& model = *input.models[rules];
    const Date earlier = nearest_day(model.effective, input.days[0]),
               later = nearest_day(model.effective, input.days[1]);
    days_differ_ = days_differ_ || earlier != later;
    for (std::size_t file = 0; file < 2; ++file) {
      auto& first = views_[index(rules, 0, file)];
      auto& second = views_[index(rules, 1, file)];
      if (rules == 0 && !rules_differ_) {
        first = views_[index(1, 0, file)], second = views_[index(1, 1, file)];
        continue;
      }
      second = std::make_shared<const RowEvaluation>(model, later, *input.rows[rules][file]);
      first =
          earlier == later ? second : std::make_shared<const RowEvaluation>(model, earlier, *input.rows[rules][file]);
    }
  }
}

// ---- causes

namespace {

/// What any term of the rules reads, tests and properties included; ascending.
std::vector<AttributeId> used_attributes(const Model& model) {
  std::vector<TermId> terms(model.terms.size());
  std::iota(terms.begin(), terms.end(), TermId{0});
  return attributes_of(terms, model);
}

}  // namespace

BridgeCauses::BridgeCauses(const BothSides<const Model*>& models) : models_(models) {
  OldNames names;
  if (models[0] != models[1]) names = compare(*models[0], *models[1]).old_names;
  std::unordered_set<AttributeId> taken;
  for (AttributeId id = 0; id < models[1]->attributes.size(); ++id) {
    const auto earlier = models[0]->find_attribute(old_name(names.values, models[1]->attributes[id].name));
    if (earlier) taken.insert(*earlier);
    add({earlier, id});
  }
  for (AttributeId id = 0; id < models[0]->attributes.size(); ++id)
    if (!taken.contains(id)) add({id, std::nullopt});
  for (const CauseKind kind : {CauseKind::gone, CauseKind::added, CauseKind::together, CauseKind::rules, CauseKind::day,
                               CauseKind::now_rejected, CauseKind::now_accepted})
    causes_.push_back({kind, {}, {}});
  for (std::size_t rules = 0; rules < 2; ++rules) {
    const auto used = used_attributes(*models[rules]);
    for (Attribute& attribute : attributes_)
      if (attribute.ids[rules] && std::binary_search(used.begin(), used.end(), *attribute.ids[rules]))
        attribute.is_used = true;
  }
}

void BridgeCauses::add(BothSides<std::optional<AttributeId>> ids) {
  const engine::Attribute& declared = ids[1] ? models_[1]->attributes[*ids[1]] : models_[0]->attributes[*ids[0]];
  const engine::Attribute& earlier = ids[0] ? models_[0]->attributes[*ids[0]] : declared;
  causes_.push_back(
      {declared.figure ? CauseKind::figure : CauseKind::attribute, declared.name, {earlier.type, declared.type}});
  attributes_.push_back({std::move(ids), false});
}

std::size_t BridgeCauses::of(CauseKind kind) const {
  const auto found =
      std::find_if(causes_.begin(), causes_.end(), [&](const BridgeCause& cause) { return cause.kind == kind; });
  return static_cast<std::size_t>(found - causes_.begin());
}

std::string BridgeCauses::text(std::size_t attribute, std::size_t rules, const Account& account) const {
  const auto id = attributes_[attribute].ids[rules];
  if (!id || is_missing(account.values[*id])) return {};
  return to_text(account.values[*id], models_[rules]->attributes[*id].type, *models_[rules]);
}

// ---- one engagement

std::vector<Range> shapley_values(const std::vector<Range>& worth, std::size_t causes) {
  // The weight of a step from a subset of k causes is k! (n - 1 - k)! / n!.
  std::vector<Fraction> weights{Fraction::ratio(1, static_cast<std::int64_t>(std::max<std::size_t>(causes, 1)))};
  for (std::size_t size = 1; size < causes; ++size)
    weights.push_back(weights.back() * static_cast<std::int64_t>(size) / static_cast<std::int64_t>(causes - size));
  std::vector<Range> values(causes);
  for (std::size_t cause = 0; cause < causes; ++cause) {
    std::vector<Range> steps(causes);  // by the size of the subset before
    for (std::size_t subset = 0; subset < worth.size(); ++subset) {
      if ((subset >> cause & 1U) != 0) continue;
      const Range &without = worth[subset], &with = worth[subset | std::size_t{1} << cause];
      steps[static_cast<std::size_t>(__builtin_popcountll(subset))] +=
          {with.low - without.low, with.high - without.high};
    }
    for (std::size_t size = 0; size < causes; ++size)
      values[cause] += {steps[size].low * weights[size], steps[size].high * weights[size]};
  }
  return values;
}

class BridgeShares::Engagement {
 public:
  Engagement(const BridgeViews& views, const BridgeCauses& causes, const BridgePlaces& places)
      : views_(views), causes_(causes), places_(places) {}

  void part(const RowResult& before, const RowResult& after, BridgeRow& row) {
    evaluate_corners(before, after);
    note_changes();
    if (changed_.empty() && !views_.rules_differ() && !views_.days_differ()) return;
    if (std::string why = tell_apart(row); !why.empty()) {
      row.together = std::move(why);
      row.shares = {whole(after.outcome.total, before.outcome.total)};
      return;
    }
    for (const std::size_t attribute : changed_)
      if (!causes_.attributes()[attribute].is_used) row.shares.push_back(share(attribute, {}));
    std::sort(row.shares.begin(), row.shares.end(),
              [](const BridgeShare& a, const BridgeShare& b) { return a.cause < b.cause; });
  }

 private:
  const RowResult& corner(std::size_t rules, std::size_t day, std::size_t file) const {
    return *corners_[4 * rules + 2 * day + file];
  }

  void evaluate_corners(const RowResult& before, const RowResult& after) {
    for (std::size_t rules = 0; rules < 2; ++rules)
      for (std::size_t day = 0; day < 2; ++day)
        for (std::size_t file = 0; file < 2; ++file) {
          const RowResult*& result = corners_[4 * rules + 2 * day + file];
          const RowEvaluation& view = views_.at(rules, day, file);
          if (&view == &views_.at(0, 0, 0))
            result = &before;
          else if (&view == &views_.at(1, 1, 1))
            result = &after;
          else
            result = &others_.emplace_back(view.evaluate(places_.at[rules][file]));
        }
  }

  bool differs(std::size_t attribute) const {
    for (std::size_t rules = 0; rules < 2; ++rules)
      for (std::size_t day = 0; day < 2; ++day)
        if (const auto id = causes_.attributes()[attribute].ids[rules])
          if (corner(rules, day, 0).account.values[*id] != corner(rules, day, 1).account.values[*id]) return true;
    return false;
  }

  void note_changes() {
    for (std::size_t attribute = 0; attribute < causes_.attributes().size(); ++attribute)
      if (differs(attribute)) changed_.push_back(attribute);
  }

  BridgeShare share(std::size_t attribute, Range change) const {
    std::string before = causes_.text(attribute, 0, corner(0, 0, 0).account),
                after = causes_.text(attribute, 1, corner(1, 1, 1).account);
    // With other defaults both guidelines may have one value of cells that differ: then one guideline reads both.
    for (std::size_t rules = 2; before == after && rules-- > 0;) {
      before = causes_.text(attribute, rules, corner(rules, rules, 0).account);
      after = causes_.text(attribute, rules, corner(rules, rules, 1).account);
    }
    return {attribute, std::move(before), std::move(after), std::move(change)};
  }

  /// All changes in one share, with their values on either side.
  BridgeShare whole(const Range& after, const Range& before) const {
    BridgeShare share{causes_.of(CauseKind::together), {}, {}, {after.low - before.low, after.high - before.high}};
    for (const std::size_t attribute : changed_) {
      const BridgeShare one = this->share(attribute, {});
      const std::string& name = causes_.all()[attribute].attribute;
      const auto add = [&](std::string& text, const std::string& value) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, value.empty() ? "missing" : value);
      };
      add(share.before, one.before);
      add(share.after, one.after);
    }
    return share;
  }

  /// Adds the share of each cause; returns why that cannot be done.
  std::string tell_apart(BridgeRow& row) const {
    std::vector<std::size_t> players;
    for (const std::size_t attribute : changed_)
      if (causes_.attributes()[attribute].is_used) players.push_back(attribute);
    if (views_.rules_differ()) players.push_back(causes_.of(CauseKind::rules));
    if (views_.days_differ()) players.push_back(causes_.of(CauseKind::day));
    if (players.size() > max_bridge_causes)
      return fmt::format("{} things changed at once, and no more than {} are told apart", players.size(),
                         max_bridge_causes);
    std::vector<Range> worth;
    for (std::size_t subset = 0; subset < std::size_t{1} << players.size(); ++subset) {
      auto total = worth_of(subset, players);
      if (!total) return "with only some of its changes it would be rejected";
      worth.push_back(*std::move(total));
    }
    const auto values = shapley_values(worth, players.size());
    for (std::size_t i = 0; i < players.size(); ++i) {
      if (players[i] < causes_.attributes().size())
        row.shares.push_back(share(players[i], values[i]));
      else if (!(values[i] == Range{}))
        row.shares.push_back({players[i], {}, {}, values[i]});
    }
    return {};
  }

  /// What the engagement comes to when only the causes of a subset have changed; nullopt if it is rejected then.
  std::optional<Range> worth_of(std::size_t subset, const std::vector<std::size_t>& players) const {
    const auto has = [&](std::size_t cause) {
      const auto found = std::find(players.begin(), players.end(), cause);
      return found != players.end() && (subset >> (found - players.begin()) & 1U) != 0;
    };
    const std::size_t rules = has(causes_.of(CauseKind::rules)) ? 1 : 0, day = has(causes_.of(CauseKind::day)) ? 1 : 0;
    const RowResult &before = corner(rules, day, 0), &after = corner(rules, day, 1);
    // Values of a row that was not read would be missing where none may be.
    if (before.outcome.rejected() || after.outcome.rejected()) return std::nullopt;
    Account account = before.account;
    for (std::size_t attribute = 0; attribute < causes_.attributes().size(); ++attribute)
      if (const auto id = causes_.attributes()[attribute].ids[rules]; id && has(attribute))
        account.values[*id] = after.account.values[*id];
    Outcome outcome = views_.at(rules, day, 0).evaluator().evaluate(account);
    if (outcome.rejected()) return std::nullopt;
    return std::move(outcome.total);
  }

  const BridgeViews& views_;
  const BridgeCauses& causes_;
  const BridgePlaces& places_;
  std::array<const RowResult*, 8> corners_{};
  std::deque<RowResult> others_;      // those that are neither the earlier nor the later end
  std::vector<std::size_t> changed_;  // attributes
};

void BridgeShares::part(const BridgePlaces& places, const RowResult& before, const RowResult& after,
                        BridgeRow& row) const {
  Engagement(views_, causes_, places).part(before, after, row);
}

}  // namespace spanne::engine
