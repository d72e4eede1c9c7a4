// Finds the row with the heads of a table: the first one, or a later one where lines of a title stand above it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace spanne::records {

/// A row near the top of a table.
struct TopRow {
  std::size_t line = 0;            // as people count
  std::vector<std::string> cells;  // trimmed
};

/// How well a row serves as heads.
struct HeadFit {
  std::size_t found = 0;     // columns that somebody reads
  bool is_complete = false;  // every column that is needed is there, and at least one is
};

/// Asks the reader of the table. `fit` judges a whole row, `is_known` a single head.
struct HeadJudge {
  std::function<HeadFit(const std::vector<std::string>& heads)> fit;
  std::function<bool(const std::string& head)> is_known;
};

struct FoundHeads {
  std::vector<std::string> heads;
  std::size_t first = 0;  // index of the row they stand in
  std::size_t count = 1;  // 2: a head may span two rows ("Revenue" above "2025" is "Revenue 2025")
  bool is_complete = false;
};

/// No title is longer.
inline constexpr std::size_t max_title_rows = 50;

/// The first row (or two) of `rows` that has all heads; where none has, the one with the most, so that messages speak
/// of it, and in doubt the first. `rows` has no blank row and is not empty.
FoundHeads find_heads(const std::vector<TopRow>& rows, const HeadJudge& judge);

/// "lines 1 to 3 above the heads were skipped"; empty where there are none.
std::string title_note(const std::vector<TopRow>& rows, const FoundHeads& found);

/// "line 4", "lines 4 and 5", "lines 4 to 9", "lines 4, 9, 14 and 3 more". Ascending, not empty.
std::string lines_text(const std::vector<std::size_t>& lines);

}  // namespace spanne::records
