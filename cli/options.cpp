// What several commands ask their options for.
#include <algorithm>
#include <fmt/format.h>
#include <thread>

#include "cli/commands.hpp"
#include "grammar/parse.hpp"
#include "records/numbers.hpp"

namespace spanne::cli {

void stop(const Output& output, int status, const std::string& message, const std::string& help) {
  output.err << "error: " << message << "\n";
  if (!help.empty()) output.err << "  help: " << help << "\n";
  throw Stop{status};
}

engine::Date day_asked_for(const std::string& as_of, const Output& output) {
  if (as_of.empty()) return today();
  const auto date = engine::date_from_text(as_of);
  if (!date) stop(output, wrong_usage, fmt::format("{} is no day", as_of), "--as-of 2026-07-01");
  return *date;
}

engine::Date choose_day(const std::string& as_of, const engine::Model& model, const Output& output) {
  const engine::Date day = day_asked_for(as_of, output);
  if (model.effective.contains(day)) return day;
  const auto end = [](const std::optional<engine::Date>& date) { return date ? to_text(*date) : std::string(); };
  stop(output, findings,
       fmt::format("{} is outside the period in which this rule set is effective, {} .. {}", to_text(day),
                   end(model.effective.from), end(model.effective.until)),
       fmt::format("--as-of {}", end(model.effective.from ? model.effective.from : model.effective.until)));
}

records::Locale choose_locale(const std::string& locale, const Output& output) {
  if (locale == "de") return records::Locale::de;
  if (locale == "en") return records::Locale::en;
  if (locale != "auto")
    stop(output, wrong_usage, fmt::format("there is no locale {}", locale), "--locale en or --locale de");
  return records::Locale::automatic;
}

void add_assignments(engine::Model& model, const std::vector<std::string>& assignments, const Output& output) {
  for (const auto& text : assignments) {
    const grammar::Source source("--set", text);
    auto parsed = grammar::parse_assignment(source);
    if (parsed.assignment) parsed.diagnostics = add_assignment(model, *parsed.assignment, source);
    for (const auto& one : parsed.diagnostics) output.err << grammar::render(one, source, output.color_err);
    if (grammar::has_errors(parsed.diagnostics)) throw Stop{wrong_usage};
  }
}

std::string provenance_line(const engine::Model& model, const std::string& digest, engine::Date as_of) {
  return fmt::format("rule set \"{}\" version {}, digest {}, as of {}\n", model.title, model.version,
                     digest.substr(0, 12), to_text(as_of));
}

unsigned usual_threads() { return std::min(8U, std::thread::hardware_concurrency()); }

void stop_at_owner(const Output& output, const records::UnknownOwner& owner, const std::string& kams_file,
                   const std::vector<engine::Kam>& kams) {
  std::vector<std::string> names;
  for (const auto& kam : kams) names.push_back(kam.name);
  stop(output, findings,
       fmt::format("line {}: {} is not in {}{}", owner.line, records::shown(owner.name), kams_file,
                   did_you_mean(owner.name, names)),
       "add the person there, or correct the name");
}

}  // namespace spanne::cli
