#include "records/trail/log_lines.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>
#include <vector>

#include "engine/trail/digest.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/tree/parse.hpp"
#include "records/json/json_text.hpp"
#include "records/trail/names.hpp"
#include "records/trail/schemes.hpp"
#include "records/trail/signature.hpp"

namespace spanne::records {

using engine::Approval;
using engine::LogLine;
using engine::Release;
using engine::Withdrawal;

namespace {

using Json = nlohmann::ordered_json;

/// Releases with several approvers, or with an author.
constexpr int format_of_several = 3;

bool names_several(const LogLine& line) { return line.approvals.size() != 1 || !line.changed_by.empty(); }

// ---------------------------------------------------------------------------------------------- writing

Json approver_names(const LogLine& line) {
  Json names = Json::array();
  for (const Approval& approval : line.approvals) names.push_back(approval.name);
  return names;
}

Json signatures(const LogLine& line) {
  Json all = Json::array();
  for (const Approval& approval : line.approvals)
    if (!approval.signer.empty())
      all.push_back({{"approved_by", approval.name}, {"signer", approval.signer}, {"signature", approval.signature}});
  return all;
}

/// Where there is one approver, the key stands within what is signed.
Json content(const Release& release) {
  const bool several = names_several(release);
  Json json = several ? format_head(release_name, release.schemes, format_of_several)
                      : format_head(release_name, release.schemes);
  json.update({{"file", release.file},
               {"version", release.version},
               {"digest", release.digest},
               {"text_digest", release.text_digest},
               {"previous", release.previous},
               {"date", release.date}});
  if (several) json["changed_by"] = release.changed_by;
  json["approved_by"] = several ? approver_names(release) : Json(release.approvals.front().name);
  json.update({{"note", release.note},
               {"changes", release.changes},
               {"warnings", release.warnings},
               {"engine", release.engine}});
  if (!several) json["signer"] = release.approvals.front().signer;
  json["text"] = release.text;
  return json;
}

/// What stands at the end of the content of every other kind.
void add_common(Json& json, const LogLine& line) {
  json.update({{"previous", line.previous},
               {"date", line.date},
               {"changed_by", line.changed_by},
               {"approved_by", approver_names(line)},
               {"note", line.note},
               {"engine", line.engine}});
}

Json content(const Policy& policy) {
  Json json = {{policy_name, 1},
               {"programme", policy.programme},
               {"required", policy.required},
               {"author_apart", policy.author_apart}};
  add_common(json, policy);
  return json;
}

Json content(const Withdrawal& withdrawal) {
  Json json = {{withdrawal_name, 1}, {"file", withdrawal.file}, {"version", withdrawal.version}};
  add_common(json, withdrawal);
  return json;
}

Json content(const AnyLine& line) {
  return std::visit([](const auto& one) { return content(one); }, line);
}

/// Whether the approver's key stands within what is signed.
bool carries_its_signer(const AnyLine& line) {
  return std::holds_alternative<Release>(line) && !names_several(common(line));
}

// ---------------------------------------------------------------------------------------------- reading

bool take(const Json& json, const char* name, std::string& text) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_string()) return false;
  text = found->get<std::string>();
  return true;
}

bool take(const Json& json, const char* name, std::vector<std::string>& texts) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_array()) return false;
  for (const auto& one : *found) {
    if (!one.is_string()) return false;
    texts.push_back(one.get<std::string>());
  }
  return true;
}

/// The signatures of those whose names have been read; each names an approver, in their order.
bool take_signatures(const Json& json, LogLine& line) {
  const auto found = json.find("signatures");
  if (found == json.end() || !found->is_array()) return false;
  auto next = line.approvals.begin();
  for (const Json& one : *found) {
    Approval read;
    if (!one.is_object() || !take(one, "approved_by", read.name) || !take(one, "signer", read.signer) ||
        !take(one, "signature", read.signature))
      return false;
    next = std::find_if(next, line.approvals.end(), [&](const Approval& named) { return named.name == read.name; });
    if (next == line.approvals.end()) return false;
    *next++ = std::move(read);
  }
  return true;
}

