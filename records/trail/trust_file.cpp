// Reads the file of public keys that a user trusts: whose they are, what they may sign, and when.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/trail/digest.hpp"
#include "engine/value/date.hpp"
#include "grammar/text/nearest.hpp"
#include "grammar/text/normal_form.hpp"
#include "grammar/text/typed_words.hpp"
#include "records/cells/days.hpp"
#include "records/cells/encoding.hpp"
#include "records/trail/policy.hpp"
#include "records/trail/signature.hpp"
#include "records/trail/signing_keys.hpp"

namespace spanne::records {
namespace {

/// An error without its place, which the reader of the file puts in front; nullopt: all is well.
using TrustFault = std::optional<KeyError>;

const std::vector<std::string> key_fields{"role", "rules", "from", "until", "revoked"};
const std::vector<std::string> signing_roles{"author", "approver"};
const std::string programme_field = "programme", policy_field = "policy", seen_field = "seen";
constexpr const char* policy_help = "policy: 2, author apart";
const std::string lines_of_keys = "the lines of files ending in .pub";
constexpr std::string_view fields_help =
    "after the name may stand: ; role: author, approver; rules: guideline.spanne; from: 2026-01-01; until: 2026-12-31; "
    "revoked: 2026-10-01";

/// Without blanks at the ends of the parts. There is always at least one.
std::vector<std::string> parts_of(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// "role: author" as its two parts; nullopt if there is no colon.
struct KeyField {
  std::string name, value;
};
std::optional<KeyField> field_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return KeyField{std::string(trimmed(text.substr(0, colon))), std::string(trimmed(text.substr(colon + 1)))};
}

/// Signs that look like a semicolon: what stands after one would be taken for a part of the name, a revocation
/// included.
TrustFault separator_fault(std::string_view line) {
  static constexpr std::array<std::string_view, 5> alike{"\u037E", "\uFF1B", "\uFE54", "\u061B", "\u204F"};
  for (const std::string_view sign : alike)
    if (line.find(sign) != std::string_view::npos)
      return KeyError{fmt::format("\"{}\" only looks like a semicolon", sign), "type it anew as ;"};
  return std::nullopt;
}

/// Words that somebody meant as a field, but that no semicolon separates from the name.
TrustFault field_in_name(std::string_view name) {
  const auto words = parts_of(name, ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string word = words[i];
    const bool has_colon = word.ends_with(':');
    if (has_colon) word.pop_back();
    const auto meant = grammar::nearest(word, key_fields);
    const bool is_day = i + 1 < words.size() && engine::date_from_text(words[i + 1]).has_value();
    if (meant && (has_colon || (is_day && *meant == word)))
      return KeyError{fmt::format("\"{}\" holds what looks like a field", name),
                      fmt::format("put a ; in front of it: ; {}: …", *meant)};
    const std::size_t colon = words[i].find(':');
    if (!has_colon && colon != std::string::npos && grammar::nearest(words[i].substr(0, colon), key_fields))
      return KeyError{fmt::format("\"{}\" holds what looks like a field", name),
                      "put a ; in front of it, and a blank after the colon"};
  }
  return std::nullopt;
}

TrustFault read_roles(const std::string& value, TrustedKey& key) {
  key.is_author = key.is_approver = false;
  for (const std::string& role : parts_of(value, ',')) {
    if (role.empty()) return KeyError{"a role is missing before or after a comma", "take the comma out"};
    bool* const said = role == "author" ? &key.is_author : role == "approver" ? &key.is_approver : nullptr;
    if (said == nullptr)
      return KeyError{fmt::format("\"{}\" is no role{}", role, grammar::did_you_mean(role, signing_roles)),
                      "role: author, role: approver, or role: author, approver"};
    if (*said) return KeyError{fmt::format("the role {} is listed twice", role), "leave one of them out"};
    *said = true;
  }
  return std::nullopt;
}

TrustFault read_rules(const std::string& value, TrustedKey& key) {
  for (std::string& name : parts_of(value, ',')) {
    if (name.empty()) return KeyError{"a rule file is missing before or after a comma", "take the comma out"};
    if (const auto fault = grammar::hidden_fault(name))
      return KeyError{fmt::format("in the name of a rule file {}", fault->message), fault->help};
    if (name.find_first_of("/\\") != std::string::npos)
      return KeyError{fmt::format("{} has a folder, but logs name rule files without one", name),
                      fmt::format("rules: {}", name.substr(name.find_last_of("/\\") + 1))};
    if (name.find_first_of("*?") != std::string::npos)
      return KeyError{fmt::format("{} is a pattern, but rule files are listed one by one", name),
                      "separate their names by commas; without rules: the key may sign for all"};
    if (name.find(".spanne ") != std::string::npos)
      return KeyError{fmt::format("\"{}\" are several names", name), "separate them by commas"};
    if (std::find(key.rules.begin(), key.rules.end(), name) != key.rules.end())
      return KeyError{fmt::format("{} is listed twice", name), "leave one of them out"};
    key.rules.push_back(grammar::normal_form(name));
  }
  return std::nullopt;
}

/// Reads days only as the log writes them; where the other writing has one reading, the help has it.
TrustFault read_signing_day(const KeyField& field, std::string& day) {
  const std::string& value = field.value;
  const bool is_iso = value.size() == 10 && value[4] == '-' && value[7] == '-';
  if (is_iso && engine::date_from_text(value)) {
    day = value;
    return std::nullopt;
  }
  std::string help = "write year, month and day: 2026-10-01";
  if (const auto read = read_day(value, SlashDays::refused); const auto* meant = std::get_if<engine::Date>(&read))
    help = fmt::format("{}: {}", field.name, to_text(*meant));
  if (is_iso) return KeyError{fmt::format("{} is no day of the calendar", value), std::move(help)};
  return KeyError{fmt::format("\"{}\" is not a day as it is written here", value), std::move(help)};
}

TrustFault read_key_field(const std::string& text, TrustedKey& key, std::vector<std::string>& seen) {
  if (text.empty()) return KeyError{"a field is missing after a semicolon", "take the semicolon out"};
  const auto field = field_of(text);
  if (!field)
    return KeyError{fmt::format("\"{}\" is no field, because it has no colon", text), std::string(fields_help)};
  if (std::find(key_fields.begin(), key_fields.end(), field->name) == key_fields.end())
    return KeyError{fmt::format("a key has no field \"{}:\"{}", field->name,
                                field->name == programme_field ? ", which has a line of its own"
                                                               : grammar::did_you_mean(field->name, key_fields)),
                    std::string(fields_help)};
  if (std::find(seen.begin(), seen.end(), field->name) != seen.end())
    return KeyError{fmt::format("the field {}: stands there twice", field->name), "leave one of them out"};
  seen.push_back(field->name);
  if (field->value.empty())
    return KeyError{fmt::format("nothing stands after {}:", field->name), "write its value there, or leave it out"};
  if (field->name == "role") return read_roles(field->value, key);
  if (field->name == "rules") return read_rules(field->value, key);
  return read_signing_day(*field, field->name == "from" ? key.from : field->name == "until" ? key.until : key.revoked);
}

/// Reads a line that begins with public_key_word.
std::variant<TrustedKey, KeyError> read_key_line(std::string_view line) {
  const std::string_view rest = trimmed(line.substr(public_key_word.size()));
  if (rest.find(public_key_word) != std::string_view::npos)
    return KeyError{"two keys stand in one line", "begin a line with each spanne-public-key"};
  const auto parts = parts_of(rest, ';');
  const std::size_t blank = parts[0].find_first_of(" \t");
  TrustedKey key;
  key.public_key = parts[0].substr(0, blank);
  if (blank != std::string::npos) key.name = trimmed(std::string_view(parts[0]).substr(blank));
  if (!engine::is_public_key(key.public_key))
    return KeyError{"this is no public key", "a line of a file ending in .pub, as spanne new-key makes it"};
  if (auto fault = separator_fault(rest)) return std::move(*fault);
  if (const auto fault = grammar::name_fault(key.name))
    return KeyError{"in the name of this key " + fault->message, fault->help};
  if (auto fault = field_in_name(key.name)) return std::move(*fault);
  std::vector<std::string> seen;
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (auto fault = read_key_field(parts[i], key, seen)) return std::move(*fault);
  if (!key.from.empty() && !key.until.empty() && key.until < key.from)
    return KeyError{fmt::format("the last day, {}, is before the first, {}", key.until, key.from),
                    "correct until: or from:"};
  return key;
}

/// What a line is that is none of a key.
KeyError stray_line_error(std::string_view line) {
  const std::string_view word = line.substr(0, line.find_first_of(" \t:;"));
  const auto field = field_of(line);
  if (word == secret_key_word || word == locked_key_word)
    return {"this is a secret key, which belongs to its owner alone",
            "trust the public key, in the file ending in .pub"};
  const std::string named = field ? field->name : std::string(word);
  if (named == policy_field || (field && grammar::nearest(named, {policy_field})))
    return {fmt::format("\"{}\" is not how a policy is written", named), policy_help};
  if (grammar::nearest(named, {programme_field}))
    return {fmt::format("\"{}\" is not how the programme is named", named), "programme: KAM Europe"};
  if (field && grammar::nearest(named, key_fields))
    return {fmt::format("\"{}:\" says nothing here, because it stands in no line of a key", named),
            "put it into that line, after the name and a ;"};
  return {"this is no public key", "a line of a file ending in .pub, as spanne new-key makes it"};
}

/// Collects the lines of one file.
class TrustFileReader {
 public:
  TrustFault add(std::string_view line, std::size_t number) {
    if (line.starts_with(public_key_word) && line.find_first_of(" \t") == public_key_word.size())
      return add_key(line, number);
    const auto field = field_of(line);
    if (field && field->name == programme_field) return add_programme(field->value, number);
    if (field && field->name == policy_field) return add_policy(field->value);
    if (field && field->name == seen_field) return add_seen(field->value);
    return stray_line_error(line);
  }

