#include <fmt/format.h>
#include <utility>

#include "library/call_functions.hpp"
#include "library/impact_of_rows.hpp"
#include "library/planning_result.hpp"

namespace spanne::library {
namespace {

/// One version's side of the comparison.
struct ReadVersion {
  Guideline guideline;
  engine::Date as_of;
  AccountsInput accounts;
  std::vector<engine::Kam> kams;
  const engine::Model& model() const { return *guideline.model; }
};

[[noreturn]] void refuse_by_version(const std::string& name, const ReadVersion& version,
                                    const records::AccountsError& error) {
  throw CallRefusal{{fmt::format("{}: {} cannot read it: {}", name, version.guideline.source->name(), error.message),
                     error.help, false}};
}

void read_files(const CallArguments& arguments, const records::TableOptions& reading, ReadVersion& version) {
  if (auto bytes = bytes_of(arguments, "kams")) {
    if (!version.model().owner_attribute())
      throw CallRefusal{
          {"kams needs to know who looks after an account", "write owner behind an attribute: kam text owner"}};
    auto kams = records::read_kams_text(std::move(*bytes), version.model(), reading, version.as_of);
    const std::string name = arguments.text("kams_name", "kams");
    if (const auto* error = std::get_if<records::AccountsError>(&kams)) refuse_by_version(name, version, *error);
    version.kams = std::move(std::get<records::Kams>(kams));
  }
  auto accounts = read_accounts_input(accounts_of(arguments), version.model(), reading);
  if (const auto* error = std::get_if<records::AccountsError>(&accounts))
    refuse_by_version(arguments.text("accounts_name", "accounts"), version, *error);
  version.accounts = std::move(std::get<AccountsInput>(accounts));
}

void refuse_strangers(const CallArguments& arguments, const ReadVersion& before, const ReadVersion& after) {
  for (const ReadVersion* version : {&before, &after}) {
    if (version->kams.empty()) continue;
    if (const auto unknown = unknown_owner(version->accounts.rows, version->model(), version->kams))
      throw CallRefusal{owner_problem(*unknown, arguments.text("kams_name", "kams"), after.kams)};
  }
}

records::TableOptions reading_for_both(const CallArguments& arguments, const ReadVersion& before,
                                       const ReadVersion& after) {
  records::TableOptions reading = reading_of(arguments);
  auto locale = records::file_locale(reading.locale, before.model(), after.model());
  if (auto* error = std::get_if<records::AccountsError>(&locale))
    throw CallRefusal{{std::move(error->message), std::move(error->help)}};
  reading.locale = std::get<records::Locale>(locale);
  return reading;
}

ImpactVersion shown_version(const ReadVersion& version, const std::optional<engine::GroupBy>& by) {
  return {version.model(), version.guideline.source->name(), version.guideline.digest, version.as_of, by};
}

}  // namespace

std::string call_impact(const CallArguments& arguments) {
  arguments.allow_only(
      with_reading({"old", "old_name", "new", "new_name", "accounts", "accounts_base64", "accounts_name", "kams",
                    "kams_base64", "kams_name", "as_of", "set", "by", "exact"}));
  ReadVersion before, after;
  before.guideline = sound_guideline(arguments, "old", "old_name", "old");
  after.guideline = sound_guideline(arguments, "new", "new_name", "new");
  const auto day = read_day(arguments.required("as_of"));
  if (const auto* problem = std::get_if<Problem>(&day)) throw CallRefusal{*problem};
  const auto reading = reading_for_both(arguments, before, after);
  const auto comparison = compare(before.model(), after.model());
  auto grouping = impact_grouping(arguments.text("by"), before.model(), after.model(), comparison, json_mark);
  if (auto* problem = std::get_if<Problem>(&grouping)) throw CallRefusal{std::move(*problem)};
  for (ReadVersion* version : {&before, &after}) {
    add_assignments(arguments, *version->guideline.model);
    // Versions of different years can be compared, too.
    version->as_of = nearest_day(version->model().effective, std::get<engine::Date>(day));
    read_files(arguments, reading, *version);
  }
  refuse_strangers(arguments, before, after);
  const auto& [old_by, new_by, head] = std::get<ImpactGrouping>(grouping);
  const ImpactVersion old_version = shown_version(before, old_by), new_version = shown_version(after, new_by);
  const bool exact = arguments.truth("exact", false);
  const ImpactOfRows made = impact_of_rows({old_version, before.accounts.rows, before.kams},
                                           {new_version, after.accounts.rows, after.kams}, comparison, exact);
  const records::FigureStyle style{6, exact, notation_of(records::Format::json)};
  const ImpactDocument document = impact_document(made.impact, old_version, new_version, head, style);
  std::string text = document.before_accounts;
  for (const std::string& row : made.rows) {
    text += &row == made.rows.data() ? before_first_account : between_accounts;
    text += row;
  }
  return text + document.after_accounts;
}

}  // namespace spanne::library
