// Archives of evidence taken apart and put together again, whole or with records that this program would not write.
#pragma once

#include <boost/test/unit_test.hpp>
#include <map>
#include <string>
#include <vector>
#include <zlib.h>

#include "engine/trail/digest.hpp"
#include "records/zip/sealed_archive.hpp"
#include "records/zip/zip_writer.hpp"
#include "tests/support/folder.hpp"

namespace spanne::tests {

using Files = std::map<std::string, std::string>;  // by name

inline constexpr const char* honest_note = "spanne evidence 1, written by spanne 0.1.0";

inline Files files_of(const std::string& path) {
  const std::string text = test::contents(path);
  const records::MemoryBytes bytes(text);
  const auto opened = records::SealedArchive::open(bytes, "spanne evidence 1");
  BOOST_REQUIRE(std::holds_alternative<records::SealedArchive>(opened));
  Files files;
  for (const auto& member : std::get<records::SealedArchive>(opened).members()) {
    auto& file = files[member.name];
    BOOST_REQUIRE(!std::get<records::SealedArchive>(opened).unpack(member, [&](std::string_view piece) {
      file += piece;
      return std::optional<records::FileError>();
    }));
  }
  return files;
}

/// With a manifest that fits the files.
inline Files with_manifest(Files files) {
  std::string text;
  files.erase("MANIFEST.sha256");
  for (const auto& [name, file] : files) text += engine::byte_digest(file) + "  " + name + "\n";
  files["MANIFEST.sha256"] = text;
  return files;
}

/// A member with the bytes of its records, which a forger may change.
struct RawMember {
  records::ZipEntry entry;
  std::string packed;
  std::string header, directory;  // in the place of those that this program writes, unless empty
};

inline std::vector<RawMember> raw_members(const Files& files) {
  std::vector<RawMember> members;
  for (const auto& [name, text] : files) {
    RawMember& member = members.emplace_back();
    member.entry.name = name;
    member.entry.size = member.entry.packed_size = text.size();
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    member.entry.checksum = static_cast<std::uint32_t>(::crc32(0, bytes, static_cast<unsigned>(text.size())));
    member.packed = text;
  }
  return members;
}

/// Everything in its place, with a seal that fits. Members are stored.
inline std::string archive_text(std::vector<RawMember> members, const std::string& note = honest_note) {
  std::string text, directory;
  for (RawMember& member : members) {
    member.entry.offset = text.size();
    text += member.header.empty() ? records::local_header(member.entry) : member.header;
    text += member.packed;
    directory += member.directory.empty() ? records::directory_entry(member.entry) : member.directory;
  }
  const std::uint64_t begin = text.size();
  const std::size_t comment = records::seal_text(note, std::string(64, '0')).size();
  text += directory + records::end_record(members.size(), begin, directory.size(), comment);
  return text + records::seal_text(note, engine::byte_digest(text));
}

inline std::string archive_text(const Files& files, const std::string& note = honest_note) {
  return archive_text(raw_members(files), note);
}

}  // namespace spanne::tests
