// The loop over the lines of a file of scenarios: a broken one costs one message and nothing else.
#include "grammar/scenarios/parse_scenarios.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "grammar/scenarios/read_balance.hpp"
#include "grammar/scenarios/read_scenarios.hpp"
#include "grammar/suggestions/habits.hpp"
#include "grammar/text/hidden.hpp"
#include "grammar/text/nearest.hpp"
#include "grammar/tokens/tokens.hpp"
#include "grammar/tree/opening.hpp"

namespace spanne::grammar {
namespace {

constexpr std::string_view usual_header = "scenarios \"Title\" of \"guideline.spanne\"";

class ScenarioFileReader {
 public:
  ScenarioFileReader(std::string_view text, Probe* probe) : text_(text), probe_(probe) {}

  ParsedScenarios run() {
    auto [tokens, comments] = tokenize(text_);
    parsed_.file.comments = std::move(comments);
    const Reading reading{text_, tokens, parsed_.file.expressions, parsed_.diagnostics, probe_};
    for (const TokenRange range : statements(tokens, text_, FileKind::scenarios)) {
      statement(reading, range);
      if (parsed_.diagnostics.size() > max_diagnostics) break;  // no more would be shown
    }
    if (!parsed_.file.header && !header_broken_)
      parsed_.diagnostics.push_back(refusal("E0601", tokens.empty() ? TextSpan{} : tokens.front().span,
                                            "the file does not say which guideline its scenarios belong to",
                                            std::string(usual_header)));
    tell_hidden_characters(text_, parsed_.diagnostics);
    parsed_.file.incomplete = has_errors(parsed_.diagnostics);
    return std::move(parsed_);
  }

 private:
  using Kind = ScenarioItem::Kind;

  /// What a line is, by its first word.
  static Kind kind_of(const Reader& reader) {
    if (reader.is("scenarios")) return Kind::header;
    if (reader.is("balance") && (reader.left() == 1 || reader.is(":", 1))) return Kind::balance;
    return reader.is("scenario") || is_misspelt_heading(reader) ? Kind::scenario : Kind::line;
  }

  /// `Szenario "A"`: the lines below it belong to it.
  static bool is_misspelt_heading(const Reader& reader) {
    return reader.kind() == TokenKind::word && reader.kind(1) == TokenKind::text && !begins_scenario_line(reader) &&
           nearest(reader.word(), line_beginnings()) == "scenario";
  }

  static std::vector<std::string> line_beginnings() {
    std::vector<std::string> known = scenario_line_words();
    known.insert(known.end(), {"scenario", "scenarios", "balance"});
    return known;
  }

  void statement(const Reading& reading, TokenRange range) {
    if (!in_balance_) return statement(Reader(reading, range));
    const std::vector<Token> tokens = with_dotted_names(reading.tokens, range, text_);
    statement(Reader({text_, tokens, reading.expressions, reading.diagnostics, probe_}, {0, tokens.size()}));
  }

  void statement(Reader reader) {
    const Kind kind = kind_of(reader);
    const std::size_t scenarios_before = parsed_.file.scenarios.size();
    try {
      refuse_foreign_writing(reader);
      read(kind, reader);
      reader.end_of_statement();
      parsed_.file.order.push_back({kind, reader.statement()});
    } catch (const Unreadable&) {
      if (kind == Kind::header) header_broken_ = true;
      if (kind == Kind::scenario && parsed_.file.scenarios.size() == scenarios_before)
        begin_scenario({});  // its lines belong to it, not to the one before
      if (kind == Kind::balance) in_balance_ = true;
      if (in_scenario_ && !in_balance_) parsed_.file.scenarios.back().incomplete = true;
    }
  }

  void read(Kind kind, Reader& reader) {
    switch (kind) {
      case Kind::header: return header(reader);
      case Kind::scenario:
        if (!reader.is("scenario")) refuse_unknown_line(reader);
        return begin_scenario(read_scenario_heading(reader));
      case Kind::balance: return begin_balance(reader);
      case Kind::line: return line(reader);
    }
  }

  void header(Reader& reader) {
    if (parsed_.file.header || header_broken_)
      reader.fail("E0602", reader.span(), "a file of scenarios has one heading, and it stands above",
                  advice("put these scenarios into a file of their own"));
    parsed_.file.header = read_scenarios_header(reader);
  }

  void begin_scenario(ScenarioSyntax scenario) {
    parsed_.file.scenarios.push_back(std::move(scenario));
    in_scenario_ = true;
    in_balance_ = false;
  }

  void begin_balance(Reader& reader) {
    if (parsed_.file.balance)
      reader.fail("E0632", reader.span(), "a file of scenarios has one block of balance",
                  advice("put these lines into the block above"), {{parsed_.file.balance->span, "the other one"}});
    parsed_.file.balance = BalanceSyntax{{}, reader.statement()};
    reader.take();
    in_balance_ = true;
  }

  void line(Reader& reader) {
    if (in_balance_) {
      BalanceLineSyntax line = read_balance_line(reader);
      if (parsed_.file.balance) parsed_.file.balance->lines.push_back(std::move(line));
      return;
    }
    if (!begins_scenario_line(reader)) refuse_unknown_line(reader);
    if (!in_scenario_)
      reader.fail("E0603", reader.span(), "this line belongs to a scenario, but none has begun",
                  advice("scenario \"What is tried\""));
    parsed_.file.scenarios.back().lines.push_back(read_scenario_line(reader));
  }

  [[noreturn]] static void refuse_unknown_line(Reader& reader) {
    const auto meant = reader.kind() == TokenKind::word ? nearest(reader.word(), line_beginnings()) : std::nullopt;
    reader.fail("E0604", reader.span(), fmt::format("no line of a scenario begins with {}", reader.word()),
                meant ? Help(*meant) : advice("set, assign, hire, leave, capacity, rules, include, add or drop"));
  }

  std::string_view text_;
  Probe* probe_;
  ParsedScenarios parsed_;
  bool header_broken_ = false, in_scenario_ = false, in_balance_ = false;
};

}  // namespace

bool is_scenario_file(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (!text.starts_with('#')) break;
    text.remove_prefix(std::min(text.find('\n'), text.size()));
  }
  for (const std::string_view word : {"scenarios", "scenario"}) {
    if (!text.starts_with(word)) continue;
    const std::string_view rest = text.substr(word.size());
    return rest.empty() || std::string_view(" \t\r\n\"").find(rest.front()) != std::string_view::npos;
  }
  return false;
}

ParsedScenarios parse_scenarios(const Source& source, Probe* probe) {
  if (auto refused = unusable(source.text())) {
    ParsedScenarios parsed{{}, {std::move(*refused)}};
    parsed.file.incomplete = true;
    return parsed;
  }
  return ScenarioFileReader(source.text(), probe).run();
}

}  // namespace spanne::grammar
