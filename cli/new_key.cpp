// `spanne new-key`: makes keys for signing, and changes their passphrases.
#include <fmt/format.h>

#include "cli/audit.hpp"
#include "cli/file_roles.hpp"
#include "cli/passphrases.hpp"
#include "cli/secret_keys.hpp"
#include "cli/typed_names.hpp"
#include "records/trail/signature.hpp"
#include "records/trail/signing_keys.hpp"

namespace spanne::cli {
namespace {

void stop_if_failed(const std::optional<records::FileError>& error, const Output& output) {
  if (error) stop(output, file_trouble, error->message);
}

/// Where the file system keeps no modes, the key that has just been written will be refused.
void warn_of_exposure(const std::string& file, const Output& output) {
  const auto error = records::exposure_error(file, "the secret key");
  if (!error) return;
  write_line(output.err, fmt::format("warning: {}; nothing is signed with it as long as that is so", error->message));
  output.err << "  help: move it to your home folder (under WSL that of Linux), then chmod 600\n";
}

std::string owner_of_key(const NewKeyOptions& options, const Output& output) {
  const std::string name = name_of_person(output, "--name", options.name);
  if (name.empty() && !options.name.empty())
    stop(output, wrong_usage, "--name: nothing of it can be seen, or it has no letter and no digit");
  if (const auto error = records::key_name_error(name))
    stop(output, wrong_usage, "--name: " + error->message, error->help);
  return name;
}

void keep_apart(const NewKeyOptions& options, const Output& output) {
  FileRoles files;
  files.read(options.passphrase_file, "the passphrase");
  files.read(options.old_passphrase_file, "the passphrase of now");
  files.write(options.file, FileRoles::Product::secret_key, "the key");
  if (!options.change_passphrase) files.write(options.file + ".pub", FileRoles::Product::public_key, "the key");
  stop_at_conflict(files, output);
}

int change_passphrase(const NewKeyOptions& options, const Output& output) {
  if (!options.name.empty())
    stop(output, wrong_usage, "--name is for a new key, but --change-passphrase is for one that is there",
         fmt::format("write the name into {}.pub", options.file));
  if (options.passphrase_file.empty() && !output.terminal.asks)
    stop(output, wrong_usage, "there is no terminal to ask for the new passphrase", "--passphrase-file FILE");
  keep_apart(options, output);
  std::string key = secret_key(options.file, options.old_passphrase_file, output);
  std::string passphrase = new_passphrase(options.file, options.passphrase_file, output);
  const auto error = records::rewrite_secret_key(options.file, key, passphrase);
  engine::wipe(key);
  const bool has_one = !passphrase.empty();
  engine::wipe(passphrase);
  stop_if_failed(error, output);
  write_line(output.out, fmt::format("{} {}; the key is the same, and so is {}.pub", options.file,
                                     has_one ? "has a new passphrase" : "has no passphrase any more", options.file));
  write_line(output.out, "Copies of the file keep the passphrase they had.");
  return fine;
}

int make_pair(const NewKeyOptions& options, const Output& output) {
  if (!options.old_passphrase_file.empty())
    stop(output, wrong_usage, "--old-passphrase-file is for a key that is there", "--change-passphrase");
  const std::string name = owner_of_key(options, output);
  keep_apart(options, output);
  stop_if_failed(records::existing_key_error(options.file), output);
  std::string passphrase = new_passphrase(options.file, options.passphrase_file, output);
  const auto error = records::write_key_pair(options.file, name, passphrase);
  const bool is_locked = !passphrase.empty();
  engine::wipe(passphrase);
  stop_if_failed(error, output);
  warn_of_exposure(options.file, output);
  output.out << fmt::format(
      "wrote {0}      sign with it: spanne release RULES --approved-by NAME --sign {0}\n"
      "wrote {0}.pub  give it to everyone who checks: spanne verify RULES --trust {0}.pub\n"
      "Whoever has {0}{1} can sign in your name: keep {2} to yourself, and out of shared folders.\n",
      options.file, is_locked ? " and its passphrase" : "", is_locked ? "both" : "it");
  return fine;
}

}  // namespace

int new_key(const NewKeyOptions& options, const Output& output) {
  return options.change_passphrase ? change_passphrase(options, output) : make_pair(options, output);
}

}  // namespace spanne::cli
