// Requests of our own that the library answers: the text is the document's, the accounts are those that are loaded.
#pragma once

#include <string_view>

#include "service/json_rpc.hpp"

namespace spanne::service {

class Session;

/// What a request takes beside its own params, which the library's function gets as they are.
struct RequestNeeds {
  enum class Accounts { none, possible, needed };
  Accounts accounts = Accounts::none;
  bool people = false;       // if there are any
  bool day = false;          // `as_of`; else today
  bool scenarios = false;    // the document is a file of scenarios, and its guideline the rules
  bool old_version = false;  // `against`
  bool proof = false;        // `seconds`; else fewer than the command line takes
};

/// Calls the library's function of that name. The result is `{"text"}`: the document as the command line prints it.
Reply library_reply(Session& session, const Json& params, std::string_view function, const RequestNeeds& needs);

}  // namespace spanne::service
