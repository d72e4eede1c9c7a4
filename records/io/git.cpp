#include "records/io/git.hpp"

#include <dlfcn.h>
#include <filesystem>
#include <fmt/format.h>
#include <git2.h>
#include <memory>

namespace spanne::records {
namespace {

namespace fs = std::filesystem;

/// Loading libgit2 with the program would add two milliseconds to the start of every command.
class Library {
 public:
  Library() : handle_(::dlopen("libgit2.so." LIBGIT2_SOVERSION, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) return;
    complete_ = find(init, "git_libgit2_init") && find(shutdown, "git_libgit2_shutdown") &&
                find(last_error, "git_error_last") && find(open, "git_repository_open_ext") &&
                find(workdir, "git_repository_workdir") && find(parse, "git_revparse_single") &&
                find(peel, "git_object_peel") && find(content, "git_blob_rawcontent") &&
                find(size, "git_blob_rawsize") && find(free_object, "git_object_free") &&
                find(free_repository, "git_repository_free");
    if (complete_) init();
  }
  ~Library() {
    if (complete_) shutdown();
    if (handle_ != nullptr) ::dlclose(handle_);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  bool loaded() const { return complete_; }
  std::string reason() const {
    const auto* error = last_error();
    return error != nullptr && error->message != nullptr ? error->message : "no reason given";
  }

  decltype(&git_libgit2_init) init = nullptr;
  decltype(&git_libgit2_shutdown) shutdown = nullptr;
  decltype(&git_error_last) last_error = nullptr;
  decltype(&git_repository_open_ext) open = nullptr;
  decltype(&git_repository_workdir) workdir = nullptr;
  decltype(&git_revparse_single) parse = nullptr;
  decltype(&git_object_peel) peel = nullptr;
  decltype(&git_blob_rawcontent) content = nullptr;
  decltype(&git_blob_rawsize) size = nullptr;
  decltype(&git_object_free) free_object = nullptr;
  decltype(&git_repository_free) free_repository = nullptr;

 private:
  template <class Function>
  bool find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(::dlsym(handle_, name));
    return function != nullptr;
  }

  void* handle_;
  bool complete_ = false;
};

template <class Thing>
using Owned = std::unique_ptr<Thing, void (*)(Thing*)>;

/// The deepest folder above a path that still exists.
fs::path existing_folder(fs::path path) {
  std::error_code code;
  do path = path.parent_path();
  while (!fs::is_directory(path, code) && path.has_relative_path());
  return path;
}

FileError trouble(const std::string& revision, const std::string& path, const std::string& reason) {
  return {fmt::format("cannot read {} from git as of {}: {}", path, revision, reason)};
}

}  // namespace

std::variant<std::string, FileError> read_from_git(const std::string& revision, const std::string& path,
                                                   std::size_t limit) {
  const Library git;
  if (!git.loaded()) return trouble(revision, path, "libgit2 " LIBGIT2_VERSION " is not installed");
  std::error_code code;
  const fs::path whole = fs::weakly_canonical(fs::absolute(path), code);
  git_repository* opened = nullptr;
  if (code || git.open(&opened, existing_folder(whole).c_str(), 0, nullptr) != 0)
    return trouble(revision, path, code ? code.message() : git.reason());
  const Owned<git_repository> repository(opened, git.free_repository);
  const char* root = git.workdir(opened);
  if (root == nullptr) return trouble(revision, path, "the repository has no files of its own");
  const std::string inside = whole.lexically_relative(fs::weakly_canonical(root, code)).generic_string();
  git_object* found = nullptr;
  if (git.parse(&found, opened, fmt::format("{}:{}", revision, inside).c_str()) != 0)
    return trouble(revision, path, git.reason());
  const Owned<git_object> object(found, git.free_object);
  git_object* peeled = nullptr;
  if (git.peel(&peeled, found, GIT_OBJECT_BLOB) != 0) return trouble(revision, path, "it is not a file");
  const Owned<git_object> blob(peeled, git.free_object);
  const auto* bytes = reinterpret_cast<const git_blob*>(peeled);
  const auto size = static_cast<std::size_t>(git.size(bytes));
  if (size > limit) return trouble(revision, path, fmt::format("it is larger than {} bytes", limit));
  return std::string(static_cast<const char*>(git.content(bytes)), size);
}

}  // namespace spanne::records
