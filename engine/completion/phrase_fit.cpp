#include "engine/completion/phrase_fit.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "grammar/tokens/keywords.hpp"

namespace spanne::engine {
namespace {

using CandidateFit = CompletionCandidate::Fit;
using ValueKind = ValueType::Kind;
using grammar::is_any_of;
using grammar::TokenKind;

/// Blocks of a file, in the order in which guidelines have them.
enum class TextBlock : std::uint8_t { beginning, header, attributes, test, scenario, balance, other };

std::optional<TextBlock> block_that_opens(std::string_view word) {
  if (word == "attributes") return TextBlock::attributes;
  if (word == "test") return TextBlock::test;
  if (word == "ruleset") return TextBlock::header;
  if (word == "balance") return TextBlock::balance;
  if (word == "scenario") return TextBlock::scenario;
  if (is_any_of({"define", "cluster", "rules", "table", "profile", "property"}, word)) return TextBlock::other;
  return std::nullopt;
}

TextBlock block_of(const grammar::WritingPlace& place) {
  if (place.tokens.empty()) return TextBlock::beginning;
  const std::string_view statement = place.tokens.size() > place.first ? place.word(place.first) : std::string_view();
  const auto block = block_that_opens(statement);
  return block ? *block : block_that_opens(place.word(0)).value_or(TextBlock::other);
}

bool goes_on(std::string_view phrase) {
  return is_any_of(
      {"and", "or", "->", "because", "from", "until", "per", "above", "then", "else", ",", "where", "ramp"}, phrase);
}

CandidateFit fit_at_line_begin(TextBlock block, std::string_view phrase) {
  const auto exact = [&](std::initializer_list<std::string_view> words) {
    return is_any_of(words, phrase) ? CandidateFit::exact : CandidateFit::possible;
  };
  switch (block) {
    case TextBlock::beginning: return exact({"ruleset", "scenarios"});
    case TextBlock::header:
      return grammar::is_header_line(phrase.substr(0, phrase.find(' '))) ? CandidateFit::exact : exact({"attributes"});
    case TextBlock::attributes: return exact({"define", "cluster", "table", "profile", "rules"});
    case TextBlock::test: return exact({"given", "expect", "test", "property"});
    case TextBlock::scenario:
      return exact({"scenario", "set", "assign", "hire", "leave", "capacity", "rules", "include", "add", "drop"});
    case TextBlock::balance: return exact({"keep", "allow", "limit", "scenario"});
    case TextBlock::other: break;
  }
  if (is_any_of({"property", "profile"}, phrase)) return CandidateFit::usual;
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
  after_function_ = is_any_of(
      {"min", "max", "round", "floor", "ceil", "abs", "power", "months_between", "years_between"}, place.last());
  for (std::size_t at = place.first; at < place.tokens.size(); ++at) {
    effect_ = effect_ || place.word(at) == "->";
    reason_ = reason_ || place.word(at) == "because";
    where_ = where_ || place.word(at) == "where";
  }
}

bool PhraseFit::is_line(std::string_view word) const {
  return place_.tokens.size() > place_.first && place_.word(place_.first) == word;
}

bool PhraseFit::accepts(std::string_view phrase) const {
  return std::find(expected_.phrases.begin(), expected_.phrases.end(), phrase) != expected_.phrases.end();
}

CandidateFit PhraseFit::of_line_begin(std::string_view phrase) const {
  if (phrase == "|") return CandidateFit::exact;
  if (is_line(phrase)) return CandidateFit::exact;
  if (phrase == "because" && effect_) return reason_ ? CandidateFit::possible : CandidateFit::exact;
  if (goes_on(phrase)) return effect_ ? CandidateFit::possible : CandidateFit::usual;
  if (phrase == "always") return block_of(place_) == TextBlock::other ? CandidateFit::usual : CandidateFit::possible;
  return fit_at_line_begin(block_of(place_), phrase);
}

CandidateFit PhraseFit::of_attribute_part(std::string_view phrase) const {
  if (is_any_of({"optional", "default", "key", "owner", "column"}, phrase)) return CandidateFit::exact;
  if (phrase == "..") return after_number_ && place_.last(1) != ".." ? CandidateFit::exact : CandidateFit::usual;
  if (phrase == "-") return after_number_ ? CandidateFit::possible : CandidateFit::usual;
  if (is_any_of({"in %", "as share"}, phrase)) return CandidateFit::exact;
  if (is_any_of({",", "<"}, phrase)) return CandidateFit::exact;
  if (grammar::magnitude_of(phrase))
    return after_number_ && wanted_.kind == ValueKind::money ? CandidateFit::usual : CandidateFit::possible;
  return is_any_of({"as", "or"}, phrase) ? CandidateFit::usual : CandidateFit::possible;
}

CandidateFit PhraseFit::of_comparison(std::string_view phrase) const {
  if (effect_ || (is_line("set") && !where_)) return CandidateFit::possible;
  if (!left_.is_known()) return CandidateFit::usual;
  switch (left_.kind) {
    case ValueKind::boolean: return phrase == "=" ? CandidateFit::usual : CandidateFit::possible;
    case ValueKind::choice:
    case ValueKind::cluster:
    case ValueKind::text:
      return is_any_of({"=", "!=", "in", "not in"}, phrase) ? CandidateFit::exact : CandidateFit::usual;
    default: return is_any_of({"!=", "not in"}, phrase) ? CandidateFit::possible : CandidateFit::exact;
  }
}

/// `and`, `or`, `->`: after what may be the whole of a condition.
CandidateFit PhraseFit::of_connective() const {
  if (effect_) return CandidateFit::possible;
  const bool bare = wanted_.kind == ValueKind::money || wanted_.kind == ValueKind::percent;  // its unit is missing
  if (after_number_ && bare) return CandidateFit::usual;
  if (after_name_ && left_.is_known() && left_.kind != ValueKind::boolean)
    return accepts(">") ? CandidateFit::possible : CandidateFit::exact;  // it is not yet compared
  return CandidateFit::exact;
}

CandidateFit PhraseFit::of_sign(std::string_view phrase) const {
  const bool before_value = expected_.number && !after_number_;
  if (is_any_of({"+", "-"}, phrase) && effect_ && is_any_of({"->", ","}, place_.last())) return CandidateFit::exact;
  if (before_value)
    return phrase == "-" && place_.row && !place_.row->heads ? CandidateFit::exact : CandidateFit::possible;
  if (place_.row && place_.row->heads && place_.row->outcome) return CandidateFit::exact;
  if (phrase == "/" && after_name_ && place_.tokens.size() > 1 &&
      place_.tokens[place_.tokens.size() - 2].kind == TokenKind::number)
    return CandidateFit::exact;  // 2 h/month
  if (effect_ && (left_.is_known() || after_number_)) return CandidateFit::exact;
  return left_.counts() || left_.kind == ValueKind::date || place_.last() == ")" ? CandidateFit::usual
                                                                                 : CandidateFit::possible;
}

CandidateFit PhraseFit::of(std::string_view phrase) const {
  if (place_.fresh_line) return of_line_begin(phrase);
  if (is_any_of({"|", "||"}, phrase) && is_any_of({"|", "||"}, place_.last()))
    return CandidateFit::possible;  // an empty cell
  if (expected_.type && !effect_ && !place_.row) return of_attribute_part(phrase);
  if (is_any_of({"and", "or", "->"}, phrase)) return of_connective();
  if (is_any_of({"=", "!=", "<", "<=", ">", ">=", "in", "not in"}, phrase)) return of_comparison(phrase);
  if (is_any_of({"is known", "is missing"}, phrase)) return optional_ ? CandidateFit::exact : CandidateFit::possible;
  if (is_any_of({"contains", "starts with", "ends with"}, phrase))
    return left_.kind == ValueKind::text ? CandidateFit::usual : CandidateFit::possible;
  if (is_any_of({"+", "-", "*", "/"}, phrase)) return of_sign(phrase);
  if (grammar::magnitude_of(phrase))
    return !effect_ && is_any_of({"k", "M", "bn"}, phrase) ? CandidateFit::usual : CandidateFit::possible;
  if (phrase == "(" && after_function_) return CandidateFit::exact;
  if (is_any_of({"at least", "at most", "exactly"}, phrase))
    return is_any_of({"->", ",", "||", "|"}, place_.last()) ? CandidateFit::exact : CandidateFit::possible;
  if (is_any_of({"if", "always", "..<", "known", "missing"}, phrase)) return CandidateFit::usual;
  return is_any_of({"not", "("}, phrase) ? CandidateFit::usual : CandidateFit::exact;
}

}  // namespace spanne::engine
