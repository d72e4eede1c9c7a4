#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <new>
#include <unistd.h>

#include "cli/run.hpp"
#include "cli/terminal.hpp"

namespace {

/// If a standard file is closed, the next file that is opened would get its number, and messages would be written into
/// a result. The placeholder opened here fails when it is used, as a closed file does.
void keep_standard_files_apart() {
  for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(number, F_GETFD) < 0)
      static_cast<void>(::open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

}  // namespace

int main(int count, char** values) {
  keep_standard_files_apart();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, reported with its exit status
  std::ios::sync_with_stdio(false);
  int status = spanne::cli::file_trouble;
  try {
    status = spanne::cli::run({values + 1, values + count}, std::cout, std::cerr, spanne::cli::terminal_of_this_run());
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
