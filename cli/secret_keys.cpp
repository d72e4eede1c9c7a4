#include "cli/secret_keys.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/passphrases.hpp"
#include "records/trail/names.hpp"
#include "records/trail/signature.hpp"
#include "records/trail/signing_keys.hpp"

namespace spanne::cli {
namespace {

using engine::LockedKeyFault;

constexpr int most_tries = 3;  // on a terminal

/// A key as its file holds it.
using StoredKey = std::variant<std::string, records::LockedKey>;

bool is_locked(const StoredKey& key) { return std::holds_alternative<records::LockedKey>(key); }

StoredKey stored_key(const std::string& path, const Output& output) {
  auto read = records::read_secret_key(path);
  if (const auto* error = std::get_if<records::FileError>(&read)) stop(output, file_trouble, error->message);
  if (const auto* error = std::get_if<records::KeyError>(&read)) stop(output, findings, error->message, error->help);
  if (auto* locked = std::get_if<records::LockedKey>(&read)) return std::move(*locked);
  return std::get<std::string>(std::move(read));
}

[[noreturn]] void stop_at_fault(const std::string& path, LockedKeyFault fault, const Output& output) {
  const auto error = records::unlock_error(path, fault);
  stop(output, fault == LockedKeyFault::memory ? file_trouble : findings, error.message, error.help);
}

std::string unlocked_by_file(const std::string& path, const records::LockedKey& locked, const std::string& file,
                             const Output& output) {
  std::string passphrase = passphrase_in_file(file, output);
  auto key = engine::unlock_key(locked.text, passphrase);
  engine::wipe(passphrase);
  if (const auto* fault = std::get_if<LockedKeyFault>(&key)) stop_at_fault(path, *fault, output);
  return std::get<std::string>(std::move(key));
}

std::string unlocked_by_answer(const std::string& path, const records::LockedKey& locked, const Output& output) {
  if (!output.terminal.asks)
    stop(output, wrong_usage, fmt::format("{} has a passphrase, and there is no terminal to ask for it", path),
         "--passphrase-file FILE, a file whose first line is the passphrase and that nobody else can read");
  for (int tries = 1;; ++tries) {
    std::string passphrase = asked_passphrase(fmt::format("Passphrase of {}: ", path), output);
    auto key = engine::unlock_key(locked.text, passphrase);
    engine::wipe(passphrase);
    if (auto* text = std::get_if<std::string>(&key)) return std::move(*text);
    const auto fault = std::get<LockedKeyFault>(key);
    if (fault != LockedKeyFault::passphrase || tries == most_tries) stop_at_fault(path, fault, output);
    write_line(output.err, "That is not the passphrase.");
  }
}

std::string unlocked(const std::string& path, StoredKey stored, const std::string& passphrase_file,
                     const Output& output) {
  if (!is_locked(stored)) return std::get<std::string>(std::move(stored));
  const auto& locked = std::get<records::LockedKey>(stored);
  return passphrase_file.empty() ? unlocked_by_answer(path, locked, output)
                                 : unlocked_by_file(path, locked, passphrase_file, output);
}

/// A passphrase that is for no key would hide that the wrong key was named.
void validate_passphrase_files(const SigningArguments& arguments, std::size_t locked_count, const Output& output) {
  const std::size_t files = arguments.passphrase_files.size();
  if (files == 0) return;
  if (arguments.sign.empty())
    stop(output, wrong_usage, "--passphrase-file is for a key, but none is named", "--sign FILE");
  if (locked_count == 0)
    stop(output, wrong_usage,
         arguments.sign.size() == 1
             ? fmt::format("--passphrase-file is given, but {} has no passphrase", arguments.sign[0])
             : "--passphrase-file is given, but none of the keys has a passphrase",
         "leave it out");
  if (files != 1 && files != locked_count)
    stop(output, wrong_usage,
         fmt::format("there are {} files of passphrases, but {}", files,
                     locked_count == 1 ? "one key has a passphrase" : fmt::format("{} keys have one", locked_count)),
         "one file for all keys, or one for each that has a passphrase, in the order of --sign");
}

}  // namespace

std::string secret_key(const std::string& path, const std::string& passphrase_file, const Output& output) {
  StoredKey stored = stored_key(path, output);
  validate_passphrase_files(
      {{path}, passphrase_file.empty() ? std::vector<std::string>() : std::vector{passphrase_file}},
      is_locked(stored) ? 1 : 0, output);
  return unlocked(path, std::move(stored), passphrase_file, output);
}

void read_keys(FileRoles& files, const SigningArguments& arguments) {
  for (const std::string& key : arguments.sign) files.read(key, "the secret key");
  for (const std::string& file : arguments.passphrase_files) files.read(file, "a passphrase");
}

std::vector<std::string> secret_keys(const SigningArguments& arguments, const Output& output) {
  std::vector<StoredKey> stored;
  for (const std::string& path : arguments.sign) stored.push_back(stored_key(path, output));
  const auto locked_count = static_cast<std::size_t>(std::count_if(stored.begin(), stored.end(), is_locked));
  validate_passphrase_files(arguments, locked_count, output);
  const auto& files = arguments.passphrase_files;
  std::size_t next_file = 0;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < stored.size(); ++i) {
    std::string file;
    if (is_locked(stored[i]) && !files.empty()) file = files.size() == 1 ? files[0] : files[next_file++];
    keys.push_back(unlocked(arguments.sign[i], std::move(stored[i]), file, output));
    for (std::size_t other = 0; other < i; ++other)
      if (keys[other] == keys.back())
        stop(output, wrong_usage, fmt::format("{} and {} hold the same key", arguments.sign[other], arguments.sign[i]),
             "one key signs once");
  }
  return keys;
}

void refuse_key_of_other(const std::string& path, const std::string& secret_key, const std::string& name,
                         const Output& output) {
  const auto read = records::read_trust_file(path + ".pub");
  const auto* file = std::get_if<records::TrustFile>(&read);  // without it nothing is known
  if (file == nullptr) return;
  for (const auto& key : file->keys)
    if (key.public_key == engine::public_key_of(secret_key) && !key.name.empty() && !records::same_name(key.name, name))
      stop(output, findings, fmt::format("{} is the key of {}, who cannot sign for {}", path, key.name, name),
           "--approved-by and --sign, in the same order");
}

}  // namespace spanne::cli
