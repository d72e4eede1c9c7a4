// Parses the command line, and words what is wrong with it.
#include "cli/run.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

#include "cli/audit.hpp"
#include "cli/overview.hpp"
#include "cli/planning.hpp"
#include "cli/receipt.hpp"
#include "grammar/text/characters.hpp"
#include "report/codes/codes.hpp"

namespace spanne::cli {
namespace {

const std::vector<std::string> commands = [] {
  std::vector<std::string> names{"init", "check", "eval", "explain", "test", "fmt", "table", "lsp", "help"};
  for (const auto& more : {planning_commands(), audit_commands()}) names.insert(names.end(), more.begin(), more.end());
  return names;
}();

struct Options {
  CheckOptions check;
  EvalOptions eval;
  ExplainOptions explain;
  FmtOptions format;
  InitOptions init;
  AuditOptions audit;
  ReceiptArguments check_receipt, eval_receipt;
  TestOptions test;
  TableCommandOptions table;
  std::string color = "auto", check_format, test_format, help_topic;
  bool no_proof = false, no_solver = false, version = false;
};

struct Parser {
  CLI::App app{"", "spanne"};
  CLI::App *init, *check, *eval, *explain, *test, *fmt, *table, *help;
  std::vector<AddedCommand> added;

  explicit Parser(Options& options) {
    app.set_help_flag();
    app.require_subcommand(0, 1);  // `help eval` names a command, and a file may be called test
    app.add_flag("--version", options.version, "the program's version");
    add_init(options);
    add_check(options);
    add_eval(options);
    add_explain(options);
    add_test(options);
    add_fmt(options);
    add_table(options);
    add_help(options);
    auto all = add_audit_commands(app, options.audit);
    added = add_planning_commands(app);
    added.push_back(add_lsp(app));
    for (const AddedCommand& command : added) all.push_back(command.app);
    all.insert(all.end(), {init, check, eval, explain, test, fmt, table, help});
    for (auto* command : all) {
      command->set_help_flag("--help", "this text");
      command->add_option("--color", options.color, "auto, always or never");
    }
  }

  void add_init(Options& options) {
    init = app.add_subcommand("init", "Begins a guideline: a folder with rules, accounts and people to change.");
    init->add_option("FOLDER", options.init.folder, "where to put the files; made if it does not exist")->required();
    init->add_option("--from", options.init.from, "a list of accounts that the guideline is made for");
    init->add_flag("--xlsx", options.init.xlsx, "accounts and people as Excel workbooks instead of CSV");
    init->add_option("--sheet", options.init.sheet, "of that list, the sheet to be read, by its name or number");
    init->add_option("--lang", options.init.language, "en, or de for German names and a German spreadsheet");
  }

