// Evidence that somebody changed: by a bit, by a file, or with every digest, the manifest and the seal made anew.
#include <functional>

#include "tests/attacks/forged.hpp"
#include "tests/support/archives.hpp"

using namespace spanne::tests;
namespace records = spanne::records;

namespace {

/// Evidence for a signed history, and the archive taken apart.
struct Packed : History {
  Packed() {
    BOOST_REQUIRE_EQUAL(evaluate({"--kams", "kams.csv"}).status, 0);
    BOOST_REQUIRE_EQUAL(typed({"evidence", "r.json", "-o", "e.zip", "--trust", "jane.key.pub"}).status, 0);
    honest = contents("e.zip");
    files = files_of("e.zip");
  }

  /// Has to be refused, with a sentence that names something; `words`: what it says.
  static void refused(const std::string& archive, const std::string& what,
                      const std::string& words = "error: f.zip: ") {
    put("f.zip", archive);
    const Result result = typed({"verify", "f.zip", "--trust", "jane.key.pub"});
    BOOST_TEST_CONTEXT(what << "\n" << result.out << result.err) {
      BOOST_TEST((result.status == 1 || result.status == 3));
      BOOST_TEST(result.err.find(words) != std::string::npos);
      BOOST_TEST(result.out.find("every one as it was packed") == std::string::npos);
    }
  }

