// Rows of text as CSV, JSON or JSON lines.
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "records/csv.hpp"
#include "records/results.hpp"

namespace spanne::records {
namespace {

std::string json_text(const std::string& text) { return nlohmann::json(text).dump(); }

/// -?(0|[1-9][0-9]*)(.[0-9]+)?, which JSON and CSV agree on.
bool is_number(std::string_view text) {
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::string_view whole = text.substr(0, text.find('.'));
  if (!digits(whole) || (whole.size() > 1 && whole.front() == '0')) return false;
  return whole.size() == text.size() || digits(text.substr(whole.size() + 1));
}

/// -1/60: no number, but no formula either.
bool is_figure(std::string_view text) {
  const std::size_t slash = text.find('/');
  return is_number(text.substr(0, slash)) && (slash == std::string_view::npos || is_number(text.substr(slash + 1)));
}

/// A spreadsheet must not run what was meant as text.
bool runs(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string defused_cell(std::string_view text) {
  return runs(text) ? csv_cell(fmt::format("'{}", text)) : csv_cell(text);
}

/// Text that JSON takes as it is.
bool is_plain_json(std::string_view text) {
  bool plain = true;
  for (const char c : text) plain = plain && c >= ' ' && c <= '~' && c != '"' && c != '\\';
  return plain;
}

void append_json(std::string& line, std::string_view text, bool is_text) {
  if (!is_text && text.empty()) {
    line += "null";
  } else if (!is_text && is_number(text)) {
    line += text;
  } else if (is_plain_json(text)) {
    line += '"';
    line += text;
    line += '"';
  } else {
    line += json_text(std::string(text));
  }
}

}  // namespace

namespace {

/// Eight characters at once: not 0 where one of them parts or quotes cells, or is no character at all.
std::uint64_t specials(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101'0101'0101'0101U, tops = ones << 7U;
  // A borrow goes only upwards from a byte that is one of them.
  const auto below = [](std::uint64_t bytes, std::uint64_t limit) { return (bytes - ones * limit) & ~bytes; };
  const auto is = [&](char c) { return below(word ^ (ones * static_cast<unsigned char>(c)), 1); };
  return (below(word, ' ') | is('"') | is(',') | is(';')) & tops;
}

bool any_special(std::string_view text) {
  static constexpr auto special = [] {
    std::array<bool, 256> result{};
    for (const char c : {',', ';', '\t', '"', '\r', '\n'}) result[static_cast<unsigned char>(c)] = true;
    return result;
  }();
  bool found = false;
  for (const char c : text) found = found || special[static_cast<unsigned char>(c)];
  return found;
}

template <class Word>
Word word_at(const char* text) {
  Word word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}

/// The same by whole words, of which the last two overlap; nearly all texts are short. Other control characters count
/// as special here, so that what is found has to be looked at once more.
bool any_special_word(std::string_view text) {
  const char* const begin = text.data();
  const std::size_t size = text.size();
  if (size < 4) return true;
  if (size < 8) {
    const std::uint64_t first = word_at<std::uint32_t>(begin), last = word_at<std::uint32_t>(begin + size - 4);
    return specials(first | last << 32U) != 0;
  }
  std::uint64_t found = specials(word_at<std::uint64_t>(begin)) | specials(word_at<std::uint64_t>(begin + size - 8));
  for (std::size_t at = 8; at + 8 < size; at += 8) found |= specials(word_at<std::uint64_t>(begin + at));
  return found != 0;
}

/// Whether a spreadsheet would run a text that begins so, or take the blank away.
bool is_risky(char first) { return first == ' ' || first == '=' || first == '+' || first == '-' || first == '@'; }

}  // namespace

bool is_bare(std::string_view text) {
  if (text.empty()) return true;
  if (is_risky(text.front()) || text.back() == ' ') return false;
  return !(any_special_word(text) && any_special(text));
}

void append_cell(std::string& line, Format format, std::string_view text, bool is_text) {
  if (format != Format::csv) return append_json(line, text, is_text);
  // An attribute that could not be read stands in a column of figures as it was written.
  if (is_bare(text) || (!is_text && is_figure(text)))
    line += text;
  else
    line += defused_cell(text);
}

std::string ready_cell(Format format, std::string_view text, bool is_text) {
  std::string cell;
  append_cell(cell, format, text, is_text);
  return cell;
}

RowFrame::RowFrame(Format format, const std::vector<std::string>& heads) : format_(format) {
  for (const std::string& head : heads)
    before_.push_back(format == Format::csv ? std::string(before_.empty() ? "" : ",")
                                            : fmt::format("{}{}: ", before_.empty() ? "{" : ", ", json_text(head)));
}

std::string_view RowFrame::end(bool is_empty) const {
  // A blank line would be no row.
  if (format_ == Format::csv) return is_empty ? "\"\"\n" : "\n";
  return format_ == Format::jsonl ? "}\n" : "}";
}

RowWriter::RowWriter(Format format, std::vector<std::string> heads, std::vector<bool> is_text, Provenance provenance)
    : format_(format),
      heads_(std::move(heads)),
      is_text_(std::move(is_text)),
      provenance_(std::move(provenance)),
      frame_(format, heads_) {}

std::string RowWriter::begin() const {
  if (format_ == Format::jsonl) return {};
  if (format_ == Format::json)
    return fmt::format("{{\n\"ruleset\": {}, \"version\": {}, \"digest\": {}, \"as_of\": {},\n\"rows\": [",
                       json_text(provenance_.ruleset), json_text(provenance_.version), json_text(provenance_.digest),
                       json_text(provenance_.as_of));
  std::string line;
  for (std::size_t i = 0; i < heads_.size(); ++i) {
    if (i > 0) line += ',';
    line += defused_cell(heads_[i]);
  }
  return line + "\n";
}

std::string RowWriter::row(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += frame_.before(i);
    append_cell(line, format_, cells[i], is_text_[i]);
  }
  line += frame_.end(line.empty());
  if (format_ != Format::json) return line;
  const bool first = std::exchange(first_, false);
  return (first ? "\n" : ",\n") + line;
}

std::string RowWriter::end() const { return format_ == Format::json ? "\n]\n}\n" : std::string(); }

}  // namespace spanne::records
