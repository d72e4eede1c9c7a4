#include "engine/check/attribute_heads.hpp"

#include <algorithm>

namespace spanne::engine {
namespace {

/// Compared as heads of a file are: small letters, outer blanks cut, each blank once.
std::string head_form(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t';
    if (blank && (result.empty() || result.back() == ' ')) continue;
    result += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

}  // namespace

std::optional<std::string> attribute_by_head(const Model& model, std::string_view written) {
  const std::string wanted = head_form(written);
  for (const Attribute& attribute : model.attributes) {
    const auto is_head = [&](const std::string& head) { return head_form(head) == wanted; };
    const bool found = std::any_of(attribute.columns.begin(), attribute.columns.end(), is_head) ||
                       (!attribute.label.empty() && is_head(attribute.label));
    if (found && attribute.name != written) return attribute.name;
  }
  return std::nullopt;
}

std::optional<AttributeId> attribute_of_column(const Attribute& attribute, const Model& other) {
  if (const auto named = other.find_attribute(attribute.name)) return named;
  const auto heads_of = [](const Attribute& read) {
    std::vector<std::string> heads{head_form(read.name)};
    for (const std::string& column : read.columns) heads.push_back(head_form(column));
    return heads;
  };
  const std::vector<std::string> heads = heads_of(attribute);
  const auto reads_it = [&](const Attribute& candidate) {
    const std::vector<std::string> own = heads_of(candidate);
    return std::find_first_of(own.begin(), own.end(), heads.begin(), heads.end()) != own.end();
  };
  const auto found = std::find_if(other.attributes.begin(), other.attributes.end(), reads_it);
  if (found == other.attributes.end()) return std::nullopt;
  return static_cast<AttributeId>(found - other.attributes.begin());
}

}  // namespace spanne::engine
