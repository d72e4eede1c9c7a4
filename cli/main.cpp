#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <new>
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
  int status = spanne::cli::file_trouble;
  try {
    status = spanne::cli::run({values + 1, values + count}, std::cout, std::cerr, terminal);
  } catch (const std::bad_alloc&) {
    std::cerr << "error: there is not enough memory for this; divide the accounts file, and evaluate its parts\n";
    return status;
  } catch (const std::exception& error) {
    std::cerr << "error: something unforeseen: " << error.what() << "; please report it\n";
    return status;
  }
  std::cout.flush();
  if (std::cout) return status;
  if (status != spanne::cli::file_trouble)
    std::cerr << "error: cannot write to standard output: " << std::strerror(errno) << "\n";
  return spanne::cli::file_trouble;
}
