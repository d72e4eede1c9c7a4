#include "library/evaluate_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "grammar/text/nearest.hpp"
#include "records/csv/accounts.hpp"
#include "records/csv/figure_rows.hpp"

namespace spanne::library {
namespace {

using records::ResultColumn;

/// Writes each row as it is read.
class Writer {
 public:
  Writer(const engine::Evaluator& evaluator, std::vector<ResultColumn> columns, records::Format format,
         const records::FigureStyle& style, records::Provenance provenance)
      : evaluator_(evaluator),
        columns_(std::move(columns)),
        style_{style.decimals, style.exact, notation_of(format)},
        rows_(format, heads(), texts(), std::move(provenance)),
        changed_(evaluator.model().assignments.size()) {
    made_.text = rows_.begin();
  }

  void add(records::AccountRow&& row) {
    if (!changed_.empty() && row.reasons.empty()) {
      engine::Account copy = row.account;
      evaluator_.assign(copy, &changed_);
    }
    const engine::Outcome outcome = judge(row.account, std::exchange(row.reasons, {}), evaluator_);
    std::vector<std::string> cells;
    cells.reserve(columns_.size());
    for (const ResultColumn& column : columns_)
      cells.push_back(records::cell(column, row, outcome, evaluator_.model(), style_));
    made_.text += rows_.row(cells);
    ++made_.rows;
    if (outcome.rejected()) ++made_.rejected;
  }

  EvaluatedText take(const std::vector<std::string>& what_if) {
    made_.text += rows_.end(records::what_if_texts(what_if, changed_));
    return std::move(made_);
  }

 private:
  std::vector<std::string> heads() const {
    std::vector<std::string> names;
    for (const ResultColumn& column : columns_) names.push_back(column.name);
    return names;
  }
  std::vector<bool> texts() const {
    std::vector<bool> are_texts;
    for (const ResultColumn& column : columns_) are_texts.push_back(records::holds_text(column, evaluator_.model()));
    return are_texts;
  }

  const engine::Evaluator& evaluator_;
  std::vector<ResultColumn> columns_;
  records::FigureStyle style_;
  records::RowWriter rows_;
  std::vector<std::size_t> changed_;  // rows, by each assignment
  EvaluatedText made_;
};

}  // namespace

std::variant<std::vector<ResultColumn>, Problem> columns_named(const std::vector<std::string>& names,
                                                               const std::vector<std::string>& heads,
                                                               const engine::Model& model) {
  if (names.empty()) return records::usual_columns(model);
  const std::vector<ResultColumn> known = records::known_columns(model, heads);
  std::vector<ResultColumn> chosen;
  for (const std::string& name : names) {
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const auto& column) { return column.name == name; });
    if (found != known.end()) {
      chosen.push_back(*found);
      continue;
    }
    std::vector<std::string> all;
    for (const ResultColumn& column : known)
      if (std::find(all.begin(), all.end(), column.name) == all.end()) all.push_back(column.name);
    return Problem{fmt::format("there is no column {}{}", name, grammar::did_you_mean(name, all)),
                   fmt::format("the columns are {}", fmt::join(all, ", "))};
  }
  return chosen;
}

std::variant<EvaluatedText, Problem> evaluate_text(const engine::Evaluator& evaluator, const std::string& digest,
                                                   std::string accounts, const records::TableOptions& reading,
                                                   records::Format format, const records::FigureStyle& style,
                                                   const std::vector<std::string>& columns,
                                                   const std::vector<std::string>& what_if) {
  const engine::Model& model = evaluator.model();
  engine::Evaluator counting = evaluator;
  std::optional<records::FigureRows> figures;
  std::vector<records::AccountRow> rows;  // kept until their figures have been counted
  std::optional<Writer> writer;
  std::optional<Problem> problem;
  std::vector<std::string> notes;
  auto read = records::read_accounts_text(
      std::move(accounts), model, reading,
      [&](const records::AccountsHeader& header) {
        notes = header.notes;
        figures.emplace(evaluator, header.counted);
        counting.use_figures(figures->tables());
        auto chosen = columns_named(columns, header.heads, model);
        if (auto* fault = std::get_if<Problem>(&chosen))
          problem = std::move(*fault);
        else
          writer.emplace(counting, std::move(std::get<std::vector<ResultColumn>>(chosen)), format, style,
                         records::Provenance{model.title, model.version, digest, to_text(evaluator.as_of())});
      },
      [&](records::AccountRow&& row) {
        figures->add(row);
        if (figures->any())
          rows.push_back(std::move(row));
        else if (writer)
          writer->add(std::move(row));
      });
  if (problem) return std::move(*problem);
  if (auto* error = std::get_if<records::AccountsError>(&read))
    return Problem{std::move(error->message), std::move(error->help), false};
  for (records::AccountRow& row : rows) writer->add(std::move(row));
  for (std::string& note : figures->notes()) notes.push_back(std::move(note));
  EvaluatedText made = writer->take(what_if);
  made.notes = std::move(notes);
  return made;
}

}  // namespace spanne::library