bool take_approvals(const Json& json, LogLine& line) {
  std::vector<std::string> names;
  if (!take(json, "changed_by", line.changed_by) || !take(json, "approved_by", names)) return false;
  for (std::string& name : names) line.approvals.push_back({std::move(name), {}, {}});
  return take_signatures(json, line);
}

bool take_common(const Json& json, LogLine& line) {
  return take(json, "previous", line.previous) && take(json, "date", line.date) && take(json, "note", line.note) &&
         take(json, "engine", line.engine) && take(json, "line_digest", line.line_digest);
}

bool take(const Json& json, Release& release) {
  const auto schemes = read_schemes(json);
  if (!schemes || !take_common(json, release)) return false;
  release.schemes = *schemes;
  const bool complete = take(json, "file", release.file) && take(json, "version", release.version) &&
                        take(json, "digest", release.digest) && take(json, "text_digest", release.text_digest) &&
                        take(json, "changes", release.changes) && take(json, "warnings", release.warnings) &&
                        take(json, "text", release.text);
  if (!complete || json.contains("signatures")) return complete && take_approvals(json, release);
  Approval& one = release.approvals.emplace_back();
  return take(json, "approved_by", one.name) && take(json, "signer", one.signer) &&
         take(json, "signature", one.signature);
}

bool take(const Json& json, Policy& policy) {
  const auto required = json.find("required"), apart = json.find("author_apart");
  if (required == json.end() || !required->is_number_integer() || *required < 1 || *required > most_approvals)
    return false;
  if (apart == json.end() || !apart->is_boolean()) return false;
  policy.required = required->get<int>();
  policy.author_apart = apart->get<bool>();
  return take(json, "programme", policy.programme) && take_common(json, policy) && take_approvals(json, policy);
}

bool take(const Json& json, Withdrawal& withdrawal) {
  return take(json, "file", withdrawal.file) && take(json, "version", withdrawal.version) &&
         take_common(json, withdrawal) && take_approvals(json, withdrawal);
}

/// Nullopt where the text is none of this program, to the last byte.
std::optional<AnyLine> parsed(const Json& json, std::string_view text) {
  if (!json.is_object()) return std::nullopt;
  AnyLine line;
  if (json.contains(policy_name)) line = Policy();
  if (json.contains(withdrawal_name)) line = Withdrawal();
  if (!std::visit([&](auto& one) { return take(json, one); }, line)) return std::nullopt;
  if (common(line).approvals.empty() || to_line(line) != std::string(text) + "\n") return std::nullopt;
  return line;
}

// ---------------------------------------------------------------------------------------------- checking

/// What is wrong with names and signatures.
std::optional<std::string> fault_of_approvals(const LogLine& line) {
  for (auto one = line.approvals.begin(); one != line.approvals.end(); ++one) {
    if (grammar::is_unseen(one->name)) return "names nobody who approved it";
    if (one->signer.empty() != one->signature.empty())
      return one->signer.empty() ? "has a signature, but names no signer" : "has lost its signature";
    if (!one->signer.empty() &&
        !engine::is_signed(engine::Signed::log_line, line.line_digest, one->signature, one->signer))
      return "has a wrong signature: it was not made for this line with the key it names";
    for (auto other = line.approvals.begin(); other != one; ++other) {
      if (alike(other->name, one->name)) return fmt::format("names {} twice as approver", one->name);
      if (!one->signer.empty() && other->signer == one->signer)
        return fmt::format("is signed twice with one key, for {} and for {}", other->name, one->name);
    }
  }
  return std::nullopt;
}

std::optional<std::string> fault_of_file(const std::string& file) {
  if (!file.empty() && file.find('/') == std::string::npos) return std::nullopt;
  return fmt::format("releases a file called \"{}\", which is no name of a file in this folder", file);
}

