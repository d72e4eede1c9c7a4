#include "tests/support/without_notes.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <regex>
#include <string_view>

#include "engine/check/check.hpp"
#include "engine/value/decimal.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::test {
namespace {

using grammar::Diagnostic;

/// All that reading and checking say, the last place first, so that a change moves no other.
grammar::Diagnostics notes_of(const std::shared_ptr<const grammar::Source>& source,
                              std::optional<engine::Model>& model) {
  grammar::Parsed parsed = grammar::parse(*source);
  engine::Checked checked = engine::check(parsed.tree, source);
  model = std::move(checked.model);
  grammar::Diagnostics notes = std::move(parsed.diagnostics);
  for (auto& one : checked.diagnostics) notes.push_back(std::move(one));
  std::stable_sort(notes.begin(), notes.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin > b.span.begin; });
  return notes;
}

bool is_digit(char byte) { return std::isdigit(static_cast<unsigned char>(byte)) != 0; }

/// Where the number begins that is the first end of a range, and takes the magnitude of the second, which stands here.
std::optional<std::size_t> first_end(const std::string& text, std::size_t second) {
  const auto back = [&](std::size_t at, auto such) {
    while (at > 0 && such(text[at - 1])) --at;
    return at;
  };
  const auto is_blank = [](char byte) { return byte == ' '; };
  std::size_t at = back(second, [](char byte) { return byte == ' ' || byte == '-' || byte == '<'; });
  if (at < 3 || text.compare(at - 2, 2, "..") != 0) return std::nullopt;
  at = back(at - 2, is_blank);
  const std::size_t begin = back(at, [](char byte) { return is_digit(byte) || byte == '.' || byte == '_'; });
  const bool number = begin < at && (begin == 0 || !std::isalpha(static_cast<unsigned char>(text[begin - 1])));
  return number ? std::optional(begin) : std::nullopt;
}

struct Number {
  std::size_t begin, end;
};

Number number_at(const std::string& text, std::size_t at) {
  const std::size_t begin = text.find_first_of("0123456789", at);
  std::size_t end = begin;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.' || text[end] == '_')) ++end;
  while (end > begin && text[end - 1] == '.') --end;  // `0.5..1`
  return {begin, end};
}

/// Returns nullopt where that takes more than six decimals.
std::optional<std::string> in_thousands(std::string digits) {
  std::erase(digits, '_');
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string whole = std::string(3, '0') + digits.substr(0, point);
  std::string decimals = whole.substr(whole.size() - 3) + digits.substr(std::min(point + 1, digits.size()));
  whole.resize(whole.size() - 3);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  while (decimals.size() > 1 && decimals.back() == '0') decimals.pop_back();
  if (decimals.size() > 6) return std::nullopt;
  return fmt::format("{}.{} k", whole.empty() ? "0" : whole, decimals);
}

/// A number in thousands, which nobody mistakes: `0.5` becomes `0.0005 k`. With it the first end of its range, which
/// would take the magnitude. Numbers that cannot be written so stay.
void count_in_thousands(std::string& text, std::size_t at) {
  const Number number = number_at(text, at);
  if (text.compare(number.end, 2, " k") == 0) return;  // changed already, with the other end of its range
  const auto changed = in_thousands(text.substr(number.begin, number.end - number.begin));
  const auto first = first_end(text, number.begin);
  const Number low = first ? number_at(text, *first) : Number{0, 0};
  const auto changed_low = in_thousands(text.substr(low.begin, low.end - low.begin));
  if (!changed || (first && !changed_low)) return;
  text.replace(number.begin, number.end - number.begin, *changed);
  if (first) text.replace(low.begin, low.end - low.begin, *changed_low);
}

/// `country = "N*"` as `country in ("N*")`.
void in_a_list(std::string& text, grammar::TextSpan star) {
  const std::size_t sign = text.find_last_of('=', star.begin);
  const bool other = sign > 0 && text[sign - 1] == '!';
  text.replace(star.begin, star.end - star.begin, fmt::format("({})", text.substr(star.begin, star.end - star.begin)));
  text.replace(other ? sign - 1 : sign, other ? 2 : 1, other ? " not in " : " in ");
}

bool is_name_byte(char byte) {
  return std::isalnum(static_cast<unsigned char>(byte)) || byte == '_' || static_cast<unsigned char>(byte) >= 0x80;
}

/// Another name wherever this one stands, remarks and columns included.
void rename(std::string& text, const std::string& name, const std::string& other) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const bool whole = (at == 0 || !is_name_byte(text[at - 1])) &&
                       (at + name.size() >= text.size() || !is_name_byte(text[at + name.size()]));
    if (whole) text.replace(at, name.size(), other);
  }
}

void without_hidden_signs(std::string& text) {
  static constexpr std::array<std::string_view, 12> hidden{"\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D",
                                                           "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u061C"};
  for (const std::string_view one : hidden)
    for (std::size_t at = text.find(one); at != std::string::npos; at = text.find(one, at)) text.erase(at, one.size());
}

/// `3 h/week` as so many hours a year, if each of them can be written so. Weeks elsewhere (heads, brackets) stay.
void without_weeks(std::string& text, const engine::WorkingTime& time) {
  static const std::regex weekly(R"(([0-9][0-9_.]*)\s*(h|hours|day|days)\s*/\s*week)");
  std::string changed;
  std::size_t done = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), weekly), end; at != end; ++at) {
    const std::size_t line = text.rfind('\n', static_cast<std::size_t>(at->position())) + 1;
    if (text.compare(text.find_first_not_of(' ', line), 7, "working") == 0) continue;
    std::string digits = (*at)[1];
    std::erase(digits, '_');
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::string millionths = digits.substr(0, point) + digits.substr(std::min(point + 1, digits.size()));
    millionths.append(6 - (digits.size() - std::min(point + 1, digits.size())), '0');
    const auto yearly = engine::Fraction::of(engine::Decimal{std::stoll(millionths)}) *
                        engine::Fraction::of(time.hours_per_year) / engine::Fraction::of(time.hours_per_week);
    const std::string words = yearly.to_exact_text();
    if (words.find('/') != std::string::npos || words.size() - std::min(words.find('.'), words.size()) > 7) return;
    changed +=
        text.substr(done, static_cast<std::size_t>(at->position()) - done) + words + " " + (*at)[2].str() + "/year";
    done = static_cast<std::size_t>(at->position() + at->length());
  }
  changed += text.substr(done);
  text = changed;
}

}  // namespace

std::string without_notes(std::string text) {
  std::optional<engine::Model> model;
  const auto source = std::make_shared<const grammar::Source>("noted.spanne", text);
  int names = 0;
  for (const Diagnostic& note : notes_of(source, model)) {
    if (note.code == "W0261" || note.code == "N0262") count_in_thousands(text, note.span.begin);
    if (note.code == "W0263") in_a_list(text, note.span);
  }
  for (const Diagnostic& note : notes_of(source, model)) {
    if (note.code == "W0270" || note.code == "W0271")
      rename(text, std::string(source->text(note.span)), fmt::format("plain_name_{}", ++names));
    if (note.code == "W0272") without_hidden_signs(text);
    if (note.code == "W0260") without_weeks(text, model->working_time);
  }
  return text;
}

}  // namespace spanne::test
