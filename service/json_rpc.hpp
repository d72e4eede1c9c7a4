// JSON-RPC 2.0: what stands around every message between an editor and the service.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "library/findings_json.hpp"

namespace spanne::service {

using library::Json;

/// Why a request has no result. Codes are those of JSON-RPC and of the language server protocol.
struct RequestError {
  enum Code {
    parse_error = -32700,
    invalid_request = -32600,
    method_not_found = -32601,
    invalid_params = -32602,
    not_initialized = -32002,
    request_failed = -32803  // well formed, but it cannot be done: the message says why and what helps
  };
  int code = request_failed;
  std::string message;  // one plain sentence; editors show it
  Json data = nullptr;  // findings, if the rules have errors
};

/// What a request is answered with.
using Reply = std::variant<Json, RequestError>;

/// A message that has come in. A request has a method and an id, a notification a method alone, an answer an id alone.
struct Message {
  std::string method;      // empty: an answer
  std::optional<Json> id;  // a number or a text
  Json params;             // an object; null if there are none
};

/// Takes a message apart. The error is for the sender, whose id it has if one could be read.
struct RefusedMessage {
  Json id = nullptr;
  RequestError error;
};
std::variant<Message, RefusedMessage> parse_message(std::string_view text);

/// One message out, as text.
std::string response(const Json& id, const Reply& reply);
std::string notification(std::string_view method, Json params);
/// Without params.
std::string request(const std::string& id, std::string_view method);

}  // namespace spanne::service
