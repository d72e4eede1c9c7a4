#include "records/workbook/zip_archive.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "records/workbook/limits.hpp"

namespace spanne::records {
namespace {

constexpr std::size_t end_record_size = 22, locator_size = 20, end_record_64_size = 56, directory_entry_size = 46;
constexpr std::uint32_t signature_end = 0x06054b50, signature_locator = 0x07064b50, signature_end_64 = 0x06064b50,
                        signature_entry = 0x02014b50;

/// Where the directory stands.
struct DirectoryPlace {
  std::uint64_t offset = 0, size = 0, entries = 0;
};
using PlaceOrError = std::variant<DirectoryPlace, AccountsError>;

/// Exactly so many bytes; nullopt where there are not as many.
std::optional<std::string> read_exactly(const ByteSource& bytes, std::uint64_t offset, std::size_t size) {
  if (offset > bytes.size() || size > bytes.size() - offset) return std::nullopt;
  std::string text(size, '\0');
  const auto count = bytes.read(static_cast<std::size_t>(offset), text.data(), size);
  if (!count || *count != size) return std::nullopt;
  return text;
}

/// Where the last record of the file begins: only a comment of up to 65,535 bytes may follow it.
std::optional<std::uint64_t> find_end_record(const ByteSource& bytes) {
  const std::size_t tail = std::min<std::size_t>(bytes.size(), end_record_size + 65'535);
  const auto text = read_exactly(bytes, bytes.size() - tail, tail);
  if (!text || tail < end_record_size) return std::nullopt;
  for (std::size_t at = tail - end_record_size + 1; at-- > 0;)
    if (little_32(text->data() + at) == signature_end) return bytes.size() - tail + at;
  return std::nullopt;
}

/// The same from the larger record that archives beyond 4 GB or 65,535 entries have.
PlaceOrError place_64(const ByteSource& bytes, std::uint64_t end_record) {
  if (end_record < locator_size) return damaged_workbook("its directory is missing");
  const auto locator = read_exactly(bytes, end_record - locator_size, locator_size);
  if (!locator || little_32(locator->data()) != signature_locator) return damaged_workbook("its directory is missing");
  const auto record = read_exactly(bytes, little_64(locator->data() + 8), end_record_64_size);
  if (!record || little_32(record->data()) != signature_end_64) return damaged_workbook("its directory is missing");
  return DirectoryPlace{little_64(record->data() + 48), little_64(record->data() + 40), little_64(record->data() + 32)};
}

PlaceOrError find_directory(const ByteSource& bytes) {
  const auto end_record = find_end_record(bytes);
  if (!end_record) return damaged_workbook("it begins like a workbook, but its end is missing");
  const auto record = read_exactly(bytes, *end_record, end_record_size);
  if (!record) return damaged_workbook("its end cannot be read");
  if (little_16(record->data() + 4) != 0 && little_16(record->data() + 4) != 0xffff)
    return AccountsError{"it is one part of an archive of several files", "save the workbook again as .xlsx"};
  DirectoryPlace place{little_32(record->data() + 16), little_32(record->data() + 12), little_16(record->data() + 10)};
  if (place.offset == 0xffffffff || place.size == 0xffffffff || place.entries == 0xffff) {
    PlaceOrError larger = place_64(bytes, *end_record);
    if (std::holds_alternative<AccountsError>(larger)) return larger;
    place = std::get<DirectoryPlace>(larger);
  }
  if (place.offset > *end_record || place.size > *end_record - place.offset)
    return damaged_workbook("its directory does not fit into it");
  if (place.entries > max_archive_entries || place.size > max_archive_directory)
    return AccountsError{
        fmt::format("it has more than {} parts, which is the most a workbook may have", max_archive_entries),
        "copy the sheet into a new workbook"};
  return place;
}

/// Sizes and places beyond 32 bits stand in an extra field, in this order and only those that do not fit.
bool read_extra_64(std::string_view extra, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const std::size_t size = little_16(extra.data() + 2);
    if (size > extra.size() - 4) return false;
    if (little_16(extra.data()) != 1) {
      extra.remove_prefix(4 + size);
      continue;
    }
    std::string_view values = extra.substr(4, size);
    for (std::uint64_t* value : {&entry.size, &entry.packed_size, &entry.offset}) {
      if (*value != 0xffffffff) continue;
      if (values.size() < 8) return false;
      *value = little_64(values.data());
      values.remove_prefix(8);
    }
    return true;
  }
  return true;
}

/// The entry at the front of `directory`, which is taken off; nullopt where it is none.
std::optional<ZipEntry> take_entry(std::string_view& directory) {
  if (directory.size() < directory_entry_size || little_32(directory.data()) != signature_entry) return std::nullopt;
  const char* at = directory.data();
  const std::size_t name = little_16(at + 28), extra = little_16(at + 30), comment = little_16(at + 32);
  if (directory.size() < directory_entry_size + name + extra + comment) return std::nullopt;
  ZipEntry entry;
  entry.flags = little_16(at + 8);
  entry.method = little_16(at + 10);
  entry.checksum = little_32(at + 16);
  entry.packed_size = little_32(at + 20);
  entry.size = little_32(at + 24);
  entry.offset = little_32(at + 42);
  entry.name = part_key(directory.substr(directory_entry_size, name));
  if (!read_extra_64(directory.substr(directory_entry_size + name, extra), entry)) return std::nullopt;
  directory.remove_prefix(directory_entry_size + name + extra + comment);
  return entry;
}

/// Sets where each entry ends at the latest; false where two share bytes, by which a small file unpacks to a huge one.
bool bound_entries(std::vector<ZipEntry>& entries, std::uint64_t directory) {
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.offset < b.offset; });
  for (std::size_t i = 0; i < entries.size(); ++i) {
    ZipEntry& entry = entries[i];
    entry.end = i + 1 < entries.size() ? entries[i + 1].offset : directory;
    const std::uint64_t header = 30 + entry.name.size();
    if (entry.end > directory || entry.end < entry.offset || entry.end - entry.offset < header ||
        entry.end - entry.offset - header < entry.packed_size)
      return false;
  }
  return true;
}

