// `spanne sample`: a work paper on accounts drawn at random, which anyone can draw again.
#include "library/sample.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <sstream>
#include <utility>

#include "cli/audit.hpp"
#include "cli/file_roles.hpp"
#include "cli/output_file.hpp"
#include "cli/output_format.hpp"
#include "cli/receipt.hpp"
#include "engine/explain/explain.hpp"
#include "engine/explain/nearest_change.hpp"
#include "engine/explain/words.hpp"
#include "engine/trail/digest.hpp"
#include "library/account_finder.hpp"
#include "records/csv/figure_rows.hpp"
#include "records/databases/connection_address.hpp"
#include "records/stream/account_files.hpp"
#include "report/explain.hpp"
#include "report/work_paper.hpp"

namespace spanne::cli {
namespace {

using records::AccountRow;

/// A stream that takes everything and keeps nothing.
class Discarding : public std::streambuf {
 protected:
  std::streamsize xsputn(const char*, std::streamsize count) override { return count; }
  int_type overflow(int_type byte) override { return traits_type::not_eof(byte); }
};

/// Without the lines, which depend on the order of the rows.
std::string counted_in_file(const records::CountedFigure& figure) {
  if (figure.rows == 0) return records::counted_words(figure);
  return fmt::format("{} {}: counted from {} of the file", figure.name, figure.words,
                     engine::counted(figure.rows, "row"));
}

/// A word for a shell, in quotes unless it is plainly one.
std::string as_typed(const std::string& word) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  };
  if (std::all_of(word.begin(), word.end(), is_plain)) return word;
  return quoted_for_shell(word);
}

class Sampling {
 public:
  Sampling(const SampleOptions& options, const Output& output)
      : options_(options), output_(output), sample_(options.seed, options.size) {}

  int run() {
    check_usage();
    FileRoles roles;
    roles.read_guideline(options_.rules);
    roles.read(options_.accounts, "the accounts");
    roles.read(options_.with, "the second table");
    roles.write(options_.output, FileRoles::Product::document, "-o");
    stop_at_conflict(roles, output_);
    Loaded loaded = load(options_.rules, output_);
    if (!loaded.model) return loaded.status;
    model_ = std::move(*loaded.model);
    digest_ = loaded.digest;
    as_of_ = choose_day(options_.as_of, model_, output_);
    evaluator_.emplace(model_, as_of_);
    evaluate();
    draw();
    write(paper());
    return fine;
  }

 private:
  [[noreturn]] void stop(int status, const std::string& message, const std::string& help = {}) const {
    cli::stop(output_, status, message, help);
  }

  void check_usage() {
    format_ = output_format_or_stop({"sample", {"md", "html"}}, options_.format == "txt" ? "" : options_.format,
                                    options_.output, output_);
    if (options_.accounts.empty()) stop(wrong_usage, "sample: ACCOUNTS is missing", "spanne help sample");
    if (options_.seed.empty())
      stop(wrong_usage, "a sample needs a seed, which decides the accounts that are drawn",
           "--seed WORDS, agreed on before anybody has seen the accounts, so that it cannot be chosen to suit them");
    if (options_.size == 0) stop(wrong_usage, "a sample has at least one account", "-n 25");
    if (options_.rules == "-" || options_.accounts == "-")
      stop(wrong_usage, "a sample is drawn from files, so that it can be drawn again, and standard input is none",
           "write it to a file first");
    if (records::is_special(options_.accounts) || records::is_postgres_address(options_.accounts) ||
        !options_.table.empty() || !options_.query.empty() || !options_.with.empty())
      stop(wrong_usage, "a sample is drawn from one file that is read whole, so that it can be drawn again",
           "write the accounts to a file first");
    read_words(output_, "--seed", options_.seed);
  }

  std::string accounts_name() const { return shown_source(options_.accounts); }

  /// Counts what is drawn from, as `spanne eval` counts it.
  void evaluate() {
    EvalOptions options;
    static_cast<TableArguments&>(options) = options_;
    options.rules = options_.rules;
    options.accounts = options_.accounts;
    options.as_of = to_text(as_of_);
    options.format = "csv";
    options.evaluated = &evaluated_;
    Discarding nothing;
    std::ostream out(&nothing);
    std::ostringstream err;
    const int status = eval(options, {out, err, {}});
    if (!evaluated_.version.empty()) return;
    output_.err << err.str();
    throw Stop{status};
  }

