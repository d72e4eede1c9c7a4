#include "cli/typed_names.hpp"

#include <fmt/format.h>

#include "grammar/text/characters.hpp"
#include "grammar/text/typed_words.hpp"
#include "records/cells/encoding.hpp"

namespace spanne::cli {

std::string line_of_text(const Output& output, const std::string& option, const std::string& typed) {
  std::string text(records::trimmed(typed));
  if (text.find_first_of("\r\n") != std::string::npos) stop(output, wrong_usage, option + " takes one line of text");
  read_words(output, option, text);
  return text;
}

std::string name_of_person(const Output& output, const std::string& option, const std::string& typed) {
  if (grammar::is_unseen(typed)) return {};
  const std::string name(records::trimmed(typed));
  if (const auto fault = grammar::name_fault(name))
    stop(output, wrong_usage, fmt::format("{}: {}", option, fault->message), fault->help);
  const std::string line = line_of_text(output, option, name);
  return grammar::names_somebody(line) ? line : std::string();
}

}  // namespace spanne::cli
