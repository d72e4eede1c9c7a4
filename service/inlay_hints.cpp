// Small notes within the text: what hours come to in FTE, and how many accounts of a cluster fill one KAM.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "engine/semantics/evaluate.hpp"
#include "report/views.hpp"
#include "service/features.hpp"
#include "service/params.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

bool is_in_fte(const std::string& unit) { return unit.empty() || unit == "FTE" || unit == "VZÄ"; }

constexpr int decimals = 6;

bool is_shown_exactly(const engine::Fraction& number) { return (number * engine::Fraction(1'000'000)).is_whole(); }

/// "0.0075 FTE"; "≈ 0.016667 FTE" where six decimals do not hold all of it.
std::string amount_words(const engine::Range& range) {
  report::Screen screen;
  screen.places = decimals;
  const bool exact = is_shown_exactly(range.low) && is_shown_exactly(range.high);
  return (exact ? "" : "≈ ") + report::effort_words(range, screen);
}

class HintList {
 public:
  HintList(const TextDocument& document, const engine::Model& model, grammar::TextSpan range)
      : document_(document), model_(model), range_(range) {}

  Json run() {
    for (std::size_t id = 0; id < model_.clusters.size(); ++id) {
      add_amounts(model_.clusters[id].base);
      const auto& written = document_.rules().tree.clusters[id].base;
      if (!written.empty()) add_accounts(model_.clusters[id], written.back());
    }
    for (const engine::Rule& rule : model_.rules) add_amounts(rule.effects);
    for (const engine::Table& table : model_.tables)
      for (const engine::Row& row : table.rows) add_amounts(row.effects);
    std::stable_sort(hints_.begin(), hints_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Json all = Json::array();
    for (auto& [offset, label] : hints_)
      all.push_back({{"position", to_json(document_.lines().position(offset))},
                     {"label", std::move(label)},
                     {"paddingLeft", true}});
    return all;
  }

 private:
  /// `2 h/month` is 0.015 FTE.
  void add_amounts(const engine::Effects& effects) {
    for (const engine::Effect& effect : effects) {
      if (effect.kind == engine::EffectKind::surcharge || effect.kind == engine::EffectKind::factor ||
          effect.kind == engine::EffectKind::flag || effect.amount.computed || is_in_fte(effect.amount.unit))
        continue;
      add(effect.amount.span.end, amount_words(effect.amount.range));
    }
  }

  /// The base of a cluster by itself: an account to which no rule applies.
  void add_accounts(const engine::Cluster& cluster, const grammar::BaseAmount& last) {
    engine::Range sum;
    for (const engine::Effect& effect : cluster.base) {
      if (effect.amount.computed) return;
      sum += effect.amount.range;
    }
    if (sum.low.sign() < 0) return;
    const std::string accounts = report::span_words(engine::span_of(sum, model_));
    const bool team = accounts.starts_with("team");
    add(last.kind ? last.kind->span.end : last.amount.span.end, team ? accounts : accounts + " per KAM");
  }

  void add(std::uint32_t offset, std::string label) {
    if (offset >= range_.begin && offset <= range_.end) hints_.emplace_back(offset, std::move(label));
  }

  const TextDocument& document_;
  const engine::Model& model_;
  grammar::TextSpan range_;
  std::vector<std::pair<std::uint32_t, std::string>> hints_;
};

}  // namespace

Reply inlay_hints(Session& session, const Json& params) {
  auto document = document_of(session, params);
  if (auto* error = std::get_if<RequestError>(&document)) return std::move(*error);
  const TextDocument& asked = *std::get<TextDocument*>(document);
  const auto range = span_of(member(params, "range"), asked.lines());
  if (!range) return RequestError{RequestError::invalid_params, "the range is missing"};
  if (asked.kind() != TextKind::rules || !asked.rules().model) return Json::array();
  return HintList(asked, *asked.rules().model, *range).run();
}

}  // namespace spanne::service
