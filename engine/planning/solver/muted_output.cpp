#include "engine/planning/solver/muted_output.hpp"

#include <cstdio>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

namespace spanne::engine {

namespace {

constexpr std::array<int, 2> outputs{STDOUT_FILENO, STDERR_FILENO};

/// What is in the buffers belongs to whoever wrote it: before, to us; after, to the library.
void empty_buffers() {
  std::cout.flush();
  std::cerr.flush();
  std::fflush(nullptr);
}

}  // namespace

MutedOutput::MutedOutput() {
  empty_buffers();
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    kept_[i] = ::fcntl(outputs[i], F_DUPFD_CLOEXEC, 3);
    if (kept_[i] >= 0) ::dup2(nowhere, outputs[i]);
  }
  ::close(nowhere);
}

MutedOutput::~MutedOutput() {
  empty_buffers();
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (kept_[i] < 0) continue;
    ::dup2(kept_[i], outputs[i]);
    ::close(kept_[i]);
  }
}

}  // namespace spanne::engine
