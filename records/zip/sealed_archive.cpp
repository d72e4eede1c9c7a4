#include "records/zip/sealed_archive.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "engine/trail/digest.hpp"
#include "grammar/text/characters.hpp"
#include "records/workbook/limits.hpp"
#include "records/workbook/zip_archive.hpp"
#include "records/zip/zip_writer.hpp"

namespace spanne::records {
namespace {

constexpr std::uint32_t signature_local = 0x04034b50, signature_entry = 0x02014b50;
constexpr std::size_t digest_size = 64;

/// Up to `size` bytes from `offset` on.
std::string read_up_to(const ByteSource& bytes, std::uint64_t offset, std::size_t size) {
  std::string text(size, '\0');
  const auto count = bytes.read(static_cast<std::size_t>(offset), text.data(), size);
  text.resize(count.value_or(0));
  return text;
}

std::string shown_member(const std::string& name) { return grammar::fit_to_show(name); }

ArchiveFault fault_of(const std::string& name, std::string_view what) {
  return {fmt::format("{} {}", shown_member(name), what)};
}

constexpr const char* not_as_written =
    "is not packed as this program packs it: the archive is damaged or was made otherwise";

/// Reads the members from the front, up to what is no header of one.
class MemberReader {
 public:
  explicit MemberReader(const ByteSource& bytes) : bytes_(bytes) {}

  std::optional<ArchiveFault> run() {
    while (true) {
      const std::string head = read_up_to(bytes_, at_, zip_local_size);
      if (head.size() < zip_local_size || little_32(head.data()) != signature_local) break;
      if (auto fault = take_member(head)) return fault;
      if (members.size() > max_zip_members) return ArchiveFault{"it has too many files"};
    }
    if (members.empty()) return ArchiveFault{"it is damaged: it does not begin as an archive does"};
    return std::nullopt;
  }

  std::vector<ZipEntry> members;
  std::uint64_t end() const { return at_; }

 private:
  std::optional<ArchiveFault> take_member(const std::string& head) {
    ZipEntry entry;
    entry.offset = at_;
    entry.flags = little_16(head.data() + 6);
    entry.method = little_16(head.data() + 8);
    entry.checksum = little_32(head.data() + 14);
    entry.packed_size = little_32(head.data() + 18);
    entry.size = little_32(head.data() + 22);
    const std::size_t name_size = little_16(head.data() + 26);
    entry.name = read_up_to(bytes_, at_ + zip_local_size, name_size);
    if (const std::string fault = fault_of_member_name(entry.name); !fault.empty())
      return ArchiveFault{fmt::format("a name in it {}: \"{}\"", fault, shown_member(entry.name))};
    if ((entry.flags & 1U) != 0) return fault_of(entry.name, "is protected with a password, as nothing here may be");
    if (head + entry.name != local_header(entry)) return fault_of(entry.name, not_as_written);
    if (auto fault = check_sizes(entry)) return fault;
    entry.end = packed_begin(entry) + entry.packed_size;
    if (entry.end > bytes_.size()) return fault_of(entry.name, "is cut off: the archive is damaged");
    at_ = entry.end;
    members.push_back(std::move(entry));
    return std::nullopt;
  }

  std::optional<ArchiveFault> check_sizes(const ZipEntry& entry) {
    const bool stored = entry.method == zip_stored;
    if ((!stored && entry.method != zip_deflated) || (stored && entry.size != entry.packed_size))
      return fault_of(entry.name, not_as_written);
    total_ += entry.size;
    if (entry.size > max_zip_member || total_ > max_unpacked_total)
      return fault_of(entry.name, "unpacks to more than an archive may hold");
    if (!stored && entry.size / max_zip_ratio >= entry.packed_size)
      return fault_of(entry.name,
                      fmt::format("unpacks to more than {} times its size, as nothing here may", max_zip_ratio));
    return std::nullopt;
  }

