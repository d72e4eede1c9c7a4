// Accounts and people are loaded for a guideline, and kept until others are: `spanne/accounts`.
#include "service/features.hpp"
#include "service/loaded_accounts.hpp"
#include "service/params.hpp"
#include "service/portfolio_work.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

/// What was read; null figures where the guideline has mistakes, which are shown where it is open.
Json summary_json(const LoadedAccounts& loaded, const library::PortfolioArguments* read) {
  Json json{{"name", loaded.accounts.name}, {"heads", loaded.heads}, {"rows", nullptr},
            {"unreadable", nullptr},        {"people", nullptr},     {"notes", Json::array()}};
  if (read == nullptr) return json;
  json["rows"] = read->accounts.summary.rows;
  json["unreadable"] = read->accounts.summary.rejected;
  if (loaded.kams) json["people"] = read->kams.size();
  json["notes"] = read->notes;
  return json;
}

}  // namespace

Reply load_accounts(Session& session, const Json& params) {
  const auto uri = text_member(params, "uri");
  if (!uri) return RequestError{RequestError::invalid_params, "the uri of the guideline is missing", nullptr};
  if (member(params, "accounts").is_null()) {
    session.load_accounts(*uri, std::nullopt);
    return Json(nullptr);
  }
  auto loaded = loaded_accounts(params);
  if (auto* error = std::get_if<RequestError>(&loaded)) return std::move(*error);
  auto& accounts = std::get<LoadedAccounts>(loaded);
  const TextDocument* guideline = session.find(*uri);
  if (guideline == nullptr || guideline->kind() != TextKind::rules || !guideline->rules().model) {
    Json summary = summary_json(accounts, nullptr);
    session.load_accounts(*uri, std::move(accounts));
    return summary;
  }
  auto read = read_by(*guideline, accounts, session.today);
  if (const auto* refusal = std::get_if<library::CallRefusal>(&read)) return request_error(*refusal);
  Json summary = summary_json(accounts, &std::get<library::PortfolioArguments>(read));
  session.load_accounts(*uri, std::move(accounts));
  return summary;
}

}  // namespace spanne::service
