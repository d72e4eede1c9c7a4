// Only this file sees utf8proc. WebAssembly, for which no package has it, asks its host: every JavaScript engine has
// the same normal form, and its tables need not be loaded twice.
#include "grammar/text/normal_form.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#else
#include <utf8proc.h>
#endif

namespace spanne::grammar {

#ifdef __EMSCRIPTEN__

// The result is allocated by the callee and freed by the caller, as utf8proc does it.
EM_JS(char*, spanne_normal_form, (const char* text, int size), {
  try {
    const bytes = HEAPU8.slice(text, text + size);
    const normal = new TextDecoder("utf-8", {fatal : true, ignoreBOM : true}).decode(bytes).normalize("NFC");
    const encoded = new TextEncoder().encode(normal);
    const result = _malloc(encoded.length + 1);
    HEAPU8.set(encoded, result);
    HEAPU8[result + encoded.length] = 0;
    return result;
  } catch (notUtf8) { return 0; }
});

#endif

namespace {

struct FreeText {
  void operator()(void* text) const { std::free(text); }
};

/// U+0300: the first character that a letter before it may have to be put together with.
constexpr unsigned char first_lead_byte = 0xCC;

}  // namespace

bool may_need_normal_form(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= first_lead_byte; });
}

std::string normal_form(std::string_view text) {
  if (!may_need_normal_form(text)) return std::string(text);
#ifdef __EMSCRIPTEN__
  const std::unique_ptr<char, FreeText> owned(spanne_normal_form(text.data(), static_cast<int>(text.size())));
  return owned ? std::string(owned.get()) : std::string(text);
#else
  utf8proc_uint8_t* result = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &result, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, FreeText> owned(result);
  return size < 0 ? std::string(text)
                  : std::string(reinterpret_cast<const char*>(result), static_cast<std::size_t>(size));
#endif
}

}  // namespace spanne::grammar
