#include "engine/completion/word_statistics.hpp"

namespace spanne::engine {
namespace {

constexpr std::string_view line_begins = "\n";

std::string_view counted_as(const grammar::Token& token, std::string_view text) {
  using grammar::TokenKind;
  switch (token.kind) {
    case TokenKind::number: return "0";
    case TokenKind::text:
    case TokenKind::open_text: return "\"\"";
    case TokenKind::day: return "2026-01-01";
    default: return word_of(token, text);
  }
}

/// Three words as one key: 21 bits each, since no text has two million different ones.
std::uint64_t key(std::uint32_t second, std::uint32_t last, std::uint32_t word) {
  return (std::uint64_t{second} << 42U) | (std::uint64_t{last} << 21U) | word;
}

}  // namespace

std::uint32_t WordStatistics::id_of(std::string_view word) const {
  const auto found = ids_.find(std::string(word));
  return found == ids_.end() ? 0 : found->second;
}

std::uint32_t WordStatistics::make_id(std::string_view word) {
  return ids_.emplace(std::string(word), static_cast<std::uint32_t>(ids_.size() + 1)).first->second;
}

void WordStatistics::add(const std::vector<grammar::Token>& tokens, std::string_view text) {
  Before before;
  std::uint32_t line = 0;  // the first word of the line above
  for (const grammar::Token& token : tokens) {
    const std::uint32_t id = make_id(counted_as(token, text));
    if (token.first_on_line) {
      before = {make_id(line_begins), line};
      line = id;
    }
    ++counts_[key(0, 0, id)];
    if (before.last != 0) ++counts_[key(0, before.last, id)];
    if (before.second != 0) ++counts_[key(before.second, before.last, id)];
    before = {id, before.last};
  }
}

WordStatistics::Before WordStatistics::before(const std::vector<grammar::Token>& tokens, std::string_view text,
                                              bool fresh_line) const {
  Before before;
  std::uint32_t line = 0;
  for (const grammar::Token& token : tokens) {
    const std::uint32_t id = id_of(counted_as(token, text));
    if (token.first_on_line) {
      before = {id_of(line_begins), line};
      line = id;
    }
    before = {id, before.last};
  }
  if (fresh_line) before = {id_of(line_begins), line};
  return before;
}

std::uint32_t WordStatistics::count(std::string_view word) const {
  const auto found = counts_.find(key(0, 0, id_of(word)));
  return found == counts_.end() ? 0 : found->second;
}

std::uint32_t WordStatistics::count(Before before, std::string_view word) const {
  const std::uint32_t id = id_of(word);
  if (before.last == 0 || id == 0) return 0;
  const auto found = counts_.find(key(0, before.last, id));
  return found == counts_.end() ? 0 : found->second;
}

std::uint32_t WordStatistics::count_both(Before before, std::string_view word) const {
  const std::uint32_t id = id_of(word);
  if (before.last == 0 || before.second == 0 || id == 0) return 0;
  const auto found = counts_.find(key(before.second, before.last, id));
  return found == counts_.end() ? 0 : found->second;
}

}  // namespace spanne::engine
