// `spanne log`: lists the releases of a guideline.
#include <fmt/format.h>
#include <utility>

#include "cli/audit.hpp"
#include "cli/file_roles.hpp"
#include "cli/signers.hpp"
#include "grammar/text/characters.hpp"
#include "records/json/json_text.hpp"
#include "report/table.hpp"

namespace spanne::cli {
namespace {

using engine::Release;
using Json = nlohmann::ordered_json;

/// Everything except the texts and what only links the lines.
Json to_json(const Release& release, std::size_t line, const Trust& trust) {
  const auto* key = trust.signer_of(release);
  return {{"line", line},
          {"version", release.version},
          {"date", release.date},
          {"approved_by", release.approved_by},
          {"note", release.note},
          {"digest", release.digest},
          {"text_digest", release.text_digest},
          {"line_digest", release.line_digest},
          {"signer", release.signer.empty() ? Json() : Json(release.signer)},
          {"signed_by", key == nullptr || key->name.empty() ? Json() : Json(key->name)},
          {"trusted", trust.given() ? Json(key != nullptr) : Json()},
          {"arithmetic", release.schemes.arithmetic},
          {"canonical", release.schemes.canonical},
          {"engine", release.engine},
          {"changes", release.changes},
          {"warnings", release.warnings}};
}

std::string history(const std::vector<const Release*>& releases, const Trust& trust, const Output& output) {
  using report::Align;
  const std::vector<report::TableColumn> columns{{"version", Align::left},     {"released (UTC)", Align::left},
                                                 {"approved by", Align::left}, {"signed", Align::left},
                                                 {"digest", Align::left},      {"note", Align::left}};
  std::vector<std::vector<report::TableCell>> rows;
  for (const auto* release : releases)
    rows.push_back({{release->version, report::Tone::strong},
                    {release->date},
                    {release->approved_by},
                    {signed_by(*release, trust)},
                    {release->digest.substr(0, 12)},
                    {release->note}});
  std::string text = report::table(columns, rows, output.terminal.width, output.color_out);
  for (const auto* listed : releases) {
    if (listed->changes.empty() && listed->warnings.empty()) continue;
    text += "\n" + report::toned(listed->version, report::Tone::strong, output.color_out) + "\n";
    for (const auto& change : listed->changes) text += "  " + grammar::fit_to_show(change) + "\n";
    for (const auto& warning : listed->warnings) text += "  accepted warning: " + grammar::fit_to_show(warning) + "\n";
  }
  return text;
}

}  // namespace

int log(const LogOptions& options, const Output& output) {
  if (!options.format.empty() && options.format != "table" && options.format != "json")
    stop(output, wrong_usage, fmt::format("log has no format {}", options.format), "--format table or json");
  FileRoles sources;
  sources.read_guideline(options.rules);
  sources.read(options.trust, "the trusted keys");
  stop_if_answered_into(std::move(sources), output);
  const auto log = sound_log(options.rules, output);
  const Trust trust(options.trust, output);
  const std::string file = records::file_name(options.rules);
  std::vector<const Release*> releases;
  Json all = Json::array();
  for (std::size_t i = 0; i < log.releases.size(); ++i) {
    if (log.releases[i].file != file) continue;
    releases.push_back(&log.releases[i]);
    all.push_back(to_json(log.releases[i], i + 1, trust));
  }
  if (releases.empty())
    stop(output, findings, not_released(file, log), fmt::format("spanne release {} --approved-by NAME", options.rules));
  if (options.format == "json")
    unguarded(output.out) << records::json_text(all, 2) << "\n";
  else
    output.out << history(releases, trust, output);
  warn_of_lines(log, options.rules, output);
  return check_signers(log, options.rules, trust, output);
}

}  // namespace spanne::cli
