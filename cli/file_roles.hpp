// FileRoles keeps the inputs of a command apart from its outputs: no output replaces a file it is made from, another
// output, or a file that nobody can make again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "records/io/paths.hpp"

namespace spanne::cli {

/// The files of one command and their roles. All are added before anything is read or written; then conflict() reports
/// whether one of them has two roles, under whatever names, links and spellings.
class FileRoles {
 public:
  enum class Product { answer, result, document, archive, receipt, log, prepared_line, secret_key, public_key };

  /// `role`: what the file is for, "the accounts". Standard input counts if it is redirected from a file; an empty path
  /// is ignored.
  void read(const std::string& path, const std::string& role);
  /// A guideline in any form (release:… and git:… too), and the log of releases next to it.
  void read_guideline(const std::string& typed);
  /// `option`: the option the path was given with, for the help. "-" and an empty path are standard output.
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

/// Throws Stop with status 2 if there is a conflict.
void stop_at_conflict(const FileRoles& roles, const Output& output);
/// The same for a command that writes to standard output, which may be redirected to one of its inputs.
void stop_if_answered_into(FileRoles sources, const Output& output);

}  // namespace spanne::cli
