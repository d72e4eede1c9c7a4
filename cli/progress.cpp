#include "cli/progress.hpp"

#include <fmt/format.h>
#include <utility>

namespace spanne::cli {

Progress::Progress(std::ostream& err, bool shown, std::string doing, std::string what)
    : err_(err),
      shown_(shown),
      doing_(std::move(doing)),
      what_(std::move(what)),
      begun_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (drawn_) err_ << "\r\x1b[K" << std::flush;
}

void Progress::operator()(std::size_t done, std::size_t all) {
  if (!shown_ || std::chrono::steady_clock::now() - begun_ < std::chrono::seconds(1)) return;
  const std::lock_guard lock(mutex_);
  err_ << fmt::format("\r{}: {} of {} {}\x1b[K", doing_, done, all, what_) << std::flush;
  drawn_ = true;
}

}  // namespace spanne::cli
