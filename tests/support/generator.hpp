// The making of one random rule set; generate.cpp writes its rules, generate_tables.cpp its tables and claims.
#pragma once

#include "tests/support/generate.hpp"
#include "tests/support/vocabulary.hpp"

namespace spanne::test {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed), writer_(random_, words_) {}

  RuleSetText run() {
    header();
    attributes();
    defines();
    lookups();
    clusters();
    writer_.allow_cluster(true);
    sections();
    for (auto count = random_.between(0, 2); count > 0; --count) effect_table();
    claims();
    return std::move(text_);
  }

 private:
  // -------------------------------------------------------------------------------------------- header, attributes
  void header();
  void attributes();
  void attribute(const std::string& name);
  std::string magnitude();
  std::string type_of(Word& word);
  std::string choice_of(Word& word);
  // -------------------------------------------------------------------------------------------- defines, clusters
  void defines();
  void define(const std::string& name, engine::TypeKind kind);
  std::string value_of(engine::TypeKind kind);
  void clusters();
  // -------------------------------------------------------------------------------------------- rules
  void sections();
  std::string heading();
  std::string rule(const std::string& name);
  std::string flag_rule(const std::string& name);
  std::string rule_line(const std::string& name, const std::string& condition, const std::string& effects);
  std::string effect();
  std::string surcharge();
  std::string factor();
  std::string limit();
  std::string addition();
  std::string amount();
  std::string proportion();
  std::string kind();
  std::string flag();
  std::string because();
  std::string period();
  std::string scope();
  // -------------------------------------------------------------------------------------------- tables
  using Cells = std::vector<std::string>;
  Cells partition(const Word& word);
  std::string any_cell(const Word& word);
  Word condition_head(const std::string& other);
  void condition_rows(RuleSetText::Table& table, const Cells& outcomes, const std::string& head);
  void lookups();
  void effect_table();
  std::string outcome_head(std::string& cells);
  // -------------------------------------------------------------------------------------------- claims
  void claims();
  std::string given();

  Random random_;
  Vocabulary words_;
  Writer writer_;
  RuleSetText text_;
};

}  // namespace spanne::test
