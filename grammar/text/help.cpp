#include "grammar/text/help.hpp"

#include <fmt/format.h>
#include <utility>

namespace spanne::grammar {

Help advice(std::string words) {
  Help help;
  help.shown = std::move(words);
  return help;
}

Help either(std::initializer_list<std::string> texts) {
  Help help;
  for (const std::string& text : texts) {
    if (text.empty()) continue;
    help.shown += help.shown.empty() ? text : fmt::format(", or: {}", text);
    help.texts.push_back(text);
  }
  return help;
}

Help guess(const std::string& name) {
  Help help(name);
  help.shown = fmt::format("did you mean {}?", name);
  return help;
}

Help inserted(std::uint32_t place, std::string text) {
  Help help(std::move(text));
  for (std::string& one : help.texts) one = fmt::format(" {} ", one);
  help.replaced = TextSpan{place, place};
  return help;
}

Help in_place_of(TextSpan replaced, Help help) {
  help.replaced = replaced;
  return help;
}

}  // namespace spanne::grammar
