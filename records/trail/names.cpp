#include "records/trail/names.hpp"

#include <cstdlib>
#include <memory>
#include <utf8proc.h>

#include "grammar/tree/lookalikes.hpp"
#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

struct FreeText {
  void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

/// Unicode's case folding, in every alphabet.
std::string case_folded(const std::string& name) {
  const std::string text = folded(name);  // the blanks
  utf8proc_uint8_t* result = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &result, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
  const std::unique_ptr<utf8proc_uint8_t, FreeText> owned(result);
  return size < 0 ? text : std::string(reinterpret_cast<const char*>(result), static_cast<std::size_t>(size));
}

}  // namespace

bool same_name(const std::string& a, const std::string& b) { return case_folded(a) == case_folded(b); }

bool alike(const std::string& a, const std::string& b) {
  const auto seen = [](const std::string& name) { return case_folded(grammar::looks(case_folded(name))); };
  return seen(a) == seen(b);
}

}  // namespace spanne::records
