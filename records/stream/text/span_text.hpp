// What a row says of how many accounts fill one KAM and how many KAMs an account needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "records/results/figure_text.hpp"
#include "records/results/results.hpp"

namespace spanne::records {

/// The four columns of spans, where 64 bits suffice.
class SpanText {
 public:
  /// `unit`: of the counts of efforts.
  SpanText(const engine::Model& model, const engine::Fraction& unit, Format format);
  bool is_quick() const { return low_load_ && high_load_; }
  /// `which`: one of the four columns.
  void append(LineBuffer& line, ResultColumn::From which, std::int64_t low, std::int64_t high) const;

 private:
  // capacity × utilisation in the unit, low and high, as fractions
  std::optional<std::pair<std::int64_t, std::int64_t>> low_load_, high_load_;
  std::string unlimited_, none_;
};

}  // namespace spanne::records
