// Checks a log of releases beyond its digests: whether its lines agree with their texts, with one another, and with
// what is possible.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "cli/audit.hpp"
#include "cli/signers.hpp"
#include "engine/check/check.hpp"
#include "grammar/text/typed_words.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::cli {
namespace {

constexpr const char* first_engine = "0.1.0";    // no version before it kept logs or receipts
constexpr const char* first_day = "2026-01-01";  // it was written later

bool is_version(const std::string& text) {
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char byte) { return byte == '.' || (byte >= '0' && byte <= '9'); });
  return digits && std::count(text.begin(), text.end(), '.') == 2 && text.find("..") == std::string::npos &&
         text.front() != '.' && text.back() != '.';
}

/// A text as this program reads it.
struct ReadText {
  std::optional<engine::Model> model;
  std::string first_error;  // "line 3: MESSAGE (E0301)"; empty if there is a model
};

ReadText read_text(const engine::Release& release) {
  const auto source = std::make_shared<grammar::Source>(release.file, release.text);
  auto parsed = grammar::parse(*source);
  auto checked = engine::check(parsed.tree, source);
  auto found = std::move(parsed.diagnostics);
  for (auto& diagnostic : checked.diagnostics) found.push_back(std::move(diagnostic));
  grammar::sort_by_place(found);
  const auto error = std::find_if(found.begin(), found.end(),
                                  [](const auto& finding) { return finding.severity == grammar::Severity::error; });
  if (error == found.end()) return {std::move(checked.model), {}};
  return {{}, fmt::format("line {}: {} ({})", source->position(error->span.begin).line, error->message, error->code)};
}

/// This version of the program cannot have released a text that it refuses; another version may have accepted it.
/// `before`: the previous release of the same file.
int check_text(const engine::Release& release, const engine::Release* before, const std::string& place,
               const Output& output) {
  const ReadText read = read_text(release);
  if (!read.model) {
    const bool ours = release.engine == SPANNE_VERSION;
    write_line(output.err,
               fmt::format("{}: {}: the text in it has errors, {}", ours ? "error" : "warning", place,
                           ours ? "so it was not released by this program"
                                : fmt::format("as this program sees it; spanne {} released it", release.engine)));
    write_line(output.err, "  " + read.first_error);
    return ours ? findings : fine;
  }
  const auto& supersedes = read.model->supersedes;
  if (!supersedes || before == nullptr || engine::compare_versions(*supersedes, before->version) == 0) return fine;
  write_line(output.err, fmt::format("error: {}: the text in it supersedes {}, but the release before it is {}", place,
                                     *supersedes, before->version));
  return findings;
}

int check_engine(const engine::LogLine& line, const std::string& place, const Output& output) {
  const auto doubt = doubt_of_engine(line.engine);
  if (!doubt) return fine;
  write_line(output.err,
             fmt::format("error: {}: it names spanne {} as the program that wrote it, {}", place, line.engine, *doubt));
  return findings;
}

/// Tolerates clocks that differ a little.
std::string last_possible_day() { return to_text(engine::plus_days(today_in_utc(), 1).value_or(today_in_utc())); }

/// "RELEASES.jsonl: line 2 (version 1.1.0)".
std::string place_of(const std::string& path, const records::NamedLine& named) {
  return fmt::format("{}: line {} ({})", path, named.line->number, named.what);
}

/// Either the writer's clock was wrong, or the one of this machine is.
void warn_of_impossible_day(const engine::LogLine& line, const std::string& place, const Output& output) {
  if (line.date >= first_day && line.date <= last_possible_day()) return;
  write_line(output.err,
             fmt::format("warning: {} is dated {}, {}", place, line.date,
                         line.date < first_day ? "when there was no such program" : "which is yet to come"));
}

/// Approvers that `spanne release` refuses, but that a log edited by hand may contain.
void warn_of_names(const engine::LogLine& line, const std::string& place, const Output& output) {
  for (const auto& approval : line.approvals)
    if (const auto fault = grammar::name_fault(approval.name))
      write_line(output.err, fmt::format("warning: {}: in the approver's name, {}", place, fault->message));
}

