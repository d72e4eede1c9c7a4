// A list that nearly always holds one thing: that one stands in the list itself, and only more are asked of the memory,
// which threads would have to wait for one another for.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace spanne::grammar {

template <class T>
class Few {
 public:
  std::size_t size() const { return one_ ? 1 : many_.size(); }
  bool empty() const { return size() == 0; }
  const T* begin() const { return one_ ? &*one_ : many_.data(); }
  const T* end() const { return begin() + size(); }
  T* begin() { return one_ ? &*one_ : many_.data(); }
  T* end() { return begin() + size(); }
  const T& operator[](std::size_t index) const { return begin()[index]; }
  T& operator[](std::size_t index) { return begin()[index]; }

  void push_back(T&& item) {
    if (empty()) {
      one_.emplace(std::move(item));
      return;
    }
    if (one_) {
      many_.push_back(std::move(*one_));
      one_.reset();
    }
    many_.push_back(std::move(item));
  }
  void erase(std::size_t index) {
    if (one_)
      one_.reset();
    else
      many_.erase(many_.begin() + static_cast<std::ptrdiff_t>(index));
  }

 private:
  std::optional<T> one_;
  std::vector<T> many_;  // all of them, where they are not one
};

}  // namespace spanne::grammar
