// The language service: messages of an editor in, messages for it out. docs/service.md has the messages.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/date.hpp"
#include "service/json_rpc.hpp"

namespace spanne::service {

class Session;

/// One editor's server, without files, threads or a clock: the shell around it carries the messages. The language
/// server protocol, version 3.17, and requests of our own (spanne/…). The same messages give the same answers on any
/// machine.
class Service {
 public:
  /// `today` is the day of tests of rule sets that have no period of their own.
  explicit Service(engine::Date today);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// Takes one message, UTF-8 JSON without framing, and returns what is to be sent, in this order. Never throws but for
  /// want of memory.
  std::vector<std::string> handle(std::string_view message);

  /// Findings and proofs are made while no message waits. A text that comes meanwhile ends what was done for the older
  /// one.
  bool has_work() const;
  /// Does about `steps` steps of the work (a million take some tenths of a second) and returns what is to be sent.
  std::vector<std::string> work(std::uint64_t steps);
  /// How many steps the latest call of work() took.
  std::uint64_t latest_steps() const { return latest_steps_; }

  /// After the notification `exit`: the shell ends, with status 0 if `shutdown` came before it.
  bool has_ended() const { return ended_; }
  int exit_status() const { return shut_down_ ? 0 : 1; }

 private:
  void take(const Message& message);
  Reply answer(const Message& message);
  Reply initialize(const Json& params);

  std::unique_ptr<Session> session_;
  std::uint64_t latest_steps_ = 0;
  bool initialized_ = false, shut_down_ = false, ended_ = false;
};

}  // namespace spanne::service
