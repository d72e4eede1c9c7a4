// Forms represent efforts as linear sums, so that what both versions share cancels out: `0.02 FTE per sites` less `0.01
// FTE per sites` is 0.01 FTE per sites, not a range.
#pragma once

#include <functional>
#include <map>
#include <utility>

#include "engine/compare/regions/meaning_ids.hpp"

namespace spanne::engine::proof {

/// What a coefficient is multiplied with: a scale and a count. 0 stands for 1.
using Measure = std::pair<MeaningId, MeaningId>;
inline constexpr Measure one_fte{0, 0};

/// A sum of coefficients times measures.
struct Form {
  std::map<Measure, Fraction> parts;
  bool is_zero() const { return parts.empty(); }
};

Form constant(const Fraction& value);
Form of_measure(MeaningId measure);
Form operator+(const Form& a, const Form& b);
Form operator*(const Form& form, const Fraction& factor);
Form operator-(const Form& a, const Form& b);
/// Multiplies a form of scales with a form of counts.
Form scaled(const Form& scale, const Form& counted);

/// The ranges of the measures over the accounts of a box; each is computed only when needed.
class Measures {
 public:
  void set(MeaningId measure, Numbers values) { values_.insert_or_assign(measure, std::move(values)); }
  void set_lazily(MeaningId measure, std::function<Numbers()> compute) {
    lazy_.try_emplace(measure, std::move(compute));
  }
  Numbers of(const Form& form);

 private:
  const Numbers& value(MeaningId measure);
  std::map<MeaningId, Numbers> values_;
  std::map<MeaningId, std::function<Numbers()>> lazy_;
};

/// Translates terms into forms, for the accounts of a box in one version.
class Linear {
 public:
  Linear(VersionSide version, MeaningIds& meaning_ids, BoxEvaluation& evaluation, Measures& measures)
      : version_(version),
        meaning_ids_(meaning_ids),
        evaluation_(evaluation),
        model_(evaluation.space().model()),
        measures_(measures) {}

  /// A number or an effort.
  Form term(TermId id);
  /// One end of the amount of an effect.
  Form amount(const Effect& effect, bool high);

 private:
  Form found(TermId id);
  Form portions(const Proportion& per);
  Form branch(TermId id);
  Form product(TermId id);
  Form opaque(TermId id);
  std::optional<Fraction> single(TermId id);

  VersionSide version_;
  MeaningIds& meaning_ids_;
  BoxEvaluation& evaluation_;
  const Model& model_;
  Measures& measures_;
  std::map<TermId, Form> known_;
};

}  // namespace spanne::engine::proof
