// `spanne diff OLD NEW ACCOUNTS`: who in a portfolio moves.
#include "cli/impact.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "engine/audit/digest.hpp"
#include "records/accounts.hpp"
#include "records/results.hpp"
#include "report/impact.hpp"

namespace spanne::cli {
namespace {

using engine::Impact;
using engine::ImpactSide;
using engine::Judgement;
using engine::Model;
using Json = nlohmann::ordered_json;
using Cells = std::vector<std::string>;

/// Everything about one version but its name.
struct Version {
  Loaded loaded;
  std::optional<ImpactSide> side;
  std::vector<engine::GroupBy> by;
  Model& model() { return *loaded.model; }
};

class Run {
 public:
  Run(const DiffOptions& options, Loaded before, Loaded after, const Output& output)
      : options_(options), output_(output), old_{std::move(before), {}, {}}, new_{std::move(after), {}, {}} {}

  int run() {
    choose();
    comparison_ = compare(old_.model(), new_.model());
    choose_groups();
    for (Version* version : {&old_, &new_}) {
      add_assignments(version->model(), options_.set, output_);
      read(*version);
    }
    impact_ = impact_of(*old_.side, *new_.side, comparison_, old_.by, new_.by);
    name_rows();
    if (options_.format == "json")
      output_.out << json();
    else if (options_.format == "csv")
      output_.out << (options_.by.empty() ? movers() : groups()).text(records::Format::csv);
    else
      output_.out << report::impact_view(impact_, *old_.side, *new_.side, names_,
                                         {output_.terminal.width, output_.color_out});
    tell();
    const bool rejections = impact_.total.before->rejected > 0 || impact_.total.after->rejected > 0;
    return rejections ? findings : fine;
  }

 private:
  void choose() {
    locale_ = choose_locale(options_.locale, output_);
    as_of_ = day_asked_for(options_.as_of, output_);
  }

  /// Versions of different years are compared, too: each on the day of its period that is nearest.
  engine::Date day_of(const Model& model) const {
    if (model.effective.from && as_of_ < *model.effective.from) return *model.effective.from;
    if (model.effective.until && as_of_ > *model.effective.until) return *model.effective.until;
    return as_of_;
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
      old_.by = {{old_owner}};
      new_.by = {{owner}};
      return;
    }
    names_.group_head = options_.by;
    if (options_.by == "cluster") {
      old_.by = new_.by = {{std::nullopt}};
      return;
    }
    std::vector<std::string> known{"cluster"};
    for (const auto& one : new_.model().attributes) known.push_back(one.name);
    const auto attribute = new_.model().find_attribute(options_.by);
    if (!attribute)
      stop(output_, wrong_usage,
           fmt::format("--by {}: no attribute is called so{}", options_.by, did_you_mean(options_.by, known)),
           fmt::format("--by one of {}", fmt::join(known, ", ")));
    const auto old_one = old_attribute(options_.by);
    if (!old_one)
      stop(output_, wrong_usage, fmt::format("--by {}: the old version has no such attribute", options_.by));
    new_.by = {{attribute}};
    old_.by = {{old_one}};
  }

  // ---- input

  [[noreturn]] void stop_at(const std::string& path, const Version& version,
                            const records::AccountsError& error) const {
    stop(output_, findings,
         fmt::format("{}: {} cannot read it: {}", path, version.loaded.source->name(), error.message), error.help);
  }

  void read(Version& version) {
    version.side.emplace(ImpactSide{version.model(), day_of(version.model()), {}, {}});
    if (!options_.kams.empty()) {
      auto kams = records::read_kams(options_.kams, version.model(), locale_);
      if (const auto* error = std::get_if<records::FileError>(&kams)) stop(output_, file_trouble, error->message);
      if (const auto* error = std::get_if<records::AccountsError>(&kams)) stop_at(options_.kams, version, *error);
      for (auto& [name, capacity] : std::get<0>(kams)) version.side->kams.push_back({name, capacity});
    }
    if (!accounts_) {
      auto bytes = records::read_file(options_.accounts, largest_data_file);
      if (const auto* error = std::get_if<records::FileError>(&bytes)) stop(output_, file_trouble, error->message);
      accounts_ = std::get<std::string>(std::move(bytes));
    }
    const engine::Evaluator evaluator(version.model(), version.side->as_of);
    const auto result = records::read_accounts_text(
        *accounts_, version.model(), locale_, [](const records::AccountsHeader&) {},
        [&](records::AccountRow&& row) {
          if (row.reasons.empty()) row.reasons = evaluator.assign(row.account);
          version.side->rows.push_back({row.line, std::move(row.account), std::move(row.reasons)});
        });
    if (const auto* error = std::get_if<records::AccountsError>(&result)) stop_at(options_.accounts, version, *error);
    check_owners(version);
  }

