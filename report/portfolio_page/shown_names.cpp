#include "report/portfolio_page/shown_names.hpp"

#include <algorithm>

#include "engine/trail/digest.hpp"

namespace spanne::report {
namespace {

/// Without letters that are mistaken for others.
constexpr std::string_view code_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int code_length = 10;

}  // namespace

void replace_all(std::string& text, const std::string& old, const std::string& fresh) {
  for (std::size_t at = text.find(old); at != text.npos; at = text.find(old, at + fresh.size()))
    text.replace(at, old.size(), fresh);
}

/// Fifty bits of HMAC's nested form: among 100,000 names two have the same code once in 200,000 files.
std::string ShownNames::code(const std::string& name) const {
  const std::string digits = engine::byte_digest(key_ + "outer" + engine::byte_digest(key_ + "inner" + name));
  std::uint64_t bits = std::stoull(digits.substr(0, 13), nullptr, 16);
  std::string letters;
  for (int i = 0; i < code_length; ++i) {
    if (i == code_length / 2) letters += '-';
    letters += code_letters[bits % code_letters.size()];
    bits /= code_letters.size();
  }
  return letters;
}

void ShownNames::note_person(const std::string& name) {
  if (!hides() || name.empty()) return;
  known_[name] = person(name);
  if (std::find(people_.begin(), people_.end(), name) != people_.end()) return;
  // The longest first, so that no name inside another is replaced before it.
  const auto longer = std::find_if(people_.begin(), people_.end(),
                                   [&](const std::string& other) { return other.size() < name.size(); });
  people_.insert(longer, name);
}

void ShownNames::note_text(const std::string& text_value) {
  if (hides() && !text_value.empty()) known_.try_emplace(text_value, text(text_value));
}

std::string ShownNames::person(const std::string& name) const {
  return !hides() || name.empty() ? name : "KAM " + code(name);
}

std::string ShownNames::text(const std::string& text_value) const {
  if (!hides() || text_value.empty()) return text_value;
  const auto known = known_.find(text_value);
  return known == known_.end() ? code(text_value) : known->second;
}

std::string ShownNames::value(const engine::Value& value, engine::AttributeId attribute,
                              const engine::Model& model) const {
  const auto& declared = model.attributes[attribute];
  if (const auto* own = std::get_if<std::string>(&value); own != nullptr && hides())
    return declared.owner ? person(*own) : text(*own);
  return to_text(value, declared.type, model);
}

std::string ShownNames::in_cell(const std::string& cell) const {
  if (!hides()) return cell;
  if (const auto known = known_.find(cell); known != known_.end()) return known->second;
  std::string words = cell;
  for (const std::string& name : people_) replace_all(words, name, person(name));
  return words;
}

bool ShownNames::quotes_a_name(std::string_view words) const {
  if (!hides()) return false;
  for (std::size_t begin = words.find('"'); begin != words.npos;) {
    const std::size_t end = words.find('"', begin + 1);
    if (end == words.npos) return false;
    if (known_.contains(std::string(words.substr(begin + 1, end - begin - 1)))) return true;
    begin = end;  // an odd mark does not shift those after it
  }
  return false;
}

}  // namespace spanne::report
