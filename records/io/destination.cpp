#include "records/io/destination.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>

namespace spanne::records {
namespace {

FileError refused() { return {fmt::format("cannot write to standard output: {}", std::strerror(errno))}; }

}  // namespace

std::optional<FileError> Destination::restart() {
  aside_.clear();
  if (digest_ != nullptr) digest_->text();  // begins anew
  if (to_stream()) return std::nullopt;
  if (file_ && !file_->replaces()) return std::nullopt;  // who reads a pipe would take it for ended
  file_.emplace(path_);
  return file_->open();
}

std::optional<FileError> Destination::write(std::string_view text) {
  if (digest_ != nullptr) digest_->add(text);
  return file_ && file_->replaces() ? file_->write(text) : aside_.append(text);
}

std::optional<FileError> Destination::commit() {
  if (file_) {
    if (!file_->replaces())
      if (auto error = aside_.copy([&](std::string_view piece) { return file_->write(piece); })) return error;
    return file_->commit(false);
  }
  auto error = aside_.copy([&](std::string_view piece) -> std::optional<FileError> {
    out_ << piece;
    return out_ ? std::nullopt : std::optional(refused());
  });
  if (!error && !out_.flush()) error = refused();
  return error;
}

}  // namespace spanne::records
