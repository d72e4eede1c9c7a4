// The address of a database on a server, postgresql://user:password@host/database, and what of it may be shown.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "records/csv/accounts.hpp"

namespace spanne::records {

/// Whether accounts are named by the address of a database of PostgreSQL instead of a path.
bool is_postgres_address(std::string_view name);

/// The name of a source as messages, notes and receipts may show it: of an address, without its password. Other names
/// stay as they are.
std::string without_password(const std::string& name);

/// Why an address would be read in another way than it is meant: a password with a sign in it that ends it. The message
/// shows nothing of the address.
std::optional<AccountsError> misread_address(std::string_view address);

/// `text` with every occurrence of the address's password (as it is written, and as it is meant) replaced by ***.
std::string hide_password(std::string text, std::string_view address);

}  // namespace spanne::records
