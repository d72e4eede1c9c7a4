// Rows of text as CSV, JSON or JSON lines.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "records/csv/csv.hpp"
#include "records/json/json_text.hpp"
#include "records/results/results.hpp"

namespace spanne::records {
namespace {

/// -?(0|[1-9][0-9]*)(.[0-9]+)?, which JSON and CSV agree on; German CSV has a comma for the point.
bool is_number(std::string_view text, char mark = '.') {
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::string_view whole = text.substr(0, text.find(mark));
  if (!digits(whole) || (whole.size() > 1 && whole.front() == '0')) return false;
  return whole.size() == text.size() || digits(text.substr(whole.size() + 1));
}

/// -1/60: no number, but no formula either.
bool is_figure(std::string_view text, char mark) {
  const std::size_t slash = text.find('/');
  return is_number(text.substr(0, slash), mark) &&
         (slash == std::string_view::npos || is_number(text.substr(slash + 1), mark));
}

/// Takes one of the beginnings off a text.
template <std::size_t count>
bool take_any(std::string_view& text, const std::array<std::string_view, count>& beginnings) {
  for (const std::string_view one : beginnings) {
    if (!text.starts_with(one)) continue;
    text.remove_prefix(one.size());
    return true;
  }
  return false;
}

constexpr std::array<std::string_view, 5> currency_marks{"€", "$", "£", "¥", "₹"};

/// Digits and what parts their groups and decimals.
bool take_digits(std::string_view& text) {
  static constexpr std::array<std::string_view, 6> marks{".", ",", "'", "’", "\u00A0", "\u202F"};
  bool any = false;
  do {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    any = any || end > 0;
    text.remove_prefix(end);
  } while (take_any(text, marks));
  return any;
}

/// ` EUR`, ` %`, `E+05`, or nothing.
bool is_behind_number(std::string_view text) {
  static constexpr std::array<std::string_view, 3> blanks{" ", "\u00A0", "\u202F"};
  if (text.size() > 1 && (text[0] == 'e' || text[0] == 'E')) {
    text.remove_prefix(text[1] == '+' || text[1] == '-' ? 2 : 1);
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  }
  const bool apart = take_any(text, blanks);
  if (text.empty() || text == "%" || (take_any(text, currency_marks) && text.empty())) return true;
  return apart && text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

/// A number with its sign, however people write it: -3, +5, -7 %, -1.234,50 EUR, -€ 12. No spreadsheet runs it.
bool is_signed_number(std::string_view text) {
  static constexpr std::array<std::string_view, 2> signs{"-", "+"};
  if (!take_any(text, signs)) return false;
  if (take_any(text, currency_marks) && text.starts_with(' ')) text.remove_prefix(1);
  return take_digits(text) && is_behind_number(text);
}

/// A spreadsheet must not run what was meant as text: some drop a first tab or line break, some take signs of full
/// width for ordinary ones.
bool runs(std::string_view text) {
  static constexpr std::array<std::string_view, 11> beginnings{"=",  "+",  "-",  "@",  "\t", "\r",
                                                               "\n", "＝", "＋", "－", "＠"};
  std::string_view rest = text;
  return take_any(rest, beginnings) && !is_signed_number(text);
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
  const bool is_unreadable = !is_text && text.starts_with(unreadable_mark);
  if (is_unreadable) text.remove_prefix(1);
  if (!is_text && text.empty()) {
    line += "null";
  } else if (!is_text && !is_unreadable && is_number(text)) {
    line += text;
  } else if (is_plain_json(text)) {
    line += '"';
    line += text;
    line += '"';
  } else {
    line += json_quoted(std::string(text));
  }
}

}  // namespace

void append_cell(std::string& line, Format format, std::string_view text, bool is_text) {
  if (format == Format::fields) {
    line += text;
    return;
  }
  if (!is_csv(format)) return append_json(line, text, is_text);
  // An attribute that could not be read stands in a column of figures as it was written.
  if (is_bare(text) || (!is_text && is_figure(text, format == Format::csv ? '.' : ',')))
    line += text;
  else
    line += defused_cell(text);
}

std::string ready_cell(Format format, std::string_view text, bool is_text) {
  std::string cell;
  append_cell(cell, format, text, is_text);
  return cell;
}

namespace {

/// Of formats that are no JSON.
std::string_view between_cells(Format format) {
  using namespace std::string_view_literals;
  return format == Format::csv ? ","sv : format == Format::german_csv ? ";"sv : "\0"sv;
}

}  // namespace

RowFrame::RowFrame(Format format, const std::vector<std::string>& heads) : format_(format) {
  for (const std::string& head : heads)
    before_.push_back(format == Format::json || format == Format::jsonl
                          ? fmt::format("{}{}: ", before_.empty() ? "{" : ", ", json_quoted(head))
                          : std::string(before_.empty() ? "" : between_cells(format)));
}

std::string_view RowFrame::end(bool is_empty) const {
  // A blank line would be no row.
  if (is_csv(format_)) return is_empty ? "\"\"\n" : "\n";
  if (format_ == Format::fields) return {"", 1};
  return format_ == Format::jsonl ? "}\n" : "}";
}

RowWriter::RowWriter(Format format, std::vector<std::string> heads, std::vector<bool> is_text, Provenance provenance)
    : format_(format),
      heads_(std::move(heads)),
      is_text_(std::move(is_text)),
      provenance_(std::move(provenance)),
      frame_(format, heads_) {}

std::string RowWriter::begin() const {
  if (format_ == Format::jsonl || format_ == Format::fields) return {};
  if (format_ == Format::json)
    return fmt::format("{{\n\"ruleset\": {}, \"version\": {}, \"digest\": {}, \"as_of\": {},\n\"rows\": [",
                       json_quoted(provenance_.ruleset), json_quoted(provenance_.version),
                       json_quoted(provenance_.digest), json_quoted(provenance_.as_of));
  std::string line = format_ == Format::german_csv ? "\xEF\xBB\xBF" : "";  // without the mark Excel reads Windows-1252
  for (std::size_t i = 0; i < heads_.size(); ++i) {
    line += frame_.before(i);
    line += defused_cell(heads_[i]);
  }
  return line + "\n";
}

std::string RowWriter::row(const std::vector<std::string>& cells, const JsonMembers& more) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += frame_.before(i);
    append_cell(line, format_, cells[i], is_text_[i]);
  }
  for (std::size_t i = 0; i < more.size() && (format_ == Format::json || format_ == Format::jsonl); ++i) {
    line += fmt::format(", {}: ", json_quoted(more[i].name));
    append_cell(line, format_, more[i].text, more[i].is_text);
  }
  line += frame_.end(line.empty());
  if (format_ != Format::json) return line;
  const bool first = std::exchange(first_, false);
  return (first ? "\n" : ",\n") + line;
}

std::string RowWriter::end(const std::vector<std::string>& what_if) const {
  if (format_ != Format::json) return {};
  std::string text = "\n]";
  for (std::size_t i = 0; i < what_if.size(); ++i)
    text += (i == 0 ? ",\n\"what_if\": [" : ", ") + json_quoted(what_if[i]);
  return text + (what_if.empty() ? "\n}\n" : "]\n}\n");
}

}  // namespace spanne::records
