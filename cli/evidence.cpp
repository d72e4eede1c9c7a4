// `spanne evidence`: packs a receipt and all it names into one archive.
#include "cli/evidence.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>

#include "cli/file_roles.hpp"
#include "cli/receipt.hpp"
#include "cli/rules_text.hpp"
#include "engine/explain/words.hpp"
#include "engine/trail/digest.hpp"
#include "records/io/temporary_folder.hpp"
#include "records/zip/zip_writer.hpp"

namespace spanne::cli {
namespace {

namespace fs = std::filesystem;
using records::FileError;

/// How many folders a receipt's path leads up.
std::size_t levels_up(const std::string& relative) {
  std::size_t levels = 0;
  for (const auto& part : fs::path(relative).lexically_normal()) levels += part == ".." ? 1U : 0U;
  return levels;
}

class Packing {
 public:
  Packing(const EvidenceOptions& options, const Output& output) : options_(options), output_(output) {}

  int run() {
    check_usage();
    read_receipt();
    check_roles();
    if (const int status = verify({options_.receipt, options_.trust}, output_); status != fine) {
      output_.err << "no evidence was written, because the receipt does not hold\n";
      return status;
    }
    or_stop(staging_.open());
    name_files();
    for (const auto& [name, path] : sources_) copy(path, name);
    make_files();
    write_archive();
    return fine;
  }

 private:
  void or_stop(const std::optional<FileError>& error) const {
    if (error) stop(output_, file_trouble, error->message);
  }

  std::string staged(const std::string& name) const { return staging_.path() + "/" + name; }

  void check_usage() const {
    if (options_.receipt == "-")
      stop(output_, wrong_usage, "a receipt names files beside it, and standard input has none", "name its file");
    if (options_.trust == "-")
      stop(output_, wrong_usage, "the trusted keys are packed, so they come from a file", "--trust FILE");
    if (!options_.output.ends_with(".zip") || records::is_special(options_.output))
      stop(output_, wrong_usage, fmt::format("{} is no name for evidence, which is an archive", options_.output),
           "-o FILE.zip");
  }

  void read_receipt() {
    auto bytes = records::read_file(options_.receipt, largest_rule_file);
    if (const auto* error = std::get_if<FileError>(&bytes)) or_stop(*error);
    folder_.content = result_receipt(options_.receipt, std::get<std::string>(bytes), output_);
    rules_ = beside(options_.receipt, receipt().rules);
  }

  const records::Receipt& receipt() const { return folder_.content; }

  void check_roles() const {
    FileRoles roles;
    roles.read(options_.receipt, "the receipt");
    roles.read_guideline(rules_);
    roles.read(beside(options_.receipt, receipt().accounts.path), "the accounts");
    if (receipt().kams) roles.read(beside(options_.receipt, receipt().kams->path), "the people");
    if (receipt().with) roles.read(beside(options_.receipt, receipt().with->path), "the second table");
    roles.read(beside(options_.receipt, receipt().output.path), "the result");
    roles.read(options_.trust, "the trusted keys");
    roles.write(options_.output, FileRoles::Product::archive, "-o");
    stop_at_conflict(roles, output_);
  }

  // ---- names in the archive

  /// The folders of the receipt's own path that its paths lead out of: with them in the archive, too, the paths lead to
  /// the same files there, and the receipt stays as it is.
  std::string folders_of_receipt() const {
    std::vector<std::string> named{receipt().rules};
    for (const auto& file : files_of(receipt())) named.push_back(file.path);
    std::size_t up = 0;
    for (const auto& path : named) {
      if (fs::path(path).is_absolute())
        stop(output_, findings,
             fmt::format("the receipt names {} by its whole path, which leads nowhere in an archive", path),
             "evaluate again: spanne eval RULES ACCOUNTS -o FILE --receipt FILE");
      up = std::max(up, levels_up(path));
    }
    fs::path folder = fs::absolute(options_.receipt).lexically_normal().parent_path();
    std::string inside;
    for (; up > 0 && folder.has_relative_path(); --up, folder = folder.parent_path())
      inside = folder.filename().string() + "/" + inside;
    return inside;
  }

