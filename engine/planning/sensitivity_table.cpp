#include "engine/planning/sensitivity.hpp"

namespace spanne::engine {
namespace {

using ViewKind = ViewColumn::Kind;

const char* kind_words(SensitiveFigure::Kind kind) {
  switch (kind) {
    case SensitiveFigure::Kind::amount: return "amount";
    case SensitiveFigure::Kind::factor: return "factor";
    case SensitiveFigure::Kind::threshold: break;
  }
  return "threshold";
}

void add_step(std::vector<ResultCell>& row, const std::optional<SensitivityStep>& step) {
  if (!step) {
    row.resize(row.size() + 4);
    return;
  }
  row.push_back(rule_text_cell(step->is));
  row.emplace_back(step->change);
  row.push_back(count_cell(step->rows));
  row.push_back(step->rejected > 0 ? count_cell(step->rejected) : ResultCell());
}

}  // namespace

ResultTable sensitivity_table(const Sensitivity& sensitivity) {
  ResultTable table;
  table.name = "sensitivity";
  table.title = "What a step of each figure moves, FTE";
  table.columns = {{"rule", "rule", ViewKind::text},
                   {"kind", "is", ViewKind::text},
                   {"figure", "figure", ViewKind::text},
                   {"down_to", "a step down", ViewKind::text},
                   {"down", "moves", ViewKind::range},
                   {"down_rows", "rows", ViewKind::count},
                   {"down_rejected", "rejected", ViewKind::count},
                   {"up_to", "a step up", ViewKind::text},
                   {"up", "moves", ViewKind::range},
                   {"up_rows", "rows", ViewKind::count},
                   {"up_rejected", "rejected", ViewKind::count}};
  for (const SensitivityEntry& entry : sensitivity.entries) {
    std::vector<ResultCell> row{entry.figure.name, std::string(kind_words(entry.figure.kind)),
                                rule_text_cell(entry.figure.was)};
    add_step(row, entry.down);
    add_step(row, entry.up);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace spanne::engine
