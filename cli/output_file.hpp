// OutputFile takes what a command writes to its output, and puts it into the file of `-o` as a whole or not at all.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/commands.hpp"

namespace spanne::cli {

class OutputFile {
 public:
  /// `path`: of `-o`; empty and "-" are the command's own output, which is then used as it is.
  OutputFile(const std::string& path, const Output& output);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// What the command writes to: the same for people (no colours in a file, and always the same width) and for data.
  const Output& output() const;
  /// Puts the file in place; throws Stop where it cannot be written.
  void commit();

 private:
  class Buffer;
  struct File;
  const Output& output_;
  std::unique_ptr<File> file_;
};

}  // namespace spanne::cli
