// Currencies as cells write them: by sign, by code, by word.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spanne::records {

struct CurrencySign {
  std::size_t size = 0;  // bytes
  std::string code;      // "EUR"
};

/// The sign with which `text` begins: €, US$, zł. Of a sign of several currencies (kr) it is `expected`, if that is
/// one.
std::optional<CurrencySign> leading_currency_sign(std::string_view text, std::string_view expected);

/// The currency that `word` (letters) names: EUR, eur, Euro; any three letters are a code. nullopt where it is none.
std::optional<std::string> currency_of_word(std::string_view word, std::string_view expected);

}  // namespace spanne::records
