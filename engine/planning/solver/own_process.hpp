// Runs work that calls a foreign library in a process of its own. CBC 2.10 prints to standard output whatever its log
// level is, and ends the program by an assertion for some programmes whose rows have no width.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace spanne::engine {

/// What `work` returns; nullopt if its process ended otherwise, or there could be none. What `work` prints goes
/// nowhere, and what it changes in memory is not changed here. Any thread may call; others do not exist for `work`.
std::optional<std::string> in_own_process(const std::function<std::string()>& work);

}  // namespace spanne::engine
