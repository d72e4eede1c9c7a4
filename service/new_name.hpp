// Whether something can be called by a new name, as far as that can be said before it is tried.
#pragma once

#include <optional>
#include <string>

#include "engine/check/resolved_names.hpp"
#include "service/analysis.hpp"

namespace spanne::service {

/// Why the thing cannot get the name, in a plain sentence; nullopt if nothing speaks against it. `name` is not the one
/// it has.
std::optional<std::string> refused_name(engine::NameTarget target, const std::string& name,
                                        const RulesAnalysis& guideline);

/// Why nothing of this sort can be renamed here, whatever the new name.
std::optional<std::string> refused_target(engine::NameTarget target, const RulesAnalysis& guideline);

/// A value as it is written where it stood as `written`: in quotation marks if it needs them, or had them without need.
std::string written_value(const std::string& value, const std::string& before, std::string_view written);

}  // namespace spanne::service
