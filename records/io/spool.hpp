// Bytes kept aside: in memory while they are few, in a file without a name once they are many.
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "records/io/file.hpp"
#include "records/workbook/byte_source.hpp"

namespace spanne::records {

class Spool {
 public:
  std::optional<FileError> append(std::string_view bytes);
  /// Up to `size` bytes from `offset` on into `out`; how many there were.
  std::size_t read(std::size_t offset, char* out, std::size_t size) const;
  std::size_t size() const { return size_; }
  void clear();
  /// Hands everything over, piece by piece, until `take` returns an error.
  std::optional<FileError> copy(const std::function<std::optional<FileError>(std::string_view)>& take) const;

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string memory_;
  std::unique_ptr<std::FILE, Close> file_;
  std::size_t size_ = 0;
};

/// A file (or standard input, "-") that can be read from any place, more than once, by several threads.
class Input : public ByteSource {
 public:
  ~Input() override;
  Input() = default;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// What cannot be read twice is kept aside first. Refuses more than largest_data_file, wherever it comes from, and
  /// what cannot be read twice and begins with a zero byte: it is no text and may never end.
  std::optional<FileError> open(const std::string& path);
  /// Takes bytes in the place of a file's; `path` is what messages call them.
  void take(Spool&& bytes, const std::string& path);
  /// Like Spool::read; nullopt where the system refuses.
  std::optional<std::size_t> read(std::size_t offset, char* out, std::size_t size) const override;
  FileError refused() const;
  /// About how many bytes there are.
  std::size_t size() const override { return size_; }

 private:
  std::string path_;
  int descriptor_ = -1;
  bool spooled_ = false;
  Spool spool_;
  std::size_t size_ = 0;
};

}  // namespace spanne::records