  void draw() {
    auto read = records::read_accounts(
        options_.accounts, model_, choose_table_options(options_, output_),
        [&](const records::AccountsHeader& header) {
          figures_.emplace(*evaluator_, header.counted);
          figures_->keep_lines();
        },
        [&](AccountRow&& row) {
          figures_->add(row);
          sample_.add(std::move(row), model_);
        });
    if (const auto* error = std::get_if<records::FileError>(&read)) stop(file_trouble, error->message);
    if (const auto* error = std::get_if<records::AccountsError>(&read))
      stop(findings, fmt::format("{}: {}", accounts_name(), error->message), error->help);
    const auto& summary = std::get<records::AccountsSummary>(read);
    show_table_notes(summary.notes, output_);
    if (summary.rows != evaluated_.rows)
      stop(findings, fmt::format("{} has been changed while it was read", accounts_name()), "try again");
  }

  // ---- the paper

  report::WorkPaper paper() {
    report::WorkPaper paper;
    paper.title = model_.title;
    paper.version = model_.version;
    paper.rules_digest = digest_;
    paper.accounts = records::file_name(options_.accounts);
    paper.accounts_digest = evaluated_.accounts_digest;
    paper.as_of = to_text(as_of_);
    paper.seed = options_.seed;
    paper.asked = options_.size;
    paper.rows = evaluated_.rows;
    paper.rejected = evaluated_.rejected;
    paper.skipped = evaluated_.skipped;
    paper.drawn_by = drawn_by();
    paper.again = again();
    for (auto& drawn : sample_.take()) paper.accounts_drawn.push_back(explained(std::move(drawn)));
    return paper;
  }

  std::string drawn_by() const {
    std::vector<std::string> names;
    for (const auto id : model_.key_attributes()) names.push_back(model_.attributes[id].name);
    return names.empty() ? "all cells of the row, since the guideline names no key"
                         : fmt::format("the values of {}", fmt::join(names, ", "));
  }

  std::string again() const {
    std::string command = fmt::format(
        "spanne sample {} {} -n {} --seed {} --as-of {}", as_typed(records::file_name(options_.rules)),
        as_typed(records::file_name(options_.accounts)), options_.size, as_typed(options_.seed), to_text(as_of_));
    if (options_.locale != "auto") command += " --locale " + options_.locale;
    if (!options_.sheet.empty()) command += " --sheet " + as_typed(options_.sheet);
    if (options_.missing) command += " --missing " + as_typed(*options_.missing);
    if (options_.keep_totals) command += " --keep-totals";
    return command;
  }

  report::DrawnAccount explained(library::DrawnRow&& drawn) {
    AccountRow& row = drawn.row;
    report::DrawnAccount account;
    account.name = library::sample_name(row, model_);
    account.digest = drawn.digest;
    account.reasons = std::move(row.reasons);
    if (account.reasons.empty()) account.reasons = to_texts(figures_->tables().fill(row.account), model_);
    if (!account.reasons.empty()) {
      account.cells = row.cells;
      return account;
    }
    const auto explanation = engine::explain(model_, row.account, as_of_);
    engine::StepBudget budget(engine::steps_for_changes);
    const auto changes = engine::nearest_changes(model_, row.account, as_of_, budget);
    std::vector<std::string> counted;
    for (const auto& figure : figures_->counted_for(row.account)) counted.push_back(counted_in_file(figure));
    account.explanation = report::explanation_view(explanation, changes, {account.name, {}, counted}, {});
    return account;
  }

  void write(const report::WorkPaper& paper) {
    OutputFile file(options_.output, output_);
    const auto document = report::work_paper_document(paper);
    unguarded(file.output().out) << (format_ == "html" ? to_html(document)
                                     : format_ == "md" ? to_markdown(document)
                                                       : to_plain_text(document));
    file.commit();
    if (options_.output.empty() || options_.output == "-") return;
    output_.err << provenance_line(model_, digest_, as_of_);
  }

  const SampleOptions& options_;
  const Output& output_;
  engine::Model model_;
  std::string digest_, format_;
  engine::Date as_of_;
  Evaluated evaluated_;
  library::Sample sample_;
  std::optional<engine::Evaluator> evaluator_;
  std::optional<records::FigureRows> figures_;
};

}  // namespace

int sample(const SampleOptions& options, const Output& output) { return Sampling(options, output).run(); }

}  // namespace spanne::cli
