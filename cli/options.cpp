// Evaluates options that several commands share.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <thread>
#include <utility>

#include "cli/commands.hpp"
#include "engine/check/attribute_heads.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/text/typed_words.hpp"
#include "grammar/tree/parse.hpp"
#include "records/cells/numbers.hpp"
#include "records/databases/connection_address.hpp"

namespace spanne::cli {

namespace {

/// Lines of a list are indented below the help; a name with a line break must not look like a message of its own.
std::string indented_lines(const std::string& help) {
  std::string text;
  for (const char letter : help) {
    if (text.ends_with('\n') && letter != ' ') text += "        ";
    text += letter;
  }
  return text;
}

}  // namespace

void show_error(const Output& output, const std::string& message, const std::string& help) {
  write_line(output.err, "error: " + message);
  if (!help.empty()) output.err << "  help: " << indented_lines(help) << "\n";
}

void stop(const Output& output, int status, const std::string& message, const std::string& help) {
  show_error(output, message, help);
  throw Stop{status};
}

namespace {

engine::Date day_or_stop(const std::variant<engine::Date, library::Problem>& day, const Output& output) {
  if (const auto* problem = std::get_if<library::Problem>(&day))
    stop(output, problem->usage ? wrong_usage : findings, problem->message, "--as-of " + problem->help);
  return std::get<engine::Date>(day);
}

records::Locale choose_locale(const std::string& locale, const Output& output) {
  const auto named = records::locale_named(locale);
  if (!named)
    stop(output, wrong_usage, fmt::format("there is no locale {}", locale),
         fmt::format("--locale {}", records::locale_names));
  return *named;
}

}  // namespace

engine::Date day_asked_for(const std::string& as_of, const Output& output) {
  return as_of.empty() ? today() : day_or_stop(library::read_day(as_of), output);
}

engine::Date choose_day(const std::string& as_of, const engine::Model& model, const Output& output) {
  return day_or_stop(library::effective_day(day_asked_for(as_of, output), model), output);
}

records::TableOptions choose_table_options(const TableArguments& arguments, const Output& output) {
  records::TableOptions options(choose_locale(arguments.locale, output));
  options.keep_totals = arguments.keep_totals;
  options.sheet = arguments.sheet;
  options.table = arguments.table;
  options.query = arguments.query;
  options.with = arguments.with;
  if (arguments.missing) {
    read_words(output, "--missing", *arguments.missing);
    options.missing = records::MissingMarkers::listed(*arguments.missing);
  }
  return options;
}

std::optional<UsageError> take_source(const TableArguments& arguments, std::string& accounts,
                                      std::vector<std::string>* key) {
  if (!arguments.from.empty() && !accounts.empty()) {
    if (key == nullptr)
      return UsageError{fmt::format("the accounts come from {} and from --from", shown_source(accounts)),
                        "leave one of the two out"};
    key->insert(key->begin(), std::exchange(accounts, {}));
  }
  if (!arguments.from.empty()) accounts = arguments.from;
  if (!arguments.table.empty() && !arguments.query.empty())
    return UsageError{"--table and --query both say what to read from the database", "leave one of the two out"};
  const bool asks = !arguments.table.empty() || !arguments.query.empty() || !arguments.with.empty();
  if (asks && accounts.empty())
    return UsageError{"--table, --query and --with say something about accounts, but none are given",
                      "name them: ACCOUNTS, or --from"};
  if (arguments.with == "-" && accounts == "-")
    return UsageError{"only one of the files can come from standard input", "name the others"};
  return std::nullopt;
}

std::string shown_source(const std::string& name) {
  return name == "-" ? "standard input" : records::without_password(name);
}

std::string quoted_for_shell(const std::string& text) {
  std::string result = "'";
  for (const char letter : text) result += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return result + "'";
}

void show_table_notes(const std::vector<std::string>& notes, const Output& output) {
  for (const std::string& note : notes) write_line(output.err, "note: " + note);
}

void read_words(const Output& output, const std::string& option, const std::string& words) {
  if (const auto fault = grammar::hidden_fault(words))
    stop(output, wrong_usage, fmt::format("{}: {}", option, fault->message), fault->help);
  auto doubt = grammar::alphabet_fault(words);
  if (!doubt) doubt = grammar::lookalike_fault(words);
  if (doubt) write_line(output.err, fmt::format("warning: {}: {}", option, doubt->message));
}

void add_assignments(engine::Model& model, const std::vector<std::string>& assignments, const Output& output) {
  for (const auto& text : assignments) {
    read_words(output, "--set", text);
    const grammar::Source source("--set", text);
    const auto found = library::add_assignment(model, source);
    for (const auto& finding : found) output.err << grammar::render(finding, source, output.color_err);
    if (grammar::has_errors(found)) throw Stop{wrong_usage};
  }
}

std::string provenance_line(const engine::Model& model, const std::string& digest, engine::Date as_of) {
  return fmt::format("rule set \"{}\" version {}, digest {}, as of {}\n", grammar::fit_to_show(model.title),
                     model.version, digest.substr(0, 12), to_text(as_of));
}

std::string ungrouped_note(std::size_t rows, const std::vector<engine::GroupBy>& by, const engine::Model& model) {
  if (rows == 0) return {};
  std::vector<std::string> names;
  for (const auto& label : by) names.push_back(label.attribute ? model.attributes[*label.attribute].name : "cluster");
  return fmt::format("note: {} without a readable {}, so {} in the total alone\n",
                     rows == 1 ? "1 rejected row is" : fmt::format("{} rejected rows are", rows),
                     fmt::join(names, " or "), rows == 1 ? "it counts" : "they count");
}

unsigned usual_threads() { return std::min(8U, std::thread::hardware_concurrency()); }

void stop_at_group(const std::string& name, const std::vector<std::string>& known, const engine::Model& model,
                   const Output& output) {
  const library::Problem problem = library::group_problem("--by", name, known, model);
  stop(output, wrong_usage, problem.message, problem.help);
}

void stop_at_owner(const Output& output, const records::UnknownOwner& owner, const std::string& kams_file,
                   const std::vector<engine::Kam>& kams) {
  const library::Problem problem = library::owner_problem(owner, kams_file, kams);
  stop(output, findings, problem.message, problem.help);
}

}  // namespace spanne::cli
