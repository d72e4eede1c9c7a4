// The page for the meeting: one HTML file that asks for nothing else, with charts, tables and every account.
//
// It may do nothing but show: its Content-Security-Policy allows its own style and script by their digests, and no
// request. Names and reasons from files are escaped wherever they stand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/portfolio_page/page_head.hpp"
#include "report/portfolio_page/page_section.hpp"

namespace spanne::report {

struct PortfolioPage {
  std::string title;                 // of the window
  std::string about;                 // one line above the answer: which guideline, which day
  std::vector<std::string> what_if;  // what was assumed; a what-if never looks like the real thing
  PageHead head;
  std::vector<PageSection> sections;
  std::vector<std::pair<std::string, std::string>> origin;  // made from what, with what: a name and a text each
};

std::string to_html(const PortfolioPage& page, const ShownNames& names);

}  // namespace spanne::report
