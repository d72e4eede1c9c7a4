#include "engine/completion/phrase_fit.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "grammar/tokens/keywords.hpp"

namespace spanne::engine {
namespace {

using Fit = Candidate::Fit;
using TypeKind = ValueType::Kind;
using grammar::is_any_of;
using grammar::TokenKind;

/// Blocks of a file, in the order in which guidelines have them.
enum class Block : std::uint8_t { beginning, header, attributes, test, scenario, balance, other };

std::optional<Block> block_that_opens(std::string_view word) {
  if (word == "attributes") return Block::attributes;
  if (word == "test") return Block::test;
  if (word == "ruleset") return Block::header;
  if (word == "balance") return Block::balance;
  if (word == "scenario") return Block::scenario;
  if (is_any_of({"define", "cluster", "rules", "table", "profile", "property"}, word)) return Block::other;
  return std::nullopt;
}

Block block_of(const grammar::WritingPlace& place) {
  if (place.tokens.empty()) return Block::beginning;
  const std::string_view statement = place.tokens.size() > place.first ? place.word(place.first) : std::string_view();
  const auto block = block_that_opens(statement);
  return block ? *block : block_that_opens(place.word(0)).value_or(Block::other);
}

bool goes_on(std::string_view phrase) {
  return is_any_of(
      {"and", "or", "->", "because", "from", "until", "per", "above", "then", "else", ",", "where", "ramp"}, phrase);
}

Fit fit_at_line_begin(Block block, std::string_view phrase) {
  const auto exact = [&](std::initializer_list<std::string_view> words) {
    return is_any_of(words, phrase) ? Fit::exact : Fit::possible;
  };
  switch (block) {
    case Block::beginning: return exact({"ruleset", "scenarios"});
    case Block::header:
      return grammar::is_header_line(phrase.substr(0, phrase.find(' '))) ? Fit::exact : exact({"attributes"});
    case Block::attributes: return exact({"define", "cluster", "table", "profile", "rules"});
    case Block::test: return exact({"given", "expect", "test", "property"});
    case Block::scenario:
      return exact({"scenario", "set", "assign", "hire", "leave", "capacity", "rules", "include", "add", "drop"});
    case Block::balance: return exact({"keep", "allow", "limit", "scenario"});
    case Block::other: break;
  }
  if (is_any_of({"property", "profile"}, phrase)) return Fit::usual;
  return exact({"define", "cluster", "table", "rules", "test", "scenario", "balance"});
}

}  // namespace

PhraseFit::PhraseFit(const grammar::WritingPlace& place, const grammar::Expected& expected, const DeclaredNames& names)
    : place_(place), expected_(expected), wanted_(type_wanted(place, expected, names)) {
  if (place.tokens.size() <= place.first) return;
  const grammar::Token& last = place.tokens.back();
  after_number_ = last.kind == TokenKind::number;
  after_name_ = last.kind == TokenKind::word && !last.reserved;
  left_ = after_name_ ? names.type_of(place.last()) : ValueType{};
  const DeclaredName* declared = after_name_ ? names.find(place.last()) : nullptr;
  optional_ = declared != nullptr && declared->optional;
  for (std::size_t at = place.first; at < place.tokens.size(); ++at) effect_ = effect_ || place.word(at) == "->";
}

bool PhraseFit::is_line(std::string_view word) const {
  return place_.tokens.size() > place_.first && place_.word(place_.first) == word;
}

Fit PhraseFit::of_line_begin(std::string_view phrase) const {
  if (phrase == "|") return Fit::exact;
  if (goes_on(phrase)) return phrase == "because" ? Fit::usual : Fit::possible;
  return fit_at_line_begin(block_of(place_), phrase);
}

Fit PhraseFit::of_attribute_part(std::string_view phrase) const {
  if (is_any_of({"optional", "default", "key", "owner", "column"}, phrase)) return Fit::exact;
  if (phrase == "..") return after_number_ ? Fit::exact : Fit::usual;
  if (is_any_of({"in %", "as share"}, phrase)) return Fit::exact;
  if (is_any_of({",", "<"}, phrase)) return Fit::exact;
  if (grammar::magnitude_of(phrase))
    return after_number_ && wanted_.kind == TypeKind::money ? Fit::usual : Fit::possible;
  return is_any_of({"as", "or", "=", "-"}, phrase) ? Fit::usual : Fit::possible;
}

Fit PhraseFit::of_comparison(std::string_view phrase) const {
  if (effect_) return Fit::possible;
  if (!left_.is_known()) return Fit::usual;
  switch (left_.kind) {
    case TypeKind::boolean: return phrase == "=" ? Fit::usual : Fit::possible;
    case TypeKind::choice:
    case TypeKind::cluster:
    case TypeKind::text: return is_any_of({"=", "!=", "in", "not in"}, phrase) ? Fit::exact : Fit::usual;
    default: return is_any_of({"!=", "not in"}, phrase) ? Fit::usual : Fit::exact;
  }
}

/// `and`, `or`, `->`: after what may be the whole of a condition.
Fit PhraseFit::of_connective() const {
  if (after_name_ && left_.is_known() && left_.kind != TypeKind::boolean)
    return expected_.phrases.size() > 12 ? Fit::possible : Fit::exact;  // it is not yet compared
  return Fit::exact;
}

Fit PhraseFit::of_sign(std::string_view phrase) const {
  const bool before_value = expected_.number && !after_number_;
  if (is_any_of({"+", "-"}, phrase) && effect_ && is_any_of({"->", ","}, place_.last())) return Fit::exact;
  if (before_value) return phrase == "-" && place_.row && !place_.row->heads ? Fit::exact : Fit::possible;
  if (place_.row && place_.row->heads && place_.row->outcome) return Fit::exact;
  if (effect_ && left_.is_known()) return Fit::exact;
  return left_.counts() || left_.kind == TypeKind::date || place_.last() == ")" ? Fit::usual : Fit::possible;
}

Fit PhraseFit::of(std::string_view phrase) const {
  if (place_.fresh_line) return of_line_begin(phrase);
  if (expected_.type && !effect_ && !place_.row) return of_attribute_part(phrase);
  if (is_any_of({"and", "or", "->"}, phrase)) return of_connective();
  if (is_any_of({"=", "!=", "<", "<=", ">", ">=", "in", "not in"}, phrase)) return of_comparison(phrase);
  if (is_any_of({"is known", "is missing"}, phrase)) return optional_ ? Fit::exact : Fit::possible;
  if (is_any_of({"contains", "starts with", "ends with"}, phrase))
    return left_.kind == TypeKind::text ? Fit::usual : Fit::possible;
  if (is_any_of({"+", "-", "*", "/"}, phrase)) return of_sign(phrase);
  if (grammar::magnitude_of(phrase)) return is_any_of({"k", "M", "bn"}, phrase) ? Fit::usual : Fit::possible;
  if (is_any_of({"at least", "at most", "exactly"}, phrase))
    return effect_ || (place_.row && place_.row->heads) ? Fit::exact : Fit::possible;
  if (is_any_of({"if", "always", "..<", "known", "missing"}, phrase)) return Fit::usual;
  return is_any_of({"not", "("}, phrase) ? Fit::usual : Fit::exact;
}

}  // namespace spanne::engine
