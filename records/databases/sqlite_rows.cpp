#include "records/databases/sqlite_rows.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sqlite3.h>
#include <utility>

#include "records/cells/encoding.hpp"
#include "records/cells/numbers.hpp"
#include "records/databases/fifteen_digits.hpp"

namespace spanne::records {
namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;

/// A database that keeps its changes in a file beside it (write-ahead log), all of which have been taken over: it can
/// be read as it is, where SQLite would otherwise begin new files beside it.
bool is_at_rest(const std::string& path) {
  std::array<char, 20> header{};
  std::ifstream(path, std::ios::binary).read(header.data(), header.size());
  std::error_code code;
  const auto waiting = std::filesystem::file_size(path + "-wal", code);
  return header[18] == 2 && (code || waiting == 0);
}

std::string address_of(const std::string& path) {
  std::string address = "file:";
  for (const char letter : path)
    address += std::string_view("?#%").find(letter) == std::string_view::npos
                   ? std::string(1, letter)
                   : fmt::format("%{:02X}", static_cast<unsigned char>(letter));
  return address + (is_at_rest(path) ? "?immutable=1" : "?mode=ro");
}

AccountsError trouble(sqlite3* database) {
  const int code = sqlite3_errcode(database);
  if (code == SQLITE_NOTADB) return {"it is no database of SQLite, or an encrypted one", "export the table as CSV"};
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    return {"another program is writing to the database", "wait for it to end, or copy the file and read the copy"};
  if (code == SQLITE_AUTH) return {"the query does more than read", "write one SELECT"};
  return {fmt::format("SQLite says: {}", reported(sqlite3_errmsg(database))), ""};
}

/// Queries read; they neither write nor open files.
int only_reading(void*, int action, const char*, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:  // extensions are not loaded unless a program asks for it
    case SQLITE_RECURSIVE: return SQLITE_OK;
    default: return SQLITE_DENY;
  }
}

std::variant<Database, AccountsError> open_database(const std::string& path) {
  sqlite3* opened = nullptr;
  constexpr int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(address_of(path).c_str(), &opened, flags, nullptr);
  Database database(opened);
  if (opened == nullptr) return AccountsError{"there is not enough memory to open it", ""};
  if (code != SQLITE_OK) return trouble(opened);
  sqlite3_busy_timeout(opened, 2'000);  // milliseconds
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_set_authorizer(opened, only_reading, nullptr);
  return database;
}

std::variant<Statement, AccountsError> prepare(sqlite3* database, std::string_view query) {
  sqlite3_stmt* prepared = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(database, query.data(), static_cast<int>(query.size()), &prepared, &rest) != SQLITE_OK)
    return trouble(database);
  Statement statement(prepared);
  if (!statement) return AccountsError{"the query is empty", "write one SELECT"};
  sqlite3_stmt* second = nullptr;
  query.remove_prefix(static_cast<std::size_t>(rest - query.data()));
  const int code = sqlite3_prepare_v2(database, query.data(), static_cast<int>(query.size()), &second, nullptr);
  const Statement other(second);
  if (code != SQLITE_OK || other) return AccountsError{"the query is more than one statement", "write one SELECT"};
  const bool reads = sqlite3_stmt_readonly(prepared) != 0 && sqlite3_stmt_isexplain(prepared) == 0;
  if (!reads || sqlite3_column_count(prepared) == 0) return AccountsError{"the query is no SELECT", "write one SELECT"};
  if (sqlite3_bind_parameter_count(prepared) > 0)
    return AccountsError{"the query has a place for a value, ? or :name, that nothing fills", "write the value itself"};
  return statement;
}

