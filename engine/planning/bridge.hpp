// A Bridge leads from the total of one accounts file to that of a later one: which part of the change comes from
// engagements that left or came, from which attribute, from the rules and from the day. The parts add up exactly.
//
// An engagement that stands in both files changes by its attributes, by figures of its groups (which change because
// other rows did), by the rules and by the day. What each of these came to is its Shapley value: its share averaged
// over all orders in which they can change one after the other. So no order is preferred, and the shares add up.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/planning/portfolio_rows.hpp"
#include "engine/planning/result_table.hpp"
#include "engine/portfolio/portfolio.hpp"

namespace spanne::engine {

/// What belongs to either side of a bridge: the earlier, then the later one.
template <class Part>
using BothSides = std::array<Part, 2>;

/// What a bridge is made from. Everything outlives its making.
struct BridgeInput {
  BothSides<const Model*> models;  // the same twice where the rules are the same
  BothSides<Date> days;
  /// Both files as each of the models reads them: `rows[rules][file]`.
  BothSides<BothSides<const PortfolioRows*>> rows;
  BothSides<std::vector<Kam>> kams;  // empty without a file
};

/// Something that can change an effort. Attributes are known by their name in the later rules.
struct BridgeCause {
  enum class Kind {
    gone,          // engagements of the earlier file that the later one has no more
    added,         // and those that it has besides
    attribute,     // a value of the row itself
    figure,        // a figure of its group, which other rows change too
    together,      // several at once that cannot be told apart (BridgeRow::together)
    rules,         // the later rules in place of the earlier ones
    day,           // the later day in place of the earlier one
    now_rejected,  // was evaluated before, and is not any more
    now_accepted   // the reverse
  };
  Kind kind = Kind::attribute;
  std::string attribute;    // of `attribute` and `figure`
  BothSides<Type> types{};  // of its values by either rules; where only one has the attribute, the type is the same
};

/// What one cause came to in one engagement.
struct BridgeShare {
  std::size_t cause = 0;      // index into Bridge::parts
  std::string before, after;  // of an attribute: its values
  Range change;               // FTE; the ends are those of the effort, and may cross
};

/// One engagement with a difference.
struct BridgeRow {
  BothSides<std::size_t> lines{0, 0};              // in the files; 0 where it does not stand there
  std::vector<std::string> key;                    // one text a key attribute of the later rules
  std::string owner;                               // of the later file where it stands there
  BothSides<std::optional<Range>> effort;          // FTE; nullopt where it does not stand there or is rejected
  BothSides<std::vector<std::string>> rejections;  // why
  std::vector<BridgeShare> shares;
  /// Why its attributes cannot be told apart: empty if they can.
  std::string together;
};

/// A cause with all engagements that it changed.
struct BridgePart {
  BridgeCause cause;
  std::size_t rows = 0;     // engagements with such a share
  std::size_t changed = 0;  // of which the effort became another one by it
  SumRange change;          // FTE
};

/// One side as a whole.
struct BridgeTotal {
  Portfolio portfolio;               // by the owner where the rules have one, else without groups
  std::optional<Fraction> capacity;  // FTE; nullopt without a kams file
};

struct Bridge {
  BothSides<BridgeTotal> totals;
  std::vector<BridgePart> parts;  // in the order of BridgeCause::Kind; attributes as the later rules declare them
  std::vector<BridgeRow> rows;    // as in the later file, then those that are gone, as in the earlier one
  std::size_t same = 0;           // engagements of both files without any difference
};

/// The causes of one engagement's change are told apart by evaluating all their combinations, up to this number.
inline constexpr std::size_t max_bridge_causes = 10;

/// Why there is no bridge, and what helps.
struct BridgeRefusal {
  std::string message, help;
};

/// Rows belong together by the key attributes of the later rules. A refusal if these have none, or if the rules read
/// the rows of one file differently.
std::variant<Bridge, BridgeRefusal> bridge_of(const BridgeInput& input, const Executor& executor);

/// The Shapley values of causes whose combinations come to `worth`: one value for each subset of them, in which cause i
/// has the bit 1 << i. They add up to the last value less the first.
std::vector<Range> shapley_values(const std::vector<Range>& worth, std::size_t causes);

}  // namespace spanne::engine
