#include "cli/table_import.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "cli/file_roles.hpp"
#include "cli/output_file.hpp"
#include "cli/sheet_table.hpp"
#include "grammar/layout/format.hpp"
#include "grammar/tree/parse.hpp"
#include "records/cells/encoding.hpp"
#include "records/io/spool.hpp"
#include "records/stream/open_rows.hpp"
#include "records/tables/headed_rows.hpp"
#include "records/workbook/cell_place.hpp"

namespace spanne::cli {
namespace {

using grammar::TableSyntax;
using grammar::TextSpan;
using records::AccountsError;

records::HeadJudge judge_of(const std::vector<records::SheetColumn>& columns) {
  const auto is_known = [columns](const std::string& head) {
    return std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return column.head == head; });
  };
  const auto judged = [columns, is_known](const std::vector<std::string>& heads) {
    records::HeadFit fit;
    fit.found = static_cast<std::size_t>(std::count_if(heads.begin(), heads.end(), is_known));
    fit.is_complete = heads.size() >= columns.size();
    for (std::size_t i = 0; i < columns.size() && fit.is_complete; ++i) fit.is_complete = heads[i] == columns[i].head;
    return fit;
  };
  return {judged, is_known};
}

/// The lines of a guideline in which the rows of a table stand, with the last line break.
TextSpan lines_of_rows(std::string_view text, const TableSyntax& table) {
  const std::uint32_t first = table.rows.front().span.begin, last = table.rows.back().span.end;
  const std::size_t begin = text.rfind('\n', first) + 1, end = text.find('\n', last);
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end == text.npos ? text.size() : end + 1)};
}

bool has_comment(std::string_view text) {
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_text && text[i] == '\\')
      ++i;
    else if (text[i] == '"' || text[i] == '\n')
      in_text = text[i] == '"' && !in_text;
    else if (text[i] == '#' && !in_text)
      return true;
  }
  return false;
}

/// A guideline with other rows in a table.
struct NewVersion {
  std::string text;
  std::vector<TextSpan> rows;                // where they stand in `text`
  std::vector<std::vector<TextSpan>> cells;  // of each row
};

NewVersion new_version(std::string_view text, const TableSyntax& table, const std::vector<SheetTableRow>& rows) {
  const TextSpan lines = lines_of_rows(text, table);
  const std::string_view old = text.substr(lines.begin, lines.end - lines.begin);
  const std::string_view indent = old.substr(0, std::min(old.find_first_not_of(" \t"), old.size()));
  const std::string_view line_end = old.ends_with("\r\n") ? "\r\n" : "\n";
  NewVersion made{std::string(text.substr(0, lines.begin)), {}, {}};
  for (const SheetTableRow& row : rows) {
    const WrittenRow written = written_row(row, table);
    made.text += indent;
    const auto begin = static_cast<std::uint32_t>(made.text.size());
    made.text += written.text;
    made.rows.push_back({begin, static_cast<std::uint32_t>(made.text.size())});
    auto& cells = made.cells.emplace_back();
    for (const TextSpan cell : written.cells) cells.push_back({begin + cell.begin, begin + cell.end});
    made.text += line_end;
  }
  made.text += text.substr(lines.end);
  return made;
}

class TableImport {
 public:
  TableImport(const TableCommandOptions& options, const Output& output) : options_(options), output_(output) {}

  int run() {
    check_files();
    const Loaded loaded = load(options_.rules, output_, true);
    if (!loaded.model) {
      show_findings(loaded.diagnostics, *loaded.source, output_);
      return loaded.status;
    }
    const auto parsed = grammar::parse(*loaded.source);
    const TableSyntax& table = table_named(parsed.tree, options_, output_);
    const auto rows = read_rows(*loaded.model, table);
    const std::string_view text = loaded.source->text();
    const NewVersion made = new_version(text, table, rows);
    check(made, rows, table);
    if (const TextSpan old = lines_of_rows(text, table); has_comment(text.substr(old.begin, old.end - old.begin)))
      show_table_notes({"comments beside and between the old rows are not in the new version"}, output_);
    const bool is_laid_out = grammar::format(*loaded.source, parsed.tree) == text;
    OutputFile file(options_.output, output_);
    unguarded(file.output().out) << (is_laid_out ? laid_out(made.text) : made.text);
    file.commit();
    return fine;
  }

