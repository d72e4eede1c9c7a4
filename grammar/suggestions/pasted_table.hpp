// Tables pasted from a spreadsheet, whose cells are parted by tabs, and the same as the language writes them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/suggestions/heads.hpp"
#include "grammar/text/source.hpp"

namespace spanne::grammar {

struct PastedTable {
  TextSpan span;     // from the first letter of the first line to the end of the last
  std::string help;  // the finished lines, with | and ||
};

/// What the table already has above the pasted lines.
struct TableAbove {
  std::size_t conditions = 0;        // heads before the ||; 0: the pasted lines begin with the heads
  std::vector<bool> outcomes_texts;  // of each head after it: whether its cells are texts
};

/// The pasted lines from the line on in which `begin` lies, up to the first without a tab. Returns nullopt if that line
/// was not pasted: it begins with |, holds no tab between texts, has an arrow, or does not fit the heads above.
/// `names`: heads of columns stand for their attributes.
std::optional<PastedTable> pasted_table(std::string_view text, std::size_t begin, const TableAbove& above,
                                        const HeadNames& names);

}  // namespace spanne::grammar
