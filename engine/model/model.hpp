// The checked rule set: resolved, typed, immutable. Everyone but the check itself reads it and nothing else.
//
// Made by engine/check from a syntax tree without errors. All references are indices into the vectors below; all
// constants are converted (efforts to FTE, percentages to shares, money without its currency).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/model/term.hpp"
#include "engine/value/date.hpp"
#include "engine/value/decimal.hpp"
#include "engine/value/fraction.hpp"
#include "engine/value/unit.hpp"
#include "grammar/text/source.hpp"

namespace spanne::engine {

/// A value of a choice, by its place in Model::choices[…].values.
struct ChoiceValue {
  std::uint32_t index = 0;
  auto operator<=>(const ChoiceValue&) const = default;
};

/// What an account has for an attribute. std::monostate is "missing". Numbers of every type are Decimals (15 % is 15,
/// see worth_of()).
using Value = std::variant<std::monostate, bool, Decimal, Date, ChoiceValue, std::string>;
inline bool is_missing(const Value& value) { return std::holds_alternative<std::monostate>(value); }

/// One engagement's attributes, in the order of Model::attributes.
struct Account {
  std::vector<Value> values;
};

struct Choice {
  std::vector<std::string> values;
  bool ordered = false;
  /// How files write a value beside its name, one list for each value; empty where no value has any. No text stands
  /// for two values.
  std::vector<std::vector<std::string>> forms = {};
};

/// The place of the value that files write as `text`, beside its name.
std::optional<std::uint32_t> value_by_form(std::string_view text, const Choice& choice);

struct Bounds {
  std::optional<Value> low, high;  // Decimal or Date
  bool half_open = false;          // the high end itself does not belong to it
};

enum class PercentReading { none, in_percent, as_share };

/// What an attribute is counted as, over the rows of the file that have the same `per`
/// (docs/language.md#figures-of-a-group). Terms use plain attributes and the day only.
struct GroupFigure {
  enum class Kind { count, sum, least, greatest, distinct } kind = Kind::count;
  std::optional<TermId> value;         // sum, least, greatest: what is taken of every row, at most six decimals
  std::optional<AttributeId> counted;  // distinct
  std::vector<AttributeId> per;        // at least one
  std::optional<TermId> where;         // nullopt: all rows of the group
  grammar::TextSpan span;              // from the `=` on
};

struct Attribute {
  std::string name;
  std::string label;                 // may be empty
  std::vector<std::string> columns;  // any of these is its head in the accounts file, beside the name
  Type type;
  Bounds bounds;
  PercentReading reading = PercentReading::none;
  /// A bare number in a file counts 10 to the power of it: 3 for `in k`, 6 for `in M`, 9 for `in bn`. Values are always
  /// in units.
  std::optional<std::uint8_t> magnitude;
  bool key = false, owner = false, optional = false;
  std::optional<Value> fallback;      // `default`
  std::optional<GroupFigure> figure;  // then it is counted, unless the file has a column that is declared for it
  grammar::TextSpan span;             // the declaration's line; name_span its name
  grammar::TextSpan name_span;
};

/// One name's expressions over time: periods neither overlap nor leave a day of the effective period uncovered.
struct Define {
  struct Version {
    TermId value;
    Period period;
    grammar::TextSpan span;
  };
  std::string name;
  Type type;
  std::vector<Version> versions;
};

/// An amount of effort in FTE, a share (a surcharge of 20 % is 0.2) or a plain factor.
/// Constant: from `range.low` to `range.high`, sign included. Computed: the value of `computed` (an effort, or a number
/// taken exactly) times `scale`, the same at both ends.
struct Amount {
  Range range;
  std::optional<TermId> computed;
  Fraction scale = 1;  // unused for a constant
  std::string unit;    // as the author wrote it, "h/month", "%"; empty for names, factors and two different units
  grammar::TextSpan span;
};

/// The amount counts once for every `size` of `of` above `above`; a negative count is 0.
struct Proportion {
  enum class Portion { exact, started, full } portion = Portion::exact;
  TermId of = 0;                         // a number
  TypeKind counted = TypeKind::decimal;  // its type
  Decimal size = Decimal::whole(1);
  Decimal above;
  Fraction portion_size() const { return worth_of(size, counted); }
  Fraction least() const { return worth_of(above, counted); }
};

/// A piece of a flag's text: `text`, then the value of `hole`.
struct FlagPiece {
  std::string text;
  std::optional<TermId> hole;  // an attribute or a define; shows nullopt where it is missing
};

enum class EffectKind { add, surcharge, factor, at_least, at_most, exactly, flag };

struct Effect {
  EffectKind kind = EffectKind::add;
  Amount amount;
  std::optional<KindId>
      effort_kind;                // add: always set, `general` for none named; surcharge, factor: nullopt is all kinds
  std::optional<Proportion> per;  // add only
  std::vector<FlagPiece> flag;
  grammar::TextSpan span;
};

using Effects = std::vector<Effect>;

struct Cluster {
  std::string name;
  std::string label;                // may be empty
  std::optional<TermId> condition;  // nullopt: otherwise
  Effects base;                     // all of kind `add`, without `per`
  std::string because;
  Period period;
  grammar::TextSpan span;
  grammar::TextSpan name_span;
};

struct Rule {
  std::string id;                   // its name, or "line 31"
  std::string title;                // of its heading; may be empty
  std::optional<TermId> condition;  // nullopt: always
  bool uses_results = false;        // then it only flags, and is tried after the total is known
  Effects effects;
  std::string because;
  std::vector<ClusterId> scope;  // empty: all clusters
  Period period;                 // its own and its heading's, intersected; may be empty of days (from after until)
  grammar::TextSpan span;
  std::optional<grammar::TextSpan> heading;  // where the heading stands that it is under
};

enum class TablePolicy { unique, first, sum };

struct Row {
  std::string id;                  // "contracts#3"
  std::vector<TermId> conditions;  // one boolean term per cell that tests something, tried left to right
  bool otherwise = false;          // matches what no other row did
  Effects effects;                 // of an effect table
  std::vector<TermId> values;      // of a lookup: one term per derived value
  std::string because;
  grammar::TextSpan span;
};

struct Table {
  std::string name;
  std::string label;
  TablePolicy policy = TablePolicy::unique;
  bool uses_results = false;  // as for rules
  struct Derived {
    std::string name;
    Type type;
  };
  std::vector<Derived> derived;  // not empty: a lookup; its rows then have no effects
  std::vector<Row> rows;
  std::vector<ClusterId> scope;
  Period period;
  grammar::TextSpan span;
};

/// Rules and effect tables in the order of the file (lookups, which match only for others, are not listed).
struct RuleRef {
  enum class Kind { rule, table } kind;
  std::uint32_t index;
};

/// What a test expects: of a result column one figure or both ends, of results and the cluster any condition.
struct Expectation {
  /// `count`: accounts_per_kam or kams_per_account compared with a number.
  enum class Kind { cluster, figure, condition, count, rule, no_rule, flag, no_flags, rejected } kind = Kind::rejected;
  ClusterId cluster = 0;
  std::string name;  // figure: name of the column or of a triple or pair (fte, external, accounts_per_kam); rule: its
                     // id; flag: its text
  std::optional<Fraction> low, high;  // figure: equal where one figure is expected; nothing means `unlimited`
                                      // count: what is compared with, or the ends of the range
  bool both_ends = false;             // `a .. b` was written
  Op op = Op::equal;                  // count: equal, less to greater_equal, or within, within_half_open
  bool negated = false;               // count: `not in`, `!=`
  std::optional<TermId> condition = {};
  grammar::TextSpan span;
};

struct Test {
  std::string title;
  Account given;
  std::vector<AttributeId> defaulted;  // left out, so that they have their default
  std::vector<AttributeId> counted;    // figures of a group left out: those of the account as the only row
  std::optional<Date> as_of;
  std::vector<Expectation> expect;
  grammar::TextSpan span;
};

struct Property {
  std::string title;
  std::optional<TermId> when;
  std::optional<TermId> claim;  // or:
  struct Monotone {
    std::size_t result;  // index into result_names()
    bool never_falls = true;
    AttributeId attribute = 0;
  };
  std::optional<Monotone> monotone;
  grammar::TextSpan span;
};

/// What the guideline calls accounts of a kind, such as "simple": a column of the table of clusters and profiles. It
/// changes no effort (docs/language.md#profiles).
struct Profile {
  std::string name;
  std::string label;     // may be empty
  TermId condition = 0;  // over attributes and the day
  grammar::TextSpan span;
  grammar::TextSpan name_span;
};

/// `eval --set`: before anything else the attribute becomes the value, for every account, one after the other.
struct Assignment {
  AttributeId attribute = 0;
  TermId value = 0;
};

/// How files of a rule set write numbers and days: its header line `locale`.
enum class FileLocale { de, ch, en, en_gb, en_us };
/// As the header writes it: "en-GB".
std::string_view to_text(FileLocale locale);

struct Model {
  std::shared_ptr<const grammar::Source> source;  // what spans point into

