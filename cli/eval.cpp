// `spanne eval`: a guideline and an accounts file in; efforts, spans and load out.
#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <unordered_set>
#include <utility>

#include "cli/commands.hpp"
#include "cli/receipt.hpp"
#include "engine/evaluate/evaluate.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "records/accounts.hpp"
#include "records/destination.hpp"
#include "records/numbers.hpp"
#include "records/stream.hpp"
#include "report/table.hpp"
#include "report/views.hpp"

namespace spanne::cli {

using engine::Model;

namespace {

class Evaluation {
 public:
  Evaluation(const EvalOptions& options, const Output& output) : options_(options), output_(output) {}

  int run() {
    Loaded loaded = load(options_.rules, output_);
    if (!loaded.model) return loaded.status;
    model_ = std::move(*loaded.model);
    digest_ = loaded.digest.get();
    choose_format();
    as_of_ = choose_day(options_.as_of, model_, output_);
    choose_groups();
    add_assignments(model_, options_.set, output_);
    read_kams();
    if (!table_ && by_.empty()) return stream();
    read_accounts();
    choose_columns();
    check_owners();
    evaluate();
    const bool withheld = options_.strict && rejected_ > 0;
    if (!withheld) write(table_ ? screen_text() : file_text());
    tell(withheld);
    if (!withheld && options_.evaluated != nullptr) {
      const engine::Group all = portfolio({}).total;
      *options_.evaluated = evaluated({all.total, all.kinds, all.limit});
    }
    return rejected_ > 0 ? findings : fine;
  }

  /// Rows to a file or pipe: as they are read, so that the accounts need not fit into memory.
  int stream() {
    records::AccountStream accounts(model_, locale_);
    if (const auto error = accounts.open(options_.accounts)) stop(*error);
    header_ = accounts.header();
    choose_columns();
    const engine::Evaluator evaluator(model_, as_of_);
    records::Destination destination(options_.output, output_.out);
    records::StreamJob job;
    job.evaluator = &evaluator;
    job.columns = columns_;
    job.format = format_;
    job.style = {decimals(), options_.exact};
    job.provenance = {model_.title, model_.version, digest_, to_text(as_of_)};
    job.threads = usual_threads();
    if (!kams_.empty()) job.owners = kam_names();
    job.totals = options_.evaluated != nullptr;
    job.restart = [&] { return destination.restart(); };
    job.write = [&](std::string_view text) { return destination.write(text); };
    auto result = accounts.run(job);
    if (const auto* error = std::get_if<records::FileError>(&result)) stop(file_trouble, error->message);
    if (const auto* error = std::get_if<records::AccountsError>(&result)) stop(options_.accounts, *error);
    auto& summary = std::get<records::StreamSummary>(result);
    if (summary.unknown_owner) stop_at_owner(output_, *summary.unknown_owner, options_.kams, kams_);
    summary_ = summary.accounts;
    rejected_ = summary.rejected;
    first_rejected_ = std::move(summary.first_rejected);
    const bool withheld = options_.strict && rejected_ > 0;
    if (!withheld)
      if (const auto error = destination.commit()) stop(file_trouble, error->message);
    tell(withheld);
    if (!withheld && options_.evaluated != nullptr) *options_.evaluated = evaluated(summary.totals);
    return rejected_ > 0 ? findings : fine;
  }

 private:
  [[noreturn]] void stop(int status, const std::string& message, const std::string& help = {}) const {
    cli::stop(output_, status, message, help);
  }

  // ---- options

  void choose_format() {
    const std::string& format = options_.format;
    const bool known = format == "csv" || format == "json" || format == "jsonl" || format == "table";
    if (!format.empty() && !known)
      stop(wrong_usage,
           fmt::format("there is no format {}{}", format, did_you_mean(format, {"table", "csv", "json", "jsonl"})),
           "--format table, csv, json or jsonl");
    table_ = format == "table" || (format.empty() && options_.output.empty() && output_.terminal.out);
    format_ = format == "json"    ? records::Format::json
              : format == "jsonl" ? records::Format::jsonl
                                  : records::Format::csv;
    locale_ = choose_locale(options_.locale, output_);
    if (decimals() < 0 || decimals() > 18) stop(wrong_usage, "--decimals takes a number from 0 to 18");
  }

  std::vector<std::string> attribute_names() const {
    std::vector<std::string> names;
    for (const auto& one : model_.attributes) names.push_back(one.name);
    return names;
  }

