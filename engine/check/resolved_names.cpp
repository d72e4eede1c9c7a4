#include "engine/check/resolved_names.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace spanne::engine {

namespace {

auto place_of(const ResolvedName& name) {
  return std::tuple(name.span.begin, name.span.end, !name.declares, name.target.kind, name.target.which,
                    name.target.part);
}

}  // namespace

/// An expression may be checked several times, so names may be there twice.
ResolvedNames::ResolvedNames(std::vector<ResolvedName> names) : names_(std::move(names)) {
  std::sort(names_.begin(), names_.end(),
            [](const ResolvedName& a, const ResolvedName& b) { return place_of(a) < place_of(b); });
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

const ResolvedName* ResolvedNames::at(std::uint32_t offset) const {
  const auto begins_after = [](std::uint32_t place, const ResolvedName& name) { return place < name.word.begin; };
  const auto after = std::upper_bound(names_.begin(), names_.end(), offset, begins_after);
  const ResolvedName* touched = nullptr;
  for (auto name = std::make_reverse_iterator(after); name != names_.rend(); ++name) {
    if (offset < name->word.end) return &*name;
    if (offset == name->word.end && touched == nullptr) touched = &*name;
    if (name->word.end < offset) break;
  }
  return touched;
}

std::vector<ResolvedName> ResolvedNames::declarations(NameTarget target) const {
  std::vector<ResolvedName> found = uses(target);
  found.erase(std::remove_if(found.begin(), found.end(), [](const ResolvedName& name) { return !name.declares; }),
              found.end());
  return found;
}

std::vector<ResolvedName> ResolvedNames::uses(NameTarget target) const {
  std::vector<ResolvedName> found;
  std::copy_if(names_.begin(), names_.end(), std::back_inserter(found),
               [&](const ResolvedName& name) { return name.target == target; });
  return found;
}

}  // namespace spanne::engine
