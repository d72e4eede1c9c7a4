#include "service/framing.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace spanne::service {
namespace {

constexpr std::size_t longest_header = 4'096;

bool is_length(std::string_view name) {
  constexpr std::string_view wanted = "content-length";
  return std::equal(name.begin(), name.end(), wanted.begin(), wanted.end(),
                    [](char c, char small) { return (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) == small; });
}

}  // namespace

std::string framed(std::string_view message) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", message.size(), message);
}

std::optional<std::string> FrameReader::next() {
  if (!error_.empty()) return std::nullopt;
  const std::size_t end = buffer_.find("\r\n\r\n");
  if (end == std::string::npos) {
    if (buffer_.size() > longest_header) error_ = "what arrives has no header with a Content-Length";
    return std::nullopt;
  }
  const auto length = length_of(std::string_view(buffer_).substr(0, end));
  if (!length || buffer_.size() - (end + 4) < *length) return std::nullopt;
  std::string message = buffer_.substr(end + 4, *length);
  buffer_.erase(0, end + 4 + *length);
  return message;
}

std::optional<std::size_t> FrameReader::length_of(std::string_view header) {
  std::optional<std::size_t> length;
  while (!header.empty()) {
    const std::string_view line = header.substr(0, header.find("\r\n"));
    header.remove_prefix(std::min(header.size(), line.size() + 2));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_length(line.substr(0, colon))) continue;
    std::string_view digits = line.substr(colon + 1);
    digits.remove_prefix(std::min(digits.find_first_not_of(' '), digits.size()));
    std::size_t value = 0;
    const auto [stop, trouble] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (trouble == std::errc() && stop == digits.data() + digits.size() && value <= largest_message) length = value;
  }
  if (!length) error_ = "a header has no Content-Length, or one that is too large";
  return length;
}

}  // namespace spanne::service
