#include "engine/groups/row_figures.hpp"

#include <utility>

#include "engine/semantics/walker.hpp"

namespace spanne::engine {
namespace {

/// What the row gives to the figure; `fault` is set where that has no value.
std::optional<Value> share_of(const GroupFigure& figure, const Account& account, Walker& walker,
                              std::optional<Rejection>& fault) {
  if (figure.where) {
    const auto counts = walker.truth(*figure.where);
    if (!counts) fault = walker.take_fault();
    if (!counts || !*counts) return std::nullopt;
  }
  if (figure.counted) {
    const Value& value = account.values[*figure.counted];
    return is_missing(value) ? std::nullopt : std::optional(value);
  }
  if (!figure.value) return Value(Decimal::whole(1));
  auto value = walker.value(*figure.value);
  if (value) return is_missing(*value) ? std::nullopt : std::move(value);
  Rejection why = walker.take_fault();
  if (why.cause != Rejection::Cause::missing_value) fault = std::move(why);  // a missing value is left out
  return std::nullopt;
}

}  // namespace

std::variant<RowShares, std::vector<Rejection>> row_shares(const Account& account,
                                                           const std::vector<AttributeId>& figures,
                                                           const Evaluator& evaluator) {
  Walker walker(evaluator, account);
  RowShares shares;
  std::vector<Rejection> faults;
  for (const AttributeId id : figures) {
    std::optional<Rejection> fault;
    shares.push_back(share_of(*evaluator.model().attributes[id].figure, account, walker, fault));
    if (!fault) continue;
    fault->site = Rejection::Site{Rejection::Site::Kind::attribute, id};
    faults.push_back(std::move(*fault));
  }
  if (!faults.empty()) return faults;
  return shares;
}

}  // namespace spanne::engine
