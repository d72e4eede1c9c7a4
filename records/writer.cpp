// Rows of text as CSV, JSON or JSON lines.
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

/// A figure stays a number with all its digits; a fraction or `unlimited` is a text; nothing is null.
std::string json_cell(const std::string& text, bool is_text) {
  if (is_text) return json_text(text);
  if (text.empty()) return "null";
  return is_number(text) ? text : json_text(text);
}

/// -1/60: no number, but no formula either.
bool is_figure(std::string_view text) {
  const std::size_t slash = text.find('/');
  return is_number(text.substr(0, slash)) && (slash == std::string_view::npos || is_number(text.substr(slash + 1)));
}

/// A spreadsheet must not run what was meant as text.
std::string defused(const std::string& text) {
  const bool runs = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  return runs ? fmt::format("'{}", text) : text;
}

}  // namespace

RowWriter::RowWriter(Format format, std::vector<std::string> heads, std::vector<bool> is_text, Provenance provenance)
    : format_(format), heads_(std::move(heads)), is_text_(std::move(is_text)), provenance_(std::move(provenance)) {}

std::string RowWriter::begin() const {
  if (format_ == Format::jsonl) return {};
  if (format_ == Format::json)
    return fmt::format("{{\n\"ruleset\": {}, \"version\": {}, \"digest\": {}, \"as_of\": {},\n\"rows\": [",
                       json_text(provenance_.ruleset), json_text(provenance_.version), json_text(provenance_.digest),
                       json_text(provenance_.as_of));
  std::string line;
  for (std::size_t i = 0; i < heads_.size(); ++i) {
    if (i > 0) line += ',';
    line += csv_cell(defused(heads_[i]));
  }
  return line + "\n";
}

std::string RowWriter::row(const std::vector<std::string>& cells) {
  std::string line;
  if (format_ == Format::csv) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line += ',';
      // An attribute that could not be read stands in a column of figures as it was written.
      line += csv_cell(is_text_[i] || !is_figure(cells[i]) ? defused(cells[i]) : cells[i]);
    }
    // A blank line would be no row.
    return (line.empty() ? "\"\"" : line) + "\n";
  }
  for (std::size_t i = 0; i < cells.size(); ++i)
    line += fmt::format("{}{}: {}", i > 0 ? ", " : "{", json_text(heads_[i]), json_cell(cells[i], is_text_[i]));
  line += '}';
  if (format_ == Format::jsonl) return line + "\n";
  const bool first = std::exchange(first_, false);
  return (first ? "\n" : ",\n") + line;
}

std::string RowWriter::end() const { return format_ == Format::json ? "\n]\n}\n" : std::string(); }

}  // namespace spanne::records