 private:
  void check_files() const {
    FileRoles files;
    files.read_guideline(options_.rules);
    files.read(options_.file, "the workbook");
    files.write(options_.output, FileRoles::Product::document, "-o");
    stop_at_conflict(files, output_);
    if (options_.rules == "-" && options_.file == "-")
      stop(wrong_usage, "the rules and the workbook cannot both come from standard input", "name one of them");
  }

  [[noreturn]] void stop(int status, const std::string& message, const std::string& help) const {
    cli::stop(output_, status, message, help);
  }
  [[noreturn]] void stop(const AccountsError& error) const {
    stop(findings, fmt::format("{}: {}", shown_source(options_.file), error.message), error.help);
  }

  std::vector<SheetTableRow> read_rows(const engine::Model& model, const TableSyntax& table) const {
    const auto columns = TableWords(model, table).columns();
    const auto judge = judge_of(columns);
    records::Input input;
    auto opened = records::open_rows(options_.file, {{}, options_.sheet, judge}, input);
    if (const auto* error = std::get_if<records::FileError>(&opened)) stop(file_trouble, error->message, {});
    if (const auto* error = std::get_if<AccountsError>(&opened)) stop(*error);
    if (std::holds_alternative<std::monostate>(opened))
      stop({"it is a text, not a workbook", "rows pasted below the line of the table are shown finished (E0178)"});
    auto headed = records::below_heads(std::move(std::get<std::unique_ptr<records::RowSource>>(opened)), judge);
    if (const auto* error = std::get_if<AccountsError>(&headed)) stop(*error);
    auto& source = *std::get<std::unique_ptr<records::RowSource>>(headed);
    auto rows = read_sheet_table(source, table, columns);
    if (const auto* error = std::get_if<AccountsError>(&rows)) stop(*error);
    if (std::get<0>(rows).empty()) stop({"it has no row below its heads", "a table has one row at least"});
    show_table_notes(source.notes(), output_);
    return std::move(std::get<0>(rows));
  }

  /// The guideline has no error with these rows, and each of their cells says there what it says in the sheet.
  void check(const NewVersion& made, const std::vector<SheetTableRow>& rows, const TableSyntax& old) const {
    const auto checked = library::read_guideline(fmt::format("{} with these rows", options_.rules), made.text);
    for (const auto& finding : checked.diagnostics)
      if (finding.severity == grammar::Severity::error) stop_at(finding, made, rows);
    show_findings(checked.diagnostics, *checked.source, output_);
    if (!checked.model) stop({"these rows do not fit the guideline", {}});
    const auto parsed = grammar::parse(*checked.source);
    const TableSyntax& table = table_named(parsed.tree, options_, output_);
    const TableWords words(*checked.model, table);
    for (std::size_t row = 0; row < std::max(rows.size(), table.rows.size()); ++row) {
      const bool is_same = rows.size() == table.rows.size() && table.outcomes.size() == old.outcomes.size() &&
                           folded(words.cells(table.rows[row])) == folded(rows[row].cells);
      if (!is_same)
        stop({fmt::format("row {} would not be read back as it stands in the sheet",
                          rows[std::min(row, rows.size() - 1)].line),
              "write its cells as docs/language.md says of tables"});
    }
  }

  /// With one blank for several, as words of a guideline are compared.
  static std::vector<std::string> folded(std::vector<std::string> cells) {
    for (std::string& cell : cells) {
      std::string text;
      for (const char letter : cell)
        if (letter != ' ' || (!text.empty() && text.back() != ' ')) text += letter;
      cell = std::move(text);
    }
    return cells;
  }

  [[noreturn]] void stop_at(const grammar::Diagnostic& finding, const NewVersion& made,
                            const std::vector<SheetTableRow>& rows) const {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (finding.span.begin < made.rows[row].begin || finding.span.begin > made.rows[row].end) continue;
      std::size_t column = 0;
      for (std::size_t next = 0; next < made.cells[row].size(); ++next)
        if (made.cells[row][next].begin <= finding.span.begin) column = next;
      stop({fmt::format("cell {}: {}", records::cell_name({rows[row].line, column}), finding.message), finding.help});
    }
    stop({fmt::format("with these rows the guideline has an error elsewhere: {}", finding.message), finding.help});
  }

  static std::string laid_out(const std::string& text) {
    const grammar::Source source("guideline", text);
    return grammar::format(source, grammar::parse(source).tree);
  }

  const TableCommandOptions& options_;
  const Output& output_;
};

}  // namespace

int import_table(const TableCommandOptions& options, const Output& output) {
  return TableImport(options, output).run();
}

}  // namespace spanne::cli
