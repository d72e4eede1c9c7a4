// Finds what differs between two statements of the same kind, part by part.
#pragma once

#include <vector>

#include "engine/compare/compare.hpp"
#include "engine/compare/pairing.hpp"

namespace spanne::engine {

/// Both versions, with the meanings of their statements in terms of the old names.
struct Versions {
  const Model& old_model;
  const Model& new_model;
  Meaning old_meaning, new_meaning;
  Meaning old_expanded, new_expanded;  // with defines replaced by what they stand for
};

/// The features by which pair_up recognises the statements of a model.
std::vector<Features> attribute_features(const Model& model, const Meaning& meaning);
std::vector<Features> define_features(const Model& model, const Meaning& meaning);
std::vector<Features> cluster_features(const Model& model, const Meaning& meaning);
std::vector<Features> rule_features(const Model& model, const Meaning& meaning);
std::vector<Features> table_features(const Model& model, const Meaning& meaning);
std::vector<Features> row_features(const Table& table, const Meaning& meaning);
std::vector<Features> test_features(const Model& model, const Meaning& meaning);
std::vector<Features> property_features(const Model& model, const Meaning& meaning);
std::vector<Features> profile_features(const Model& model, const Meaning& meaning);

/// The parts in which two headers or statements differ; empty if they mean the same.
std::vector<RulePart> header_parts(const Versions& versions);
std::vector<RulePart> parts_of(const Attribute& old_one, const Attribute& new_one, const Versions& versions);
std::vector<RulePart> parts_of(const Define& old_one, const Define& new_one, const Versions& versions);
std::vector<RulePart> parts_of(const Cluster& old_one, const Cluster& new_one, const Versions& versions);
std::vector<RulePart> parts_of(const Rule& old_one, const Rule& new_one, const Versions& versions);
std::vector<RulePart> parts_of(const Table& old_one, const Table& new_one, const Versions& versions);
std::vector<RulePart> parts_of(const Row& old_one, const Row& new_one, const Versions& versions);
std::vector<RulePart> parts_of(const Test& old_one, const Test& new_one, const Versions& versions);
std::vector<RulePart> parts_of(const Property& old_one, const Property& new_one, const Versions& versions);
std::vector<RulePart> parts_of(const Profile& old_one, const Profile& new_one, const Versions& versions);

}  // namespace spanne::engine
