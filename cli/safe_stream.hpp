// SafeStream is an output for people: whatever text is written to it, a terminal only displays it and never obeys it.
#pragma once

#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace spanne::cli {

/// Forwards complete lines to `sink`, with hidden characters as visible marks (grammar/text/characters.hpp). An
/// incomplete line is forwarded by `flush` and at the end. If `colors` is set, the program's own colour sequences pass;
/// names and texts must have been sanitised before they were coloured.
class SafeStream : public std::ostream {
 public:
  explicit SafeStream(std::ostream& sink);
  ~SafeStream() override;
  SafeStream(const SafeStream&) = delete;
  SafeStream& operator=(const SafeStream&) = delete;

  void allow_colors(bool colors) { buffer_.colors = colors; }
  /// The underlying output, after all complete lines have been written.
  std::ostream& unguarded();

 private:
  struct Buffer : std::streambuf {
    explicit Buffer(std::ostream& to) : sink(to) {}
    int_type overflow(int_type byte) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int sync() override;
    void write(std::size_t size);

    std::ostream& sink;
    std::string line;  // the incomplete line
    bool colors = false;
  };
  Buffer buffer_;
};

/// Writes a single line: line breaks in its texts become blanks, so that none of them can start a line of its own.
void write_line(std::ostream& stream, std::string_view line);

/// The unfiltered output for data: CSV, JSON, rule text, and the sequence that erases a progress line.
std::ostream& unguarded(std::ostream& stream);

}  // namespace spanne::cli
