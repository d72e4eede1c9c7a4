// What is asked of a matrix in words: its columns and its rows.
#pragma once

#include <string>
#include <variant>

#include "engine/proof/matrix/matrix.hpp"
#include "grammar/text/diagnostic.hpp"
#include "library/guideline.hpp"
#include "library/planning_result.hpp"

namespace spanne::library {

/// Makes other columns for the matrix: the parts of attributes ("sites: 1 .. 2 | 3 .., decentral"). The model stays as
/// it is if there are errors among the findings.
grammar::Diagnostics choose_columns(engine::Model& model, const grammar::Source& columns);
/// Whether `columns` asks for the guideline's own profiles.
bool asks_for_profiles(const std::string& columns);
/// What there is to say of a guideline without profiles, where its profiles were asked for.
std::string no_profiles_note(const char* mark);

/// `rows` are "cluster", choices and what is yes or no, between commas; empty: as usual.
std::variant<engine::MatrixQuestion, Problem> matrix_question(const std::string& rows, const engine::Model& model,
                                                              const char* mark);

}  // namespace spanne::library
