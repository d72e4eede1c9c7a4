// Keeps what a command reads apart from what it writes: no output is put over a file it is made from, over another
// output, or over what nobody can make again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "records/io/paths.hpp"

namespace spanne::cli {

/// The files of one command, each with what it is to the command. All are named before anything is read or written;
/// then conflict() tells whether one of them has two parts, by whatever names, links and spellings.
class FileRoles {
 public:
  enum class Product { answer, result, document, receipt, log, secret_key, public_key };

  /// `role`: what the file is to the command ("the accounts"). Standard input counts where a file is after it; an
  /// empty path is none.
  void read(const std::string& path, const std::string& role);
  /// A guideline by any of its names (release:… and git:… too), and the log of releases beside it.
  void read_guideline(const std::string& typed);
  /// `option`: what the path was typed after, for the help. "-" and an empty path are standard output.
  void write(const std::string& path, Product product, const std::string& option);

  /// Returns nullopt if every output may be written.
  std::optional<UsageError> conflict() const;

 private:
  struct File {
    std::string path, role;
    std::optional<records::FileIdentity> identity;
  };
  struct Output : File {
    Product product = Product::result;
    std::string option;
  };
  std::vector<File> inputs_;
  std::vector<Output> outputs_;
};

/// Stops with status 2 at a conflict.
void stop_at_conflict(const FileRoles& roles, const Output& output);
/// The same for a command whose answer goes to standard output, which somebody may have turned onto what it reads.
void stop_if_answered_into(FileRoles sources, const Output& output);

}  // namespace spanne::cli