std::optional<AccountsError> check_sizes(const std::vector<ZipEntry>& entries) {
  std::uint64_t total = 0;
  for (const ZipEntry& entry : entries) {
    if (entry.size > max_unpacked_total || (total += entry.size) > max_unpacked_total)
      return AccountsError{fmt::format("unpacked, it is larger than {} GB, which is the most it may be",
                                       max_unpacked_total / 1'000'000'000),
                           "copy the rows that are needed into a new workbook, or save the sheet as CSV"};
  }
  return std::nullopt;
}

bool by_name(const ZipEntry& a, const ZipEntry& b) { return a.name < b.name; }

}  // namespace

std::uint16_t little_16(const char* at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(at[0]) | static_cast<unsigned char>(at[1]) << 8U);
}
std::uint32_t little_32(const char* at) {
  return static_cast<std::uint32_t>(little_16(at)) | static_cast<std::uint32_t>(little_16(at + 2)) << 16U;
}
std::uint64_t little_64(const char* at) {
  return static_cast<std::uint64_t>(little_32(at)) | static_cast<std::uint64_t>(little_32(at + 4)) << 32U;
}

AccountsError damaged_workbook(std::string_view detail) {
  return {fmt::format("it is cut off or damaged: {}", detail),
          "copy or download it again, or open it in a spreadsheet program and save it as .xlsx"};
}

std::string part_key(std::string_view name) {
  std::string key(name);
  for (char& letter : key) {
    if (letter == '\\') letter = '/';
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return key.starts_with('/') ? key.substr(1) : key;
}

std::variant<ZipArchive, AccountsError> ZipArchive::open(const ByteSource& bytes) {
  const PlaceOrError found = find_directory(bytes);
  if (const auto* error = std::get_if<AccountsError>(&found)) return *error;
  const auto& place = std::get<DirectoryPlace>(found);
  const auto directory = read_exactly(bytes, place.offset, static_cast<std::size_t>(place.size));
  if (!directory) return damaged_workbook("its directory cannot be read");
  ZipArchive archive(bytes);
  std::string_view rest = *directory;
  for (std::uint64_t i = 0; i < place.entries; ++i) {
    auto entry = take_entry(rest);
    if (!entry) return damaged_workbook("its directory cannot be read");
    archive.entries_.push_back(std::move(*entry));
  }
  if (auto error = check_sizes(archive.entries_)) return std::move(*error);
  if (!bound_entries(archive.entries_, place.offset)) return damaged_workbook("parts of it overlap");
  std::stable_sort(archive.entries_.begin(), archive.entries_.end(), by_name);
  const auto same = std::adjacent_find(archive.entries_.begin(), archive.entries_.end(),
                                       [](const auto& a, const auto& b) { return a.name == b.name; });
  if (same != archive.entries_.end()) return damaged_workbook(fmt::format("it has two parts called {}", same->name));
  return archive;
}

const ZipEntry* ZipArchive::find(std::string_view name) const {
  ZipEntry wanted;
  wanted.name = part_key(name);
  const auto entry = std::lower_bound(entries_.begin(), entries_.end(), wanted, by_name);
  return entry != entries_.end() && entry->name == wanted.name ? &*entry : nullptr;
}

}  // namespace spanne::records
