#include "engine/semantics/settings.hpp"

#include "engine/columns/plan_terms.hpp"

namespace spanne::engine {
namespace {

/// In what the program counts, its ends inclusive.
void set_range(const Attribute& attribute, Setting& setting) {
  if (attribute.bounds.low) setting.low = count_in(ColumnKind::wide, *attribute.bounds.low);
  if (attribute.bounds.high)
    setting.high = count_in(ColumnKind::wide, *attribute.bounds.high) - (attribute.bounds.half_open ? 1 : 0);
}

Setting plan_setting(const Evaluator& evaluator, const Assignment& assignment, std::vector<ColumnKind>& column_kinds) {
  const Model& model = evaluator.model();
  const Attribute& attribute = model.attributes[assignment.attribute];
  const Term& term = model.term(assignment.value);
  if (attribute.key || attribute.owner || attribute.type.kind == TypeKind::text)
    throw Unplannable("an attribute that is set for one account at a time");
  Setting setting;
  setting.attribute = assignment.attribute;
  setting.is_whole = attribute.type.kind == TypeKind::integer;
  set_range(attribute, setting);
  TermPlanner terms(evaluator, setting.program, column_kinds);
  const PlannedNumber value = is_number(attribute.type.kind) ? terms.number(assignment.value)
                                                             : terms.in_unit(terms.ordinal(assignment.value), 1);
  setting.value = value.series;
  setting.fallback = value.fallback;
  if (term.op == Op::attribute && model.attributes[static_cast<std::size_t>(term.number)].optional)
    setting.fallback = setting.program.either(
        setting.fallback, negation(setting.program.known(terms.use(static_cast<AttributeId>(term.number)))));
  setting.program.keep_series(setting.value);
  setting.program.keep(setting.fallback);
  setting.program.finish();
  return setting;
}

}  // namespace

std::vector<Setting> plan_settings(const Evaluator& evaluator, std::vector<ColumnKind>& column_kinds) {
  std::vector<Setting> settings;
  for (const Assignment& one : evaluator.model().assignments)
    settings.push_back(plan_setting(evaluator, one, column_kinds));
  return settings;
}

BlockSetter::BlockSetter(const std::vector<Setting>& settings) : settings_(settings) {
  for (const Setting& one : settings) workspaces_.emplace_back(one.program);
}

void BlockSetter::run(Block& block) {
  for (std::size_t i = 0; i < settings_.size(); ++i) {
    engine::run(settings_[i].program, block, workspaces_[i]);
    put(settings_[i], workspaces_[i], block);
  }
}

void BlockSetter::put(const Setting& setting, const Workspace& made, Block& block) {
  for (std::size_t word = 0; word < mask_words; ++word)
    block.plain.words[word] |= holds_word(setting.program, made, setting.fallback, word);
  const auto& values = made.series[setting.program.place_of_series(setting.value)].of;
  const std::int64_t unit = setting.is_whole ? Decimal::one : 1;
  for (std::size_t row = 0; row < block.rows; ++row) {
    if (block.plain.get(row)) continue;
    const std::int64_t value = values[row];
    const bool right = value >= setting.low && value <= setting.high && value % unit == 0;
    if (right && block.put(row, setting.attribute, value / unit))
      block.columns[setting.attribute].known.set(row);
    else
      block.plain.set(row);
  }
}

}  // namespace spanne::engine
