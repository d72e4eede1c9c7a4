#include "cli/result_workbook.hpp"

#include <filesystem>
#include <fmt/format.h>

#include "grammar/text/characters.hpp"

namespace spanne::cli {

using records::FileError;
using records::SheetColumn;
using Shown = SheetColumn::Shown;

namespace {

SheetColumn column(std::string head, Shown shown) {
  SheetColumn made;
  made.head = std::move(head);
  made.shown = shown;
  return made;
}

/// What is known of a rule or row besides its name.
struct SiteText {
  std::string heading;
  grammar::TextSpan span;
};

SiteText text_of(const engine::RuleSite& site, const engine::Model& model) {
  if (site.kind == engine::RuleRef::Kind::rule) {
    const engine::Rule& rule = model.rules[site.index];
    return {rule.title, rule.span};
  }
  const engine::Table& table = model.tables[site.index];
  const engine::Row& row = table.rows[site.row.value_or(0)];
  return {table.label, row.span};
}

}  // namespace

void add_rule_set(ResultFacts& facts, const Loaded& loaded, const engine::Model& model, engine::Date as_of,
                  const std::string& prefix) {
  facts.emplace_back(prefix + "rule set", model.title);
  facts.emplace_back(prefix + "version", model.version);
  facts.emplace_back(prefix + "digest", loaded.digest);
  facts.emplace_back(prefix + "as of", to_text(as_of));
}

void add_file(ResultFacts& facts, const std::string& name, const std::string& path) {
  if (path.empty()) return;
  facts.emplace_back(
      name, path == "-" ? "standard input" : grammar::fit_to_show(std::filesystem::path(path).filename().string()));
}

void add_what_if(ResultFacts& facts, const std::vector<std::string>& assignments) {
  add_each(facts, "what if", assignments);
  if (!assignments.empty()) facts.emplace_back("", "A what-if: not what the accounts get, but what they would.");
}

void add_each(ResultFacts& facts, const std::string& name, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) facts.emplace_back(name, text);
}

std::optional<FileError> add_about_sheet(records::WorkbookWriter& book, const ResultFacts& facts) {
  if (auto error = book.begin_sheet("About", {column("what", Shown::text), column("is", Shown::long_text)}))
    return error;
  for (const auto& [name, text] : facts)
    if (auto error = records::add_texts(book, {name, text})) return error;
  return std::nullopt;
}

std::optional<FileError> add_rules_sheet(records::WorkbookWriter& book, const engine::Model& model,
                                         const records::MatchCounts& matches) {
  if (auto error = book.begin_sheet(
          "Rules", {column("rule", Shown::text), column("accounts", Shown::whole), column("heading", Shown::text),
                    column("statement", Shown::long_text), column("line", Shown::whole)}))
    return error;
  for (std::size_t place = 0; place < matches.sites().size(); ++place) {
    const engine::RuleSite& site = matches.sites()[place];
    const SiteText text = text_of(site, model);
    const std::string line = std::to_string(model.source->position(text.span.begin).line);
    if (auto error = records::add_texts(
            book, {id_of(site, model), std::to_string(matches.at(place)), text.heading, model.words(text.span), line}))
      return error;
  }
  return std::nullopt;
}

std::string figures_as_text_note(const records::WorkbookWriter& book) {
  const std::size_t count = book.figures_as_text();
  if (count == 0) return {};
  return fmt::format("{} no cell can hold exactly as a number ({}) and {} as text, which a spreadsheet does not add up",
                     count == 1 ? "1 figure is one that" : fmt::format("{} figures are such that", count),
                     fmt::format("a fraction, or more than {} digits", records::sheet_digits),
                     count == 1 ? "stands" : "stand");
}

void keep_from_terminal(const std::string& path, const Output& output) {
  if ((path.empty() || path == "-") && output.terminal.out)
    stop(output, wrong_usage, "a workbook is no text for a terminal", "-o FILE.xlsx");
}

}  // namespace spanne::cli
