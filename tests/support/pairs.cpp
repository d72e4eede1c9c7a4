#include "tests/support/pairs.hpp"

#include <algorithm>

#include "tests/support/properties.hpp"
#include "tests/support/random.hpp"
#include "tests/support/tiny.hpp"

namespace spanne::test {

using namespace engine;
using namespace engine::proof;

namespace {

/// Another figure, comparison or word, or a line taken out or put in twice: often another rule set.
std::string mutated(std::string text, Random& random) {
  static const std::vector<std::pair<std::string, std::string>> swaps{
      {"<=", "<"}, {"> ", ">= "}, {" and ", " or "},       {"+0.", "-0."},   {"near", "far"},
      {"far", ""}, {"20", "30"},  {"at most", "at least"}, {"first", "sum"}, {"not (", "("}};
  const std::size_t body = text.find("cluster c0");
  if (random.chance(40)) {
    const auto& [from, to] = random.pick(swaps);
    const std::size_t at = text.find(from, body + (text.size() - body) * random.below(90) / 100);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
  }
  if (random.chance(20)) {
    const std::size_t at = text.find("\n  r", body), end = text.find('\n', at + 1);
    return at == std::string::npos || end == std::string::npos ? text : text.erase(at, end - at);
  }
  const std::size_t from = random.chance(15) ? text.find("attributes") : body;
  for (int tries = 0; tries < 100; ++tries) {
    char& letter = text[from + random.below(text.size() - from)];
    if (letter < '0' || letter > '9') continue;
    letter = letter == '9' ? '1' : static_cast<char>(letter + 1);
    return text;
  }
  return text;
}

/// No condition tells a text that is not named from another one with the same beginnings.
bool alike(const Model& model, const std::string& one, const std::string& other) {
  return std::none_of(model.terms.begin(), model.terms.end(), [&](const Term& term) {
    return term.op == Op::constant && term.type.kind == TypeKind::text &&
           (one == term.text || (one.rfind(term.text, 0) == 0) != (other.rfind(term.text, 0) == 0));
  });
}

/// With the text that stands for its like in place of one that nobody names.
Account known(const Space& space, Account account) {
  for (Value& value : account.values)
    if (auto* text = std::get_if<std::string>(&value)) {
      const auto& texts = space.texts();
      if (std::find(texts.begin(), texts.end(), *text) != texts.end()) continue;
      *text = *std::find_if(texts.begin(), texts.end(),
                            [&](const std::string& one) { return alike(space.model(), one, *text); });
    }
  return account;
}

}  // namespace

std::optional<Pair> tiny_pair(std::uint64_t seed) {
  Random random(seed);
  std::string text = tiny_rule_set(seed);
  std::string other = mutated(text, random);
  if (random.chance(40)) other = mutated(std::move(other), random);
  auto old_model = model_if_right(text), new_model = model_if_right(other);
  if (!old_model || !new_model) return std::nullopt;
  VersionComparison comparison = engine::compare(*old_model, *new_model);
  return Pair{std::move(text), std::move(other), std::move(*old_model), std::move(*new_model), std::move(comparison)};
}

std::vector<TriedTwice> everyone(const Explorer& explorer) {
  std::vector<TriedTwice> all;
  each_account(explorer.space().model(), [&](const Account& account, Date day) {
    DatedAccount one{known(explorer.space(), account), day};
    Both both = explorer.evaluate(one);
    const bool rejected = both.outcomes[before].rejected() && both.outcomes[after].rejected();
    const bool differs = explorer.differs(both);
    all.push_back({std::move(one), std::move(both), rejected, differs});
  });
  return all;
}

}  // namespace spanne::test
