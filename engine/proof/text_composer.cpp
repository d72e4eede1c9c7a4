#include "engine/proof/text_composer.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace spanne::engine::proof {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// Which of the parts a text contains, one bit each.
std::uint64_t contained(const std::vector<std::string>& parts, std::string_view text) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) bits |= has(text, parts[i]) ? std::uint64_t{1} << i : 0U;
  return bits;
}

/// Every set of parts that a text can contain if it contains `least`; returns nullopt if there are too many.
std::optional<std::set<std::uint64_t>> contents(const std::vector<std::string>& parts, std::uint64_t least,
                                                std::size_t max_count) {
  std::set<std::uint64_t> all{least};
  for (const std::string& part : parts) {
    const std::uint64_t brings = contained(parts, part);
    std::set<std::uint64_t> more;
    for (const std::uint64_t bits : all) more.insert(bits | brings);
    all.merge(more);
    if (all.size() > max_count) return std::nullopt;
  }
  return all;
}

std::vector<std::string> with_none(const std::set<std::string>& parts) {
  std::set<std::string> all = parts;
  all.insert("");
  return {all.begin(), all.end()};
}

/// The parts of a class that have to be written, those contained in others left out.
std::vector<std::string> pieces_of(const TextClass& wanted) {
  std::vector<std::string> pieces;
  for (const std::string& part : wanted.inside) {
    const bool elsewhere = has(wanted.start, part) || has(wanted.end, part) ||
                           std::any_of(wanted.inside.begin(), wanted.inside.end(), [&](const std::string& other) {
                             return other.size() > part.size() && has(other, part);
                           });
    if (!elsewhere) pieces.push_back(part);
  }
  return pieces;
}

std::string joined(const std::vector<std::string>& pieces, const std::string& between) {
  return fmt::format("{}", fmt::join(pieces, between));
}

}  // namespace

std::optional<std::vector<TextClass>> classes_of(const TextParts& parts, std::size_t max_count) {
  const std::vector<std::string> inside(parts.inside.begin(), parts.inside.end());
  if (inside.size() > 63) return std::nullopt;
  std::vector<TextClass> classes;
  for (const std::string& start : with_none(parts.starts))
    for (const std::string& end : with_none(parts.ends)) {
      const auto all = contents(inside, contained(inside, start) | contained(inside, end), max_count);
      if (!all || classes.size() + all->size() > max_count) return std::nullopt;
      for (const std::uint64_t bits : *all) {
        TextClass made{start, end, {}};
        for (std::size_t i = 0; i < inside.size(); ++i)
          if ((bits >> i & 1U) != 0) made.inside.push_back(inside[i]);
        classes.push_back(std::move(made));
      }
    }
  return classes;
}

std::optional<std::string> unused_character(const TextParts& parts, const std::set<std::string>& named) {
  const auto is_used = [&](const std::string& character) {
    const auto uses = [&](const std::string& text) { return has(text, character); };
    return std::any_of(parts.starts.begin(), parts.starts.end(), uses) ||
           std::any_of(parts.inside.begin(), parts.inside.end(), uses) ||
           std::any_of(parts.ends.begin(), parts.ends.end(), uses) || std::any_of(named.begin(), named.end(), uses);
  };
  for (const char sign : std::string_view("&+~|#$;!?<>="))
    if (std::string character(1, sign); !is_used(character)) return character;
  for (int number = 0; number < 4'096; ++number) {  // U+E000 to U+EFFF, of Unicode's private use area
    std::string character{'\xEE', static_cast<char>(0x80 + number / 64), static_cast<char>(0x80 + number % 64)};
    if (!is_used(character)) return character;
  }
  return std::nullopt;
}

TextComposer::TextComposer(const TextParts& parts, const std::set<std::string>& named, std::string unused,
                           std::set<std::string>& texts)
    : parts_(parts), named_(named), unused_(std::move(unused)), texts_(texts) {}

bool TextComposer::fits(const std::string& text, const TextClass& wanted) const {
  const auto all = [](const std::set<std::string>& parts, const auto& same) {
    return std::all_of(parts.begin(), parts.end(), same);
  };
  const auto contains = [&](const std::string& part) {
    return std::find(wanted.inside.begin(), wanted.inside.end(), part) != wanted.inside.end();
  };
  return all(parts_.starts,
             [&](const auto& part) { return text.starts_with(part) == wanted.start.starts_with(part); }) &&
         all(parts_.ends, [&](const auto& part) { return text.ends_with(part) == wanted.end.ends_with(part); }) &&
         all(parts_.inside, [&](const auto& part) { return has(text, part) == contains(part); });
}

bool TextComposer::is_free(const std::string& text, const TextClass& wanted) const {
  return !text.empty() && named_.count(text) == 0 && texts_.count(text) == 0 && fits(text, wanted);
}

/// Tries words and blanks between the parts, which may bring along more than is wanted.
std::optional<std::string> TextComposer::readable(const TextClass& wanted, int copy) const {
  for (const char* between : {" ", " & ", "-"})
    for (const bool before : {false, true})
      for (const bool after : {false, true}) {
        std::vector<std::string> pieces = pieces_of(wanted);
        if (!wanted.start.empty() || before) pieces.insert(pieces.begin(), wanted.start.empty() ? "any" : wanted.start);
        if (copy > 0) pieces.push_back(std::to_string(copy + 1));
        if (!wanted.end.empty() || after) pieces.push_back(wanted.end.empty() ? "other" : wanted.end);
        if (std::string text = joined(pieces, between); is_free(text, wanted)) return text;
      }
  return std::nullopt;
}

void TextComposer::add(const TextClass& wanted, int copy) {
  std::optional<std::string> text = readable(wanted, copy);
  for (std::string between = unused_; !text; between += unused_) {
    std::vector<std::string> pieces = pieces_of(wanted);
    pieces.insert(pieces.begin(), wanted.start);
    pieces.push_back(wanted.end);
    if (std::string made = joined(pieces, between); is_free(made, wanted)) text = std::move(made);
  }
  assert(fits(*text, wanted));
  texts_.insert(std::move(*text));
}

}  // namespace spanne::engine::proof
