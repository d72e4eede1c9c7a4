// A work paper: accounts drawn at random with their explanations, for an auditor who checks them by hand.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/document.hpp"

namespace spanne::report {

struct DrawnAccount {
  std::string name, digest;          // `digest`: by which it was drawn
  std::string explanation;           // of its effort, laid out; empty if it was rejected when it was read
  std::vector<std::string> reasons;  // then: why
  std::vector<std::string> cells;    // then: the row as it stands
};

struct WorkPaper {
  std::string title, version, rules_digest;
  std::string accounts, accounts_digest;  // `accounts`: the file's name
  std::string as_of, seed;
  std::string drawn_by;  // "the values of id, role"
  std::string again;     // the command that draws the same accounts
  std::size_t asked = 0;
  std::size_t rows = 0, rejected = 0, skipped = 0;  // of the file
  std::vector<DrawnAccount> accounts_drawn;
};

Document work_paper_document(const WorkPaper& paper);

}  // namespace spanne::report
