// Readers of the lines below `balance` in a file of scenarios.
#pragma once

#include <vector>

#include "grammar/scenarios/scenario_syntax.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// The tokens of one statement, in which `kam.country` is one word: columns of the people's file are named like that.
std::vector<Token> with_dotted_names(const std::vector<Token>& tokens, TokenRange range, std::string_view text);

/// At the first word of a line.
BalanceLineSyntax read_balance_line(Reader& reader);

}  // namespace spanne::grammar
