// What log lines and receipts begin with: the number of their format, and the schemes they were made by.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "engine/trail/schemes.hpp"

namespace spanne::records {

/// `{"NAME": 2, "arithmetic": …, "canonical": …}`, with `format` for the 2; `{"NAME": 1}` for the first schemes, which
/// were written before there were others.
nlohmann::ordered_json format_head(const char* name, const engine::Schemes& schemes, int format = 2);

/// Returns nullopt if a number is none or no scheme. Whether the head was written by format_head the caller sees when
/// writing everything again.
std::optional<engine::Schemes> read_schemes(const nlohmann::ordered_json& json);

/// Whether the format is above `known_format`, or a scheme above what this program knows.
bool is_from_a_later_program(const nlohmann::ordered_json& json, const char* name, int known_format = 2);

}  // namespace spanne::records
