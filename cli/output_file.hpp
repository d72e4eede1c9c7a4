// OutputFile takes what a command writes to its output, and puts it into the file of `-o` as a whole or not at all.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/commands.hpp"
#include "engine/trail/digest.hpp"

namespace spanne::cli {

class OutputFile {
 public:
  /// `path`: of `-o`; empty and "-" are the command's own output, which is then used as it is. `digest`, if it is not
  /// null, gets every byte that is written to a file.
  OutputFile(const std::string& path, const Output& output, engine::ByteDigest* digest = nullptr);
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
