// The program as a function, so that tests can call it.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace spanne::cli {

/// The properties of the outputs.
struct Terminal {
  bool out = false, err = false;  // whether it is a terminal rather than a file or a pipe
  std::size_t width = 120;        // columns
  bool no_color = false;          // NO_COLOR is set
  bool asks = false;              // standard input and `err` are a terminal: somebody can be asked for a passphrase
};

/// Exit statuses (docs/commands.md#exit-status).
enum Status : int { fine = 0, findings = 1, wrong_usage = 2, file_trouble = 3 };

/// `args` excludes the program's name. Data goes to `out`, everything else to `err`. Returns an exit status.
int run(const std::vector<std::string>& args, std::ostream& out, std::ostream& err, const Terminal& terminal);

}  // namespace spanne::cli
