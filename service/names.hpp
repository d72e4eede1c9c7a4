// What the names of documents mean: those of a guideline, and the same names in its scenarios.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/check/resolved_names.hpp"
#include "service/document.hpp"

namespace spanne::service {

class Session;

/// The names of a document, a guideline or scenarios.
const engine::ResolvedNames& names_of(Session& session, TextDocument& document);

/// A name, and the guideline that its target belongs to: the document itself, or that of its scenarios.
struct NameAtPlace {
  engine::ResolvedName name;
  TextDocument* guideline = nullptr;
};
/// The name at or directly before a place; nullopt if none stands there, or if nothing is called so.
std::optional<NameAtPlace> name_at(Session& session, TextDocument& document, std::uint32_t offset);

/// The name as it is declared in the guideline, without quotation marks; empty if it is declared nowhere.
std::string name_of(engine::NameTarget target, const RulesAnalysis& guideline);
/// "attribute", "kind of effort": what messages call a thing.
std::string_view words_of(engine::NameTarget::Kind kind);

/// A document with the places of one thing in it, from top to bottom.
struct NamePlaces {
  TextDocument* document = nullptr;
  std::vector<engine::ResolvedName> places;
};
/// All places of it: in the guideline first, then in its scenarios at hand. Documents without any are left out.
std::vector<NamePlaces> places_of(Session& session, TextDocument& guideline, engine::NameTarget target);

}  // namespace spanne::service
