// The properties of the outputs that this run has.
#pragma once

#include "cli/run.hpp"

namespace spanne::cli {

Terminal terminal_of_this_run();

}  // namespace spanne::cli
