// Numbers as spreadsheets write them, into decimals; what can be read in two ways is refused with both readings.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "engine/model/model.hpp"
#include "records/cells/missing.hpp"

namespace spanne::records {

/// How a file writes numbers. `cautious`: it is not known; what has one reading is read, what has two is refused.
/// `english`: 1,234.5; `german`: 1.234,5; `swiss`: 1'234.5, and a comma before three digits is refused.
/// Blanks and apostrophes between groups are read in all of them.
enum class NumberStyle { cautious, english, german, swiss };

/// How 26/06/2026 is read.
enum class SlashDays { refused, day_first, month_first };

/// How the cells of one file are read: decided once, before its rows are read.
struct CellStyle {
  CellStyle(NumberStyle style = NumberStyle::cautious, SlashDays days = SlashDays::refused)  // NOLINT: implicit
      : numbers(style), slash_days(days) {}
  NumberStyle numbers;
  SlashDays slash_days;
  /// The style follows from one of the file's numbers, and not all of them have been searched: one may contradict it.
  bool from_evidence = false;
  /// What keeps a cautious style cautious: "line 2 has 1.234,5, line 9 has 12.25". Empty: nothing was found.
  std::string contradiction;
  /// Words that stand for nothing. Outlives the readers.
  const MissingMarkers* missing = &MissingMarkers::usual();
};

/// Why a cell is no such value, in plain words, without the attribute's name.
struct CellFault {
  std::string message = {};
  /// What the message says to write instead, and the message without that; empty where it says nothing. A caller that
  /// knows the attribute's range takes the second if the first would be refused as well.
  std::string suggestion = {}, without_suggestion = {};
  bool may_be_name = false;  // K-100: a column of such cells may be one of names
};

struct CellValue {
  engine::Value value;
  bool rounded = false;    // had more than six decimals
  bool ambiguous = false;  // has another reading, which the file's style rules out
  bool is_dash = false;    // a dash with a currency, which spreadsheets show for 0
};

/// What a number stands for.
struct NumberKind {
  bool is_money = false;
  std::string_view currency;  // of money
  bool takes_percent = false;
  int shift = 0;      // the value is the number times 10 to this power: -2 for percentages without their sign
  int magnitude = 0;  // the same for a number that names no magnitude itself: what its column counts in
};

/// The number in `cell` (trimmed, not empty). Signs, brackets, currency, words for zeros and exponents are read
/// exactly; the value is rounded once, to six decimals.
std::variant<CellValue, CellFault> read_number(std::string_view cell, const CellStyle& style,
                                               const NumberKind& kind = {});

/// A number as a cell of such a file can be written, so that it is read as this one.
std::string writable(engine::Decimal number, const CellStyle& style);

/// A cell's text as messages quote it: on one line and of bearable length.
std::string shown(std::string_view text);

}  // namespace spanne::records
