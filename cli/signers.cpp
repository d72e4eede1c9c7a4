#include "cli/signers.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "grammar/text/normal_form.hpp"
#include "records/trail/names.hpp"
namespace spanne::cli {

using engine::Approval;
using engine::LogLine;
using records::NamedLine;
using records::ReleaseLog;
using records::TrustedKey;

namespace {

constexpr std::size_t shown_of_a_key = 12;

std::string beginning_of(const std::string& public_key) { return public_key.substr(0, shown_of_a_key); }

/// "line 2" or "lines 2–5", both counted from 1.
std::string lines_between(std::size_t first, std::size_t last) {
  return first == last ? fmt::format("line {}", last) : fmt::format("lines {}–{}", first, last);
}

}  // namespace

Trust::Trust(const std::string& file, const Output& output) : file_(file) {
  if (file.empty()) return;
  auto read = records::read_trust_file(file);
  if (const auto* error = std::get_if<records::FileError>(&read)) stop(output, file_trouble, error->message);
  if (const auto* error = std::get_if<records::KeyError>(&read)) stop(output, findings, error->message, error->help);
  keys_ = std::get<records::TrustFile>(std::move(read));
}

const TrustedKey* Trust::key(const std::string& public_key) const {
  const auto found =
      std::find_if(keys_.keys.begin(), keys_.keys.end(), [&](const auto& key) { return key.public_key == public_key; });
  return found == keys_.keys.end() ? nullptr : &*found;
}

bool may_sign_for(const TrustedKey& key, const std::string& file) {
  return key.rules.empty() ||
         std::find(key.rules.begin(), key.rules.end(), grammar::normal_form(file)) != key.rules.end();
}

std::string whose_key(const TrustedKey& key) {
  const std::string whose = key.name.empty() ? "a key without a name" : "the key of " + key.name;
  return fmt::format("{} ({})", whose, beginning_of(key.public_key));
}

std::string whose_keys(const LogLine& line, const Trust& trust) {
  std::vector<std::string> all;
  for (const Approval& approval : line.approvals)
    if (const auto* key = trust.key(approval.signer)) all.push_back(whose_key(*key));
  return fmt::format("{}", fmt::join(all, " and "));
}

namespace {

std::string signed_by(const Approval& approval, const Trust& trust) {
  if (!trust.given()) return fmt::format("yes ({})", beginning_of(approval.signer));
  const auto* key = trust.key(approval.signer);
  if (key == nullptr) return fmt::format("unknown key ({})", beginning_of(approval.signer));
  return key->name.empty() ? whose_key(*key) : fmt::format("{} ({})", key->name, beginning_of(key->public_key));
}

// ---------------------------------------------------------------------------------------------- signatures

/// Decides of one signature after the other whether it counts.
class SignatureCheck {
 public:
  SignatureCheck(const ReleaseLog& log, const Trust& trust)
      : log_(log), trust_(trust), lines_(lines_of(log)), first_(first_trusted()) {}

  const std::vector<NamedLine>& lines() const { return lines_; }

  /// What is wrong with who signed a line, as ends of sentences about it; empty if all is well.
  std::vector<std::string> faults(const NamedLine& line) const {
    if (is_from_before_signing(*line.line)) return {};
    if (!has_signature(*line.line)) return {"is not signed"};
    std::vector<std::string> found;
    for (const Approval& approval : line.line->approvals)
      if (!approval.signature.empty())
        if (auto doubt = doubt_of(approval, line)) found.push_back(std::move(*doubt));
    if (auto doubt = doubt_of_author(line)) found.push_back(std::move(*doubt));
    return found;
  }

  /// What readers should know: somebody may sign for somebody else, and not all who are named need have signed.
  std::vector<std::string> warnings(const LogLine& line) const {
    std::vector<std::string> found;
    for (const Approval& approval : line.approvals) {
      const auto* key = trust_.key(approval.signer);
      if (key != nullptr && !key->name.empty() && !records::same_name(key->name, approval.name))
        found.push_back(fmt::format("is approved by {}, but signed with {}", approval.name, whose_key(*key)));
      if (approval.signature.empty() && has_signature(line))
        found.push_back(fmt::format("names {} as approver, who has not signed it", approval.name));
    }
    return found;
  }

 private:
  bool is_from_before_signing(const LogLine& line) const { return line.number < first_ && !has_signature(line); }

