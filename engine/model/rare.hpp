// What nearly no thing of its sort has: kept apart, so that the others do not carry room for it.
#pragma once

#include <memory>

namespace spanne::engine {

/// A value that is nearly always T(), and then takes the room of a pointer.
template <class T>
class Rare {
 public:
  Rare() = default;
  Rare(const T& value) : value_(value == T() ? nullptr : std::make_unique<T>(value)) {}  // NOLINT: it is one
  Rare(const Rare& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Rare(Rare&&) noexcept = default;
  Rare& operator=(const Rare& other) { return *this = Rare(other); }
  Rare& operator=(Rare&&) noexcept = default;
  ~Rare() = default;

  const T& operator*() const {
    static const T usual{};
    return value_ ? *value_ : usual;
  }
  const T* operator->() const { return &**this; }
  operator const T&() const { return **this; }  // NOLINT: it is one
  friend bool operator==(const Rare& a, const Rare& b) { return *a == *b; }

 private:
  std::unique_ptr<const T> value_;
};

}  // namespace spanne::engine
