#include "records/zip/zip_format.hpp"

#include "grammar/text/characters.hpp"
#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

constexpr std::uint16_t version_needed = 20;                 // 2.0: deflated bytes and folders
constexpr std::uint16_t made_by = 0x0300 | 20;               // Unix, which decides what the mode below means
constexpr std::uint32_t file_mode = 0100644U << 16;          // a regular file
constexpr std::uint16_t fixed_time = 0, fixed_day = 0x0021;  // midnight, 1980-01-01: the first there is
constexpr std::size_t max_name = 1'000;                      // bytes

/// Unsigned numbers, lowest byte first.
class Record {
 public:
  Record& u16(std::uint64_t value) { return put(value, 2); }
  Record& u32(std::uint64_t value) { return put(value, 4); }
  Record& text(std::string_view value) {
    bytes_ += value;
    return *this;
  }
  std::string take() { return std::move(bytes_); }

 private:
  Record& put(std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xffU);
    return *this;
  }
  std::string bytes_;
};

/// What local headers and the directory have in common, from the version on to the length of the extra fields.
void put_common(Record& record, const ZipEntry& entry) {
  record.u16(version_needed).u16(zip_utf8_names).u16(entry.method).u16(fixed_time).u16(fixed_day);
  record.u32(entry.checksum).u32(entry.packed_size).u32(entry.size).u16(entry.name.size()).u16(0);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::string local_header(const ZipEntry& entry) {
  Record record;
  record.u32(0x04034b50);
  put_common(record, entry);
  return record.text(entry.name).take();
}

std::uint64_t packed_begin(const ZipEntry& entry) { return entry.offset + zip_local_size + entry.name.size(); }

std::string directory_entry(const ZipEntry& entry) {
  Record record;
  record.u32(0x02014b50).u16(made_by);
  put_common(record, entry);
  record.u16(0).u16(0).u16(0).u32(file_mode).u32(entry.offset);
  return record.text(entry.name).take();
}

std::string end_record(std::size_t members, std::uint64_t directory, std::uint64_t directory_size,
                       std::size_t comment_size) {
  Record record;
  record.u32(0x06054b50).u16(0).u16(0).u16(members).u16(members).u32(directory_size).u32(directory);
  return record.u16(comment_size).take();
}

std::string fault_of_member_name(std::string_view name) {
  if (name.empty()) return "is empty";
  if (name.size() > max_name) return "is too long";
  if (!is_utf8(name)) return "is not UTF-8";
  if (name.front() == '/' || (name.size() > 1 && name[1] == ':' && is_letter(name[0])))
    return "is a whole path, which leads out of the archive";
  if (name.find('\\') != std::string_view::npos) return "has a backslash in it, which some systems take for a folder";
  if (grammar::fit_to_show(name) != name) return "has hidden characters in it";
  while (!name.empty()) {
    const std::size_t end = name.find('/');
    const std::string_view part = name.substr(0, end);
    if (part == "..") return "leads out of the archive";
    if (part.empty() || part == ".") return "has a part that names nothing";
    if (end != std::string_view::npos && end + 1 == name.size()) return "is that of a folder";
    name.remove_prefix(end == std::string_view::npos ? name.size() : end + 1);
  }
  return {};
}

}  // namespace spanne::records
