#include "cli/rules_text.hpp"

#include <fmt/format.h>

#include "cli/audit.hpp"
#include "records/io/git.hpp"

namespace spanne::cli {
namespace {

using Result = std::variant<RulesText, RulesTrouble>;
using records::FileError;

Result or_trouble(std::variant<std::string, FileError> read) {
  if (auto* error = std::get_if<FileError>(&read)) return RulesTrouble{file_trouble, std::move(error->message), {}};
  return RulesText{std::get<std::string>(std::move(read)), {}};
}

/// That there is a later version, and that this one has been withdrawn.
std::string notes_on(const engine::Release& release, const records::ReleaseLog& log, const std::string& path) {
  const std::string taken_back = withdrawn(log, path, release), later = later_release(log, path, release.version);
  return taken_back + (taken_back.empty() || later.empty() ? "" : "; ") + later;
}

Result released(const RulesName& name) {
  const std::string path = records::log_path(name.path), file = records::file_name(name.path);
  auto read = records::read_log(path);
  if (auto* error = std::get_if<FileError>(&read)) return RulesTrouble{file_trouble, std::move(error->message), {}};
  const auto& log = std::get<records::ReleaseLog>(read);
  if (!log.faults.empty())
    return RulesTrouble{findings, fmt::format("{}: {}", path, log.faults.front().message),
                        "bring back the log as it was, from a copy"};
  if (const auto* release = release_of(log.releases, file, name.which))
    return RulesText{release->text, notes_on(*release, log, name.path)};
  if (latest_of(log.releases, file) == nullptr) return RulesTrouble{findings, not_released(file, log), {}};
  std::string versions;
  for (const auto& candidate : log.releases)
    if (candidate.file == file) versions += (versions.empty() ? "" : ", ") + candidate.version;
  return RulesTrouble{findings, fmt::format("{} has no release {}", file, name.which), "released are " + versions};
}

}  // namespace

RulesName rules_name(const std::string& typed) {
  const auto cut = [&](std::string_view word, RulesName::Source source) -> std::optional<RulesName> {
    if (!typed.starts_with(word)) return std::nullopt;
    const std::size_t colon = typed.find(':', word.size());
    if (colon == std::string::npos) return RulesName{source, typed.substr(word.size()), {}};
    return RulesName{source, typed.substr(word.size(), colon - word.size()), typed.substr(colon + 1)};
  };
  if (auto name = cut("git:", RulesName::Source::git)) return *name;
  if (auto name = cut("release:", RulesName::Source::release)) return *name;
  return {RulesName::Source::file, {}, typed};
}

Result rules_text(const std::string& typed) {
  const RulesName name = rules_name(typed);
  if (name.source == RulesName::Source::file) return or_trouble(records::read_file(typed, largest_rule_file));
  if (name.path.empty() || name.which.empty())
    return RulesTrouble{
        wrong_usage, fmt::format("{} names no file", typed),
        name.source == RulesName::Source::git ? "git:HEAD~1:guideline.spanne" : "release:1.0.0:guideline.spanne"};
  if (name.source == RulesName::Source::release) return released(name);
  return or_trouble(records::read_from_git(name.which, name.path, largest_rule_file));
}

}  // namespace spanne::cli
