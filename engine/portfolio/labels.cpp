#include "engine/portfolio/labels.hpp"

#include <algorithm>
#include <functional>

namespace spanne::engine {
namespace {

constexpr std::size_t largest_page = 1U << 16U;

/// Half a hash: slots are few in number and small, since looking them up costs what memory costs.
std::uint32_t print_of(std::string_view label) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>()(label));
}

}  // namespace

std::size_t Labels::place_of(std::string_view label, std::uint32_t print) const {
  std::size_t at = first_place(print);
  while (slots_[at].number != 0 && (slots_[at].print != print || texts_[slots_[at].number - 1] != label))
    at = next_place(at);
  return at;
}

std::size_t Labels::number_of(std::string_view label) {
  if (last_ < texts_.size() && texts_[last_] == label) return last_;
  return last_ = number_of(label, print_of(label));
}

std::size_t Labels::number_of(std::string_view label, std::uint32_t print) {
  const std::size_t at = place_of(label, print);
  if (slots_[at].number != 0) return slots_[at].number - 1;
  texts_.push_back(keep(label));
  slots_[at] = {print, static_cast<std::uint32_t>(texts_.size())};
  if (texts_.size() * 2 > slots_.size()) grow();
  return texts_.size() - 1;
}

std::optional<std::size_t> Labels::find(std::string_view label) const {
  const Slot& slot = slots_[place_of(label, print_of(label))];
  return slot.number == 0 ? std::nullopt : std::optional<std::size_t>(slot.number - 1);
}

/// Asks for the memory that look-ups of these labels will read: first the slots, then what those point to.
void Labels::prefetch(const std::vector<std::string_view>& labels, std::vector<std::uint32_t>& prints) const {
  prints.clear();
  for (const std::string_view label : labels) {
    prints.push_back(print_of(label));
    __builtin_prefetch(&slots_[first_place(prints.back())]);
  }
  for (const std::uint32_t print : prints)
    if (const Slot& slot = slots_[first_place(print)]; slot.number != 0) __builtin_prefetch(&texts_[slot.number - 1]);
  for (const std::uint32_t print : prints)
    if (const Slot& slot = slots_[first_place(print)]; slot.number != 0)
      __builtin_prefetch(texts_[slot.number - 1].data());
}

void Labels::numbers_of(const std::vector<std::string_view>& labels, std::vector<std::uint32_t>& numbers) {
  prefetch(labels, numbers);
  for (std::size_t i = 0; i < labels.size(); ++i)
    numbers[i] = static_cast<std::uint32_t>(number_of(labels[i], numbers[i]));
}

void Labels::find_all(const std::vector<std::string_view>& labels, std::vector<std::uint32_t>& numbers) const {
  prefetch(labels, numbers);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Slot& slot = slots_[place_of(labels[i], numbers[i])];
    numbers[i] = slot.number == 0 ? unknown : slot.number - 1;
  }
}

/// Pages double in size, so that few labels take little memory.
std::string_view Labels::keep(std::string_view label) {
  if (pages_.empty() || pages_.back().capacity() - pages_.back().size() < label.size()) {
    const std::size_t usual = pages_.empty() ? 512 : std::min(2 * pages_.back().capacity(), largest_page);
    pages_.emplace_back().reserve(std::max(usual, label.size()));
  }
  std::string& page = pages_.back();
  page += label;
  return std::string_view(page).substr(page.size() - label.size());
}

void Labels::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t at = first_place(slot.print);
    while (slots_[at].number != 0) at = next_place(at);
    slots_[at] = slot;
  }
}

}  // namespace spanne::engine
