#include "records/workbook/cell_text.hpp"

#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <utf8.h>

#include "records/csv/csv.hpp"

namespace spanne::records {
namespace {

/// The code of "_x000D_" at the front; nullopt where there is none, or one no text has.
std::optional<std::uint32_t> escape_at(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return std::nullopt;
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (error != std::errc() || end != text.data() + 6 || code == 0 || surrogate || code > 0xfffd) return std::nullopt;
  return code;
}

void append_code(std::string& text, std::uint32_t code) { utf8::append(code, std::back_inserter(text)); }

std::string unix_line_ends(std::string text) {
  if (text.find('\r') == std::string::npos) return text;
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    result += text[i] == '\r' ? '\n' : text[i];
  }
  return result;
}

}  // namespace

std::string unescaped_cell_text(std::string_view text) {
  if (text.find("_x") == std::string_view::npos) return unix_line_ends(std::string(text));
  std::string result;
  while (!text.empty()) {
    const auto code = escape_at(text);
    if (code) append_code(result, *code);
    if (!code) result += text.front();
    text.remove_prefix(code ? 7 : 1);
  }
  return unix_line_ends(std::move(result));
}

void RichText::clear() {
  text_.clear();
  inside_ = false;
  phonetic_ = 0;
}

void RichText::start(const XmlName& name) {
  if (name.is(XmlSpace::sheet, "rPh")) ++phonetic_;
  if (name.is(XmlSpace::sheet, "t")) inside_ = phonetic_ == 0;
}

void RichText::end(const XmlName& name) {
  if (name.is(XmlSpace::sheet, "rPh") && phonetic_ > 0) --phonetic_;
  if (name.is(XmlSpace::sheet, "t")) inside_ = false;
}

void RichText::text(std::string_view piece) {
  if (inside_ && !too_long()) text_ += piece;
}

bool RichText::too_long() const { return text_.size() > longest_cell; }

std::string RichText::take() { return unescaped_cell_text(text_); }

AccountsError too_long_text(std::string_view place) {
  return {fmt::format("{} has a text of more than {} bytes, which is the most a cell may have", place, longest_cell),
          "shorten it, or delete the cell"};
}

}  // namespace spanne::records
