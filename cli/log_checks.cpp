// Checks a log of releases beyond its digests: whether its lines agree with their texts, with one another, and with
// what is possible.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "cli/audit.hpp"
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

int check_engine(const engine::Release& release, const std::string& place, const Output& output) {
  const auto doubt = doubt_of_engine(release.engine);
  if (!doubt) return fine;
  write_line(output.err, fmt::format("error: {}: it names spanne {} as the program that wrote it, {}", place,
                                     release.engine, *doubt));
  return findings;
}

/// Tolerates clocks that differ a little.
std::string last_possible_day() { return to_text(engine::plus_days(today_in_utc(), 1).value_or(today_in_utc())); }

/// Either the writer's clock was wrong, or the one of this machine is.
void warn_of_impossible_days(const records::ReleaseLog& log, const std::string& path, const Output& output) {
  const std::string last = last_possible_day();
  for (std::size_t i = 0; i < log.releases.size(); ++i) {
    const auto& date = log.releases[i].date;
    if (date >= first_day && date <= last) continue;
    write_line(output.err,
               fmt::format("warning: {}: line {} (version {}) is dated {}, {}", path, i + 1, log.releases[i].version,
                           date, date < first_day ? "when there was no such program" : "which is yet to come"));
  }
}

/// Approvers that `spanne release` refuses, but that a log edited by hand may contain.
void warn_of_names(const records::ReleaseLog& log, const std::string& path, const Output& output) {
  for (std::size_t i = 0; i < log.releases.size(); ++i)
    if (const auto fault = grammar::name_fault(log.releases[i].approved_by))
      write_line(output.err, fmt::format("warning: {}: line {} (version {}): in the approver's name, {}", path, i + 1,
                                         log.releases[i].version, fault->message));
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

std::string later_release(const records::ReleaseLog& log, const std::string& rules_path, const std::string& version) {
  const auto* latest = latest_of(log.releases, records::file_name(rules_path));
  if (latest == nullptr || engine::compare_versions(latest->version, version) <= 0) return {};
  return fmt::format("version {} is not the latest: {} was released on {} (line {} of {})", version, latest->version,
                     latest->date, latest - log.releases.data() + 1, records::log_path(rules_path));
}

int check_lines(const records::ReleaseLog& log, const std::string& rules_path, const Output& output) {
  const std::string path = records::log_path(rules_path);
  int status = fine;
  for (const auto& backdated : log.backdated) {
    write_line(output.err, fmt::format("error: {}: {}", path, backdated.message));
    status = findings;
  }
  warn_of_impossible_days(log, path, output);
  warn_of_names(log, path, output);
  std::map<std::string, const engine::Release*> before;  // the latest release of each file
  for (std::size_t i = 0; i < log.releases.size(); ++i) {
    const std::string place = fmt::format("{}: line {} (version {})", path, i + 1, log.releases[i].version);
    const auto& release = log.releases[i];
    status = std::max(
        {status, check_engine(release, place, output), check_text(release, before[release.file], place, output)});
    before[release.file] = &release;
  }
  return status;
}

void warn_of_lines(const records::ReleaseLog& log, const std::string& rules_path, const Output& output) {
  const std::string path = records::log_path(rules_path);
  for (const auto& backdated : log.backdated)
    write_line(output.err, fmt::format("warning: {}: {}", path, backdated.message));
  warn_of_impossible_days(log, path, output);
  warn_of_names(log, path, output);
}

}  // namespace spanne::cli
