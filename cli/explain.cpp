// `spanne explain`: explains the effort of one account, from a file or given in words.
#include "engine/explain/explain.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/commands.hpp"
#include "cli/file_roles.hpp"
#include "engine/explain/nearest_change.hpp"
#include "engine/explain/questions.hpp"
#include "engine/explain/words.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/tree/parse.hpp"
#include "library/account_finder.hpp"
#include "records/json/explanation.hpp"
#include "records/stream/account_files.hpp"
#include "report/explain.hpp"
#include "report/table.hpp"

namespace spanne::cli {

using engine::Model;

namespace {

class Explaining {
 public:
  Explaining(const ExplainOptions& options, const Output& output) : options_(options), output_(output) {}

  int run() {
    check_usage();
    FileRoles sources;
    sources.read_guideline(options_.rules);
    sources.read(options_.accounts, "the accounts");
    stop_if_answered_into(std::move(sources), output_);
    Loaded loaded = load(options_.rules, output_);
    if (!loaded.model) return loaded.status;
    model_ = std::move(*loaded.model);
    digest_ = loaded.digest;
    const auto table = choose_table_options(options_, output_);
    add_assignments(model_, options_.set, output_);
    if (options_.given.empty()) {
      as_of_ = choose_day(options_.as_of, model_, output_);
      evaluator_.emplace(model_, as_of_);
      read_account(table);
    } else {
      take_given();
    }
    if (reasons_.empty()) assign();
    if (reasons_.empty()) count();
    const bool good = reasons_.empty() ? explain() : refuse();
    for (const auto& note : notes_) output_.err << fmt::format("note: {}\n", note);
    output_.err << provenance_line(model_, digest_, as_of_);
    return good ? fine : findings;
  }

 private:
  [[noreturn]] void stop(int status, const std::string& message, const std::string& help = {}) const {
    cli::stop(output_, status, message, help);
  }

  void check_usage() const {
    if (!options_.format.empty() && options_.format != "table" && options_.format != "json")
      stop(wrong_usage,
           fmt::format("explain has no format {}{}", options_.format, did_you_mean(options_.format, {"table", "json"})),
           "--format table, or --format json");
    if (options_.accounts.empty() && options_.given.empty())
      stop(wrong_usage, "which account is to be explained?",
           fmt::format("spanne explain {0} ACCOUNTS KEY, or: spanne explain {0} --given 'NAME = VALUE, …'",
                       options_.rules));
    if (!options_.accounts.empty() && !options_.given.empty())
      stop(wrong_usage, "the account comes either from an accounts file or from --given, not from both",
           fmt::format("leave out {}, or --given", shown_source(options_.accounts)));
    if (options_.rules == "-" && options_.accounts == "-")
      stop(wrong_usage, "the rules and the accounts cannot both come from standard input");
  }

  // ---- from a file

  std::string accounts_name() const { return shown_source(options_.accounts); }

  library::AccountFinder search(const records::TableOptions& table, bool likeness) {
    library::AccountFinder finder(model_, options_.key, likeness);
    auto read = records::read_accounts(
        options_.accounts, model_, table,
        [&](const records::AccountsHeader& header) {
          notes_ = header.notes;
          figures_.emplace(*evaluator_, header.counted);
          figures_->keep_lines();
        },
        [&](records::AccountRow&& row) {
          finder.look_at(row);
          figures_->add(row);
        });
    if (const auto* error = std::get_if<records::FileError>(&read)) stop(file_trouble, error->message);
    if (const auto* error = std::get_if<records::AccountsError>(&read))
      stop(findings, fmt::format("{}: {}", accounts_name(), error->message), error->help);
    const auto& summary = std::get<records::AccountsSummary>(read);
    if (!summary.numbers_note.empty()) notes_.push_back(summary.numbers_note);
    return finder;
  }

  void read_account(const records::TableOptions& table) {
    const bool again = options_.accounts != "-";  // what may have been meant is looked for when it is asked for
    library::AccountFinder finder = search(table, !again);
    if (again && finder.is_unknown()) finder = search(table, true);
    auto found = finder.found();
    if (const auto* none = std::get_if<library::NoSuchAccount>(&found)) stop(findings, none->message, none->help);
    auto& row = std::get<records::AccountRow>(found);
    said_.line = row.line;
    title_ = fmt::format("{} ({} line {})", library::key_words(row, model_), accounts_name(), row.line);
    account_ = std::move(row.account);
    reasons_ = std::move(row.reasons);
  }

  // ---- from --given

  void take_given() {
    for (const auto& words : options_.given) read_words(output_, "--given", words);
    const grammar::Source source("--given", fmt::format("{}", fmt::join(options_.given, ", ")));
    auto parsed = grammar::parse_given(source);
    engine::GivenAccount given;
    if (!grammar::has_errors(parsed.diagnostics)) {
      auto checked = engine::check_given(model_, parsed.given, source);
      given = std::move(checked.given);
      for (auto& diagnostic : checked.diagnostics) parsed.diagnostics.push_back(std::move(diagnostic));
    }
    for (const auto& finding : parsed.diagnostics) output_.err << grammar::render(finding, source, output_.color_err);
    if (grammar::has_errors(parsed.diagnostics)) throw Stop{wrong_usage};
    if (given.as_of && !options_.as_of.empty())
      stop(wrong_usage, "the day is said twice, by --as-of and by as_of in --given", "leave one of the two out");
    as_of_ = choose_day(given.as_of ? to_text(*given.as_of) : options_.as_of, model_, output_);
    account_ = std::move(given.account);
    counted_alone_ = given.counted;
    ask_for(lacking(given), source);
    title_ = given_title(given);
  }

