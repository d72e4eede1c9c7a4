// What nearly no thing of its kind has: kept apart, so that the others do not carry room for it.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace spanne::engine {

/// A value that is nearly always T(usual...), and then takes the room of a pointer.
template <class T, int... usual>
class Rare {
 public:
  Rare() = default;
  Rare(const T& value) : value_(value == T(usual...) ? nullptr : std::make_unique<T>(value)) {}  // NOLINT: it is one
  Rare(const Rare& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Rare(Rare&&) noexcept = default;
  Rare& operator=(const Rare& other) { return *this = Rare(other); }
  Rare& operator=(Rare&&) noexcept = default;
  ~Rare() = default;

  const T& operator*() const {
    static const T most(usual...);
    return value_ ? *value_ : most;
  }
  const T* operator->() const { return &**this; }
  operator const T&() const { return **this; }  // NOLINT: it is one
  friend bool operator==(const Rare& a, const Rare& b) { return *a == *b; }

 private:
  std::unique_ptr<const T> value_;
};

/// std::optional for what is nearly never there, and then takes the room of a pointer.
template <class T>
class RareOptional {
 public:
  RareOptional() = default;
  RareOptional(const std::optional<T>& value)  // NOLINT: it is one
      : value_(value ? std::make_unique<T>(*value) : nullptr) {}
  RareOptional(const RareOptional& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  RareOptional(RareOptional&&) noexcept = default;
  RareOptional& operator=(const RareOptional& other) { return *this = RareOptional(other); }
  RareOptional& operator=(RareOptional&&) noexcept = default;
  ~RareOptional() = default;

  explicit operator bool() const { return value_ != nullptr; }
  const T& operator*() const { return *value_; }
  T& operator*() { return *value_; }
  const T* operator->() const { return value_.get(); }
  T* operator->() { return value_.get(); }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace spanne::engine
