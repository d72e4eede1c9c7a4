// What a workbook may cost. A workbook is a zip archive of XML, and a few kilobytes of either can be written so that
// they unpack to more than any memory holds; beyond these limits it is refused (docs/language.md#limits).
#pragma once

#include <cstddef>
#include <cstdint>

namespace spanne::records {

inline constexpr std::uint64_t max_unpacked_entry = 4'000'000'000;  // bytes of one part: a sheet of a million full rows
inline constexpr std::uint64_t max_unpacked_total = 8'000'000'000;  // bytes of all parts, as the directory says
inline constexpr std::uint64_t max_unpacked_part = 64'000'000;  // bytes of a part that is held in memory: styles …
inline constexpr std::uint64_t max_unpacking_ratio = 200;       // unpacked to packed, once a part is not small
inline constexpr std::uint64_t ratio_counts_from = 64'000'000;  // unpacked bytes; small parts may be any ratio
inline constexpr std::size_t max_archive_entries = 65'535;
inline constexpr std::size_t max_archive_directory = 32'000'000;  // bytes
inline constexpr std::size_t max_xml_depth = 128;                 // elements inside one another
inline constexpr std::size_t max_xml_token = 4'000'000;      // bytes of one tag with its attributes, or one comment
inline constexpr std::size_t max_shared_text = 256'000'000;  // bytes that a workbook's shared texts take in memory
inline constexpr std::size_t max_sheets = 10'000;
inline constexpr std::size_t max_number_formats = 100'000;
inline constexpr std::size_t max_merged_ranges = 100'000;
inline constexpr std::size_t max_sheet_rows = 1'048'576;        // of a spreadsheet program; the columns are max_cells
inline constexpr std::size_t max_sheet_cells = 1'000'000'000;   // handed over, with those that are empty between others
inline constexpr std::size_t max_row_text = 32'000'000;         // bytes of all texts of a row, repeated ones as often
inline constexpr std::uint64_t max_sheet_text = 4'000'000'000;  // bytes of all texts of a sheet, likewise

}  // namespace spanne::records
