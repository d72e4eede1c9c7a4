// The sheets that workbooks with results have besides the results themselves.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "records/stream/match_counts.hpp"
#include "records/workbook_out/result_sheets.hpp"

namespace spanne::cli {

/// What a result was made from and with, in the order in which it is shown: a name and a text each.
using ResultFacts = std::vector<std::pair<std::string, std::string>>;

/// Rule set, version, digest and day. `prefix`: "old " or "new " where there are two.
void add_rule_set(ResultFacts& facts, const Loaded& loaded, const engine::Model& model, engine::Date as_of,
                  const std::string& prefix = {});
/// A file's name without its folders, so that the same files give the same workbook wherever they lie. Ignores an empty
/// path.
void add_file(ResultFacts& facts, const std::string& name, const std::string& path);
/// Each `--set`, and a word on what they make of the result.
void add_what_if(ResultFacts& facts, const std::vector<std::string>& assignments);
/// One fact for each text.
void add_each(ResultFacts& facts, const std::string& name, const std::vector<std::string>& texts);

/// The last sheet: every fact in a row.
std::optional<records::FileError> add_about_sheet(records::WorkbookWriter& book, const ResultFacts& facts);

/// Every rule and row of an effect table: what it is called, what it says, why, and for how many accounts it counted.
std::optional<records::FileError> add_rules_sheet(records::WorkbookWriter& book, const engine::Model& model,
                                                  const records::MatchCounts& matches);

/// Words for figures that stand as texts; empty if there are none.
std::string figures_as_text_note(const records::WorkbookWriter& book);

/// Throws Stop where a workbook would be written to a terminal.
void keep_from_terminal(const std::string& path, const Output& output);

}  // namespace spanne::cli
