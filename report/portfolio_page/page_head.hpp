// The head of the page: the answer in one line, the picture of need against what there is, and the figures beside it.
#pragma once

#include <string>
#include <vector>

#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

/// One figure of the head, with a word above and a few below it.
struct HeadFigure {
  std::string name, figure, remark;
};

struct PageHead {
  std::string answer;  // "58–110 KAMs needed, 75.8 there"
  std::string lead;    // one or two sentences
  std::string chart;   // HTML
  std::vector<HeadFigure> figures;
};

PageHead page_head(const PortfolioFacts& facts);

std::string head_html(const PageHead& head);

}  // namespace spanne::report
