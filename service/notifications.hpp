// What an editor tells without waiting for an answer.
#pragma once

#include <string_view>

#include "service/json_rpc.hpp"

namespace spanne::service {

class Session;

/// Takes a notification. One that nobody knows, or that makes no sense, changes nothing.
void notice(Session& session, std::string_view method, const Json& params);

/// What the editor says about itself (`initialize`).
void notice_client(Session& session, const Json& params);

}  // namespace spanne::service
