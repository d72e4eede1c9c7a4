// The loop over statements: each is read by what it begins with and where it stands; a broken one costs one message
// and nothing else.
#include "grammar/tree/parse.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "grammar/suggestions/continued_line.hpp"
#include "grammar/suggestions/habits.hpp"
#include "grammar/suggestions/heads.hpp"
#include "grammar/suggestions/pasted_table.hpp"
#include "grammar/text/hidden.hpp"
#include "grammar/tokens/tokens.hpp"
#include "grammar/tree/lookalikes.hpp"
#include "grammar/tree/opening.hpp"
#include "grammar/tree/read_tables.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

class FileReader {
 public:
  FileReader(std::string_view text, Probe* probe) : text_(text), probe_(probe) {}

  /// Reads every statement, and reports what concerns the text as a whole.
  Parsed run() {
    read();
    return finish();
  }

 private:
  void read() {
    auto [tokens, comments] = tokenize(text_);
    SyntaxTree& tree = parsed_.tree;
    tree.comments = std::move(comments);
    if (!tokens.empty()) first_ = tokens.front().span;
    const auto ranges = statements(tokens, text_);
    const Reading reading{text_, tokens, tree.expressions, parsed_.diagnostics, probe_};
    for (std::size_t at = 0; at < ranges.size(); ++at) {
      TokenRange range = ranges[at];
      while (range.begin < range.end && tokens[range.begin].span.begin < pasted_end_) ++range.begin;
      if (range.begin == range.end) continue;
      if (const std::size_t lines = continued(reading, ranges, at))
        at += lines;
      else
        statement(reading, range);
      if (parsed_.diagnostics.size() <= max_diagnostics) continue;  // all of them errors
      tree.lost.rest = true;                                        // not read: no more would be shown
      break;
    }
  }

  Parsed finish() {
    constexpr std::string_view header = "ruleset \"Title\" version 1.0.0";
    if (!first_) {
      parsed_.diagnostics.push_back(refusal("E0104", {0, 0}, "this file is empty", std::string(header)));
      parsed_.tree.incomplete = true;
      return std::move(parsed_);
    }
    warn_of_lookalikes(text_, parsed_.tree, parsed_.diagnostics);
    tell_hidden_characters(text_, parsed_.diagnostics);
    if (!parsed_.tree.ruleset && !ruleset_broken_)
      parsed_.diagnostics.push_back(
          refusal("E0105", *first_, "the file does not say which rule set it is", std::string(header)));
    parsed_.tree.incomplete = has_errors(parsed_.diagnostics);
    return std::move(parsed_);
  }

  enum class Block { none, ruleset, attributes, table, test };
  enum class Kind {
    ruleset,
    header,
    attributes,
    attribute,
    define,
    cluster,
    rules,
    rule,
    table,
    test,
    given,
    expect,
    property,
    profile
  };

  void statement(const Reading& reading, TokenRange range) {
    if (second_ruleset_) return;
    Reader reader(reading, range);
    if (reader.is("|")) return table_line(reading, range);
    if (block_ == Block::table && !declares(reader) && pasted(reading, reader)) return;
    if (block_ == Block::table && reader.has("||")) return line_without_bars(reader);
    const auto meant = declares(reader) ? std::nullopt : meant_declaration(reader);
    const Kind kind = kind_of(reader, meant);
    const Block outside = enter(kind);
    const std::size_t told = parsed_.diagnostics.size();
    try {
      refuse_foreign_writing(reader);
      if (meant) answer_meant(reader, *meant);
      if (kind == Kind::attribute && outside != Block::attributes)
        reader.report("E0164", reader.span(),
                      "this line declares an attribute, but the line attributes is missing above it",
                      above_the_line(reader, "attributes"));
      if ((kind == Kind::given || kind == Kind::expect) && outside != Block::test)
        reader.report("E0166", reader.span(), fmt::format("{} belongs to a test, but no test has begun", reader.word()),
                      above_the_line(reader, "test \"What is tested\""));
      read(kind, reader);
      reader.end_of_statement();
    } catch (const Unreadable&) {
      told_by_head(reading, range, told);
      lose(kind, Reader(reading, range));
    }
  }

