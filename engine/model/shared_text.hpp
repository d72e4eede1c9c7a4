// A text that many things of a rule set share: a currency, a unit, a heading's title.
#pragma once

#include <string>
#include <string_view>

namespace spanne::engine {

/// "EUR", "h/month"; empty where there is none. A program meets a handful, so each is kept once, for as long as it
/// runs, and a thing that has it points to it.
class SharedText {
 public:
  SharedText() = default;
  explicit SharedText(std::string_view text);

  const std::string& text() const { return *text_; }
  bool operator==(const SharedText&) const = default;

 private:
  static const std::string none;
  const std::string* text_ = &none;
};

}  // namespace spanne::engine
