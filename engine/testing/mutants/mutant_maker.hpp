// MutantMaker makes all mutants of a model. It is implemented in three files: terms (mutant_terms.cpp), effects
// (mutant_effects.cpp), and what surrounds them (mutant_frames.cpp).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/testing/mutants/mutate.hpp"

namespace spanne::engine {

class MutantMaker {
 public:
  explicit MutantMaker(const Model& model);
  std::vector<Mutant> run();

 private:
  // mutant_terms.cpp
  void term(const Site& site);
  void signs(const Site& site);
  void thresholds(const Site& site);
  void changed_comparison(const Site& site, Op op, std::size_t side, const Term* constant,
                          std::vector<std::string> words);
  void connective(const Site& site);
  void counted(const Site& site);
  void other_matches(const Site& site);
  void list(const Site& site);
  void presence(const Site& site);
  void affirmed(const Site& site);
  void negated(const Site& site, std::string is);
  void calculation(const Site& site);
  void constant(const Site& site);

  // mutant_dates.cpp
  void dates(const Site& site);

  // mutant_effects.cpp
  void effects(const StatementRef& owner);
  void effect(const StatementRef& owner, std::size_t index);
  void amount(const StatementRef& owner, std::size_t index);
  void turned(const StatementRef& owner, std::size_t index);
  void kind(const StatementRef& owner, std::size_t index);
  void proportion(const StatementRef& owner, std::size_t index);

  // mutant_frames.cpp
  void clusters();
  void rules();
  void frame(const StatementRef& owner, const Period& period, std::optional<TermId> condition, const char* what);
  void scopes();
  void periods(const StatementRef& owner, const Period& period);
  void tables();
  void rows(std::size_t table);
  void versions(std::size_t define);
  void defaults(const std::vector<AttributeId>& asked_for);
  void header();

  /// Adds a mutant that exchanges the part of a model that `part(model)` refers to with `changed`.
  template <class Part, class Changed>
  Mutant& add(const StatementRef& owner, grammar::TextSpan span, std::string was, std::string is, Part part,
              Changed changed) {
    made_.push_back({owner, span, std::move(was), std::move(is), {}, false, [part, changed](Model& model) mutable {
                       std::swap(part(model), changed);
                     }});
    return made_.back();
  }
  Mutant& add_term(const Site& site, std::string was, std::string is, Term changed);
  /// Removes the latest mutant if the checker would refuse it.
  void keep_if_guarded();

  const Type decimal_{TypeKind::decimal};
  const Model& model_;
  Model scratch_;
  std::vector<Mutant> made_;
};

}  // namespace spanne::engine
