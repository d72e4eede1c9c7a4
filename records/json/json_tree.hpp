// A JSON text written from the outside in, with figures that keep every digit (a JSON library would make them binary
// fractions).
#pragma once

#include <string>
#include <string_view>

#include "engine/value/fraction.hpp"

namespace spanne::records {

/// Members are named, elements of lists are not (`name` empty). Every begin_ has its end.
class JsonTree {
 public:
  void begin_object(std::string_view name = {}) { begin(name, '{'); }
  void end_object() { end('}'); }
  void begin_list(std::string_view name = {}) { begin(name, '['); }
  void end_list() { end(']'); }

  void text(std::string_view name, std::string_view value);
  void truth(std::string_view name, bool value) { raw(name, value ? "true" : "false"); }
  void null(std::string_view name) { raw(name, "null"); }
  /// A number, already written as JSON has it.
  void raw(std::string_view name, std::string_view number);
  /// To six places as in all results; where that rounds, `NAME_exact` follows with the fraction, "1/60".
  void figure(const std::string& name, const engine::Fraction& number);
  void range(std::string_view name, const engine::Range& range);

  std::string take() { return std::move(text_) + "\n"; }

 private:
  void begin(std::string_view name, char bracket);
  void end(char bracket);
  void next(std::string_view name);

  std::string text_;
  std::size_t depth_ = 0;
  bool first_ = true;
};

}  // namespace spanne::records