  /// Lines that begin with the operator in which the one above should have ended: one mistake. Returns how many.
  std::size_t continued(const Reading& reading, const std::vector<TokenRange>& ranges, std::size_t at) {
    if (second_ruleset_ || block_ == Block::table) return 0;
    const TokenRange range = ranges[at];
    Reader reader(reading, range);
    std::vector<Reader> below;
    while (at + below.size() + 1 < ranges.size()) {
      const Reader next(reading, ranges[at + below.size() + 1]);
      if (!goes_on_with(reader, next)) break;
      below.push_back(next);
    }
    if (below.empty()) return 0;
    const Kind kind = kind_of(reader, std::nullopt);
    enter(kind);
    try {
      refuse_continued_lines(reader, below);
    } catch (const Unreadable&) { lose(kind, Reader(reading, {range.begin, ranges[at + below.size()].end})); }
    return below.size();
  }

  /// Made when they are first asked for.
  const HeadNames& heads(const Reading& reading) {
    if (!heads_) heads_.emplace(text_, reading.tokens);
    return *heads_;
  }

  /// What could not be read is reported again where it names an attribute by the head of its column.
  void told_by_head(const Reading& reading, TokenRange range, std::size_t told) {
    if (parsed_.diagnostics.size() != told + 1) return;
    if (auto found = head_as_name(text_, reading.tokens, range, heads(reading)))
      parsed_.diagnostics.back() = std::move(*found);
  }

  /// Rows out of a spreadsheet, reported once for all of them. Returns false if the line is none.
  bool pasted(const Reading& reading, const Reader& reader) {
    TableAbove above;
    if (has_heads_ && table_known_) {
      const TableSyntax& table = parsed_.tree.tables.back();
      above.conditions = table.conditions.size();
      for (const OutcomeHead& head : table.outcomes)
        above.outcomes_texts.push_back(head.kind == OutcomeHead::Kind::because || head.kind == OutcomeHead::Kind::flag);
    }
    auto table = pasted_table(text_, reader.span().begin, above, heads(reading));
    if (!table) return false;
    pasted_end_ = table->span.end;
    parsed_.diagnostics.push_back(
        refusal("E0178", table->span,
                "the cells of these lines are parted by tabs, as in a spreadsheet; in a table "
                "they stand between |, and || parts what is asked from what is done",
                {}));
    parsed_.diagnostics.back().set_help(std::move(table->help));
    if (table_known_) parsed_.tree.tables.back().incomplete = true;
    if (!has_heads_) lose(Kind::table, reader);
    table_known_ = table_known_ && has_heads_;
    return true;
  }

  /// Told once for the whole table.
  void line_without_bars(Reader& reader) {
    if (!table_known_) return;
    parsed_.tree.tables.back().incomplete = true;
    table_known_ = false;
    reader.report("E0176", reader.statement(), "a line of a table begins and ends with |",
                  in_place_of(reader.statement(), fmt::format("| {} |", reader.words(reader.statement()))));
  }

  /// Remembers what may be missing now because this statement is.
  void lose(Kind kind, const Reader& reader) {
    Lost& lost = parsed_.tree.lost;
    lost.attributes = lost.attributes || kind == Kind::attribute || kind == Kind::attributes;
    lost.clusters = lost.clusters || kind == Kind::cluster;
    ruleset_broken_ = ruleset_broken_ || kind == Kind::ruleset;
    if (kind == Kind::given || kind == Kind::expect) test().incomplete = true;
    if (kind == Kind::rules && parsed_.tree.headings.size() == *heading_) parsed_.tree.headings.emplace_back();
    if (kind == Kind::expect || kind == Kind::given || kind == Kind::property || kind == Kind::profile) return;
    for (std::size_t ahead = 0; reader.kind(ahead) != TokenKind::end; ++ahead)
      if (reader.kind(ahead) == TokenKind::word) lost.words.emplace(reader.word(ahead));
  }

  // ---- what a statement is

