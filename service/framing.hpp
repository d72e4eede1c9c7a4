// The framing of messages on a stream of bytes: `Content-Length: 52`, an empty line, and as many bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spanne::service {

/// The largest message that is taken, in bytes: an accounts file may be in it.
inline constexpr std::size_t largest_message = 1'500'000'000;

std::string framed(std::string_view message);

/// Takes messages out of the bytes as they arrive, in pieces of any size.
class FrameReader {
 public:
  void add(std::string_view bytes) { buffer_ += bytes; }
  /// The next message; nullopt if it has not arrived as a whole, or after the bytes were found to be none.
  std::optional<std::string> next();
  /// Whether a part of a message has arrived.
  bool has_rest() const { return !buffer_.empty(); }
  /// Why what arrived is no frame; empty if it is. Where one begins cannot be found again then.
  const std::string& error() const { return error_; }

 private:
  std::optional<std::size_t> length_of(std::string_view header);

  std::string buffer_, error_;
};

}  // namespace spanne::service