std::string text_in(sqlite3_stmt* statement, int column) {
  const auto* text = sqlite3_column_text(statement, column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

std::variant<std::string, AccountsError> table_of(sqlite3* database, const std::string& asked) {
  auto prepared = prepare(database,
                          "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') "
                          "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
  if (auto* error = std::get_if<AccountsError>(&prepared)) return std::move(*error);
  sqlite3_stmt* statement = std::get<Statement>(prepared).get();
  std::vector<std::string> tables;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) tables.push_back(text_in(statement, 0));
  if (code != SQLITE_DONE) return trouble(database);
  return choose_table(asked, tables);
}

std::string select_all_from(std::string_view table) {
  std::string query = "SELECT * FROM \"";
  for (const char letter : table) query += letter == '"' ? "\"\"" : std::string(1, letter);
  return query + "\"";
}

bool is_declared_boolean(sqlite3_stmt* statement, int column) {
  const char* type = sqlite3_column_decltype(statement, column);
  return type != nullptr && (folded(type) == "boolean" || folded(type) == "bool");
}

SourceCell number_cell(double number) {
  if (auto text = fifteen_digits(number)) return {SourceCell::Kind::number, std::move(*text), {}};
  return {SourceCell::Kind::error, "a number that is not finite", {}};
}

class SqliteRows final : public RowSource {
 public:
  SqliteRows(Database database, Statement statement, SourceNotes notes)
      : database_(std::move(database)), statement_(std::move(statement)), notes_(std::move(notes)) {
    for (int i = 0; i < sqlite3_column_count(statement_.get()); ++i) {
      const char* name = sqlite3_column_name(statement_.get(), i);
      heads_.emplace_back(name == nullptr ? "" : name);
      booleans_.push_back(is_declared_boolean(statement_.get(), i));
    }
  }

  Next next(SourceRow& row) override {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_DONE) return Next::end;
    if (code != SQLITE_ROW) {
      failure_ = trouble(database_.get());
      return Next::failed;
    }
    row.line = ++count_;
    row.cells.resize(heads_.size());
    for (std::size_t i = 0; i < heads_.size(); ++i) row.cells[i] = cell(i);
    return Next::row;
  }

  AccountsError failure() const override { return failure_; }
  SourceNotes notes() const override { return notes_; }
  std::optional<std::vector<std::string>> heads() const override { return heads_; }

 private:
  SourceCell cell(std::size_t place) const {
    sqlite3_stmt* statement = statement_.get();
    const int column = static_cast<int>(place);
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_NULL: return {};
      case SQLITE_INTEGER: return whole_number(place, sqlite3_column_int64(statement, column));
      case SQLITE_FLOAT: return number_cell(sqlite3_column_double(statement, column));
      case SQLITE_TEXT: return database_text(text_in(statement, column));
      default: return {SourceCell::Kind::error, "binary data (a BLOB)", {}};
    }
  }
  SourceCell whole_number(std::size_t place, sqlite3_int64 number) const {
    if (booleans_[place] && (number == 0 || number == 1))
      return {SourceCell::Kind::boolean, number == 1 ? "yes" : "no", {}};
    return {SourceCell::Kind::number, std::to_string(number), {}};
  }

  Database database_;  // closed after its statement
  Statement statement_;
  SourceNotes notes_;
  std::vector<std::string> heads_;
  std::vector<bool> booleans_;
  std::size_t count_ = 0;
  AccountsError failure_;
};

}  // namespace

OpenedRows open_sqlite(const std::string& path, const DatabaseQuery& query) {
  auto opened = open_database(path);
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  Database database = std::move(std::get<Database>(opened));
  std::string text = query.query;
  SourceNotes notes;
  if (text.empty()) {
    auto table = table_of(database.get(), query.table);
    if (auto* error = std::get_if<AccountsError>(&table)) return std::move(*error);
    text = select_all_from(std::get<std::string>(table));
    if (query.table.empty())
      notes.push_back(fmt::format("read from its only table, {}", shown(std::get<std::string>(table))));
  }
  auto prepared = prepare(database.get(), text);
  if (auto* error = std::get_if<AccountsError>(&prepared)) return std::move(*error);
  return std::make_unique<SqliteRows>(std::move(database), std::move(std::get<Statement>(prepared)), std::move(notes));
}

}  // namespace spanne::records
