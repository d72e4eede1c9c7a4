#include "records/sources/json_object.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "records/cells/encoding.hpp"
#include "records/cells/numbers.hpp"
#include "records/csv/csv.hpp"
#include "records/sources/plain_decimal.hpp"

namespace spanne::records {
namespace {

using nlohmann::json;

constexpr std::string_view json_signs = " \t\r\n,:{}[]\"";

/// What the parser calls while it goes through an object. Every function returns false to stop it.
class ObjectEvents final : public nlohmann::json_sax<json> {
 public:
  ObjectEvents(JsonNames& names, std::vector<std::size_t>& last_row, std::size_t row, std::vector<SourceCell>& cells)
      : names_(names), last_row_(last_row), row_(row), cells_(cells) {}

  bool null() override { return true; }
  bool boolean(bool value) override { return put(SourceCell::Kind::boolean, value ? "yes" : "no"); }
  bool number_integer(number_integer_t value) override { return put(SourceCell::Kind::number, std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override {
    return put(SourceCell::Kind::number, std::to_string(value));
  }
  bool number_float(number_float_t, const string_t& text) override {
    if (auto plain = plain_decimal(text)) return put(SourceCell::Kind::number, std::move(*plain));
    return put(SourceCell::Kind::error, fmt::format("{}, a number with too many digits", shown(text)));
  }
  bool string(string_t& value) override {
    if (value.find('\0') != std::string::npos) return put(SourceCell::Kind::error, "a text with a zero character");
    return put(SourceCell::Kind::text, std::move(value));
  }
  bool binary(binary_t&) override { return false; }  // there is none in JSON

  bool start_object(std::size_t) override { return open("an object, not a value"); }
  bool start_array(std::size_t) override { return open("a list, not a value"); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (depth_ != 1) return true;
    column_ = names_.place_of(name, column_ + 1);
    if (column_ >= max_cells) return refuse(fmt::format("there are more than {} names", max_cells));
    if (column_ >= cells_.size()) cells_.resize(column_ + 1);
    if (column_ >= last_row_.size()) last_row_.resize(column_ + 1);
    if (std::exchange(last_row_[column_], row_) == row_)
      return refuse(fmt::format("the name {} stands in one object twice", shown(name)));
    return true;
  }
  bool parse_error(std::size_t position, const std::string& read, const json::exception& error) override {
    wrong_at = position;
    is_too_large_number = error.id == 406;
    // A word that is none is noticed at the sign after it.
    const bool is_word = std::string_view(error.what()).find("invalid literal") != std::string_view::npos;
    if (is_word && read.size() > 1 && json_signs.find(read.back()) != std::string_view::npos) --wrong_at;
    return false;
  }

  std::string refused;  // why, if the object is valid but cannot be read
  std::size_t wrong_at = 0;
  bool is_too_large_number = false;

 private:
  bool refuse(std::string why) {
    refused = std::move(why);
    return false;
  }
  bool put(SourceCell::Kind kind, std::string text) {
    if (depth_ != 1) return true;
    cells_[column_].kind = kind;
    cells_[column_].text = std::move(text);
    return true;
  }
  bool open(const char* what) {
    if (depth_ == 1) put(SourceCell::Kind::error, what);
    ++depth_;
    return true;
  }
  bool close() {
    --depth_;
    return true;
  }

  JsonNames& names_;
  std::vector<std::size_t>& last_row_;
  std::size_t row_;
  std::vector<SourceCell>& cells_;
  std::size_t depth_ = 0, column_ = std::string::npos;
};

/// The word or sign that ends after `end` bytes, all of it.
std::string_view word_at(std::string_view text, std::size_t end) {
  const auto is_sign = [&](std::size_t place) { return json_signs.find(text[place]) != std::string_view::npos; };
  std::size_t begin = std::min(end, text.size());
  if (begin > 0) --begin;
  while (begin > 0 && !is_sign(begin) && !is_sign(begin - 1)) --begin;
  return text.substr(begin, text.find_first_of(json_signs, begin + 1) - begin);
}

AccountsError invalid(const JsonElement& element, const ObjectEvents& events) {
  if (!is_utf8(element.text))
    return {fmt::format("line {}: the object is not valid UTF-8, in which JSON is written", element.place.line),
            "save the file as UTF-8"};
  if (events.wrong_at > element.text.size())
    return {fmt::format("line {}: the object that begins here is never closed", element.place.line),
            "is the file complete? Each object ends with }"};
  const std::string_view found = word_at(element.text, events.wrong_at);
  const auto offset = static_cast<std::size_t>(found.data() - element.text.data());
  const TextPlace place = place_in(element.text, offset, element.place);
  const auto message = [&](std::string_view why) {
    return fmt::format("line {}, column {}: {} {}", place.line, place.column, shown(found), why);
  };
  if (events.is_too_large_number) return {message("is too large a number"), ""};
  if (found == "NaN" || found == "Infinity" || found == "-Infinity")
    return {message("is no value in JSON"), "write null where nothing is known"};
  return {
      message("is not valid JSON here"),
      "a member is \"name\": value, a value is a text in quotation marks, a number, true, false or null, and commas "
      "stand between members"};
}

}  // namespace

std::size_t JsonNames::place_of(const std::string& name, std::size_t guess) {
  if (guess < names_.size() && names_[guess] == name) return guess;
  const auto [found, is_new] = places_.try_emplace(name, names_.size());
  if (is_new) names_.push_back(name);
  return found->second;
}

std::optional<AccountsError> JsonObjectReader::read(const JsonElement& element, std::vector<SourceCell>& cells) {
  ++row_;
  cells.resize(names().size());
  for (SourceCell& cell : cells) {
    cell.kind = SourceCell::Kind::empty;
    cell.text.clear();
  }
  ObjectEvents events(names_, last_row_, row_, cells);
  if (json::sax_parse(element.text.begin(), element.text.end(), &events)) return std::nullopt;
  if (!events.refused.empty())
    return AccountsError{fmt::format("line {}: {}", element.place.line, events.refused),
                         "each name stands for one column of the table"};
  return invalid(element, events);
}

}  // namespace spanne::records
