// LogLine is what every line of the log of releases says, whether it releases a version, withdraws one or sets the
// policy.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/trail/schemes.hpp"

namespace spanne::engine {

/// Who answers for a line. Key and signature are base64, and empty where nothing was signed.
struct Approval {
  std::string name, signer, signature;
};

/// Texts are UTF-8, digests have 64 hexadecimal digits; an absent item is empty.
struct LogLine {
  std::size_t number = 0;  // of the line, counted from 1
  Schemes schemes = current_schemes;
  std::string previous;    // digest of the whole line before; empty for the first line
  std::string date;        // "2026-07-01", UTC
  std::string changed_by;  // who wrote what is approved, where that was said
  std::vector<Approval> approvals;
  std::string note;
  std::string engine;       // version of the program
  std::string line_digest;  // of all that is signed
};

/// "Bob", "Bob and Carol", "Bob, Carol and Dan".
std::string approvers(const LogLine& line);

/// Whether anybody signed the line.
bool has_signature(const LogLine& line);

}  // namespace spanne::engine
