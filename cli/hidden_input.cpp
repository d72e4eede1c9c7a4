#include "cli/hidden_input.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace spanne::cli {
namespace {

constexpr std::array<int, 4> deadly_signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t caught_signal = 0;
extern "C" void remember_signal(int signal) { caught_signal = signal; }

/// While it exists, typing does not show, and a signal ends wait() instead of the program. Signals are blocked outside
/// of it, since one that came just before would leave it waiting for ever.
class EchoOff {
 public:
  EchoOff() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    caught_signal = 0;
    struct sigaction action {};
    action.sa_handler = remember_signal;
    sigset_t deadly;
    ::sigemptyset(&deadly);
    for (std::size_t i = 0; i < deadly_signals.size(); ++i) {
      ::sigaction(deadly_signals[i], &action, &actions_[i]);
      ::sigaddset(&deadly, deadly_signals[i]);
    }
    ::pthread_sigmask(SIG_BLOCK, &deadly, &mask_before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= static_cast<tcflag_t>(ECHONL);
    works_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    if (!works_) restore_signals();
  }
  ~EchoOff() {
    if (!works_) return;
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
    restore_signals();
    if (caught_signal != 0) ::raise(caught_signal);
  }
  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;

  bool works() const { return works_; }

  /// Whether there is something to read; false after a signal.
  bool wait() const {
    pollfd typed{STDIN_FILENO, POLLIN, 0};
    int ready = -1;
    do ready = ::ppoll(&typed, 1, nullptr, &mask_before_);
    while (ready < 0 && errno == EINTR && caught_signal == 0);
    return ready > 0;
  }

 private:
  void restore_signals() {
    for (std::size_t i = 0; i < deadly_signals.size(); ++i) ::sigaction(deadly_signals[i], &actions_[i], nullptr);
    ::pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
  }

  termios before_{};
  sigset_t mask_before_{};
  std::array<struct sigaction, deadly_signals.size()> actions_{};
  bool works_ = false;
};

}  // namespace

std::optional<std::string> hidden_line(const std::string& question, std::ostream& terminal) {
  const EchoOff echo;
  if (!echo.works()) return std::nullopt;
  terminal << question << std::flush;
  std::string line;
  line.reserve(4'096);  // a terminal's longest line, so that growing leaves no copies in memory
  for (char letter = 0; echo.wait();) {
    const ssize_t count = ::read(STDIN_FILENO, &letter, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    if (letter == '\n') return line;
    line += letter;
  }
  return std::nullopt;
}

}  // namespace spanne::cli
