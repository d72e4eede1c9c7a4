// Requests that are answered from a text and accounts, as the command line answers them (docs/service.md).
#include "service/features.hpp"
#include "service/requests/library_request.hpp"

namespace spanne::service {

using Accounts = RequestNeeds::Accounts;

Reply check_rules(Session& session, const Json& params) {
  RequestNeeds needs;
  needs.proof = true;
  return library_reply(session, params, "check", needs);
}

Reply compare_rules(Session& session, const Json& params) {
  RequestNeeds needs;
  needs.old_version = needs.proof = true;
  return library_reply(session, params, "compare", needs);
}

Reply evaluate_accounts(Session& session, const Json& params) {
  RequestNeeds needs;
  needs.accounts = Accounts::needed;
  needs.day = true;
  return library_reply(session, params, "evaluate", needs);
}

Reply explain_account(Session& session, const Json& params) {
  RequestNeeds needs;
  needs.accounts = Accounts::needed;
  needs.day = true;
  return library_reply(session, params, "explain", needs);
}

Reply effort_by_rule_of(Session& session, const Json& params) {
  RequestNeeds needs{Accounts::needed};
  needs.people = needs.day = true;
  return library_reply(session, params, "by_rule", needs);
}

Reply impact_on_accounts(Session& session, const Json& params) {
  RequestNeeds needs{Accounts::needed};
  needs.people = needs.day = needs.old_version = true;
  return library_reply(session, params, "impact", needs);
}

Reply matrix_of_rules(Session& session, const Json& params) {
  RequestNeeds needs{Accounts::possible};
  needs.people = needs.day = needs.proof = true;
  return library_reply(session, params, "matrix", needs);
}

Reply plan_of_scenarios(Session& session, const Json& params) {
  RequestNeeds needs{Accounts::needed};
  needs.people = needs.day = needs.scenarios = true;
  return library_reply(session, params, "plan", needs);
}

Reply report_on_accounts(Session& session, const Json& params) {
  RequestNeeds needs{Accounts::needed};
  needs.people = needs.day = needs.proof = true;
  return library_reply(session, params, "report", needs);
}

Reply sensitivity_of_rules(Session& session, const Json& params) {
  RequestNeeds needs{Accounts::needed};
  needs.people = needs.day = true;
  return library_reply(session, params, "sensitivity", needs);
}

}  // namespace spanne::service
