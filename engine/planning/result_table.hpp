// ResultTable is what a view hands to its output: typed cells, from which the terminal, CSV, JSON, workbooks and the
// page each make their own text, so that every figure is the same wherever it is read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/semantics/evaluate.hpp"
#include "engine/value/date.hpp"
#include "engine/value/total_sum.hpp"

namespace spanne::engine {

/// Both ends of a sum.
struct SumRange {
  Enclosure low, high;
  Enclosure middle() const { return {(low.low + high.low) / 2, (low.high + high.high) / 2}; }
};
inline Enclosure exactly(const Fraction& number) { return {number, number}; }
inline SumRange exactly(const Range& range) { return {exactly(range.low), exactly(range.high)}; }

/// A number, or yes or no, as rule text writes it (`1.5`, `2.5 %`, `yes`). Each output writes it in its own notation,
/// so that a spreadsheet does not read `2.373` as 2373; a `std::string` stands everywhere as it is.
struct WrittenValue {
  std::string text;
  Type type;
};

/// `std::monostate`: an empty cell.
using ResultCell =
    std::variant<std::monostate, std::string, WrittenValue, Enclosure, SumRange, AccountRange, Date, bool>;
/// What to_text() makes of a value of the type.
ResultCell value_cell(std::string text, const Type& type);
/// Words of rule text: where they are nothing but a number (`1.1`, `-2.5 %`), it is a WrittenValue.
ResultCell rule_text_cell(std::string text);
inline ResultCell figure_cell(const Fraction& number) { return exactly(number); }
inline ResultCell range_cell(const Range& range) { return exactly(range); }
inline ResultCell count_cell(std::size_t count) { return exactly(Fraction(static_cast<std::int64_t>(count))); }
/// A count that has no end is the word "unlimited".
ResultCell count_cell(const Count& count);

/// One column. `name` is for programs (fte, cluster), `head` for people.
struct ViewColumn {
  enum class Kind {
    text,
    long_text,  // wrapped into several lines
    count,      // Enclosure: a whole number
    figure,     // Enclosure: FTE, or another number, in decimals
    change,     // Enclosure: a figure with its sign, +0.2
    share,      // Enclosure: 0.155, shown as 15.5 %
    range,      // SumRange: FTE. For programs three columns: NAME_low, NAME, NAME_high
    span,       // AccountRange: accounts for one person. For programs two columns: NAME_low and NAME_high, then
                // those of the people for one account: kams_per_account_low, kams_per_account_high
    date,       // Date
    truth,      // bool
    band        // text: under, in band, over, away
  };
  std::string name, head;
  Kind kind = Kind::text;
};

struct ResultTable {
  std::string name;   // for programs: the member of JSON, the name of the sheet
  std::string title;  // for people: a heading, or a sentence
  std::vector<ViewColumn> columns;
  std::vector<std::vector<ResultCell>> rows;  // each as long as `columns`; any cell may be empty or a text
  bool has_total = false;                     // the last row is the total of those above
};

}  // namespace spanne::engine
