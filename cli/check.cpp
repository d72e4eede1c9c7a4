// `spanne check`: everything that can be found without data.
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"

namespace spanne::cli {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const grammar::Diagnostic& one, const grammar::Source& source) {
  static constexpr const char* names[] = {"error", "warning", "note"};
  const auto begin = source.position(one.span.begin), end = source.position(one.span.end);
  Json related = Json::array();
  for (const auto& other : one.related) {
    const auto place = source.position(other.span.begin);
    related.push_back({{"line", place.line}, {"column", place.column}, {"message", other.message}});
  }
  return {{"code", one.code},         {"severity", names[static_cast<int>(one.severity)]},
          {"file", source.name()},    {"line", begin.line},
          {"column", begin.column},   {"end_line", end.line},
          {"end_column", end.column}, {"message", one.message},
          {"related", related},       {"help", one.help}};
}

std::string counted(std::size_t count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

}  // namespace

int check(const CheckOptions& options, const Output& output) {
  int status = fine;
  Json all = Json::array();
  for (const auto& path : options.rules) {
    const Loaded loaded = load(path, output, options.json);
    status = std::max(status, loaded.status);
    if (!loaded.source) continue;
    for (const auto& one : loaded.diagnostics)
      if (options.json) all.push_back(to_json(one, *loaded.source));
    const auto errors = static_cast<std::size_t>(
        std::count_if(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                      [](const auto& one) { return one.severity == grammar::Severity::error; }));
    const std::size_t others = loaded.diagnostics.size() - errors;
    if (options.strict && others > 0) status = std::max<int>(status, findings);
    if (options.json) continue;
    if (errors > 0) {
      output.err << fmt::format("{}: {}\n", loaded.source->name(), counted(errors, "error"));
    } else {
      const auto& model = *loaded.model;
      output.out << fmt::format("{}: {} version {}: {}, {}, {}, no errors{}\n", loaded.source->name(), model.title,
                                model.version, counted(model.clusters.size(), "cluster"),
                                counted(model.rules.size(), "rule"), counted(model.tables.size(), "table"),
                                others > 0 ? ", " + counted(others, "warning") : "");
    }
  }
  if (options.json)
    output.out << all.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";  // a path may be no UTF-8

  return status;
}

}  // namespace spanne::cli
