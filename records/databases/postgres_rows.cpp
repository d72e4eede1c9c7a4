#include "records/databases/postgres_rows.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "records/cells/numbers.hpp"
#include "records/databases/connection_address.hpp"
#include "records/databases/postgres_library.hpp"
#include "records/sources/plain_decimal.hpp"

namespace spanne::records {
namespace {

/// Rows that are asked for at once.
constexpr int rows_at_once = 10'000;

/// The numbers of types never change (pg_type.dat).
enum PostgresType : Oid {
  type_bool = 16,
  type_bytea = 17,
  type_int8 = 20,
  type_int2 = 21,
  type_int4 = 23,
  type_oid = 26,
  type_float4 = 700,
  type_float8 = 701,
  type_money = 790,
  type_date = 1082,
  type_timestamp = 1114,
  type_numeric = 1700
};

/// What the server's settings could change about values: floating point numbers have at most 15 digits; large tables
/// are read from their beginning, even while another one reads them, too.
constexpr std::array<const char*, 4> session_settings{
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL extra_float_digits = 0", "SET LOCAL synchronize_seqscans = off"};

constexpr const char* tables_query =
    "SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname ELSE n.nspname || '.' || c.relname END "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND NOT c.relispartition AND n.nspname <> 'information_schema' "
    "AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1";

/// The name of a table, of which the schema may be a part, as it has to be written.
constexpr const char* quoted_name_query =
    "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_class c "
    "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND "
    "((pg_table_is_visible(c.oid) AND c.relname = $1) OR n.nspname || '.' || c.relname = $1) ORDER BY 1 LIMIT 1";

class PostgresResult {
 public:
  PostgresResult(const PostgresLibrary& pq, PGresult* result) : pq_(&pq), result_(result, pq.clear) {}
  bool is_fine() const {
    const auto status = pq_->result_status(result_.get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  }
  std::string reason() const {
    const char* message = pq_->error_field(result_.get(), PG_DIAG_MESSAGE_PRIMARY);
    return message == nullptr ? "" : message;
  }
  int row_count() const { return pq_->row_count(result_.get()); }
  int column_count() const { return pq_->column_count(result_.get()); }
  Oid type(int column) const { return pq_->column_type(result_.get(), column); }
  std::string name(int column) const { return pq_->column_name(result_.get(), column); }
  bool is_null(int row, int column) const { return pq_->is_null(result_.get(), row, column) != 0; }
  std::string text(int row, int column) const {
    return {pq_->value(result_.get(), row, column), static_cast<std::size_t>(pq_->length(result_.get(), row, column))};
  }

 private:
  const PostgresLibrary* pq_;
  std::unique_ptr<PGresult, decltype(&::PQclear)> result_;
};

void be_quiet(void*, const char*) {}

/// A connection whose transaction has begun.
class PostgresConnection {
 public:
  PostgresConnection(const PostgresLibrary& pq, std::string address)
      : pq_(pq), address_(std::move(address)), connection_(connect(), pq.finish) {}

  std::optional<AccountsError> begin() {
    if (pq_.status(connection_.get()) != CONNECTION_OK)
      return AccountsError{fmt::format("cannot connect: {}", spoken(pq_.error_message(connection_.get()))), ""};
    pq_.set_notice_processor(connection_.get(), be_quiet, nullptr);
    for (const char* setting : session_settings)
      if (const auto result = execute(setting); !result.is_fine()) return trouble(result);
    return std::nullopt;
  }

  /// One statement, whatever stands in it. `value` is what $1 stands for.
  PostgresResult execute(const std::string& statement, const char* value = nullptr) const {
    const int count = value == nullptr ? 0 : 1;
    return {pq_, pq_.execute(connection_.get(), statement.c_str(), count, nullptr, &value, nullptr, nullptr, 0)};
  }

  AccountsError trouble(const PostgresResult& result) const {
    const std::string reason = result.reason();
    return {fmt::format("PostgreSQL says: {}", spoken(reason.empty() ? pq_.error_message(connection_.get()) : reason)),
            ""};
  }

 private:
  PGconn* connect() const {
    // What stands in the address comes after, and wins, but for the encoding.
    const std::array<const char*, 5> names{"connect_timeout", "fallback_application_name", "dbname", "client_encoding",
                                           nullptr};
    const std::array<const char*, 5> values{"30", "spanne", address_.c_str(), "UTF8", nullptr};
    return pq_.connect(names.data(), values.data(), 1);
  }

  /// A message of the library, on one line and without the password.
  std::string spoken(const std::string& message) const { return reported(hide_password(message, address_)); }

  const PostgresLibrary& pq_;
  std::string address_;
  std::unique_ptr<PGconn, decltype(&::PQfinish)> connection_;
};

bool is_plain_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.-+e") == std::string_view::npos;
}

/// NaN and Infinity stay the words they are, which are read as in any file.
SourceCell number_of(std::string text) {
  if (!is_plain_number(text)) return {SourceCell::Kind::text, std::move(text), {}};
  if (auto plain = plain_decimal(text)) return {SourceCell::Kind::number, std::move(*plain), {}};
  return {SourceCell::Kind::error, fmt::format("{}, a number with too many digits", shown(text)), {}};
}

/// A day has ten signs, a time of day nine more. What has fractions of seconds, "infinity" or "BC" stays text.
SourceCell day_of(std::string text, std::size_t size) {
  const bool is_usual = text.size() == size && text[4] == '-' && text[7] == '-';
  return {is_usual ? SourceCell::Kind::date : SourceCell::Kind::text, std::move(text), {}};
}

SourceCell cell_of(Oid type, std::string text) {
  switch (type) {
    case type_bool: return {SourceCell::Kind::boolean, text == "t" ? "yes" : "no", {}};
    case type_int2:
    case type_int4:
    case type_int8:
    case type_oid:
    case type_float4:
    case type_float8:
    case type_numeric: return number_of(std::move(text));
    case type_date: return day_of(std::move(text), 10);
    case type_timestamp: return day_of(std::move(text), 19);
    case type_money:
      return {
          SourceCell::Kind::error, "of type money, which reads otherwise on every server: select it as numeric", {}};
    case type_bytea: return {SourceCell::Kind::error, "binary data (bytea)", {}};
    default: return database_text(std::move(text));
  }
}

class PostgresRows final : public RowSource {
 public:
  PostgresRows(std::unique_ptr<PostgresConnection> connection, PostgresResult first, SourceNotes notes)
      : connection_(std::move(connection)), page_(std::move(first)), notes_(std::move(notes)) {
    for (int i = 0; i < page_.column_count(); ++i) {
      heads_.push_back(page_.name(i));
      types_.push_back(page_.type(i));
    }
  }

  static PostgresResult fetch(const PostgresConnection& connection) {
    return connection.execute(fmt::format("FETCH FORWARD {} FROM accounts_of_spanne", rows_at_once));
  }

  Next next(SourceRow& row) override {
    if (at_ == page_.row_count()) {
      if (at_ < rows_at_once) return Next::end;
      page_ = fetch(*connection_);
      at_ = 0;
      if (!page_.is_fine()) {
        failure_ = connection_->trouble(page_);
        return Next::failed;
      }
      if (page_.row_count() == 0) return Next::end;
    }
    row.line = ++count_;
    row.cells.resize(heads_.size());
    for (std::size_t i = 0; i < heads_.size(); ++i) row.cells[i] = cell(static_cast<int>(i));
    ++at_;
    return Next::row;
  }

  AccountsError failure() const override { return failure_; }
  SourceNotes notes() const override { return notes_; }
  std::optional<std::vector<std::string>> heads() const override { return heads_; }

 private:
  SourceCell cell(int column) const {
    if (page_.is_null(at_, column)) return {};
    return cell_of(types_[static_cast<std::size_t>(column)], page_.text(at_, column));
  }

  std::unique_ptr<PostgresConnection> connection_;
  PostgresResult page_;
  int at_ = 0;  // in the page
  SourceNotes notes_;
  std::vector<std::string> heads_;
  std::vector<Oid> types_;
  std::size_t count_ = 0;
  AccountsError failure_;
};

/// The query that reads a table; notes which one it is if nobody has named it.
std::variant<std::string, AccountsError> query_of_table(const PostgresConnection& connection, const std::string& asked,
                                                        SourceNotes& notes) {
  const auto listed = connection.execute(tables_query);
  if (!listed.is_fine()) return connection.trouble(listed);
  std::vector<std::string> tables;
  for (int i = 0; i < listed.row_count(); ++i) tables.push_back(listed.text(i, 0));
  auto table = choose_table(asked, tables);
  if (auto* error = std::get_if<AccountsError>(&table)) return std::move(*error);
  const std::string& name = std::get<std::string>(table);
  const auto quoted = connection.execute(quoted_name_query, name.c_str());
  if (!quoted.is_fine()) return connection.trouble(quoted);
  if (quoted.row_count() == 0) return AccountsError{fmt::format("it has no table {}", shown(name)), ""};
  if (asked.empty()) notes.push_back(fmt::format("read from its only table, {}", shown(name)));
  return "SELECT * FROM " + quoted.text(0, 0);
}

/// Without the semicolons at its end, which a query inside a statement cannot have.
std::string bare_query(std::string query) {
  query.erase(query.find_last_not_of(" \t\r\n;") + 1);
  return query;
}

}  // namespace

OpenedRows open_postgres(const std::string& address, const DatabaseQuery& query) {
  if (auto misread = misread_address(address)) return std::move(*misread);
  const PostgresLibrary* pq = postgres_library();
  if (pq == nullptr)
    return AccountsError{"the library for PostgreSQL is not installed", "install libpq5: apt install libpq5"};
  auto connection = std::make_unique<PostgresConnection>(*pq, address);
  if (auto error = connection->begin()) return std::move(*error);
  SourceNotes notes;
  std::string text = bare_query(query.query);
  if (!query.query.empty() && text.empty()) return AccountsError{"the query is empty", "write one SELECT"};
  if (text.empty()) {
    auto of_table = query_of_table(*connection, query.table, notes);
    if (auto* error = std::get_if<AccountsError>(&of_table)) return std::move(*error);
    text = std::move(std::get<std::string>(of_table));
  }
  // A line of its own, so that a comment at the end of the query ends there.
  const auto declared = connection->execute(fmt::format("DECLARE accounts_of_spanne NO SCROLL CURSOR FOR {}\n", text));
  if (!declared.is_fine()) return connection->trouble(declared);
  auto first = PostgresRows::fetch(*connection);
  if (!first.is_fine()) return connection->trouble(first);
  return std::make_unique<PostgresRows>(std::move(connection), std::move(first), std::move(notes));
}

}  // namespace spanne::records
