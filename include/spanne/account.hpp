// The values of one account by the names of their attributes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace spanne {

/// Values are texts as a cell of an accounts file has them: "15", "0.25", "15 %", "5_000_000", "yes", "global",
/// "2026-07-01"; an empty text is a missing value. Numbers are written with a decimal point.
class AccountValues {
 public:
  AccountValues& set(std::string attribute, std::string value) {
    values_.insert_or_assign(std::move(attribute), std::move(value));
    return *this;
  }
  AccountValues& set(std::string attribute, const char* value) { return set(std::move(attribute), std::string(value)); }
  AccountValues& set(std::string attribute, std::int64_t value) {
    return set(std::move(attribute), std::to_string(value));
  }
  AccountValues& set(std::string attribute, int value) { return set(std::move(attribute), std::int64_t{value}); }
  AccountValues& set(std::string attribute, bool value) {
    return set(std::move(attribute), std::string(value ? "yes" : "no"));
  }

  const std::map<std::string, std::string>& values() const { return values_; }

 private:
  std::map<std::string, std::string> values_;
};

}  // namespace spanne
