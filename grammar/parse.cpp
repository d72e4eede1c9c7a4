// The loop over statements: each is read by what it begins with and where it stands; a broken one costs one message
// and nothing else.
#include "grammar/parse.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "grammar/read_tables.hpp"
#include "grammar/reader.hpp"
#include "grammar/tokens.hpp"

namespace spanne::grammar {
namespace {

// No guideline of people comes near: 10,000 rules are below 1 MB.
constexpr std::size_t largest_file = 16'000'000;

/// The offset of the first byte that is not UTF-8, or nothing.
std::optional<std::uint32_t> first_bad_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned lead = byte(at);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    bool good = length > 0;
    for (std::size_t i = 1; i < length; ++i) good = good && (byte(at + i) & 0xC0U) == 0x80U;
    if (lead == 0xE0) good = good && byte(at + 1) >= 0xA0;
    if (lead == 0xED) good = good && byte(at + 1) < 0xA0;
    if (lead == 0xF0) good = good && byte(at + 1) >= 0x90;
    if (lead == 0xF4) good = good && byte(at + 1) < 0x90;
    if (!good) return static_cast<std::uint32_t>(at);
    at += length;
  }
  return std::nullopt;
}

Diagnostic refusal(std::string code, Span span, std::string message, std::string help) {
  return {std::move(code), Severity::error, span, std::move(message), std::move(help), {}};
}

/// What makes a text no rule file at all.
std::optional<Diagnostic> unusable(std::string_view text) {
  if (text.size() > largest_file)
    return refusal("E0100", {0, 0}, "this file is larger than 16 MB, too large for a rule file",
                   "is it the right file?");
  const std::size_t zero = text.find('\0');
  if (zero != std::string_view::npos)
    return refusal("E0101", {static_cast<std::uint32_t>(zero), static_cast<std::uint32_t>(zero)},
                   fmt::format("this is not a text file: byte {} is zero", zero), "rule files are plain text in UTF-8");
  if (const auto bad = first_bad_byte(text))
    return refusal("E0102", {*bad, *bad}, fmt::format("this file is not in UTF-8: byte {} does not fit", *bad),
                   "save it again with the encoding UTF-8");
  return std::nullopt;
}

class FileReader {
 public:
  explicit FileReader(const Source& source) : text_(source.text()) {}

  Parsed run() {
    if (auto refused = unusable(text_)) {
      parsed_.diagnostics.push_back(std::move(*refused));
      return std::move(parsed_);
    }
    auto [tokens, comments] = tokenize(text_);
    parsed_.tree.comments = std::move(comments);
    if (tokens.empty()) {
      parsed_.diagnostics.push_back(
          refusal("E0104", {0, 0}, "this file is empty", "it begins with: ruleset \"Title\" version 1.0.0"));
      return std::move(parsed_);
    }
    for (const TokenRange range : statements(tokens, text_)) {
      statement(tokens, range);
      if (parsed_.diagnostics.size() <= most_diagnostics) continue;
      parsed_.all_names_known = false;  // the rest is not read: no more would be shown
      break;
    }
    if (!parsed_.tree.ruleset && !ruleset_broken_)
      parsed_.diagnostics.push_back(refusal("E0105", tokens.front().span, "the file does not say which rule set it is",
                                            "put before everything else: ruleset \"Title\" version 1.0.0"));
    return std::move(parsed_);
  }

 private:
  enum class Block { none, ruleset, attributes, table, test };

  void statement(const std::vector<Token>& tokens, TokenRange range) {
    Reader reader(text_, tokens, range, parsed_.diagnostics);
    try {
      if (reader.is("|")) return table_line(tokens, range);
      read(reader);
      reader.end_of_statement();
    } catch (const Unreadable&) {
      const Reader again(text_, tokens, range, parsed_.diagnostics);
      const bool declares_nothing = block_ == Block::none && !declares(again) && !again.is("|");
      parsed_.all_names_known = parsed_.all_names_known && declares_nothing;
    }
  }

  void read(Reader& reader) {
    if (declares(reader)) return declaration(reader);
    if (block_ == Block::test && reader.is("given")) return read_given(reader, test());
    if (block_ == Block::test && reader.is("expect")) return read_expect(reader, test());
    if (has_arrow(reader) || block_ == Block::none || block_ == Block::table || block_ == Block::test)
      return rule(reader);
    if (block_ == Block::ruleset) return read_header_line(reader, header());
    add(ItemRef::Sort::attribute, parsed_.tree.attributes, read_attribute(reader));
  }

  static bool has_arrow(const Reader& reader) {
    for (std::size_t ahead = 0; reader.kind(ahead) != TokenKind::end; ++ahead)
      if (reader.is("->", ahead)) return true;
    return reader.is(":", 1);
  }

  /// The word of a declaration, not followed by something that makes it a condition (`cluster = regional -> …`).
  static bool declares(const Reader& reader) {
    if (!reader.is_any({"ruleset", "attributes", "define", "cluster", "rules", "table", "test", "property"}))
      return false;
    return !reader.is_any({"=", "!=", "<", "<=", ">", ">=", "->", "in", "is", "not", "and", "or"}, 1);
  }

