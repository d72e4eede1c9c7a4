// What stands under the cursor: the line that declares it, and what is proved of it.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "grammar/text/characters.hpp"
#include "report/proof_view.hpp"
#include "service/features.hpp"
#include "service/names.hpp"
#include "service/params.hpp"
#include "service/portfolio_work.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

using engine::NameTarget;

constexpr std::size_t longest_declaration = 1'000;  // bytes

/// What declares a thing, as it is written: each statement by itself.
std::vector<grammar::TextSpan> declarations_of(NameTarget target, const RulesAnalysis& rules) {
  const grammar::SyntaxTree& tree = rules.tree;
  std::vector<grammar::TextSpan> spans;
  switch (target.kind) {
    case NameTarget::Kind::attribute:
    case NameTarget::Kind::choice_value: return {tree.attributes[target.which].span};
    case NameTarget::Kind::lookup_value:
    case NameTarget::Kind::table: return {tree.tables[target.which].span};
    case NameTarget::Kind::cluster: return {tree.clusters[target.which].span};
    case NameTarget::Kind::rule: return {tree.rules[target.which].span};
    case NameTarget::Kind::profile: return {tree.profiles[target.which].span};
    case NameTarget::Kind::define:
      for (const auto& declared : rules.names.declarations(target))
        for (const auto& define : tree.defines)
          if (define.name.span == declared.span) spans.push_back(define.span);
      return spans;
    case NameTarget::Kind::effort_kind:
      if (tree.ruleset && target.which < tree.ruleset->kinds.size()) {
        const grammar::KindDeclaration& kind = tree.ruleset->kinds[target.which];
        return {kind.label ? grammar::join(kind.name.span, kind.label->span) : kind.name.span};
      }
      return {};
    case NameTarget::Kind::result: break;
  }
  return {};
}

/// The author's words, without what stands before them on every line, and cut where nobody reads on.
std::string declaration_text(grammar::TextSpan span, const grammar::Source& source) {
  return grammar::cut_short(grammar::lines_fit_to_show(source.text(span)), longest_declaration);
}

std::string result_words(std::uint32_t which) {
  return which == 0 ? "The effort of an account in FTE, after all rules, as a range from fte_low to fte_high."
                    : "What floors, ceilings and fixed efforts change, in FTE.";
}

/// Plain sentences about a thing, beside its declaration.
std::vector<std::string> facts_about(NameTarget target, const TextDocument& guideline) {
  std::vector<std::string> facts;
  if (target.kind == NameTarget::Kind::result) facts.push_back(result_words(target.which));
  if (target.kind == NameTarget::Kind::effort_kind && declarations_of(target, guideline.rules()).empty())
    facts.emplace_back("Effort of no kind that is declared.");
  if (target.kind != NameTarget::Kind::cluster) return facts;
  const engine::Proof* proof = guideline.proof();
  if (proof == nullptr || target.which >= proof->clusters.size()) return facts;
  const engine::ClusterEffort& effort = proof->clusters[target.which];
  if (!effort.least || !effort.greatest) return facts;
  const bool proved = effort.least->proved && effort.greatest->proved;
  facts.push_back(fmt::format("{} of all accounts there can be. {}", proved ? "Proved" : "Found",
                              report::effort_fact(effort, *guideline.rules().model)));
  facts.push_back("Least: given " + effort.least->account);
  facts.push_back("Most: given " + effort.greatest->account);
  return facts;
}

/// What the thing has to do with the accounts that are loaded; empty where that is not known.
std::string portfolio_words(NameTarget target, const TextDocument& guideline) {
  const PortfolioWork* work = guideline.portfolio();
  if (work == nullptr) return {};
  engine::StatementRef statement{engine::StatementRef::Kind::cluster, target.which, 0};
  if (target.kind == NameTarget::Kind::rule) {
    const auto& rules = work->model().rules;
    const auto& written = guideline.rules().tree.rules[target.which];
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&](const auto& rule) { return written.name && rule.id == written.name->text; });
    if (found == rules.end()) return {};
    statement = {engine::StatementRef::Kind::rule, static_cast<std::size_t>(found - rules.begin()), 0};
  } else if (target.kind != NameTarget::Kind::cluster) {
    return {};
  }
  const StatementFigures* figures = work->of(statement);
  return figures == nullptr ? std::string() : "Loaded: " + words_of(*figures, statement, *work);
}

/// A text between fences that it does not contain, so that nothing in it is read as markup.
std::string fenced(const std::string& text) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
  return fmt::format("{0}spanne\n{1}\n{0}", fence, text);
}

/// A sentence in Markdown that shows every sign as it is.
std::string without_markup(const std::string& text) {
  std::string made;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>()#+-.!|~&").find(c) != std::string_view::npos) made += '\\';
    made += c;
  }
  return made;
}

Json content(const std::vector<std::string>& declarations, const std::vector<std::string>& facts, bool markdown) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "\n\n") + part; };
  for (const std::string& declaration : declarations) add(markdown ? fenced(declaration) : declaration);
  for (const std::string& fact : facts) add(markdown ? without_markup(fact) : fact);
  return {{"kind", markdown ? "markdown" : "plaintext"}, {"value", text}};
}

}  // namespace

Reply hover(Session& session, const Json& params) {
  auto place = place_of(session, params);
  if (auto* error = std::get_if<RequestError>(&place)) return std::move(*error);
  const auto [document, offset] = std::get<DocumentPlace>(place);
  const auto found = name_at(session, *document, offset);
  if (!found) return Json(nullptr);
  const RulesAnalysis& rules = found->guideline->rules();
  std::vector<std::string> declarations;
  for (const grammar::TextSpan span : declarations_of(found->name.target, rules))
    declarations.push_back(declaration_text(span, *rules.source));
  auto facts = facts_about(found->name.target, *found->guideline);
  if (auto words = portfolio_words(found->name.target, *found->guideline); !words.empty())
    facts.push_back(std::move(words));
  if (declarations.empty() && facts.empty()) return Json(nullptr);
  return Json{{"contents", content(declarations, facts, session.client.markdown_hover)},
              {"range", range_json(found->name.word, document->lines())}};
}

}  // namespace spanne::service