  Kind kind_of(const Reader& reader, std::optional<std::string_view> meant) const {
    static constexpr std::array<std::pair<std::string_view, Kind>, 9> declarations{{{"ruleset", Kind::ruleset},
                                                                                    {"attributes", Kind::attributes},
                                                                                    {"define", Kind::define},
                                                                                    {"cluster", Kind::cluster},
                                                                                    {"rules", Kind::rules},
                                                                                    {"table", Kind::table},
                                                                                    {"test", Kind::test},
                                                                                    {"property", Kind::property},
                                                                                    {"profile", Kind::profile}}};
    const bool attribute = block_ == Block::attributes && is_attribute(reader) && reader.kind(2) == TokenKind::end;
    if (attribute && !meant) return Kind::attribute;  // `table text`: a name that cannot be one
    const std::string_view declared = meant ? *meant : declares(reader) ? reader.word() : std::string_view();
    if (!declared.empty())
      for (const auto& [word, kind] : declarations)
        if (declared == word) return kind;
    const bool named = reader.kind(1) == TokenKind::word;
    if (reader.is("given") && (block_ == Block::test || named)) return Kind::given;
    if (reader.is("expect") && (block_ == Block::test || named)) return Kind::expect;
    if (is_attribute(reader)) return Kind::attribute;
    const bool colon = reader.is(":", 1);
    if (reader.has("->") || colon || block_ == Block::none || block_ == Block::table || block_ == Block::test)
      return Kind::rule;
    return block_ == Block::ruleset ? Kind::header : Kind::attribute;
  }

  /// `sites integer …`, also with a sign between them that does not belong there.
  bool is_attribute(const Reader& reader) const {
    const std::size_t type = reader.is_any({":", "="}, 1) ? 2 : 1;
    if (reader.kind() != TokenKind::word || (type == 2 && block_ != Block::attributes)) return false;
    const bool typed = is_type(reader.word(type)) || (reader.is("one", type) && reader.is("of", type + 1));
    return typed && !reader.has("->");
  }

  /// A first word that begins no statement, but looks like one that does: `atributes`, `Tabelle vertrag`.
  std::optional<std::string_view> meant_declaration(const Reader& reader) const {
    if (!reader.at_name()) return std::nullopt;
    const bool alone = reader.kind(1) == TokenKind::end || (reader.is(":", 1) && reader.kind(2) == TokenKind::end);
    const bool titled = reader.kind(1) == TokenKind::text || reader.kind(1) == TokenKind::foreign_text;
    const bool named = reader.at_name(1) && !reader.is_any({"starts", "ends", "contains"}, 1);
    if ((!alone && !titled && !named) || is_attribute(reader)) return std::nullopt;
    const auto meant = declaration_meant(reader.word());
    if (!meant || (*meant == "attributes") != alone) return std::nullopt;
    if (block_ == Block::ruleset && is_header_line(reader.word())) return std::nullopt;
    return is_plausible(reader, *meant, titled) ? meant : std::nullopt;
  }

  /// A line that is missing above the statement.
  static Help above_the_line(const Reader& reader, std::string line) {
    Help help = inserted(reader.span().begin, std::move(line));
    for (std::string& text : help.texts) text = fmt::format("{}\n  ", help.shown);
    return help;
  }

  static bool is_plausible(const Reader& reader, std::string_view meant, bool titled) {
    if (meant == "cluster") return reader.has(":") || reader.has("->");
    if (meant == "profile") return reader.has(":");
    if (meant == "define") return reader.has("=");
    if (meant == "rules") return titled || reader.is(":", 2) || reader.is("for", 1);
    if (meant == "property") return reader.has(":");
    if (meant == "ruleset") return titled || reader.has("version");
    return !reader.has("->");
  }

  void answer_meant(Reader& reader, std::string_view meant) {
    const std::string written(reader.word());
    const bool one_rule = meant == "rules" && reader.is(":", 2);
    if (one_rule)
      reader.fail("E0163", reader.span(), fmt::format("a rule begins with its name, without {} before it", written),
                  in_place_of(reader.statement(), reader.words({reader.span(1).begin, reader.statement().end})));
    reader.report("E0163", reader.span(), fmt::format("{} is written {} here", written, meant), std::string(meant));
  }

  /// Where the reader stands from this statement on; gives back where it stood.
  Block enter(Kind kind) {
    const Block before = block_;
    if (kind == Kind::rule && before != Block::none) heading_.reset();
    if (kind == Kind::header || (kind == Kind::attribute && before == Block::attributes)) return before;
    if ((kind == Kind::given || kind == Kind::expect) && before == Block::test) return before;
    if (kind != Kind::rule) heading_.reset();
    block_ = Block::none;
    switch (kind) {
      case Kind::ruleset: block_ = Block::ruleset; break;
      case Kind::attributes:
      case Kind::attribute: block_ = Block::attributes; break;
      case Kind::table: block_ = Block::table, table_known_ = has_heads_ = false; break;
      case Kind::test:
      case Kind::given:
      case Kind::expect: block_ = Block::test, test_known_ = false; break;
      case Kind::rules: heading_ = parsed_.tree.headings.size(); break;
      default: break;
    }
    return before;
  }

