// Digests identify the content a result was made from; results, releases and receipts record them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/trail/schemes.hpp"

namespace spanne::engine {

/// SHA-256 of a rule file's text, as 64 hexadecimal digits. A byte-order mark and the kind of line break do not count,
/// so a file that passed through another system keeps its digest.
std::string digest(std::string_view text);

/// SHA-256 of bytes as they are, added in pieces: of accounts, results and lines of a log.
class ByteDigest {
 public:
  ByteDigest();
  ~ByteDigest();
  ByteDigest(const ByteDigest&) = delete;
  ByteDigest& operator=(const ByteDigest&) = delete;

  void add(std::string_view bytes);
  /// Returns 64 hexadecimal digits and starts anew.
  std::string text();

 private:
  struct State;
  std::unique_ptr<State> state_;
};
std::string byte_digest(std::string_view bytes);

/// The canonical text of a rule file: its tokens without comments and layout, one statement per line, one blank between
/// tokens, numbers without `_`, no lines of dashes, `-(0.05 .. 0.1) FTE` without its brackets, the parts of attributes,
/// periods and reasons in a fixed order, nameless rules by their line in this text.
///
/// Two files with the same canonical text mean the same (the converse is not true), and formatting a file does not
/// change it. Released digests depend on it, so what a scheme makes of a text must never change. `scheme` is
/// `Schemes::canonical`.
std::string canonical_text(std::string_view text, int scheme = current_schemes.canonical);

/// SHA-256 of the canonical text.
std::string canonical_digest(std::string_view text, int scheme = current_schemes.canonical);

}  // namespace spanne::engine
