#include "engine/planning/bridge.hpp"

#include <fmt/format.h>
#include <unordered_map>
#include <utility>

#include "engine/planning/bridge_shares.hpp"

namespace spanne::engine {
namespace {

using CauseKind = BridgeCause::Kind;

Range operator-(const Range& range) { return {-range.low, -range.high}; }
bool is_zero(const Range& range) { return range.low.sign() == 0 && range.high.sign() == 0; }

/// The sums of one thread.
struct PartSums {
  struct Part {
    std::size_t rows = 0, changed = 0;
    TotalSum low, high;
  };
  std::vector<Part> parts;
  std::vector<BridgeRow> rows;
  std::size_t same = 0;

  void add(BridgeRow row) {
    for (const BridgeShare& share : row.shares) {
      Part& part = parts[share.cause];
      ++part.rows;
      part.changed += is_zero(share.change) ? 0U : 1U;
      part.low.add(share.change.low);
      part.high.add(share.change.high);
    }
    rows.push_back(std::move(row));
  }
  void add(PartSums&& more) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      parts[i].rows += more.parts[i].rows;
      parts[i].changed += more.parts[i].changed;
      parts[i].low.add(more.parts[i].low);
      parts[i].high.add(more.parts[i].high);
    }
    for (BridgeRow& row : more.rows) rows.push_back(std::move(row));
    same += more.same;
  }
};

/// The rows of one file, as either rules read them.
class BridgeFile {
 public:
  BridgeFile(const BridgeInput& input, std::size_t file)
      : model_(*input.models[1]), earlier_(*input.rows[0][file]), later_(*input.rows[1][file]) {
    for (std::size_t index = 0; index < earlier_.rows.size(); ++index)
      by_line_.emplace(earlier_.rows[index].line, index);
    for (std::size_t index = 0; index < later_.rows.size(); ++index)
      if (auto key = key_of(index)) by_key_.emplace(*std::move(key), index);
  }

  std::size_t size() const { return later_.rows.size(); }
  const PortfolioRow& row(std::size_t index) const { return later_.rows[index]; }
  /// The line that only one of the rules takes for an engagement; nullopt if there is none.
  std::optional<std::size_t> odd_line() const {
    for (const PortfolioRow& row : later_.rows)
      if (!by_line_.contains(row.line)) return row.line;
    if (earlier_.rows.size() == later_.rows.size()) return std::nullopt;
    std::unordered_map<std::size_t, bool> lines;
    for (const PortfolioRow& row : later_.rows) lines.emplace(row.line, true);
    for (const PortfolioRow& row : earlier_.rows)
      if (!lines.contains(row.line)) return row.line;
    return std::nullopt;
  }
  /// A row's place among those that the earlier rules read.
  std::size_t earlier_index(std::size_t index) const { return by_line_.at(later_.rows[index].line); }
  /// The row with the key of a row of another file; only the first one of a key has partners.
  std::optional<std::size_t> partner(const BridgeFile& other, std::size_t index) const {
    const auto key = other.key_of(index);
    if (!key || other.by_key_.at(*key) != index) return std::nullopt;
    const auto found = by_key_.find(*key);
    return found == by_key_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  /// nullopt if a cell of the key cannot be read.
  std::optional<std::string> key_of(std::size_t index) const {
    const PortfolioRow& row = later_.rows[index];
    std::string key;
    for (const AttributeId id : model_.key_attributes()) {
      for (const auto& [attribute, text] : row.unreadable)
        if (attribute == id) return std::nullopt;
      key += to_text(row.account.values[id], model_.attributes[id].type, model_) + '\0';
    }
    return key;
  }

  const Model& model_;
  const PortfolioRows &earlier_, &later_;
  std::unordered_map<std::size_t, std::size_t> by_line_;  // of the rows of the earlier rules
  std::unordered_map<std::string, std::size_t> by_key_;   // the first of each
};

class BridgeMaker {
 public:
  BridgeMaker(const BridgeInput& input, const BridgeFile& earlier, const BridgeFile& later, const Executor& executor)
      : input_(input),
        files_{&earlier, &later},
        executor_(executor),
        views_(input),
        causes_(input.models),
        shares_(views_, causes_),
        results_{evaluate_all(views_.at(0, 0, 0), executor), evaluate_all(views_.at(1, 1, 1), executor)} {}

  Bridge make() const {
    PartSums sums;
    sums.parts.resize(causes_.all().size());
    const PartSums nothing = sums;
    for (PartSums& each : map_rows(files_[1]->size(), executor_, nothing,
                                   [&](PartSums&state, std::size_t index) { add_later(state, index); }))
      sums.add(std::move(each));
    for (std::size_t index = 0; index < files_[0]->size(); ++index)
      if (!files_[1]->partner(*files_[0], index)) add_alone(sums, 0, index);
    Bridge bridge;
    bridge.totals = {total(0), total(1)};
    take(std::move(sums), bridge);
    return bridge;
  }

 private:
  const RowResult& result(std::size_t side, std::size_t index) const {
    return results_[side][side == 0 ? files_[0]->earlier_index(index) : index];
  }

