#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <new>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/run.hpp"

namespace {

std::size_t width() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40 ? size.ws_col : 120;
}

/// A guideline grows in memory by small pieces. One heap for all threads, taken from the system in one step, kept until
/// the end and made of large pages where it grows large, spares thousands of requests; what is not touched of it costs
/// nothing.
void ask_for_memory_in_large_steps() {
#ifdef __GLIBC__
  mallopt(M_TOP_PAD, 64 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the largest there is
  mallopt(M_ARENA_MAX, 1);
  const auto* begin = static_cast<char*>(::sbrk(0));
  void* volatile step = std::malloc(1 << 20);  // volatile: else both calls are left out
  std::free(step);
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto from = (reinterpret_cast<std::uintptr_t>(begin) + page - 1) / page * page;
  const auto to = reinterpret_cast<std::uintptr_t>(::sbrk(0)) / page * page;
  if (from < to) ::madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE);  // a wish: not needed
#endif
}

}  // namespace

int main(int count, char** values) {
  ask_for_memory_in_large_steps();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, told and with its exit status
  std::ios::sync_with_stdio(false);
  const char* no_color = std::getenv("NO_COLOR");
  const spanne::cli::Terminal terminal{::isatty(STDOUT_FILENO) != 0, ::isatty(STDERR_FILENO) != 0, width(),
                                       no_color != nullptr && *no_color != '\0'};
  int status = spanne::cli::file_trouble;
  try {
    status = spanne::cli::run({values + 1, values + count}, std::cout, std::cerr, terminal, true);
  } catch (const std::bad_alloc&) {
    std::cerr << "error: there is not enough memory for this; divide the accounts file, and evaluate its parts\n";
    return status;
  }
  std::cout.flush();
  if (std::cout) return status;
  if (status != spanne::cli::file_trouble)
    std::cerr << "error: cannot write to standard output: " << std::strerror(errno) << "\n";
  return spanne::cli::file_trouble;
}
