// Evidence is a result and all it rests on, in one archive: what `spanne evidence` packs and `spanne verify` checks as
// a whole.
//
//   README.html        what is in it, what was verified, how to check it again
//   MANIFEST.sha256    the digest of every other file, as sha256sum -c reads it
//   files/…            receipt, guideline, log of releases, accounts, people, result: beside one another as they were,
//                      so that the receipt's paths lead to them
//   keys/…             the trusted keys, or, without any, those that signed
//   reports/…          what check, test and diff say
//
// All but `files/` and the trusted keys follows from these: verify makes it again and compares.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "cli/audit.hpp"
#include "cli/safe_stream.hpp"
#include "records/trail/receipts.hpp"

namespace spanne::cli {

inline constexpr const char* evidence_page = "README.html";
inline constexpr const char* evidence_manifest = "MANIFEST.sha256";
inline constexpr const char* evidence_data = "files/";
inline constexpr const char* evidence_trusted_keys = "keys/trusted.txt";
inline constexpr const char* evidence_signers = "keys/signers.txt";

/// What the seal of the archive says: the format and the program that wrote it.
inline constexpr std::string_view evidence_note = "spanne evidence 1, written by spanne ";

/// Evidence in an unpacked folder: the names of its files, relative to that folder.
struct EvidenceFolder {
  std::string receipt;       // "files/r.json"
  bool has_keys = false;     // whether evidence_trusted_keys is there
  records::Receipt content;  // of the receipt
};

/// Files by their names in the archive.
using EvidenceTexts = std::map<std::string, std::string>;

/// The files that follow from the others, but for the manifest; nullopt if the receipt does not hold, which has been
/// shown on `output`. The folder is the current one.
std::optional<EvidenceTexts> made_files(const EvidenceFolder& folder, const Output& output);

/// One of the files of an archive, for the page.
struct EvidenceFile {
  std::string name, what;
};
/// The page that explains the archive. `verified`: the sentences of `spanne verify`.
std::string evidence_page_text(const EvidenceFolder& folder, const std::vector<EvidenceFile>& files,
                               const std::vector<std::string>& verified);

/// "DIGEST  NAME\n" for each file, by name.
std::string manifest_text(const std::map<std::string, std::string>& digests);

/// Whether a file is to be checked as evidence, judging by its name (.zip) or its seal.
bool is_evidence(const std::string& path);
int verify_evidence(const VerifyOptions& options, const Output& output);

}  // namespace spanne::cli
