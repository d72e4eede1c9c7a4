// Makes the files of evidence that follow from the others: reports, keys, the page, the manifest.
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <set>
#include <sstream>

#include "cli/evidence.hpp"
#include "cli/receipt.hpp"

namespace spanne::cli {
namespace {

/// What a command says, kept as text: both outputs in the order in which they were written.
class Captured {
 public:
  Output output() { return {guarded_, guarded_, {}}; }
  std::string text() {
    guarded_.flush();
    return bytes_.str();
  }

 private:
  std::ostringstream bytes_;
  SafeStream guarded_{bytes_};
};

/// The command as it is typed in the unpacked archive, then what it says.
std::string report(const std::string& command, const std::function<int(const Output&)>& run) {
  Captured captured;
  int status = fine;
  try {
    status = run(captured.output());
  } catch (const Stop& stopped) { status = stopped.status; }
  return fmt::format("{}\n\n{}\nexit status {}\n", command, captured.text(), status);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// Makes the files one after the other, and notes what each of them is.
class EvidenceMaker {
 public:
  EvidenceMaker(const EvidenceFolder& folder, const Output& output)
      : folder_(folder), receipt_(folder.content), output_(output), rules_(beside(folder.receipt, receipt_.rules)) {}

  std::optional<EvidenceTexts> run() {
    const auto verified = verify_receipt_here();
    if (!verified) return std::nullopt;
    log_ = sound_log(rules_, output_);
    name_data();
    add_keys();
    add_reports();
    files_.push_back({evidence_manifest, "the SHA-256 digest of every other file"});
    texts_[evidence_page] = evidence_page_text(folder_, files_, *verified);
    return std::move(texts_);
  }

 private:
  /// The sentences of `spanne verify`; warnings are left to those who verify it again, since they depend on the day.
  std::optional<std::vector<std::string>> verify_receipt_here() {
    std::ostringstream bytes;
    SafeStream out(bytes);
    const std::string trust = folder_.has_keys ? evidence_trusted_keys : "";
    std::ostringstream unseen;
    SafeStream err(unseen);
    int status = fine;
    try {
      status = verify({folder_.receipt, trust}, {out, err, {}});
    } catch (const Stop& stopped) { status = stopped.status; }
    out.flush();
    err.flush();
    if (status == fine) return lines_of(bytes.str());
    output_.err << unseen.str();
    return std::nullopt;
  }

  void name_data() {
    files_.push_back({folder_.receipt, "the receipt: what the result was made from"});
    files_.push_back({rules_, fmt::format("the guideline, version {}, as the result was made with", receipt_.version)});
    if (!log_.releases.empty())
      files_.push_back({records::log_path(rules_), "the log of releases: who approved which version, when and why"});
    files_.push_back({beside(folder_.receipt, receipt_.accounts.path), "the accounts"});
    if (receipt_.kams)
      files_.push_back({beside(folder_.receipt, receipt_.kams->path), "the people and their capacity"});
    if (receipt_.with)
      files_.push_back(
          {beside(folder_.receipt, receipt_.with->path), "the second table, which has what the accounts lack"});
    files_.push_back({beside(folder_.receipt, receipt_.output.path), "the result"});
  }

  void add(const std::string& name, const std::string& what, std::string text) {
    files_.push_back({name, what});
    texts_[name] = std::move(text);
  }

  void add_keys() {
    if (folder_.has_keys) {
      files_.push_back({evidence_trusted_keys, "the public keys that whoever packed this trusts"});
      return;
    }
    std::set<std::string> keys;
    for (const auto& named : records::lines_of(log_))
      for (const auto& approval : named.line->approvals)
        if (!approval.signer.empty()) keys.insert(approval.signer);
    if (keys.empty()) return;
    std::string text = "# The public keys of the signatures in the log. Whose they are is not known here.\n";
    for (const auto& key : keys) text += "spanne-public-key " + key + "\n";
    add(evidence_signers, "the public keys of the signatures in the log, without names", std::move(text));
  }

  void add_reports() {
    add("reports/check.txt", "what spanne check says of the guideline",
        report("spanne check " + rules_, [&](const Output& output) {
          CheckOptions options;
          options.rules = {rules_};
          return check(options, output);
        }));
    const std::string day = fmt::format(" (tests that name no day: as of {})", receipt_.as_of);
    add("reports/test.txt", "what spanne test says of it",
        report("spanne test " + rules_ + day, [&](const Output& output) {
          TestOptions options;
          options.rules = {rules_};
          options.day = day_asked_for(receipt_.as_of, output);
          return test(options, output);
        }));
    if (const auto* before = release_before()) add_difference(*before);
  }

  /// The release of the same guideline before the one of the receipt; null if there is none.
  const engine::Release* release_before() const {
    const std::string file = records::file_name(rules_);
    const engine::Release* before = nullptr;
    for (const auto& release : log_.releases) {
      if (release.file != file) continue;
      if (release.text_digest == receipt_.text_digest) break;
      before = &release;
    }
    return before;
  }

  void add_difference(const engine::Release& before) {
    DiffOptions options;
    options.old_rules = fmt::format("release:{}:{}", before.version, rules_);
    options.new_rules = rules_;
    const std::string command = fmt::format("spanne diff {} {}", options.old_rules, rules_);
    const auto run = [&](const Output& output) { return diff(options, output); };
    add("reports/changes.txt", fmt::format("what changed since version {}, by meaning", before.version),
        report(command, run));
    if (receipt_.with) return;  // two versions are compared on one table
    DiffOptions moved = diff_of(receipt_, folder_.receipt);
    moved.old_rules = options.old_rules;
    moved.new_rules = options.new_rules;
    options = moved;
    add("reports/impact.txt", fmt::format("which accounts get something else than with version {}", before.version),
        report(fmt::format("{} {}{} --as-of {} (accounts read as the receipt says)", command, options.accounts,
                           options.kams.empty() ? "" : " --kams " + options.kams, receipt_.as_of),
               run));
  }

  const EvidenceFolder& folder_;
  const records::Receipt& receipt_;
  const Output& output_;
  std::string rules_;
  records::ReleaseLog log_;
  std::vector<EvidenceFile> files_;
  EvidenceTexts texts_;
};

}  // namespace

std::optional<EvidenceTexts> made_files(const EvidenceFolder& folder, const Output& output) {
  return EvidenceMaker(folder, output).run();
}

std::string manifest_text(const std::map<std::string, std::string>& digests) {
  std::string text;
  for (const auto& [name, digest] : digests) text += fmt::format("{}  {}\n", digest, name);
  return text;
}

}  // namespace spanne::cli
