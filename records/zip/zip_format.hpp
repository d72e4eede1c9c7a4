// The bytes of a zip archive as this program writes it: one way of writing each record, so that an archive can be
// compared with how it would be written again. No times, no extra fields, no comments but the seal at the end.
//
// Source: PKWARE's APPNOTE 6.3, sections 4.3.7 (local headers), 4.3.12 (directory), 4.3.16 (end).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "records/workbook/zip_entry.hpp"

namespace spanne::records {

inline constexpr std::uint16_t zip_stored = 0, zip_deflated = 8;
inline constexpr std::uint16_t zip_utf8_names = 0x0800;                                    // the one flag that is set
inline constexpr std::size_t zip_local_size = 30, zip_entry_size = 46, zip_end_size = 22;  // without names and comment

/// Larger archives would need other records; sizes and places stand in 32 bits.
inline constexpr std::uint64_t max_zip_size = 1'000'000'000;
inline constexpr std::uint64_t max_zip_member = 4'000'000'000;  // unpacked
inline constexpr std::size_t max_zip_members = 1'000;
/// What is packed tighter is stored as it is, so that no archive unpacks to more than so many times its size.
inline constexpr std::uint64_t max_zip_ratio = 200;

/// The header before the bytes of a member.
std::string local_header(const ZipEntry& entry);
/// Where the packed bytes begin that follow that header.
std::uint64_t packed_begin(const ZipEntry& entry);
/// The record of a member in the directory.
std::string directory_entry(const ZipEntry& entry);
/// The record that ends the archive, up to its comment, which follows.
std::string end_record(std::size_t members, std::uint64_t directory, std::uint64_t directory_size,
                       std::size_t comment_size);

/// Why a name cannot be one inside an archive, as the end of a sentence about it ("leads out of the archive"); empty
/// if it can. The same on every system: relative, with '/' between folders, nothing hidden.
std::string fault_of_member_name(std::string_view name);

}  // namespace spanne::records
