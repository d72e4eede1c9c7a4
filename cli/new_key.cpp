// `spanne new-key`: makes keys for signing.
#include <fmt/format.h>

#include "cli/audit.hpp"
#include "cli/file_roles.hpp"
#include "cli/typed_names.hpp"
#include "records/trail/signing_keys.hpp"

namespace spanne::cli {

int new_key(const NewKeyOptions& options, const Output& output) {
  const std::string name = name_of_person(output, "--name", options.name);
  if (name.empty() && !options.name.empty())
    stop(output, wrong_usage, "--name: nothing of it can be seen, or it has no letter and no digit");
  FileRoles files;
  files.write(options.file, FileRoles::Product::secret_key, "the key");
  files.write(options.file + ".pub", FileRoles::Product::public_key, "the key");
  stop_at_conflict(files, output);
  if (const auto error = records::write_key_pair(options.file, name)) stop(output, file_trouble, error->message);
  output.out << fmt::format(
      "wrote {0}      sign with it: spanne release RULES --approved-by NAME --sign {0}\n"
      "wrote {0}.pub  give it to everyone who checks: spanne verify RULES --trust {0}.pub\n"
      "Whoever has {0} can sign in your name: keep it to yourself, and out of shared folders.\n",
      options.file);
  return fine;
}

}  // namespace spanne::cli