  TrustFile file;

 private:
  TrustFault add_key(std::string_view line, std::size_t number) {
    auto read = read_key_line(line);
    if (auto* error = std::get_if<KeyError>(&read)) return std::move(*error);
    auto& key = std::get<TrustedKey>(read);
    const auto twin = std::find_if(file.keys.begin(), file.keys.end(),
                                   [&](const TrustedKey& other) { return other.public_key == key.public_key; });
    if (twin == file.keys.end()) {
      file.keys.push_back(std::move(key));
      numbers_.push_back(number);
      return std::nullopt;
    }
    if (twin->name != key.name)
      return KeyError{fmt::format("this key is listed twice, as \"{}\" and as \"{}\"", twin->name, key.name),
                      "leave the line whose name is right"};
    if (*twin != key)
      return KeyError{fmt::format("this key is listed in line {} with other fields",
                                  numbers_[static_cast<std::size_t>(twin - file.keys.begin())]),
                      "leave the line that is right"};
    return std::nullopt;
  }

  TrustFault add_programme(const std::string& name, std::size_t number) {
    if (programme_line_ != 0)
      return KeyError{fmt::format("the programme is named twice, first in line {}", programme_line_),
                      "leave one of them out"};
    if (!grammar::names_somebody(name))
      return KeyError{"nothing stands after programme:", "write its name there: programme: KAM Europe"};
    if (auto fault = programme_name_error(name)) return fault;
    programme_line_ = number;
    file.programme = grammar::normal_form(name);
    return std::nullopt;
  }

