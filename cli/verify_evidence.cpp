// `spanne verify` for evidence: the archive as a whole, then its receipt, then everything that follows from it.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/evidence.hpp"
#include "cli/file_roles.hpp"
#include "cli/receipt.hpp"
#include "engine/explain/words.hpp"
#include "engine/trail/digest.hpp"
#include "records/io/spool.hpp"
#include "records/io/temporary_folder.hpp"
#include "records/zip/sealed_archive.hpp"

namespace spanne::cli {
namespace {

namespace fs = std::filesystem;
using records::ArchiveFault;
using records::FileError;
using records::SealedArchive;
using Digests = std::map<std::string, std::string>;

/// The names and digests of a manifest; nullopt if it is not as this program writes it.
std::optional<Digests> read_manifest(const std::string& text) {
  Digests digests;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.size() <= 66) return std::nullopt;
    digests[line.substr(66)] = line.substr(0, 64);
  }
  if (manifest_text(digests) != text) return std::nullopt;
  return digests;
}

constexpr std::size_t longest_seal = 300;  // bytes, as this program writes it

bool begins_as_receipt(const std::string& path) {
  std::string begin(20, '\0');
  std::ifstream(path, std::ios::binary).read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return begin.starts_with("{\n  \"spanne_receipt\"");
}

class EvidenceCheck {
 public:
  EvidenceCheck(const VerifyOptions& options, const Output& output) : options_(options), output_(output) {}

  int run() {
    FileRoles sources;
    sources.read(options_.file, "which is to be checked");
    sources.read(options_.trust, "the trusted keys");
    stop_if_answered_into(std::move(sources), output_);
    or_stop(bytes_.open(options_.file));
    auto opened = SealedArchive::open(bytes_, evidence_note);
    if (const auto* fault = std::get_if<ArchiveFault>(&opened)) return refuse(fault->message);
    archive_ = &std::get<SealedArchive>(opened);
    or_stop(unpacked_.open());
    unpack();
    check_manifest();
    check_order();
    if (status_ == fine)
      if (const auto fault = archive_->broken_seal()) return refuse(fault->message);
    if (status_ == fine) check_seal_note();
    if (status_ == fine) find_receipt();
    if (status_ == fine) check_content();
    if (status_ != fine) output_.err << help;
    return status_;
  }

 private:
  static constexpr const char* help = "  help: get the archive again from whoever packed it\n";

  void or_stop(const std::optional<FileError>& error) const {
    if (error) stop(output_, file_trouble, error->message);
  }

  void fault(const std::string& message) {
    write_line(output_.err, fmt::format("error: {}: {}", options_.file, message));
    status_ = findings;
  }

  int refuse(const std::string& message) {
    fault(message);
    output_.err << help;
    return status_;
  }

  std::string place(const std::string& name) const { return unpacked_.path() + "/" + name; }

  // ---- the archive

  void unpack() {
    for (const auto& member : archive_->members()) {
      engine::ByteDigest digest;
      or_stop(unpacked_.make_folders_of(member.name));
      records::AtomicFile file(place(member.name));
      or_stop(file.open());
      const auto failure = archive_->unpack(member, [&](std::string_view piece) {
        digest.add(piece);
        return file.write(piece);
      });
      if (failure) {
        fault(failure->message);
        continue;
      }
      or_stop(file.commit(false));
      found_[member.name] = digest.text();
    }
  }

  void check_manifest() {
    if (status_ != fine) return;
    if (!found_.contains(evidence_manifest)) return fault(fmt::format("{} is missing", evidence_manifest));
    const auto text = records::read_file(place(evidence_manifest), largest_rule_file);
    if (const auto* error = std::get_if<FileError>(&text)) return fault(error->message);
    const auto said = read_manifest(std::get<std::string>(text));
    if (!said) return fault(fmt::format("{} is not as this program writes it: it has been changed", evidence_manifest));
    for (const auto& [name, digest] : *said) {
      const auto file = found_.find(name);
      if (file == found_.end())
        fault(fmt::format("{} is missing: {} names it", name, evidence_manifest));
      else if (file->second != digest)
        fault(fmt::format("{} has been changed: {} names another digest", name, evidence_manifest));
    }
    for (const auto& [name, digest] : found_)
      if (name != evidence_manifest && !said->contains(name))
        fault(fmt::format("{} has been added: {} does not name it", name, evidence_manifest));
  }

