// Work done beside: by another thread, on another processor from the beginning.
//
// A thread begins on the processor of the one that asks for it, and is moved to an idle one when the system has seen
// both at work. Most of what is done beside is over by then.
#pragma once

#include <future>
#include <utility>

namespace spanne::grammar {

/// Made by the thread that asks for another.
class Elsewhere {
 public:
  Elsewhere();
  /// Called by the other: leaves the processor this was made on. Does nothing where there is no other, or where the
  /// system does not tell.
  void go() const;

 private:
  int here_;
};

/// Begins at once where a thread can be had, else when the result is asked for.
template <class Work>
auto beside(Work work) -> std::future<decltype(work())> {
  return std::async(std::launch::async | std::launch::deferred,
                    [work = std::move(work), elsewhere = Elsewhere()]() mutable {
                      elsewhere.go();
                      return work();
                    });
}

}  // namespace spanne::grammar
