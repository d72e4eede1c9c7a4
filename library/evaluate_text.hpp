// Accounts in, results out, both as text in memory: what `eval` does with files of any size.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "engine/semantics/evaluate.hpp"
#include "library/guideline.hpp"
#include "records/results/results.hpp"
#include "records/tables/table_options.hpp"

namespace spanne::library {

struct EvaluatedText {
  std::string text;  // the bytes `eval -o` writes
  std::size_t rows = 0, rejected = 0;
  std::vector<std::string> notes;  // what has to be said of how columns are read
};

/// The columns of these names; without names the usual ones. A problem that lists all there are if a name is unknown.
std::variant<std::vector<records::ResultColumn>, Problem> columns_named(const std::vector<std::string>& names,
                                                                        const std::vector<std::string>& heads,
                                                                        const engine::Model& model);

/// Evaluates every row of `accounts`, the bytes of a CSV file, one by one. A problem if the text cannot be read as a
/// whole or `columns` (names; empty: the usual ones) has an unknown name. `what_if` has the model's assignments as they
/// were written, which the text then ends with.
std::variant<EvaluatedText, Problem> evaluate_text(const engine::Evaluator& evaluator, const std::string& digest,
                                                   std::string accounts, const records::TableOptions& reading,
                                                   records::Format format, const records::FigureStyle& style,
                                                   const std::vector<std::string>& columns = {},
                                                   const std::vector<std::string>& what_if = {});

}  // namespace spanne::library