  void choose_groups() {
    for (const auto& name : options_.by) {
      const auto attribute = model_.find_attribute(name);
      if (!attribute && name != "cluster") {
        auto known = attribute_names();
        known.insert(known.begin(), "cluster");
        stop(wrong_usage, fmt::format("--by {}: no attribute is called so{}", name, did_you_mean(name, known)),
             fmt::format("--by one of {}", fmt::join(known, ", ")));
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
    stop(findings, fmt::format("{}: {}", path == "-" ? "standard input" : path, error.message), error.help);
  }

  [[noreturn]] void stop(const records::StreamError& error) const {
    if (const auto* file = std::get_if<records::FileError>(&error)) stop(file_trouble, file->message);
    stop(options_.accounts, std::get<records::AccountsError>(error));
  }

  void read_kams() {
    if (options_.kams.empty()) return;
    auto read = records::read_kams(options_.kams, model_, locale_);
    if (const auto* error = std::get_if<records::FileError>(&read)) stop(file_trouble, error->message);
    if (const auto* error = std::get_if<records::AccountsError>(&read)) stop(options_.kams, *error);
    for (auto& [name, capacity] : std::get<0>(read)) kams_.push_back({name, capacity});
  }

  void read_accounts() {
    auto read = records::read_accounts(
        options_.accounts, model_, locale_, [&](const records::AccountsHeader& header) { header_ = header; },
        [&](records::AccountRow&& row) { rows_.push_back(std::move(row)); });
    if (const auto* error = std::get_if<records::FileError>(&read)) stop(file_trouble, error->message);
    if (const auto* error = std::get_if<records::AccountsError>(&read)) stop(options_.accounts, *error);
    summary_ = std::get<records::AccountsSummary>(read);
  }

  void choose_columns() {
    columns_ = records::usual_columns(model_);
    if (!options_.columns.empty()) {
      columns_.clear();
      const auto known = records::known_columns(model_, header_.heads);
      std::vector<std::string> names;
      for (const auto& one : known)
        if (std::find(names.begin(), names.end(), one.name) == names.end()) names.push_back(one.name);
      for (const auto& name : options_.columns) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end())
          stop(wrong_usage, fmt::format("--columns: there is no column {}{}", name, did_you_mean(name, names)),
               fmt::format("the columns are {}", fmt::join(names, ", ")));
        columns_.push_back(
            *std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.name == name; }));
      }
    }
    if (!options_.all_columns) return;
    for (std::size_t i = 0; i < header_.heads.size(); ++i) {
      const bool there =
          std::any_of(columns_.begin(), columns_.end(), [&](const auto& one) { return one.name == header_.heads[i]; });
      if (!there) columns_.push_back({records::ResultColumn::From::input, header_.heads[i], i});
    }
  }

  void check_owners() const {
    if (kams_.empty()) return;
    std::optional<records::UnknownOwner> unknown;
    const auto known = kam_names();
    for (const auto& row : rows_)
      note_owner(unknown, known, row.line, row.account.values[*model_.owner_attribute()], model_);
    if (unknown) stop_at_owner(output_, *unknown, options_.kams, kams_);
  }

  std::unordered_set<std::string> kam_names() const {
    std::unordered_set<std::string> names;
    for (const auto& kam : kams_) names.insert(kam.name);
    return names;
  }

  // ---- evaluation

  void evaluate() {
    const engine::Evaluator evaluator(model_, as_of_);
    outcomes_.reserve(rows_.size());
    for (auto& row : rows_) {
      if (row.reasons.empty()) row.reasons = evaluator.assign(row.account);
      outcomes_.push_back(row.reasons.empty() ? evaluator.evaluate(row.account) : engine::Outcome{});
      if (!is_rejected(outcomes_.size() - 1)) continue;
      if (++rejected_ <= records::StreamSummary::told)
        first_rejected_.push_back({row.line, reasons(outcomes_.size() - 1)});
    }
  }

  bool is_rejected(std::size_t i) const { return !rows_[i].reasons.empty() || outcomes_[i].rejected(); }

  std::vector<std::string> reasons(std::size_t i) const {
    auto all = rows_[i].reasons;
    all.insert(all.end(), outcomes_[i].reasons.begin(), outcomes_[i].reasons.end());
    return all;
  }

  engine::Portfolio portfolio(const std::vector<engine::GroupBy>& by) const {
    const bool owners = by.size() == 1 && by.front().attribute && by.front().attribute == model_.owner_attribute();
    engine::PortfolioBuilder builder(model_, by, owners ? kams_ : std::vector<engine::Kam>{});
    for (std::size_t i = 0; i < rows_.size(); ++i) builder.add({&rows_[i].account, &outcomes_[i], is_rejected(i)});
    return builder.finish();
  }

  // ---- output

  int decimals() const { return options_.decimals.value_or(6); }

