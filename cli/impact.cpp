// `spanne diff OLD NEW ACCOUNTS`: which accounts of a portfolio get something else.
#include "cli/impact.hpp"

#include <fmt/format.h>
#include <utility>

#include "cli/impact_workbook.hpp"
#include "cli/receipt.hpp"
#include "library/impact_of_rows.hpp"
#include "library/planning_result.hpp"
#include "records/results/mover_text.hpp"
#include "records/results/results.hpp"
#include "records/stream/account_files.hpp"
#include "records/stream/impact/impact_stream.hpp"
#include "report/impact.hpp"

namespace spanne::cli {
namespace {

using engine::Model;

/// Everything about one version except its name.
struct ComparedVersion {
  Loaded loaded;
  engine::Date as_of;
  std::optional<engine::GroupBy> by;
  std::vector<engine::Kam> kams;
  Model& model() { return *loaded.model; }
  const Model& model() const { return *loaded.model; }
};

class Run {
 public:
  Run(const DiffOptions& options, Loaded before, Loaded after, const Output& output)
      : options_(options), output_(output), old_{std::move(before), {}, {}, {}}, new_{std::move(after), {}, {}, {}} {}

  int run() {
    choose();
    comparison_ = compare(old_.model(), new_.model());
    choose_groups();
    names_.by = new_.by;
    for (ComparedVersion* version : {&old_, &new_}) {
      add_assignments(version->model(), options_.set, output_);
      // Versions of different years can be compared, too.
      version->as_of = nearest_day(version->model().effective, as_of_);
      read_kams(*version);
    }
    read_accounts();
    if (options_.format == "json")
      write_json();
    else if (options_.format == "csv" && options_.by.empty())
      write_rows("", "");
    else if (options_.format == "csv")
      unguarded(output_.out) << groups().text(row_format());
    else if (options_.format == "xlsx")
      write_workbook();
    else
      output_.out << report::impact_view(result_.impact, old_.model(), new_.model(), names_,
                                         {output_.terminal.width, output_.color_out, 3, options_.exact});
    report_versions();
    if (options_.compared != nullptr) {
      options_.compared->as_of = to_text(as_of_);
      options_.compared->moved = result_.impact.moved;
      options_.compared->same = result_.impact.same;
      options_.compared->rejected_by_both = result_.impact.rejected_both;
    }
    return result_.rejected() > 0 ? findings : fine;
  }

 private:
  void choose() {
    table_ = choose_table_options(options_, output_);
    const auto locale = records::file_locale(table_.locale, old_.model(), new_.model());
    if (const auto* error = std::get_if<records::AccountsError>(&locale))
      stop(output_, wrong_usage, error->message, error->help);
    table_.locale = std::get<records::Locale>(locale);
    as_of_ = day_asked_for(options_.as_of, output_);
  }

  void choose_groups() {
    auto grouping =
        library::impact_grouping(options_.by, old_.model(), new_.model(), comparison_, library::command_line_mark);
    if (const auto* problem = std::get_if<library::Problem>(&grouping))
      stop(output_, wrong_usage, problem->message, problem->help);
    const auto& [old_by, new_by, head] = std::get<library::ImpactGrouping>(grouping);
    old_.by = old_by;
    new_.by = new_by;
    names_.group_head = head;
  }

  // ---- input

  [[noreturn]] void stop_at(const std::string& path, const ComparedVersion& version,
                            const records::AccountsError& error) const {
    stop(output_, findings,
         fmt::format("{}: {} cannot read it: {}", shown_source(path), version.loaded.source->name(), error.message),
         error.help);
  }

  void read_kams(ComparedVersion& version) {
    if (options_.kams.empty()) return;
    auto kams = records::read_kams(options_.kams, version.model(), table_, version.as_of, &kams_notes_);
    if (const auto* error = std::get_if<records::FileError>(&kams)) stop(output_, file_trouble, error->message);
    if (const auto* error = std::get_if<records::AccountsError>(&kams)) stop_at(options_.kams, version, *error);
    version.kams = std::move(std::get<records::Kams>(kams));
  }

