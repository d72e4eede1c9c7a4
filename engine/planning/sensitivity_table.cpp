#include "engine/planning/sensitivity.hpp"

namespace spanne::engine {
namespace {

using Kind = ViewColumn::Kind;

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
  row.emplace_back(step->is);
  row.emplace_back(step->change);
  row.push_back(count_cell(step->rows));
  row.push_back(step->rejected > 0 ? count_cell(step->rejected) : ResultCell());
}

}  // namespace

ResultTable sensitivity_table(const Sensitivity& sensitivity) {
  ResultTable table;
  table.name = "sensitivity";
  table.title = "What a step of each figure moves, FTE";
  table.columns = {{"rule", "rule", Kind::text},
                   {"kind", "is", Kind::text},
                   {"figure", "figure", Kind::text},
                   {"down_to", "a step down", Kind::text},
                   {"down", "moves", Kind::range},
                   {"down_rows", "rows", Kind::count},
                   {"down_rejected", "rejected", Kind::count},
                   {"up_to", "a step up", Kind::text},
                   {"up", "moves", Kind::range},
                   {"up_rows", "rows", Kind::count},
                   {"up_rejected", "rejected", Kind::count}};
  for (const SensitivityEntry& entry : sensitivity.entries) {
    std::vector<ResultCell> row{entry.figure.name, std::string(kind_words(entry.figure.kind)), entry.figure.was};
    add_step(row, entry.down);
    add_step(row, entry.up);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace spanne::engine
