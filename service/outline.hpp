// The outline of a text: its declarations, each with what stands below it.
#pragma once

#include <string>
#include <vector>

#include "service/analysis.hpp"

namespace spanne::service {

struct OutlineItem {
  /// As the protocol numbers kinds of symbols; what editors draw beside the name.
  enum class Symbol {
    module = 2,
    group = 3,
    cluster = 5,
    attribute = 8,
    rule = 12,
    value = 13,
    define = 14,
    property = 17,
    table = 18,
    profile = 23,
    test = 24
  } symbol = Symbol::group;
  std::string name;         // never empty
  std::string detail;       // beside the name; may be empty
  grammar::TextSpan whole;  // with everything that belongs to it
  grammar::TextSpan span;   // of the name, within `whole`
  std::vector<OutlineItem> below;
};

/// In the order of the text.
std::vector<OutlineItem> outline_of(const RulesAnalysis& rules);
std::vector<OutlineItem> outline_of(const ScenariosAnalysis& scenarios);

}  // namespace spanne::service
