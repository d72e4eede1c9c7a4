// How clusters, attributes, rules and figures of the guideline are called on the page: in the guideline's words where
// it has some, since its readers need not know the names that its rules are written with.
#pragma once

#include <string>

#include "engine/model/model.hpp"
#include "engine/testing/sites.hpp"

namespace spanne::report {

/// "in_tender" as "in tender".
std::string name_in_words(std::string name);

/// "Global strategic account"; the name in words for a cluster without a label.
std::string cluster_label(const engine::Cluster& cluster);
/// Like `cluster_label` of a cluster, for its name as groups have it; "no cluster" if the name is empty.
std::string cluster_label(const std::string& name, const engine::Model& model);

/// The attribute's label if it is short enough for the head of a column, else its name in words.
std::string attribute_head(const engine::Attribute& attribute);

/// A statement in words, and why it is there.
struct StatementLabel {
  std::string name;     // "in tender", "Contracts of the year, row 3", "Global strategic account"
  std::string because;  // may be empty
};
StatementLabel statement_label(const engine::StatementRef& statement, const engine::Model& model);

/// Figures as the guideline writes them, "24 .. 36 FTE", for a reader: "24–36 FTE".
std::string figures_in_words(std::string text);

}  // namespace spanne::report
