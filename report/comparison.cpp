#include "report/comparison.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "grammar/text/characters.hpp"
#include "grammar/text/display_width.hpp"
#include "report/table.hpp"

namespace spanne::report {
namespace {

using engine::Alteration;
using engine::ChangeKind;
using engine::RulePart;
using engine::VersionComparison;

std::string lines_words(const Alteration& alteration) {
  const bool nameless = title_of(alteration).find("nameless") == 0;  // it is named by its line
  if (alteration.subject == engine::Subject::header || (nameless && alteration.old_line == alteration.new_line))
    return {};
  if (alteration.old_line == 0) return fmt::format("line {}", alteration.new_line);
  if (alteration.new_line == 0) return fmt::format("line {} of the old version", alteration.old_line);
  if (alteration.old_line == alteration.new_line) return fmt::format("line {}", alteration.new_line);
  return fmt::format("line {} → {}", alteration.old_line, alteration.new_line);
}

Tone tone_of(ChangeKind change) {
  return change == ChangeKind::added ? Tone::good : change == ChangeKind::removed ? Tone::bad : Tone::strong;
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t used = grammar::display_width(text);
  return text + std::string(width > used ? width - used : 0, ' ');
}

std::string shown(const std::string& text) { return text.empty() ? "(nothing)" : grammar::fit_to_show(text); }

std::string part_view(const RulePart& part, std::size_t width, const Screen& screen) {
  if (part.name.empty()) return "    " + shown(part.before.empty() ? part.after : part.before) + "\n";
  const std::string old_side = toned("old", Tone::faint, screen.color),
                    new_side = toned("new", Tone::faint, screen.color);
  return fmt::format("    {}  {}  {}\n    {}  {}  {}\n", padded(part.name, width), old_side, shown(part.before),
                     std::string(width, ' '), new_side, shown(part.after));
}

std::string difference_view(const Alteration& alteration, const Screen& screen) {
  std::string text =
      fmt::format("{}  {}", toned(padded(to_text(alteration.change), 8), tone_of(alteration.change), screen.color),
                  toned(title_of(alteration), Tone::strong, screen.color));
  if (const auto lines = lines_words(alteration); !lines.empty()) text += ", " + lines;
  if (alteration.moved && alteration.change != ChangeKind::moved) text += ", moved";
  text += "\n";
  std::size_t width = 0;
  for (const RulePart& part : alteration.parts) width = std::max(width, grammar::display_width(part.name));
  for (const RulePart& part : alteration.parts) text += part_view(part, width, screen);
  if (!alteration.used_by.empty()) text += fmt::format("    used by {}\n", fmt::join(alteration.used_by, ", "));
  return text;
}

/// The header's parts are listed separately as well: those that matter, and those that do not.
std::vector<Alteration> chosen(const VersionComparison& comparison, bool matters) {
  std::vector<Alteration> all;
  for (Alteration difference : comparison.differences) {
    if (difference.subject == engine::Subject::header) {
      difference.parts.erase(std::remove_if(difference.parts.begin(), difference.parts.end(),
                                            [&](const RulePart& part) { return part.matters != matters; }),
                             difference.parts.end());
      if (!difference.parts.empty()) all.push_back(std::move(difference));
    } else if (difference.matters() == matters) {
      all.push_back(std::move(difference));
    }
  }
  return all;
}

std::string section(const char* head, const std::vector<Alteration>& differences, const Screen& screen) {
  if (differences.empty()) return {};
  std::string text = fmt::format("\n{}\n\n", toned(head, Tone::strong, screen.color));
  for (const auto& difference : differences) text += difference_view(difference, screen);
  return text;
}

}  // namespace

std::string comparison_view(const VersionComparison& comparison, const engine::Model& old_model,
                            const engine::Model& new_model, const Screen& screen) {
  const auto effects = chosen(comparison, true), others = chosen(comparison, false);
  std::string text = fmt::format("{} version {} → version {}\n", grammar::fit_to_show(new_model.title),
                                 old_model.version, new_model.version);
  if (effects.empty() && others.empty()) return text + "Both say the same, in other layout at most.\n";
  if (effects.empty()) text += "Both versions give every account the same result.\n";
  return text + section("What can change results", effects, screen) + section("What changes no result", others, screen);
}

std::string days_view(const std::vector<engine::Milestone>& days, const Screen& screen) {
  if (days.empty()) return {};
  std::string text = "\n" + toned("What changes by itself on which day", Tone::strong, screen.color) + "\n\n";
  for (const engine::Milestone& milestone : days) {
    const char* where = milestone.in_old && milestone.in_new ? "both versions"
                        : milestone.in_new                   ? "only in the new version"
                                                             : "only in the old version";
    const std::string day = milestone.day ? "from " + to_text(*milestone.day) : "on days of its own";
    text += fmt::format("{}: {} ({})\n", day, milestone.words, where);
  }
  return text;
}

}  // namespace spanne::report
