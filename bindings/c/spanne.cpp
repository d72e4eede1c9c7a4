#include "spanne.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "library/call.hpp"
#include "service/service.hpp"

struct spanne_service {
  spanne::service::Service service;
};

namespace {

/// Null for want of memory.
char* handed_out(const std::string& answer) {
  auto* text = static_cast<char*>(std::malloc(answer.size() + 1));
  if (text != nullptr) std::memcpy(text, answer.c_str(), answer.size() + 1);
  return text;
}

/// Messages are JSON already.
std::string as_array(const std::vector<std::string>& messages) {
  std::string array;
  for (const std::string& message : messages) array += (array.empty() ? "" : ",") + message;
  return "[" + array + "]";
}

}  // namespace

char* spanne_call(const char* function, const char* json) {
  if (function == nullptr || json == nullptr) return nullptr;
  try {
    return handed_out(spanne::library::call(function, json));
  } catch (const std::bad_alloc&) { return nullptr; }
}

void spanne_free(char* text) { std::free(text); }

spanne_service* spanne_service_new(const char* today) {
  if (today == nullptr) return nullptr;
  const auto day = spanne::engine::date_from_text(today);
  try {
    return day ? new spanne_service{spanne::service::Service(*day)} : nullptr;
  } catch (const std::bad_alloc&) { return nullptr; }
}

char* spanne_service_handle(spanne_service* service, const char* message) {
  if (service == nullptr || message == nullptr) return nullptr;
  try {
    return handed_out(as_array(service->service.handle(message)));
  } catch (const std::bad_alloc&) { return nullptr; }
}

int spanne_service_has_work(const spanne_service* service) {
  return service != nullptr && service->service.has_work() ? 1 : 0;
}

char* spanne_service_work(spanne_service* service, unsigned steps) {
  if (service == nullptr) return nullptr;
  try {
    return handed_out(as_array(service->service.work(steps)));
  } catch (const std::bad_alloc&) { return nullptr; }
}

void spanne_service_free(spanne_service* service) { delete service; }

const char* spanne_version(void) { return SPANNE_VERSION; }
