#include "service/loaded_accounts.hpp"

#include <fmt/format.h>
#include <utility>

#include "library/base64.hpp"
#include "library/table_heads.hpp"
#include "service/document.hpp"
#include "service/params.hpp"

namespace spanne::service {
namespace {

/// So that no request takes for ever: about a million rows.
constexpr std::size_t largest_accounts = 100'000'000;

constexpr const char* kept_options[] = {"as_of", "locale", "missing", "sheet", "keep_totals"};

RequestError unusable(std::string message) { return {RequestError::invalid_params, std::move(message), nullptr}; }

}  // namespace

std::variant<HandedFile, RequestError> handed_file(const Json& json, const std::string& what) {
  HandedFile file{text_member(json, "name").value_or(what), {}};
  auto text = text_member(json, "text");
  if (const auto coded = text_member(json, "base64")) {
    text = library::from_base64(*coded);
    if (!text) return unusable(fmt::format("the bytes of {} are no base64", file.name));
  }
  if (!text) return unusable(fmt::format("{} has neither a text nor its bytes in base64", what));
  if (text->size() > largest_accounts)
    return unusable(fmt::format("{} is larger than 100 MB; the command line reads files of any size", file.name));
  file.bytes = std::move(*text);
  return file;
}

std::variant<LoadedAccounts, RequestError> loaded_accounts(const Json& params) {
  LoadedAccounts loaded;
  auto accounts = handed_file(member(params, "accounts"), "accounts");
  if (auto* error = std::get_if<RequestError>(&accounts)) return std::move(*error);
  loaded.accounts = std::move(std::get<HandedFile>(accounts));
  if (const Json& given = member(params, "kams"); !given.is_null()) {
    auto kams = handed_file(given, "kams");
    if (auto* error = std::get_if<RequestError>(&kams)) return std::move(*error);
    loaded.kams = std::move(std::get<HandedFile>(kams));
  }
  for (const char* name : kept_options)
    if (const Json& value = member(params, name); !value.is_null()) loaded.options[name] = value;
  auto heads = library::table_heads(loaded.accounts.bytes, text_member(params, "sheet").value_or(std::string()));
  if (auto* found = std::get_if<std::vector<std::string>>(&heads)) {
    loaded.heads = std::move(*found);
    return loaded;
  }
  const auto& error = std::get<records::AccountsError>(heads);
  return request_error({{loaded.accounts.name + ": " + error.message, error.help, false}, nullptr});
}

Json arguments_for(const LoadedAccounts& loaded, engine::Date today) {
  Json arguments = loaded.options;
  arguments["accounts"] = loaded.accounts.bytes;
  arguments["accounts_name"] = loaded.accounts.name;
  if (loaded.kams) {
    arguments["kams"] = loaded.kams->bytes;
    arguments["kams_name"] = loaded.kams->name;
  }
  if (!arguments.contains("as_of")) arguments["as_of"] = to_text(today);
  return arguments;
}

std::variant<library::PortfolioArguments, library::CallRefusal> read_by(const TextDocument& guideline,
                                                                        const LoadedAccounts& loaded,
                                                                        engine::Date today) {
  Json arguments = arguments_for(loaded, today);
  arguments["rules"] = guideline.text();
  arguments["name"] = name_of_uri(guideline.uri());
  return library::read_portfolio(std::move(arguments));
}

RequestError request_error(const library::CallRefusal& refusal) {
  const auto& [message, help, usage] = refusal.problem;
  RequestError error{usage ? RequestError::invalid_params : RequestError::request_failed, message, nullptr};
  if (!help.empty()) error.data["help"] = help;
  if (!refusal.findings.is_null()) error.data["findings"] = refusal.findings;
  return error;
}

}  // namespace spanne::service
