// TermSemantics is the meaning of every Op: which operands a term asks for, in which order, and where it stops. It is
// written once, over a domain that says what values are: those of one account (Walker), or the sets of values of all
// accounts of a box (proof::BoxEvaluation).
//
// `Values` names the types of values (Truth, Number, Place, Text: each may be no value) and what is computed with
// them. `Domain`, the class that derives from TermSemantics, has what depends on the account: attributes, the day, the
// cluster, results; it shares what defines and lookups come to, and records the traces of an evaluation. The
// definitions are in term_walk.hpp, which only the sources of the domains include; each instantiates them once.
#pragma once

#include <span>

#include "engine/model/model.hpp"
#include "engine/semantics/fits.hpp"

namespace spanne::engine {

template <class Domain, class Values>
class TermSemantics {
 public:
  using ValueTypes = Values;
  using Truth = typename Values::Truth;
  using Number = typename Values::Number;
  using Place = typename Values::Place;
  using Text = typename Values::Text;

  /// The answer of a condition.
  Truth truth(TermId id);
  /// The exact value of a number, or of an effort in FTE.
  Number number(TermId id);
  /// What values that are neither numbers nor texts are ordered by: days, places in a choice, no before yes.
  Place ordinal(TermId id);
  Text text(TermId id);
  /// Whether all conditions hold, asked from left to right up to the first that cannot hold.
  Truth all_of(std::span<const TermId> conditions);

 protected:
  explicit TermSemantics(const Model& model) : model_(model) {}
  /// The rows of a table that fit, computed afresh.
  Fits fit_rows(const Table& table);

  const Model& model_;

 private:
  template <class Value>
  using Walk = Value (TermSemantics::*)(TermId);

  Domain& domain() { return static_cast<Domain&>(*this); }
  Truth decided(TermId id);
  Truth any_of(std::span<const TermId> conditions);
  Truth counted(const Term& term);
  Truth comparison(const Term& term);
  Truth within(const Term& term);
  Truth text_match(TermId id);
  Place moved_day(TermId id);
  Number time_between(const Term& term);
  Number arithmetic(TermId id);
  template <class Operand>
  Number calculated(TermId id, const Operand& left, const Operand& right);

  template <class Compare>
  Truth compared(TermId kind, Compare compare);
  template <class Value>
  Value branches(const Term& term, Walk<Value> walk);
  template <class Value>
  Value chosen(const Term& conditional, Walk<Value> walk);
  template <class Value>
  Value defined(const Term& define, Walk<Value> walk);
  template <class Value>
  Value looked_up(const Term& lookup, Walk<Value> walk);
  Number looked_up_number(TermId id);
  Number sum_of_rows(const Term& lookup);
  bool breaks_promise(const Table& table, Fits& fits);
};

}  // namespace spanne::engine
