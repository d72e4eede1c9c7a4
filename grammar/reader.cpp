#include "grammar/reader.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace spanne::grammar {

bool is_reserved(std::string_view word) {
  static constexpr std::array words{"and",    "or",     "not",       "if",      "then",    "else",    "in",
                                    "is",     "always", "otherwise", "because", "from",    "until",   "per",
                                    "above",  "when",   "never",     "as",      "of",      "ruleset", "attributes",
                                    "define", "rules",  "table",     "test",    "property"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

TokenKind Reader::kind(std::size_t ahead) const {
  return at_ + ahead < end_ ? tokens_[at_ + ahead].kind : TokenKind::end;
}

std::string_view Reader::word(std::size_t ahead) const {
  if (at_ + ahead >= end_) return {};
  const Span span = tokens_[at_ + ahead].span;
  return text_.substr(span.begin, span.end - span.begin);
}

Span Reader::span(std::size_t ahead) const { return at_ + ahead < end_ ? tokens_[at_ + ahead].span : here(); }

bool Reader::is(std::string_view sign_or_word, std::size_t ahead) const {
  const TokenKind sort = kind(ahead);
  return (sort == TokenKind::word || sort == TokenKind::sign) && word(ahead) == sign_or_word;
}

bool Reader::is_any(std::initializer_list<std::string_view> words, std::size_t ahead) const {
  return std::any_of(words.begin(), words.end(), [&](std::string_view one) { return is(one, ahead); });
}

bool Reader::at_name(std::size_t ahead) const { return kind(ahead) == TokenKind::word && !is_reserved(word(ahead)); }

bool Reader::touches_previous() const {
  return at_ > begin_ && at_ < end_ && tokens_[at_ - 1].span.end == tokens_[at_].span.begin;
}

bool Reader::take_if(std::string_view sign_or_word) {
  if (!is(sign_or_word)) return false;
  ++at_;
  return true;
}

void Reader::expect(std::string_view sign_or_word, std::string_view code, const std::string& message,
                    const std::string& help) {
  if (!take_if(sign_or_word)) fail(code, here(), message, help);
}

Name Reader::name(const std::string& what) {
  if (kind() == TokenKind::word && is_reserved(word()))
    fail("E0110", span(), fmt::format("{} is a word of the language and cannot be {}", word(), what),
         fmt::format("choose another name, for instance {}_", word()));
  if (kind() != TokenKind::word) fail("E0111", here(), fmt::format("{} is missing here", what));
  const Token token = take();
  return {std::string(text_.substr(token.span.begin, token.span.end - token.span.begin)), token.span};
}

Text Reader::text(const std::string& what) {
  if (kind() == TokenKind::open_text)
    fail("E0103", span(), "the closing quotation mark is missing", fmt::format("{}\"", word()));
  if (kind() != TokenKind::text)
    fail("E0112", here(), fmt::format("{} is missing here, in quotation marks", what), "\"…\"");
  const Token token = take();
  const std::string_view raw = text_.substr(token.span.begin + 1, token.span.end - token.span.begin - 2);
  Text result{{}, token.span};
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size())
      ++i, result.value += raw[i] == 'n' ? '\n' : raw[i];
    else
      result.value += raw[i];
  }
  return result;
}

std::optional<Text> Reader::text_if() {
  if (kind() != TokenKind::text && kind() != TokenKind::open_text) return std::nullopt;
  return text("a text");
}

Day Reader::day() {
  if (kind() != TokenKind::day) fail("E0113", here(), "a date is missing here", "write it like 2026-07-01");
  const std::string_view raw = word();
  const auto part = [&](std::size_t from, std::size_t count) {
    return std::stoi(std::string(raw.substr(from, count)));
  };
  const int year = part(0, 4), month = part(5, 2), number = part(8, 2);
  static constexpr std::array lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const bool exists = year > 0 && month >= 1 && month <= 12 && number >= 1 &&
                      number <= lengths[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
  if (!exists) fail("E0114", span(), fmt::format("there is no day {} in the calendar", raw), "write year-month-day");
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(number),
          take().span};
}

Version Reader::version() {
  const bool three = kind() == TokenKind::dotted && std::count(word().begin(), word().end(), '.') == 2;
  if (!three) fail("E0115", here(), "the version is missing or not of three numbers", "write it like 1.0.0");
  std::string text(word());
  return {text, take().span};
}

void Reader::end_of_statement() {
  if (!done()) fail("E0116", span(), fmt::format("{} cannot stand here: the line should end before it", word()));
}

Span Reader::statement() const { return join(tokens_[begin_].span, tokens_[end_ - 1].span); }
Span Reader::from(std::size_t place) const {
  return at_ > place ? join(tokens_[place].span, tokens_[at_ - 1].span) : here();
}
Span Reader::here() const {
  if (at_ < end_) return tokens_[at_].span;
  const std::uint32_t after = tokens_[end_ - 1].span.end;
  return {after, after};
}

void Reader::fail(std::string_view code, Span where, std::string message, std::string help) {
  diagnostics_.push_back({std::string(code), Severity::error, where, std::move(message), std::move(help), {}});
  throw Unreadable{};
}

}  // namespace spanne::grammar
