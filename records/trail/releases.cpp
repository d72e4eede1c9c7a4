#include "records/trail/releases.hpp"

#include <cerrno>
#include <fmt/format.h>
#include <sys/stat.h>
#include <utility>

#include "engine/trail/digest.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/tree/parse.hpp"
#include "records/io/paths.hpp"
#include "records/json/json_text.hpp"
#include "records/trail/schemes.hpp"
#include "records/trail/signature.hpp"

namespace spanne::records {

using engine::Release;

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t largest_log = 1'000'000'000;
constexpr const char* format_name = "spanne_release";

struct Field {
  const char* name;
  std::string Release::*text;
};

constexpr Field texts_before[] = {{"file", &Release::file},
                                  {"version", &Release::version},
                                  {"digest", &Release::digest},
                                  {"text_digest", &Release::text_digest},
                                  {"previous", &Release::previous},
                                  {"date", &Release::date},
                                  {"approved_by", &Release::approved_by},
                                  {"note", &Release::note}};
constexpr Field texts_behind[] = {{"engine", &Release::engine}, {"signer", &Release::signer}, {"text", &Release::text}};
constexpr Field seals[] = {{"line_digest", &Release::line_digest}, {"signature", &Release::signature}};

Json content(const Release& release) {
  Json json = format_head(format_name, release.schemes);
  for (const auto& field : texts_before) json[field.name] = release.*field.text;
  json["changes"] = release.changes;
  json["warnings"] = release.warnings;
  for (const auto& field : texts_behind) json[field.name] = release.*field.text;
  return json;
}

std::string digest_of_content(const Release& release) { return engine::byte_digest(json_text(content(release))); }

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

/// Whether the line is a release, to the last byte as this program would write it.
bool read_line(const Json& json, std::string_view line, Release& release) {
  if (!json.is_object()) return false;
  const auto schemes = read_schemes(json);
  if (!schemes) return false;
  release.schemes = *schemes;
  bool complete = take(json, "changes", release.changes) && take(json, "warnings", release.warnings);
  for (const auto& field : texts_before) complete = take(json, field.name, release.*field.text) && complete;
  for (const auto& field : texts_behind) complete = take(json, field.name, release.*field.text) && complete;
  for (const auto& field : seals) complete = take(json, field.name, release.*field.text) && complete;
  return complete && to_line(release) == std::string(line) + "\n";
}

/// What the fields of a line and the text in it say differently. The digests may all be right: whoever writes a line
/// by hand can make them.
std::optional<std::string> contradiction(const Release& release) {
  if (!engine::is_logged_day(release.date)) return fmt::format("is dated {}, which is no day", release.date);
  if (release.file.empty() || release.file.find('/') != std::string::npos)
    return fmt::format("releases a file called \"{}\", which is no name of a file in this folder", release.file);
  if (grammar::is_unseen(release.approved_by)) return "names nobody who approved it";
  const auto tree = grammar::parse(grammar::Source(release.file, release.text)).tree;
  if (!tree.ruleset)
    return fmt::format("says version {}, but the text in it does not begin like a rule set", release.version);
  const std::string& version = tree.ruleset->version.text;
  if (version != release.version)
    return fmt::format("says version {}, but the text in it says version {}", release.version, version);
  return std::nullopt;
}

/// What is wrong with a line by itself.
std::optional<std::string> fault_of(std::string_view line, Release& release) {
  if (line.ends_with('\r')) return "ends as lines on Windows do: a program has converted the log on its way here";
  const Json json = Json::parse(line, nullptr, false);
  if (is_from_a_later_program(json, format_name))
    return "was written by a later version of this program, which is needed to read it";
  if (!read_line(json, line, release)) return "is damaged: it is not a release as this program writes it";
  if (digest_of_content(release) != release.line_digest) return "has been changed: it does not fit its own digest";
  if (engine::digest(release.text) != release.text_digest ||
      engine::canonical_digest(release.text, release.schemes.canonical) != release.digest)
    return "has been changed: the text in it does not fit its digests";
  if (release.signer.empty() != release.signature.empty())
    return release.signer.empty() ? "has a signature, but names no signer" : "has lost its signature";
  if (!release.signer.empty() &&
      !engine::is_signed(engine::Signed::log_line, release.line_digest, release.signature, release.signer))
    return "has a wrong signature: it was not made for this line with the key it names";
  return contradiction(release);
}

/// What is wrong with a line after those before it.
std::optional<std::string> misplacement(const ReleaseLog& log, const Release& release, std::string_view before) {
  const std::size_t line = log.releases.size() + 1;
  if (before.empty())
    return release.previous.empty()
               ? std::nullopt
               : std::optional<std::string>("is not the first release: a line before it is missing");
  if (release.previous != engine::byte_digest(before))
    return fmt::format("does not follow line {}: that line has been changed, or one has been removed or moved",
                       line - 1);
  const auto* latest = engine::latest_of(log.releases, release.file);
  if (latest != nullptr && engine::compare_versions(release.version, latest->version) <= 0)
    return fmt::format("releases version {} after {}", release.version, latest->version);
  return std::nullopt;
}

/// Notes the lines whose days go back. Such a line cannot be mended, and what it releases is not in doubt, so it is no
/// fault.
class DayOrder {
 public:
  void add(const Release& release, ReleaseLog& log) {
    const std::size_t line = log.releases.size() + 1;
    if (release.date >= latest_) {
      latest_ = release.date;
      line_ = line;
    } else {
      log.backdated.push_back({line, fmt::format("line {} (version {}) is dated {}, but line {} above it {}", line,
                                                 release.version, release.date, line_, latest_)});
    }
  }

