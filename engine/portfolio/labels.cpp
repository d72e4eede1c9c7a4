#include "engine/portfolio/labels.hpp"

#include <functional>

namespace spanne::engine {
namespace {

/// Half a hash: slots are few in number and small, since looking them up costs what memory costs.
std::uint32_t print_of(std::string_view label) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>()(label));
}

}  // namespace

std::size_t Labels::number_of(std::string_view label) {
  if (last_ < texts_.size() && texts_[last_] == label) return last_;
  const std::uint32_t print = print_of(label);
  std::size_t at = print & (slots_.size() - 1);
  for (; slots_[at].number != 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].print == print && texts_[slots_[at].number - 1] == label) return last_ = slots_[at].number - 1;
  texts_.emplace_back(label);
  slots_[at] = {print, static_cast<std::uint32_t>(texts_.size())};
  if (texts_.size() * 2 > slots_.size()) grow();
  return last_ = texts_.size() - 1;
}

std::optional<std::size_t> Labels::find(std::string_view label) const {
  const std::uint32_t print = print_of(label);
  for (std::size_t at = print & (slots_.size() - 1); slots_[at].number != 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].print == print && texts_[slots_[at].number - 1] == label) return slots_[at].number - 1;
  return std::nullopt;
}

void Labels::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t at = slot.print & (slots_.size() - 1);
    while (slots_[at].number != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

}  // namespace spanne::engine
