#include "grammar/text/normal_form.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

namespace spanne::grammar {

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
  utf8proc_uint8_t* result = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &result, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, FreeText> owned(result);
  return size < 0 ? std::string(text)
                  : std::string(reinterpret_cast<const char*>(result), static_cast<std::size_t>(size));
}

}  // namespace spanne::grammar
