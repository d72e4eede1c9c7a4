// WebAssembly's own calls reach Node's files (NODERAWFS); what they leave out, or only pretend to do, is asked of Node.
#include <cerrno>
#include <cstdlib>
#include <emscripten.h>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <unistd.h>

#include "records/io/system.hpp"

// Each returns 0, or the number of the error. The code of Node's error that has no number here is taken for EIO.
// clang-format off
EM_JS(int, spanne_node_sync, (int descriptor), {
  try {
    fs.fsyncSync(FS.getStream(descriptor).nfd);
    return 0;
  } catch (error) {
    if (error.code === "EPERM") return ERRNO_CODES.EINVAL;  // a folder, on systems that write names down by themselves
    return ERRNO_CODES[error.code] || ERRNO_CODES.EIO;
  }
});

EM_JS(int, spanne_node_link, (const char* from, const char* to), {
  try {
    fs.linkSync(UTF8ToString(from), UTF8ToString(to));
    return 0;
  } catch (error) {
    return ERRNO_CODES[error.code] || ERRNO_CODES.EIO;
  }
});

EM_JS(void, spanne_node_remove_at_exit, (const char* path), {
  const name = UTF8ToString(path);
  process.once("exit", () => fs.rmSync(name, {force: true}));
});

EM_JS(int, spanne_node_ignores_case, (), {
  return process.platform === "win32" || process.platform === "darwin" ? 1 : 0;
});
// clang-format on

namespace spanne::records {
namespace {

bool succeeded(int error) {
  if (error != 0) errno = error;
  return error == 0;
}

std::map<std::FILE*, std::string>& temporary_names() {
  static std::map<std::FILE*, std::string> names;
  return names;
}

}  // namespace

std::uint64_t random_number() {
  std::uint64_t number = 0;
  if (::getentropy(&number, sizeof number) != 0) std::abort();
  return number;
}

int open_nameless(const std::string&, unsigned) { return -1; }
bool give_name(int, const std::string&) { return succeeded(ENOTSUP); }
bool exchange_names(const std::string&, const std::string&) { return succeeded(ENOTSUP); }

/// A second name is refused where there is a file of that name, as renaming is not.
bool rename_to_new(const std::string& from, const std::string& to) {
  if (!succeeded(spanne_node_link(from.c_str(), to.c_str()))) return false;
  ::unlink(from.c_str());
  return true;
}

bool lock_file(int) { return true; }
bool lock_abandoned_file(int) { return false; }

bool standard_input_waits() { return false; }

/// By its whole name, which is what fchdir() goes by.
int open_current_folder() {
  std::error_code error;
  const std::string whole = std::filesystem::current_path(error).string();
  return error ? -1 : ::open(whole.c_str(), O_RDONLY | O_DIRECTORY);
}

int open_standard_output() { return STDOUT_FILENO; }  // Node cannot open it twice
int close_file(int descriptor) { return descriptor == STDOUT_FILENO ? 0 : ::close(descriptor); }
bool can_be_closed(int) { return true; }
bool sync_to_disk(int descriptor) { return succeeded(spanne_node_sync(descriptor)); }

bool ignores_case(const std::string&) { return spanne_node_ignores_case() != 0; }

std::FILE* temporary_file() {
  std::error_code error;
  std::string name = (std::filesystem::temp_directory_path(error) / "spanne-XXXXXX").string();
  if (error) return nullptr;
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) return nullptr;
  spanne_node_remove_at_exit(name.c_str());
  std::FILE* file = ::fdopen(descriptor, "w+b");
  temporary_names()[file] = name;
  return file;
}

std::string name_of_temporary(std::FILE* file) { return temporary_names()[file]; }

}  // namespace spanne::records
