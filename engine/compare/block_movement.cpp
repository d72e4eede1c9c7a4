#include "engine/compare/block_movement.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <utility>

#include "engine/columns/plan_terms.hpp"
#include "engine/semantics/contribution.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine {
namespace {

__extension__ typedef __int128 Wide;

bool same_contribution(const Contribution& a, const Contribution& b) {
  return a.effect->kind == b.effect->kind && a.amount == b.amount && a.portions == b.portions;
}

std::string kind_words(const Effect& effect, const Model& model) {
  return effect.effort_kind && model.declares_kinds() ? model.kinds[*effect.effort_kind].name : "";
}

}  // namespace

Fraction change_unit(const Plan* before, const Plan* after) {
  if (before == nullptr || after == nullptr) return 1;
  return common_unit(before->total.unit, after->total.unit) * Fraction::ratio(1, 2);
}

// ---------------------------------------------------------------------------------------------- once

BlockMovement::BlockMovement(Movement& movement, const Plan& before, const Plan& after)
    : movement_(movement), old_{movement.before(), before, {}, {}}, new_{movement.after(), after, {}, {}} {
  add_entries(old_, false);
  add_entries(new_, true);
  add_items();
  total_ = equality(&before.total, &after.total);
  for (const auto& [old_kind, new_kind] : movement.kinds())
    kinds_.push_back(
        equality(old_kind ? &before.kinds[*old_kind] : nullptr, new_kind ? &after.kinds[*new_kind] : nullptr));
  const Model &old_model = old_.evaluator.model(), &new_model = new_.evaluator.model();
  same_loads_ = old_model.capacity * old_model.utilisation_low == new_model.capacity * new_model.utilisation_low &&
                old_model.capacity * old_model.utilisation_high == new_model.capacity * new_model.utilisation_high;
  // The sum of both ends is counted in twice the unit of the middle.
  const Fraction twice = change_unit(&before, &after) * 2;
  const auto old_factor = (before.total.unit / twice).in_lowest_terms();
  const auto new_factor = (after.total.unit / twice).in_lowest_terms();
  if (old_factor && new_factor) change_factors_.emplace(old_factor->first, new_factor->first);
}

void BlockMovement::add_entries(Side& side, bool is_new) {
  const Model& model = side.evaluator.model();
  const auto effects_in = [](const Effects& effects) {
    std::vector<const Effect*> all;
    for (const Effect& effect : effects)
      if (effect.kind != EffectKind::flag) all.push_back(&effect);
    return all;
  };
  for (ClusterId id = 0; id < model.clusters.size(); ++id) {
    side.bases.push_back({always, std::nullopt, effects_in(model.clusters[id].base), {}, true, {}});
    finish_entry(side.bases.back(), side, id, is_new);
  }
  for (const Plan::Matched& match : side.plan.matches) {
    Entry entry{match.when, match.match, effects_in(effects_of(match.match, model)), {}, true, {}};
    if (entry.effects.empty()) continue;
    finish_entry(entry, side, 0, is_new);
    side.matches.push_back(std::move(entry));
  }
}

void BlockMovement::finish_entry(Entry& entry, const Side& side, ClusterId cluster, bool is_new) {
  const Model& model = side.evaluator.model();
  entry.summary.name = name_of(entry.by, cluster, model);
  entry.fixed = std::none_of(entry.effects.begin(), entry.effects.end(),
                             [](const Effect* effect) { return effect->per || effect->amount.computed; });
  if (entry.fixed)
    for (const Effect* effect : entry.effects)
      (entry.summary.words += entry.summary.words.empty() ? "" : ", ") +=
          contribution_words({entry.by, effect, effect->amount.range, std::nullopt, 1}, model);
  ContributionSides& sides = movement_.sides();
  entry.side = is_new ? sides.new_side(entry.summary) : sides.old_side(entry.summary);
}

void BlockMovement::add_items() {
  std::map<std::uint32_t, std::size_t> old_places;
  for (std::size_t i = 0; i < old_.matches.size(); ++i) old_places[old_.matches[i].side.name] = i;
  std::vector<bool> paired(old_.matches.size(), false);
  for (std::size_t i = 0; i < new_.matches.size(); ++i) {
    const Entry& after = new_.matches[i];
    Item item{std::nullopt, i};
    if (const auto found = old_places.find(after.side.name); found != old_places.end()) {
      const Entry& before = old_.matches[found->second];
      item.before = found->second;
      item.same_contribution = before.fixed && after.fixed && before.side.words == after.side.words;
      paired[found->second] = true;
    }
    items_.push_back(item);
  }
  for (std::size_t i = 0; i < old_.matches.size(); ++i)
    if (!paired[i]) items_.push_back({i, std::nullopt});
  item_words_ = (items_.size() + 63) / 64;
}

