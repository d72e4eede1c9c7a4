// The files of secret keys, and the pairs they are made in.
#include "records/trail/signing_keys.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grammar/text/characters.hpp"
#include "grammar/text/typed_words.hpp"
#include "grammar/tree/lookalikes.hpp"
#include "records/cells/encoding.hpp"
#include "records/trail/signature.hpp"

namespace spanne::records {
namespace {

using engine::LockedKeyFault;

constexpr std::size_t longest_passphrase = 1'000;  // bytes
const std::string make_a_key = "spanne new-key FILE makes one";

/// The word and the key of the first line that is neither blank nor a comment; empty if there is none.
struct SecretKeyLine {
  std::string word, key;
};

SecretKeyLine secret_key_line(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const std::size_t blank = line.find_first_of(" \t");
    if (blank == std::string_view::npos) return {std::string(line), {}};
    // Names may follow a public key; nothing follows a secret one that was written here, but did nobody any harm.
    const std::string_view rest = trimmed(line.substr(blank));
    return {std::string(line.substr(0, blank)), std::string(rest.substr(0, rest.find_first_of(" \t")))};
  }
  return {};
}

std::optional<FileError> write_key_file(const std::string& path, const std::string& text, unsigned mode,
                                        AtomicFile::Existing existing) {
  AtomicFile file(path, mode, existing);
  if (auto error = file.open()) return error;
  if (auto error = file.write(text)) return error;
  return file.commit();
}

/// The text of a secret key's file.
std::variant<std::string, FileError> secret_key_text(const std::string& secret_key, std::string_view passphrase) {
  if (passphrase.empty()) return fmt::format("{} {}\n", secret_key_word, secret_key);
  const auto locked = engine::lock_key(secret_key, passphrase);
  if (const auto* text = std::get_if<std::string>(&locked)) return fmt::format("{} {}\n", locked_key_word, *text);
  return FileError{unlock_error("the key", std::get<LockedKeyFault>(locked)).message};
}

std::optional<FileError> write_secret_key(const std::string& path, const std::string& secret_key,
                                          std::string_view passphrase, AtomicFile::Existing existing) {
  auto text = secret_key_text(secret_key, passphrase);
  if (auto* error = std::get_if<FileError>(&text)) return std::move(*error);
  auto error = write_key_file(path, std::get<std::string>(text), 0600, existing);
  engine::wipe(std::get<std::string>(text));
  return error;
}

}  // namespace

std::optional<KeyError> exposure_error(const std::string& path, std::string_view holds) {
  struct stat status {};
  if (path == "-" || ::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  const bool is_read = (status.st_mode & (S_IRGRP | S_IROTH)) != 0;
  const bool is_written = (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
  if (!is_read && !is_written) return std::nullopt;
  return KeyError{
      fmt::format("{} can be {} by others than its owner (its mode is {:04o}), so {} is not safe in it", path,
                  !is_written ? "read"
                  : !is_read  ? "written"
                              : "read and written",
                  static_cast<unsigned>(status.st_mode & 07777U), holds),
      fmt::format("chmod 600 {}\nwhere that changes nothing, as on a drive of Windows or a USB stick, keep "
                  "the file in your home folder (under WSL that of Linux)",
                  path)};
}

std::optional<std::string> passphrase_fault(std::string_view passphrase) {
  if (passphrase.size() > longest_passphrase) return fmt::format("has more than {} bytes", longest_passphrase);
  if (const auto fault = grammar::hidden_fault(passphrase)) return fmt::format("cannot be used: {}", fault->message);
  for (const char32_t letter : grammar::letters(passphrase))
    if (letter != U' ' && grammar::is_blank(letter))
      return fmt::format("has a blank that is no ordinary one (U+{:04X})", static_cast<unsigned>(letter));
  if (passphrase.starts_with(' ') || passphrase.ends_with(' ')) return "begins or ends with a blank";
  return std::nullopt;
}

KeyError unlock_error(const std::string& path, LockedKeyFault fault) {
  switch (fault) {
    case LockedKeyFault::passphrase:
      return {
          fmt::format("the passphrase of {} is wrong", path),
          "try again; if it is lost, nobody can bring it back: make a new key, and revoke this one in the trust file"};
    case LockedKeyFault::memory:
      return {fmt::format("there is not enough memory for the passphrase of {}, which takes {} MB", path,
                          engine::locking_memory),
              "close other programs, or sign on another machine"};
    case LockedKeyFault::limits:
      return {fmt::format("the key in {} has been forged: it asks for more memory or time than any key of this program",
                          path),
              "bring back the file as it was, from a copy"};
    case LockedKeyFault::damaged: break;
  }
  return {fmt::format("the key in {} is damaged", path), "bring back the file as it was, from a copy"};
}

std::variant<std::string, LockedKey, KeyError, FileError> read_secret_key(const std::string& path) {
  auto text = read_file(path, largest_key_file);
  if (auto* error = std::get_if<FileError>(&text)) return std::move(*error);
  auto line = secret_key_line(std::get<std::string>(text));
  engine::wipe(std::get<std::string>(text));
  if (line.word == public_key_word)
    return KeyError{fmt::format("{} holds a public key, which can check signatures but not make them", path),
                    "name the file that was made together with it, without .pub"};
  const bool is_locked = line.word == locked_key_word;
  if (!is_locked && line.word != secret_key_word)
    return KeyError{fmt::format("{} is not a key file", path), make_a_key};
  if (auto error = exposure_error(path, "the secret key")) return std::move(*error);
  if (is_locked && engine::is_locked_key(line.key)) return LockedKey{std::move(line.key)};
  if (is_locked || !engine::public_key_of(line.key)) return unlock_error(path, LockedKeyFault::damaged);
  return std::move(line.key);
}

std::optional<FileError> existing_key_error(const std::string& path) {
  for (const auto& file : {path, path + ".pub"})
    if (::access(file.c_str(), F_OK) == 0)
      return FileError{fmt::format("{} exists already, and a key is never replaced", file)};
  return std::nullopt;
}

std::optional<FileError> write_key_pair(const std::string& path, const std::string& name, std::string_view passphrase) {
  if (auto error = existing_key_error(path)) return error;
  auto pair = engine::make_key_pair();
  const std::string whose = name.empty() ? "" : " " + name;
  auto error = write_secret_key(path, pair.secret_key, passphrase, AtomicFile::Existing::refused);
  engine::wipe(pair.secret_key);
  if (error) return error;
  error = write_key_file(path + ".pub", fmt::format("{} {}{}\n", public_key_word, pair.public_key, whose), 0666,
                         AtomicFile::Existing::refused);
  if (error) ::unlink(path.c_str());  // one without the other is of no use
  return error;
}

std::optional<FileError> rewrite_secret_key(const std::string& path, const std::string& secret_key,
                                            std::string_view passphrase) {
  return write_secret_key(path, secret_key, passphrase, AtomicFile::Existing::replaced);
}

}  // namespace spanne::records
