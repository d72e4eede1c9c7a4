// The head of the page: the answer in one line, the picture of need against what there is, and the figures beside it.
#pragma once

#include <string>
#include <vector>

#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

/// One figure of the head, with a word above and a few below it.
struct HeadFigure {
  std::string name, figure, remark;
  std::string section;  // the id of the section that has more
};

struct PageHead {
  std::string answer;   // "58–110 KAMs needed, 75.8 available"
  std::string lead;     // whether that is enough, in two or three sentences
  std::string counted;  // what was counted
  std::string warning;  // rows that are in no figure; may be empty
  std::string chart;    // HTML
  std::vector<HeadFigure> figures;
  std::string outside;  // who is outside the band, by name; may be empty
};

PageHead page_head(const PortfolioFacts& facts);

std::string head_html(const PageHead& head);

}  // namespace spanne::report
