// Accounts files of every style and with every kind of fault.
#pragma once

#include <cstddef>
#include <string>

#include "engine/model/model.hpp"
#include "tests/support/random.hpp"

namespace spanne::test {

struct FileStyle {
  char separator = ',';
  std::string line_end = "\n";
  std::size_t faults = 0;  // percent of cells
  bool ascending = true;
  bool windows = false;
};

/// Some style there is.
FileStyle some_style(Random& random);

/// A file of random accounts of the model; the same random numbers give the same file.
std::string file_of(const engine::Model& model, std::size_t rows, const FileStyle& style, Random& random);

}  // namespace spanne::test
