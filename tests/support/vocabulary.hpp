// The names a generated rule set may use so far, and random conditions, numbers and amounts made of them.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/model/term.hpp"
#include "tests/support/random.hpp"

namespace spanne::test {

/// An attribute or a define. Bounds are in whole units of the type: pieces, percent, currency, days of a year's.
struct Word {
  std::string name;
  engine::TypeKind kind = engine::TypeKind::boolean;
  std::string currency;
  std::vector<std::string> values;  // of a choice, as written in an expression
  bool ordered = false;
  bool optional = false;
  std::int64_t low = 0, high = 100;
};

struct Vocabulary {
  std::vector<Word> attributes;
  std::vector<Word> defines;  // and derived values of lookups
  std::vector<std::string> clusters;
  std::vector<std::string> kinds;  // as declared; may be empty
};

/// Writes valid expressions. Optional attributes are used only where the expression itself has made sure of them.
class Writer {
 public:
  Writer(Random& random, const Vocabulary& words) : random_(random), words_(words) {}

  /// Whether conditions may ask for the account's cluster.
  void allow_cluster(bool allowed) { cluster_ = allowed; }

  std::string condition(int depth);
  std::string number(int depth);
  std::string money(const std::string& currency, int depth);
  std::string effort(int depth);

  /// "0.25", of at most `places` decimals.
  std::string decimal(std::int64_t low, std::int64_t high, int places);
  std::string date();
  /// "0.5 %"
  std::string small_percentage();
  /// One literal in the range of the word's type: `5 M EUR`, `lead`, `yes`.
  std::string literal(const Word& word);
  /// An attribute or define of one of the types that is surely there; nullopt where there is none.
  const Word* pick(const std::set<engine::TypeKind>& kinds, bool attributes_only = false);

 private:
  std::string group(const std::string& text);
  std::string atom();
  std::string counted(int depth);
  std::string guarded(int depth);
  std::string test_of(const Word& word);
  std::string number_test(const std::string& subject, const Word& word);
  std::string choice_test(const Word& word);
  std::string text_test(const Word& word);
  std::string date_test(const Word& word);
  std::string moved_date(const std::string& date);
  std::string comparator();
  std::string list(const Word& word);
  std::string call(int depth);
  std::string positive();
  static std::string with_three_decimals(const std::string& number);

  Random& random_;
  const Vocabulary& words_;
  bool cluster_ = false;
  std::set<std::string> known_;
};

}  // namespace spanne::test