  std::string screen_text() const {
    report::Screen screen{output_.terminal.width, output_.color_out && options_.output.empty()};
    screen.places = options_.decimals.value_or(screen.places);
    screen.exact = options_.exact;
    const engine::Portfolio groups = portfolio(by_);
    std::string text;
    if (!options_.columns.empty() || options_.all_columns) {
      text = chosen_columns(screen);
    } else if (by_.empty()) {
      std::vector<report::Line> lines;
      for (std::size_t i = 0; i < rows_.size(); ++i)
        lines.push_back({rows_[i].line, &rows_[i].account, &outcomes_[i], reasons(i)});
      text = report::accounts_view(lines, model_, screen);
      if (const auto owner = model_.owner_attribute()) {
        const std::vector<engine::GroupBy> by{{*owner}};
        text += "\n" + report::groups_view(portfolio(by), by, model_, screen);
      }
    } else {
      text = report::groups_view(groups, by_, model_, screen);
    }
    return text + "\n" + report::summary_view(groups.total, model_, screen);
  }

  /// The columns asked for, aligned for the eye.
  std::string chosen_columns(const report::Screen& screen) const {
    std::vector<report::Column> columns;
    for (const auto& one : columns_)
      columns.push_back({one.name, holds_text(one, model_) ? report::Align::left : report::Align::right});
    std::vector<std::vector<report::Cell>> cells(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i)
      for (const auto& one : columns_)
        cells[i].push_back({cell(one, rows_[i], outcomes_[i], model_, {decimals(), options_.exact})});
    return report::table(columns, cells, screen.width, screen.color);
  }

  std::string file_text() const {
    const records::Provenance provenance{model_.title, model_.version, digest_, to_text(as_of_)};
    return groups_text(provenance, {decimals(), options_.exact});
  }

  std::string groups_text(const records::Provenance& provenance, const records::NumberStyle& style) const {
    const engine::Portfolio groups = portfolio(by_);
    records::RowWriter writer(format_, records::group_heads(model_, by_), records::group_holds_text(model_, by_),
                              provenance);
    std::string text = writer.begin();
    for (const auto& group : groups.groups) text += writer.row(records::group_cells(group, model_, by_, false, style));
    text += writer.row(records::group_cells(groups.total, model_, by_, true, style));
    return text + writer.end();
  }

  Evaluated evaluated(const engine::Totals& totals) const {
    static constexpr const char* formats[] = {"csv", "json", "jsonl"};
    return {model_.title,
            model_.version,
            digest_,
            to_text(as_of_),
            table_ ? "table" : formats[static_cast<int>(format_)],
            summary_.rows,
            rejected_,
            exact_totals(totals, model_)};
  }

  void write(const std::string& text) const {
    records::Destination destination(options_.output, output_.out);
    auto error = destination.restart();
    if (!error) error = destination.write(text);
    if (!error) error = destination.commit();
    if (error) stop(file_trouble, error->message);
  }

  void tell(bool withheld) const {
    auto& err = output_.err;
    err << provenance_line(model_, digest_, as_of_);
    std::vector<std::string> shown_heads;
    for (const auto& head : header_.unknown_columns) shown_heads.push_back(records::shown(head));
    if (!shown_heads.empty()) err << fmt::format("note: not used by the rule set: {}\n", fmt::join(shown_heads, ", "));
    if (summary_.rounded_numbers > 0)
      err << fmt::format("note: {} numbers had more than six decimals and were rounded\n", summary_.rounded_numbers);
    if (rejected_ == 0) return;
    err << fmt::format("{} of {} rows rejected{}\n", rejected_, summary_.rows,
                       withheld ? ", so nothing was written (--strict)" : "");
    if (table_ && !withheld) return;
    for (const auto& [line, why] : first_rejected_) err << fmt::format("  line {}: {}\n", line, fmt::join(why, "; "));
    if (first_rejected_.size() < rejected_) err << fmt::format("  … and {} more\n", rejected_ - first_rejected_.size());
  }

  const EvalOptions& options_;
  const Output& output_;
  Model model_;
  std::string digest_;
  bool table_ = false;
  records::Format format_ = records::Format::csv;
  records::Locale locale_ = records::Locale::automatic;
  engine::Date as_of_;
  std::vector<engine::GroupBy> by_;
  std::vector<engine::Kam> kams_;
  records::AccountsHeader header_;
  records::AccountsSummary summary_;
  std::vector<records::AccountRow> rows_;
  std::vector<records::ResultColumn> columns_;
  std::vector<engine::Outcome> outcomes_;
  std::size_t rejected_ = 0;
  std::vector<records::StreamSummary::Rejected> first_rejected_;
};

}  // namespace

int eval(const EvalOptions& asked, const Output& output) {
  EvalOptions options = asked;
  if (const auto misuse = settle(options)) {
    output.err << "error: " << misuse->message << "\n  help: " << misuse->help << "\n";
    return wrong_usage;
  }
  try {
    return Evaluation(options, output).run();
  } catch (const Stop& stopped) { return stopped.status; }
}

}  // namespace spanne::cli
