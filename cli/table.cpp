// `spanne table export`: a table of a guideline as a workbook, to be looked at and discussed in a spreadsheet.
#include <fmt/format.h>

#include "cli/file_roles.hpp"
#include "cli/output_file.hpp"
#include "cli/output_format.hpp"
#include "cli/result_workbook.hpp"
#include "cli/table_import.hpp"
#include "cli/table_words.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::cli {
namespace {

using grammar::TableSyntax;

/// Sheets have names of at most 31 letters.
std::string sheet_name(const std::string& table) {
  constexpr std::size_t most = 31;
  std::size_t letters = 0, end = 0;
  for (; end < table.size(); ++end)
    if ((static_cast<unsigned char>(table[end]) & 0xC0U) != 0x80U && ++letters > most) break;
  return table.substr(0, end);
}

std::optional<records::FileError> write_table(const Loaded& loaded, const TableSyntax& table, std::ostream& out) {
  const TableWords words(*loaded.model, table);
  const engine::Date undated{};  // a table has no day of its own
  records::WorkbookWriter book(table.name.text, undated);
  if (auto error = book.restart()) return error;
  if (auto error = book.begin_sheet(sheet_name(table.name.text), words.columns())) return error;
  for (const auto& row : table.rows)
    if (auto error = records::add_texts(book, words.cells(row))) return error;
  ResultFacts facts{{"table", table.name.text},
                    {"rule set", loaded.model->title},
                    {"version", loaded.model->version},
                    {"digest", loaded.digest},
                    {"conditions", fmt::format("the first {} of the columns", table.conditions.size())}};
  if (auto error = add_about_sheet(book, facts)) return error;
  return book.finish([&](std::string_view piece) -> std::optional<records::FileError> {
    out << piece;
    return std::nullopt;  // the output keeps its own error
  });
}

int export_table(const TableCommandOptions& options, const Output& output) {
  if (!options.output.empty() || !options.sheet.empty())
    stop(output, wrong_usage, "-o and --sheet are for spanne table import",
         "spanne table export RULES TABLE FILE.xlsx");
  FileRoles files;
  files.read_guideline(options.rules);
  files.write(options.file, FileRoles::Product::document, "FILE");
  stop_at_conflict(files, output);
  if (output_format_or_stop({"table", {"xlsx"}}, "", options.file, output).empty() && options.file != "-")
    stop(output, wrong_usage, fmt::format("{} is no name for a workbook", options.file), "FILE.xlsx");
  keep_from_terminal(options.file, output);
  const Loaded loaded = load(options.rules, output, true);
  if (!loaded.model) {
    show_findings(loaded.diagnostics, *loaded.source, output);
    return loaded.status;
  }
  const auto parsed = grammar::parse(*loaded.source);
  const TableSyntax& found = table_named(parsed.tree, options, output);
  OutputFile file(options.file, output);
  if (const auto error = write_table(loaded, found, unguarded(file.output().out)))
    stop(output, file_trouble, error->message);
  file.commit();
  return fine;
}

}  // namespace

int table(const TableCommandOptions& options, const Output& output) {
  if (options.action == "export") return export_table(options, output);
  if (options.action == "import") return import_table(options, output);
  const std::string near = did_you_mean(options.action, {"export", "import"});
  stop(output, wrong_usage, fmt::format("there is no spanne table {}{}", options.action, near),
       "spanne table export RULES TABLE FILE.xlsx, or import");
}

}  // namespace spanne::cli
