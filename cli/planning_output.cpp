#include "cli/planning_output.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/output_file.hpp"
#include "cli/output_format.hpp"
#include "records/results/result_table_text.hpp"
#include "report/result_table_view.hpp"

namespace spanne::cli {
namespace {

using engine::ResultTable;
using engine::ViewColumn;
using records::SheetColumn;

SheetColumn sheet_column(std::string head, ViewColumn::Kind kind, int places) {
  using Kind = ViewColumn::Kind;
  using Shown = SheetColumn::Shown;
  SheetColumn column;
  column.head = std::move(head);
  column.places = places;
  switch (kind) {
    case Kind::text: break;
    case Kind::long_text: column.shown = Shown::long_text; break;
    case Kind::count:
    case Kind::span: column.shown = Shown::whole; break;
    case Kind::figure:
    case Kind::change:
    case Kind::range: column.shown = Shown::figure; break;
    case Kind::share: column.shown = Shown::share; break;
    case Kind::date: column.shown = Shown::date; break;
    case Kind::truth: column.shown = Shown::boolean; break;
    case Kind::band: column.is_band = true; break;
  }
  return column;
}

/// One for each of machine_heads().
std::vector<SheetColumn> sheet_columns(const ResultTable& table, int places) {
  std::vector<SheetColumn> columns;
  const auto heads = records::machine_heads(table);
  for (const ViewColumn& column : table.columns)
    for (std::size_t i = 0; i < records::machine_width(column.kind); ++i)
      columns.push_back(sheet_column(heads[columns.size()], column.kind, places));
  return columns;
}

class ResultOutput {
 public:
  ResultOutput(const PlanningResult& result, const PlanningOrigin& origin, const TableOutput& arguments,
               const Output& output)
      : result_(result),
        origin_(origin),
        model_(*origin.loaded.model),
        arguments_(arguments),
        output_(output),
        file_(arguments.output, output) {}

  void write() {
    if (arguments_.format == "json")
      unguarded(file_.output().out) << json();
    else if (arguments_.format == "csv")
      unguarded(file_.output().out) << csv();
    else if (arguments_.format == "xlsx")
      write_workbook();
    else
      file_.output().out << text();
    file_.commit();
  }

 private:
  records::FigureStyle style(records::Format format) const {
    return {arguments_.decimals.value_or(6), arguments_.exact, records::notation_of(format)};
  }

  records::Format csv_format() const {
    return arguments_.out_locale == "de" ? records::Format::german_csv : records::Format::csv;
  }

  std::string text() const {
    const Output& to = file_.output();
    report::Screen screen{to.terminal.width, to.color_out};
    screen.places = arguments_.decimals.value_or(screen.places);
    screen.exact = arguments_.exact;
    std::string text;
    for (const std::string& assumed : result_.what_if) text += "what if: " + assumed + "\n";
    for (const ResultTable& table : result_.tables)
      text += (text.empty() ? "" : "\n") + report::result_table_view(table, screen);
    if (!result_.summary.empty()) text += (text.empty() ? "" : "\n") + result_.summary;
    return text;
  }

  std::string csv() const { return csv_text(chosen(), csv_format(), style(csv_format())); }

  const ResultTable& chosen() const {
    const auto& tables = result_.tables;
    if (arguments_.view.empty()) return tables.front();
    const auto found =
        std::find_if(tables.begin(), tables.end(), [&](const auto& table) { return table.name == arguments_.view; });
    if (found != tables.end()) return *found;
    std::vector<std::string> names;
    for (const auto& table : tables) names.push_back(table.name);
    stop(output_, wrong_usage,
         fmt::format("there is no view {}{}", arguments_.view, did_you_mean(arguments_.view, names)),
         fmt::format("--view {}", fmt::join(names, ", or --view ")));
  }

  std::string json() const {
    const records::Provenance provenance{model_.title, model_.version, origin_.loaded.digest, to_text(origin_.as_of)};
    return json_text(result_.tables, provenance, {result_.what_if, result_.notes}, style(records::Format::json));
  }