  const ByteSource& bytes_;
  std::uint64_t at_ = 0, total_ = 0;
};

/// Names that differ only in upper and lower case are one file on many systems.
std::optional<ArchiveFault> check_names(const std::vector<ZipEntry>& members) {
  std::set<std::string> keys;
  for (const ZipEntry& member : members)
    if (!keys.insert(part_key(member.name)).second) return fault_of(member.name, "is in the archive twice");
  return std::nullopt;
}

bool is_link(std::string_view record) {
  return record.size() >= zip_entry_size && (little_32(record.data() + 38) >> 16U & 0170000U) == 0120000U;
}

/// Compares the directory with the members; `rest` is all that follows them.
std::optional<ArchiveFault> check_directory(const std::vector<ZipEntry>& members, std::string_view& rest) {
  for (const ZipEntry& member : members) {
    const std::string expected = directory_entry(member);
    if (!rest.starts_with(expected)) {
      if (rest.size() < expected.size()) return ArchiveFault{"it is cut off: its directory is not whole"};
      const bool entry = little_32(rest.data()) == signature_entry;
      if (entry && is_link(rest)) return fault_of(member.name, "is a link, as nothing here may be");
      return fault_of(
          member.name,
          "is not in the directory as this program writes it: the archive is damaged or was made otherwise");
    }
    rest.remove_prefix(expected.size());
  }
  return std::nullopt;
}

}  // namespace

std::variant<SealedArchive, ArchiveFault> SealedArchive::open(const ByteSource& bytes, std::string_view note_begin) {
  MemberReader reader(bytes);
  if (auto fault = reader.run()) return std::move(*fault);
  SealedArchive archive(bytes);
  archive.members_ = std::move(reader.members);
  if (auto fault = check_names(archive.members_)) return std::move(*fault);
  const std::uint64_t begin = reader.end();
  if (bytes.size() - begin > max_archive_directory)
    return ArchiveFault{"it is damaged: between its files stands something else"};
  const std::string tail = read_up_to(bytes, begin, static_cast<std::size_t>(bytes.size() - begin));
  std::string_view rest = tail;
  if (auto fault = check_directory(archive.members_, rest)) return std::move(*fault);
  const std::size_t comment = rest.size() < zip_end_size ? 0 : rest.size() - zip_end_size;
  const std::uint64_t directory_size = tail.size() - rest.size();
  if (!rest.starts_with(end_record(archive.members_.size(), begin, directory_size, comment)))
    return ArchiveFault{"it is damaged: its end is not as this program writes it"};
  rest.remove_prefix(zip_end_size);
  const std::size_t around = seal_text("", "").size() + digest_size;
  if (rest.size() < around || !rest.starts_with(note_begin))
    return ArchiveFault{"it is damaged: the seal at its end is not as this program writes it"};
  archive.digest_ = rest.substr(rest.size() - digest_size);
  archive.note_ = rest.substr(0, rest.size() - around);
  if (seal_text(archive.note_, archive.digest_) != rest)
    return ArchiveFault{"it is damaged: the seal at its end is not as this program writes it"};
  return archive;
}

std::optional<ArchiveFault> SealedArchive::unpack(
    const ZipEntry& member, const std::function<std::optional<FileError>(std::string_view)>& take) const {
  ZipEntryReader reader(*bytes_, member, max_zip_member);
  std::string piece(65'536, '\0');
  for (std::size_t size = reader.read(piece.data(), piece.size()); size > 0;
       size = reader.read(piece.data(), piece.size()))
    if (auto error = take({piece.data(), size})) return ArchiveFault{std::move(error->message)};
  if (reader.failure())
    return fault_of(member.name, "cannot be unpacked: it has been changed, or the archive is damaged");
  return std::nullopt;
}

std::optional<ArchiveFault> SealedArchive::broken_seal() const {
  engine::ByteDigest digest;
  const std::uint64_t end = bytes_->size() - seal_text(note_, digest_).size();
  for (std::uint64_t at = 0; at < end;) {
    const std::string piece =
        read_up_to(*bytes_, at, static_cast<std::size_t>(std::min<std::uint64_t>(end - at, 65'536)));
    if (piece.empty()) return ArchiveFault{"it cannot be read to its end"};
    digest.add(piece);
    at += piece.size();
  }
  if (digest.text() == digest_) return std::nullopt;
  return ArchiveFault{"it is damaged: its bytes are not those that its seal was made for"};
}

}  // namespace spanne::records
