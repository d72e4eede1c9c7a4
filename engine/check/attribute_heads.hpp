// Attributes found by what files and people call them: the heads of their columns and their labels.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// The name of the attribute whose head or label is `written`, without regard to case and blanks; nullopt where there
/// is none, or where it is the name itself.
std::optional<std::string> attribute_by_head(const Model& model, std::string_view written);

/// The attribute of a model that reads the column that an attribute of another model reads: one with a head in common,
/// first of all the one of the same name. Nullopt if there is none.
std::optional<AttributeId> attribute_of_column(const Attribute& attribute, const Model& other);

}  // namespace spanne::engine
