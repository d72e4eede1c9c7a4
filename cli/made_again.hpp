// A result that is made again, compared with the file that has it while it comes.
#pragma once

#include <fstream>
#include <streambuf>
#include <string>
#include <string_view>

#include "engine/trail/digest.hpp"

namespace spanne::cli {

/// Where an evaluation writes to. Results have millions of rows: kept is only the line in which the two first differ.
class MadeAgain : public std::streambuf {
 public:
  explicit MadeAgain(const std::string& path) : file_(path, std::ios::binary) {}

  /// To be said when all has been written, before the others are asked.
  void finish();
  /// To the last byte.
  bool is_same() const { return same_; }
  /// The first line that differs to the eye, as both have it.
  const std::string& difference() const { return difference_; }
  /// Of what was made again.
  const std::string& digest() const { return digest_text_; }

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override;
  int_type overflow(int_type byte) override;

 private:
  void take(std::string_view bytes);
  void compare();
  std::string line_of_file();

  std::ifstream file_;
  engine::ByteDigest digest_;
  std::string digest_text_;
  std::string line_;  // begun, with its line break where it has one
  std::size_t number_ = 1;
  bool same_ = true;
  std::string difference_;
};

}  // namespace spanne::cli
