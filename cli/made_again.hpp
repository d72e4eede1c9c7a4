// Compares a result that is computed again with the file that holds it, while it is written.
#pragma once

#include <fstream>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

#include "engine/trail/digest.hpp"

namespace spanne::cli {

/// The stream an evaluation writes to. Results have millions of rows, so only the first differing line is kept.
class MadeAgain : public std::streambuf {
 public:
  /// With `quotes`, as in CSV, a line break between quotes does not end a row.
  MadeAgain(const std::string& path, bool quotes) : file_(path, std::ios::binary), quotes_(quotes) {}

  /// Call after everything has been written, before the members below.
  void finish();
  /// Whether both are equal to the last byte.
  bool is_same() const { return same_; }
  /// The first line that differs visibly, as both have it.
  const std::string& difference() const { return difference_; }
  /// How many rows differ: lines of the result, heads included, or several lines where a text has line breaks.
  std::size_t differing_rows() const { return differing_rows_; }
  /// The lines in which the first of them differ, counted from 1; at most `max_lines`.
  const std::vector<std::size_t>& differing_lines() const { return lines_; }
  static constexpr std::size_t max_lines = 5;
  /// The digest of the recomputed result.
  const std::string& digest() const { return digest_text_; }

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override;
  int_type overflow(int_type byte) override;

 private:
  void take(std::string_view bytes);
  void compare();
  void end_line();
  std::string line_of_file();

  std::ifstream file_;
  engine::ByteDigest digest_;
  std::string digest_text_;
  std::string line_;  // the current line, with its line break if complete
  std::size_t number_ = 1;
  bool quotes_;
  bool in_quotes_ = false;    // the current row goes on after its line
  bool row_differs_ = false;  // so far
  std::size_t differing_rows_ = 0;
  std::vector<std::size_t> lines_;
  bool same_ = true;
  std::string difference_;
};

}  // namespace spanne::cli
