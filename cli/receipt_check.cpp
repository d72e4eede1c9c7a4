#include "cli/receipt_check.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "cli/rules_text.hpp"
#include "grammar/tree/lookalikes.hpp"

namespace spanne::cli {

using records::AnyReceipt;
using records::ReceiptCore;
using records::ReceiptRules;
using records::TrustedKey;

namespace {

constexpr std::size_t shown_of_a_signer = 12;

/// Whether something stands in a receipt that is written together with a signature only.
bool has_been_signed(const AnyReceipt& receipt) {
  const ReceiptCore& core = core_of(receipt);
  const auto* result = std::get_if<records::Receipt>(&receipt);
  const bool needs_format_3 = result != nullptr && (result->with || result->snapshot_of);
  return !core.signature.empty() || !core.declared.made_by.empty() || !core.declared.purpose.empty() ||
         (result != nullptr && result->reading && !needs_format_3);
}

}  // namespace

ReceiptCheck::ReceiptCheck(const VerifyOptions& options, const Output& output, Draft draft)
    : options_(options), output_(output), draft_(draft), trust_(options.trust, output) {
  if (options.demands_signed && !trust_.given())
    stop(output, wrong_usage, "--signed asks whether a trusted key signed a receipt, and none is named",
         "--trust KEYS");
}

void ReceiptCheck::fault(const std::string& message) {
  show_error(output_, message);
  status_ = findings;
}

void ReceiptCheck::compare(std::string_view field, const std::string& said, const std::string& where,
                           const std::string& found) {
  if (said != found) fault(fmt::format("the receipt says {} \"{}\", but {} says \"{}\"", field, said, where, found));
}

void ReceiptCheck::compare(std::string_view field, std::size_t said, const std::string& where, std::size_t found) {
  compare(field, std::to_string(said), where, std::to_string(found));
}

// ---------------------------------------------------------------------------------------------- program and signer

void ReceiptCheck::check_core(const AnyReceipt& receipt) {
  canonical_ = core_of(receipt).schemes.canonical;
  check_engine(core_of(receipt));
  check_signature(receipt);
}

/// The program that wrote a receipt cannot be computed again: it is reported, unless it is impossible.
void ReceiptCheck::check_engine(const ReceiptCore& core) {
  if (const auto doubt = doubt_of_engine(core.engine))
    fault(fmt::format("the receipt names spanne {} as the program (engine) that wrote it, {}", core.engine, *doubt));
  else if (core.engine != SPANNE_VERSION)
    write_line(output_.out,
               fmt::format("note: the receipt says that spanne {} wrote it, which cannot be checked; this is {}",
                           core.engine, SPANNE_VERSION));
}

void ReceiptCheck::show_engine(const std::string& engine) const {
  if (engine != SPANNE_VERSION && status_ != fine)
    write_line(output_.err, fmt::format("  the receipt was written by spanne {}, this is {}", engine, SPANNE_VERSION));
}

void ReceiptCheck::check_signature(const AnyReceipt& receipt) {
  const ReceiptCore& core = core_of(receipt);
  if (!core.signer.empty()) return check_signer(receipt);
  if (has_been_signed(receipt))
    fault(
        "the receipt has what only a signed one has, and nobody signed it: its signature has been taken out (signer)");
  else if (options_.demands_signed)
    fault(fmt::format("{} is not signed, or its signature has been taken out", options_.file));
  else if (trust_.given())
    write_line(output_.out, "note: the receipt itself is not signed; with --signed that is an error");
}

void ReceiptCheck::check_signer(const AnyReceipt& receipt) {
  const ReceiptCore& core = core_of(receipt);
  const std::string beginning = core.signer.substr(0, shown_of_a_signer);
  if (!is_signed_well(receipt))
    return fault(fmt::format(
        "the signature of the receipt is not that of its signer ({}): it was not signed as it stands here", beginning));
  if (!trust_.given()) {
    write_line(output_.out,
               fmt::format("{}: signed ({}); whose key it is is said with --trust KEYS", options_.file, beginning));
    return show_declared(core.declared);
  }
  const TrustedKey* key = trust_.key(core.signer);
  if (key == nullptr)
    return fault(
        fmt::format("{} is signed with a key that is not in {} ({})", options_.file, trust_.file(), beginning));
  check_scope(*key, receipt);
  if (status_ == fine) write_line(output_.out, fmt::format("{}: signed with {}", options_.file, whose_key(*key)));
  show_declared(core.declared);
  const std::string& made_by = core.declared.made_by;
  if (!made_by.empty() && !key->name.empty() && grammar::decomposed(made_by) != grammar::decomposed(key->name))
    write_line(output_.err, fmt::format("warning: the receipt is declared to be made by {}, but signed with {}",
                                        made_by, whose_key(*key)));
}

/// A receipt has no day that anybody could check: a key that is not trusted any more vouches for none.
void ReceiptCheck::check_scope(const TrustedKey& key, const AnyReceipt& receipt) {
  if (!key.revoked.empty())
    fault(fmt::format("{} is signed with {}, which was revoked on {}", options_.file, whose_key(key), key.revoked));
  for (const ReceiptRules& rules : guidelines_of(receipt)) {
    const std::string file = records::file_name(rules_name(rules.rules).path);
    if (!may_sign_for(key, file))
      fault(fmt::format("{} is signed with {}, which may not sign for {}", options_.file, whose_key(key), file));
  }
}

void ReceiptCheck::show_declared(const records::ReceiptDeclaration& declared) const {
  if (!declared.made_by.empty())
    write_line(output_.out, fmt::format("declared by the signer, not checked: made by {}", declared.made_by));
  if (!declared.purpose.empty())
    write_line(output_.out, fmt::format("declared by the signer, not checked: purpose \"{}\"", declared.purpose));
}

// ---------------------------------------------------------------------------------------------- guideline and release

void ReceiptCheck::check_rules(const ReceiptRules& said, const std::string& rules, const std::string& field,
                               const std::string& release_field) {
  check_text(said, rules, field);
  check_release(said, field, release_field);
}

void ReceiptCheck::check_text(const ReceiptRules& said, const std::string& rules, const std::string& field) {
  const auto read = rules_text(rules);
  const auto* text = std::get_if<RulesText>(&read);
  if (text == nullptr) return fault(std::get<RulesTrouble>(read).message);
  compare(field + ".digest", said.digest, "the text", engine::canonical_digest(text->text, canonical_));
}

void ReceiptCheck::check_release(const ReceiptRules& said, const std::string& field, const std::string& release_field) {
  const std::string path = rules_beside(options_.file, said.rules);
  const auto log = sound_log(path, output_);
  if (!said.release) return check_unreleased(said, log, path);
  const auto& release = *said.release;
  const std::string log_path = records::log_path(path);
  const auto* found = release_in_line(log.releases, release.line);
  if (found == nullptr || found->line_digest != release.line_digest)
    return fault(fmt::format("{}: line {} is not the release that the receipt names, approved by {} on {}", log_path,
                             release.line, release.approved_by, release.date));
  const auto& line = *found;
  const std::string where = fmt::format("line {} of {}", release.line, log_path);
  compare(release_field + ".date", release.date, where, line.date);
  compare(release_field + ".approved_by", release.approved_by, where, approvers(line));
  compare(field + ".version", said.version, where, line.version);
  if (line.file != records::file_name(path))
    fault(fmt::format("{} is a release of {}, not of {}", where, line.file, path));
  if (line.text_digest != said.text_digest) {
    const auto other = release_in(log, path, said.text_digest);
    fault(fmt::format("{} releases another text than the one the receipt was made with{}", where,
                      other ? fmt::format(", which is in line {}", other->line) : ""));
  }
  status_ = std::max(status_, check_log(log, path, trust_, output_));
  show_release(line, path, where);
  if (const std::string taken_back = withdrawn(log, path, line); !taken_back.empty())
    write_line(output_.out, fmt::format("note: {}: {}", path, taken_back));
  if (const std::string later = later_release(log, path, line.version); !later.empty())
    write_line(output_.out, fmt::format("note: {}: {}", path, later));
}

void ReceiptCheck::show_release(const engine::Release& line, const std::string& path, const std::string& where) const {
  if (status_ != fine) return;
  const std::string keys = whose_keys(line, trust_);
  write_line(output_.out, fmt::format("{}: version {} was released on {}, approved by {}{} ({})", path, line.version,
                                      line.date, approvers(line), keys.empty() ? "" : ", signed with " + keys, where));
}

/// Either the receipt was written before the release, or somebody removed the release: the message names both.
void ReceiptCheck::check_unreleased(const ReceiptRules& said, const records::ReleaseLog& log, const std::string& path) {
  auto message = fmt::format("{} version {} had not been released", path, said.version);
  if (const auto release = release_in(log, path, said.text_digest))
    message = fmt::format(
        "the receipt names no release, but line {} of {} releases exactly this text, approved by {} on {}: {} had "
        "not been released when the receipt was written, or somebody took it out",
        release->line, records::log_path(path), release->approved_by, release->date, path);
  else if (const auto* other = release_of(log.releases, records::file_name(path), said.version))
    message = fmt::format(
        "line {} of {} releases version {} of {} with another text than the one the receipt was "
        "made with, which had not been released",
        other->number, records::log_path(path), said.version, path);
  if (trust_.given() && draft_ == Draft::refused) return fault(message + ", so nobody signed it");
  write_line(output_.out, "note: " + message);
}

void ReceiptCheck::check_facts(const ReceiptRules& said, const RuleFacts& found, const std::string& field) {
  if (found.title != said.title || found.version != said.version)
    fault(fmt::format("the receipt names \"{}\" version {}, but the rule set is \"{}\" version {}", said.title,
                      said.version, found.title, found.version));
  compare(field + ".text_digest", said.text_digest, "the evaluation", found.text_digest);
}

// ---------------------------------------------------------------------------------------------- files

void ReceiptCheck::check_file(const records::ReceiptFile& file) {
  if (!is_unchanged(options_.file, file, output_))
    fault(fmt::format("{} has been changed since the receipt was written", path_of(file.path)));
}

}  // namespace spanne::cli
