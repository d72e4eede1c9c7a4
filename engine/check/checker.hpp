// Checker holds what all parts of the check share: the model under construction, the known names, and the findings.
//
// It is implemented in several files: names and declarations (declarations.cpp, defines.cpp), attributes that are
// counted from the file (group_figures.cpp), values and conditions (expressions.cpp, conditions.cpp, calculations.cpp),
// amounts and effects (effects.cpp), clusters and rules (rules.cpp), profiles (profiles.cpp), tables (tables.cpp),
// tests and properties (claims.cpp), and messages that need more context (answers.cpp).
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/check/check.hpp"
#include "engine/check/known.hpp"
#include "engine/check/name_notes.hpp"
#include "engine/model/model.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::engine {

/// A checked expression. If `ok` is false, its error has been reported, and nothing that depends on it reports more.
struct Typed {
  bool ok = false;
  TermId term = 0;
  Type type;
  Known when_true, when_false;  // set for conditions
};

/// The context of an expression, which decides what it may use.
struct Place {
  bool results = false;    // results such as fte: allowed in rules that only flag, and in properties
  bool cluster = true;     // allowed everywhere except in conditions of clusters
  std::string_view what;   // the context in words, for messages: "a cluster's condition"
  Known known;             // optional attributes that cannot be missing here
  bool both_ends = false;  // tests: `fte in a .. b` says where both ends lie
};

/// Whether a type is a number without a percent sign or a currency.
inline bool bare(const Type& type) { return type.kind == TypeKind::integer || type.kind == TypeKind::decimal; }

