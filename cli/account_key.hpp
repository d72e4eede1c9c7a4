// Which row of an accounts file a person means by its key.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/model/model.hpp"
#include "records/accounts.hpp"

namespace spanne::cli {

/// Why the words name no row, or not exactly one.
struct NoSuchAccount {
  std::string message;
  std::string help;
};

/// The index of the row whose key begins with `words`: `I-101 lead DE`, or in one word `I-101/lead/DE` or
/// `"I-101 lead DE"`. A key that is given whole goes before keys that only begin with it. `line 5` names a row by its
/// line. Without words there must be one row only.
std::variant<std::size_t, NoSuchAccount> find_account(const std::vector<records::AccountRow>& rows,
                                                      const engine::Model& model,
                                                      const std::vector<std::string>& words);

/// "I-101 lead DE": the values of the key; for a rule set without one, or where none could be read, "line 5".
std::string key_words(const records::AccountRow& row, const engine::Model& model);

}  // namespace spanne::cli