  void read_accounts() {
    const engine::Evaluator before(old_.model(), old_.as_of), after(new_.model(), new_.as_of);
    records::ImpactJob job;
    job.before = {&before, old_.by, old_.kams};
    job.after = {&after, new_.by, new_.kams};
    job.comparison = &comparison_;
    if (options_.format == "csv" && options_.by.empty()) {
      job.rows = row_format();
      job.before.by = job.after.by = std::nullopt;  // groups are not shown
    }
    if (options_.format == "json" || options_.format == "xlsx") job.rows = row_format();
    job.first = options_.format.empty() ? report::rows_shown : 0;
    job.exact = options_.exact;
    job.threads = usual_threads();
    auto result = records::ImpactStream(table_).run(options_.accounts, job);
    if (const auto* error = std::get_if<records::ImpactError>(&result)) {
      if (const auto* file = std::get_if<records::FileError>(&error->error)) stop(output_, file_trouble, file->message);
      stop_at(options_.accounts, error->by_new_version ? new_ : old_, std::get<records::AccountsError>(error->error));
    }
    result_ = std::get<records::ImpactResult>(std::move(result));
    if (result_.unknown_owner) stop_at_owner(output_, *result_.unknown_owner, options_.kams, new_.kams);
    const records::NameColumns columns(new_.model());
    for (const auto id : columns.keys) names_.key_heads.push_back(new_.model().attributes[id].name);
    if (columns.owner) names_.owner_head = new_.model().attributes[*columns.owner].name;
  }

  // ---- output

  records::Format row_format() const {
    if (options_.format == "json") return records::Format::json;
    if (options_.format == "xlsx") return records::Format::fields;
    return options_.out_locale == "de" ? records::Format::german_csv : records::Format::csv;
  }

  records::FigureStyle style() const { return {6, options_.exact, notation_of(row_format())}; }

  /// Writes all movers, with many rows per write.
  void write_rows(std::string_view before_each, std::string_view between) const {
    constexpr std::size_t enough = 1'000'000;
    std::ostream& out = unguarded(output_.out);
    std::string text = result_.heads;
    bool first = true;
    for (const std::string_view row : result_.rows) {
      text += first ? before_each : between;
      text += row;
      first = false;
      if (text.size() < enough) continue;
      out << text;
      text.clear();
    }
    out << text;
  }

  static library::ImpactVersion shown(const ComparedVersion& version, const std::string& name) {
    return {version.model(), name.empty() ? version.loaded.source->name() : name, version.loaded.digest, version.as_of,
            version.by};
  }

  library::ImpactSheet groups() const {
    return impact_groups(result_.impact, shown(old_, {}), shown(new_, {}), names_.group_head, style());
  }

  void write_json() const {
    const auto document = impact_document(result_.impact, shown(old_, options_.old_name),
                                          shown(new_, options_.new_name), names_.group_head, style());
    unguarded(output_.out) << document.before_accounts;
    write_rows(library::before_first_account, library::between_accounts);
    unguarded(output_.out) << document.after_accounts;
  }

  void write_workbook() {
    const auto sheet = groups();
    const ImpactGroups shown{sheet.heads, sheet.rows};
    ResultFacts facts;
    add_rule_set(facts, old_.loaded, old_.model(), old_.as_of, "old ");
    add_rule_set(facts, new_.loaded, new_.model(), new_.as_of, "new ");
    add_file(facts, "accounts", options_.accounts);
    add_file(facts, "people", options_.kams);
    facts.emplace_back("moved", std::to_string(result_.impact.moved));
    facts.emplace_back("same", std::to_string(result_.impact.same));
    facts.emplace_back("rejected by both", std::to_string(result_.impact.rejected_both));
    add_what_if(facts, options_.set);
    const auto error = write_impact_workbook({old_.model(), new_.model(), result_, shown, !options_.kams.empty()},
                                             std::move(facts), new_.as_of, unguarded(output_.out));
    if (error) stop(output_, file_trouble, error->message);
  }

  void report_versions() {
    show_table_notes(result_.notes, output_);
    show_table_notes(kams_notes_, output_);
    for (ComparedVersion* version : {&old_, &new_}) {
      const auto& model = version->model();
      write_line(output_.err,
                 fmt::format("{}: rule set \"{}\" version {}, digest {}, as of {}{}", version == &old_ ? "old" : "new",
                             model.title, model.version, version->loaded.digest.substr(0, 12), to_text(version->as_of),
                             version->as_of == as_of_ ? "" : ", the nearest day of its effective period"));
      if (version->by)
        output_.err << ungrouped_note(result_.impact.ungrouped[version == &new_ ? 1 : 0], {*version->by}, model);
    }
  }

  const DiffOptions& options_;
  const Output& output_;
  ComparedVersion old_, new_;
  records::TableOptions table_;
  std::vector<std::string> kams_notes_;
  engine::Date as_of_;
  engine::VersionComparison comparison_;
  records::ImpactResult result_;
  report::ImpactNames names_;
};

}  // namespace

int impact(const DiffOptions& options, Loaded before, Loaded after, const Output& output) {
  return Run(options, std::move(before), std::move(after), output).run();
}

}  // namespace spanne::cli
