#include "records/workbook_out/cell_text.hpp"

#include <algorithm>

namespace spanne::records {
namespace {

bool is_hexadecimal(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Whether a text begins with `_x0041_`.
bool is_number_of_letter(std::string_view text) {
  return text.size() >= 7 && (text[1] == 'x' || text[1] == 'X') && text[6] == '_' &&
         std::all_of(text.begin() + 2, text.begin() + 6, is_hexadecimal);
}

bool begins_letter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

}  // namespace

std::string workbook_text(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with('_') && is_number_of_letter(rest)) {
      result += "_x005F_";
    } else if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      result += rest[2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";
      at += 2;
    } else {
      result += text[at];
    }
  }
  return result;
}

std::size_t letters_of_utf16(std::string_view text) {
  const auto units = [](char byte) -> std::size_t {
    if (!begins_letter(byte)) return 0;
    return static_cast<unsigned char>(byte) >= 0xF0 ? 2 : 1;
  };
  std::size_t count = 0;
  for (const char byte : text) count += units(byte);
  return count;
}

std::size_t display_letters(std::string_view text) {
  std::size_t widest = 0, width = 0;
  for (const char byte : text) {
    width = byte == '\n' ? 0 : width + (begins_letter(byte) ? 1 : 0);
    widest = std::max(widest, width);
  }
  return widest;
}

}  // namespace spanne::records
