// `spanne eval`: evaluates an accounts file by a guideline and writes efforts, account ranges and loads.
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <iostream>
#include <memory>
#include <unordered_set>
#include <utility>

#include "cli/commands.hpp"
#include "cli/eval_by_rule.hpp"
#include "cli/eval_likely.hpp"
#include "cli/eval_workbook.hpp"
#include "cli/output_format.hpp"
#include "cli/receipt.hpp"
#include "cli/row_table.hpp"
#include "cli/trusted_rules.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/trail/arithmetic.hpp"
#include "engine/trail/digest.hpp"
#include "library/evaluate_text.hpp"
#include "records/cells/numbers.hpp"
#include "records/io/destination.hpp"
#include "records/stream/account_files.hpp"
#include "records/stream/stream.hpp"
#include "report/likely_range.hpp"
#include "report/views.hpp"

namespace spanne::cli {

using engine::Model;

namespace {

class EvalCommand {
 public:
  EvalCommand(const EvalOptions& options, const Output& output) : options_(options), output_(output) {}

  int run() {
    loaded_ = load(options_.rules, output_);
    if (!loaded_.model) return loaded_.status;
    model_ = std::move(*loaded_.model);
    digest_ = loaded_.digest;
    use_snapshot(options_, model_, output_);
    choose_format();
    as_of_ = choose_day(options_.as_of, model_, output_);
    note_version_in_force(options_, {model_.title, model_.version, {}, digest_}, output_);
    choose_groups();
    add_assignments(model_, options_.set, output_);
    read_kams();
    if (!by_.empty()) return sum_up();
    return table_ ? show_rows() : is_workbook() ? write_workbook() : write_rows();
  }

 private:
  /// Writes groups; the rows need not be kept.
  int sum_up() {
    const engine::Evaluator evaluator(model_, as_of_);
    records::StreamJob job = job_for(evaluator);
    job.rows = false;
    job.sums = {by_, table_};
    stream(job);
    const engine::Portfolio portfolio = portfolio_of(summary_.tally, model_, by_, kams_);
    sum_notes_ = sum_notes(portfolio, style());
    if (is_workbook()) return end([&] { return write_groups_workbook(portfolio); });
    find_likely();
    return end([&] { return write(table_ ? what_if_view() + groups_view(portfolio) : groups_text(portfolio)); });
  }

  /// Writes every row to a file or pipe as it is read, so that the accounts need not fit into memory.
  int write_rows() {
    const engine::Evaluator evaluator(model_, as_of_);
    records::Destination destination(options_.output, unguarded(output_.out), written_digest());
    records::StreamJob job = job_for(evaluator);
    if (options_.evaluated != nullptr) job.sums.emplace();
    job.restart = [&] { return destination.restart(); };
    job.write = [&](std::string_view text) { return destination.write(text); };
    stream(job);
    return end([&] { return destination.commit(); });
  }

  /// Writes every row to the first sheet as it is read; the others follow from what was added up meanwhile.
  int write_workbook() {
    const engine::Evaluator evaluator(model_, as_of_);
    EvalWorkbook book(workbook_view());
    records::StreamJob job = job_for(evaluator);
    book.ask(job, columns_);
    stream(job);
    return end([&] {
      auto error = book.add_views(summary_);
      return error ? error : finish(book);
    });
  }

  std::optional<records::FileError> write_groups_workbook(const engine::Portfolio& portfolio) {
    EvalWorkbook book(workbook_view());
    auto error = book.begin_groups(portfolio, by_);
    return error ? error : finish(book);
  }

  EvalWorkbook::View workbook_view() const { return {model_, as_of_, kams_, style()}; }

  std::optional<records::FileError> finish(EvalWorkbook& book) {
    figures_note_ = book.note();
    records::Destination destination(options_.output, unguarded(output_.out), written_digest());
    return book.finish(facts(), destination);
  }

  ResultFacts facts() const {
    ResultFacts facts;
    add_rule_set(facts, loaded_, model_, as_of_);
    add_file(facts, "accounts", options_.accounts);
    add_file(facts, "people", options_.kams);
    facts.emplace_back("rows", std::to_string(summary_.accounts.rows));
    facts.emplace_back("rejected", std::to_string(summary_.rejected));
    add_what_if(facts, options_.says_what_if ? what_if() : options_.set);
    add_each(facts, "note", notes());
    add_each(facts, "warning", warnings_of(loaded_));
    return facts;
  }

