#include "cli/account_key.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "grammar/nearest.hpp"

namespace spanne::cli {
namespace {

using records::AccountRow;
using Key = std::vector<std::string>;

constexpr std::size_t candidates_shown = 12;

/// The values of the key, as they stand in the cells where they could not be read.
Key key_of(const AccountRow& row, const engine::Model& model) {
  Key key;
  for (const auto id : model.key_attributes()) {
    key.push_back(to_text(row.account.values[id], model.attributes[id].type, model));
    for (const auto& [attribute, cell] : row.unreadable)
      if (attribute == id) key.back() = cell;
  }
  return key;
}

bool begins_with(const Key& key, const Key& words) {
  return words.size() <= key.size() && std::equal(words.begin(), words.end(), key.begin());
}

Key parted(const std::string& word, char separator) {
  Key parts(1);
  for (const char letter : word) {
    if (letter == separator)
      parts.emplace_back();
    else
      parts.back() += letter;
  }
  return parts;
}

std::string list(const std::vector<AccountRow>& rows, const engine::Model& model,
                 const std::vector<std::size_t>& found) {
  std::vector<std::string> keys;
  for (const std::size_t index : found) {
    const std::string key = key_words(rows[index], model);
    const std::string line = fmt::format("line {}", rows[index].line);
    keys.push_back(key == line ? key : fmt::format("{} ({})", key, line));
    if (keys.size() == candidates_shown && found.size() > candidates_shown) {
      keys.push_back(fmt::format("… and {} more", found.size() - candidates_shown));
      break;
    }
  }
  return fmt::format("{}", fmt::join(keys, "\n        "));
}

std::vector<std::size_t> all(const std::vector<AccountRow>& rows) {
  std::vector<std::size_t> indices(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) indices[i] = i;
  return indices;
}

/// `begun`: how many parts of a key were named; 0 where it is not meant.
template <class Begun>
std::vector<std::size_t> named(const std::vector<Key>& keys, const Begun& begun) {
  std::vector<std::size_t> whole, all;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::size_t parts = begun(keys[i]);
    if (parts > 0) all.push_back(i);
    if (parts == keys[i].size()) whole.push_back(i);
  }
  return whole.empty() ? all : whole;
}

std::vector<std::size_t> beginning_with(const std::vector<Key>& keys, const Key& words) {
  return named(keys, [&](const Key& key) { return begins_with(key, words) ? words.size() : 0; });
}

/// How many parts of the key were said, wherever the quotation marks stood; 0 where it does not begin so.
std::size_t parts_said(const Key& key, const std::string& said) {
  std::string text;
  for (std::size_t part = 0; part < key.size() && text.size() < said.size(); ++part) {
    if (!key[part].empty()) text += (text.empty() ? "" : " ") + key[part];
    if (text == said) return part + 1;
  }
  return 0;
}

/// What was said in one word, taken apart where its parts are told apart.
Key words_in(const Key& words) {
  if (words.size() != 1) return words;
  return parted(words[0], words[0].find('/') != std::string::npos ? '/' : ' ');
}

std::optional<std::size_t> at_line(const std::vector<AccountRow>& rows, const std::string& line) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const AccountRow& row) { return std::to_string(row.line) == line; });
  if (found == rows.end()) return std::nullopt;
  return static_cast<std::size_t>(found - rows.begin());
}

/// Keys whose value, where the last word stands, begins with its letters.
std::vector<std::size_t> beginning_with_letters(const std::vector<Key>& keys, Key words) {
  const std::string last = words.back();
  words.pop_back();
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i].size() > words.size() && begins_with(keys[i], words) && keys[i][words.size()].starts_with(last))
      found.push_back(i);
  return found;
}

std::string key_help(const engine::Model& model) {
  std::vector<std::string> names;
  for (const auto id : model.key_attributes()) names.push_back(model.attributes[id].name);
  return fmt::format("the key is {}, {} in all", fmt::join(names, ", "),
                     names.size() == 1 ? "one value" : fmt::format("{} values", names.size()));
}

/// Says what may have been meant: keys that begin with the letters, or with as many of the words as fit, or whose first
/// value is like the first word.
NoSuchAccount unknown(const std::vector<AccountRow>& rows, const engine::Model& model, const std::vector<Key>& keys,
                      Key words) {
  const std::string message = fmt::format("there is no account {}", fmt::join(words, " "));
  if (words.size() > model.key_attributes().size()) return {message, key_help(model)};
  if (const auto begun = beginning_with_letters(keys, words); !begun.empty())
    return {message, fmt::format("did you mean\n        {}", list(rows, model, begun))};
  while (words.size() > 1) {
    words.pop_back();
    const auto found = beginning_with(keys, words);
    if (!found.empty())
      return {message,
              fmt::format("{} begins the key of\n        {}", fmt::join(words, " "), list(rows, model, found))};
  }
  std::vector<std::string> firsts;
  for (const Key& key : keys)
    if (!key.empty()) firsts.push_back(key.front());
  const auto near = grammar::nearest(words.front(), firsts);
  if (near)
    return {fmt::format("{}; did you mean {}?", message, *near), list(rows, model, beginning_with(keys, {*near}))};
  return {message, fmt::format("the accounts of this file are\n        {}", list(rows, model, all(rows)))};
}

}  // namespace

std::string key_words(const AccountRow& row, const engine::Model& model) {
  std::string words;
  for (const auto& part : key_of(row, model))
    if (!part.empty()) words += (words.empty() ? "" : " ") + part;
  return words.empty() ? fmt::format("line {}", row.line) : words;
}

std::variant<std::size_t, NoSuchAccount> find_account(const std::vector<AccountRow>& rows, const engine::Model& model,
                                                      const std::vector<std::string>& words) {
  if (rows.empty()) return NoSuchAccount{"the accounts file has no row", ""};
  const bool keyed = !model.key_attributes().empty();
  if (words.empty()) {
    if (rows.size() == 1) return std::size_t{0};
    return NoSuchAccount{"which account is to be explained?",
                         fmt::format("put its {} behind the accounts file:\n        {}", keyed ? "key" : "line",
                                     list(rows, model, all(rows)))};
  }
  const Key apart = words_in(words);
  if (apart.size() == 2 && apart[0] == "line")
    if (const auto found = at_line(rows, apart[1])) return *found;
  if (!keyed)
    return NoSuchAccount{fmt::format("there is no account {}", fmt::join(words, " ")),
                         "this rule set has no key; name the account by its line: line 2"};
  std::vector<Key> keys;
  for (const AccountRow& row : rows) keys.push_back(key_of(row, model));
  auto found = beginning_with(keys, words);
  if (found.empty()) found = beginning_with(keys, apart);
  const std::string said = fmt::format("{}", fmt::join(words, " "));
  if (found.empty()) found = named(keys, [&](const Key& key) { return parts_said(key, said); });
  if (found.size() == 1) return found.front();
  if (found.empty()) return unknown(rows, model, keys, apart);
  return NoSuchAccount{fmt::format("{} accounts begin with {}", found.size(), fmt::join(words, " ")),
                       fmt::format("add more of the key, or say the line:\n        {}", list(rows, model, found))};
}

}  // namespace spanne::cli
