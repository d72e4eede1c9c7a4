// Checks defines: their values, and that each has exactly one value on every day.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/check/checker.hpp"

namespace spanne::engine {

using grammar::TextSpan;

void Checker::goes_round(const grammar::Name& name) {
  auto circle = circle_;
  circle.push_back(name.text);
  error("E0210", name.span, fmt::format("{} goes round in a circle: {}", name.text, fmt::join(circle, " → ")));
}

void Checker::check_define(std::size_t id) {
  once(defines_, id, tree_->defines[defines_[id].versions.front()].name, [&] {
    const bool ok = define_versions(id);
    const auto turned = [](const Define::Version& version) {
      return version.period.from && version.period.until && *version.period.until < *version.period.from;
    };
    const auto& made = model_.defines[id].versions;
    if (ok && std::none_of(made.begin(), made.end(), turned) && !is_lost(model_.defines[id].name)) define_periods(id);
    defines_[id].ok = ok;
  });
}

/// Returns false if the value of a version is unknown, or if two versions have different types.
bool Checker::define_versions(std::size_t id) {
  bool ok = true;
  for (const std::size_t index : std::vector<std::size_t>(defines_[id].versions)) {
    const auto& written = tree_->defines[index];
    Place place{true, true, "a define", {}};
    const Typed value = expression(*written.value, place);
    ok = ok && value.ok;
    if (!value.ok) continue;
    Define& made = model_.defines[id];
    if (!made.versions.empty() && made.type != value.type && !(bare(made.type) && bare(value.type))) {
      error("E0231", written.value->span,
            fmt::format("{} is {} here, but {} above", made.name, type_text(value.type), type_text(made.type)));
      ok = false;
    } else if (made.versions.empty() || value.type.kind == TypeKind::decimal) {
      made.type = value.type;
    }
    made.versions.push_back({value.term, period(written.period), written.span});
    // With several versions nothing is known about all of them.
    if (defines_[id].versions.size() == 1) {
      defines_[id].when_true = value.when_true;
      defines_[id].when_false = value.when_false;
    }
  }
  return ok;
}

namespace {

constexpr std::int16_t first_year = 1, last_year = 9999;

/// The place where a define states its period; its name if it states none.
TextSpan from_span(const grammar::DefineSyntax& written) {
  return written.period.from ? written.period.from->span : written.name.span;
}
TextSpan until_span(const grammar::DefineSyntax& written) {
  return written.period.until ? written.period.until->span : written.name.span;
}

}  // namespace

void Checker::define_periods(std::size_t id) {
  const std::string& name = model_.defines[id].name;
  const Date first_day = *make_date(first_year, 1, 1), last_day = *make_date(last_year, 12, 31);
  struct Version {
    Date from, until;
    const grammar::DefineSyntax* written;
  };
  std::vector<Version> versions;
  for (const std::size_t index : defines_[id].versions) {
    const Period stated = period(tree_->defines[index].period);
    versions.push_back({stated.from.value_or(first_day), stated.until.value_or(last_day), &tree_->defines[index]});
  }
  std::stable_sort(versions.begin(), versions.end(),
                   [](const Version& a, const Version& b) { return a.from < b.from; });
  const Date end = model_.effective.until.value_or(last_day);
  Date next = model_.effective.from.value_or(first_day);
  const Version* before = nullptr;
  for (const auto& version : versions) {
    if (before != nullptr && version.from <= before->until) {
      error("E0411", from_span(*version.written), fmt::format("{} has two values on {}", name, to_text(version.from)),
            grammar::advice("let one end the day before the other begins"),
            {{until_span(*before->written), "the other one"}});
      return;
    }
    if (version.from > next && next <= end) {
      error("E0412", from_span(*version.written),
            fmt::format("{} has no value from {} to {}", name, to_text(next), to_text(*plus_days(version.from, -1))),
            grammar::advice(fmt::format("from {}", to_text(next))));
      return;
    }
    next = version.until < last_day ? *plus_days(version.until, 1) : last_day;
    before = &version;
  }
  if (before != nullptr && before->until < end)
    error("E0412", until_span(*before->written), fmt::format("{} has no value from {} on", name, to_text(next)),
          grammar::advice("leave out until, or add a define for the time after it"));
}

}  // namespace spanne::engine
