#include "cli/safe_stream.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "grammar/text/characters.hpp"

namespace spanne::cli {
namespace {

/// The colour sequences of messages and tables.
constexpr std::array<std::string_view, 8> own_colors{"\x1b[0m",  "\x1b[1m",  "\x1b[2m",    "\x1b[31m",
                                                     "\x1b[32m", "\x1b[34m", "\x1b[1;31m", "\x1b[1;33m"};

std::string colored_lines_fit_to_show(std::string_view text) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = text.find('\x1b'); at != std::string_view::npos; at = text.find('\x1b', at + 1)) {
    const auto color = std::find_if(own_colors.begin(), own_colors.end(),
                                    [&](std::string_view start) { return text.substr(at).starts_with(start); });
    if (color == own_colors.end()) continue;
    result += grammar::lines_fit_to_show(text.substr(done, at - done));
    result += *color;
    done = at + color->size();
  }
  return result += grammar::lines_fit_to_show(text.substr(done));
}

}  // namespace

SafeStream::SafeStream(std::ostream& sink) : std::ostream(nullptr), buffer_(sink) { rdbuf(&buffer_); }

SafeStream::~SafeStream() { buffer_.write(buffer_.line.size()); }

std::ostream& SafeStream::unguarded() {
  buffer_.write(buffer_.line.size());
  return buffer_.sink;
}

void SafeStream::Buffer::write(std::size_t size) {
  if (size == 0) return;
  const std::string_view text = std::string_view(line).substr(0, size);
  sink << (colors ? colored_lines_fit_to_show(text) : grammar::lines_fit_to_show(text));
  line.erase(0, size);
}

SafeStream::Buffer::int_type SafeStream::Buffer::overflow(int_type byte) {
  if (traits_type::eq_int_type(byte, traits_type::eof())) return traits_type::not_eof(byte);
  const char character = traits_type::to_char_type(byte);
  return xsputn(&character, 1) == 1 ? byte : traits_type::eof();
}

std::streamsize SafeStream::Buffer::xsputn(const char* text, std::streamsize size) {
  line.append(text, static_cast<std::size_t>(size));
  write(line.rfind('\n') + 1);  // 0 without a whole line
  return sink ? size : 0;
}

int SafeStream::Buffer::sync() {
  write(line.size());
  sink.flush();
  return sink ? 0 : -1;
}

void write_line(std::ostream& stream, std::string_view line) { stream << grammar::fit_to_show(line) << "\n"; }

std::ostream& unguarded(std::ostream& stream) {
  auto* const safe = dynamic_cast<SafeStream*>(&stream);
  return safe == nullptr ? stream : safe->unguarded();
}

}  // namespace spanne::cli