BlockMovement::Equality BlockMovement::equality(const Plan::Figure* before, const Plan::Figure* after) const {
  Equality equality{before, after, std::nullopt};
  if (before == nullptr || after == nullptr) return equality;
  if (const auto ratio = (before->unit / after->unit).in_lowest_terms()) equality.factors = ratio;
  return equality;
}

// ---------------------------------------------------------------------------------------------- a block

void BlockMovement::run(const Block& old_block, const BlockEvaluator& before, const Block& new_block,
                        const BlockEvaluator& after, const Mask& compared) {
  old_.block = &old_block;
  old_.outcomes = &before;
  new_.block = &new_block;
  new_.outcomes = &after;
  rows_ = new_block.rows;
  compare_rows(compared);
  gather_items();
}

template <class Differs>
void BlockMovement::mark(const Mask& compared, const Differs& differs) {
  for (std::size_t word = 0; word * 64 < rows_; ++word) {
    std::uint64_t found = 0;
    const std::size_t there = std::min<std::size_t>(64, rows_ - word * 64);
    for (std::size_t bit = 0; bit < there; ++bit) found |= static_cast<std::uint64_t>(differs(word * 64 + bit)) << bit;
    moving_.words[word] |= found & compared.words[word];
  }
}

void BlockMovement::mark_figure(const Mask& compared, const Equality& equality) {
  const auto both_ends = [&](const auto& of) {
    of(&Plan::Figure::low);
    of(&Plan::Figure::high);
  };
  if (equality.before == nullptr || equality.after == nullptr) {
    const Side& side = equality.before == nullptr ? new_ : old_;
    const Plan::Figure& figure = equality.before == nullptr ? *equality.after : *equality.before;
    return both_ends([&](SeriesId Plan::Figure::*end) {
      const std::int64_t* counts = side.outcomes->series(figure.*end);
      mark(compared, [&](std::size_t row) { return counts[row] != 0; });
    });
  }
  if (!equality.factors)
    return mark(compared, [&](std::size_t row) {
      return !(old_.outcomes->range(*equality.before, row) == new_.outcomes->range(*equality.after, row));
    });
  const std::int64_t old_factor = equality.factors->first, new_factor = equality.factors->second;
  both_ends([&](SeriesId Plan::Figure::*end) {
    const std::int64_t* before = old_.outcomes->series(equality.before->*end);
    const std::int64_t* after = new_.outcomes->series(equality.after->*end);
    if (old_factor == new_factor)
      mark(compared, [&](std::size_t row) { return before[row] != after[row]; });
    else
      mark(compared, [&](std::size_t row) { return Wide{before[row]} * old_factor != Wide{after[row]} * new_factor; });
  });
}

bool BlockMovement::spans_differ(std::size_t row) const {
  return !same_counts(span_of(old_.outcomes->range(old_.plan.total, row), old_.evaluator.model()),
                      span_of(new_.outcomes->range(new_.plan.total, row), new_.evaluator.model()));
}

void BlockMovement::compare_rows(const Mask& compared) {
  moving_ = {};
  mark_figure(compared, total_);
  for (const Equality& kind : kinds_) mark_figure(compared, kind);
  mark(compared, [&](std::size_t row) {
    return movement_.old_cluster(new_.outcomes->cluster(row)) != old_.outcomes->cluster(row);
  });
  if (same_loads_) return;
  const Mask moving = moving_;
  mark(compared, [&](std::size_t row) { return !moving.get(row) && compared.get(row) && spans_differ(row); });
}

/// Transposes masks of rows into a set of items for each row that moves.
void BlockMovement::gather_items() {
  item_bits_.assign(rows_ * item_words_, 0);
  for (std::size_t place = 0; place < items_.size(); ++place) {
    const Item& item = items_[place];
    for (std::size_t word = 0; word * 64 < rows_; ++word) {
      if (moving_.words[word] == 0) continue;
      const std::uint64_t before = item.before ? old_.outcomes->holds_word(old_.matches[*item.before].when, word) : 0;
      const std::uint64_t after = item.after ? new_.outcomes->holds_word(new_.matches[*item.after].when, word) : 0;
      const std::uint64_t differ = item.same_contribution ? before ^ after : before | after;
      for (std::uint64_t left = differ & moving_.words[word]; left != 0; left &= left - 1) {
        const std::size_t row = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
        item_bits_[row * item_words_ + place / 64] |= std::uint64_t{1} << (place % 64);
      }
    }
  }
}

// ---------------------------------------------------------------------------------------------- a row

std::optional<std::int64_t> BlockMovement::change(std::size_t row) const {
  if (!change_factors_) return std::nullopt;
  const auto both = [row](const Side& side) {
    return Wide{side.outcomes->low(side.plan.total, row)} + Wide{side.outcomes->high(side.plan.total, row)};
  };
  Wide before = 0, after = 0, change = 0;
  if (__builtin_mul_overflow(both(old_), Wide{change_factors_->first}, &before) ||
      __builtin_mul_overflow(both(new_), Wide{change_factors_->second}, &after) ||
      __builtin_sub_overflow(after, before, &change))
    return std::nullopt;
  // The least number has no positive counterpart.
  const auto count = static_cast<std::int64_t>(change);
  return count == change && count != std::numeric_limits<std::int64_t>::min() ? std::optional(count) : std::nullopt;
}

