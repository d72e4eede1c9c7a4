#include "tests/support/traced.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace spanne::test {

#if defined(__x86_64__)

namespace {

struct Call {
  long number;
  const char* name;
  int path;  // which argument is a path; -1: none
};

constexpr std::array calls{Call{SYS_open, "open", 0},
                           Call{SYS_openat, "openat", 1},
                           Call{SYS_stat, "stat", 0},
                           Call{SYS_newfstatat, "newfstatat", 1},
                           Call{SYS_fstat, "fstat", -1},
                           Call{SYS_statfs, "statfs", 0},
                           Call{SYS_access, "access", 0},
                           Call{SYS_readlink, "readlink", 0},
                           Call{SYS_read, "read", -1},
                           Call{SYS_pread64, "pread64", -1},
                           Call{SYS_lseek, "lseek", -1},
                           Call{SYS_getdents64, "getdents64", -1},
                           Call{SYS_write, "write", -1},
                           Call{SYS_writev, "writev", -1},
                           Call{SYS_pwrite64, "pwrite64", -1},
                           Call{SYS_fsync, "fsync", -1},
                           Call{SYS_fdatasync, "fdatasync", -1},
                           Call{SYS_ftruncate, "ftruncate", -1},
                           Call{SYS_fchmod, "fchmod", -1},
                           Call{SYS_flock, "flock", -1},
                           Call{SYS_dup, "dup", -1},
                           Call{SYS_close, "close", -1},
                           Call{SYS_linkat, "linkat", 3},
                           Call{SYS_rename, "rename", 0},
                           Call{SYS_renameat2, "renameat2", 1},
                           Call{SYS_unlink, "unlink", 0},
                           Call{SYS_unlinkat, "unlinkat", 1}};

const Call* find_call(long number) {
  const auto* found = std::find_if(calls.begin(), calls.end(), [&](const Call& one) { return one.number == number; });
  return found == calls.end() ? nullptr : found;
}

std::string text_at(pid_t process, unsigned long long address) {
  std::array<char, 256> buffer{};
  iovec here{buffer.data(), buffer.size() - 1}, there{reinterpret_cast<void*>(address), buffer.size() - 1};
  if (::process_vm_readv(process, &here, 1, &there, 1, 0) <= 0) return {};
  return buffer.data();
}

[[noreturn]] void become(const std::vector<std::string>& command, int shown) {
  std::vector<char*> words;
  for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));  // NOLINT: execv changes nothing
  words.push_back(nullptr);
  // Who looks for leaks is a tracer itself.
  const char* options = std::getenv("ASAN_OPTIONS");
  ::setenv("ASAN_OPTIONS", (std::string(options == nullptr ? "" : options) + ":detect_leaks=0").c_str(), 1);
  ::dup2(shown, STDOUT_FILENO);
  ::dup2(shown, STDERR_FILENO);
  if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(126);
  ::raise(SIGSTOP);
  ::execv(words[0], words.data());
  ::_exit(127);
}

class Tracer {
 public:
  Tracer(pid_t process, const Interference& interference) : process_(process), interference_(interference) {}

  TracedRun run() {
    constexpr auto options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    ::ptrace(PTRACE_SETOPTIONS, process_, nullptr, options);
    proceed(process_, 0);
    for (;;) {
      int status = 0;
      const pid_t thread = ::waitpid(-1, &status, __WALL);
      if (thread < 0) return std::move(result_);
      if (WIFSTOPPED(status)) {
        stopped(thread, status);
      } else if (thread == process_) {
        if (WIFEXITED(status)) result_.status = WEXITSTATUS(status);
        return std::move(result_);
      }
    }
  }

 private:
  static void proceed(pid_t thread, int signal) { ::ptrace(PTRACE_SYSCALL, thread, nullptr, signal); }

  void stopped(pid_t thread, int status) {
    const int signal = WSTOPSIG(status);
    constexpr int system_call = SIGTRAP | 0x80;
    if (signal == system_call)
      at_call(thread);
    else
      proceed(thread, signal == SIGTRAP || signal == SIGSTOP ? 0 : signal);
  }

  void at_call(pid_t thread) {
    user_regs_struct registers{};
    ::ptrace(PTRACE_GETREGS, thread, nullptr, &registers);
    const bool entry = !std::exchange(inside_[thread], !inside_[thread]);
    if (entry) {
      enter(thread, registers);
    } else if (failing_ == thread) {
      failing_ = 0;
      registers.rax = static_cast<unsigned long long>(-static_cast<long long>(interference_.error));
      ::ptrace(PTRACE_SETREGS, thread, nullptr, &registers);
    }
    proceed(thread, 0);
  }

  void enter(pid_t thread, user_regs_struct& registers) {
    const Call* call = find_call(static_cast<long>(registers.orig_rax));
    if (call == nullptr) return;
    if (!counting_ && call->path >= 0) {
      const std::array<unsigned long long, 4> arguments{registers.rdi, registers.rsi, registers.rdx, registers.r10};
      counting_ = text_at(thread, arguments[static_cast<std::size_t>(call->path)]).find(interference_.from) !=
                  std::string::npos;
    }
    if (!counting_) return;
    result_.calls.emplace_back(call->name);
    if (result_.calls.size() != interference_.at) return;
    if (interference_.error == 0) {
      ::kill(process_, SIGKILL);
      return;
    }
    failing_ = thread;
    registers.orig_rax = static_cast<unsigned long long>(-1);  // no call at all
    ::ptrace(PTRACE_SETREGS, thread, nullptr, &registers);
  }

  pid_t process_, failing_ = 0;
  const Interference& interference_;
  std::map<pid_t, bool> inside_;
  bool counting_ = false;
  TracedRun result_;
};

}  // namespace

std::optional<TracedRun> run_traced(const std::vector<std::string>& command, const Interference& interference) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> shown(std::tmpfile(), &std::fclose);
  const pid_t process = ::fork();
  if (process == 0) become(command, ::fileno(shown.get()));
  int status = 0;
  if (process < 0 || ::waitpid(process, &status, 0) != process || !WIFSTOPPED(status)) return std::nullopt;
  TracedRun result = Tracer(process, interference).run();
  std::array<char, 4'096> piece{};
  std::rewind(shown.get());
  while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), shown.get()))
    result.shown.append(piece.data(), count);
  return result;
}

#else

std::optional<TracedRun> run_traced(const std::vector<std::string>&, const Interference&) { return std::nullopt; }

#endif

}  // namespace spanne::test
