// Finds the row of an accounts file that a user names by its key.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/model/model.hpp"
#include "records/csv/accounts.hpp"

namespace spanne::library {

/// The message if the words name no row, or several.
struct NoSuchAccount {
  std::string message;
  std::string help;
};

/// Rows that match the words in some way: their number, and the texts of the first ones. Files have millions of rows,
/// so no more is kept.
struct NamedRows {
  std::size_t count = 0;
  std::vector<std::string> shown;
  std::optional<records::AccountRow> first;

  void add(const records::AccountRow& row, const engine::Model& model, bool keeps_it = false);
  /// One row per line, then how many more there are.
  std::string list() const;
};

/// Finds the row whose key begins with the words: `I-101 lead DE`, or as a single word `I-101/lead/DE` or `"I-101 lead
/// DE"`. A complete key takes precedence over keys that begin with it. `line 5` names a row by its line. Without words
/// the file must have a single row.
class AccountFinder {
 public:
  /// `model` must outlive the object. `likeness`: also looks for what may have been meant if nothing matches, which is
  /// slow.
  AccountFinder(const engine::Model& model, std::vector<std::string> words, bool likeness);

  /// To be called with every row of the file, in order.
  void look_at(const records::AccountRow& row);
  /// The result, after all rows have been added.
  std::variant<records::AccountRow, NoSuchAccount> found();
  /// Whether a second pass with `likeness` is needed for the best message.
  bool is_unknown() const;

 private:
  using Key = std::vector<std::string>;
  /// Rows whose key begins with some words, and rows whose key equals them.
  struct Beginning {
    NamedRows all, whole;
    const NamedRows& best() const { return whole.count > 0 ? whole : all; }
  };
  void take(Beginning& beginning, const records::AccountRow& row, const Key& key, std::size_t parts);
  void look_for_likeness(const records::AccountRow& row, const Key& key);
  NoSuchAccount unknown() const;
  bool is_keyed() const { return !model_->key_attributes().empty(); }

  const engine::Model* model_;
  Key words_, apart_;  // `apart_`: a single word split at the separators of its parts
  std::string said_;
  bool likeness_;
  NamedRows rows_, at_line_;
  Beginning as_words_, as_parts_, as_text_;
  // Candidates for what may have been meant if nothing matches.
  NamedRows begin_with_letters_;
  std::vector<Beginning> shorter_;  // matches of the first word, of the first two, and so on
  std::optional<std::string> nearest_;
  Beginning near_;
};

/// The values of the key; the texts of its cells if they could not be read.
std::vector<std::string> readable_key(const records::AccountRow& row, const engine::Model& model);

/// The values of the key: "I-101 lead DE"; "line 5" if there is no key, or none of its values could be read.
std::string key_words(const records::AccountRow& row, const engine::Model& model);

/// The values of the key as results show them, in the order of the attributes.
std::vector<std::string> key_values(const engine::Account& account, const engine::Model& model);

}  // namespace spanne::library
