// The sections on the guideline itself: what is proved of it, and its words.
#pragma once

#include <optional>

#include "engine/proof/questions/prove.hpp"
#include "report/document.hpp"
#include "report/portfolio_page/page_section.hpp"

namespace spanne::report {

/// What holds for every account there can be; nullopt if the guideline has no properties.
std::optional<PageSection> proof_section(const engine::Proof& proof, const engine::Model& model);

/// The guideline as a document, folded away. With pseudonyms it is left out if its rules name a customer or a person of
/// the files: the section then says so.
PageSection guideline_section(const Document& document, const engine::Model& model, const ShownNames& names);

}  // namespace spanne::report
