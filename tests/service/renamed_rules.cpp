#include "tests/service/renamed_rules.hpp"

#include <cctype>
#include <fmt/format.h>

#include "engine/testing/run.hpp"
#include "grammar/tree/parse.hpp"
#include "library/evaluate_text.hpp"
#include "tests/support/files.hpp"
#include "tests/support/generate.hpp"

namespace spanne::test {

using engine::Model;
using engine::NameTarget;

namespace {

const engine::Date today = *engine::date_from_text("2026-11-30");

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + by.size()))
    text.replace(at, part.size(), by);
  return text;
}

/// Whether a name could go on over that place.
bool goes_on(const std::string& text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(at < text.size() ? text[at] : ' ');
  return byte >= 0x80U || std::isalnum(byte) != 0 || byte == '_';
}

/// Only where `word` stands by itself, or is the kind of a figure.
std::string word_replaced(std::string text, const std::string& word, const std::string& by) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    const std::size_t end = at + word.size();
    const bool figure = text.compare(end, 5, "_high") == 0 || text.compare(end, 4, "_low") == 0;
    const bool whole = (at == 0 || !goes_on(text, at - 1)) && (figure || !goes_on(text, end));
    if (whole) text.replace(at, word.size(), by);
    at += whole ? by.size() : 1;
  }
  return text;
}

/// Reasons name the head that was declared, which is another one.
std::string without_heads(std::string text) {
  const std::string head = " (column ";
  for (std::size_t at = text.find(head); at != std::string::npos; at = text.find(head, at))
    text.erase(at, text.find(')', at) + 1 - at);
  return text;
}

std::string shown(const engine::Outcome& outcome, const RenamedThing& thing) {
  std::string text = fmt::format("{} rejections, cluster {}", outcome.rejections.size(),
                                 outcome.cluster ? static_cast<int>(*outcome.cluster) : -1);
  if (outcome.rejected()) return text;
  text += fmt::format(", {} .. {}", outcome.total.low.to_exact_text(), outcome.total.high.to_exact_text());
  for (const auto& kind : outcome.kinds)
    text += fmt::format(", {} .. {}", kind.low.to_exact_text(), kind.high.to_exact_text());
  for (const auto& site : outcome.matched)
    text += fmt::format(", {} {} {}", static_cast<int>(site.kind), site.index, site.row ? *site.row : 0);
  for (const auto& flag : outcome.flags) text += ", " + with_old_name(flag, thing);
  return text;
}

/// Results of a file, whose heads and values are those of the first model.
std::string results(const Model& model, const std::string& accounts, const RenamedThing& thing) {
  const engine::Evaluator evaluator(model, model.effective.from.value_or(today));
  const auto made = library::evaluate_text(evaluator, "digest", accounts, {}, records::Format::json, {});
  if (const auto* problem = std::get_if<library::Problem>(&made)) return "problem: " + problem->message;
  return with_old_name(without_heads(std::get<library::EvaluatedText>(made).text), thing);
}

/// Rows for the model. A file that has a column called like what is counted from it is refused, so it has another head.
std::string accounts_for(Model model, Random& random) {
  for (auto& attribute : model.attributes)
    if (attribute.figure && attribute.columns.empty()) attribute.name += " of the group";
  return file_of(model, 5, {}, random);
}

std::vector<bool> passed(const Model& model) {
  std::vector<bool> passes;
  for (const auto& test : model.tests) passes.push_back(run_test(model, test, today).passed());
  return passes;
}

}  // namespace

CheckedRules::CheckedRules(const std::string& text) : source(std::make_shared<grammar::Source>("g.spanne", text)) {
  const auto parsed = grammar::parse(*source);
  if (grammar::has_errors(parsed.diagnostics)) return;
  checked = engine::check(parsed.tree, source, &names);
}

bool is_same_text(const std::string& before, const std::string& after, const std::string& old_name) {
  if (after == before) return true;
  for (const char* word : {" column ", " as ", " or "}) {
    const std::string added = fmt::format("{}\"{}\"", word, old_name);
    for (std::size_t at = after.find(added); at != std::string::npos; at = after.find(added, at + 1)) {
      std::string without = after;
      if (without.erase(at, added.size()) == before) return true;
    }
  }
  return false;
}

std::string with_old_name(std::string text, const RenamedThing& thing) {
  if (!thing.fresh) return word_replaced(std::move(text), thing.after, thing.before);
  const bool needs_quotes = thing.after.find(' ') != std::string::npos;
  if (needs_quotes) text = replaced(std::move(text), "\"" + thing.after + "\"", thing.before);
  return replaced(std::move(text), thing.after, thing.before);
}

std::vector<std::string> differences(const CheckedRules& before, const CheckedRules& after, const RenamedThing& thing,
                                     Random& random) {
  std::vector<std::string> found;
  const Model &old_model = *before.checked.model, &new_model = *after.checked.model;
  const bool quoted = thing.after.find(' ') != std::string::npos || thing.before.find(' ') != std::string::npos;
  const std::string text(before.source->text());
  if (thing.fresh && !quoted &&
      !is_same_text(text, with_old_name(std::string(after.source->text()), thing), thing.before))
    found.push_back("other things than the name have changed:\n" + std::string(after.source->text()));
  const engine::Date day = old_model.effective.from.value_or(today);
  const engine::Evaluator old_rules(old_model, day), new_rules(new_model, day);
  for (int account = 0; account < 6; ++account) {
    const engine::Account made = random_account(old_model, random);
    const std::string was = shown(old_rules.evaluate(made), thing), is = shown(new_rules.evaluate(made), thing);
    if (was != is) found.push_back(was + "\nbecomes\n" + is);
  }
  if (passed(old_model) != passed(new_model)) found.push_back("other tests pass");
  if (!thing.in_files) return found;
  const std::string accounts = accounts_for(old_model, random);
  const std::string was = results(old_model, accounts, thing), is = results(new_model, accounts, thing);
  if (was != is) found.push_back(accounts + "\ngives\n" + was + "\nand then\n" + is);
  return found;
}

}  // namespace spanne::test
