#include "records/sources/json_elements.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "records/cells/numbers.hpp"

namespace spanne::records {
namespace {

constexpr std::size_t piece = 1 << 18;
/// What may stand around a list of rows: names, days, counts.
constexpr std::size_t largest_wrapper = 64'000;
constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Under which names programs put their rows; "rows" is our own.
constexpr std::array<std::string_view, 7> list_names{"rows",  "records", "data",    "value",
                                                     "items", "results", "accounts"};

std::string_view skip(std::string_view text, std::string_view letters) {
  text.remove_prefix(std::min(text.find_first_not_of(letters), text.size()));
  return text;
}

/// Takes a text in quotation marks off the front, and returns what stands between them; nullopt if there is none.
std::optional<std::string_view> take_quoted(std::string_view& text) {
  if (!text.starts_with('"')) return std::nullopt;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      const std::string_view content = text.substr(1, i - 1);
      text.remove_prefix(i + 1);
      return content;
    }
  }
  return std::nullopt;
}

bool take_scalar(std::string_view& text) {
  if (text.starts_with('"')) return take_quoted(text).has_value();
  const std::size_t end = text.find_first_of(",]}[{\"");
  if (end == 0 || end == std::string_view::npos) return false;
  text.remove_prefix(end);
  return true;
}

/// Where the list of rows begins in an object that has nothing but single values before it; nullopt if there is none.
std::optional<std::size_t> list_inside(std::string_view object) {
  std::string_view text = skip(object.substr(1), blanks);
  while (const auto name = take_quoted(text)) {
    text = skip(text, blanks);
    if (!text.starts_with(':')) return std::nullopt;
    text = skip(text.substr(1), blanks);
    if (text.starts_with('[') && std::find(list_names.begin(), list_names.end(), *name) != list_names.end())
      return object.size() - text.size();
    if (!take_scalar(text)) return std::nullopt;
    text = skip(text, blanks);
    if (!text.starts_with(',')) return std::nullopt;
    text = skip(text.substr(1), blanks);
  }
  return std::nullopt;
}

/// Follows brackets through the bytes of an object until its own is closed.
class BracketDepth {
 public:
  /// The place after the closing bracket, looking from `from` on; nullopt if it is not in the text yet.
  std::optional<std::size_t> end_in(std::string_view text, std::size_t from) {
    for (std::size_t i = from; i < text.size(); ++i)
      if (ends_at(text[i])) return i + 1;
    return std::nullopt;
  }
  bool too_deep() const { return deepest_ > deepest_json; }

 private:
  bool ends_at(char letter) {
    if (in_text_) {
      in_text_ = escaped_ || letter != '"';
      escaped_ = !escaped_ && letter == '\\';
      return false;
    }
    if (letter == '"') in_text_ = true;
    if (letter == '{' || letter == '[') deepest_ = std::max(deepest_, ++depth_);
    return (letter == '}' || letter == ']') && --depth_ == 0;
  }

  std::size_t depth_ = 0, deepest_ = 0;
  bool in_text_ = false, escaped_ = false;
};

std::string described(std::string_view text) {
  switch (text.front()) {
    case '[': return "a list";
    case '"': return "a text";
    case ',': return "a comma";
    default: break;
  }
  if (text.front() == '-' || (text.front() >= '0' && text.front() <= '9')) return "a number";
  return shown(text.substr(0, std::min<std::size_t>(text.find_first_of(" \t\r\n,:]}", 1), 20)));
}

constexpr std::string_view shape_help =
    "write a list of objects, [{\"customer\": \"A\", \"sites\": 3}, …], or one object a line";

}  // namespace

TextPlace place_in(std::string_view text, std::size_t offset, TextPlace begin) {
  text = text.substr(0, offset);
  const std::size_t last_break = text.rfind('\n');
  if (last_break != std::string_view::npos) {
    begin.line += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    begin.column = 1;
    text.remove_prefix(last_break + 1);
  }
  const auto begins_character = [](char letter) { return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U; };
  begin.column += static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
  return begin;
}

bool looks_like_json(std::string_view beginning) {
  if (beginning.starts_with(byte_order_mark)) beginning.remove_prefix(byte_order_mark.size());
  beginning = skip(beginning, blanks);
  if (beginning.empty() || (beginning.front() != '{' && beginning.front() != '[')) return false;
  const std::string_view inner = skip(beginning.substr(1), blanks);
  if (inner.empty()) return false;
  return beginning.front() == '{' ? inner.front() == '"' || inner.front() == '}'
                                  : inner.front() == '{' || inner.front() == ']' || inner.front() == '[';
}

bool JsonElements::refuse(std::string message, std::string_view help) {
  failure_ = {std::move(message), std::string(help)};
  return false;
}

