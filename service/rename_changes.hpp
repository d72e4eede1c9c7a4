// What has to change in texts so that a thing is called otherwise, and files of accounts are read as before.
#pragma once

#include <string>

#include "engine/check/resolved_names.hpp"
#include "engine/value/date.hpp"
#include "service/analysis.hpp"
#include "service/text_changes.hpp"

namespace spanne::service {

/// Every place of the name in one text; `names` are those of the text, `old_name` what the thing is called in the
/// guideline.
TextChanges changed_places(engine::NameTarget target, const std::string& old_name, const std::string& new_name,
                           const engine::ResolvedNames& names, const grammar::Source& source);

/// In the guideline: the old name of an attribute becomes a head of its column, that of a value a way in which files
/// write it; the new name is one no longer. Attributes that are only counted are not read, and stay as they are.
TextChanges changed_forms(engine::NameTarget target, const std::string& old_name, const std::string& new_name,
                          const RulesAnalysis& guideline);

/// In the guideline: remarks that a test expects word by word, where values of the old name are shown in them. `after`
/// is the guideline with the new name; both have models.
TextChanges changed_remarks(const RulesAnalysis& before, const RulesAnalysis& after, engine::Date today);

}  // namespace spanne::service