  TrustFault add_policy(const std::string& value) {
    if (file.required != 0) return KeyError{"the policy stands there twice", "leave one of them out"};
    const auto parts = parts_of(value, ',');
    const bool is_number = parts[0].size() == 1 && parts[0][0] >= '1' && parts[0][0] <= '0' + most_approvals;
    const bool is_apart = parts.size() == 2 && parts[1] == "author apart";
    if (!is_number || parts.size() > 2 || (parts.size() == 2 && !is_apart))
      return KeyError{
          fmt::format("\"{}\" is no policy: how many approvals, and whether by others than the author", value),
          policy_help};
    file.required = parts[0][0] - '0';
    file.author_apart = is_apart;
    return std::nullopt;
  }

  TrustFault add_seen(const std::string& value) {
    if (file.seen.line != 0) return KeyError{"a line that was seen stands there twice", "leave the later one"};
    const auto anchor = anchor_from_text(value);
    if (!anchor)
      return KeyError{fmt::format("\"{}\" is no line and digest as verify shows them behind --expect", value),
                      "seen: LINE:DIGEST, with all 64 digits"};
    file.seen = *anchor;
    return std::nullopt;
  }

  std::vector<std::size_t> numbers_;  // of the lines of the keys
  std::size_t programme_line_ = 0;    // 0: none yet
};

}  // namespace

std::optional<KeyError> key_name_error(std::string_view name) {
  if (name.find(public_key_word) != std::string_view::npos)
    return KeyError{fmt::format("a name cannot have the word {} in it", public_key_word), {}};
  if (const auto fault = grammar::name_fault(name)) return KeyError{fault->message, fault->help};
  if (name.find(';') != std::string_view::npos)
    return KeyError{"a semicolon would end the name in a file of public keys", "a name without ;"};
  auto fault = separator_fault(name);
  if (!fault) fault = field_in_name(name);
  if (fault) fault->help = "a name alone; roles and days are written into the file of public keys";
  return fault;
}

std::optional<KeyError> programme_name_error(std::string_view name) {
  if (auto fault = separator_fault(name)) return fault;
  if (const auto fault = grammar::name_fault(name))
    return KeyError{"in the name of the programme " + fault->message, fault->help};
  if (name.find(';') != std::string_view::npos)
    return KeyError{"the name of the programme has a semicolon", "programme: NAME, alone in its line"};
  return std::nullopt;
}

std::variant<TrustFile, KeyError, FileError> read_trust_file(const std::string& path) {
  auto bytes = read_file(path, largest_key_file);
  if (auto* error = std::get_if<FileError>(&bytes)) return std::move(*error);
  TrustFileReader reader;
  reader.file.digest = engine::byte_digest(std::get<std::string>(bytes));
  const auto text = to_utf8(std::get<std::string>(std::move(bytes)));
  if (const auto* error = std::get_if<EncodingError>(&text))
    return KeyError{fmt::format("{}: {}", path, error->message), lines_of_keys};
  std::size_t number = 0;
  for (const std::string& line : parts_of(std::get<std::string>(text), '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (auto fault = reader.add(line, number))
      return KeyError{fmt::format("{}:{}: {}", path, number, fault->message), std::move(fault->help)};
  }
  if (reader.file.keys.empty()) return KeyError{fmt::format("{} holds no key", path), lines_of_keys};
  return std::move(reader.file);
}

}  // namespace spanne::records