  // ---- reading it

  void read(Kind kind, Reader& reader) {
    SyntaxTree& tree = parsed_.tree;
    switch (kind) {
      case Kind::ruleset: return ruleset(reader);
      case Kind::header: return read_header_line(reader, header());
      case Kind::attributes: reader.take(); return;
      case Kind::attribute: return add(ItemRef::Kind::attribute, tree.attributes, read_attribute(reader));
      case Kind::define: return add(ItemRef::Kind::define, tree.defines, read_define(reader));
      case Kind::cluster: return add(ItemRef::Kind::cluster, tree.clusters, read_cluster(reader));
      case Kind::rules: return add(ItemRef::Kind::heading, tree.headings, read_rules_heading(reader));
      case Kind::rule: return rule(reader);
      case Kind::table:
        add(ItemRef::Kind::table, tree.tables, read_table_heading(reader));
        table_known_ = true;
        return;
      case Kind::test:
        add(ItemRef::Kind::test, tree.tests, read_test_heading(reader));
        test_known_ = true;
        return;
      case Kind::given: return read_given(reader, test());
      case Kind::expect: return read_expect(reader, test());
      case Kind::property: return add(ItemRef::Kind::property, tree.properties, read_property(reader));
      case Kind::profile: return add(ItemRef::Kind::profile, tree.profiles, read_profile(reader));
    }
  }

  void ruleset(Reader& reader) {
    if (parsed_.tree.ruleset || ruleset_broken_) {
      second_ruleset_ = true;
      reader.fail("E0106", reader.span(), "a file holds one rule set, and it has begun above",
                  advice("put this one into a file of its own"));
    }
    ruleset_broken_ = true;
    parsed_.tree.ruleset = read_ruleset(reader);
    ruleset_broken_ = false;
  }

  Ruleset& header() { return parsed_.tree.ruleset ? *parsed_.tree.ruleset : spare_ruleset_; }
  TestSyntax& test() { return test_known_ ? parsed_.tree.tests.back() : spare_test_; }

  void rule(Reader& reader) {
    RuleSyntax rule = read_rule(reader);
    rule.heading = heading_;
    add(ItemRef::Kind::rule, parsed_.tree.rules, std::move(rule));
  }

  void table_line(const Reading& reading, TokenRange range) {
    Reader reader(reading, range);
    const bool heads = has_heads_;
    try {
      if (block_ != Block::table) {
        block_ = Block::table, table_known_ = false;  // told once for the whole table
        reader.fail("E0175", reader.span(), "this row belongs to no table", advice("table NAME"));
      }
      if (!table_known_) return;  // its heading or heads are broken and have been told
      has_heads_ = true;
      refuse_foreign_writing(reader);
      read_table_line(reading, range, parsed_.tree.tables.back(), heads);
    } catch (const Unreadable&) {
      if (table_known_) parsed_.tree.tables.back().incomplete = true;
      if (!heads) lose(Kind::table, Reader(reading, range));
      table_known_ = table_known_ && heads;
    }
  }

  template <class Item>
  void add(ItemRef::Kind kind, std::vector<Item>& items, Item&& item) {
    parsed_.tree.order.push_back({kind, items.size()});
    items.push_back(std::move(item));
  }

  std::string_view text_;
  Probe* probe_;
  std::optional<TextSpan> first_;  // the first word
  Parsed parsed_;
  Block block_ = Block::none;
  std::optional<HeadNames> heads_;
  std::size_t pasted_end_ = 0;  // what stands before has been reported as pasted
  std::optional<std::size_t> heading_;
  bool ruleset_broken_ = false, second_ruleset_ = false, table_known_ = false, has_heads_ = false, test_known_ = false;
  Ruleset spare_ruleset_;
  TestSyntax spare_test_;
};

}  // namespace

Parsed parse(const Source& source, Probe* probe) {
  const std::string_view text = source.text();
  // A statement that is completed stands by itself, and may look like a list of accounts.
  if (auto refused = probe == nullptr ? no_rule_file(text) : std::nullopt) {
    Parsed parsed{{}, {std::move(*refused)}};
    parsed.tree.incomplete = true;
    return parsed;
  }
  return FileReader(text, probe).run();
}

}  // namespace spanne::grammar