  /// The attributes that must be given; also a key without a default, if the rules use it.
  std::vector<engine::AttributeId> lacking(const engine::GivenAccount& given) const {
    std::vector<engine::AttributeId> ids = given.lacking;
    const engine::Evaluator evaluator(model_, as_of_);
    const engine::RulesInForce rules(evaluator);
    engine::AccountContext context(evaluator, account_);
    for (const auto id : given.assumed)
      if (rules.about(id, context).asked) ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  void ask_for(const std::vector<engine::AttributeId>& ids, const grammar::Source& source) const {
    if (ids.empty()) return;
    std::string more, declarations;
    for (const auto id : ids) {
      more += fmt::format(", {} = …", model_.attributes[id].name);
      declarations += "\n        " + model_.words(model_.attributes[id].span);
    }
    stop(findings,
         fmt::format("{} still needed, because {} no default",
                     ids.size() == 1 ? "one value is" : engine::counted(ids.size(), "value") + " are",
                     ids.size() == 1 ? "it has" : "they have"),
         fmt::format("--given '{}{}', with values as these declarations say:{}", source.text(), more, declarations));
  }

  std::string given_title(const engine::GivenAccount& given) const {
    std::string title;
    for (const auto id : model_.key_attributes()) {
      if (std::find(given.assumed.begin(), given.assumed.end(), id) != given.assumed.end()) return "The given account";
      title += (title.empty() ? "" : " ") + to_text(account_.values[id], model_.attributes[id].type, model_);
    }
    return title.empty() ? "The given account" : fmt::format("{} (given)", title);
  }

  // ---- what if

  void assign() {
    auto assigned = library::assign(account_, engine::Evaluator(model_, as_of_));
    reasons_ = std::move(assigned.reasons);
    said_.changed = std::move(assigned.changed);
  }

  // ---- figures of a group

  /// Those of the file; of a given account, which is a row by itself, those that were not given.
  void count() {
    if (!figures_) {
      reasons_ = to_texts(count_alone(account_, counted_alone_, engine::Evaluator(model_, as_of_)), model_);
      return;
    }
    reasons_ = to_texts(figures_->tables().fill(account_), model_);
    said_.counted = figures_->counted_for(account_);
  }

  std::vector<std::string> counted_words() const {
    std::vector<std::string> words;
    for (const auto& figure : said_.counted) words.push_back(records::counted_words(figure));
    return words;
  }

  // ---- output

  records::Provenance provenance() const { return {model_.title, model_.version, digest_, to_text(as_of_)}; }

  records::ExplainedAccount said() const {
    records::ExplainedAccount said = said_;
    said.key = library::key_values(account_, model_);
    return said;
  }

  /// Reports a row that could not be read.
  bool refuse() const {
    if (options_.format == "json") {
      unguarded(output_.out) << records::unreadable_json(reasons_, said(), provenance());
      return false;
    }
    output_.out << grammar::fit_to_show(title_) << "\n";
    for (const auto& reason : reasons_)
      output_.out << report::toned("rejected: " + reason, report::Tone::bad, output_.color_out) << "\n";
    return false;
  }

  bool explain() const {
    const engine::Explanation explanation = engine::explain(
        model_, account_, as_of_, options_.exact ? engine::Fractions::exact : engine::Fractions::readable);
    engine::StepBudget budget(engine::steps_for_changes);
    const auto changes = engine::nearest_changes(model_, account_, as_of_, budget);
    if (budget.left() == 0)
      output_.err << "note: there is too much to try to say all that would change the result; what is not named may\n"
                     "      change it as well\n";
    if (options_.format == "json")
      unguarded(output_.out) << records::explanation_json(explanation, changes, said(), provenance());
    else
      output_.out << report::explanation_view(explanation, changes, {title_, said_.changed, counted_words()},
                                              {output_.terminal.width, output_.color_out, 3, options_.exact});
    return !explanation.outcome.rejected();
  }

  const ExplainOptions& options_;
  const Output& output_;
  Model model_;
  std::string digest_, title_;
  engine::Date as_of_;
  engine::Account account_;
  std::vector<std::string> notes_;    // of how columns are read
  std::vector<std::string> reasons_;  // why the row could not be read, or values of it not set
  records::ExplainedAccount said_;
  std::optional<engine::Evaluator> evaluator_;      // of accounts of a file
  std::optional<records::FigureRows> figures_;      // of a file
  std::vector<engine::AttributeId> counted_alone_;  // figures that were not given
};

}  // namespace

int explain(const ExplainOptions& options, const Output& output) {
  try {
    return Explaining(options, output).run();
  } catch (const Stop& stop) { return stop.status; }
}

}  // namespace spanne::cli