inline bool is_currency(std::string_view word) {
  return word.size() == 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// A condition made of others, or of what it compares.
inline Term boolean_term(Op op, grammar::TextSpan span, std::vector<TermId> operands = {}) {
  Term term;
  term.op = op;
  term.type = Type{TypeKind::boolean};
  term.span = span;
  term.operands = std::move(operands);
  return term;
}

/// For `1 .. 2 M EUR`: the first end with the magnitude and unit of the second; returns nullopt if it has a unit of its
/// own.
std::optional<grammar::Quantity> completed_by(const grammar::Quantity& low, const grammar::Quantity& high);
/// The number of a quantity or of its negative, and whether it is the negative; null for anything else.
const grammar::Quantity* constant_of(const grammar::Expression& written, bool& negative);

/// The parser has refused days that do not exist.
inline Date date_of(const grammar::Day& day) { return *make_date(day.year, day.month, day.day); }

Op comparison_op(grammar::Comparator comparator);

class Checker {
 public:
  Checker(const grammar::SyntaxTree& tree, std::shared_ptr<const grammar::Source> source);
  /// For an assignment to a complete model.
  explicit Checker(Model model);

  Checked run(ResolvedNames* names = nullptr);
  grammar::Diagnostics assign(const grammar::AssignmentSyntax& assignment);
  grammar::Diagnostics replace_profiles(const std::vector<grammar::ColumnAxisSyntax>& written);
  CheckedGiven read_given(const std::vector<grammar::Given>& given);
  Model take_model() { return std::move(model_); }
  void note_names() { names_.begin(); }                       // those that are resolved from here on
  ResolvedNames take_names() { return names_.take(model_); }  // before the model is taken
  void note_attribute(grammar::TextSpan span, AttributeId id) { names_.note(span, NameTarget::Kind::attribute, id); }

  // For conditions and values that stand in another text (GuidelineTerms).
  /// Checks the whole tree, found sound before, and goes on with `text`. Returns how many terms the guideline has.
  std::size_t begin_terms(std::shared_ptr<const grammar::Source> text);
  Typed outside_condition(const grammar::Expression& written, std::string_view where);
  /// An attribute that the guideline does not declare: what something else than an account says.
  void declare_outside(Attribute attribute);
  std::optional<Assignment> assignment(const grammar::Name& attribute, const grammar::Expression& value,
                                       const Known& known);
  grammar::Diagnostics take_diagnostics() { return std::exchange(diagnostics_, {}); }

 private:
  // What a name refers to, apart from kinds, clusters and rules.
  struct Symbol {
    enum class Kind { attribute, define, lookup } kind;
    std::size_t index;      // attribute, define: its id; lookup: the table in the tree
    std::size_t value = 0;  // lookup: which of the table's derived values
    grammar::TextSpan declared;
  };
  enum class State { untouched, open, done };
  /// The size of an expression. Everything walks expressions recursively, so their height is limited. A list compares
  /// its subject with every item, so nested lists multiply.
  struct Extent {
    std::size_t height = 0;  // dependent steps, through defines and lookups
    std::size_t values = 0;  // values used, with defines and lookups counted once
  };
  /// What whoever uses a name takes over from its value.
  struct UseInfo {
    State state = State::untouched;
    bool ok = false, uses_results = false, uses_cluster = false;
    std::size_t height = 0;
  };
  struct DefineInfo : UseInfo {
    std::vector<std::size_t> versions;  // indices into the tree's defines
    Known when_true, when_false;
  };
  struct LookupInfo : UseInfo {
    TableId table = 0;
  };

  void check_all();

  // declarations.cpp, defines.cpp
  void header();
  void working_time(const std::vector<grammar::Quantity>& times);
  void utilisation(grammar::Quantity low, const grammar::Quantity& high);
  void collect_names();
  void declare(const grammar::Name& name, Symbol symbol);
  void note_symbol(grammar::TextSpan span, const Symbol& symbol, bool declares = false);
  void note_result(const grammar::Name& name);
  void attribute(const grammar::AttributeSyntax& written, Attribute& made);
  void file_header(const grammar::Ruleset& written);
  std::string head(const grammar::Text& written);
  Choice choice(const grammar::TypeUse& type);
  std::optional<Type> attribute_type(const grammar::TypeUse& type, const std::string& name);
  void bounds(const grammar::AttributeSyntax& written, Attribute& made);
  void columns_differ();
  // group_figures.cpp
  void group_figures();
  void group_figure(const grammar::AttributeSyntax& written, AttributeId id);
  std::optional<AttributeId> figure_attribute(const grammar::Name& name, std::string_view what);
  std::optional<TermId> figure_value(const grammar::AttributeSyntax& written, AttributeId id, bool& may_be_missing);
  bool figure_type_fits(const grammar::AttributeSyntax& written, AttributeId id, const Type& value);
  bool figure_is_plain(TermId id, grammar::TextSpan where);
  /// A claim about a rising attribute holds the figures still that are counted from it.
  void notice_held_figures(grammar::TextSpan where, AttributeId rising);
  void figure_is_optional(const grammar::AttributeSyntax& written, AttributeId id, bool may_be_missing);
  void check_define(std::size_t id);
  bool define_versions(std::size_t id);
  void define_periods(std::size_t id);
  /// Checks a define or a lookup when it is first used, and records its dependencies. Using it again while it is being
  /// checked is a cycle.
  template <class Info, class Check>
  void once(std::vector<Info>& infos, std::size_t index, const grammar::Name& name, const Check& check);
  void goes_round(const grammar::Name& name);
  Period period(const grammar::PeriodSyntax& written);
  std::vector<ClusterId> scope(const std::vector<grammar::Name>& names);
  std::optional<Value> literal(const grammar::Literal& literal, const Type& type, const std::string& what);
  std::optional<Value> quantity_value(const grammar::Quantity& quantity, const Type& type, const std::string& what);

  // rules.cpp
  void clusters();
  void otherwise_is_last();
  void cluster(const grammar::ClusterSyntax& written, Cluster& made);
  // profiles.cpp
  struct ColumnPart {
    std::string words;
    std::optional<TermId> condition;
  };
  void profiles(const std::vector<grammar::ProfileSyntax>& written);
  std::vector<ColumnPart> column_parts(const grammar::ColumnAxisSyntax& written);
  // rules.cpp
  void rules_and_tables();
  void rules_and_tables_differ();
  void rule(const grammar::RuleSyntax& written, Rule& made);
  std::optional<grammar::TextSpan> span_of_always(const grammar::RuleSyntax& written) const;

  // expressions.cpp, conditions.cpp, calculations.cpp
  Typed expression(const grammar::Expression& written, Place& place, const Type* expected = nullptr);
  Typed part(const grammar::Expression& written, Place& place, const Type* expected);
  Typed too_high(grammar::TextSpan span);
  Typed too_many_values(grammar::TextSpan span);
  Typed condition(const grammar::Expression& written, Place& place);
  Typed quantity(const grammar::Quantity& quantity, bool negative = false);
  Typed name_use(const grammar::Name& name, Place& place, const Type* expected);
  Typed result_use(const grammar::Name& name, Place& place);
  Typed attribute_use(AttributeId id, const grammar::Name& name, Place& place);
  Typed word_use(const grammar::Name& name, Place& place, const Type* expected);
  Typed define_use(std::size_t id, const grammar::Name& name, Place& place);
  Typed define_value(std::size_t id, grammar::TextSpan span);
  Typed lookup_use(const Symbol& symbol, const grammar::Name& name, Place& place);
  Typed lookup_value(TableId table, std::size_t value, grammar::TextSpan span);
  bool is_usable(const UseInfo& info, const grammar::Name& name, const Place& place);
  Typed logic(const grammar::Logic& logic, grammar::TextSpan span, Place& place);
  Typed comparison(const grammar::Comparison& comparison, grammar::TextSpan span, Place& place);
  Typed compared(const grammar::Comparison& written, grammar::TextSpan span, Place& place);
  Typed compare(const Typed& left, grammar::Comparator op, const Typed& right, grammar::TextSpan span,
                const grammar::Expression* left_written, const grammar::Expression* right_written);
  Typed membership(const grammar::Membership& membership, grammar::TextSpan span, Place& place);
  Typed listed(const grammar::Membership& membership, grammar::TextSpan span, Place& place);
  std::optional<TermId> item(const grammar::Membership::Item& item, const grammar::Membership& list,
                             const Typed& subject, const Type* expected, grammar::TextSpan list_span, Place& place);
  Typed inverted(const grammar::Not& written, grammar::TextSpan span, Place& place);
  Typed text_match(const grammar::TextMatch& written, grammar::TextSpan span, Place& place);
  Typed cardinality(const grammar::Cardinality& written, grammar::TextSpan span, Place& place);
  bool report_impossible_count(const grammar::Cardinality& written, grammar::TextSpan span);
  void notice_repeated_parts(const grammar::Cardinality& written);
  Typed presence(const grammar::Presence& presence, grammar::TextSpan span);
  Typed arithmetic(const grammar::Arithmetic& arithmetic, Place& place);
  Typed combine(grammar::Arithmetic::Op op, grammar::TextSpan span, const Typed& left, const Typed& right);
  Typed combine_effort(grammar::Arithmetic::Op op, grammar::TextSpan span, const Typed& left, const Typed& right);
  Typed call(const grammar::Call& call, grammar::TextSpan span, Place& place);
  Typed conditional(const grammar::Conditional& conditional, grammar::TextSpan span, Place& place,
                    const Type* expected);
  grammar::Help same_sort(const Typed& then, const Typed& otherwise) const;
  Typed group(const grammar::Bracketed& group, grammar::TextSpan span, Place& place, const Type* expected);
  Typed negate(const grammar::Negate& negate, grammar::TextSpan span, Place& place);
  // dates.cpp
  static bool is_duration(const grammar::Expression& written);
  static bool may_be_meant(const grammar::Expression& duration, const Type& beside);
  std::string duration_words(const grammar::Expression& duration) const;
  Typed unit_count(const grammar::Expression& duration, Place& place);
  bool is_whole_count(const grammar::Expression& duration, const Typed& count);
  Typed moved_date(grammar::Arithmetic::Op op, grammar::TextSpan span, const Typed& date,
                   const grammar::Expression& duration, Place& place);
  bool report_duration_first(const grammar::Arithmetic& written, Place& place);
  Typed completed_units(const grammar::Call& call, grammar::TextSpan span, Place& place);
  std::string date_words(TermId date) const;
  std::optional<std::pair<TermId, TermId>> distance_of(TermId days) const;
  bool report_duration_compared(const grammar::Comparison& comparison, Place& place);
  bool report_no_distance(const grammar::Expression& duration, const Typed& other);
  bool report_duration_listed(const grammar::Membership& membership, const Typed& subject);
  std::optional<Type> choice_at_hand(const grammar::Expression& written) const;
  Typed choice_value(const std::string& value, const Type& type, grammar::TextSpan span);
  std::string type_text(const Type& type) const;
  std::optional<Decimal> decimal(const grammar::Quantity& quantity);

  // answers.cpp
  void report_unknown_name(const grammar::Name& name, bool cluster_known = true);
  void report_unknown_unit(const grammar::Name& unit);
  void report_unknown_function(const grammar::Call& call, grammar::TextSpan span);
  std::optional<std::string> dates_meant(const grammar::Call& call) const;
  void report_maybe_missing(const grammar::Name& name, const Attribute& attribute);
  void report_not_a_condition(const grammar::Expression& written, const Type& type);
  void report_types_differ(const Typed& left, grammar::Comparator op, const Typed& right,
                           const grammar::Expression* left_written, const grammar::Expression* right_written);
  bool report_value_meant(const grammar::Expression& value, const grammar::Expression& subject, const Type& type);
  bool report_texts_unquoted(const grammar::Membership& written, const Type& type);
  void report_unknown_value(const std::string& value, grammar::TextSpan span, const Type& type);
  void notice_wildcard(const grammar::Comparison& comparison, const Type& type);
  bool report_presence_meant(const grammar::Comparison& comparison);
  bool report_half_comparison(const grammar::Logic& logic, std::size_t operand);
  grammar::Help cluster_meant(const std::string& value) const;
  grammar::Help literal_help(const Typed& literal, const Type& wanted) const;
  grammar::Help thousands_or_decimals(grammar::TextSpan number, const std::string& digits,
                                      const std::string& decimal) const;
  void notice_number(const grammar::Quantity& quantity, bool percent);
  bool nothing_is_called(const grammar::Expression& written) const;
  bool is_lost(const std::string& name) const;
  bool is_result(std::string_view name) const {
    return std::find(result_names_.begin(), result_names_.end(), name) != result_names_.end();
  }
  std::vector<std::string> symbol_names() const;

  // suggestions.cpp
  std::string_view usual_unit() const;  // FTE or VZÄ, as the file writes it
  grammar::Help attribute_meant(const std::string& written, const std::vector<std::string>& candidates) const;
  grammar::Help guarded(const std::string& name, const Type& type) const;
  grammar::Help with_unit(grammar::TextSpan amount, const grammar::Quantity& end) const;
  grammar::Help plain_factor(const grammar::AmountSyntax& written, const Fraction& low, const Fraction& high) const;
  grammar::Help computed_factor(grammar::TextSpan span, const grammar::Expression& written, const Type& type) const;
  grammar::Help effort_meant(const grammar::AmountSyntax& written, bool share_only) const;
  grammar::Help range_meant(const grammar::Membership::Item& item, const Type& wanted) const;
  std::string sorted_range(grammar::TextSpan low, grammar::TextSpan high, bool own_unit, bool turned) const;
  grammar::Help counted_percentage(const grammar::AdditionSyntax& written, grammar::TextSpan span) const;
  grammar::Help combined(grammar::TextSpan span, const Typed& left, const Typed& right) const;
  grammar::Help ordered_choice(const Type& type, grammar::TextSpan& declared) const;
  bool report_thousands(const grammar::AttributeSyntax& written, const Attribute& made);

  // effects.cpp
  enum class Meaning { effort, surcharge, factor };
  struct CheckedAmount {
    Amount amount;
    Meaning meaning = Meaning::effort;
    std::optional<grammar::Name> kind;  // a kind in place of a unit, after a bracket
  };
  std::optional<CheckedAmount> amount(const grammar::AmountSyntax& written, Place& place, bool factor,
                                      const grammar::Name* default_unit = nullptr);
  std::optional<Fraction> amount_end(const grammar::Quantity& quantity, bool negative, bool factor,
                                     const grammar::Name* unit);
  std::optional<CheckedAmount> constant_amount(const grammar::AmountSyntax& written, bool factor,
                                               const grammar::Name* default_unit);
  std::optional<CheckedAmount> computed_amount(const grammar::Expression& written, Place& place, bool factor);
  std::optional<Fraction> unit_worth(const grammar::Name& unit, grammar::TextSpan where);
  void first_week(grammar::TextSpan where);
  std::optional<Effect> effect(const grammar::EffectSyntax& written, Place& place);
  std::optional<Effect> change(const grammar::AdditionSyntax& written, grammar::TextSpan span, Place& place);
  std::optional<Effect> factor(const grammar::FactorSyntax& written, grammar::TextSpan span, Place& place);
  std::optional<Effect> limit(const grammar::LimitSyntax& written, grammar::TextSpan span, Place& place);
  grammar::Help hole_meant(const grammar::Text& text, const std::string& name, grammar::Help meant) const;
  Effect flag(const grammar::Text& text, grammar::TextSpan span);
  std::optional<Effect> base_amount(const grammar::BaseAmount& written, Place& place);
  std::optional<Proportion> proportion(const grammar::ProportionSyntax& written, Place& place);
  std::optional<KindId> kind(const grammar::Name& name);
  bool scaling_is_sane(const Effect& effect, grammar::TextSpan span);

  // tables.cpp
  bool is_lookup(const grammar::TableSyntax& table) const;
  void check_lookup(std::size_t index);
  bool table(std::size_t index);
  std::vector<Typed> condition_heads(const grammar::TableSyntax& written, Place& place, bool& ok);
  std::optional<TermId> cell(const grammar::ConditionCell& cell, const Typed& head, Place& place);
  Typed cell_test(const grammar::CellTest& test, const Typed& head);
  Typed cell_value(const grammar::Literal& literal, const Typed& head);
  bool row_conditions(const grammar::RowSyntax& written, const std::vector<Typed>& heads, Place& place, Row& made);
  bool report_cell_of_another_head(const grammar::OutcomeHead& head, const grammar::AmountSyntax& written,
                                   Meaning meaning);
  void report_values_and_effort(const grammar::TableSyntax& table, const grammar::OutcomeHead& head);
  void row_effects(const grammar::TableSyntax& table, const grammar::RowSyntax& written, Place& place, Row& made);
  bool row_values(const grammar::TableSyntax& table, const grammar::RowSyntax& written, Place& place, Table& made,
                  Row& made_row);

  // claims.cpp
  void test(const grammar::TestSyntax& written);
  GivenAccount given(const std::vector<grammar::Given>& written);
  void given_value(const grammar::Given& written, AttributeId id, Account& account);
  std::optional<Expectation> expectation(const grammar::ExpectationSyntax& written);
  std::optional<Expectation> figure(const grammar::ExpectationSyntax& written);
  // expectations.cpp
  std::optional<Expectation> expected_condition(const grammar::ExpectationSyntax& written);
  std::optional<Expectation> expected_count(const grammar::ExpectationSyntax& written);
  std::optional<Expectation> expected_quotient(const grammar::ExpectationSyntax& written);
  static std::optional<Fraction> fixed_number(const grammar::Expression& written);
  bool count_limits(grammar::ExpressionPtr low, grammar::ExpressionPtr high, Expectation& made);
  std::optional<Fraction> count_limit(const grammar::Expression& written);
  bool report_no_result(const grammar::Name& name);
  bool report_count_inside(const grammar::Name& name);
  TermId both_ends_within(const Typed& middle, const Term& range);
  void property(const grammar::PropertySyntax& written);

  // findings
  bool is_sound();
  void error(std::string_view code, grammar::TextSpan span, std::string message, grammar::Help help = {},
             std::vector<grammar::Related> related = {});
  void warning(std::string_view code, grammar::TextSpan span, std::string message, grammar::Help help = {},
               grammar::Severity severity = grammar::Severity::warning);
  grammar::Help suggestion_for(std::string_view typed, const std::vector<std::string>& candidates) const;
  std::string source_text(grammar::TextSpan span) const { return model_.words(span); }
  TermId add(Term&& term);
  std::vector<AttributeId> missing_names(const Term& term) const;
  TermId guarded_question(TermId question, const std::vector<AttributeId>& names);
  Typed typed(Term&& term);  // adds the term and returns it with its type
  TermId constant(const Type& type, std::int64_t number, grammar::TextSpan span);

  const grammar::SyntaxTree* tree_ = nullptr;
  Model model_;
  grammar::Diagnostics diagnostics_;
  NameNotes names_;
  std::unordered_map<std::string, Symbol> symbols_;
  std::unordered_map<std::string, ClusterId> cluster_ids_;
  std::vector<std::string> result_names_;
  std::vector<DefineInfo> defines_;
  std::vector<LookupInfo> lookups_;                 // one per table of the tree
  std::vector<std::string> circle_;                 // the defines and lookups being checked, for cycles
  bool saw_results_ = false, saw_cluster_ = false;  // used by the expression being checked
  bool uses_weeks_ = false, uses_years_ = false;    // units that have occurred
  std::optional<grammar::TextSpan> week_span_;
  std::set<AttributeId> broken_;                     // attributes whose type is unknown
  std::set<AttributeId> lost_defaults_;              // attributes whose default could not be read
  bool taken_away_ = false;                          // whether a minus stands before the amount being checked
  bool takes_percent_ = true;                        // whether the amount being checked may be a percentage
  bool inverted_ = false;                            // whether `not` stands directly before what is checked
  std::set<const grammar::Name*> keeps_;             // uses of the attribute set by which it keeps its value
  std::optional<grammar::TextSpan> rule_condition_;  // of the rule whose effects are being checked; `always`, too
  std::optional<grammar::TextSpan> factor_span_;     // the factor being checked, with its x
  const grammar::Comparison* comparison_ = nullptr;  // the comparison being checked
  std::optional<grammar::TextSpan> comparison_span_;
  /// Optional texts, and an optional owner: comparisons with them hold of rows without one as of a row that is
  /// nobody's.
  std::set<AttributeId> optional_names_;
  std::set<std::uint32_t> noticed_;  // places of numbers that have been questioned
  std::size_t unknown_names_ = 0;    // number of unknown names reported so far
  Extent extent_;                    // the size of what has been checked of the expression so far
  std::size_t depth_ = 0;            // nesting depth of the expressions being checked, including those of defines
};

template <class Info, class Check>
void Checker::once(std::vector<Info>& infos, std::size_t index, const grammar::Name& name, const Check& check) {
  if (infos[index].state == State::open) return goes_round(name);
  if (infos[index].state == State::done) return;
  infos[index].state = State::open;
  circle_.push_back(name.text);
  const bool outer_results = std::exchange(saw_results_, false);
  const bool outer_cluster = std::exchange(saw_cluster_, false);
  const Extent outer = std::exchange(extent_, {});
  check();
  infos[index].height = std::exchange(extent_, outer).height;
  infos[index].uses_results = std::exchange(saw_results_, outer_results);
  infos[index].uses_cluster = std::exchange(saw_cluster_, outer_cluster);
  infos[index].state = State::done;
  circle_.pop_back();
}

}  // namespace spanne::engine
