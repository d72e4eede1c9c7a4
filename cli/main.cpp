#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/run.hpp"

namespace {

std::size_t width() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40 ? size.ws_col : 120;
}

}  // namespace

int main(int count, char** values) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, told and with its exit status
  std::ios::sync_with_stdio(false);
  const char* no_color = std::getenv("NO_COLOR");
  const spanne::cli::Terminal terminal{::isatty(STDOUT_FILENO) != 0, ::isatty(STDERR_FILENO) != 0, width(),
                                       no_color != nullptr && *no_color != '\0'};
  const int status = spanne::cli::run({values + 1, values + count}, std::cout, std::cerr, terminal);
  std::cout.flush();
  if (std::cout) return status;
  if (status != spanne::cli::file_trouble) std::cerr << "error: cannot write to standard output\n";
  return spanne::cli::file_trouble;
}