void BlockMovement::Present::clear() {
  entries.clear();
  sides.clear();
  words.clear();
}

void BlockMovement::Present::add(const Entry& entry, const ContributionSide& side, std::string_view its_words) {
  entries.push_back(&entry);
  sides.push_back(side);
  words.push_back(its_words);
}

const std::vector<ResponsibleView>& BlockMovement::responsible(std::size_t row) {
  before_.clear();
  after_.clear();
  old_present_.clear();
  text_buffer_.clear();
  result_.clear();
  add_pair(&old_.bases[old_.outcomes->cluster(row)], &new_.bases[new_.outcomes->cluster(row)], row);
  for (std::size_t word = 0; word < item_words_; ++word)
    for (std::uint64_t left = item_bits_[row * item_words_ + word]; left != 0; left &= left - 1) {
      const Item& item = items_[word * 64 + static_cast<std::size_t>(std::countr_zero(left))];
      const auto present = [&](const Side& side, std::optional<std::size_t> place) -> const Entry* {
        return place && side.outcomes->holds(side.matches[*place].when, row) ? &side.matches[*place] : nullptr;
      };
      add_pair(present(old_, item.before), present(new_, item.after), row);
    }
  // They were added in the order of the new version. Bases are stored apart from matches, and come first in the list.
  const auto first_match =
      std::find_if(old_present_.begin(), old_present_.end(), [](const Entry* entry) { return entry->by; });
  std::sort(first_match, old_present_.end(), std::less<>());
  for (const Entry* entry : old_present_) add_present(old_, before_, *entry, row);
  for (const Differing& difference : finder_.find(before_.sides, after_.sides)) {
    const Entry& named = difference.after ? *after_.entries[*difference.after] : *before_.entries[*difference.before];
    result_.push_back({named.summary.name, difference.before ? before_.words[*difference.before] : std::string_view{},
                       difference.after ? after_.words[*difference.after] : std::string_view{}});
  }
  static const Responsible header = Movement::header();
  if (result_.empty()) result_.push_back({header.name, header.before, header.after});
  return result_;
}

/// Adds the entries of one name that take part, unless both contribute the same.
void BlockMovement::add_pair(const Entry* before, const Entry* after, std::size_t row) {
  if (before != nullptr && before->effects.empty()) before = nullptr;
  if (after != nullptr && after->effects.empty()) after = nullptr;
  if (before != nullptr && after != nullptr && same_now(*before, *after, row)) return;
  if (before != nullptr) old_present_.push_back(before);
  if (after != nullptr) add_present(new_, after_, *after, row);
}

bool BlockMovement::same_now(const Entry& before, const Entry& after, std::size_t row) const {
  if (before.side.name != after.side.name) return false;
  if (before.fixed && after.fixed) return before.side.words == after.side.words;
  if (before.effects.size() != after.effects.size()) return false;
  for (std::size_t i = 0; i < before.effects.size(); ++i) {
    const Effect &old_effect = *before.effects[i], &new_effect = *after.effects[i];
    if (kind_words(old_effect, old_.evaluator.model()) != kind_words(new_effect, new_.evaluator.model())) return false;
    const auto old_one = contribution(old_, before, old_effect, row),
               new_one = contribution(new_, after, new_effect, row);
    if (!old_one || !new_one || !same_contribution(*old_one, *new_one)) return false;
  }
  return true;
}

void BlockMovement::add_present(const Side& side, Present& present, const Entry& entry, std::size_t row) {
  const std::string_view words = words_of(side, entry, row);
  ContributionSide contribution_side = entry.side;
  if (!entry.fixed) contribution_side.words = movement_.sides().number(words);
  present.add(entry, contribution_side, words);
}

std::string_view BlockMovement::words_of(const Side& side, const Entry& entry, std::size_t row) {
  if (entry.fixed) return entry.summary.words;
  std::string& words = text_buffer_.emplace_back();
  for (const Effect* effect : entry.effects)
    if (const auto made = contribution(side, entry, *effect, row))
      (words += words.empty() ? "" : ", ") += contribution_words(*made, side.evaluator.model());
  return words;
}

std::optional<Contribution> BlockMovement::contribution(const Side& side, const Entry& entry, const Effect& effect,
                                                        std::size_t row) const {
  const Model& model = side.evaluator.model();
  const Account account = side.block->account(row, model);
  Walker walker(side.evaluator, account);
  walker.set_cluster(side.outcomes->cluster(row));
  return contribution_of(effect, entry.by, walker);
}

}  // namespace spanne::engine
