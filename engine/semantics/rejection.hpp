// Why an account is not evaluated, as data: what the evaluator records, compares and hands out. Sentences are made of
// it only where one is shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// One reason for which an account is rejected. Indices are those of the model that rejected it.
struct Rejection {
  enum class Cause : std::uint8_t {
    unreadable,  // the account could not be read: `text` is what its reader says of it
    // An assignment (`--set`) to the attribute `site`; `value` is what it would have become.
    set_from_missing,
    set_without_value,
    set_not_whole,
    set_out_of_range,
    // A figure of a group (docs/language.md#figures-of-a-group), of the attribute `site`; `value` is what it comes to.
    figure_out_of_range,
    figure_too_large,
    // The calculation `term` has no value; `site` asked for it.
    too_large,
    by_zero,
    undefined,  // a power; `figures`: base and exponent
    no_day,
    not_whole,        // a number of days, weeks, months or years; `figures`: the number
    missing_value,    // of the attribute `term`
    cluster_unknown,  // asked for before it is known
    results_unknown,
    no_row,  // of the table in which `term` looks up
    // Promises and effects of the rule set.
    several_rows,         // of a `unique` table fit; `others`: the first two of them; `site` asked for the table
    no_cluster,           // fits
    negative_factor,      // of `site`; `figures`: the factor
    excessive_discounts,  // of `site` and `others`, on `kinds`, come to more than 100 %
    limits_clash,         // the floor of `site` with the ceiling of the one in `others`; `figures`: both, FTE
    negative_ceiling,     // of `site`; `figures`: the ceiling, FTE
    fixed_differently,    // by `site` and the one in `others`
    fixed_below_zero,     // by `site`; `figures`: the effort, FTE
    effort_too_large,     // to compute: longer than max_number_bits
  };

  struct Site {
    /// `remark`: some flag's text, which has no index.
    enum class Kind : std::uint8_t { cluster, rule, table, row, remark, attribute } kind = Kind::remark;
    std::uint32_t index = 0;  // of the cluster, rule, table (also of a row's) or attribute
    std::uint32_t row = 0;    // only of a row
    bool operator==(const Site&) const = default;
  };

  Cause cause = Cause::unreadable;
  std::optional<Site> site = {};
  std::optional<TermId> term = {};
  std::vector<Site> others = {};
  std::vector<Fraction> figures = {};
  std::vector<KindId> kinds = {};  // empty where the model declares none
  Value value = {};
  std::string text = {};

  bool operator==(const Rejection&) const = default;
};

/// The sentence users see: "rule a: 1 / sites divides by zero". `model` is the one that rejected the account.
std::string to_text(const Rejection& rejection, const Model& model);
std::vector<std::string> to_texts(const std::vector<Rejection>& rejections, const Model& model);

}  // namespace spanne::engine
