// Every function of the library with JSON in and JSON out: what the C interface and bindings for other languages call.
//
// docs/library.md lists the functions, what each takes, and the shape of each answer.
#pragma once

#include <string>
#include <string_view>

namespace spanne::library {

/// Calls `function` with `arguments`, a JSON object in UTF-8, and returns a JSON document. What goes wrong is an answer
/// as well: `{"error": {"message", "help"}}`, with `"findings"` if the rules have errors. Never throws but for want of
/// memory; safe to call from several threads at once.
std::string call(std::string_view function, std::string_view arguments);

}  // namespace spanne::library