 private:
  std::string latest_;
  std::size_t line_ = 0;  // that has the latest day
};

}  // namespace

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string log_path(const std::string& rules_path) {
  return rules_path.substr(0, rules_path.rfind('/') + 1) + "RELEASES.jsonl";
}

std::variant<ReleaseLog, FileError> read_log(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 && errno == ENOENT) return ReleaseLog{};
  if (is_special(path)) return FileError{fmt::format("cannot read {}: a pipe or a device is no log", path)};
  auto text = read_file(path, largest_log);
  if (auto* error = std::get_if<FileError>(&text)) return std::move(*error);
  return read_log_text(std::move(std::get<std::string>(text)));
}

ReleaseLog read_log_text(std::string text) {
  ReleaseLog log;
  DayOrder days;
  bool sound = true;  // the line before; otherwise what follows from its fault stays silent
  std::string_view rest = text, before;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    Release release;
    auto fault = end == std::string_view::npos ? std::optional<std::string>("is not complete: its end is missing")
                                               : fault_of(line, release);
    const bool whole = !fault;
    if (!fault && sound) fault = misplacement(log, release, before);
    if (fault)
      log.faults.push_back({log.releases.size() + 1, fmt::format("line {} {}", log.releases.size() + 1, *fault)});
    else
      days.add(release, log);
    sound = whole;
    before = line;
    log.releases.push_back(std::move(release));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  log.text = std::move(text);
  return log;
}

void seal(Release& release, const ReleaseLog& log, std::string_view secret_key) {
  release.previous.clear();
  if (!log.text.empty()) {
    const std::string_view lines = std::string_view(log.text).substr(0, log.text.size() - 1);
    release.previous = engine::byte_digest(lines.substr(lines.rfind('\n') + 1));
  }
  release.signer = secret_key.empty() ? std::string() : engine::public_key_of(secret_key).value_or("");
  release.line_digest = digest_of_content(release);
  release.signature = secret_key.empty()
                          ? std::string()
                          : engine::sign(engine::Signed::log_line, release.line_digest, secret_key).value_or("");
}

std::string to_line(const Release& release) {
  Json json = content(release);
  for (const auto& field : seals) json[field.name] = release.*field.text;
  return json_text(json) + "\n";
}

}  // namespace spanne::records
