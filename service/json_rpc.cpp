#include "service/json_rpc.hpp"

#include <utility>

#include "records/json/json_text.hpp"

namespace spanne::service {
namespace {

RefusedMessage refused(Json id, RequestError::Code code, std::string message) {
  return {std::move(id), {code, std::move(message)}};
}

bool is_id(const Json& json) { return json.is_number_integer() || json.is_string(); }

}  // namespace

std::variant<Message, RefusedMessage> parse_message(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return refused(nullptr, RequestError::parse_error, "the message is no JSON");
  if (!json.is_object()) return refused(nullptr, RequestError::invalid_request, "the message is no JSON object");
  Message message;
  if (const auto id = json.find("id"); id != json.end() && !id->is_null()) {
    if (!is_id(*id)) return refused(nullptr, RequestError::invalid_request, "the id is no number and no text");
    message.id = *id;
  }
  const Json id = message.id.value_or(Json(nullptr));
  if (const auto method = json.find("method"); method != json.end()) {
    if (!method->is_string()) return refused(id, RequestError::invalid_request, "the method is no text");
    message.method = method->get<std::string>();
  } else if (!json.contains("result") && !json.contains("error")) {
    return refused(id, RequestError::invalid_request, "the message has no method");
  }
  if (const auto params = json.find("params"); params != json.end()) {
    if (!params->is_object() && !params->is_array() && !params->is_null())
      return refused(id, RequestError::invalid_request, "the params are no object");
    message.params = std::move(*params);
  }
  return message;
}

std::string response(const Json& id, const Reply& reply) {
  Json json{{"jsonrpc", "2.0"}, {"id", id}};
  if (const auto* error = std::get_if<RequestError>(&reply)) {
    json["error"] = {{"code", error->code}, {"message", error->message}};
    if (!error->data.is_null()) json["error"]["data"] = error->data;
  } else {
    json["result"] = std::get<Json>(reply);
  }
  return records::json_text(json);
}

std::string request(const std::string& id, std::string_view method) {
  return records::json_text(Json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}});
}

std::string notification(std::string_view method, Json params) {
  return records::json_text(Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

}  // namespace spanne::service
