#include "report/html_text.hpp"

#include "grammar/text/characters.hpp"

namespace spanne::report {

std::string escaped_html(std::string_view text) {
  std::string result;
  for (const char letter : grammar::fit_to_show(text)) {
    switch (letter) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += letter;
    }
  }
  return result;
}

}  // namespace spanne::report
