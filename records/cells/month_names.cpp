#include "records/cells/month_names.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

using Names = std::array<std::string_view, 8>;  // empty ones at the end

constexpr std::array<Names, 12> months{{
    {"jan", "january", "januar", "jänner", "jän", "janvier", "janv"},
    {"feb", "february", "februar", "feber", "février", "févr", "fev", "fevrier"},
    {"mar", "march", "märz", "mär", "mrz", "maerz", "mars"},
    {"apr", "april", "avril", "avr"},
    {"may", "mai"},
    {"jun", "june", "juni", "juin"},
    {"jul", "july", "juli", "juillet", "juil"},
    {"aug", "august", "août", "aout"},
    {"sep", "sept", "september", "septembre"},
    {"oct", "october", "okt", "oktober", "octobre"},
    {"nov", "november", "novembre"},
    {"dec", "december", "dez", "dezember", "déc", "décembre", "decembre"},
}};

}  // namespace

std::optional<int> month_named(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  const std::string word = folded(name);
  if (word.empty()) return std::nullopt;
  for (std::size_t month = 0; month < months.size(); ++month)
    if (std::find(months[month].begin(), months[month].end(), word) != months[month].end())
      return static_cast<int>(month) + 1;
  return std::nullopt;
}

}  // namespace spanne::records
