#include "report/amounts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string_view>

#include "engine/explain/words.hpp"

namespace spanne::report {

using engine::Contribution;
using engine::EffectKind;
using engine::figure_words;
using engine::Fraction;
using engine::Model;
using engine::Proportion;
using engine::Range;

namespace {

std::string between(const std::string& low, const std::string& high, bool negative) {
  return low == high ? low : low + (negative ? " to " : "–") + high;
}

/// "12345/67890" can still be typed into a calculator.
bool is_long_fraction(const std::string& words) {
  constexpr std::size_t longest = 14;
  return words.size() > longest && words.find('/') != std::string::npos;
}

/// A number of a calculation, to be read with those beside it: a fraction unless it is too long.
Fractions within_calculation(const Fraction& number, Fractions figures) {
  const bool is_long = is_long_fraction((number * 100).to_exact_text()) || is_long_fraction(number.to_exact_text());
  return is_long ? figures : Fractions::exact;
}

bool is_fraction(const std::string& words) { return words.find('/') != std::string::npos; }

}  // namespace

std::string exact_words(const Fraction& number, Fractions figures) {
  return exact_words(Range{number, number}, figures);
}

std::string change_words(const Fraction& change) { return (change.sign() > 0 ? "+" : "") + change.to_text(); }

std::string exact_words(const Range& range, Fractions figures) {
  const std::string low = figure_words(range.low), high = figure_words(range.high);
  const bool negative = range.low.sign() < 0 || range.high.sign() < 0;
  const std::string exact = between(low, high, negative);
  if (figures == Fractions::exact || (!is_fraction(low) && !is_fraction(high))) return exact;
  const std::string rounded = range.low == range.high
                                  ? engine::rounded_words(range.low)
                                  : "≈ " + between(range.low.to_text(), range.high.to_text(), negative);
  return is_long_fraction(low) || is_long_fraction(high) ? rounded : exact + " " + rounded;
}

std::string percent_words(const Range& share, Fractions figures) {
  return exact_words(Range{share.low * 100, share.high * 100}, figures) + " %";
}

std::string division_words(const Fraction& of, const Fraction& by, Fractions figures) {
  const Fraction result = of / by;
  const std::string division = fmt::format("{} ÷ {}", figure_words(of, within_calculation(of, figures)),
                                           figure_words(by, within_calculation(by, figures)));
  if (figures == Fractions::exact) return fmt::format("{} = {}", division, figure_words(result));
  const bool short_decimal = (result * 1'000).is_whole();
  return fmt::format("{} {} {}", division, short_decimal ? "=" : "≈", result.to_text(3));
}

// ---------------------------------------------------------------------------------------------- effects

namespace {

/// The number of portions as a calculation: "15 − 2 = 13 visited_sites"; "(24 − 10) ÷ 10 = 1.4, begun: 2 portions of 10
/// visited_sites".
std::string count_words(const Contribution& made, const Model& model, Fractions figures) {
  const Proportion& per = *made.effect->per;
  const engine::Term& of = model.term(per.of);
  const std::string words = model.words(of.span);
  const std::string name = words.find(' ') == std::string::npos ? words : "(" + words + ")";
  const auto number = [&](const Fraction& fraction) {
    return figure_words(fraction, of.type, within_calculation(fraction, figures));
  };
  const bool above = per.above.millionths != 0, sized = per.portion_size() != Fraction(1);
  const std::string difference =
      above ? fmt::format("{} − {}", number(*made.counted), number(per.least())) : number(*made.counted);
  const Fraction left = *made.counted - per.least();
  if (left.sign() < 0) return fmt::format("{} is below 0, so 0 {}", difference, name);
  const bool whole = per.portion == Proportion::Portion::exact;
  if (!sized && whole)
    return above ? fmt::format("{} = {} {}", difference, number(left), name) : difference + " " + name;
  const std::string portions = fmt::format("{} ÷ {} = {}", above ? "(" + difference + ")" : difference,
                                           number(per.portion_size()), exact_words(left / per.portion_size(), figures));
  const std::string portion = fmt::format("{} {}", number(per.portion_size()), name);
  if (whole) return fmt::format("{} times {}", portions, portion);
  const bool single = made.portions == Fraction(1);
  return fmt::format("{}, {} {} {}: {}", portions, per.portion == Proportion::Portion::started ? "begun" : "full",
                     single ? "portion of" : "portions of", portion,
                     figure_words(made.portions, within_calculation(made.portions, figures)));
}

/// An effort in the author's unit, "2–3 h/month"; in FTE if it has none.
std::string amount_words(const Contribution& made, const Model& model, Fractions figures) {
  const std::string& unit = made.effect->amount.unit;
  const auto low = engine::in_unit(made.amount.low, unit, model);
  if (!low) return exact_words(made.amount, figures) + " FTE";
  return fmt::format("{} {}", exact_words(Range{*low, *engine::in_unit(made.amount.high, unit, model)}, figures), unit);
}

/// The calculation that gives an amount: " (revenue / 1 M EUR * 0.02)".
std::string source_words(const Contribution& made, const Model& model) {
  const auto& amount = made.effect->amount;
  if (!amount.computed) return {};
  const engine::Term* term = &model.term(*amount.computed);
  if (term->op == engine::Op::effort_from_number) term = &model.term(term->operands[0]);
  return fmt::format(" ({})", model.words(term->span));
}

std::string addition_words(const Contribution& made, const Model& model, Fractions figures) {
  const std::string amount = amount_words(made, model, figures);
  const std::string worth = exact_words(made.worth(), figures) + " FTE";
  std::string text = amount + source_words(made, model);
  if (made.counted) text = fmt::format("{} × {}", count_words(made, model, figures), text);
  if (made.counted || amount != worth) text += " = " + worth;
  const bool is_signed = made.worth().low.sign() >= 0 && !made.counted;
  return (!is_signed ? "" : text.starts_with("≈") ? "+ " : "+") + text;
}

}  // namespace

std::string effect_words(const Contribution& made, const Model& model, Fractions figures) {
  const auto& effect = *made.effect;
  const std::string kind =
      effect.effort_kind && model.declares_kinds() ? " " + model.kinds[*effect.effort_kind].name : "";
  const std::string source = source_words(made, model);
  switch (effect.kind) {
    case EffectKind::add: return addition_words(made, model, figures) + kind;
    case EffectKind::surcharge:
      return (made.amount.low.sign() >= 0 ? "+" : "") + percent_words(made.amount, figures) + source + kind;
    case EffectKind::factor: return fmt::format("× {}{}{}", exact_words(made.amount, figures), source, kind);
    case EffectKind::at_least: return fmt::format("at least {} FTE{}", exact_words(made.amount, figures), source);
    case EffectKind::at_most: return fmt::format("at most {} FTE{}", exact_words(made.amount, figures), source);
    case EffectKind::exactly: return fmt::format("exactly {} FTE{}", exact_words(made.amount, figures), source);
    case EffectKind::flag: break;
  }
  return {};
}

// ---------------------------------------------------------------------------------------------- units

namespace {

/// The value of a unit in FTE as a calculation: "12 ÷ 1_600".
std::string contribution_words(const engine::EffortUnit& unit, const engine::WorkingTime& time) {
  using Per = engine::EffortUnit::Per;
  const auto number = [](engine::Decimal decimal) { return figure_words(Fraction::of(decimal)); };
  std::vector<std::string> times;
  if (unit.amount == engine::EffortUnit::Amount::days) times.push_back(number(time.hours_per_day));
  if (unit.per == Per::month) times.emplace_back("12");
  if (unit.per == Per::quarter) times.emplace_back("4");
  if (times.empty()) times.emplace_back("1");
  return fmt::format("{} ÷ {}", fmt::join(times, " × "),
                     number(unit.per == Per::week ? time.hours_per_week : time.hours_per_year));
}

/// The words of a text that consist of letters and slashes.
std::vector<std::string> possible_units(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char letter : text) {
    const bool part = (letter >= 'a' && letter <= 'z') || letter == '/';
    if (part) words.back() += letter;
    if (!part && !words.back().empty()) words.emplace_back();
  }
  return words;
}

}  // namespace

std::vector<std::string> unit_words(const std::vector<Contribution>& contributions,
                                    const std::vector<std::string>& texts, const Model& model, Fractions figures) {
  std::vector<std::string> units;
  for (const Contribution& contribution : contributions) units.push_back(contribution.effect->amount.unit);
  for (const auto& text : texts)
    for (const auto& word : possible_units(text)) units.push_back(word);
  std::vector<std::string> found;
  for (const auto& unit : units) {
    const auto known = engine::effort_unit(unit);
    if (!known || known->amount == engine::EffortUnit::Amount::fte) continue;
    const std::string words = fmt::format("1 {} = {} = {} FTE", unit, contribution_words(*known, model.working_time),
                                          exact_words(engine::fte_per(*known, model.working_time), figures));
    if (std::find(found.begin(), found.end(), words) == found.end()) found.push_back(words);
  }
  return found;
}

}  // namespace spanne::report