  /// Nobody's load may rest on a name that is spelt in two ways.
  void check_owners(Version& version) const {
    if (version.side->kams.empty()) return;
    std::vector<std::string> names;
    for (const auto& kam : version.side->kams) names.push_back(kam.name);
    const std::set<std::string> known(names.begin(), names.end());
    const auto owner = *version.model().owner_attribute();
    for (const auto& row : version.side->rows) {
      const auto name = to_text(row.account.values[owner], version.model().attributes[owner].type, version.model());
      if (name.empty() || known.count(name) > 0) continue;
      stop(output_, findings,
           fmt::format("line {}: {} is not in {}{}", row.line, name, options_.kams, did_you_mean(name, names)),
           "add the person there, or correct the name");
    }
  }

  /// By the new version's attributes; where it could not read one, by the old one's.
  std::string text_of(std::size_t row, engine::AttributeId id) {
    const auto& attribute = new_.model().attributes[id];
    const auto text = to_text(new_.side->rows[row].account.values[id], attribute.type, new_.model());
    const auto other = text.empty() ? old_attribute(attribute.name) : std::nullopt;
    if (!other) return text;
    return to_text(old_.side->rows[row].account.values[*other], old_.model().attributes[*other].type, old_.model());
  }

  void name_rows() {
    const auto keys = new_.model().key_attributes();
    const auto owner = new_.model().owner_attribute();
    const bool shows_owner = owner && !new_.model().attributes[*owner].key;
    for (const auto id : keys) names_.key_heads.push_back(new_.model().attributes[id].name);
    if (shows_owner) names_.owner_head = new_.model().attributes[*owner].name;
    names_.rows.resize(new_.side->rows.size());
    for (const auto& mover : impact_.movers) {
      auto& name = names_.rows[mover.row];
      for (const auto id : keys) name.key.push_back(text_of(mover.row, id));
      if (shows_owner) name.owner = text_of(mover.row, *owner);
    }
  }

  // ---- output

  /// Columns and rows, the same for CSV and JSON.
  struct Sheet {
    Cells heads;
    std::vector<bool> is_text;
    std::vector<Cells> rows;

    void head(const std::string& name, bool text) {
      heads.push_back(name);
      is_text.push_back(text);
    }
    /// Every row as `format` has it, in an array where that is JSON.
    std::string text(records::Format format) const {
      records::RowWriter writer(format, heads, is_text, {});
      std::string all = format == records::Format::csv ? writer.begin() : "[";
      for (const auto& row : rows) {
        std::string line = writer.row(row);
        if (format != records::Format::csv)
          line = (&row == rows.data() ? "\n" : ",\n") + line.substr(0, line.size() - 1);
        all += line;
      }
      return all + (format == records::Format::csv ? "" : "\n]");
    }
  };

  using Heads = std::initializer_list<std::pair<const char*, bool>>;

  static void add_both(Sheet& sheet, Heads heads) {
    for (const char* side : {"old_", "new_"})
      for (const auto& [name, text] : heads) sheet.head(side + std::string(name), text);
  }

  static void append(Cells& cells, Cells more) {
    for (auto& cell : more) cells.push_back(std::move(cell));
  }

  static std::string figure(const engine::Fraction& number) { return number.to_text(); }
  static std::string count(const engine::Count& number) { return number ? number->to_text() : "unlimited"; }

  static Cells judgement_cells(const Judgement& one, const Model& model) {
    const auto& outcome = one.outcome;
    const std::string cluster = outcome.cluster ? model.clusters[*outcome.cluster].name : "";
    if (one.rejected())
      return {cluster, "", "", "", "", "", "", "", "rejected", fmt::format("{}", fmt::join(one.reasons, "; "))};
    const auto& span = outcome.span;
    return {cluster,
            figure(outcome.total.low),
            figure(outcome.total.middle()),
            figure(outcome.total.high),
            count(span.accounts_low),
            count(span.accounts_high),
            span.needs_team ? count(span.kams_low) : "",
            span.needs_team ? count(span.kams_high) : "",
            "ok",
            ""};
  }

