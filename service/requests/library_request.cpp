#include "service/requests/library_request.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <utility>

#include "service/document.hpp"
#include "service/loaded_accounts.hpp"
#include "service/params.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

using Accounts = RequestNeeds::Accounts;

/// Members of params that say where a text comes from; what they lead to is put in by the service alone.
constexpr std::string_view places[] = {"uri", "accounts", "kams", "against"};
constexpr std::string_view put_in[] = {"rules",      "name",      "accounts_base64", "accounts_name", "kams_base64",
                                       "kams_name",  "old",       "old_name",        "new",           "new_name",
                                       "old_base64", "scenarios", "scenarios_name",  "files"};

/// A proof in a request may take so many seconds, which are counted in steps.
constexpr int most_seconds = 60, usual_seconds = 1;

bool is_among(std::string_view name, const auto& names) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

class ArgumentBuilder {
 public:
  ArgumentBuilder(Session& session, const Json& params, const RequestNeeds& needs)
      : session_(session), params_(params), needs_(needs) {}

  /// The arguments, or why there are none.
  std::variant<Json, RequestError> build() {
    for (const auto step : {&ArgumentBuilder::take_own, &ArgumentBuilder::put_rules, &ArgumentBuilder::put_accounts,
                            &ArgumentBuilder::put_old_version})
      if (auto error = (this->*step)()) return std::move(*error);
    if (needs_.day && !arguments_.contains("as_of")) arguments_["as_of"] = to_text(session_.today);
    return std::move(arguments_);
  }

 private:
  using Error = std::optional<RequestError>;
  static RequestError refused(std::string message, int code = RequestError::invalid_params) {
    return {code, std::move(message), nullptr};
  }

  Error take_own() {
    if (!params_.is_object()) return refused("the params with the uri are missing");
    for (const auto& [name, value] : params_.items()) {
      if (is_among(name, places)) continue;
      if (is_among(name, put_in)) return refused(fmt::format("there is no argument {}", name));
      arguments_[name] = value;
    }
    if (const auto seconds = number_member(arguments_, "seconds"); seconds && *seconds > most_seconds)
      return refused(fmt::format("seconds is from 1 to {} here; the command line takes more", most_seconds));
    if (needs_.proof && !arguments_.contains("seconds")) arguments_["seconds"] = usual_seconds;
    return std::nullopt;
  }

  Error put_rules() {
    const auto uri = text_member(params_, "uri");
    if (!uri) return refused("the uri is missing");
    TextDocument* document = session_.find(*uri);
    if (document == nullptr) return refused(*uri + " is not open");
    if (document->kind() == TextKind::scenarios) {
      document = session_.guideline_of(*document);
      if (document == nullptr)
        return refused("the guideline of these scenarios is not at hand; open it, or hand it over with spanne/file");
    } else if (needs_.scenarios) {
      return refused(name_of_uri(*uri) + " is no file of scenarios");
    }
    guideline_ = document;
    if (needs_.scenarios)
      if (auto error = put_scenarios(*session_.find(*uri))) return error;
    const bool two = needs_.old_version;
    arguments_[two ? "new" : "rules"] = document->text();
    arguments_[two ? "new_name" : "name"] = name_of_uri(document->uri());
    return std::nullopt;
  }

  /// The scenarios and the files that they name, which have to be open or handed over; others are asked for.
  Error put_scenarios(const TextDocument& document) {
    arguments_["scenarios"] = document.text();
    arguments_["scenarios_name"] = name_of_uri(document.uri());
    arguments_["files"] = Json::object();
    const auto& read = document.scenarios(guideline_);
    if (!read.file) return std::nullopt;  // the library says what is wrong with them
    for (const auto& line : read.file->lines) {
      if (line.path.empty()) continue;
      const std::string uri = uri_beside(document.uri(), line.path);
      const TextDocument* file = session_.find(uri);
      if (file == nullptr) {
        session_.send("spanne/needs", {{"uri", uri}});
        return refused(fmt::format("{} is not at hand; open it, or hand it over with spanne/file", line.path),
                       RequestError::request_failed);
      }
      arguments_["files"][line.path] = file->text();
    }
    return std::nullopt;
  }

  /// Those of the request, else those that are loaded.
  Error put_accounts() {
    if (needs_.accounts == Accounts::none) return std::nullopt;
    std::optional<LoadedAccounts> given;
    if (!member(params_, "accounts").is_null()) {
      auto read = loaded_accounts(params_);
      if (auto* error = std::get_if<RequestError>(&read)) return std::move(*error);
      given = std::move(std::get<LoadedAccounts>(read));
    }
    const LoadedAccounts* loaded = given ? &*given : session_.accounts_of(guideline_->uri());
    if (loaded == nullptr && needs_.accounts == Accounts::possible) return std::nullopt;
    if (loaded == nullptr)
      return refused(fmt::format("no accounts are loaded for {}; load them with spanne/accounts, or send them along",
                                 name_of_uri(guideline_->uri())),
                     RequestError::request_failed);
    const Json made = arguments_for(*loaded, session_.today);
    for (const auto& [name, value] : made.items())
      if (!arguments_.contains(name) && (needs_.people || !name.starts_with("kams"))) arguments_[name] = value;
    return std::nullopt;
  }

  Error put_old_version() {
    if (!needs_.old_version) return std::nullopt;
    const Json& against = member(params_, "against");
    if (const auto uri = text_member(against, "uri")) {
      const TextDocument* document = session_.find(*uri);
      if (document == nullptr) return refused(*uri + " is not open");
      arguments_["old"] = document->text();
      arguments_["old_name"] = name_of_uri(*uri);
      return std::nullopt;
    }
    auto file = handed_file(against, "against");
    if (auto* error = std::get_if<RequestError>(&file)) return std::move(*error);
    arguments_["old"] = std::get<HandedFile>(file).bytes;
    arguments_["old_name"] = std::get<HandedFile>(file).name;
    return std::nullopt;
  }

  Session& session_;
  const Json& params_;
  const RequestNeeds& needs_;
  TextDocument* guideline_ = nullptr;
  Json arguments_ = Json::object();
};

}  // namespace

Reply library_reply(Session& session, const Json& params, std::string_view function, const RequestNeeds& needs) {
  auto arguments = ArgumentBuilder(session, params, needs).build();
  if (auto* error = std::get_if<RequestError>(&arguments)) return std::move(*error);
  auto answer = library::answer(function, std::move(std::get<Json>(arguments)));
  if (auto* text = std::get_if<std::string>(&answer)) return Json{{"text", std::move(*text)}};
  return request_error(std::get<library::CallRefusal>(answer));
}

}  // namespace spanne::service
