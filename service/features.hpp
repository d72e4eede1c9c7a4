// What the service can be asked for: one function each, in the file of its name, and the table of their methods.
#pragma once

#include <string_view>
#include <vector>

#include "service/json_rpc.hpp"

namespace spanne::service {

class Session;

/// Answers a request. `params` may be anything; nothing is sent but what the session is told to send.
using Feature = Reply (*)(Session& session, const Json& params);

Reply code_actions(Session& session, const Json& params);
Reply code_lenses(Session& session, const Json& params);
Reply completion(Session& session, const Json& params);
Reply definition(Session& session, const Json& params);
Reply document_highlight(Session& session, const Json& params);
Reply document_symbols(Session& session, const Json& params);
Reply folding_ranges(Session& session, const Json& params);
Reply formatting(Session& session, const Json& params);
Reply hover(Session& session, const Json& params);
Reply inlay_hints(Session& session, const Json& params);
Reply prepare_rename(Session& session, const Json& params);
Reply references(Session& session, const Json& params);
Reply rename(Session& session, const Json& params);
Reply semantic_tokens(Session& session, const Json& params);

// Requests of our own, in requests/.
Reply impact_on_accounts(Session& session, const Json& params);
Reply load_accounts(Session& session, const Json& params);
Reply check_rules(Session& session, const Json& params);
Reply compare_rules(Session& session, const Json& params);
Reply effort_by_rule_of(Session& session, const Json& params);
Reply evaluate_accounts(Session& session, const Json& params);
Reply explain_account(Session& session, const Json& params);
Reply matrix_of_rules(Session& session, const Json& params);
Reply plan_of_scenarios(Session& session, const Json& params);
Reply report_on_accounts(Session& session, const Json& params);
Reply sensitivity_of_rules(Session& session, const Json& params);

/// The function for a method such as "textDocument/hover"; null if there is none.
Feature find_feature(std::string_view method);

/// The methods of all of them.
std::vector<std::string_view> feature_names();

/// What the server says it can do (the result of `initialize`).
Json capabilities(const Session& session);

}  // namespace spanne::service
