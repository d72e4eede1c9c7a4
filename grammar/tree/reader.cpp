#include "grammar/tree/reader.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "grammar/suggestions/foreign.hpp"
#include "grammar/text/normal_form.hpp"

namespace spanne::grammar {

TokenKind Reader::kind(std::size_t ahead) const {
  return at_ + ahead < end_ ? tokens_[at_ + ahead].kind : TokenKind::end;
}

std::string_view Reader::word(std::size_t ahead) const {
  return at_ + ahead < end_ ? word_of(tokens_[at_ + ahead], text_) : std::string_view();
}

bool Reader::is(std::string_view sign_or_word, std::size_t ahead) const {
  return (kind(ahead) == TokenKind::word || kind(ahead) == TokenKind::sign) && word(ahead) == sign_or_word;
}

bool Reader::is_any(std::initializer_list<std::string_view> signs_or_words, std::size_t ahead) const {
  return (kind(ahead) == TokenKind::word || kind(ahead) == TokenKind::sign) && is_any_of(signs_or_words, word(ahead));
}

bool Reader::take_if(std::string_view sign_or_word) {
  if (!is(sign_or_word)) return false;
  note_taken();
  ++at_;
  return true;
}

bool Reader::has(std::string_view sign_or_word) const {
  for (std::size_t ahead = 0; at_ + ahead < end_; ++ahead)
    if (is(sign_or_word, ahead)) return true;
  return false;
}

bool Reader::at_name(std::size_t ahead) const {
  return kind(ahead) == TokenKind::word && !tokens_[at_ + ahead].reserved;
}

TextSpan Reader::span(std::size_t ahead) const { return at_ + ahead < end_ ? tokens_[at_ + ahead].span : here(); }

bool Reader::touches_previous() const {
  return at_ > begin_ && at_ < end_ && tokens_[at_ - 1].span.end == tokens_[at_].span.begin;
}

bool Reader::follows_name() const {
  if (at_ == begin_) return false;
  const Token& last = tokens_[at_ - 1];
  return last.kind == TokenKind::word && !last.reserved;
}

bool Reader::follows_comparison() const {
  if (at_ < begin_ + 2) return false;
  return is_any_of({"=", "!=", "with"}, word_of(tokens_[at_ - 2], text_));
}

void Reader::expect(std::string_view sign_or_word, std::string_view code, std::string_view message, Help help) {
  if (take_if(sign_or_word)) return;
  if (help.shown == sign_or_word) help = inserted(here().begin, std::string(sign_or_word));
  fail(code, here(), std::string(message), std::move(help));
}

Help another_name(std::string_view reserved) {
  Help help(fmt::format("{}_", reserved));
  help.shown = fmt::format("choose another name, for instance {}_", reserved);
  return help;
}

Name Reader::name(std::string_view what, NameRole role) {
  note_role(role);
  if (kind() == TokenKind::word && !at_name())
    fail("E0110", span(), fmt::format("{} is a word of the language and cannot be {}", word(), what),
         another_name(word()));
  if (kind() != TokenKind::word) fail("E0111", here(), fmt::format("{} is missing here", what));
  const Token token = take();
  return {std::string(word_of(token, text_)), token.span};
}

void Reader::note_role(NameRole role) const {
  if (probe_ != nullptr && at_ < end_ && tokens_[at_].span.begin == probe_->offset) probe_->roles.push_back(role);
}

Name Reader::rule_name(std::string_view what) {
  if (!is("above")) return name(what);
  const Token token = take();
  return {"above", token.span};
}

namespace {

/// How many tokens from here on a person most likely meant as one text, quotation marks forgotten.
std::size_t unquoted(const Reader& reader) {
  std::size_t count = 0;
  for (; reader.kind(count) != TokenKind::end; ++count) {
    const bool closing = reader.is_any({"from", "until"}, count) && reader.kind(count + 1) == TokenKind::day;
    const bool working = reader.is("FTE", count + 1) && reader.is("from", count + 2);  // hire Anna Berg 0.5 FTE from …
    const bool effect = reader.is(",", count) && reader.is_any({"+", "-", "x", "flag", "at", "exactly"}, count + 1);
    const bool option = reader.is_any(
        {"version", "because", "key", "owner", "optional", "default", "column", "where", ":", "|"}, count);
    if (closing || effect || ((option || working) && count > 0)) break;
  }
  return count;
}

/// An arrow was hardly meant to be part of a text that was never closed.
std::string closed(std::string_view open) {
  while (!open.empty() && (open.back() == ' ' || open.back() == '\r')) open.remove_suffix(1);
  const std::size_t arrow = std::min(open.find("->"), open.size());
  const std::string_view behind = open.substr(arrow);
  open = open.substr(0, arrow);
  while (!open.empty() && open.back() == ' ') open.remove_suffix(1);
  return fmt::format("{}\"{}{}", open, behind.empty() ? "" : " ", behind);
}

}  // namespace

void Reader::refuse_open_text(std::size_t ahead) {
  if (kind(ahead + 1) != TokenKind::end)
    fail("E0103", span(ahead), "a text ends on the line on which it begins",
         in_place_of({span(ahead).begin, rest().end}, words({span(ahead).begin, rest().end})));
  fail("E0103", span(ahead), "the closing quotation mark is missing", closed(word(ahead)));
}

void Reader::refuse_as_text(std::string_view what) {
  if (kind() == TokenKind::open_text) refuse_open_text();
  const std::size_t count = unquoted(*this);
  if (count == 0 || kind() == TokenKind::sign)
    fail("E0112", here(), fmt::format("{} is missing here, in quotation marks", what), "\"…\"");
  const TextSpan meant = join(span(), span(count - 1));
  std::string text = words(meant);
  text.erase(std::remove(text.begin(), text.end(), '"'), text.end());
  fail("E0112", meant, fmt::format("{} stands in quotation marks", what), fmt::format("\"{}\"", text));
}

/// `"He said "yes""`: the text before ends where its author did not mean it to.
void Reader::refuse_quotes_inside() {
  std::size_t last = at_;
  for (std::size_t at = at_; at < end_; ++at)
    if (tokens_[at].kind == TokenKind::text || tokens_[at].kind == TokenKind::open_text) last = at;
  const TextSpan whole = join(tokens_[at_ - 1].span, tokens_[last].span);
  const std::string written = words(whole);
  std::string help;
  for (std::size_t i = 1; i + 1 < written.size(); ++i)
    help += written[i] == '"' && written[i - 1] != '\\' ? "\\\"" : std::string(1, written[i]);
  fail("E0119", whole, "a quotation mark inside a text has a \\ before it", fmt::format("\"{}\"", help));
}

Text Reader::text(std::string_view what) {
  if (kind() != TokenKind::text) refuse_as_text(what);
  const Token token = take();
  const std::string_view raw = text_.substr(token.span.begin + 1, token.span.end - token.span.begin - 2);
  Text result{{}, token.span};
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size())
      ++i, result.value += raw[i] == 'n' ? '\n' : raw[i];
    else
      result.value += raw[i];
  }
  result.value = normal_form(result.value);
  return result;
}

