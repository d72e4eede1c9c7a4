#include "service/features.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace spanne::service {

Feature find_feature(std::string_view method) {
  static constexpr std::pair<std::string_view, Feature> features[] = {
      {"textDocument/codeAction", code_actions},
      {"textDocument/formatting", formatting},
  };
  const auto found =
      std::find_if(std::begin(features), std::end(features), [&](const auto& named) { return named.first == method; });
  return found == std::end(features) ? nullptr : found->second;
}

}  // namespace spanne::service
