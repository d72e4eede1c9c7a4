#include "report/portfolio_page/portfolio_facts.hpp"

#include <fmt/format.h>
#include <utility>

namespace spanne::report {

using engine::Fraction;

std::optional<Fraction> capacity_of(const std::vector<engine::Kam>& kams) {
  if (kams.empty()) return std::nullopt;
  Fraction sum = 0;
  for (const engine::Kam& kam : kams) sum += kam.capacity;
  return sum;
}

std::vector<engine::AttributeId> naming_attributes(const engine::Model& model) {
  std::vector<engine::AttributeId> named;
  for (engine::AttributeId id = 0; id < model.attributes.size(); ++id) {
    const auto& attribute = model.attributes[id];
    if (attribute.type.kind == engine::TypeKind::text && !attribute.key && !attribute.owner) named.push_back(id);
  }
  return named;
}

RowName row_names(const PortfolioFacts& facts, std::size_t row) {
  const auto& account = facts.results[row].account;
  std::string name, keys;
  for (const auto id : naming_attributes(facts.model())) {
    const std::string text = facts.names.value(account.values[id], id, facts.model());
    if (!text.empty()) name += (name.empty() ? "" : ", ") + text;
  }
  for (const auto id : facts.model().key_attributes()) {
    const std::string text = facts.names.value(account.values[id], id, facts.model());
    if (!text.empty()) keys += (keys.empty() ? "" : " ") + text;
  }
  if (name.empty()) std::swap(name, keys);
  if (name.empty()) name = fmt::format("line {}", facts.rows.row(row).line);
  return {name, keys};
}

std::string row_name(const PortfolioFacts& facts, std::size_t row) {
  const auto [name, keys] = row_names(facts, row);
  return keys.empty() ? name : name + " · " + keys;
}

std::string row_owner(const PortfolioFacts& facts, std::size_t row) {
  const auto owner = facts.model().owner_attribute();
  return owner ? facts.names.value(facts.results[row].account.values[*owner], *owner, facts.model()) : std::string();
}

std::string headline_figure(const Fraction& figure) {
  const Fraction size = absolute(figure);
  return figure.to_text(size >= 1'000 ? 0 : size >= 10 ? 1 : 2);
}

std::string headline_range(const engine::Range& range) {
  const std::string low = headline_figure(range.low), high = headline_figure(range.high);
  return low == high ? low : low + "–" + high;
}

std::string count_words(const engine::Headcount& count) {
  const auto words = [](const engine::Count& number) { return number ? number->to_text() : std::string("unlimited"); };
  return count.low == count.high ? words(count.low) : words(count.low) + "–" + words(count.high);
}

std::string plural_words(std::size_t count, const std::string& one, const std::string& many) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits + " " + (count == 1 ? one : many);
}

}  // namespace spanne::report
