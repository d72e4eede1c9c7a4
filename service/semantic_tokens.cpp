// What each word is, for editors that colour texts by meaning: names by what they stand for, all else by its sort.
#include "service/semantic_tokens.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "service/features.hpp"
#include "service/names.hpp"
#include "service/params.hpp"
#include "service/session.hpp"

namespace spanne::service {

using engine::NameTarget;
using grammar::TextSpan;
using grammar::TokenKind;

namespace {

/// Places in the legend.
enum class ColouredAs {
  attribute,
  variable,
  choice_value,
  cluster,
  rule,
  table,
  effort_kind,
  profile,
  keyword,
  text,
  number,
  sign,
  comment
};
constexpr std::array<std::string_view, 13> type_names{"property", "variable", "enumMember", "class",   "function",
                                                      "struct",   "type",     "interface",  "keyword", "string",
                                                      "number",   "operator", "comment"};
constexpr std::array<std::string_view, 2> modifier_names{"declaration", "defaultLibrary"};
constexpr int declaration = 1, default_library = 2;  // bits

struct ColouredSpan {
  TextSpan span;
  ColouredAs as;
  int modifiers = 0;
};

ColouredAs coloured(NameTarget::Kind kind) {
  switch (kind) {
    case NameTarget::Kind::attribute: return ColouredAs::attribute;
    case NameTarget::Kind::choice_value: return ColouredAs::choice_value;
    case NameTarget::Kind::cluster: return ColouredAs::cluster;
    case NameTarget::Kind::rule: return ColouredAs::rule;
    case NameTarget::Kind::table: return ColouredAs::table;
    case NameTarget::Kind::effort_kind: return ColouredAs::effort_kind;
    case NameTarget::Kind::profile: return ColouredAs::profile;
    case NameTarget::Kind::define:
    case NameTarget::Kind::lookup_value:
    case NameTarget::Kind::result: break;
  }
  return ColouredAs::variable;
}

std::optional<ColouredAs> coloured(const grammar::Token& token) {
  switch (token.kind) {
    case TokenKind::number:
    case TokenKind::dotted:
    case TokenKind::day: return ColouredAs::number;
    case TokenKind::text: return ColouredAs::text;
    case TokenKind::sign: return ColouredAs::sign;
    case TokenKind::word: return token.reserved ? std::optional(ColouredAs::keyword) : std::nullopt;
    default: return std::nullopt;  // what cannot be read
  }
}

class TokenColours {
 public:
  explicit TokenColours(const engine::ResolvedNames& names) : names_(names) {}

  void add(const grammar::Token& token) {
    const engine::ResolvedName* name = names_.at(token.span.begin);
    if (name != nullptr && token.span.begin < name->word.end) return add(token.span, *name);
    const auto as = coloured(token);
    if (as) spans_.push_back({token.span, *as});
    if (token.kind == TokenKind::text) cut_out_holes(token.span);
  }
  void add(const grammar::Comment& comment) { spans_.push_back({comment.span, ColouredAs::comment}); }

  /// In reading order.
  std::vector<ColouredSpan> take() {
    std::stable_sort(spans_.begin(), spans_.end(),
                     [](const ColouredSpan& a, const ColouredSpan& b) { return a.span.begin < b.span.begin; });
    return std::move(spans_);
  }

 private:
  void add(TextSpan span, const engine::ResolvedName& name) {
    const bool built_in = name.target.kind == NameTarget::Kind::result;
    spans_.push_back(
        {span, coloured(name.target.kind), (name.declares ? declaration : 0) | (built_in ? default_library : 0)});
  }

  /// The names in a remark: `"{sites} sites"`.
  void cut_out_holes(TextSpan text) {
    const auto& all = names_.all();
    auto name = std::lower_bound(all.begin(), all.end(), text.begin,
                                 [](const auto& known, std::uint32_t place) { return known.span.begin < place; });
    for (; name != all.end() && name->span.end <= text.end; ++name) {
      if (name->span.begin < spans_.back().span.begin) continue;
      const TextSpan rest{name->span.end, spans_.back().span.end};
      spans_.back().span.end = name->span.begin;
      add(name->span, *name);
      spans_.push_back({rest, ColouredAs::text});
    }
  }

  const engine::ResolvedNames& names_;
  std::vector<ColouredSpan> spans_;
};

/// Five numbers each: lines and characters since the one before, length, type, modifiers.
Json encoded(const std::vector<ColouredSpan>& spans, const LineIndex& lines) {
  Json data = Json::array();
  LinePosition before;
  for (const ColouredSpan& coloured : spans) {
    const LinePosition begin = lines.position(coloured.span.begin), end = lines.position(coloured.span.end);
    if (end.line != begin.line || end.character <= begin.character) continue;
    data.push_back(begin.line - before.line);
    data.push_back(begin.line == before.line ? begin.character - before.character : begin.character);
    data.push_back(end.character - begin.character);
    data.push_back(static_cast<int>(coloured.as));
    data.push_back(coloured.modifiers);
    before = begin;
  }
  return data;
}

}  // namespace

Json semantic_tokens_legend() { return {{"tokenTypes", type_names}, {"tokenModifiers", modifier_names}}; }

Reply semantic_tokens(Session& session, const Json& params) {
  auto document = document_of(session, params);
  if (auto* error = std::get_if<RequestError>(&document)) return std::move(*error);
  TextDocument& asked = *std::get<TextDocument*>(document);
  const bool scenarios = asked.kind() == TextKind::scenarios;
  const grammar::Tokens& tokens =
      scenarios ? asked.scenarios(session.guideline_of(asked)).tokens : asked.rules().tokens;
  const auto kind = scenarios ? grammar::FileKind::scenarios : grammar::FileKind::rules;
  TokenColours colours(names_of(session, asked));
  for (const auto range : grammar::statements(tokens.tokens, asked.text(), kind)) {
    if (grammar::is_decoration(tokens.tokens, range, asked.text())) continue;
    for (std::size_t at = range.begin; at < range.end; ++at) colours.add(tokens.tokens[at]);
  }
  for (const auto& comment : tokens.comments) colours.add(comment);
  return Json{{"data", encoded(colours.take(), asked.lines())}};
}

}  // namespace spanne::service
