// Which row of an accounts file a person means by its key.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/model/model.hpp"
#include "records/csv/accounts.hpp"

namespace spanne::library {

/// Why the words name no row, or not exactly one.
struct NoSuchAccount {
  std::string message;
  std::string help;
};

/// Rows that the words name in some way: how many, and of the first ones what is told. Files have millions of rows, so
/// that no more is kept of them.
struct NamedRows {
  std::size_t count = 0;
  std::vector<std::string> told;
  std::optional<records::AccountRow> first;

  void add(const records::AccountRow& row, const engine::Model& model, bool keeps_it = false);
  /// One a line, and how many more there are.
  std::string list() const;
};

/// Looks for the row whose key begins with the words: `I-101 lead DE`, or in one word `I-101/lead/DE` or
/// `"I-101 lead DE"`. A key that is given whole goes before keys that only begin with it. `line 5` names a row by its
/// line. Without words there must be one row only.
class AccountFinder {
 public:
  /// `model` outlives it. `likeness`: also for what may have been meant where nothing is named, which takes long.
  AccountFinder(const engine::Model& model, std::vector<std::string> words, bool likeness);

  /// Every row of the file, one after the other.
  void look_at(const records::AccountRow& row);
  /// When all have been looked at.
  std::variant<records::AccountRow, NoSuchAccount> found();
  /// Whether all that can be said of the words needs another look, for likeness.
  bool is_unknown() const;

 private:
  using Key = std::vector<std::string>;
  /// Rows whose key begins with some words, and those whose key is just that.
  struct Beginning {
    NamedRows all, whole;
    const NamedRows& best() const { return whole.count > 0 ? whole : all; }
  };
  void take(Beginning& beginning, const records::AccountRow& row, const Key& key, std::size_t parts);
  void look_for_likeness(const records::AccountRow& row, const Key& key);
  NoSuchAccount unknown() const;
  bool is_keyed() const { return !model_->key_attributes().empty(); }

  const engine::Model* model_;
  Key words_, apart_;  // `apart_`: one word taken apart where its parts are told apart
  std::string said_;
  bool likeness_;
  NamedRows rows_, at_line_;
  Beginning as_words_, as_parts_, as_text_;
  // What may have been meant where nothing is named so.
  NamedRows begin_with_letters_;
  std::vector<Beginning> shorter_;  // with the first word, the first two, …
  std::optional<std::string> nearest_;
  Beginning near_;
};

/// "I-101 lead DE": the values of the key; for a rule set without one, or where none could be read, "line 5".
std::string key_words(const records::AccountRow& row, const engine::Model& model);

}  // namespace spanne::library