std::optional<Text> Reader::text_if() {
  if (kind() != TokenKind::text && kind() != TokenKind::open_text) return std::nullopt;
  return text("a text");
}

Day Reader::day() {
  const std::string_view raw = word();
  if (const auto meant = kind() == TokenKind::dotted ? days_meant(raw) : std::nullopt)
    fail("E0117", span(), "a date is written year-month-day", day_help(*meant));
  if (kind() != TokenKind::day) fail("E0113", here(), "a date is missing here", advice("write it like 2026-07-01"));
  const auto part = [&](std::size_t from, std::size_t count) {
    return std::stoi(std::string(raw.substr(from, count)));
  };
  const int year = part(0, 4), month = part(5, 2), number = part(8, 2);
  if (!is_day(year, month, number))
    fail("E0114", span(), fmt::format("there is no day {} in the calendar", raw), last_day_of(year, month));
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(number),
          take().span};
}

Version Reader::version() {
  const bool three = kind() == TokenKind::dotted && std::count(word().begin(), word().end(), '.') == 2;
  if (!three) {
    const TextSpan where = done() ? here() : rest();
    fail("E0115", where, "a version is three numbers with points between them", version_meant(words(where)));
  }
  std::string text(word());
  return {text, take().span};
}

void Reader::end_of_statement() {
  if (done()) return;
  if (kind() == TokenKind::word && touches_previous() && tokens_[at_ - 1].kind == TokenKind::text)
    refuse_quotes_inside();
  const TextSpan before = at_ > begin_ ? join(tokens_[begin_].span, tokens_[at_ - 1].span) : here();
  const bool colon = is(":") && at_ + 1 == end_;
  fail("E0116", span(), fmt::format("{} cannot stand here: the line should end before it", word()),
       colon ? in_place_of(join(before, span()), words(before)) : Help());
}

TextSpan Reader::statement() const { return join(tokens_[begin_].span, tokens_[end_ - 1].span); }
TextSpan Reader::from(std::size_t place) const {
  return at_ > place ? join(tokens_[place].span, tokens_[at_ - 1].span) : here();
}
TextSpan Reader::rest() const { return at_ < end_ ? join(tokens_[at_].span, tokens_[end_ - 1].span) : here(); }

std::string Reader::words(TextSpan where) const {
  std::string result;
  bool broken = false;
  for (const char c : text_.substr(where.begin, where.end - where.begin)) {
    if (c == '\n' || c == '\r') broken = true;
    if (broken && (c == '\n' || c == '\r' || c == ' ' || c == '\t')) continue;
    if (broken && !result.empty()) result += ' ';
    broken = false;
    result += c;
  }
  return result;
}

TextSpan Reader::here() const {
  if (at_ < end_) return tokens_[at_].span;
  const std::uint32_t after = tokens_[end_ - 1].span.end;
  return {after, after};
}

void Reader::report(std::string_view code, TextSpan where, std::string message, Help help,
                    std::vector<Related> related) {
  if (told_) return;
  told_ = true;
  const bool probed = probe_ != nullptr && begin_ < end_ && tokens_[begin_].span.begin <= probe_->offset &&
                      probe_->offset < tokens_[end_ - 1].span.end;
  if (probed && !probe_->refused) probe_->refused = where;
  diagnostics_.push_back(
      {std::string(code), Severity::error, where, cut_short(std::move(message)), {}, std::move(related)});
  diagnostics_.back().set_help(std::move(help), text_);
}

void Reader::fail(std::string_view code, TextSpan where, std::string message, Help help, std::vector<Related> related) {
  report(code, where, std::move(message), std::move(help), std::move(related));
  throw Unreadable{};
}

}  // namespace spanne::grammar
