#include "records/cells/names.hpp"

#include <iterator>
#include <utf8.h>
#include <utility>

#include "grammar/text/characters.hpp"
#include "grammar/text/normal_form.hpp"
#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

bool is_word_blank(std::uint32_t letter) {
  return letter == ' ' || (letter >= 0x80 && grammar::is_blank(static_cast<char32_t>(letter)));
}

}  // namespace

std::string name_form(std::string_view text) {
  if (!is_utf8(text)) return std::string(text);
  std::string result;
  bool blank = false;
  for (auto at = text.begin(); at != text.end();) {
    const std::uint32_t letter = utf8::next(at, text.end());
    const bool was_blank = std::exchange(blank, is_word_blank(letter));
    if (blank && was_blank) continue;
    utf8::append(blank ? std::uint32_t{' '} : letter, std::back_inserter(result));
  }
  return grammar::normal_form(result);
}

}  // namespace spanne::records
