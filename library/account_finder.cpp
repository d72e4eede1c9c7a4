#include "library/account_finder.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "grammar/text/characters.hpp"
#include "grammar/text/nearest.hpp"
#include "records/cells/names.hpp"

namespace spanne::library {
namespace {

using records::AccountRow;
using Key = std::vector<std::string>;

constexpr std::size_t candidates_shown = 12;

/// As the file's own cells are compared.
Key name_forms(Key words) {
  for (std::string& word : words) word = records::name_form(word);
  return words;
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

/// The number of parts of the key that are named, with quotation marks anywhere; 0 if the key does not begin so.
std::size_t parts_said(const Key& key, const std::string& said) {
  std::string text;
  for (std::size_t part = 0; part < key.size() && text.size() < said.size(); ++part) {
    if (!key[part].empty()) text += (text.empty() ? "" : " ") + key[part];
    if (text == said) return part + 1;
  }
  return 0;
}

/// Splits a single word at the separators of its parts.
Key words_in(const Key& words) {
  if (words.size() != 1) return words;
  return parted(words[0], words[0].find('/') != std::string::npos ? '/' : ' ');
}

/// Whether the value of the key begins with the letters of the last word.
bool begins_with_letters(const Key& key, Key words) {
  const std::string last = words.back();
  words.pop_back();
  return key.size() > words.size() && begins_with(key, words) && key[words.size()].starts_with(last);
}

std::string key_help(const engine::Model& model) {
  std::vector<std::string> names;
  for (const auto id : model.key_attributes()) names.push_back(model.attributes[id].name);
  return fmt::format("the key is {}, {} in all", fmt::join(names, ", "),
                     names.size() == 1 ? "one value" : fmt::format("{} values", names.size()));
}

}  // namespace

Key readable_key(const AccountRow& row, const engine::Model& model) {
  Key key = key_values(row.account, model);
  const auto attributes = model.key_attributes();
  for (std::size_t part = 0; part < key.size(); ++part)
    for (const auto& [attribute, cell] : row.unreadable)
      if (attribute == attributes[part]) key[part] = cell;
  return key;
}

std::string key_words(const AccountRow& row, const engine::Model& model) {
  std::string words;
  for (const auto& part : readable_key(row, model))
    if (!part.empty()) words += (words.empty() ? "" : " ") + part;
  return words.empty() ? fmt::format("line {}", row.line) : words;
}

void NamedRows::add(const AccountRow& row, const engine::Model& model, bool keeps_it) {
  if (count++ < candidates_shown) {
    const std::string key = key_words(row, model), line = fmt::format("line {}", row.line);
    shown.push_back(key == line ? key : fmt::format("{} ({})", grammar::fit_to_show(key), line));
  }
  if (keeps_it && !first) first = row;
}

std::string NamedRows::list() const {
  std::string text = fmt::format("{}", fmt::join(shown, "\n        "));
  if (count > shown.size()) text += fmt::format("\n        … and {} more", count - shown.size());
  return text;
}

AccountFinder::AccountFinder(const engine::Model& model, std::vector<std::string> words, bool likeness)
    : model_(&model),
      words_(name_forms(std::move(words))),
      apart_(words_in(words_)),
      said_(fmt::format("{}", fmt::join(words_, " "))),
      likeness_(likeness) {
  if (is_keyed() && apart_.size() <= model.key_attributes().size()) shorter_.resize(apart_.size());
}

/// `parts`: the number of key parts named; 0 if the row is not meant.
void AccountFinder::take(Beginning& beginning, const AccountRow& row, const Key& key, std::size_t parts) {
  if (parts > 0) beginning.all.add(row, *model_, true);
  if (parts == key.size()) beginning.whole.add(row, *model_, true);
}

void AccountFinder::look_at(const AccountRow& row) {
  rows_.add(row, *model_, true);
  if (words_.empty()) return;
  const bool by_line = apart_.size() == 2 && apart_[0] == "line";
  if (by_line && at_line_.count == 0 && std::to_string(row.line) == apart_[1]) at_line_.add(row, *model_, true);
  if (!is_keyed()) return;
  const Key key = readable_key(row, *model_);
  take(as_words_, row, key, begins_with(key, words_) ? words_.size() : 0);
  take(as_parts_, row, key, begins_with(key, apart_) ? apart_.size() : 0);
  take(as_text_, row, key, parts_said(key, said_));
  if (likeness_ && is_unknown()) look_for_likeness(row, key);
}

bool AccountFinder::is_unknown() const {
  return is_keyed() && !words_.empty() &&
         at_line_.count + as_words_.all.count + as_parts_.all.count + as_text_.all.count == 0;
}

/// Tracks the nearest first value; it is listed from the row on which it was found, because earlier rows have other
/// values.
void AccountFinder::look_for_likeness(const AccountRow& row, const Key& key) {
  if (shorter_.empty()) return;
  if (begins_with_letters(key, apart_)) begin_with_letters_.add(row, *model_);
  for (std::size_t count = 1; count < apart_.size(); ++count) {
    const Key words(apart_.begin(), apart_.begin() + static_cast<std::ptrdiff_t>(count));
    take(shorter_[count], row, key, begins_with(key, words) ? count : 0);
  }
  if (nearest_ != key.front()) {
    std::vector<std::string> candidates{key.front()};
    if (nearest_) candidates.insert(candidates.begin(), *nearest_);
    const auto near = grammar::nearest(apart_.front(), candidates);
    if (near && near != nearest_) near_ = {};
    if (near) nearest_ = near;
  }
  if (nearest_ == key.front()) take(near_, row, key, 1);
}

std::variant<AccountRow, NoSuchAccount> AccountFinder::found() {
  if (rows_.count == 0) return NoSuchAccount{"the accounts file has no row", ""};
  if (words_.empty()) {
    if (rows_.count == 1) return std::move(*rows_.first);
    return NoSuchAccount{
        "which account is to be explained?",
        fmt::format("put its {} behind the accounts file:\n        {}", is_keyed() ? "key" : "line", rows_.list())};
  }
  if (at_line_.first) return std::move(*at_line_.first);
  if (!is_keyed())
    return NoSuchAccount{fmt::format("there is no account {}", said_),
                         "this rule set has no key; name the account by its line: line 2"};
  for (const Beginning* beginning : {&as_words_, &as_parts_, &as_text_}) {
    const NamedRows& named = beginning->best();
    if (named.count == 1) return *named.first;
    if (named.count > 1)
      return NoSuchAccount{fmt::format("{} accounts begin with {}", named.count, said_),
                           fmt::format("add more of the key, or say the line:\n        {}", named.list())};
  }
  return unknown();
}

/// Lists what may have been meant: keys that begin with the letters, or with as many of the words as possible, or whose
/// first value is similar to the first word.
NoSuchAccount AccountFinder::unknown() const {
  const std::string message = fmt::format("there is no account {}", fmt::join(apart_, " "));
  if (shorter_.empty()) return {message, key_help(*model_)};
  if (begin_with_letters_.count > 0)
    return {message, fmt::format("did you mean\n        {}", begin_with_letters_.list())};
  for (std::size_t count = apart_.size() - 1; count > 0; --count)
    if (const NamedRows& named = shorter_[count].best(); named.count > 0)
      return {message, fmt::format("{} begins the key of\n        {}",
                                   fmt::join(apart_.begin(), apart_.begin() + static_cast<std::ptrdiff_t>(count), " "),
                                   named.list())};
  if (nearest_) return {fmt::format("{}; did you mean {}?", message, *nearest_), near_.best().list()};
  return {message, fmt::format("the accounts of this file are\n        {}", rows_.list())};
}

std::vector<std::string> key_values(const engine::Account& account, const engine::Model& model) {
  std::vector<std::string> values;
  for (const auto id : model.key_attributes())
    values.push_back(to_text(account.values[id], model.attributes[id].type, model));
  return values;
}

}  // namespace spanne::library