  void add_check(Options& options) {
    check = app.add_subcommand("check", "Finds every mistake in a guideline that can be found without data.");
    check->add_option("RULES", options.check.rules, "rule files; - is standard input")->required();
    check->add_flag("--no-proof", options.no_proof, "stop after names, types and units");
    check->add_flag("--no-solver", options.no_solver, "leave out what only the solver could settle");
    check->add_option("--time-limit", options.check.time_limit, "seconds that one question may take (default 10)")
        ->check(CLI::Range(1U, 3'600U));
    check->add_flag("--all", options.check.all, "show every finding, however many there are of a kind");
    check->add_flag("--strict", options.check.strict, "warnings count as findings");
    check->add_option("--format", options.check_format, "json: findings as one array");
    add_receipt_options(*check, options.check.receipt, options.check_receipt);
  }

  void add_eval(Options& options) {
    eval = app.add_subcommand("eval", "Evaluates accounts: their cluster, effort and span, and who is how full.");
    auto& e = options.eval;
    eval->add_option("RULES", e.rules, "the rule file; - is standard input")->required();
    eval->add_option("ACCOUNTS", e.accounts, "the accounts: a workbook, CSV or JSON; - is standard input");
    eval->add_option("-o,--output", e.output, "write to this file: .csv, .xlsx, .json, .jsonl or .txt");
    eval->add_option("--by", e.by, "groups instead of rows: cluster, an attribute or rule (repeatable)")
        ->allow_extra_args(false);
    eval->add_option("--without", e.without, "with --by rule: what it would be without this rule (all: each of them)")
        ->allow_extra_args(false);
    eval->add_option("--kams", e.kams, "people and their capacity in FTE: a workbook, CSV or JSON");
    eval->add_option("--as-of", e.as_of, "the day whose rules count (default today, where you are)");
    eval->add_option("--set", e.set, "what if: 'sites = sites + 5' (repeatable)")->allow_extra_args(false);
    eval->add_option("--columns", e.columns, "these columns in this order: a,b,c")->allow_extra_args(false);
    eval->add_flag("--all-columns", e.all_columns, "the accounts file's own columns too");
    eval->add_option("--decimals", e.decimals, "decimals shown, 0 to 18 (default 6)");
    eval->add_flag("--exact", e.exact, "figures as exact fractions such as 1/60");
    eval->add_flag("--strict", e.strict, "write nothing at all if a row is rejected");
    eval->add_option("--format", e.format, "table, csv, json, jsonl or xlsx (a workbook)");
    eval->add_option("--out-locale", e.out_locale, "how CSV is written: en, or de as German Excel opens it");
    add_table_options(*eval, e);
    eval->add_option("--snapshot", e.snapshot, "keep the accounts of a database in this CSV file, and evaluate that");
    add_receipt_options(*eval, e.receipt, options.eval_receipt);
  }

  void add_explain(Options& options) {
    explain = app.add_subcommand("explain",
                                 "Explains one account: its cluster, every rule that counts or does not, each "
                                 "step of the calculation, and what would change the result.");
    auto& x = options.explain;
    explain->add_option("RULES", x.rules, "the rule file; - is standard input")->required();
    explain->add_option("ACCOUNTS", x.accounts, "the accounts: a workbook, CSV or JSON; - is standard input");
    explain->add_option("KEY", x.key,
                        "the account's key, or its beginning: I-101 lead DE, or I-101/lead/DE; or: line 5");
    explain->add_option("--given", x.given, "an account without a file: 'sites = 15, decentral = yes' (repeatable)")
        ->allow_extra_args(false);
    explain->add_option("--as-of", x.as_of, "the day whose rules count (default today, where you are)");
    explain->add_option("--set", x.set, "what if: 'sites = sites + 5' (repeatable)")->allow_extra_args(false);
    explain->add_flag("--exact", x.exact, "figures as exact fractions such as 1/60, however long");
    explain->add_option("--format", x.format, "table (text to read, the default) or json");
    add_table_options(*explain, x);
  }

  void add_test(Options& options) {
    test = app.add_subcommand("test", "Runs the tests that stand in rule files.");
    test->add_option("RULES", options.test.rules, "rule files; - is standard input")->required();
    test->add_flag("--coverage", options.test.coverage, "clusters, rules, rows and conditions that no test reaches");
    test->add_flag("--mutate", options.test.mutate, "changes of the rules that no test notices");
    test->add_flag("--suggest", options.test.suggest, "writes the tests that would notice them, ready to paste");
    test->add_option("--format", options.test_format, "json: all of it as one object");
  }

  void add_fmt(Options& options) {
    fmt = app.add_subcommand("fmt", "Lays rule files out, in place: columns below one another, nothing else changed.");
    fmt->add_option("RULES", options.format.rules, "rule files; - is standard input, to standard output")->required();
    fmt->add_flag("--check", options.format.check, "only tell whether something would change");
  }

  void add_table(Options& options) {
    table = app.add_subcommand("table", "Writes a table of a guideline as a workbook, and takes it back.");
    table->add_option("ACTION", options.table.action, "export, or import")->required();
    table->add_option("RULES", options.table.rules, "the rule file; - is standard input")->required();
    table->add_option("TABLE", options.table.table, "the table's name")->required();
    table->add_option("FILE", options.table.file, "the workbook: FILE.xlsx")->required();
    table->add_option("-o,--output", options.table.output, "import: write the new guideline to this file");
    table->add_option("--sheet", options.table.sheet, "import: the sheet to be read, by its name or number");
  }

  void add_help(Options& options) {
    help = app.add_subcommand("help", "Explains a command, or the code of a message.");
    help->add_option("TOPIC", options.help_topic, "a command, or a code such as E0316");
  }
};

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    for (const auto& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

int misuse(std::ostream& err, const std::string& message, const std::string& help) {
  err << "error: " << grammar::fit_to_show(message) << "\n  help: " << grammar::fit_to_show(help) << "\n";
  return wrong_usage;
}

/// `--key I-101`: KEY in the usage is an argument without a name.
std::string not_an_option(const std::string& called, const std::string& name, const CLI::App& command) {
  std::string place = name.substr(std::min(name.find_first_not_of('-'), name.size()));
  std::transform(place.begin(), place.end(), place.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  const auto positionals = command.get_options([&](const CLI::Option* option) { return option->get_positional(); });
  for (const auto* positional : positionals)
    if (positional->get_name(true) == place)
      return fmt::format("{} takes its {} without {} before it", called, place, name);
  return fmt::format("{} has no option {}{}", called, name, did_you_mean(name, option_names(command)));
}

/// Options for which the commands handle an empty value themselves: nobody as approver, an empty `--set`; a note may be
/// empty.
bool may_be_empty(const std::string& option) {
  return option == "--note" || option == "--approved-by" || option == "--set";
}

/// Splits an option as it was typed: `--name`, `--name=value`, `-nvalue`, `-n=value`.
struct TypedOption {
  explicit TypedOption(const std::string& word) {
    const bool is_long = word.starts_with("--");
    const std::size_t end = is_long ? word.find('=') : 2;
    name = word.substr(0, end);
    if (end < word.size()) value = word.substr(is_long || word[end] == '=' ? end + 1 : end);
  }
  std::string name;
  std::optional<std::string> value;
};

/// Splits the arguments before CLI11 does, because CLI11 words errors in its own way, and takes the next argument as
/// the value of an option without one, even if that is an option itself. Afterwards each option and its value are two
/// arguments.
class Arguments {
 public:
  explicit Arguments(const CLI::App& command) : command_(command), names_(option_names(command)) {}

  /// Returns nullopt if all is well.
  std::optional<UsageError> read(const std::vector<std::string>& args) {
    words = {args[0]};
    for (std::size_t i = 1; i < args.size(); ++i) {
      if (args[i] == "--") {
        words.insert(words.end(), args.begin() + static_cast<std::ptrdiff_t>(i), args.end());
        break;
      }
      if (!looks_like_option(args[i])) {
        words.push_back(args[i]);
        continue;
      }
      const std::string* next = i + 1 < args.size() ? &args[i + 1] : nullptr;
      const std::size_t before = words.size();
      if (auto misuse = read_option(args[i], next)) return misuse;
      if (words.size() == before + 2 && !TypedOption(args[i]).value) ++i;
    }
    return std::nullopt;
  }

  std::vector<std::string> words;

 private:
  static bool looks_like_option(const std::string& word) { return word.size() > 1 && word[0] == '-'; }
  bool is_known(const std::string& name) const { return std::find(names_.begin(), names_.end(), name) != names_.end(); }

  std::optional<UsageError> read_option(const std::string& word, const std::string* next) {
    const TypedOption typed(word);
    const std::string whole = word.substr(0, word.find('='));
    // `-output` is no `-o` with the value `utput`.
    if (!is_known(typed.name) || (whole != typed.name && is_known("-" + whole)))
      return wrong(not_an_option(words[0], whole, command_));
    const bool takes_value = command_.get_option(typed.name)->get_items_expected_max() > 0;
    if (!takes_value && typed.value) return wrong(fmt::format("{} takes no value", typed.name));
    words.push_back(typed.name);
    if (!takes_value) return std::nullopt;
    const std::string* value = typed.value ? &*typed.value : next;
    if (value == nullptr) return wrong(missing(typed.name));
    if (!typed.value && (value->starts_with("--") || (looks_like_option(*value) && is_known(TypedOption(*value).name))))
      return UsageError{missing(typed.name), fmt::format("if {0} is meant as the value: {1}={0}", *value, typed.name)};
    if (value->empty() && !may_be_empty(typed.name))
      return UsageError{fmt::format("{}: {} is empty", words[0], typed.name),
                        "leave it out, or write its value behind it"};
    words.push_back(*value);
    return std::nullopt;
  }

  std::string missing(const std::string& name) const {
    return fmt::format("{}: behind {} its value is missing", words[0], name);
  }
  UsageError wrong(std::string message) const { return {std::move(message), fmt::format("spanne help {}", words[0])}; }

  const CLI::App& command_;
  std::vector<std::string> names_;
};

/// Rejects an empty file name, which a script with an empty variable passes. Keys may have empty parts.
std::optional<std::string> empty_place(const CLI::App& command) {
  for (const auto* positional :
       command.get_options([](const CLI::Option* option) { return option->get_positional(); })) {
    const auto& typed = positional->results();
    if (positional->get_name(true) != "KEY" && std::find(typed.begin(), typed.end(), "") != typed.end())
      return fmt::format("{}: {} is empty", command.get_name(), positional->get_name(true));
  }
  return std::nullopt;
}

int help(const Parser& parser, const std::string& topic, const Output& output) {
  if (topic.empty()) {
    output.out << overview;
    return fine;
  }
  if (const std::string code = report::code_in(topic); !code.empty()) return help_with_code(code, output);
  if (std::find(commands.begin(), commands.end(), topic) == commands.end())
    return misuse(output.err, fmt::format("there is no command {}{}", topic, did_you_mean(topic, commands)),
                  "spanne help");
  output.out << parser.app.get_subcommand(topic)->help("spanne");
  return fine;
}

/// What CLI11 found missing or wrong, in the program's own words.
std::string in_plain_words(const CLI::ParseError& error) {
  const std::string text = error.what();
  const auto behind = [&](std::string_view words) { return text.substr(words.size()); };
  constexpr std::string_view convert = "Could not convert: ", extra = "The following argument";
  if (text.starts_with(convert)) return fmt::format("this is no number: {}", behind(convert));
  if (text.starts_with(extra)) return fmt::format("too much is given{}", text.substr(text.find(':')));
  const std::string option = text.substr(0, text.find(": "));
  if (text.find("At Most 1 required") != text.npos) return fmt::format("{} is given twice", option);
  if (error.get_name() == "RequiredError") return fmt::format("{} is missing", text.substr(0, text.find(' ')));
  return text;
}

bool colored(const std::string& choice, bool terminal, bool no_color) {
  return choice == "always" || (choice == "auto" && terminal && !no_color);
}

int run_command(const Parser& parser, Options& options, const Output& output) {
  if (parser.help->parsed()) return help(parser, options.help_topic, output);
  if (parser.init->parsed()) return init(options.init, output);
  if (parser.test->parsed()) {
    if (!options.test_format.empty() && options.test_format != "json")
      return misuse(output.err, fmt::format("test has no format {}", options.test_format), "--format json");
    options.test.json = !options.test_format.empty();
    return test(options.test, output);
  }
  if (parser.fmt->parsed()) return format(options.format, output);
  if (parser.table->parsed()) return table(options.table, output);
  if (parser.eval->parsed()) {
    if (const auto wrong = take_source(options.eval, options.eval.accounts))
      return misuse(output.err, wrong->message, wrong->help);
    if (options.eval.accounts.empty()) return misuse(output.err, "eval: ACCOUNTS is missing", "spanne help eval");
    return options.eval.receipt.empty() && is_empty(options.eval_receipt)
               ? eval(options.eval, output)
               : eval_with_receipt(options.eval, options.eval_receipt, output);
  }
  if (parser.explain->parsed()) {
    if (const auto wrong = take_source(options.explain, options.explain.accounts, &options.explain.key))
      return misuse(output.err, wrong->message, wrong->help);
    return explain(options.explain, output);
  }
  for (const AddedCommand& command : parser.added)
    if (command.app->parsed()) return command.run(output);
  if (const auto status = run_audit_command(parser.app, options.audit, output)) return *status;
  if (!options.check_format.empty() && options.check_format != "json")
    return misuse(output.err, fmt::format("check has no format {}", options.check_format), "--format json");
  options.check.json = !options.check_format.empty();
  options.check.proof = !options.no_proof;
  options.check.solver = !options.no_solver;
  return options.check.receipt.empty() && is_empty(options.check_receipt)
             ? check(options.check, output)
             : check_with_receipt(options.check, options.check_receipt, output);
}

}  // namespace

int run(const std::vector<std::string>& args, std::ostream& to_out, std::ostream& to_err, const Terminal& terminal) {
  SafeStream out(to_out), err(to_err);
  if (args.empty() || args.front() == "--help" || args.front() == "-h") {
    out << overview;
    return fine;
  }
  Options options;
  Parser parser(options);
  const bool known = std::find(commands.begin(), commands.end(), args.front()) != commands.end();
  if (!known && args.front() != "--version")
    return misuse(err, fmt::format("there is no command {}{}", args.front(), did_you_mean(args.front(), commands)),
                  "spanne help");
  std::vector<std::string> words = args;
  if (known) {
    Arguments read(*parser.app.get_subcommand(args.front()));
    if (const auto wrong = read.read(args)) return misuse(err, wrong->message, wrong->help);
    words = std::move(read.words);
  }
  try {
    parser.app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
    if (known)
      if (const auto empty = empty_place(*parser.app.get_subcommand(args.front())))
        return misuse(err, *empty, fmt::format("spanne help {}", args.front()));
  } catch (const CLI::CallForHelp&) {
    out << parser.app.get_subcommand(args.front())->help("spanne");
    return fine;
  } catch (const CLI::ParseError& error) {
    return misuse(err, fmt::format("{}: {}", args.front(), in_plain_words(error)),
                  fmt::format("spanne help {}", args.front()));
  }
  if (options.color != "auto" && options.color != "always" && options.color != "never")
    return misuse(err, fmt::format("--color takes auto, always or never, not {}", options.color), "--color never");
  const Output output{out, err, terminal, colored(options.color, terminal.out, terminal.no_color),
                      colored(options.color, terminal.err, terminal.no_color)};
  out.allow_colors(output.color_out);
  err.allow_colors(output.color_err);
  if (options.version) {
    out << "spanne " << SPANNE_VERSION << "\n";
    return fine;
  }
  try {
    return run_command(parser, options, output);
  } catch (const Stop& stopped) { return stopped.status; }
}

}  // namespace spanne::cli