  void add_later(PartSums& sums, std::size_t index) const {
    const auto partner = files_[0]->partner(*files_[1], index);
    if (!partner) return add_alone(sums, 1, index);
    const RowResult &before = result(0, *partner), &after = result(1, index);
    BridgeRow row = named({*partner, index});
    take_effort(row, 0, before);
    take_effort(row, 1, after);
    if (row.effort[0] && row.effort[1])
      shares_.part({{{{files_[0]->earlier_index(*partner), files_[1]->earlier_index(index)}, {*partner, index}}}},
                   before, after, row);
    else if (row.effort[0])
      row.shares.push_back({causes_.of(CauseKind::now_rejected), {}, {}, -*row.effort[0]});
    else if (row.effort[1])
      row.shares.push_back({causes_.of(CauseKind::now_accepted), {}, {}, *row.effort[1]});
    if (!row.shares.empty())
      sums.add(std::move(row));
    else if (row.effort[0])
      ++sums.same;
  }

  /// An engagement that stands in one of the files.
  void add_alone(PartSums& sums, std::size_t file, std::size_t index) const {
    BothSides<std::optional<std::size_t>> places;
    places[file] = index;
    BridgeRow row = named(places);
    take_effort(row, file, result(file, index));
    const Range effort = row.effort[file].value_or(Range{});
    row.shares.push_back(
        {causes_.of(file == 0 ? CauseKind::gone : CauseKind::added), {}, {}, file == 0 ? -effort : effort});
    sums.add(std::move(row));
  }

  BridgeRow named(const BothSides<std::optional<std::size_t>>& places) const {
    const Model& model = *input_.models[1];
    BridgeRow row;
    for (std::size_t file = 0; file < 2; ++file) {
      if (!places[file]) continue;
      const PortfolioRow& read = files_[file]->row(*places[file]);
      row.lines[file] = read.line;
      const auto text = [&](AttributeId id) {
        for (const auto& [attribute, cell] : read.unreadable)
          if (attribute == id) return cell;
        return to_text(read.account.values[id], model.attributes[id].type, model);
      };
      row.key.clear();
      for (const AttributeId id : model.key_attributes()) row.key.push_back(text(id));
      if (const auto owner = model.owner_attribute()) row.owner = text(*owner);
    }
    return row;
  }

  void take_effort(BridgeRow& row, std::size_t side, const RowResult& result) const {
    if (result.outcome.rejected())
      row.rejections[side] = to_texts(result.outcome.rejections, *input_.models[side]);
    else
      row.effort[side] = result.outcome.total;
  }

  BridgeTotal total(std::size_t side) const {
    const Model& model = *input_.models[side];
    std::vector<GroupBy> by;
    if (const auto owner = model.owner_attribute()) by.push_back({owner});
    const Tally tally = tally_of(views_.at(side, side, side), results_[side], by);
    BridgeTotal total{portfolio_of(tally, model, by, input_.kams[side]), std::nullopt};
    if (!input_.kams[side].empty()) total.capacity = total_capacity(input_.kams[side]);
    return total;
  }

  /// Leaves out causes that no engagement has.
  void take(PartSums sums, Bridge& bridge) const {
    std::vector<std::size_t> places(sums.parts.size());
    for (const CauseKind kind :
         {CauseKind::gone, CauseKind::added, CauseKind::attribute, CauseKind::figure, CauseKind::together,
          CauseKind::rules, CauseKind::day, CauseKind::now_rejected, CauseKind::now_accepted})
      for (std::size_t cause = 0; cause < sums.parts.size(); ++cause) {
        const PartSums::Part& part = sums.parts[cause];
        if (part.rows == 0 || causes_.all()[cause].kind != kind) continue;
        places[cause] = bridge.parts.size();
        bridge.parts.push_back({causes_.all()[cause], part.rows, part.changed, {part.low.value(), part.high.value()}});
      }
    for (BridgeRow& row : sums.rows)
      for (BridgeShare& share : row.shares) share.cause = places[share.cause];
    bridge.rows = std::move(sums.rows);
    bridge.same = sums.same;
  }

  const BridgeInput& input_;
  BothSides<const BridgeFile*> files_;
  const Executor& executor_;
  BridgeViews views_;
  BridgeCauses causes_;
  BridgeShares shares_;
  BothSides<std::vector<RowResult>> results_;  // of either end, as its own rules read the rows
};

}  // namespace

std::variant<Bridge, BridgeRefusal> bridge_of(const BridgeInput& input, const Executor& executor) {
  if (input.models[1]->key_attributes().empty())
    return BridgeRefusal{"the rule set has no key, so nobody can say which rows of the two files are one engagement",
                         "write key behind the attributes that tell engagements apart: id text key"};
  const BridgeFile earlier(input, 0), later(input, 1);
  for (const auto& [file, name] : {std::pair{&earlier, "earlier"}, {&later, "later"}})
    if (const auto line = file->odd_line())
      return BridgeRefusal{fmt::format("line {} of the {} file is an engagement for one of the guidelines, and a total "
                                       "or small print for the other",
                                       *line, name),
                           "take the line out, or add --keep-totals"};
  return BridgeMaker(input, earlier, later, executor).make();
}

}  // namespace spanne::engine