  Sheet movers() const {
    Sheet sheet;
    for (const auto& head : names_.key_heads) sheet.head(head, true);
    if (!names_.owner_head.empty()) sheet.head(names_.owner_head, true);
    sheet.head("line", false);
    sheet.head("change", false);
    add_both(sheet, {{"cluster", true},
                     {"fte_low", false},
                     {"fte", false},
                     {"fte_high", false},
                     {"accounts_per_kam_low", false},
                     {"accounts_per_kam_high", false},
                     {"kams_per_account_low", false},
                     {"kams_per_account_high", false},
                     {"status", true},
                     {"reason", true}});
    sheet.head("because_of", true);
    for (const auto& mover : impact_.movers) {
      Cells cells = names_.rows[mover.row].key;
      if (!names_.owner_head.empty()) cells.push_back(names_.rows[mover.row].owner);
      const bool both = !mover.before.rejected() && !mover.after.rejected();
      append(cells, {std::to_string(new_.side->rows[mover.row].line), both ? figure(mover.change) : ""});
      append(cells, judgement_cells(mover.before, *old_.loaded.model));
      append(cells, judgement_cells(mover.after, *new_.loaded.model));
      cells.push_back(report::responsible_words(mover.responsible));
      sheet.rows.push_back(std::move(cells));
    }
    return sheet;
  }

  static Cells group_cells(const std::optional<engine::Group>& group) {
    if (!group) return Cells(9);
    return {std::to_string(group->rows),
            std::to_string(group->rejected),
            figure(group->total.low),
            figure(group->total.middle()),
            figure(group->total.high),
            count(group->headcount_low),
            count(group->headcount_high),
            group->load ? figure(group->load->middle) : "",
            group->load ? to_text(group->load->band) : ""};
  }

  std::string label(const engine::GroupPair& pair) const {
    if (pair.labels.empty()) return "total";
    const bool owners = new_.by[0].attribute && new_.by[0].attribute == new_.loaded.model->owner_attribute();
    return pair.labels[0].empty() && owners ? "unassigned" : pair.labels[0];
  }

  /// With a last row `total`.
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
    const auto add = [&](const engine::GroupPair& pair) {
      Cells cells{label(pair), figure(pair.change())};
      append(cells, group_cells(pair.before));
      append(cells, group_cells(pair.after));
      sheet.rows.push_back(std::move(cells));
    };
    for (const auto& pair : impact_.groups) add(pair);
    add(impact_.total);
    return sheet;
  }

  static std::string version_json(const Version& version) {
    return Json{{"file", version.loaded.source->name()},
                {"version", version.loaded.model->version},
                {"digest", engine::digest(version.loaded.source->text())},
                {"as_of", to_text(version.side->as_of)}}
        .dump();
  }

  std::string json() const {
    return fmt::format(
        "{{\n\"old\": {},\n\"new\": {},\n\"moved\": {}, \"same\": {}, \"rejected_by_both\": {},\n\"accounts\": {},\n"
        "\"groups\": {}\n}}\n",
        version_json(old_), version_json(new_), impact_.movers.size(), impact_.same, impact_.rejected_both,
        movers().text(records::Format::jsonl), groups().text(records::Format::jsonl));
  }

  void tell() {
    for (Version* version : {&old_, &new_}) {
      const auto& model = version->model();
      output_.err << fmt::format(
          "{}: rule set \"{}\" version {}, digest {}, as of {}{}\n", version == &old_ ? "old" : "new", model.title,
          model.version, engine::digest(version->loaded.source->text()).substr(0, 12), to_text(version->side->as_of),
          version->side->as_of == as_of_ ? "" : ", the nearest day of its effective period");
    }
  }

  const DiffOptions& options_;
  const Output& output_;
  Version old_, new_;
  records::Locale locale_ = records::Locale::automatic;
  engine::Date as_of_;
  std::optional<std::string> accounts_;
  engine::Comparison comparison_;
  Impact impact_;
  report::ImpactNames names_;
};

}  // namespace

int impact(const DiffOptions& options, Loaded before, Loaded after, const Output& output) {
  return Run(options, std::move(before), std::move(after), output).run();
}

}  // namespace spanne::cli