/// What the fields of a release and the text in it say differently. The digests may all be right: whoever writes a line
/// by hand can make them.
std::optional<std::string> fault_of_text(const Release& release) {
  if (auto fault = fault_of_file(release.file)) return fault;
  const auto tree = grammar::parse(grammar::Source(release.file, release.text)).tree;
  if (!tree.ruleset)
    return fmt::format("says version {}, but the text in it does not begin like a rule set", release.version);
  const std::string& version = tree.ruleset->version.text;
  if (version != release.version)
    return fmt::format("says version {}, but the text in it says version {}", release.version, version);
  return std::nullopt;
}

std::optional<std::string> fault_of_digests(const Release& release) {
  if (engine::digest(release.text) == release.text_digest &&
      engine::canonical_digest(release.text, release.schemes.canonical) == release.digest)
    return std::nullopt;
  return "has been changed: the text in it does not fit its digests";
}

std::optional<std::string> fault_of(const AnyLine& any) {
  const LogLine& line = common(any);
  if (engine::byte_digest(json_text(content(any))) != line.line_digest)
    return "has been changed: it does not fit its own digest";
  const auto* release = std::get_if<Release>(&any);
  if (release != nullptr)
    if (auto fault = fault_of_digests(*release)) return fault;
  if (auto fault = fault_of_approvals(line)) return fault;
  if (!engine::is_logged_day(line.date)) return fmt::format("is dated {}, which is no day", line.date);
  if (const auto* withdrawal = std::get_if<Withdrawal>(&any)) return fault_of_file(withdrawal->file);
  return release == nullptr ? std::nullopt : fault_of_text(*release);
}

}  // namespace

LogLine& common(AnyLine& line) {
  return std::visit([](auto& one) -> LogLine& { return one; }, line);
}

const LogLine& common(const AnyLine& line) {
  return std::visit([](const auto& one) -> const LogLine& { return one; }, line);
}

std::string what_it_is(const Release& release) { return "version " + release.version; }
std::string what_it_is(const Policy& /*policy*/) { return "policy"; }
std::string what_it_is(const Withdrawal& withdrawal) { return "withdrawal of version " + withdrawal.version; }
std::string what_it_is(const AnyLine& line) {
  return std::visit([](const auto& one) { return what_it_is(one); }, line);
}

std::string file_of(const Release& release) { return release.file; }
std::string file_of(const Policy& /*policy*/) { return {}; }
std::string file_of(const Withdrawal& withdrawal) { return withdrawal.file; }
std::string file_of(const AnyLine& line) {
  return std::visit([](const auto& one) { return file_of(one); }, line);
}

std::string to_line(const AnyLine& line) {
  Json json = content(line);
  json["line_digest"] = common(line).line_digest;
  if (carries_its_signer(line))
    json["signature"] = common(line).approvals.front().signature;
  else
    json["signatures"] = signatures(common(line));
  return json_text(json) + "\n";
}

void set_digest(AnyLine& line, std::string_view signer) {
  if (carries_its_signer(line)) common(line).approvals.front().signer = signer;
  common(line).line_digest = engine::byte_digest(json_text(content(line)));
}

void sign(AnyLine& line, std::size_t index, std::string_view secret_key) {
  if (secret_key.empty()) return;
  Approval& approval = common(line).approvals.at(index);
  approval.signer = engine::public_key_of(secret_key).value_or("");
  if (carries_its_signer(line)) set_digest(line, approval.signer);
  approval.signature = engine::sign(engine::Signed::log_line, common(line).line_digest, secret_key).value_or("");
}

std::variant<AnyLine, std::string> read_line(std::string_view text) {
  if (text.ends_with('\r')) return "ends as lines on Windows do: a program has converted the log on its way here";
  const Json json = Json::parse(text, nullptr, false);
  for (const auto& [name, latest] :
       {std::pair(release_name, format_of_several), {policy_name, 1}, {withdrawal_name, 1}})
    if (is_from_a_later_program(json, name, latest))
      return "was written by a later version of this program, which is needed to read it";
  auto line = parsed(json, text);
  if (!line) return "is damaged: it is not a line as this program writes it";
  if (auto fault = fault_of(*line)) return std::move(*fault);
  return std::move(*line);
}

}  // namespace spanne::records
