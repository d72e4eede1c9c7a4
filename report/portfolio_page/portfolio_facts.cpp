#include "report/portfolio_page/portfolio_facts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "report/portfolio_page/shown_labels.hpp"
#include "report/views.hpp"

namespace spanne::report {

using engine::Fraction;

std::size_t giant_count(const std::vector<Fraction>& sizes) {
  constexpr std::size_t most_giants = 3;
  // A chart of one bar compares nothing: at least two have to be left.
  for (std::size_t count = std::min(most_giants, sizes.size() - std::min<std::size_t>(sizes.size(), 2)); count > 0;
       --count)
    if (sizes[count].sign() > 0 && sizes[count - 1] > sizes[count] * giant_factor) return count;
  return 0;
}

std::string giant_words(const std::string& name, const Fraction& figure, const Fraction& total) {
  std::string text = fmt::format(" {} is many times larger, {} FTE", name, headline_figure(figure));
  if (total.sign() > 0) text += fmt::format(" or {} % of the total,", (figure / total * 100).to_text(0));
  return text + " and stands in the table only.";
}

std::vector<const engine::Group*> ordered_clusters(const PortfolioFacts& facts) {
  const auto& clusters = facts.model().clusters;
  const auto place = [&](const engine::Group* group) {
    return std::find_if(clusters.begin(), clusters.end(),
                        [&](const auto& cluster) { return cluster.name == group->labels.front(); });
  };
  std::vector<const engine::Group*> groups;
  for (const auto& group : facts.clusters.groups) groups.push_back(&group);
  std::stable_sort(groups.begin(), groups.end(), [&](const auto* a, const auto* b) { return place(a) < place(b); });
  return groups;
}

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
    if (account.values[id] == facts.model().attributes[id].fallback) continue;
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
  const bool is_small = size < Fraction::ratio(1, 10);
  return figure.to_text(size >= 1'000 ? 0 : size >= 10 ? 1 : is_small ? 3 : 2);
}

std::string headline_range(const engine::Range& range) {
  const std::string low = headline_figure(range.low), high = headline_figure(range.high);
  return between(low, high);
}

engine::SumRange effort_of(const engine::Subtotal& sum) {
  const auto figures = result_figures(sum);
  return {figures[0], figures[2]};
}

engine::Range effort_ends(const engine::Subtotal& sum) {
  const engine::SumRange effort = effort_of(sum);
  return {effort.low.middle(), effort.high.middle()};
}

void add_kind_columns(engine::ResultTable& table, const engine::Model& model) {
  if (!model.declares_kinds()) return;
  for (std::size_t kind = 0; kind < model.general(); ++kind)
    table.columns.push_back(
        {model.kinds[kind].name, name_in_words(model.kinds[kind].name), engine::ViewColumn::Kind::figure});
}

void add_kind_cells(std::vector<engine::ResultCell>& row, const engine::Subtotal& sum, const engine::Model& model) {
  if (!model.declares_kinds()) return;
  const auto figures = result_figures(sum);
  for (std::size_t kind = 0; kind < model.general(); ++kind) row.push_back(figures[3 * (kind + 1) + 1]);
}

std::string headline_change(const Fraction& change) {
  const std::string size = headline_figure(absolute(change));
  return size == "0" ? size : (change.sign() < 0 ? "−" : "+") + size;
}

std::string headline_effort(const engine::SumRange& effort) {
  return headline_range({effort.low.middle(), effort.high.middle()}) + " FTE";
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
