#include "records/stream/open_table.hpp"

#include <fmt/format.h>
#include <memory>
#include <utility>

#include "records/csv/style_decision.hpp"
#include "records/csv/text_rows.hpp"
#include "records/databases/connection_address.hpp"
#include "records/tables/account_heads.hpp"
#include "records/tables/headed_rows.hpp"
#include "records/tables/joined_rows.hpp"
#include "records/tables/text_table.hpp"

namespace spanne::records {
namespace {

OpenedSource text_rows_of(const Input& input) {
  std::string text(input.size(), '\0');
  const auto count = input.read(0, text.data(), text.size());
  if (!count) return input.refused();
  text.resize(*count);
  auto opened = open_text_rows(std::move(text));
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  return std::get<std::unique_ptr<RowSource>>(std::move(opened));
}

/// Rows below their heads, also of a text.
OpenedSource headed_rows(const std::string& name, const SourceChoice& choice, Input& input) {
  auto opened = open_rows(name, choice, input);
  if (std::holds_alternative<std::monostate>(opened)) opened = text_rows_of(input);
  auto* rows = std::get_if<std::unique_ptr<RowSource>>(&opened);
  if (rows == nullptr) return opened;
  auto headed = below_heads(std::move(*rows), choice.judge);
  if (auto* error = std::get_if<AccountsError>(&headed)) return std::move(*error);
  return std::get<std::unique_ptr<RowSource>>(std::move(headed));
}

/// A fault of the second table names it, where others are about the accounts.
OpenedSource of_second(OpenedSource opened, const std::string& name) {
  if (auto* error = std::get_if<AccountsError>(&opened))
    error->message = fmt::format("--with {}: {}", name, error->message);
  return opened;
}

}  // namespace

OpenedSource open_table(const std::string& name, const engine::Model& model, const TableOptions& options,
                        Input& input) {
  SourceChoice choice{{options.table, options.query}, options.sheet, attribute_heads(model)};
  if (options.with.empty()) return open_rows(name, choice, input);
  choice.judge = joinable_heads(model);
  auto accounts = headed_rows(name, choice, input);
  auto* first = std::get_if<std::unique_ptr<RowSource>>(&accounts);
  if (first == nullptr) return accounts;
  Input second_input;  // the second table is read to its end here
  const std::string second_name = without_password(options.with);
  auto others = of_second(headed_rows(options.with, {{}, {}, choice.judge}, second_input), second_name);
  auto* second = std::get_if<std::unique_ptr<RowSource>>(&others);
  if (second == nullptr) return others;
  const NumberStyle numbers = StyleDecision(model, options).cells().numbers;
  auto joined =
      join_rows({std::move(*first), "the accounts", numbers}, {std::move(*second), second_name, numbers}, model);
  if (auto* error = std::get_if<AccountsError>(&joined)) return std::move(*error);
  return std::get<std::unique_ptr<RowSource>>(std::move(joined));
}

}  // namespace spanne::records