  std::string title, version, owner;
  std::optional<std::string> supersedes;
  Period effective;
  Fraction capacity = 1;                                                   // FTE, above 0
  Fraction utilisation_low = Fraction::ratio(4, 5), utilisation_high = 1;  // shares, above 0, low <= high
  WorkingTime working_time;
  std::optional<grammar::TextSpan> capacity_span, utilisation_span;  // where they are written
  std::optional<FileLocale> locale;                                  // nullopt: the file decides
  std::optional<std::string> capacity_column;                        // its head in the kams file

  struct EffortKind {
    std::string name;
    std::string label;
  };
  std::vector<EffortKind> kinds;  // as declared, then `general`; `general` alone where none are declared
  bool declares_kinds() const { return kinds.size() > 1; }
  KindId general() const { return static_cast<KindId>(kinds.size() - 1); }

  std::vector<Choice> choices;
  ChoiceId cluster_choice = 0;  // the clusters' names as a choice, in their order
  std::vector<Attribute> attributes;
  std::vector<Define> defines;
  std::vector<Cluster> clusters;
  std::vector<Rule> rules;
  std::vector<Table> tables;
  std::vector<RuleRef> order;
  std::vector<Test> tests;
  std::vector<Property> properties;
  std::vector<Profile> profiles;
  std::vector<Assignment> assignments;
  std::vector<Term> terms;

