#include "library/sample.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "engine/trail/digest.hpp"
#include "library/account_finder.hpp"

namespace spanne::library {
namespace {

using records::AccountRow;

/// Rows with the same key are distinguished by their cells, and equal ones by their lines.
bool is_before(const DrawnRow& a, const DrawnRow& b) {
  return std::tie(a.digest, a.row.cells, a.row.line) < std::tie(b.digest, b.row.cells, b.row.line);
}

/// The parts of the key; all cells if there is no value of it.
std::vector<std::string> drawn_by(const AccountRow& row, const engine::Model& model) {
  std::vector<std::string> parts = readable_key(row, model);
  const bool any = std::any_of(parts.begin(), parts.end(), [](const auto& part) { return !part.empty(); });
  return any ? parts : row.cells;
}

}  // namespace

std::string sample_digest(const std::string& seed, const AccountRow& row, const engine::Model& model) {
  std::string text = seed + "\n";
  for (const auto& part : drawn_by(row, model)) text += part + "\n";
  return engine::byte_digest(text);
}

std::string sample_name(const AccountRow& row, const engine::Model& model) {
  std::string name;
  for (const auto& part : drawn_by(row, model))
    if (!part.empty()) name += (name.empty() ? "" : " ") + part;
  return name.empty() ? "a row without any value" : name;
}

void Sample::add(AccountRow&& row, const engine::Model& model) {
  DrawnRow drawn{sample_digest(seed_, row, model), std::move(row)};
  if (drawn_.size() == size_) {
    if (!is_before(drawn, drawn_.front())) return;
    std::pop_heap(drawn_.begin(), drawn_.end(), is_before);
    drawn_.pop_back();
  }
  drawn_.push_back(std::move(drawn));
  std::push_heap(drawn_.begin(), drawn_.end(), is_before);
}

std::vector<DrawnRow> Sample::take() {
  std::sort_heap(drawn_.begin(), drawn_.end(), is_before);
  return std::move(drawn_);
}

}  // namespace spanne::library