void warn_of_days_and_names(const records::ReleaseLog& log, const std::string& path, const Output& output) {
  for (const auto& named : lines_of(log)) {
    const std::string place = place_of(path, named);
    warn_of_impossible_day(*named.line, place, output);
    warn_of_names(*named.line, place, output);
  }
}

/// Policies that ask for less than the one before.
void warn_of_loosening(const records::ReleaseLog& log, const std::string& path, const Output& output) {
  for (std::size_t i = 1; i < log.policies.size(); ++i) {
    const auto &before = log.policies[i - 1], &next = log.policies[i];
    if (const std::string what = loosened(before, next); !what.empty())
      write_line(output.err, fmt::format("warning: {}: the policy of line {} asks for less than that of line {}: {}",
                                         path, next.number, before.number, what));
  }
}

}  // namespace

std::optional<std::string> doubt_of_engine(const std::string& version) {
  if (!is_version(version)) return "which is no version";
  if (engine::compare_versions(version, first_engine) < 0)
    return "but there was none before " + std::string(first_engine);
  if (engine::compare_versions(version, SPANNE_VERSION) > 0)
    return fmt::format("which is later than this, {}: check it with that version", SPANNE_VERSION);
  return std::nullopt;
}

const engine::Release* latest_usable(const records::ReleaseLog& log, const std::string& file) {
  const engine::Release* latest = nullptr;
  for (const auto& release : log.releases)
    if (release.file == file && withdrawal_of(log.withdrawals, release) == nullptr) latest = &release;
  return latest;
}

std::string later_release(const records::ReleaseLog& log, const std::string& rules_path, const std::string& version) {
  const auto* latest = latest_usable(log, records::file_name(rules_path));
  if (latest == nullptr || engine::compare_versions(latest->version, version) <= 0) return {};
  return fmt::format("version {} is not the latest: {} was released on {} (line {} of {})", version, latest->version,
                     latest->date, latest->number, records::log_path(rules_path));
}

std::string withdrawn(const records::ReleaseLog& log, const std::string& rules_path, const engine::Release& release) {
  const auto* line = withdrawal_of(log.withdrawals, release);
  if (line == nullptr) return {};
  return fmt::format("version {} was withdrawn on {} (line {} of {}): {}", release.version, line->date, line->number,
                     records::log_path(rules_path), line->note);
}

int check_lines(const records::ReleaseLog& log, const std::string& rules_path, const Output& output) {
  const std::string path = records::log_path(rules_path);
  int status = fine;
  for (const auto& backdated : log.backdated) {
    write_line(output.err, fmt::format("error: {}: {}", path, backdated.message));
    status = findings;
  }
  warn_of_days_and_names(log, path, output);
  warn_of_loosening(log, path, output);
  for (const auto& named : lines_of(log))
    status = std::max(status, check_engine(*named.line, place_of(path, named), output));
  std::map<std::string, const engine::Release*> before;  // the latest release of each file
  for (const auto& release : log.releases) {
    const std::string place = place_of(path, {&release, release.file, records::what_it_is(release)});
    status = std::max(status, check_text(release, before[release.file], place, output));
    before[release.file] = &release;
  }
  return status;
}

int check_log(const records::ReleaseLog& log, const std::string& rules_path, const Trust& trust, const Output& output) {
  const int lines = check_lines(log, rules_path, output);
  return std::max(lines, check_signers(log, rules_path, trust, output));
}

void warn_of_lines(const records::ReleaseLog& log, const std::string& rules_path, const Output& output) {
  const std::string path = records::log_path(rules_path);
  for (const auto& backdated : log.backdated)
    write_line(output.err, fmt::format("warning: {}: {}", path, backdated.message));
  warn_of_days_and_names(log, path, output);
  warn_of_loosening(log, path, output);
}

}  // namespace spanne::cli
