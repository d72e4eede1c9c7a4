// `spanne diff RULES OLD.csv NEW.csv`: why the total of a later accounts file is another one.
#include <fmt/format.h>
#include <utility>

#include "cli/impact.hpp"
#include "cli/planning_input.hpp"
#include "cli/planning_output.hpp"
#include "cli/trusted_rules.hpp"
#include "engine/planning/bridge_tables.hpp"
#include "records/stream/account_files.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {
namespace {

using engine::BothSides;
using engine::Bridge;
using engine::Model;

/// So many engagements are read on a screen; a file has all of them.
constexpr std::size_t rows_on_screen = 20;

class BridgeCommand {
 public:
  BridgeCommand(const DiffOptions& options, const Output& output)
      : options_(options),
        asked_(options.bridge),
        output_(output),
        files_{options.new_rules, options.accounts},
        rules_{asked_.rules_before.empty() ? options.old_rules : asked_.rules_before, options.old_rules},
        people_{asked_.kams_before.empty() ? options.kams : asked_.kams_before, options.kams} {}

  int run() {
    refuse_options();
    choose_output(table_, "diff", files(), output_);
    load_guidelines();
    choose_days();
    read_rows();
    const auto made = engine::bridge_of(input(), records::run_on_all_processors);
    if (const auto* refusal = std::get_if<engine::BridgeRefusal>(&made))
      stop(output_, findings, refusal->message, refusal->help);
    return write(std::get<Bridge>(made));
  }

 private:
  // ---- options

  void refuse_options() {
    const auto refuse = [&](bool given, const char* option, const char* why) {
      if (given) stop(output_, wrong_usage, fmt::format("{} {}", option, why), "leave it out");
    };
    const char* each = "says where accounts come from, and here are two files of them";
    refuse(!options_.from.empty(), "--from", each);
    refuse(!options_.table.empty(), "--table", each);
    refuse(!options_.query.empty(), "--query", each);
    refuse(!options_.with.empty(), "--with", each);
    refuse(!options_.set.empty(), "--set", "assumes other data, and here the data of two days are compared");
    refuse(!options_.by.empty(), "--by", "makes groups, and here the causes of a change are told apart");
    refuse(options_.all, "--all", "shows regions of two guidelines, and here are two files of accounts");
    refuse(options_.kams.empty() && !asked_.kams_before.empty(), "--kams-before",
           "names the people of the earlier file only; --kams names those of the later one");
    for (const std::string* path : {&files_[0], &files_[1], &people_[0], &people_[1]})
      refuse(*path == "-", "standard input", "is no file of accounts or people here");
    table_.format = options_.format;
    table_.output = options_.output;
    table_.out_locale = options_.out_locale;
    table_.view = asked_.view;
    table_.decimals = asked_.decimals;
    table_.exact = options_.exact;
  }

  FileRoles files() const {
    FileRoles files;
    files.read_guideline(rules_[0]);
    files.read_guideline(rules_[1]);
    for (const std::string& path : files_) files.read(path, "the accounts");
    for (const std::string& path : people_) files.read(path, "the people");
    files.read(options_.trust, "the trusted keys");
    return files;
  }

  // ---- input

  bool has_one_guideline() const { return rules_[0] == rules_[1]; }
  const Loaded& loaded(std::size_t side) const { return has_one_guideline() ? loaded_[1] : loaded_[side]; }
  const Model& model(std::size_t side) const { return *loaded(side).model; }

  void load_guidelines() {
    if (rules_[0] == "-" && rules_[1] == "-" && !asked_.rules_before.empty())
      stop(output_, wrong_usage, "both versions cannot come from standard input");
    loaded_[1] = load_version(rules_[1], output_);
    if (!has_one_guideline()) loaded_[0] = load_version(rules_[0], output_);
    const Trust trust(options_.trust, output_);
    if (check_trusted({{rules_[0], loaded(0)}, {rules_[1], loaded(1)}}, trust, output_) != fine) throw Stop{findings};
    reading_ = choose_table_options(options_, output_);
    const auto locale = records::file_locale(reading_.locale, model(0), model(1));
    if (const auto* error = std::get_if<records::AccountsError>(&locale))
      stop(output_, wrong_usage, error->message, error->help);
    reading_.locale = std::get<records::Locale>(locale);
  }

  void choose_days() {
    days_[1] = choose_day(options_.as_of, model(1), output_);
    days_[0] = choose_day(asked_.as_of_before.empty() ? to_text(days_[1]) : asked_.as_of_before, model(0), output_);
  }

