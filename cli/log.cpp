// `spanne log`: lists the releases of a guideline.
#include <algorithm>
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

/// One line of the log as it is listed.
struct Listed {
  const engine::LogLine* line;
  std::string version;                               // or what else it is
  const Release* release = nullptr;                  // null for other lines
  const engine::Withdrawal* withdrawn_by = nullptr;  // of a release
  std::string note;
  Json head;  // what only its kind has
};

Listed listed(const Release& release, const engine::Withdrawal* withdrawal) {
  return {&release,
          release.version,
          &release,
          withdrawal,
          withdrawal == nullptr ? release.note : "withdrawn: " + withdrawal->note,
          {{"version", release.version}}};
}

Listed listed(const records::Policy& policy) {
  const Json content = {
      {"programme", policy.programme}, {"required", policy.required}, {"author_apart", policy.author_apart}};
  const std::string note = policy.note.empty() ? "" : ": " + policy.note;
  return {&policy, "policy", nullptr, nullptr, in_words(policy) + note, {{"policy", content}}};
}

Listed listed(const engine::Withdrawal& withdrawal) {
  return {&withdrawal,     "withdrawal of " + withdrawal.version, nullptr, nullptr,
          withdrawal.note, {{"withdrawn", withdrawal.version}}};
}

std::vector<Listed> listed_lines(const records::ReleaseLog& log, const std::string& file) {
  std::vector<Listed> lines;
  for (const auto& release : log.releases)
    if (release.file == file) lines.push_back(listed(release, withdrawal_of(log.withdrawals, release)));
  for (const auto& policy : log.policies) lines.push_back(listed(policy));
  for (const auto& withdrawal : log.withdrawals)
    if (withdrawal.file == file) lines.push_back(listed(withdrawal));
  std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.line->number < b.line->number; });
  return lines;
}

Json to_json(const engine::Approval& approval, const Trust& trust) {
  const auto* key = trust.key(approval.signer);
  return {{"name", approval.name},
          {"signer", approval.signer.empty() ? Json() : Json(approval.signer)},
          {"signed_by", key == nullptr || key->name.empty() ? Json() : Json(key->name)},
          {"trusted", trust.given() ? Json(key != nullptr) : Json()}};
}

/// Everything except the texts and what only links the lines.
Json to_json(const Listed& listed, const records::ReleaseLog& log, const Trust& trust) {
  const engine::LogLine& line = *listed.line;
  Json approvals = Json::array();
  for (const auto& approval : line.approvals) approvals.push_back(to_json(approval, trust));
  const Json first = approvals.front();
  Json json = {{"line", line.number}};
  json.update(listed.head);
  json.update({{"date", line.date},
               {"changed_by", line.changed_by.empty() ? Json() : Json(line.changed_by)},
               {"approved_by", approvers(line)},
               {"note", line.note},
               {"line_digest", line.line_digest},
               {"whole_line_digest", digest_of_line(log, line.number)},
               {"signer", first["signer"]},
               {"signed_by", first["signed_by"]},
               {"trusted", first["trusted"]},
               {"approvals", approvals},
               {"engine", line.engine}});
  if (listed.release == nullptr) return json;
  const Release& release = *listed.release;
  json.update({{"digest", release.digest},
               {"text_digest", release.text_digest},
               {"arithmetic", release.schemes.arithmetic},
               {"canonical", release.schemes.canonical},
               {"withdrawn_on", listed.withdrawn_by == nullptr ? Json() : Json(listed.withdrawn_by->date)},
               {"changes", release.changes},
               {"warnings", release.warnings}});
  return json;
}

std::string history(const std::vector<Listed>& lines, const Trust& trust, const Output& output) {
  using report::Align;
  const std::vector<report::TableColumn> columns{{"version", Align::left},     {"released (UTC)", Align::left},
                                                 {"approved by", Align::left}, {"signed", Align::left},
                                                 {"digest", Align::left},      {"note", Align::left}};
  std::vector<std::vector<report::TableCell>> rows;
  for (const auto& listed : lines)
    rows.push_back({{listed.version, report::Tone::strong},
                    {listed.line->date},
                    {approvers(*listed.line)},
                    {signed_by(*listed.line, trust)},
                    {listed.release == nullptr ? "" : listed.release->digest.substr(0, 12)},
                    {listed.note}});
  std::string text = report::table(columns, rows, output.terminal.width, output.color_out);
  for (const auto& listed : lines) {
    if (listed.release == nullptr || (listed.release->changes.empty() && listed.release->warnings.empty())) continue;
    text += "\n" + report::toned(listed.version, report::Tone::strong, output.color_out) + "\n";
    for (const auto& change : listed.release->changes) text += "  " + grammar::fit_to_show(change) + "\n";
    for (const auto& warning : listed.release->warnings)
      text += "  accepted warning: " + grammar::fit_to_show(warning) + "\n";
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
  const auto lines = listed_lines(log, file);
  if (latest_of(log.releases, file) == nullptr && log.policies.empty())
    stop(output, findings, not_released(file, log), fmt::format("spanne release {} --approved-by NAME", options.rules));
  Json all = Json::array();
  for (const auto& line : lines) all.push_back(to_json(line, log, trust));
  if (options.format == "json")
    unguarded(output.out) << records::json_text(all, 2) << "\n";
  else
    output.out << history(lines, trust, output);
  warn_of_lines(log, options.rules, output);
  return check_signers(log, options.rules, trust, output);
}

}  // namespace spanne::cli
