#include "library/matrix_question.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <vector>

#include "engine/check/check.hpp"
#include "engine/semantics/evaluate.hpp"
#include "grammar/text/nearest.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::library {
namespace {

constexpr std::size_t max_rows = 400;

std::vector<std::string> parted(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    parts.push_back(engine::one_line(list.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

bool can_split(const engine::Attribute& attribute) {
  return attribute.type.kind == engine::TypeKind::choice || attribute.type.kind == engine::TypeKind::boolean;
}

std::optional<Problem> add_rows(engine::MatrixQuestion& question, const std::string& name, const engine::Model& model,
                                const char* mark) {
  if (name == "cluster") {
    question.by_cluster = true;
    return std::nullopt;
  }
  const auto id = model.find_attribute(name);
  if (id && !can_split(model.attributes[*id]))
    return Problem{fmt::format("{}rows takes cluster, choices, and what is yes or no: {} is neither", mark, name),
                   fmt::format("{}by '{}: …' makes columns of it", mark, name)};
  if (!id) {
    std::vector<std::string> possible{"cluster"};
    for (const auto& attribute : model.attributes)
      if (can_split(attribute)) possible.push_back(attribute.name);
    return Problem{
        fmt::format("{}rows: no attribute is called {}{}", mark, name, grammar::did_you_mean(name, possible)),
        fmt::format("one of {}", fmt::join(possible, ", "))};
  }
  if (std::find(question.split.begin(), question.split.end(), *id) == question.split.end())
    question.split.push_back(*id);
  return std::nullopt;
}

}  // namespace

grammar::Diagnostics choose_columns(engine::Model& model, const grammar::Source& columns) {
  auto parsed = grammar::parse_columns(columns);
  auto diagnostics = std::move(parsed.diagnostics);
  if (has_errors(diagnostics)) return diagnostics;
  const auto more = replace_profiles(model, parsed.axes, columns);
  diagnostics.insert(diagnostics.end(), more.begin(), more.end());
  return diagnostics;
}

bool asks_for_profiles(const std::string& columns) { return columns == "profile" || columns == "profiles"; }

std::string no_profiles_note(const char* mark) {
  return fmt::format(
      "the guideline has no profiles, so all accounts stand in one column; a line such as profile simple: sites <= 10 "
      "makes columns, and so does {}by 'sites: 1 .. 2 | 3 .. 10 | 11 ..'",
      mark);
}

std::variant<engine::MatrixQuestion, Problem> matrix_question(const std::string& rows, const engine::Model& model,
                                                              const char* mark) {
  if (rows.empty()) return engine::usual_matrix(model);
  engine::MatrixQuestion question;
  question.by_cluster = false;
  for (const std::string& name : parted(rows))
    if (auto problem = add_rows(question, name, model, mark)) return std::move(*problem);
  std::size_t count = question.by_cluster ? model.clusters.size() : 1;
  for (const auto id : question.split)
    count *= model.attributes[id].type.kind == engine::TypeKind::boolean
                 ? 2
                 : model.choices[model.attributes[id].type.choice].values.size();
  if (count > max_rows)
    return Problem{fmt::format("{}rows {} makes {} rows, and {} are the most", mark, rows, count, max_rows),
                   "split by fewer attributes"};
  return question;
}

}  // namespace spanne::library
