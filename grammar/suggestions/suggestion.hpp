// Tables of what is written elsewhere and what is written here: what the answers to habits share.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

struct Foreign {
  std::string_view text, cure;
};

template <std::size_t count>
std::optional<std::string_view> cure_of(std::string_view text, const std::array<Foreign, count>& table) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const Foreign& one) { return one.text == text; });
  return found == table.end() ? std::nullopt : std::optional(found->cure);
}

/// Latin capitals made small, Ä Ö Ü too: German words are looked up as they stand at the start of a sentence.
std::string small(std::string_view word);

/// `written` is written `cure` here.
[[noreturn]] void refuse(Reader& reader, TextSpan where, std::string_view written, std::string_view cure);

}  // namespace spanne::grammar
