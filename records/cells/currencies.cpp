#include "records/cells/currencies.hpp"

#include <algorithm>
#include <array>

namespace spanne::records {
namespace {

struct CurrencyName {
  std::string_view name;
  std::string_view codes;  // three letters each; the first is meant where none of them is expected
};

/// Longer ones first.
constexpr std::array currency_signs{
    CurrencyName{"US$", "USD"}, CurrencyName{"CA$", "CAD"},  CurrencyName{"AU$", "AUD"}, CurrencyName{"HK$", "HKD"},
    CurrencyName{"C$", "CAD"},  CurrencyName{"A$", "AUD"},   CurrencyName{"R$", "BRL"},  CurrencyName{"S$", "SGD"},
    CurrencyName{"zł", "PLN"},  CurrencyName{"Kč", "CZK"},   CurrencyName{"€", "EUR"},   CurrencyName{"$", "USD"},
    CurrencyName{"£", "GBP"},   CurrencyName{"¥", "JPYCNY"}, CurrencyName{"₹", "INR"},   CurrencyName{"₺", "TRY"},
    CurrencyName{"₽", "RUB"}, CurrencyName{"₩", "KRW"},    CurrencyName{"₪", "ILS"},
};

/// In small letters, without a point at the end.
constexpr std::array words_of_currencies{
    CurrencyName{"euro", "EUR"},        CurrencyName{"euros", "EUR"},
    CurrencyName{"dollar", "USD"},      CurrencyName{"dollars", "USD"},
    CurrencyName{"franken", "CHF"},     CurrencyName{"fr", "CHF"},
    CurrencyName{"sfr", "CHF"},         CurrencyName{"rs", "INRPKRLKRNPRMUR"},
    CurrencyName{"kr", "SEKNOKDKKISK"}, CurrencyName{"ft", "HUF"},
    CurrencyName{"zl", "PLN"},
};

std::string code_among(std::string_view codes, std::string_view expected) {
  for (std::size_t at = 0; at < codes.size(); at += 3)
    if (codes.substr(at, 3) == expected) return std::string(expected);
  return std::string(codes.substr(0, 3));
}

char with_case(char c, char first, char last, int by) {
  return c >= first && c <= last ? static_cast<char>(c + by) : c;
}

}  // namespace

std::optional<CurrencySign> leading_currency_sign(std::string_view text, std::string_view expected) {
  for (const auto& [name, codes] : currency_signs)
    if (text.starts_with(name)) return CurrencySign{name.size(), code_among(codes, expected)};
  return std::nullopt;
}

std::optional<std::string> currency_of_word(std::string_view word, std::string_view expected) {
  std::string small(word), code(word);
  for (char& c : small) c = with_case(c, 'A', 'Z', 32);
  for (const auto& [name, codes] : words_of_currencies)
    if (small == name) return code_among(codes, expected);
  if (word.size() != 3) return std::nullopt;
  for (char& c : code) c = with_case(c, 'a', 'z', -32);
  return code;
}

}  // namespace spanne::records
