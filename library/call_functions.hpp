// The functions of the library that take JSON: one for each name of call(), in files by what they are about.
#pragma once

#include <string>

#include "library/call_arguments.hpp"

namespace spanne::library {

// call_impact.cpp
std::string call_impact(const CallArguments& arguments);

// call_plan.cpp
std::string call_plan(const CallArguments& arguments);

// call_planning.cpp: views of a portfolio.
std::string call_by_rule(const CallArguments& arguments);
std::string call_matrix(const CallArguments& arguments);
std::string call_sensitivity(const CallArguments& arguments);

// call_report.cpp
std::string call_report(const CallArguments& arguments);

}  // namespace spanne::library
