// Writes a comparison as sentences, as the log of releases records them.
#include <fmt/format.h>

#include "engine/compare/compare.hpp"

namespace spanne::engine {
namespace {

std::string part_words(const RulePart& part) {
  const std::string name = part.name.empty() ? "" : part.name + " ";
  if (part.before.empty()) return name + "added: " + part.after;
  if (part.after.empty()) return name + "removed: " + part.before;
  return fmt::format("{}{} → {}", name, part.before, part.after);
}

std::string sentence(const Alteration& alteration) {
  if (alteration.change == ChangeKind::added || alteration.change == ChangeKind::removed)
    return fmt::format("{} {}: {}", title_of(alteration), to_text(alteration.change),
                       alteration.change == ChangeKind::added ? alteration.parts[0].after : alteration.parts[0].before);
  std::vector<std::string> words;
  for (const RulePart& part : alteration.parts)
    if (part.matters) words.push_back(part_words(part));
  return fmt::format("{}: {}", title_of(alteration), fmt::join(words, "; "));
}

}  // namespace

std::string to_text(Subject subject) {
  switch (subject) {
    case Subject::header: return "header";
    case Subject::attribute: return "attribute";
    case Subject::define: return "define";
    case Subject::cluster: return "cluster";
    case Subject::rule: return "rule";
    case Subject::table: return "table";
    case Subject::row: return "row";
    case Subject::test: return "test";
    case Subject::property: return "property";
    case Subject::profile: break;
  }
  return "profile";
}

std::string to_text(ChangeKind change) {
  switch (change) {
    case ChangeKind::added: return "added";
    case ChangeKind::removed: return "removed";
    case ChangeKind::changed: return "changed";
    case ChangeKind::renamed: return "renamed";
    case ChangeKind::moved: return "moved";
    case ChangeKind::reworded: break;
  }
  return "reworded";
}

std::string title_of(const Alteration& alteration) {
  const std::string& name = alteration.new_name.empty() ? alteration.old_name : alteration.new_name;
  if (alteration.subject == Subject::header) return "header";
  if (alteration.subject == Subject::test || alteration.subject == Subject::property)
    return fmt::format("{} \"{}\"", to_text(alteration.subject), name);
  if (alteration.subject == Subject::rule && name.find(' ') != std::string::npos) return "nameless rule in " + name;
  const bool renamed = alteration.is_renamed() && alteration.subject != Subject::row;
  return fmt::format("{} {}{}", to_text(alteration.subject), name,
                     renamed ? fmt::format(" (was {})", alteration.old_name) : "");
}

std::vector<std::string> sentences(const VersionComparison& comparison) {
  std::vector<std::string> all, quiet;
  for (const auto& difference : comparison.differences) {
    if (difference.matters())
      all.push_back(sentence(difference));
    else if (difference.subject != Subject::header)
      quiet.push_back(fmt::format("{} {}", title_of(difference), to_text(difference.change)));
  }
  if (all.empty()) all.push_back("no change in what any account gets");
  if (!quiet.empty()) all.push_back(fmt::format("without effect on results: {}", fmt::join(quiet, ", ")));
  return all;
}

}  // namespace spanne::engine
