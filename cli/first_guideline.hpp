// A first guideline made of a list of accounts: every column an attribute, and one cluster to begin with.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "cli/list_study.hpp"

namespace spanne::cli {

struct FirstGuideline {
  std::string text;                         // laid out
  std::vector<std::string> left_out_heads;  // columns that it does not read
  std::size_t rows = 0, rejected = 0;       // of the list, by this guideline
  bool has_key = false;
  std::vector<std::size_t> total_lines;  // of the list, left out
};

/// Makes it and tries it on the list: what would reject a row is declared more widely until no row is rejected. The
/// guideline has no error. `german`: comments in German.
std::variant<FirstGuideline, records::AccountsError, records::FileError> first_guideline(
    const std::string& path, const records::TableOptions& options, bool german);

}  // namespace spanne::cli
