// The currency of an amount of money.
#pragma once

#include <string>
#include <string_view>

namespace spanne::engine {

/// "EUR"; empty where there is none. A program meets a handful, so each name is kept once, for as long as it runs, and
/// a thing that has a currency points to it.
class Currency {
 public:
  Currency() = default;
  explicit Currency(std::string_view name);

  const std::string& name() const { return *name_; }
  bool operator==(const Currency&) const = default;

 private:
  static const std::string none;
  const std::string* name_ = &none;
};

}  // namespace spanne::engine
