// Accounts and people that a shell has loaded for a guideline: their bytes, and how they are to be read.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/value/date.hpp"
#include "library/portfolio_arguments.hpp"
#include "service/json_rpc.hpp"

namespace spanne::service {

class TextDocument;

/// A file that was handed over.
struct HandedFile {
  std::string name;   // as messages call it
  std::string bytes;  // a text, a workbook, JSON
};

struct LoadedAccounts {
  HandedFile accounts;
  std::optional<HandedFile> kams;
  Json options = Json::object();   // as_of, locale, missing, sheet, keep_totals
  std::vector<std::string> heads;  // of the accounts, whatever the guideline
};

/// `{"name", "text"}` or `{"name", "base64"}`. `what` names it in messages.
std::variant<HandedFile, RequestError> handed_file(const Json& json, const std::string& what);
/// `{"accounts": FILE, "kams": FILE, "as_of", "locale", …}`, whatever else there is.
std::variant<LoadedAccounts, RequestError> loaded_accounts(const Json& params);

/// What a library function is called with for these files. `today` stands where no day is said.
Json arguments_for(const LoadedAccounts& loaded, engine::Date today);
/// The accounts as a guideline reads them.
std::variant<library::PortfolioArguments, library::CallRefusal> read_by(const TextDocument& guideline,
                                                                        const LoadedAccounts& loaded,
                                                                        engine::Date today);

/// A refusal of the library as the answer to a request.
RequestError request_error(const library::CallRefusal& refusal);

}  // namespace spanne::service
