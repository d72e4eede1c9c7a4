// Where results go: nothing is seen of them before all are there.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "engine/trail/digest.hpp"
#include "records/io/file.hpp"
#include "records/io/spool.hpp"

namespace spanne::records {

class Destination {
 public:
  /// A file, or `out` for "-" and an empty path. `digest`, if it is not null, gets every byte that is written.
  Destination(std::string path, std::ostream& out, engine::ByteDigest* digest = nullptr)
      : path_(std::move(path)), out_(out), digest_(digest) {}

  /// To be called first; later it forgets what was written.
  std::optional<FileError> restart();
  std::optional<FileError> write(std::string_view text);
  std::optional<FileError> commit();

 private:
  bool to_stream() const { return path_.empty() || path_ == "-"; }

  std::string path_;
  std::ostream& out_;
  engine::ByteDigest* digest_;
  std::optional<AtomicFile> file_;
  Spool aside_;  // what cannot be taken back once it is written
};

}  // namespace spanne::records
