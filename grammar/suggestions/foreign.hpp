// Numbers, days, texts and versions as other programs and countries write them, and how they are written here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammar/text/help.hpp"

namespace spanne::grammar {

/// What to say about something that is written another way: a code, a sentence, and the text to write instead.
struct Cure {
  std::string_view code;
  std::string message;
  Help help;
};

/// `0,3`, `1.250.000,50`, `1'000'000`, `5 000 000`, `1.000.000`: a token of kind foreign_number or dotted.
Cure number_cure(std::string_view written);

/// `01.07.2026`, `07/01/2026`, `2026-7-1`: every day it can mean, as `2026-07-01` or `2026-01-07, or 2026-07-01`;
/// nullopt where it is none.
std::optional<std::string> days_meant(std::string_view written);

/// The same as a help: each day by itself can be pasted.
Help day_help(const std::string& days);

/// `„Jeder Standort“` as `"Jeder Standort"`.
std::string straight_text(std::string_view written);

/// `1.0`, `"1.0.0"`, `v2` as a version of three numbers; `1.0.0` where there is no number in it.
std::string version_meant(std::string_view written);

bool is_day(int year, int month, int day);
/// `2026-06-30`, or nullopt where there is no such month.
std::string last_day_of(int year, int month);

}  // namespace spanne::grammar
