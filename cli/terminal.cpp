#include "cli/terminal.hpp"

#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace spanne::cli {
namespace {

std::size_t terminal_width() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40 ? size.ws_col : 120;
}

}  // namespace

Terminal terminal_of_this_run() {
  const char* no_color = std::getenv("NO_COLOR");
  const bool err = ::isatty(STDERR_FILENO) != 0;
  return {::isatty(STDOUT_FILENO) != 0, err, terminal_width(), no_color != nullptr && *no_color != '\0',
          err && ::isatty(STDIN_FILENO) != 0};
}

}  // namespace spanne::cli