  void name_files() {
    const std::string folders = folders_of_receipt();
    folder_.receipt = evidence_data + folders + records::file_name(options_.receipt);
    if (!folders.empty())
      write_line(output_.err,
                 fmt::format("note: the receipt names files outside its folder, so it is packed as {}, where its paths "
                             "lead to them",
                             folder_.receipt));
    take(folder_.receipt, options_.receipt);
    for (const auto& file : files_of(receipt()))
      take(beside(folder_.receipt, file.path), beside(options_.receipt, file.path));
    const std::string log = records::log_path(rules_);
    if (fs::exists(log)) take(records::log_path(beside(folder_.receipt, receipt().rules)), log);
    copy_rules(beside(folder_.receipt, receipt().rules));
    folder_.has_keys = !options_.trust.empty();
    if (folder_.has_keys) take(evidence_trusted_keys, options_.trust);
  }

  void take(const std::string& name, const std::string& path) {
    const std::string fault = records::fault_of_member_name(name);
    if (!fault.empty())
      stop(output_, findings, fmt::format("{} cannot be packed: its name {}", path, fault),
           "rename the file or the folder it lies in, and evaluate again");
    if (!sources_.emplace(name, path).second)
      stop(output_, findings, fmt::format("{} would be in the archive twice", name),
           "evaluate again, into another file");
  }

  // ---- the files

  /// The guideline as it was, which its file need no longer be.
  void copy_rules(const std::string& name) {
    std::ostringstream noted;  // that the file has changed since, which verify has said
    const std::string rules = rules_of(options_.receipt, receipt(), {output_.out, noted, {}});
    if (rules_name(rules).source == RulesName::Source::file) return take(name, rules_);
    auto read = rules_text(rules);
    if (const auto* trouble = std::get_if<RulesTrouble>(&read)) stop(output_, trouble->status, trouble->message);
    write(name, std::get<RulesText>(read).text);
  }

  void copy(const std::string& path, const std::string& name) {
    or_stop(staging_.make_folders_of(name));
    records::AtomicFile file(staged(name));
    or_stop(file.open());
    std::optional<FileError> error;
    or_stop(records::read_pieces(path, records::max_zip_member, [&](std::string_view piece) {
      digests_by_name_[name].add(piece);
      if (!error) error = file.write(piece);
    }));
    or_stop(error);
    or_stop(file.commit(false));
  }

  void write(const std::string& name, const std::string& text) {
    or_stop(staging_.make_folders_of(name));
    or_stop(records::write_file(staged(name), text));
    digests_by_name_[name].add(text);
  }

  void make_files() {
    std::optional<EvidenceTexts> made;
    {
      const records::WorkingFolder entered(staging_.path());
      or_stop(entered.error());
      made = made_files(folder_, output_);
    }
    if (!made)
      stop(output_, findings, "no evidence was written: files have been changed while they were packed", "try again");
    for (const auto& [name, text] : *made) write(name, text);
    std::map<std::string, std::string> digests;
    for (auto& [name, digest] : digests_by_name_) digests[name] = digest.text();
    write(evidence_manifest, manifest_text(digests));
  }

  void write_archive() {
    records::AtomicFile file(options_.output);
    or_stop(file.open());
    records::ZipWriter zip([&](std::string_view bytes) { return file.write(bytes); });
    for (const auto& [name, digest] : digests_by_name_) or_stop(zip.add(name, staged(name)));
    or_stop(zip.finish(std::string(evidence_note) + SPANNE_VERSION));
    or_stop(file.commit());
    write_line(output_.out, fmt::format("{}: evidence for {}, {}; to check it: spanne verify {}{}", options_.output,
                                        beside(options_.receipt, receipt().output.path),
                                        engine::counted(digests_by_name_.size(), "file"), options_.output,
                                        folder_.has_keys ? " --trust KEYS" : ""));
  }

  const EvidenceOptions& options_;
  const Output& output_;
  EvidenceFolder folder_;
  std::string rules_;  // its path, as the receipt names it from here
  records::TemporaryFolder staging_;
  std::map<std::string, std::string> sources_;                 // by the name in the archive: the file it is
  std::map<std::string, engine::ByteDigest> digests_by_name_;  // of what is staged
};

}  // namespace

int evidence(const EvidenceOptions& options, const Output& output) { return Packing(options, output).run(); }

}  // namespace spanne::cli
