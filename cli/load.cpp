#include <chrono>
#include <ctime>
#include <fmt/format.h>
#include <map>
#include <string_view>
#include <utility>

#include "cli/commands.hpp"
#include "cli/rules_text.hpp"
#include "grammar/text/nearest.hpp"
#include "grammar/tree/parse.hpp"
#include "records/io/file.hpp"

namespace spanne::cli {

std::shared_ptr<const grammar::Source> read_rules(const std::string& path, const Output& output) {
  auto text = records::read_file(path, largest_rule_file);
  if (const auto* error = std::get_if<records::FileError>(&text)) {
    show_error(output, error->message);
    return nullptr;
  }
  return std::make_shared<grammar::Source>(path == "-" ? "standard input" : path,
                                           std::move(std::get<std::string>(text)));
}

Loaded load(const std::string& path, const Output& output, bool quiet) {
  Loaded loaded;
  auto text = rules_text(path);
  if (const auto* trouble = std::get_if<RulesTrouble>(&text)) {
    show_error(output, trouble->message, trouble->help);
    loaded.status = trouble->status;
    return loaded;
  }
  auto& rules = std::get<RulesText>(text);
  loaded.note = std::move(rules.note);
  if (!quiet && !loaded.note.empty()) write_line(output.err, "note: " + loaded.note);
  static_cast<library::Guideline&>(loaded) =
      library::read_guideline(path == "-" ? "standard input" : path, std::move(rules.text));
  if (!loaded.model) loaded.status = findings;
  if (!quiet) show_findings(loaded.diagnostics, *loaded.source, output);
  return loaded;
}

void show_findings(const grammar::Diagnostics& diagnostics, const grammar::Source& source, const Output& output,
                   bool all) {
  constexpr std::size_t max_of_a_kind = 10;
  std::map<std::string_view, std::size_t> counts;
  for (const auto& diagnostic : diagnostics) {
    const std::size_t count = ++counts[diagnostic.code];
    if (all || diagnostic.severity == grammar::Severity::error || count <= max_of_a_kind)
      output.err << grammar::render(diagnostic, source, output.color_err) << "\n";
  }
  if (all) return;
  for (const auto& [code, count] : counts)
    if (count > max_of_a_kind && !code.starts_with('E'))
      write_line(output.err, fmt::format("{} more like {}; spanne check --all {} shows them", count - max_of_a_kind,
                                         code, source.name()));
}

engine::Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  if (::localtime_r(&now, &local) == nullptr) return today_in_utc();
  return engine::make_date(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday).value_or(today_in_utc());
}

engine::Date today_in_utc() {
  const auto days = std::chrono::floor<std::chrono::duration<int, std::ratio<86'400>>>(
      std::chrono::system_clock::now().time_since_epoch());
  return {days.count()};
}

}  // namespace spanne::cli