  void declaration(Reader& reader) {
    heading_ = reader.is("rules") ? heading_ : std::nullopt;
    Tree& tree = parsed_.tree;
    if (reader.is("ruleset")) return ruleset(reader);
    if (reader.is("attributes")) {
      block_ = Block::attributes;
      reader.take();
    } else if (reader.is("define")) {
      block_ = Block::none;
      add(ItemRef::Sort::define, tree.defines, read_define(reader));
    } else if (reader.is("cluster")) {
      block_ = Block::none;
      add(ItemRef::Sort::cluster, tree.clusters, read_cluster(reader));
    } else if (reader.is("rules")) {
      block_ = Block::none;
      heading_ = tree.headings.size();
      spare_heading(reader);
    } else if (reader.is("table")) {
      block_ = Block::table;
      table_known_ = false;
      has_heads_ = false;
      add(ItemRef::Sort::table, tree.tables, read_table_heading(reader));
      table_known_ = true;
    } else if (reader.is("test")) {
      block_ = Block::test;
      test_known_ = false;
      add(ItemRef::Sort::test, tree.tests, read_test_heading(reader));
      test_known_ = true;
    } else {
      block_ = Block::none;
      add(ItemRef::Sort::property, tree.properties, read_property(reader));
    }
  }

  /// Rules below a broken heading still need one, or they would change their meaning.
  void spare_heading(Reader& reader) {
    try {
      add(ItemRef::Sort::heading, parsed_.tree.headings, read_rules_heading(reader));
    } catch (const Unreadable&) {
      parsed_.tree.headings.emplace_back();
      throw;
    }
  }

  void ruleset(Reader& reader) {
    block_ = Block::ruleset;
    if (parsed_.tree.ruleset || ruleset_broken_)
      reader.fail("E0106", reader.span(), "a file holds one rule set, and it has begun above",
                  "put this one into a file of its own");
    ruleset_broken_ = true;
    parsed_.tree.ruleset = read_ruleset(reader);
    ruleset_broken_ = false;
  }

  Ruleset& header() { return parsed_.tree.ruleset ? *parsed_.tree.ruleset : spare_ruleset_; }
  Test& test() { return test_known_ ? parsed_.tree.tests.back() : spare_test_; }

  void rule(Reader& reader) {
    if (block_ == Block::table || block_ == Block::test || block_ == Block::ruleset || block_ == Block::attributes)
      heading_.reset();
    block_ = Block::none;
    Rule rule = read_rule(reader);
    rule.heading = heading_;
    add(ItemRef::Sort::rule, parsed_.tree.rules, std::move(rule));
  }

  void table_line(const std::vector<Token>& tokens, TokenRange range) {
    Reader reader(text_, tokens, range, parsed_.diagnostics);
    if (block_ != Block::table)
      reader.fail("E0175", reader.span(), "this row belongs to no table", "put before it: table NAME");
    if (!table_known_) return;  // its heading or heads are broken and have been told
    const bool heads = has_heads_;
    has_heads_ = true;
    try {
      read_table_line(text_, tokens, range, parsed_.tree.tables.back(), heads, parsed_.diagnostics);
    } catch (const Unreadable&) {
      table_known_ = heads;
      throw;
    }
  }

  template <class Item>
  void add(ItemRef::Sort sort, std::vector<Item>& items, Item&& item) {
    parsed_.tree.order.push_back({sort, items.size()});
    items.push_back(std::move(item));
  }

  std::string_view text_;
  Parsed parsed_;
  Block block_ = Block::none;
  std::optional<std::size_t> heading_;
  bool ruleset_broken_ = false, table_known_ = false, has_heads_ = false, test_known_ = false;
  Ruleset spare_ruleset_;
  Test spare_test_;
};

/// Reads a text that is one line of an option; `example` says what it could be.
template <class Read>
Diagnostics read_option(const Source& source, const std::string& example, Read read) {
  if (auto refused = unusable(source.text())) return {std::move(*refused)};
  const Tokens tokens = tokenize(source.text());
  if (tokens.tokens.empty()) return {refusal("E0180", {0, 0}, "nothing is set here", example)};
  Diagnostics diagnostics;
  Reader reader(source.text(), tokens.tokens, {0, tokens.tokens.size()}, diagnostics);
  try {
    read(reader);
  } catch (const Unreadable&) {}
  return diagnostics;
}

}  // namespace

Parsed parse(const Source& source) { return FileReader(source).run(); }

ParsedAssignment parse_assignment(const Source& source) {
  ParsedAssignment result;
  result.diagnostics = read_option(source, "sites = sites + 5", [&](Reader& reader) {
    Assignment assignment;
    assignment.name = reader.name("an attribute's name");
    reader.expect("=", "E0156", "an = is missing behind the name", "sites = sites + 5");
    assignment.value = read_expression(reader);
    reader.end_of_statement();
    assignment.span = reader.statement();
    result.assignment = std::move(assignment);
  });
  return result;
}

ParsedGiven parse_given(const Source& source) {
  ParsedGiven result;
  result.diagnostics = read_option(source, "sites = 15, decentral = yes", [&](Reader& reader) {
    if (reader.is("given") && !reader.is("=", 1)) reader.take();
    result.given = read_values(reader);
    reader.end_of_statement();
  });
  return result;
}

}  // namespace spanne::grammar
