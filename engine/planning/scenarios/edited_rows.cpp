#include "engine/planning/scenarios/edited_rows.hpp"

namespace spanne::engine {

const Value& EditedRows::value(std::size_t index, AttributeId attribute) const {
  if (const RowEdit* edited = edit(index))
    for (const ValueChange& change : edited->values)
      if (change.attribute == attribute) return change.value;
  return row(index).account.values[attribute];
}

Account EditedRows::account(std::size_t index) const {
  Account account = row(index).account;
  if (const RowEdit* edited = edit(index))
    for (const ValueChange& change : edited->values) account.values[change.attribute] = change.value;
  return account;
}

}  // namespace spanne::engine
