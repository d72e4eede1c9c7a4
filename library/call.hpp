// Every function of the library with JSON in and JSON out: what the C interface and bindings for other languages call.
//
// docs/library.md lists the functions, what each takes, and the shape of each answer.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "library/findings_json.hpp"
#include "library/guideline.hpp"

namespace spanne::library {

/// Why a call has no answer.
struct CallRefusal {
  Problem problem;
  Json findings = nullptr;  // a list, if the rules have errors
};

/// Calls `function` with `arguments`, a JSON object, whose texts may hold any bytes where they are a file's. Never
/// throws but for want of memory; safe to call from several threads at once.
std::variant<std::string, CallRefusal> answer(std::string_view function, Json arguments);

/// Calls `function` with `arguments`, a JSON object in UTF-8, and returns a JSON document. What goes wrong is an answer
/// as well: `{"error": {"message", "help"}}`, with `"findings"` if the rules have errors.
std::string call(std::string_view function, std::string_view arguments);

}  // namespace spanne::library
