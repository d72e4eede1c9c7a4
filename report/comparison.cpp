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

std::string lines_words(const Alteration& one) {
  const bool nameless = title_of(one).find("nameless") == 0;  // its line is its name
  if (one.subject == engine::Subject::header || (nameless && one.old_line == one.new_line)) return {};
  if (one.old_line == 0) return fmt::format("line {}", one.new_line);
  if (one.new_line == 0) return fmt::format("line {} of the old version", one.old_line);
  if (one.old_line == one.new_line) return fmt::format("line {}", one.new_line);
  return fmt::format("line {} → {}", one.old_line, one.new_line);
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

std::string difference_view(const Alteration& one, const Screen& screen) {
  std::string text = fmt::format("{}  {}", toned(padded(to_text(one.change), 8), tone_of(one.change), screen.color),
                                 toned(title_of(one), Tone::strong, screen.color));
  if (const auto lines = lines_words(one); !lines.empty()) text += ", " + lines;
  if (one.moved && one.change != ChangeKind::moved) text += ", moved";
  text += "\n";
  std::size_t width = 0;
  for (const RulePart& part : one.parts) width = std::max(width, grammar::display_width(part.name));
  for (const RulePart& part : one.parts) text += part_view(part, width, screen);
  if (!one.used_by.empty()) text += fmt::format("    used by {}\n", fmt::join(one.used_by, ", "));
  return text;
}

/// The parts of the header that matter and those that do not are told apart, too.
std::vector<Alteration> chosen(const VersionComparison& comparison, bool matters) {
  std::vector<Alteration> all;
  for (Alteration one : comparison.differences) {
    if (one.subject == engine::Subject::header) {
      one.parts.erase(std::remove_if(one.parts.begin(), one.parts.end(),
                                     [&](const RulePart& part) { return part.matters != matters; }),
                      one.parts.end());
      if (!one.parts.empty()) all.push_back(std::move(one));
    } else if (one.matters() == matters) {
      all.push_back(std::move(one));
    }
  }
  return all;
}

std::string section(const char* head, const std::vector<Alteration>& differences, const Screen& screen) {
  if (differences.empty()) return {};
  std::string text = fmt::format("\n{}\n\n", toned(head, Tone::strong, screen.color));
  for (const auto& one : differences) text += difference_view(one, screen);
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
  for (const engine::Milestone& one : days) {
    const char* where = one.in_old && one.in_new ? "both versions"
                        : one.in_new             ? "only in the new version"
                                                 : "only in the old version";
    const std::string day = one.day ? "from " + to_text(*one.day) : "on days of its own";
    text += fmt::format("{}: {} ({})\n", day, one.words, where);
  }
  return text;
}

}  // namespace spanne::report
