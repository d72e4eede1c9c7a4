// Findings as JSON, the shape of `check --json` (docs/commands.md#check).
#pragma once

#include <string>

#include "engine/proof/matrix/matrix.hpp"
#include "engine/proof/questions/prove.hpp"
#include "grammar/text/diagnostic.hpp"
#include "records/json/json_text.hpp"

namespace spanne::library {

using Json = nlohmann::ordered_json;

/// One finding: code, severity, place, message, related places, help, account.
Json to_json(const grammar::Diagnostic& finding, const grammar::Source& source);

/// All of them as a list.
Json to_json(const grammar::Diagnostics& findings, const grammar::Source& source);

/// Appends what is no finding but was proved: the effort of each cluster (I0540), the properties that hold (I0541).
void add_facts(Json& findings, const engine::Proof& proof, const engine::Model& model, const grammar::Source& source);

/// Appends the table of clusters and profiles (I0546): one fact for each cell in which there can be an account.
void add_matrix(Json& findings, const engine::Matrix& matrix, const engine::Model& model,
                const grammar::Source& source);

}  // namespace spanne::library
