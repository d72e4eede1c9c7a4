#include "service/service.hpp"

#include <utility>

#include "service/features.hpp"
#include "service/json_rpc.hpp"
#include "service/notifications.hpp"
#include "service/session.hpp"

namespace spanne::service {

Service::Service(engine::Date today) : session_(std::make_unique<Session>(today)) {}
Service::~Service() = default;

std::vector<std::string> Service::handle(std::string_view text) {
  const auto parsed = parse_message(text);
  if (const auto* refused = std::get_if<RefusedMessage>(&parsed)) return {response(refused->id, refused->error)};
  const Message& message = std::get<Message>(parsed);
  if (message.method.empty()) return {};  // an answer; nothing was asked
  if (!message.id) {
    take(message);
    return session_->take_messages();
  }
  Reply reply = answer(message);
  std::vector<std::string> out = session_->take_messages();
  out.push_back(response(*message.id, reply));
  return out;
}

void Service::take(const Message& message) {
  if (message.method == "exit")
    ended_ = true;
  else if (initialized_ && !shut_down_)
    notice(*session_, message.method, message.params);
}

Reply Service::answer(const Message& message) {
  if (message.method == "initialize") return initialize(message.params);
  if (!initialized_) return RequestError{RequestError::not_initialized, "the first request has to be initialize"};
  if (shut_down_) return RequestError{RequestError::invalid_request, "the server has been shut down"};
  if (message.method == "shutdown") {
    shut_down_ = true;
    return Json(nullptr);
  }
  const Feature feature = find_feature(message.method);
  if (feature == nullptr) return RequestError{RequestError::method_not_found, "there is no method " + message.method};
  return feature(*session_, message.params);
}

Reply Service::initialize(const Json& params) {
  if (initialized_) return RequestError{RequestError::invalid_request, "initialize may come only once"};
  initialized_ = true;
  notice_client(*session_, params);
  return Json{{"capabilities", capabilities(*session_)}, {"serverInfo", {{"name", "spanne"}}}};
}

bool Service::has_work() const { return session_->has_work(); }

std::vector<std::string> Service::work(std::uint64_t steps) {
  latest_steps_ = session_->work(steps);
  return session_->take_messages();
}

}  // namespace spanne::service