  std::string honest;
  Files files;
};

std::string changed(std::string text) {
  text[text.size() / 2] ^= 1;
  return text;
}

void set_16(std::string& record, std::size_t at, unsigned value) {
  record[at] = static_cast<char>(value & 0xffU);
  record[at + 1] = static_cast<char>(value >> 8U);
}

/// The members with honest records written down, so that single fields can be changed.
std::vector<RawMember> written_members(const Files& files) {
  auto members = raw_members(files);
  std::uint64_t offset = 0;
  for (auto& member : members) {
    member.entry.offset = offset;
    member.header = records::local_header(member.entry);
    member.directory = records::directory_entry(member.entry);
    offset += member.header.size() + member.packed.size();
  }
  return members;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(forged_evidence, Packed)

BOOST_AUTO_TEST_CASE(the_means_of_forgery_make_good_archives) {
  for (const std::string& archive :
       {archive_text(files), archive_text(with_manifest(files)), archive_text(written_members(files))}) {
    put("f.zip", archive);
    expect(verify("f.zip"), 0, "13 files, every one as it was packed");
  }
}

// One bit of every few bytes, and of every byte of the directory and the seal.
BOOST_AUTO_TEST_CASE(a_bit_anywhere) {
  const std::size_t directory = honest.find("PK\x01\x02");
  for (std::size_t at = 0; at < honest.size(); at += at < directory ? 3 : 1) {
    std::string forged = honest;
    forged[at] = static_cast<char>(forged[at] ^ (1 << at % 8));
    refused(forged, "bit " + std::to_string(at % 8) + " of byte " + std::to_string(at));
  }
}

BOOST_AUTO_TEST_CASE(cut_off_or_longer) {
  for (std::size_t size = 0; size < honest.size(); size += 97)
    refused(honest.substr(0, size), "the first " + std::to_string(size));
  refused(honest.substr(0, honest.size() - 1), "all but the last");
  refused(honest + "\n", "a line break more");
  refused(honest + honest, "twice");
  refused("#!/bin/sh\n" + honest, "something before it");
}

BOOST_AUTO_TEST_CASE(a_file_is_named_that_was_changed_removed_or_exchanged) {
  for (const auto& [name, text] : files) {
    Files forged = files;
    forged[name] = changed(text);
    const bool manifest = name == "MANIFEST.sha256";
    refused(archive_text(forged), name + " changed",
            manifest ? " digest" : "error: f.zip: " + name + " has been changed");
    forged = files;
    forged.erase(name);
    refused(archive_text(forged), name + " removed", "error: f.zip: " + name + " is missing");
    forged = files;
    std::swap(forged[name], forged[name == "README.html" ? "files/r.csv" : "README.html"]);
    refused(
        archive_text(forged), name + " exchanged",
        manifest ? "MANIFEST.sha256 is not as this program writes it" : "error: f.zip: README.html has been changed");
    forged = files;
    forged[name + ".old"] = text;
    refused(archive_text(forged), name + " twice", "error: f.zip: " + name + ".old has been added");
    forged = files;
    forged.erase(name);
    forged[name + "x"] = text;
    refused(archive_text(forged), name + " renamed", "error: f.zip: " + name + (manifest ? "" : " is missing"));
  }
}

BOOST_AUTO_TEST_CASE(with_the_manifest_made_anew) {
  for (const auto& [name, text] : files) {
    if (name == "MANIFEST.sha256" || name == "keys/trusted.txt") continue;
    Files forged = files;
    forged[name] = changed(text);
    refused(archive_text(with_manifest(forged)), name + " changed", "error: ");
    forged = files;
    forged.erase(name);
    refused(archive_text(with_manifest(forged)), name + " removed", "error: ");
    forged = files;
    forged[name + ".old"] = text;
    refused(archive_text(with_manifest(forged)), name + " twice",
            name == "files/r.json" ? "more than one receipt" : name + ".old does not belong to evidence");
  }
}

BOOST_AUTO_TEST_CASE(other_words_in_reports_and_page) {
  for (const std::string name :
       {"README.html", "reports/check.txt", "reports/test.txt", "reports/changes.txt", "reports/impact.txt"}) {
    Files forged = files;
    forged[name] += "Approved by the Board.\n";
    refused(archive_text(with_manifest(forged)), name,
            "error: f.zip: " + name + " is not what this program says: it has been changed");
    for (const std::string version : {"9.9.9", "0.0.9", "mine", "", "0.1.0 "})
      refused(archive_text(with_manifest(forged), "spanne evidence 1, written by spanne " + version),
              name + " by " + version, "as the program that packed it");
  }
}

BOOST_AUTO_TEST_CASE(files_that_do_not_belong_to_it) {
  for (const std::string name :
       {"files/board.pdf", "reports/board.txt", "keys/board.txt", "board.txt", "files/deep/er/x.csv", "index.html",
        "keys/signers.txt", "files/.hidden", "README.htm"}) {
    Files forged = files;
    forged[name] = "Approved by the Board.\n";
    refused(archive_text(with_manifest(forged)), name, name + " does not belong to evidence");
  }
}

BOOST_AUTO_TEST_CASE(other_keys) {
  typed({"new-key", "eve.key", "--name", "Jane Doe"});
  Files forged = files;
  forged["keys/trusted.txt"] = contents("eve.key.pub");
  refused(archive_text(with_manifest(forged)), "keys of somebody else",
          "its receipt does not hold with the keys in keys/trusted.txt");
  forged["keys/trusted.txt"] = "spanne-public-key nonsense\n";
  refused(archive_text(with_manifest(forged)), "no keys");
  forged.erase("keys/trusted.txt");
  refused(archive_text(with_manifest(forged)), "without keys", "keys/signers.txt is missing");
}

BOOST_AUTO_TEST_CASE(names) {
  for (const std::string name :
       {"../r.csv", "/tmp/r.csv", "files/../../r.csv", "files/./r.csv", "files//r.csv", "files/", "C:/r.csv",
        "files\\r.csv", "", "..", "files/\x1b[2Jr.csv", "files/r\xff.csv", "files/r.csv/", "files/\xe2\x80\xaer.csv"}) {
    Files forged = files;
    forged[name] = "x";
    refused(archive_text(with_manifest(forged)), name, "error: f.zip: a name in it ");
  }
  const std::string long_name(1'001, 'x');
  Files forged = files;
  forged[long_name] = "x";
  refused(archive_text(forged), "long", "is too long");
  BOOST_TEST(!fs::exists("../r.csv"));
}

BOOST_AUTO_TEST_CASE(a_file_twice) {
  auto members = raw_members(files);
  members.push_back(members[3]);
  refused(archive_text(members), "twice", "is in the archive twice");
  Files forged = files;
  forged["files/R.CSV"] = "other\n";
  refused(archive_text(with_manifest(forged)), "in capitals", "files/r.csv is in the archive twice");
  forged = files;
  forged["files"] = "a file where the folder is";
  refused(archive_text(with_manifest(forged)), "a file as a folder", "error: ");
}

BOOST_AUTO_TEST_CASE(another_order) {
  auto members = raw_members(files);
  std::swap(members[2], members[5]);
  refused(archive_text(members), "order", "not in the order in which this program packs them");
}

/// Fields of the records, changed alike in both places where a record is there twice.
BOOST_AUTO_TEST_CASE(records_that_this_program_does_not_write) {
  struct Field {
    const char* what;
    std::size_t in_header, in_directory;  // 0: not there
    unsigned value;
    const char* words;
  };
  constexpr const char* packed = "is not packed as this program packs it";
  constexpr const char* directory = "is not in the directory as this program writes it";
  const std::vector<Field> fields{{"version needed", 4, 6, 45, packed},
                                  {"protected with a password", 6, 8, 0x0801, "is protected with a password"},
                                  {"sizes after the bytes", 6, 8, 0x0808, packed},
                                  {"names not in UTF-8", 6, 8, 0, packed},
                                  {"strong encryption", 6, 8, 0x0840, packed},
                                  {"packed by an unknown method", 8, 10, 9, packed},
                                  {"packed by LZMA", 8, 10, 14, packed},
                                  {"a time", 10, 12, 0x6000, packed},
                                  {"a day", 12, 14, 0x5a21, packed},
                                  {"made by another system", 0, 4, 20, directory},
                                  {"on another disk", 0, 34, 1, directory},
                                  {"internal attributes", 0, 36, 1, directory},
                                  {"read-only", 0, 38, 1, directory},
                                  {"a link", 0, 40, 0120777, "is a link, as nothing here may be"},
                                  {"a folder", 0, 40, 040755, directory},
                                  {"a program", 0, 40, 0100755, directory},
                                  {"a place elsewhere", 0, 42, 77, directory}};
  for (const Field& field : fields) {
    auto members = written_members(files);
    if (field.in_header > 0) set_16(members[4].header, field.in_header, field.value);
    set_16(members[4].directory, field.in_directory, field.value);
    refused(archive_text(members), field.what, field.words);
    if (field.in_header == 0) continue;
    members = written_members(files);
    set_16(members[4].directory, field.in_directory, field.value);
    refused(archive_text(members), std::string(field.what) + " in the directory alone", directory);
  }
}

BOOST_AUTO_TEST_CASE(bytes_that_belong_to_nothing) {
  auto members = written_members(files);
  set_16(members[2].header, 28, 4);
  members[2].header += "\xca\xfe\x00\x00";
  refused(archive_text(members), "an extra field", "is not packed as this program packs it");
  members = written_members(files);
  set_16(members[2].directory, 32, 5);
  members[2].directory += "hello";
  refused(archive_text(members), "a comment in the directory", "is not in the directory");
  members = raw_members(files);
  members[2].packed += "hidden between two files";
  refused(archive_text(members), "a gap", "is not in the directory");
  members = raw_members(files);
  members.back().directory = "PK";
  refused(archive_text(members), "half a directory");
  refused(archive_text(files, "spanne evidence 2, written by spanne 0.1.0"), "a later format", "the seal at its end");
  refused(archive_text(files, "anything"), "another note", "the seal at its end");
  std::string forged = honest;
  forged.back() = forged.back() == '0' ? '1' : '0';
  refused(forged, "another seal", "its bytes are not those that its seal was made for");
}

BOOST_AUTO_TEST_CASE(members_that_are_not_what_their_header_says) {
  auto members = raw_members(files);
  members[4].entry.checksum ^= 1U;
  refused(archive_text(members), "checksum", "cannot be unpacked");
  members = raw_members(files);
  members[4].entry.size += 1;
  refused(archive_text(members), "size", "is not packed as this program packs it");
  members = raw_members(files);
  members[4].entry.method = records::zip_deflated;
  refused(archive_text(members), "method", "cannot be unpacked");
  members = raw_members(files);
  members[4].entry.packed_size = members[4].entry.size = 4'294'967'295U;
  refused(archive_text(members), "4 GB", "error: ");
}

BOOST_AUTO_TEST_CASE(bombs) {
  std::string packed(1'000'000, '\0');
  const std::string zeros(100'000'000, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(zeros.data()));
  stream.avail_in = static_cast<unsigned>(zeros.size());
  stream.next_out = reinterpret_cast<unsigned char*>(packed.data());
  stream.avail_out = static_cast<unsigned>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  auto members = raw_members(files);
  members[4].entry.method = records::zip_deflated;
  members[4].entry.packed_size = packed.size();
  members[4].entry.size = zeros.size();
  members[4].packed = packed;
  refused(archive_text(members), "100 MB", "unpacks to more than 200 times its size");
  members[4].entry.size = 1'000;
  refused(archive_text(members), "said to be small", "cannot be unpacked");
  const auto many = std::vector<RawMember>(1'200, raw_members({{"x", ""}}).front());
  refused(archive_text(many), "many", "it has too many files");
}

BOOST_AUTO_TEST_CASE(receipts_that_lead_elsewhere) {
  for (const auto& [field, elsewhere] : {std::pair{"/accounts/file", "../../accounts.csv"},
                                         {"/output/file", "/etc/passwd"},
                                         {"/accounts/file", "r.csv"},
                                         {"/kams/file", "../keys/trusted.txt"},
                                         {"/ruleset/file", "../../g.spanne"}}) {
    evaluate({"--kams", "kams.csv"});
    forge_receipt([place = Json::json_pointer(field), to = elsewhere](Json& receipt) { receipt[place] = to; });
    Files forged = files;
    forged["files/r.json"] = contents("r.json");
    refused(archive_text(with_manifest(forged)), std::string(field) + " " + elsewhere, "error: ");
  }
  Files forged = files;
  forged["files/r.json"] = "{}\n";
  refused(archive_text(with_manifest(forged)), "no receipt", "there is no receipt in it");
}

BOOST_AUTO_TEST_CASE(manifests) {
  const std::string good = files.at("MANIFEST.sha256");
  const std::string first = good.substr(0, good.find('\n') + 1);
  std::string crlf = good;
  crlf.insert(crlf.find('\n'), "\r");
  for (const std::string& text : {std::string(), std::string("\n"), good + first, good.substr(first.size()) + first,
                                  crlf, good + std::string(64, '0') + "  MANIFEST.sha256\n", good + "# all is well\n",
                                  good.substr(0, good.size() - 1)}) {
    Files forged = files;
    forged["MANIFEST.sha256"] = text;
    refused(archive_text(forged), text, "MANIFEST.sha256");
  }
}

BOOST_AUTO_TEST_CASE(no_archive_at_all) {
  for (const std::string& text : {std::string(), std::string("hello\n"), std::string("PK\x03\x04"),
                                  std::string("PK\x05\x06") + std::string(18, '\0'), std::string(1'000, '\0')})
    refused(text, text, "error: f.zip: it is ");
}

BOOST_AUTO_TEST_SUITE_END()