  /// Shows every row in the terminal: column widths are known only after all have been read.
  int show_rows() {
    const engine::Evaluator evaluator(model_, as_of_);
    RowTable table(evaluator);
    const auto error = table.read(options_.accounts, reading_, [&](const records::AccountsHeader& header) {
      header_ = header;
      choose_columns();
    });
    if (error) stop(*error);
    if (!kams_.empty())
      if (const auto unknown = table.unknown_owner(kam_names())) stop_at_owner(output_, *unknown, options_.kams, kams_);
    summary_ = table.summary();
    const bool chosen = !options_.columns.empty() || options_.all_columns;
    const engine::Portfolio portfolio = portfolio_of(summary_.tally, model_, table.by(), kams_);
    sum_notes_ = sum_notes(portfolio, style());
    const std::string rows = chosen ? table.text(columns_, style(), screen()) : table.text(portfolio, screen());
    find_likely();
    return end([&] {
      return write(what_if_view() + rows + "\n" + report::summary_view(portfolio, model_, screen()) + likely_words());
    });
  }

  /// Commits the output, unless rows are rejected and `--strict` is set.
  int end(const std::function<std::optional<records::FileError>()>& write) {
    const bool withheld = options_.strict && summary_.rejected > 0;
    if (!withheld)
      if (const auto error = write()) stop(file_trouble, error->message);
    summarise(withheld);
    if (!withheld && options_.evaluated != nullptr) *options_.evaluated = evaluated();
    return summary_.rejected > 0 ? findings : fine;
  }

  [[noreturn]] void stop(int status, const std::string& message, const std::string& help = {}) const {
    cli::stop(output_, status, message, help);
  }

  // ---- options

  void choose_format() {
    const std::string& format = options_.format;
    table_ = format == "table" || (format.empty() && options_.output.empty() && output_.terminal.out);
    format_ = format == "json"              ? records::Format::json
              : format == "jsonl"           ? records::Format::jsonl
              : format == "xlsx"            ? records::Format::fields
              : options_.out_locale == "de" ? records::Format::german_csv
                                            : records::Format::csv;
    if (is_workbook()) keep_from_terminal(options_.output, output_);
    reading_ = choose_table_options(options_, output_);
    if (decimals() < 0 || decimals() > 18) stop(wrong_usage, "--decimals takes a number from 0 to 18");
  }

  std::vector<std::string> attribute_names() const {
    std::vector<std::string> names;
    for (const auto& declared : model_.attributes) names.push_back(declared.name);
    return names;
  }

  void choose_groups() {
    for (const auto& name : options_.by) {
      const auto attribute = model_.find_attribute(name);
      if (!attribute && name != "cluster") {
        auto known = attribute_names();
        known.insert(known.begin(), "cluster");
        stop_at_group(name, known, model_, output_);
      }
      by_.push_back({attribute});
    }
    const auto owner = model_.owner_attribute();
    if (!options_.kams.empty() && !owner)
      stop(wrong_usage, "--kams needs to know who looks after an account",
           "write owner behind an attribute: kam text owner");
  }

  // ---- input

  [[noreturn]] void stop(const std::string& path, const records::AccountsError& error) const {
    stop(findings, fmt::format("{}: {}", shown_source(path), error.message), error.help);
  }

  [[noreturn]] void stop(const records::StreamError& error) const {
    if (const auto* file = std::get_if<records::FileError>(&error)) stop(file_trouble, file->message);
    stop(options_.accounts, std::get<records::AccountsError>(error));
  }

  void read_kams() {
    if (options_.kams.empty()) return;
    auto bytes = records::read_file(options_.kams, records::largest_data_file);
    if (const auto* error = std::get_if<records::FileError>(&bytes)) stop(file_trouble, error->message);
    if (options_.evaluated != nullptr) kams_digest_ = engine::byte_digest(std::get<std::string>(bytes));
    auto read =
        records::read_kams_text(std::move(std::get<std::string>(bytes)), model_, reading_, as_of_, &kams_notes_);
    if (const auto* error = std::get_if<records::AccountsError>(&read)) stop(options_.kams, *error);
    kams_ = std::move(std::get<records::Kams>(read));
  }