  /// The number of the first line with a trusted signature; 0 if there is none.
  std::size_t first_trusted() const {
    const auto first =
        std::find_if(lines_.begin(), lines_.end(), [&](const auto& line) { return is_trusted(*line.line); });
    return first == lines_.end() ? 0 : first->line->number;
  }

  bool is_trusted(const LogLine& line) const {
    return std::any_of(line.approvals.begin(), line.approvals.end(),
                       [&](const Approval& approval) { return trust_.key(approval.signer) != nullptr; });
  }

  std::optional<std::string> doubt_of(const Approval& approval, const NamedLine& line) const {
    const auto* key = trust_.key(approval.signer);
    if (key == nullptr)
      return fmt::format("is signed with a key that is not in {} ({})", trust_.file(), beginning_of(approval.signer));
    if (auto why = beyond_its_role(*key, line))
      return fmt::format("is signed with {}, which {}", whose_key(*key), *why);
    if (auto why = beyond_its_days(*key, *line.line))
      return fmt::format("is signed with {}, which {}", whose_key(*key), *why);
    const bool by_policy = policy_for(log_.policies, line.line->number) != nullptr || line.file.empty();
    if (by_policy && !records::same_name(key->name, approval.name))
      return fmt::format("is approved by {}, but signed with {}, which the policy does not allow", approval.name,
                         whose_key(*key));
    return std::nullopt;
  }

  /// An author who is to be apart from the approvers has to be somebody whom the trust file knows.
  std::optional<std::string> doubt_of_author(const NamedLine& line) const {
    if (!keeps_authors_apart(*line.line)) return std::nullopt;
    const std::string& author = line.line->changed_by;
    const auto& keys = trust_.keys().keys;
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const TrustedKey& key) {
      return key.is_author && (line.file.empty() || may_sign_for(key, line.file)) &&
             records::same_name(key.name, author) && !outside_its_days(key, *line.line);
    });
    if (known) return std::nullopt;
    return fmt::format("was changed by {}, who is no author of it in {}", author, trust_.file());
  }

  /// By the policy in force, or its own.
  bool keeps_authors_apart(const LogLine& line) const {
    return std::any_of(log_.policies.begin(), log_.policies.end(), [&](const records::Policy& policy) {
      return policy.author_apart && (&policy == &line || &policy == policy_for(log_.policies, line.number));
    });
  }

  std::optional<std::string> beyond_its_role(const TrustedKey& key, const NamedLine& line) const {
    if (!key.is_approver) return "may write changes, but not approve them";
    if (may_sign_for(key, line.file)) return std::nullopt;
    if (line.file.empty()) return "may not set the policy of all guidelines";
    return fmt::format("may sign for {}, but not for {}", fmt::join(key.rules, ", "), line.file);
  }

  static std::optional<std::string> outside_its_days(const TrustedKey& key, const LogLine& line) {
    if (line.date < key.from) return fmt::format("may sign from {} on", key.from);
    if (!key.until.empty() && line.date > key.until) return fmt::format("might sign until {}", key.until);
    if (!key.revoked.empty() && line.date >= key.revoked) return fmt::format("was revoked on {}", key.revoked);
    return std::nullopt;
  }

  std::optional<std::string> beyond_its_days(const TrustedKey& key, const LogLine& line) const {
    if (auto why = outside_its_days(key, line)) return why;
    if (key.revoked.empty() || trust_.has_seen(line.number) || is_vouched_for(line, key.revoked)) return std::nullopt;
    return fmt::format("was revoked on {}, and no other key shows that the line was there before", key.revoked);
  }

  /// Whoever has a key that was revoked can write any day on a line. So another key has to have signed a later line
  /// before that day.
  bool is_vouched_for(const LogLine& line, const std::string& day) const {
    return std::any_of(lines_.begin(), lines_.end(), [&](const NamedLine& later) {
      return later.line->number > line.number && later.line->date < day &&
             std::any_of(later.line->approvals.begin(), later.line->approvals.end(), [&](const Approval& approval) {
               const auto* key = trust_.key(approval.signer);
               return key != nullptr && key->revoked.empty() && !doubt_of(approval, later);
             });
    });
  }

  const ReleaseLog& log_;
  const Trust& trust_;
  std::vector<NamedLine> lines_;
  std::size_t first_;
};

