#include "report/portfolio_page/guideline_sections.hpp"

#include <fmt/format.h>

namespace spanne::report {

using engine::ResultTable;
using engine::ViewColumn;

namespace {

std::string claim_words(const engine::PropertyProof& property) {
  switch (property.claim) {
    case engine::Claim::proved: return "proved";
    case engine::Claim::refuted: return "does not hold: " + property.account;
    case engine::Claim::undecided: break;
  }
  return "not decided: " + property.reason;
}

}  // namespace

std::optional<PageSection> proof_section(const engine::Proof& proof, const engine::Model& model) {
  if (proof.properties.empty()) return std::nullopt;
  ResultTable table{
      "properties",
      "Properties",
      {{"property", "promise", ViewColumn::Kind::long_text}, {"claim", "holds", ViewColumn::Kind::long_text}},
      {}};
  std::size_t proved = 0;
  for (std::size_t i = 0; i < proof.properties.size(); ++i) {
    table.rows.push_back({model.properties[i].title, claim_words(proof.properties[i])});
    proved += proof.properties[i].claim == engine::Claim::proved ? 1U : 0U;
  }
  PageSection section{
      "proved", "What is proved",
      fmt::format("The guideline promises these things. {} of {} are proved for every account there can "
                  "be, not only for those of this page.",
                  proved, proof.properties.size())};
  section.tables.push_back({std::move(table)});
  return section;
}

PageSection guideline_section(const Document& document, const engine::Model& model, const ShownNames& names) {
  PageSection section{"guideline", "The guideline in words", "What counts, for whom, how much and why."};
  if (names.quotes_a_name(model.source->text())) {
    section.sentence = "Left out: the guideline names customers or people, and this page shows pseudonyms.";
    return section;
  }
  section.more =
      "<details><summary>Read it here</summary>\n<div class=\"document scroll\" role=\"region\" "
      "aria-label=\"The guideline as a document\" tabindex=\"0\">" +
      html_blocks(document, 2) + "</div></details>\n";
  return section;
}

}  // namespace spanne::report
