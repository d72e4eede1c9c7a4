// Efforts as sums of what they are made of, so that what both versions have in common cancels out: `0.02 FTE per sites`
// less `0.01 FTE per sites` is 0.01 FTE per sites, and not something between.
#pragma once

#include <functional>
#include <map>
#include <utility>

#include "engine/compare/regions/meaning_ids.hpp"

namespace spanne::engine::proof {

/// What is multiplied with a number: what scales an effort, and what is counted. 0 stands for 1.
using Measure = std::pair<MeaningId, MeaningId>;
inline constexpr Measure one_fte{0, 0};

/// Sum of numbers times measures. What rounding adds or takes is a measure of its own.
struct Form {
  std::map<Measure, Fraction> parts;
  bool is_zero() const { return parts.empty(); }
};

Form constant(const Fraction& value);
Form of_measure(MeaningId measure);
Form operator+(const Form& a, const Form& b);
Form operator*(const Form& form, const Fraction& factor);
Form operator-(const Form& a, const Form& b);
/// Of a form of scales and one of counts.
Form scaled(const Form& scale, const Form& counted);

/// What the measures can come to for the accounts of a box; each is only computed if it is asked for.
class Measures {
 public:
  void set(MeaningId measure, Efforts values) { values_.insert_or_assign(measure, std::move(values)); }
  void set_lazily(MeaningId measure, std::function<Efforts()> compute) {
    lazy_.try_emplace(measure, std::move(compute));
  }
  Efforts of(const Form& form);

 private:
  const Efforts& value(MeaningId measure);
  std::map<MeaningId, Efforts> values_;
  std::map<MeaningId, std::function<Efforts()>> lazy_;
};

/// Terms as forms, for the accounts of a box in one version.
class Linear {
 public:
  Linear(VersionSide version, MeaningIds& meaning_ids, BoxEvaluation& survey, Measures& measures)
      : version_(version),
        meaning_ids_(meaning_ids),
        survey_(survey),
        model_(survey.space().model()),
        measures_(measures) {}

  /// A number or an effort.
  Form term(TermId id);
  /// One end of what an effect comes to.
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
  BoxEvaluation& survey_;
  const Model& model_;
  Measures& measures_;
  std::map<TermId, Form> known_;
};

}  // namespace spanne::engine::proof