  void write_workbook() {
    records::WorkbookWriter book(model_.title, origin_.as_of);
    auto error = book.restart();
    for (const ResultTable& table : result_.tables)
      if (!error) error = add_sheet(book, table);
    if (!error) error = add_about_sheet(book, facts(book));
    if (!error)
      error = book.finish([&](std::string_view piece) -> std::optional<records::FileError> {
        unguarded(file_.output().out) << piece;
        return std::nullopt;  // the output keeps its own error
      });
    if (error) stop(output_, file_trouble, error->message);
  }

  std::optional<records::FileError> add_sheet(records::WorkbookWriter& book, const ResultTable& table) const {
    const auto style = this->style(records::Format::fields);
    std::string name = table.name;
    std::replace(name.begin(), name.end(), '_', ' ');
    name.front() = static_cast<char>(name.front() & ~0x20);
    if (auto error = book.begin_sheet(name, sheet_columns(table, style.decimals))) return error;
    for (const auto& row : table.rows)
      if (auto error =
              records::add_texts(book, machine_cells(table, row, style), table.has_total && &row == &table.rows.back()))
        return error;
    return std::nullopt;
  }

  ResultFacts facts(const records::WorkbookWriter& book) const {
    ResultFacts facts;
    add_rule_set(facts, origin_.loaded, model_, origin_.as_of);
    facts.insert(facts.end(), origin_.files.begin(), origin_.files.end());
    add_what_if(facts, result_.what_if);
    add_each(facts, "note", result_.notes);
    if (const std::string note = figures_as_text_note(book); !note.empty()) facts.emplace_back("note", note);
    return facts;
  }

  const PlanningResult& result_;
  const PlanningOrigin& origin_;
  const engine::Model& model_;
  const TableOutput& arguments_;
  const Output& output_;
  OutputFile file_;
};

}  // namespace

void add_output_options(CLI::App& command, TableOutput& arguments) {
  command.add_option("-o,--output", arguments.output, "write to this file: .csv, .xlsx, .json or .txt");
  command.add_option("--format", arguments.format, "table, csv, json or xlsx (a workbook)");
  command.add_option("--out-locale", arguments.out_locale, "how CSV is written: en, or de as German Excel opens it");
  command.add_option("--view", arguments.view, "of CSV, which holds one table: its name");
  command.add_option("--decimals", arguments.decimals, "decimals shown, 0 to 18 (default 6)");
  command.add_flag("--exact", arguments.exact, "figures as exact fractions such as 1/60");
}

void choose_output(TableOutput& arguments, const std::string& command, FileRoles inputs, const Output& output) {
  arguments.format =
      output_format_or_stop({command, {"table", "csv", "json", "xlsx"}}, arguments.format, arguments.output, output);
  if (const auto wrong = choose_csv_locale(arguments.out_locale, arguments.format))
    stop(output, wrong_usage, wrong->message, wrong->help);
  if (!arguments.view.empty() && arguments.format != "csv")
    stop(output, wrong_usage, "--view chooses the table of a CSV file, and the other formats have all of them",
         "--format csv, or leave it out");
  if (arguments.decimals && (*arguments.decimals < 0 || *arguments.decimals > 18))
    stop(output, wrong_usage, "--decimals takes a number from 0 to 18");
  if (arguments.format == "xlsx") keep_from_terminal(arguments.output, output);
  inputs.write(arguments.output, FileRoles::Product::result, "-o");
  stop_at_conflict(inputs, output);
}

int write_result(const PlanningResult& result, const PlanningOrigin& origin, const TableOutput& arguments,
                 const Output& output) {
  ResultOutput(result, origin, arguments, output).write();
  output.err << provenance_line(*origin.loaded.model, origin.loaded.digest, origin.as_of);
  if (arguments.format == "csv" || arguments.format == "xlsx")
    for (const std::string& assumed : result.what_if) write_line(output.err, "what if: " + assumed);
  show_table_notes(result.notes, output);
  if (result.rejected == 0) return fine;
  output.err << fmt::format("{} {} rejected: {}\n", result.rejected, result.rejected == 1 ? "row was" : "rows were",
                            result.rejected_shown);
  return findings;
}

}  // namespace spanne::cli
