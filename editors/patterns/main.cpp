// editor_patterns FOLDER: writes spanne.tmLanguage.json and language-configuration.json there.
#include <fstream>
#include <string>

#include "editors/patterns/language_configuration.hpp"
#include "editors/patterns/textmate_grammar.hpp"

namespace {

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  return static_cast<bool>(file.flush());
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::string folder = arguments[1];
  const bool written = write(folder + "/spanne.tmLanguage.json", spanne::editors::textmate_grammar()) &&
                       write(folder + "/language-configuration.json", spanne::editors::language_configuration());
  return written ? 0 : 1;
}