bool JsonElements::unexpected(std::string_view expected) {
  const std::string found = rest().empty() ? "the file ends" : "there is " + described(rest());
  return refuse(fmt::format("line {}, column {}: {} where {} is expected", place_.line, place_.column, found, expected),
                shape_help);
}

/// At least `wanted` bytes from the current place on, if the file has as many. False if it cannot be read.
bool JsonElements::fill(std::size_t wanted) {
  if (at_ > piece) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  while (!at_end_ && buffer_.size() - at_ < wanted) {
    const std::size_t before = buffer_.size();
    buffer_.resize(before + piece);
    const auto count = read_(offset_, buffer_.data() + before, piece);
    buffer_.resize(before + count.value_or(0));
    if (!count) return refuse("it cannot be read to its end");
    offset_ += *count;
    at_end_ = *count < piece;
  }
  return true;
}

void JsonElements::advance(std::size_t count) {
  place_ = place_in(rest(), count, place_);
  at_ += count;
}

bool JsonElements::skip_blanks() {
  do {
    if (!fill(1)) return false;
    advance(rest().size() - skip(rest(), blanks).size());
  } while (rest().empty() && !at_end_);
  return true;
}

bool JsonElements::begin() {
  if (!fill(largest_wrapper)) return false;
  if (rest().starts_with("\xFF\xFE") || rest().starts_with("\xFE\xFF"))
    return refuse("it is JSON in UTF-16, which is not read", "save it as UTF-8");
  if (rest().starts_with(byte_order_mark)) at_ += byte_order_mark.size();
  if (!skip_blanks()) return false;
  if (rest().empty()) return refuse("it is empty", shape_help);
  if (rest().front() == '{') return begin_object();
  if (rest().front() != '[') return unexpected("a list or an object");
  layout_ = Layout::list;
  advance(1);
  return true;
}

bool JsonElements::begin_object() {
  layout_ = Layout::lines;
  if (!fill(largest_wrapper)) return false;
  const auto list = list_inside(rest().substr(0, largest_wrapper));
  if (!list) return true;
  layout_ = Layout::wrapped_list;
  wrapper_ = rest().substr(0, *list);
  advance(*list + 1);
  return true;
}

JsonElements::Next JsonElements::next(JsonElement& element) {
  if (done_) return Next::end;
  if (layout_ == Layout::unknown && !begin()) return Next::failed;
  return layout_ == Layout::lines ? next_in_lines(element) : next_in_list(element);
}

JsonElements::Next JsonElements::next_in_lines(JsonElement& element) {
  if (!skip_blanks()) return Next::failed;
  if (rest().empty()) {
    done_ = true;
    return Next::end;
  }
  return rest().front() == '{' ? take_object(element) : failed(unexpected("an object, {…},"));
}

JsonElements::Next JsonElements::next_in_list(JsonElement& element) {
  if (!skip_blanks()) return Next::failed;
  if (rest().starts_with(']')) return end_of_list();
  if (!is_first_) {
    if (!rest().starts_with(',')) return failed(unexpected("a comma, or ] at the end of the list,"));
    advance(1);
    if (!skip_blanks()) return Next::failed;
  }
  is_first_ = false;
  return rest().starts_with('{') ? take_object(element) : failed(unexpected("an object, {…},"));
}

JsonElements::Next JsonElements::take_object(JsonElement& element) {
  BracketDepth depth;
  std::size_t looked_at = 0;
  std::optional<std::size_t> end;
  while (!(end = depth.end_in(rest(), looked_at))) {
    looked_at = rest().size();
    if (depth.too_deep() || looked_at > largest_json_object || at_end_) break;
    if (!fill(looked_at + 1)) return Next::failed;
  }
  if (depth.too_deep())
    return failed(refuse(fmt::format("line {}: the object has more than {} lists and objects in one another",
                                     place_.line, deepest_json)));
  element = {place_, rest().substr(0, end.value_or(largest_json_object))};
  // One without an end is handed over as it is: what is wrong in it says why it does not end.
  advance(element.text.size());
  return Next::element;
}

/// Nothing follows a list; of a wrapped one, the rest of its object, which has to be valid.
JsonElements::Next JsonElements::end_of_list() {
  advance(1);
  if (layout_ == Layout::wrapped_list) {
    const TextPlace end = place_;
    if (!fill(largest_wrapper + 1)) return Next::failed;
    if (rest().size() > largest_wrapper || !nlohmann::json::accept(fmt::format("{}[]{}", wrapper_, rest())))
      return failed(
          refuse(fmt::format("line {}, column {}: what stands before and after the list of rows is no valid object",
                             end.line, end.column),
                 shape_help));
  } else {
    if (!skip_blanks()) return Next::failed;
    if (!rest().empty()) return failed(unexpected("the end of the file"));
  }
  done_ = true;
  return Next::end;
}

}  // namespace spanne::records
