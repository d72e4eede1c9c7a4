#include "library/accounts_input.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unordered_set>
#include <utility>

#include "engine/check/attribute_heads.hpp"
#include "grammar/text/nearest.hpp"
#include "records/cells/numbers.hpp"

namespace spanne::library {

void AccountsInput::take(const records::AccountsHeader& found) {
  header = found;
  rows.counted = found.counted;
}

void AccountsInput::take(records::AccountRow&& row) {
  rows.rows.push_back({row.line, std::move(row.account), std::move(row.reasons), std::move(row.unreadable)});
}

std::variant<AccountsInput, records::AccountsError> read_accounts_input(std::string bytes, const engine::Model& model,
                                                                        const records::TableOptions& reading) {
  AccountsInput input;
  auto read = records::read_accounts_text(
      std::move(bytes), model, reading, [&](const records::AccountsHeader& header) { input.take(header); },
      [&](records::AccountRow&& row) { input.take(std::move(row)); });
  if (auto* error = std::get_if<records::AccountsError>(&read)) return std::move(*error);
  input.summary = std::get<records::AccountsSummary>(std::move(read));
  return input;
}

std::vector<std::string> reading_notes(const records::AccountsHeader& header, const records::AccountsSummary& accounts,
                                       const std::vector<std::string>& people_notes) {
  std::vector<std::string> notes, shown_heads;
  for (const auto& head : header.unknown_columns) shown_heads.push_back(records::shown(head));
  if (!shown_heads.empty()) notes.push_back(fmt::format("not used by the rule set: {}", fmt::join(shown_heads, ", ")));
  for (const auto* more : {&header.notes, &accounts.notes, &people_notes})
    notes.insert(notes.end(), more->begin(), more->end());
  if (accounts.rounded_numbers > 0)
    notes.push_back(fmt::format("{} numbers had more than six decimals and were rounded", accounts.rounded_numbers));
  if (accounts.skipped > 0)
    notes.push_back(fmt::format("{} {} skipped", accounts.skipped,
                                accounts.skipped == 1 ? "row without any value was" : "rows without any value were"));
  return notes;
}

std::optional<records::UnknownOwner> unknown_owner(const engine::PortfolioRows& rows, const engine::Model& model,
                                                   const std::vector<engine::Kam>& kams) {
  std::unordered_set<std::string> known;
  for (const auto& kam : kams) known.insert(kam.name);
  const auto owner = model.owner_attribute();
  std::optional<records::UnknownOwner> unknown;
  for (const auto& row : rows.rows) note_owner(unknown, known, row.line, row.account.values[*owner], model);
  return unknown;
}

Problem owner_problem(const records::UnknownOwner& owner, const std::string& kams_file,
                      const std::vector<engine::Kam>& kams) {
  std::vector<std::string> names;
  for (const auto& kam : kams) names.push_back(kam.name);
  return {fmt::format("line {}: {} is not in {}{}", owner.line, records::shown(owner.name), kams_file,
                      grammar::did_you_mean(owner.name, names)),
          "add the person there, or correct the name", false};
}

Problem group_problem(const std::string& option, const std::string& name, const std::vector<std::string>& known,
                      const engine::Model& model) {
  if (const auto attribute = engine::attribute_by_head(model, name))
    return {fmt::format("{0} {1}: no attribute is called so; \"{1}\" is the head of {2}", option, name, *attribute),
            fmt::format("{} {}", option, *attribute)};
  return {fmt::format("{} {}: no attribute is called so{}", option, name, grammar::did_you_mean(name, known)),
          fmt::format("{} one of {}", option, fmt::join(known, ", "))};
}

}  // namespace spanne::library
