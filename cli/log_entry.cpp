#include "cli/log_entry.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/audit.hpp"
#include "cli/file_roles.hpp"
#include "cli/rules_text.hpp"
#include "cli/signers.hpp"
#include "cli/typed_names.hpp"
#include "engine/explain/words.hpp"
#include "grammar/text/characters.hpp"
#include "records/trail/names.hpp"

namespace spanne::cli {

using engine::LogLine;
using engine::Release;
using engine::Withdrawal;
using records::AnyLine;
using records::common;
using records::Policy;
using records::ReleaseLog;

namespace {

constexpr int longest_wait = 30;                           // days from preparing a line to signing and entering it
constexpr std::size_t largest_prepared_line = 20'000'000;  // a rule file, and what is said of it

std::string refused(const AnyLine& line) {
  if (std::holds_alternative<Release>(line)) return "not released";
  return std::holds_alternative<Withdrawal>(line) ? "not withdrawn" : "the policy was not set";
}

std::string done(const AnyLine& line) {
  if (const auto* release = std::get_if<Release>(&line))
    return fmt::format("released {} version {}", release->file, release->version);
  if (const auto* withdrawal = std::get_if<Withdrawal>(&line))
    return fmt::format("withdrew {} version {}", withdrawal->file, withdrawal->version);
  return fmt::format("set the policy ({})", in_words(std::get<Policy>(line)));
}

/// The new log is written to a new file: other links would still lead to the old one.
void refuse_second_name(const std::string& path, const Output& output) {
  if (records::name_count(path) > 1)
    stop(output, file_trouble,
         fmt::format("{} has a second name (a hard link), which would not get the new line", path),
         "remove the second name, or make it a symbolic link");
}

void write(records::AtomicFile& file, const std::string& text, const Output& output) {
  auto error = file.open();
  if (!error) error = file.write(text);
  if (!error) error = file.commit();
  if (error) stop(output, file_trouble, error->message);
}

void refuse_breach(const ReleaseLog& log, const AnyLine& line, records::Signing signing, const Output& output) {
  if (const auto why = contradiction(log, line))
    stop(output, findings, fmt::format("{}: this line {}", refused(line), *why), "spanne log RULES");
  const auto how = breach(log, line, signing);
  if (!how) return;
  if (!breach(log, line, records::Signing::to_come))
    stop(output, findings, fmt::format("{}: this line {}", refused(line), *how),
         "add --sign for each, or --prepare FILE, so that the others sign it with spanne cosign");
  stop(output, findings, fmt::format("{}: this line {}", refused(line), *how), "--approved-by, --changed-by");
}

/// With --trust, the log as it would be is checked before it is written.
void refuse_untrusted(const ReleaseLog& log, const AnyLine& line, const EntryArguments& arguments, const Trust& trust,
                      const Output& output) {
  if (!trust.given()) return;
  const ReleaseLog next = records::read_log_text(log.text + records::to_line(line));
  if (check_log(next, arguments.rules, trust, output) != fine)
    stop(output, findings, fmt::format("{}: the log would not be as {} asks", refused(line), arguments.trust));
}

void warn_of_loosening(const ReleaseLog& log, const AnyLine& line, const Output& output) {
  const auto* next = std::get_if<Policy>(&line);
  const auto* before = policy_for(log.policies, common(line).number);
  if (next == nullptr || before == nullptr) return;
  if (const std::string what = loosened(*before, *next); !what.empty())
    write_line(output.err,
               fmt::format("warning: this policy asks for less than that of line {}: {}", before->number, what));
}

std::string signed_in_words(const LogLine& line) {
  const auto count = static_cast<std::size_t>(std::count_if(line.approvals.begin(), line.approvals.end(),
                                                            [](const auto& one) { return !one.signature.empty(); }));
  if (count == 0) return {};
  return count == line.approvals.size() ? ", signed"
                                        : fmt::format(", signed by {} of {}", count, line.approvals.size());
}

int append(const ReleaseLog& log, const AnyLine& line, const EntryArguments& arguments, const Trust& trust,
           const Output& output) {
  const std::string path = records::log_path(arguments.rules);
  refuse_breach(log, line, records::Signing::done, output);
  refuse_untrusted(log, line, arguments, trust, output);
  warn_of_loosening(log, line, output);
  records::AtomicFile file(path);
  write(file, log.text + records::to_line(line), output);
  const LogLine& entered = common(line);
  write_line(output.out, fmt::format("{} on {} (UTC), approved by {}{}: line {} of {}", done(line), entered.date,
                                     approvers(entered), signed_in_words(entered), entered.number, path));
  if (const auto* release = std::get_if<Release>(&line))
    for (const auto& change : release->changes) write_line(output.out, "  " + change);
  return fine;
}

void refuse_going_back(const ReleaseLog& log, const AnyLine& line, const Output& output) {
  const auto* latest = latest_dated(log);
  if (latest == nullptr) return;
  if (const auto why = engine::refuse_going_back(*latest, common(line)))
    stop(output, findings, fmt::format("{}: {}", refused(line), why->message), why->help);
}

std::vector<std::string> names_to_come(const LogLine& line) {
  std::vector<std::string> names;
  for (const auto& approval : line.approvals)
    if (approval.signature.empty()) names.push_back(approval.name);
  return names;
}

/// Who is still to sign, and how; or that the line can be entered.
std::string next_step(const AnyLine& line, const std::string& file) {
  const auto names = names_to_come(common(line));
  if (names.empty()) return fmt::format("signed by all; enter it: spanne enter RULES {}", file);
  return fmt::format("to be signed by {}: spanne cosign {} --approved-by NAME --sign KEY", fmt::join(names, ", "),
                     file);
}

}  // namespace

void describe(LogLine& line, const EntryArguments& arguments, const Output& output) {
  for (const std::string& typed : arguments.approved_by) {
    const std::string name = name_of_person(output, "--approved-by", typed);
    if (name.empty()) stop(output, wrong_usage, "somebody has to approve it", "--approved-by NAME");
    for (const auto& other : line.approvals)
      if (records::alike(other.name, name))
        stop(output, wrong_usage, fmt::format("{} and {} are one approver", other.name, name), "name everybody once");
    line.approvals.push_back({name, {}, {}});
  }
  if (!arguments.changed_by.empty()) {
    line.changed_by = name_of_person(output, "--changed-by", arguments.changed_by);
    if (line.changed_by.empty()) stop(output, wrong_usage, "--changed-by names nobody", "--changed-by NAME");
  }
  line.note = line_of_text(output, "--note", arguments.note);
  line.engine = SPANNE_VERSION;
}

std::vector<std::string> keys_of_approvers(const EntryArguments& arguments, const Output& output) {
  FileRoles files;
  files.read(arguments.rules, "the guideline");
  files.read(arguments.trust, "the trusted keys");
  read_keys(files, arguments);
  if (arguments.prepare.empty())
    files.write(records::log_path(arguments.rules), FileRoles::Product::log, "the guideline or the key");
  else
    files.write(arguments.prepare, FileRoles::Product::prepared_line, "--prepare");
  stop_at_conflict(files, output);
  if (arguments.sign.size() > arguments.approved_by.size())
    stop(output, wrong_usage,
         fmt::format("{} are to sign, but only {} named", engine::counted(arguments.sign.size(), "key"),
                     arguments.approved_by.size() == 1 ? "one approver is" : "fewer approvers are"),
         "--approved-by NAME for each --sign, in the same order");
  return secret_keys(arguments, output);
}

namespace {

/// Under a policy a key signs for its owner alone, and whose it is stands in the file beside it. Said here, since a
/// line with the keys in the wrong order stays in the log.
void refuse_keys_of_others(const ReleaseLog& log, const AnyLine& line, const EntryArguments& arguments,
                           const std::vector<std::string>& secret_keys, const Output& output) {
  if (policy_for(log.policies, log.lines + 1) == nullptr && !std::holds_alternative<Policy>(line)) return;
  for (std::size_t i = 0; i < secret_keys.size(); ++i)
    refuse_key_of_other(arguments.sign[i], secret_keys[i], common(line).approvals[i].name, output);
}

/// With trusted keys, everybody who is named has one.
void refuse_strangers(const AnyLine& line, const Trust& trust, const Output& output) {
  if (!trust.given()) return;
  const auto& keys = trust.keys().keys;
  for (const auto& approval : common(line).approvals)
    if (std::none_of(keys.begin(), keys.end(),
                     [&](const auto& key) { return key.is_approver && records::same_name(key.name, approval.name); }))
      stop(output, findings,
           fmt::format("{}: {} has no approver called {}", refused(line), trust.file(), approval.name));
}

}  // namespace

int enter(AnyLine line, const EntryArguments& arguments, const std::vector<std::string>& secret_keys,
          const Output& output, const Completion& complete) {
  const std::string path = records::log_path(arguments.rules);
  records::FolderLock lock;
  if (arguments.prepare == "-")
    stop(output, wrong_usage, "a prepared line is a file of its own", "--prepare line.json");
  const Trust trust(arguments.trust, output);
  if (arguments.prepare.empty())
    if (const auto error = lock.hold(path)) stop(output, file_trouble, error->message);
  // Taken this late because midnight may pass while waiting for another line.
  common(line).date = to_text(today_in_utc());
  const ReleaseLog log = sound_log(arguments.rules, output);
  if (arguments.prepare.empty()) refuse_second_name(path, output);
  if (complete) complete(line, log);
  refuse_going_back(log, line, output);
  refuse_keys_of_others(log, line, arguments, secret_keys, output);
  refuse_strangers(line, trust, output);
  line = records::sealed(std::move(line), log, secret_keys);
  if (arguments.prepare.empty()) return append(log, line, arguments, trust, output);
  refuse_breach(log, line, records::Signing::to_come, output);
  warn_of_loosening(log, line, output);
  write_prepared(arguments.prepare, line, records::AtomicFile::Existing::refused, output);
  write_line(output.out, fmt::format("prepared line {} of {} as {}; {}", common(line).number, path, arguments.prepare,
                                     next_step(line, arguments.prepare)));
  return fine;
}

void refuse_old(const AnyLine& line, const Output& output) {
  const auto day = engine::date_from_text(common(line).date);
  const auto last = day ? engine::plus_days(*day, longest_wait) : std::nullopt;
  if (last && to_text(*last) >= to_text(today_in_utc())) return;
  stop(output, findings,
       fmt::format(
           "{}: this line was prepared on {}, more than {} days ago; signed today, it would vouch for a day long "
           "gone",
           refused(line), common(line).date, longest_wait),
       "prepare it again, and have it signed again");
}

int enter_prepared(AnyLine line, const EntryArguments& arguments, const Output& output, const Completion& again) {
  const std::string path = records::log_path(arguments.rules);
  records::FolderLock lock;
  if (const auto error = lock.hold(path)) stop(output, file_trouble, error->message);
  const ReleaseLog log = sound_log(arguments.rules, output);
  refuse_second_name(path, output);
  if (common(line).previous != digest_of_line(log, log.lines))
    stop(output, findings,
         fmt::format("{}: this line was prepared to follow another line than the last one of {} (line {}), which has "
                     "moved on since",
                     refused(line), path, log.lines),
         "prepare it again, and have it signed again");
  common(line).number = log.lines + 1;
  if (const auto doubt = doubt_of_engine(common(line).engine))
    stop(output, findings,
         fmt::format("{}: this line names spanne {} as the program that prepared it, {}", refused(line),
                     common(line).engine, *doubt));
  refuse_old(line, output);
  if (common(line).date > to_text(today_in_utc()))
    stop(output, findings,
         fmt::format("{}: this line is dated {}, which is yet to come", refused(line), common(line).date));
  refuse_going_back(log, line, output);
  if (again) again(line, log);
  return append(log, line, arguments, Trust(arguments.trust, output), output);
}

AnyLine prepared_line(const std::string& path, const Output& output) {
  auto text = records::read_file(path, largest_prepared_line);
  if (const auto* error = std::get_if<records::FileError>(&text)) stop(output, file_trouble, error->message);
  std::string_view line = std::get<std::string>(text);
  if (!line.ends_with('\n') || line.find('\n') + 1 != line.size())
    stop(output, findings, fmt::format("{} is no prepared line, which is one line of JSON", path),
         "spanne release, policy or withdraw with --prepare FILE make one");
  line.remove_suffix(1);
  auto read = records::read_line(line);
  if (const auto* fault = std::get_if<std::string>(&read))
    stop(output, findings, fmt::format("{}: this line {}", path, *fault),
         "bring back the file as it was, or prepare the line again");
  return std::get<AnyLine>(std::move(read));
}

void write_prepared(const std::string& path, const AnyLine& line, records::AtomicFile::Existing existing,
                    const Output& output) {
  if (path == records::log_path(path))
    stop(output, wrong_usage, fmt::format("{} is the name of a log, in which only entered lines are", path),
         "give the prepared line another name, such as line.json");
  records::AtomicFile file(path, 0666, existing);
  write(file, records::to_line(line), output);
}

void show_entry(const AnyLine& line, const Output& output) {
  const LogLine& entry = common(line);
  const auto show = [&](const std::string& text) { write_line(output.out, text); };
  show(fmt::format("{} of {} (UTC)", records::what_it_is(line), entry.date));
  if (const auto* release = std::get_if<Release>(&line))
    show(fmt::format("  of {}, text {}", release->file, release->text_digest));
  if (const auto* withdrawal = std::get_if<Withdrawal>(&line)) show("  of " + withdrawal->file);
  if (const auto* policy = std::get_if<Policy>(&line)) show("  " + in_words(*policy));
  if (const auto* policy = std::get_if<Policy>(&line); policy != nullptr && !policy->programme.empty())
    show("  programme " + policy->programme);
  if (!entry.changed_by.empty()) show("  changed by " + entry.changed_by);
  for (const auto& approval : entry.approvals)
    show(fmt::format("  approved by {}, {}", approval.name, approval.signature.empty() ? "not signed" : "signed"));
  if (!entry.note.empty()) show(fmt::format("  note: \"{}\"", entry.note));
  if (const auto* release = std::get_if<Release>(&line)) {
    for (const auto& change : release->changes) show("  " + change);
    for (const auto& warning : release->warnings) show("  accepted warning: " + warning);
  }
}

void require_place_of_log(const std::string& rules, const Output& output) {
  if (rules_name(rules).source != RulesName::Source::file || records::is_special(rules))
    stop(output, wrong_usage, "the log lies beside a file, which has to be named", "spanne release guideline.spanne");
  const std::string target = records::link_target(rules);
  if (records::identity_of(records::folder_of(target)) != records::identity_of(records::folder_of(rules)))
    stop(output, wrong_usage, fmt::format("{} is a link to {}, beside which its log lies", rules, target),
         fmt::format("spanne release {}", target));
}

}  // namespace spanne::cli
