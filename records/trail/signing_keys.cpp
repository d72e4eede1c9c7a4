#include "records/trail/signing_keys.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>
#include <unistd.h>

#include "engine/trail/digest.hpp"
#include "grammar/text/typed_words.hpp"
#include "records/cells/encoding.hpp"
#include "records/trail/signature.hpp"

namespace spanne::records {
namespace {

constexpr std::size_t largest_key_file = 1'000'000;
constexpr std::string_view secret_word = "spanne-secret-key", public_word = "spanne-public-key";

struct KeyLine {
  std::string word, key, name;
  std::size_t number = 0;
};

std::vector<KeyLine> key_lines(const std::string& text) {
  std::vector<KeyLine> lines;
  std::istringstream all(text);
  std::size_t number = 0;
  for (std::string line; std::getline(all, line);) {
    KeyLine one;
    one.number = ++number;
    std::istringstream words(line);
    words >> one.word >> one.key;
    std::getline(words, one.name);
    one.name = trimmed(one.name);
    if (!one.word.empty() && one.word.front() != '#') lines.push_back(std::move(one));
  }
  return lines;
}

std::optional<FileError> write(const std::string& path, const std::string& text, unsigned mode) {
  AtomicFile file(path, mode, AtomicFile::Existing::refused);
  if (auto error = file.open()) return error;
  if (auto error = file.write(text)) return error;
  return file.commit();
}

}  // namespace

std::variant<std::string, KeyError, FileError> read_secret_key(const std::string& path) {
  auto text = read_file(path, largest_key_file);
  if (auto* error = std::get_if<FileError>(&text)) return std::move(*error);
  const auto lines = key_lines(std::get<std::string>(text));
  const std::string make_one = "spanne new-key FILE makes one";
  if (lines.empty() || (lines[0].word != secret_word && lines[0].word != public_word))
    return KeyError{fmt::format("{} is not a key file", path), make_one};
  if (lines[0].word == public_word)
    return KeyError{fmt::format("{} holds a public key, which can check signatures but not make them", path),
                    "name the file that was made together with it, without .pub"};
  if (!engine::public_key_of(lines[0].key)) return KeyError{fmt::format("the key in {} is damaged", path), make_one};
  return lines[0].key;
}

std::variant<TrustFile, KeyError, FileError> read_trust_file(const std::string& path) {
  auto bytes = read_file(path, largest_key_file);
  if (auto* error = std::get_if<FileError>(&bytes)) return std::move(*error);
  TrustFile file;
  file.digest = engine::byte_digest(std::get<std::string>(bytes));
  const auto text = to_utf8(std::get<std::string>(std::move(bytes)));
  if (const auto* error = std::get_if<EncodingError>(&text))
    return KeyError{fmt::format("{}: {}", path, error->message), "the lines of files ending in .pub"};
  auto& keys = file.keys;
  for (const auto& line : key_lines(std::get<std::string>(text))) {
    if (line.word == secret_word)
      return KeyError{fmt::format("{}:{}: this is a secret key, which belongs to its owner alone", path, line.number),
                      "trust the public key, in the file ending in .pub"};
    if (line.word != public_word || !engine::is_public_key(line.key))
      return KeyError{fmt::format("{}:{}: this is no public key", path, line.number),
                      "a line of a file ending in .pub, as spanne new-key makes it"};
    if (line.name.find(public_word) != std::string::npos)
      return KeyError{fmt::format("{}:{}: two keys stand in one line", path, line.number),
                      "begin a line with each spanne-public-key"};
    if (const auto fault = grammar::name_fault(line.name))
      return KeyError{fmt::format("{}:{}: in the name of this key {}", path, line.number, fault->message), fault->help};
    const auto twin =
        std::find_if(keys.begin(), keys.end(), [&](const auto& one) { return one.public_key == line.key; });
    if (twin == keys.end())
      keys.push_back({line.key, line.name, true, true, {}, {}, {}, {}});
    else if (twin->name != line.name)
      return KeyError{fmt::format("{}:{}: this key is listed twice, as \"{}\" and as \"{}\"", path, line.number,
                                  twin->name, line.name),
                      "leave the line whose name is right"};
  }
  if (keys.empty()) return KeyError{fmt::format("{} holds no key", path), "the lines of files ending in .pub"};
  return file;
}

std::optional<FileError> write_key_pair(const std::string& path, const std::string& name) {
  for (const auto& one : {path, path + ".pub"})
    if (::access(one.c_str(), F_OK) == 0)
      return FileError{fmt::format("{} exists already, and a key is never replaced", one)};
  const auto pair = engine::make_key_pair();
  const std::string whose = name.empty() ? "" : " " + name;
  if (auto error = write(path, fmt::format("{} {}\n", secret_word, pair.secret_key), 0600)) return error;
  auto error = write(path + ".pub", fmt::format("{} {}{}\n", public_word, pair.public_key, whose), 0666);
  if (error) ::unlink(path.c_str());  // one without the other is of no use
  return error;
}

}  // namespace spanne::records
