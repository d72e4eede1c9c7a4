// An output for people: whatever text is written to it, a terminal only shows it.
#pragma once

#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace spanne::cli {

/// Hands lines on to `sink`, hidden characters as marks (grammar/text/characters.hpp). What is left of a line follows
/// with `flush` and at the end. If `colors`, the sequences the program itself colours with go through; names and texts
/// have been made fit to show before they were coloured.
class SafeStream : public std::ostream {
 public:
  explicit SafeStream(std::ostream& sink);
  ~SafeStream() override;
  SafeStream(const SafeStream&) = delete;
  SafeStream& operator=(const SafeStream&) = delete;

  void allow_colors(bool colors) { buffer_.colors = colors; }
  /// The output itself, all lines before written.
  std::ostream& unguarded();

 private:
  struct Buffer : std::streambuf {
    explicit Buffer(std::ostream& to) : sink(to) {}
    int_type overflow(int_type byte) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int sync() override;
    void write(std::size_t size);

    std::ostream& sink;
    std::string line;  // not written yet
    bool colors = false;
  };
  Buffer buffer_;
};

/// One line, whatever texts are in it: their line breaks are blanks, so that none begins a line of its own.
void write_line(std::ostream& stream, std::string_view line);

/// Where data goes as it is: CSV, JSON, rule text; and what wipes a line of progress.
std::ostream& unguarded(std::ostream& stream);

}  // namespace spanne::cli
