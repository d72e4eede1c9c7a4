#include "cli/secret_keys.hpp"

#include <fmt/format.h>

#include "records/trail/signing_keys.hpp"

namespace spanne::cli {
namespace {

std::string secret_key(const std::string& path, const Output& output) {
  auto read = records::read_secret_key(path);
  if (const auto* error = std::get_if<records::FileError>(&read)) stop(output, file_trouble, error->message);
  if (const auto* error = std::get_if<records::KeyError>(&read)) stop(output, findings, error->message, error->help);
  return std::get<std::string>(read);
}

}  // namespace

std::vector<std::string> secret_keys(const SigningArguments& arguments, const Output& output) {
  std::vector<std::string> keys;
  for (const std::string& path : arguments.sign) {
    keys.push_back(secret_key(path, output));
    for (std::size_t i = 0; i + 1 < keys.size(); ++i)
      if (keys[i] == keys.back())
        stop(output, wrong_usage, fmt::format("{} and {} hold the same key", arguments.sign[i], path),
             "one key signs once");
  }
  return keys;
}

}  // namespace spanne::cli
