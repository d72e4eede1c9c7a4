#include "spanne.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "library/call.hpp"

char* spanne_call(const char* function, const char* json) {
  if (function == nullptr || json == nullptr) return nullptr;
  try {
    const std::string answer = spanne::library::call(function, json);
    auto* text = static_cast<char*>(std::malloc(answer.size() + 1));
    if (text != nullptr) std::memcpy(text, answer.c_str(), answer.size() + 1);
    return text;
  } catch (const std::bad_alloc&) { return nullptr; }
}

void spanne_free(char* text) { std::free(text); }

const char* spanne_version(void) { return SPANNE_VERSION; }