  const Term& term(TermId id) const { return terms[id]; }
  std::optional<AttributeId> find_attribute(std::string_view name) const;
  /// The attribute that says who carries the work.
  std::optional<AttributeId> owner_attribute() const;
  std::vector<AttributeId> key_attributes() const;
  /// The attributes that are counted from the file.
  std::vector<AttributeId> figure_attributes() const;
  /// What Op::result counts through: fte_low, fte, fte_high, then KIND_low, KIND, KIND_high of every kind, then
  /// limit's.
  std::vector<std::string> result_names() const;
  /// The author's own words, blanks and line breaks folded to one blank: for reasons and explanations.
  std::string words(grammar::TextSpan span) const;
};

/// `"Umsatz (EUR)" or "Revenue"`; the name where no head is declared.
std::string column_words(const Attribute& attribute);
/// `in M`; empty where a bare number counts as it stands.
std::string magnitude_words(const Attribute& attribute);
/// `count per customer where role = national`, as the author wrote it; empty where nothing is counted.
std::string figure_words(const Attribute& attribute, const Model& model);
/// `lead as "Lead-KAM" or "IKAM", national < …`: the values of a choice as they are declared.
std::string choice_words(const Choice& choice);

/// Whether a value lies in its attribute's declared range; values of types without one always do.
bool within_bounds(const Value& value, const Attribute& attribute);

/// What an account of a test has for a key or an owner that the test leaves out: any value does.
Value any_value(const Attribute& attribute);

/// Blanks and line breaks folded to one blank, none at the ends.
std::string one_line(std::string_view text);

/// `yes`, `12.5 EUR`, `15 %`, `2026-07-01`, a choice's value, a text; empty for a missing value.
std::string to_text(const Value& value, const Type& type, const Model& model);
/// A calculated number or an effort, rounded once to six decimals: `12.5 EUR`, `15 %`, `0.2 FTE`.
std::string to_text(const Fraction& number, const Type& type);

}  // namespace spanne::engine