  records::StreamJob job_for(const engine::Evaluator& evaluator) const {
    records::StreamJob job;
    job.evaluator = &evaluator;
    job.format = format_;
    job.style = style();
    job.provenance = provenance();
    if (options_.says_what_if) job.what_if = options_.set;
    job.threads = usual_threads();
    job.keeps_digest = options_.evaluated != nullptr;
    if (!kams_.empty()) job.owners = kam_names();
    return job;
  }

  void stream(records::StreamJob& job) {
    records::AccountStream accounts(model_, reading_);
    if (const auto error = accounts.open(options_.accounts)) stop(*error);
    header_ = accounts.header();
    choose_columns();
    job.columns = columns_;
    auto result = accounts.run(job);
    if (const auto* error = std::get_if<records::FileError>(&result)) stop(file_trouble, error->message);
    if (const auto* error = std::get_if<records::AccountsError>(&result)) stop(options_.accounts, *error);
    summary_ = std::move(std::get<records::StreamSummary>(result));
    if (summary_.unknown_owner) stop_at_owner(output_, *summary_.unknown_owner, options_.kams, kams_);
  }

  void choose_columns() {
    auto chosen = library::columns_named(options_.columns, header_.heads, model_);
    if (const auto* problem = std::get_if<library::Problem>(&chosen))
      stop(wrong_usage, "--columns: " + problem->message, problem->help);
    columns_ = std::move(std::get<std::vector<records::ResultColumn>>(chosen));
    if (!options_.all_columns) return;
    for (std::size_t i = 0; i < header_.heads.size(); ++i) {
      const bool there = std::any_of(columns_.begin(), columns_.end(),
                                     [&](const auto& column) { return column.name == header_.heads[i]; });
      if (!there) columns_.push_back({records::ResultColumn::From::input, header_.heads[i], i});
    }
  }

  std::vector<engine::GroupBy> owner_groups() const {
    const auto owner = model_.owner_attribute();
    return owner ? std::vector<engine::GroupBy>{{owner}} : std::vector<engine::GroupBy>{};
  }

  std::unordered_set<std::string> kam_names() const {
    std::unordered_set<std::string> names;
    for (const auto& kam : kams_) names.insert(kam.name);
    return names;
  }

  // ---- output

  std::vector<std::string> what_if() const {
    return options_.says_what_if ? records::what_if_texts(options_.set, summary_.changed) : std::vector<std::string>();
  }

  /// A what-if never looks like the real thing.
  std::string what_if_view() const {
    std::string text;
    for (const std::string& assumed : what_if()) text += "what if: " + assumed + "\n";
    return text.empty() ? text : text + "\n";
  }

  int decimals() const { return options_.decimals.value_or(6); }
  bool is_workbook() const { return format_ == records::Format::fields; }
  records::FigureStyle style() const { return {decimals(), options_.exact, notation_of(format_)}; }
  records::Provenance provenance() const { return {model_.title, model_.version, digest_, to_text(as_of_)}; }

  report::Screen screen() const {
    const bool is_file = !options_.output.empty() && options_.output != "-";  // in which it is always the same
    report::Screen screen{is_file ? Terminal().width : output_.terminal.width, output_.color_out && !is_file};
    screen.places = options_.decimals.value_or(screen.places);
    screen.exact = options_.exact;
    return screen;
  }

  std::string groups_view(const engine::Portfolio& portfolio) const {
    return report::groups_view(portfolio, by_, model_, screen(), likely_ ? &*likely_ : nullptr) + "\n" +
           report::summary_view(portfolio, model_, screen()) + likely_words();
  }

  /// On the screen only: a table in a file stays what receipts of it know.
  void find_likely() {
    if (!table_ || !(options_.output.empty() || options_.output == "-") || options_.evaluated != nullptr) return;
    likely_ = likely_ranges(options_.accounts, summary_.accounts.rows, model_, as_of_, by_, reading_);
  }

  std::string likely_words() const { return likely_ ? report::likely_view(likely_->total, screen()) : std::string(); }