  [[noreturn]] void stop_at(const std::string& path, const std::string& guideline, const records::StreamError& error) {
    if (const auto* file = std::get_if<records::FileError>(&error)) stop(output_, file_trouble, file->message);
    const auto& fault = std::get<records::AccountsError>(error);
    const std::string reader = has_one_guideline() ? "" : guideline + " cannot read it: ";
    stop(output_, findings, fmt::format("{}: {}{}", shown_source(path), reader, fault.message), fault.help);
  }

  /// Both files, by either guideline: the causes are told apart by evaluating each file under each of them.
  void read_rows() {
    for (std::size_t rules = has_one_guideline() ? 1 : 0; rules < 2; ++rules)
      for (std::size_t file = 0; file < 2; ++file) {
        auto read = read_accounts_input(files_[file], model(rules), reading_);
        if (const auto* error = std::get_if<records::StreamError>(&read)) stop_at(files_[file], rules_[rules], *error);
        rows_[rules][file] = std::move(std::get<AccountsInput>(read));
      }
    for (std::size_t side = 0; side < 2; ++side) {
      const AccountsInput& accounts = rows(side, side);
      std::vector<std::string> people_notes;
      kams_[side] =
          read_people(people_[side], accounts.rows, model(side), reading_, days_[side], people_notes, output_);
      for (const std::string& note : reading_notes(accounts.header, accounts.summary, people_notes))
        result_.notes.push_back(fmt::format("{}: {}", files_[side], note));
    }
  }

  const AccountsInput& rows(std::size_t rules, std::size_t file) const {
    return rows_[has_one_guideline() ? 1 : rules][file];
  }

  engine::BridgeInput input() const {
    return {{&model(0), &model(1)},
            days_,
            {{{&rows(0, 0).rows, &rows(0, 1).rows}, {&rows(1, 0).rows, &rows(1, 1).rows}}},
            kams_};
  }

  // ---- output

  int write(const Bridge& bridge) {
    const engine::BridgeNames names{files_, {to_text(days_[0]), to_text(days_[1])}, {&model(0), &model(1)}};
    const bool is_text = table_.format.empty() || table_.format == "table";
    result_.tables = bridge_tables(bridge, names, {is_text ? rows_on_screen : 0, !is_text});
    result_.summary = summary(bridge);
    if (!has_one_guideline())
      result_.notes.push_back(fmt::format("before: rule set \"{}\" version {}, digest {}, as of {}", model(0).title,
                                          model(0).version, loaded(0).digest.substr(0, 12), to_text(days_[0])));
    for (const auto& total : bridge.totals) result_.rejected += total.portfolio.total.sum.rejected;
    ResultFacts facts;
    add_file(facts, "accounts before", files_[0]);
    add_file(facts, "accounts", files_[1]);
    add_file(facts, "people before", people_[0]);
    add_file(facts, "people", people_[1]);
    if (!has_one_guideline()) add_rule_set(facts, loaded(0), model(0), days_[0], "old ");
    return write_result(result_, {loaded(1), days_[1], facts}, table_, output_);
  }

  std::string summary(const Bridge& bridge) const {
    report::Screen screen;
    screen.places = table_.decimals.value_or(screen.places);
    std::string text =
        fmt::format("{} {} as before\n", bridge.same, bridge.same == 1 ? "engagement is" : "engagements are");
    for (std::size_t side = 0; side < 2; ++side) {
      const engine::Portfolio& portfolio = bridge.totals[side].portfolio;
      if (portfolio.gap)
        text += fmt::format("\n{}: {}", files_[side],
                            report::gap_view(portfolio.total.sum, *portfolio.gap, model(side), screen));
    }
    return text;
  }

  const DiffOptions& options_;
  const BridgeArguments& asked_;
  const Output& output_;
  BothSides<std::string> files_, rules_, people_;
  TableOutput table_;
  BothSides<Loaded> loaded_;  // one guideline: the later alone
  records::TableOptions reading_;
  BothSides<engine::Date> days_;
  BothSides<BothSides<AccountsInput>> rows_;  // [rules][file]
  BothSides<std::vector<engine::Kam>> kams_;
  PlanningResult result_;
};

}  // namespace

int bridge(const DiffOptions& options, const Output& output) { return BridgeCommand(options, output).run(); }

}  // namespace spanne::cli
