// In WebAssembly every output says that it is a terminal, so Node is asked.
#include <cstdlib>
#include <emscripten.h>

#include "cli/terminal.hpp"

// clang-format off
EM_JS(int, spanne_node_is_terminal, (int descriptor), { return require("tty").isatty(descriptor) ? 1 : 0; });

EM_JS(int, spanne_node_terminal_width, (), {
  return require("tty").isatty(1) ? process.stdout.columns || 0 : 0;
});
// clang-format on

namespace spanne::cli {

Terminal terminal_of_this_run() {
  const char* no_color = std::getenv("NO_COLOR");
  const int width = spanne_node_terminal_width();
  const bool err = spanne_node_is_terminal(2) != 0;
  return {spanne_node_is_terminal(1) != 0, err, width >= 40 ? static_cast<std::size_t>(width) : 120,
          no_color != nullptr && *no_color != '\0', false};
}

}  // namespace spanne::cli
