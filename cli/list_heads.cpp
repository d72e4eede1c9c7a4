#include "cli/list_heads.hpp"

#include <memory>
#include <utility>

#include "library/table_heads.hpp"
#include "records/io/spool.hpp"
#include "records/stream/open_rows.hpp"
#include "records/tables/headed_rows.hpp"

namespace spanne::cli {

using records::AccountsError;
using records::FileError;

namespace {

using HeadsOrError = std::variant<std::vector<std::string>, AccountsError, FileError>;

HeadsOrError heads_of_text_file(const std::string& path) {
  auto bytes = records::read_file(path, records::largest_data_file);
  if (auto* error = std::get_if<FileError>(&bytes)) return std::move(*error);
  auto heads = library::heads_of_text_table(std::move(std::get<std::string>(bytes)));
  if (auto* error = std::get_if<AccountsError>(&heads)) return std::move(*error);
  return std::move(std::get<0>(heads));
}

}  // namespace

HeadsOrError list_heads(const std::string& path, const records::TableOptions& options) {
  const records::HeadJudge judge = library::judge_of_any_heads();
  records::Input input;
  auto opened = records::open_rows(path, {{options.table, options.query}, options.sheet, judge}, input);
  if (auto* error = std::get_if<FileError>(&opened)) return std::move(*error);
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  if (std::holds_alternative<std::monostate>(opened)) return heads_of_text_file(path);
  auto heads = library::heads_of_rows(std::move(std::get<std::unique_ptr<records::RowSource>>(opened)));
  if (auto* error = std::get_if<AccountsError>(&heads)) return std::move(*error);
  return std::move(std::get<0>(heads));
}

}  // namespace spanne::cli