  void check_order() {
    const auto& members = archive_->members();
    if (!std::is_sorted(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.name < b.name; }))
      fault("its files are not in the order in which this program packs them: it was made otherwise");
  }

  void check_seal_note() {
    const std::string writer = archive_->note().substr(evidence_note.size());
    if (const auto doubt = doubt_of_engine(writer))
      return fault(fmt::format("it names spanne {} as the program that packed it, {}", writer, *doubt));
    same_program_ = writer == SPANNE_VERSION;
    if (!same_program_)
      write_line(output_.out, fmt::format("note: {} says that spanne {} packed it, which cannot be checked; this is {}",
                                          options_.file, writer, SPANNE_VERSION));
  }

  // ---- the receipt

  void find_receipt() {
    std::vector<std::string> receipts;
    for (const auto& [name, digest] : found_)
      if (name.starts_with(evidence_data) && begins_as_receipt(place(name))) receipts.push_back(name);
    if (receipts.size() != 1)
      return fault(receipts.empty() ? "there is no receipt in it" : "there is more than one receipt in it");
    folder_.receipt = receipts.front();
    folder_.has_keys = found_.contains(evidence_trusted_keys);
    const auto text = records::read_file(place(folder_.receipt), largest_rule_file);
    if (const auto* error = std::get_if<FileError>(&text)) return fault(error->message);
    folder_.content = result_receipt(folder_.receipt, std::get<std::string>(text), output_);
  }

  /// The files that are not made from others.
  std::set<std::string> given_files() const {
    const auto& receipt = folder_.content;
    const auto inside = [&](const std::string& path) { return beside(folder_.receipt, path); };
    std::set<std::string> names{folder_.receipt, inside(receipt.rules), records::log_path(inside(receipt.rules)),
                                evidence_manifest, evidence_trusted_keys};
    for (const auto& file : files_of(receipt)) names.insert(inside(file.path));
    return names;
  }

  /// A receipt that was changed must not lead out of the folder.
  bool stays_inside(const std::set<std::string>& names) {
    for (const auto& name : names) {
      const bool optional = name == evidence_trusted_keys || records::file_name(name) == "RELEASES.jsonl";
      if (found_.contains(name) || optional) continue;
      fault(fmt::format("{} is missing: the receipt {} names it", name, folder_.receipt));
      return false;
    }
    return true;
  }

  void check_content() {
    const auto given = given_files();
    if (!stays_inside(given)) return;
    const bool by_path = !options_.trust.empty() && options_.trust != "-";
    const std::string trust = by_path ? fs::absolute(options_.trust).string() : options_.trust;
    const records::WorkingFolder entered(unpacked_.path());
    or_stop(entered.error());
    status_ = verify({folder_.receipt, trust}, output_);
    if (status_ != fine) return;
    const auto made = made_files(folder_, output_);
    if (!made) return fault(fmt::format("its receipt does not hold with the keys in {}", evidence_trusted_keys));
    compare(*made, given);
    if (status_ == fine) show_result();
  }

  /// Whatever is neither given nor made again does not belong to evidence.
  void compare(const EvidenceTexts& made, const std::set<std::string>& given) {
    for (const auto& [name, text] : made) {
      const auto file = found_.find(name);
      if (file == found_.end())
        fault(fmt::format("{} is missing, which belongs to evidence", name));
      else if (file->second != engine::byte_digest(text))
        differs(name);
    }
    for (const auto& [name, digest] : found_)
      if (!made.contains(name) && !given.contains(name))
        fault(fmt::format("{} does not belong to evidence, which the receipt {} decides", name, folder_.receipt));
  }

  void differs(const std::string& name) {
    if (same_program_) return fault(fmt::format("{} is not what this program says: it has been changed", name));
    write_line(output_.err,
               fmt::format("warning: {}: {} is not what this program says; whether the one that packed it said so "
                           "cannot be checked, so do not rely on it",
                           options_.file, name));
  }

  void show_result() const {
    write_line(output_.out,
               fmt::format("{}: {}, every one as it was packed; reports and page made again{}", options_.file,
                           engine::counted(found_.size(), "file"), same_program_ ? ", the same to the last byte" : ""));
    if (options_.trust.empty())
      output_.out
          << "note: the keys in the archive vouch for nothing by themselves; whose signatures these are is said "
             "with --trust KEYS, with keys that come from those who sign\n";
  }

  const VerifyOptions& options_;
  const Output& output_;
  records::Input bytes_;
  const SealedArchive* archive_ = nullptr;
  records::TemporaryFolder unpacked_;
  Digests found_;
  EvidenceFolder folder_;
  bool same_program_ = true;
  int status_ = fine;
};

}  // namespace

bool is_evidence(const std::string& path) {
  if (path.ends_with(".zip")) return true;
  if (path == "-" || records::is_special(path)) return false;
  std::ifstream file(path, std::ios::binary);
  std::string begin(4, '\0'), end(longest_seal, '\0');
  file.read(begin.data(), 4);
  if (begin != "PK\x03\x04") return false;  // workbooks begin so, too
  file.seekg(-static_cast<std::streamoff>(longest_seal), std::ios::end);
  file.read(end.data(), static_cast<std::streamsize>(end.size()));
  return end.find(evidence_note) != std::string::npos;
}

int verify_evidence(const VerifyOptions& options, const Output& output) { return EvidenceCheck(options, output).run(); }

}  // namespace spanne::cli
