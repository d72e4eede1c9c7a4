// `spanne diff OLD NEW ACCOUNTS`: which accounts of a portfolio get something else.
#include "cli/impact.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/impact_workbook.hpp"
#include "cli/receipt.hpp"
#include "grammar/text/characters.hpp"
#include "records/json/json_text.hpp"
#include "records/results/figures.hpp"
#include "records/results/results.hpp"
#include "records/stream/account_files.hpp"
#include "records/stream/impact/impact_stream.hpp"
#include "records/stream/impact/mover_text.hpp"
#include "report/impact.hpp"

namespace spanne::cli {
namespace {

using engine::Model;
using Json = nlohmann::ordered_json;
using ImpactCells = std::vector<std::string>;

/// Everything about one version except its name.
struct ImpactVersion {
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
    for (ImpactVersion* version : {&old_, &new_}) {
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

  // ---- groups

  std::optional<engine::AttributeId> old_attribute(const std::string& new_name) {
    return old_.model().find_attribute(engine::old_name(comparison_.old_names.values, new_name));
  }

  void choose_groups() {
    const auto owner = new_.model().owner_attribute();
    if (options_.by.empty()) {
      const auto old_owner = old_.model().owner_attribute();
      if (!owner || !old_owner) return;
      names_.group_head = new_.model().attributes[*owner].name;
      old_.by = {old_owner};
      new_.by = {owner};
      return;
    }
    names_.group_head = options_.by;
    if (options_.by == "cluster") {
      old_.by = new_.by = engine::GroupBy{};
      return;
    }
    std::vector<std::string> known{"cluster"};
    for (const auto& declared : new_.model().attributes) known.push_back(declared.name);
    const auto attribute = new_.model().find_attribute(options_.by);
    if (!attribute) stop_at_group(options_.by, known, new_.model(), output_);
    const auto old_one = old_attribute(options_.by);
    if (!old_one)
      stop(output_, wrong_usage, fmt::format("--by {}: the old version has no such attribute", options_.by));
    new_.by = {attribute};
    old_.by = {old_one};
  }

  // ---- input

  [[noreturn]] void stop_at(const std::string& path, const ImpactVersion& version,
                            const records::AccountsError& error) const {
    stop(output_, findings,
         fmt::format("{}: {} cannot read it: {}", shown_source(path), version.loaded.source->name(), error.message),
         error.help);
  }

  void read_kams(ImpactVersion& version) {
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

  /// Columns and rows, the same for CSV and JSON.
  struct Sheet {
    ImpactCells heads;
    std::vector<bool> is_text;
    std::vector<ImpactCells> rows;
    std::vector<records::JsonMembers> more;  // of each row

    void head(const std::string& name, bool text) {
      heads.push_back(name);
      is_text.push_back(text);
    }
    /// Writes every row in `format`, as an array for JSON.
    std::string text(records::Format format) const {
      records::RowWriter writer(format, heads, is_text, {});
      const bool csv = records::is_csv(format);
      std::string all = csv ? writer.begin() : "[";
      for (const auto& row : rows) {
        std::string line = writer.row(row, more[static_cast<std::size_t>(&row - rows.data())]);
        if (!csv) line = (&row == rows.data() ? "\n" : ",\n") + line.substr(0, line.size() - 1);
        all += line;
      }
      return all + (csv ? "" : "\n]");
    }
  };

  using Heads = std::initializer_list<std::pair<const char*, bool>>;

  static void add_both(Sheet& sheet, Heads heads) {
    for (const char* side : {"old_", "new_"})
      for (const auto& [name, text] : heads) sheet.head(side + std::string(name), text);
  }

  static void append(ImpactCells& cells, ImpactCells more) {
    for (auto& cell : more) cells.push_back(std::move(cell));
  }

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

  ImpactCells group_cells(const std::optional<engine::GroupSide>& group, const Model& model) const {
    if (!group) return ImpactCells(9);
    const auto sums = result_figures(group->sum);
    const engine::Headcount headcount = engine::headcount_of(group->sum, model).value;
    std::optional<engine::Load> load;
    if (group->capacity) load = engine::load_of(group->sum, *group->capacity, model);
    return {std::to_string(group->sum.rows),
            std::to_string(group->sum.rejected),
            records::text_of(sums[0], style()),
            records::text_of(sums[1], style()),
            records::text_of(sums[2], style()),
            records::text_of(headcount.low),
            records::text_of(headcount.high),
            load && load->shares ? records::text_of(load->shares->middle, style()) : "",
            load ? to_text(load->band.value) : ""};
  }

  records::JsonMembers other_readings(const engine::GroupPair& pair) const {
    records::JsonMembers members;
    const auto add = [&](const std::optional<engine::GroupSide>& side, const Model& model, const std::string& prefix) {
      if (!side) return;
      engine::Group group;
      group.headcount = engine::headcount_of(side->sum, model);
      if (side->capacity) group.load = engine::load_of(side->sum, *side->capacity, model);
      for (auto& member : records::other_readings(group)) {
        member.name.insert(0, prefix);
        members.push_back(std::move(member));
      }
    };
    add(pair.before, old_.model(), "old_");
    add(pair.after, new_.model(), "new_");
    return members;
  }

  std::string label(const engine::GroupPair& pair) const {
    if (!new_.by) return pair.label;
    return records::group_label(pair.label, *new_.by, true, new_.model(), notation_of(row_format()));
  }

  /// The groups, followed by a row `total`.
  Sheet groups() const {
    Sheet sheet;
    sheet.head(names_.group_head.empty() ? "group" : names_.group_head, true);
    sheet.head("change", false);
    add_both(sheet, {{"rows", false},
                     {"rejected", false},
                     {"fte_low", false},
                     {"fte", false},
                     {"fte_high", false},
                     {"headcount_low", false},
                     {"headcount_high", false},
                     {"load", false},
                     {"band", true}});
    const auto add = [&](const engine::GroupPair& pair, const std::string& name) {
      ImpactCells cells{name, records::text_of(pair.change_bounds(), style())};
      append(cells, group_cells(pair.before, old_.model()));
      append(cells, group_cells(pair.after, new_.model()));
      sheet.rows.push_back(std::move(cells));
      sheet.more.push_back(other_readings(pair));
    };
    for (const auto& pair : result_.impact.groups) add(pair, label(pair));
    add(result_.impact.total, "total");
    return sheet;
  }

  static std::string version_json(const ImpactVersion& version, const std::string& name) {
    return records::json_text(Json{{"file", name.empty() ? version.loaded.source->name() : name},
                                   {"version", version.loaded.model->version},
                                   {"digest", version.loaded.digest},
                                   {"as_of", to_text(version.as_of)}});
  }

  void write_json() const {
    const engine::Impact& impact = result_.impact;
    unguarded(output_.out) << fmt::format(
        "{{\n\"old\": {},\n\"new\": {},\n\"moved\": {}, \"same\": {}, \"rejected_by_both\": {},\n\"accounts\": [",
        version_json(old_, options_.old_name), version_json(new_, options_.new_name), impact.moved, impact.same,
        impact.rejected_both);
    write_rows("\n", ",\n");
    unguarded(output_.out) << fmt::format("\n],\n\"groups\": {}\n}}\n", groups().text(records::Format::jsonl));
  }

  void write_workbook() {
    const Sheet sheet = groups();
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
    for (ImpactVersion* version : {&old_, &new_}) {
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
  ImpactVersion old_, new_;
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
