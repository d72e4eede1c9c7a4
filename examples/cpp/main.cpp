// Reads a guideline, evaluates a thousand accounts that are in memory, and says what the busiest of them comes to.
#include <fstream>
#include <iostream>
#include <iterator>
#include <spanne/spanne.hpp>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "example GUIDELINE\n";
    return 2;
  }
  std::ifstream file(argv[1]);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file && text.empty()) {
    std::cerr << "cannot read " << argv[1] << "\n";
    return 2;
  }

  const spanne::ReadRules read = spanne::RuleSet::read(text, argv[1]);
  for (const spanne::Finding& finding : read.findings) std::cerr << finding.rendered << "\n";
  if (!read.rules) return 1;
  const spanne::RuleSet& rules = *read.rules;

  std::vector<spanne::AccountValues> accounts;
  for (int number = 0; number < 1'000; ++number)
    accounts.push_back(spanne::AccountValues()
                           .set("account", "A-" + std::to_string(number))
                           .set("owner", "Somebody")
                           .set("sites", number % 40 + 1)
                           .set("decentral", number % 3 == 0));

  const spanne::EvaluatedAccounts evaluated = spanne::evaluate(rules, accounts, "2026-11-29");
  if (!evaluated.error.empty()) {
    std::cerr << evaluated.error << "\n";
    return 1;
  }
  std::size_t rejected = 0, busiest = 0;
  for (std::size_t i = 0; i < evaluated.results.size(); ++i) {
    const spanne::AccountResult& result = evaluated.results[i];
    if (result.rejected() && ++rejected == 1) std::cerr << result.reasons.front() << "\n";
    if (result.total.high.approximate() > evaluated.results[busiest].total.high.approximate()) busiest = i;
  }
  const spanne::AccountResult& result = evaluated.results[busiest];
  std::cout << rules.title() << " " << rules.version() << ": " << evaluated.results.size() << " accounts, " << rejected
            << " rejected; the busiest takes " << result.total.low.text() << " to " << result.total.high.text()
            << " FTE (" << result.cluster << ")\n";

  const spanne::ProvedRules proof = spanne::prove(rules);
  for (const spanne::ProvedCluster& cluster : proof.clusters)
    if (cluster.least && cluster.greatest)
      std::cout << cluster.cluster << ": " << cluster.least->text() << " to " << cluster.greatest->text() << " FTE\n";
  return rejected == 0 ? 0 : 1;
}