int check_programme(const ReleaseLog& log, const std::string& path, const Trust& trust, const Output& output) {
  const std::string &wanted = trust.keys().programme, found = grammar::normal_form(programme_of(log));
  if (wanted.empty() || wanted == found) return fine;
  show_error(output, fmt::format("{}: {}, but {} is for the programme \"{}\"", path,
                                 found.empty() ? "the log names no programme"
                                               : fmt::format("this is the log of the programme \"{}\"", found),
                                 trust.file(), wanted));
  return findings;
}

int check_seen(const ReleaseLog& log, const std::string& path, const Trust& trust, const Output& output) {
  if (trust.keys().seen.line == 0) return fine;
  const auto why = missing_line(log, trust.keys().seen);
  if (!why) return fine;
  show_error(output, fmt::format("{}: {} (seen: in {})", path, *why, trust.file()));
  return findings;
}

/// Whoever has one key can write a whole log anew, with a policy that asks for one. So what it has to ask for is said
/// outside of it; a line that sets it is signed by as many, and its signatures bind all lines before.
int check_policy(const ReleaseLog& log, const std::string& path, const Trust& trust, const Output& output) {
  if (trust.keys().required == 0) return fine;
  records::Policy wanted;
  wanted.required = trust.keys().required;
  wanted.author_apart = trust.keys().author_apart;
  const auto* found = policy_for(log.policies, log.lines + 1);
  if (found != nullptr && loosened(wanted, *found).empty()) return fine;
  show_error(output,
             fmt::format("{}: {} asks for a policy of {}, but {}", path, trust.file(), in_words(wanted),
                         found == nullptr ? "the log has none"
                                          : fmt::format("that of line {} is {}", found->number, in_words(*found))));
  return findings;
}

}  // namespace

std::string signed_by(const LogLine& line, const Trust& trust) {
  std::vector<std::string> all;
  for (const Approval& approval : line.approvals)
    if (!approval.signer.empty()) all.push_back(signed_by(approval, trust));
  return all.empty() ? "no" : fmt::format("{}", fmt::join(all, ", "));
}

int check_signers(const ReleaseLog& log, const std::string& rules_path, const Trust& trust, const Output& output) {
  if (!trust.given()) return fine;
  const std::string path = records::log_path(rules_path);
  const SignatureCheck check(log, trust);
  int status = std::max({check_programme(log, path, trust, output), check_policy(log, path, trust, output),
                         check_seen(log, path, trust, output)});
  const auto show = [&](const char* kind, const NamedLine& line, const std::string& message) {
    write_line(output.err, fmt::format("{}: {}: line {} ({}) {}", kind, path, line.line->number, line.what, message));
  };
  for (const NamedLine& line : check.lines()) {
    const auto faults = check.faults(line);
    for (const auto& fault : faults) show("error", line, fault);
    if (!faults.empty()) status = findings;
    if (faults.empty())
      for (const auto& warning : check.warnings(*line.line)) show("warning", line, warning);
  }
  return status;
}

namespace {

bool same_signers(const LogLine& a, const LogLine& b) {
  return std::equal(a.approvals.begin(), a.approvals.end(), b.approvals.begin(), b.approvals.end(),
                    [](const Approval& one, const Approval& other) { return one.signer == other.signer; });
}

}  // namespace

void show_signers(const ReleaseLog& log, const std::string& rules_path, const Trust& trust, const Output& output) {
  const std::string path = records::log_path(rules_path);
  const auto lines = records::lines_of(log);
  if (!trust.given()) {
    if (std::any_of(lines.begin(), lines.end(), [](const auto& named) { return has_signature(*named.line); }))
      write_line(output.out, fmt::format("{}: there are signatures; whose they are is said with --trust KEYS", path));
    return;
  }
  write_line(output.out, fmt::format("{}: SHA-256 {}", trust.file(), trust.keys().digest));
  const auto first = std::find_if(lines.begin(), lines.end(),
                                  [&](const auto& named) { return !whose_keys(*named.line, trust).empty(); });
  if (first != lines.begin() && first != lines.end() && !has_signature(*std::prev(first)->line))
    write_line(output.out, fmt::format("{}: signed since line {}; its signature covers the lines before it", path,
                                       first->line->number));
  for (std::size_t begin = 0, end = 0; begin < lines.size(); begin = end) {
    const LogLine& line = *lines[begin].line;
    while (end < lines.size() && same_signers(*lines[end].line, line)) ++end;
    if (const std::string keys = whose_keys(line, trust); !keys.empty())
      write_line(output.out, fmt::format("{}: {} signed with {}", path,
                                         lines_between(line.number, lines[end - 1].line->number), keys));
  }
}

}  // namespace spanne::cli