  std::string groups_text(const engine::Portfolio& portfolio) const {
    auto heads = records::group_heads(model_, by_);
    if (portfolio.has_actuals) heads.insert(heads.end(), records::actual_heads.begin(), records::actual_heads.end());
    auto is_text = records::group_holds_text(model_, by_);
    is_text.resize(heads.size(), false);
    records::RowWriter writer(format_, std::move(heads), std::move(is_text), provenance());
    std::string text = writer.begin();
    const auto add = [&](const engine::Group& group, bool is_total) {
      auto cells = records::group_cells(group, model_, by_, is_total, style());
      if (portfolio.has_actuals) records::add_actual_cells(cells, group, style());
      text += writer.row(cells, records::other_readings(group));
    };
    for (const auto& group : portfolio.groups) add(group, false);
    add(portfolio.total, true);
    return text + writer.end(what_if());
  }

  engine::ByteDigest* written_digest() { return options_.evaluated != nullptr ? &written_ : nullptr; }

  Evaluated evaluated() {
    return {model_.title,
            model_.version,
            digest_,
            to_text(as_of_),
            table_ ? "table" : format_word(format_),
            options_.out_locale,
            summary_.accounts.rows,
            summary_.rejected,
            summary_.accounts.skipped + summary_.accounts.left_out,
            exact_totals(summary_.tally.total, model_),
            engine::canonical_digest(model_.source->text()),
            summary_.digest,
            kams_digest_,
            written_.text(),
            engine::depends_on_arithmetic(model_),
            reading_of(summary_.accounts, reading_),
            summary_.changed};
  }

  std::optional<records::FileError> write(const std::string& text) {
    records::Destination destination(options_.output, table_ ? output_.out : unguarded(output_.out), written_digest());
    if (auto error = destination.restart()) return error;
    if (auto error = destination.write(text)) return error;
    return destination.commit();
  }

  /// What is to be said of the data besides rejected rows.
  std::vector<std::string> notes() const {
    auto notes = reading_notes(header_, summary_.accounts, kams_notes_);
    notes.insert(notes.end(), sum_notes_.begin(), sum_notes_.end());
    if (!figures_note_.empty()) notes.push_back(figures_note_);
    return notes;
  }

  void summarise(bool withheld) const {
    auto& err = output_.err;
    err << provenance_line(model_, digest_, as_of_);
    if (!table_ || withheld)
      for (const std::string& assumed : what_if()) write_line(err, "what if: " + assumed);
    show_table_notes(notes(), output_);
    const auto& accounts = summary_.accounts;
    const auto& first_rejected = summary_.first_rejected;
    const std::size_t rejected = summary_.rejected;
    if (rejected == 0) return;
    err << ungrouped_note(summary_.tally.ungrouped, (table_ || is_workbook()) && by_.empty() ? owner_groups() : by_,
                          model_);
    err << fmt::format("{} of {} rows rejected{}\n", rejected, accounts.rows,
                       withheld ? ", so nothing was written (--strict)" : "");
    if (table_ && !withheld) return;
    for (const auto& [line, why] : first_rejected) err << fmt::format("  line {}: {}\n", line, fmt::join(why, "; "));
    if (first_rejected.size() < rejected) err << fmt::format("  … and {} more\n", rejected - first_rejected.size());
  }

  EvalOptions options_;
  const Output& output_;
  Loaded loaded_;
  Model model_;
  std::string digest_, kams_digest_, figures_note_;
  engine::ByteDigest written_;
  bool table_ = false;
  records::Format format_ = records::Format::csv;
  records::TableOptions reading_;
  std::vector<std::string> kams_notes_, sum_notes_;
  engine::Date as_of_;
  std::vector<engine::GroupBy> by_;
  std::vector<engine::Kam> kams_;
  records::AccountsHeader header_;
  std::vector<records::ResultColumn> columns_;
  records::StreamSummary summary_;
  std::optional<report::LikelyRanges> likely_;
};

}  // namespace

int eval(const EvalOptions& asked, const Output& output) {
  EvalOptions options = asked;
  if (const auto misuse = validate(options)) {
    show_error(output, misuse->message, misuse->help);
    return wrong_usage;
  }
  try {
    if (asks_by_rule(options)) return eval_by_rule(options, output);
    return EvalCommand(options, output).run();
  } catch (const Stop& stopped) { return stopped.status; }
}

}  // namespace spanne::cli
