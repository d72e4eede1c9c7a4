// What people bring along from spreadsheets, word processors, other languages and German: each habit is recognised as a
// whole and answered with what is written here instead.
#pragma once

#include <optional>
#include <string_view>

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// Refuses the first sign, number, date, text or blank of the statement that no statement can hold. To be called before
/// anything of the statement is taken.
void refuse_foreign_writing(Reader& reader);

/// After a value, where a comparison, a connective or the end may stand: refuses `und`, `AND`, `between`, `is` without
/// known or missing, and their like. `left` is the value.
void refuse_foreign_word(Reader& reader, TextSpan left);

/// After the name of what is given or expected: refuses `cluster ist global`, `sites: 3`. `name` stands before it.
void refuse_foreign_equals(Reader& reader, TextSpan name);

/// Refuses `wenn … dann …` and the inversions `nicht`, `NOT` where a value begins.
void refuse_foreign_beginning(Reader& reader);

/// 2, where `two` or `zwei` stands.
std::optional<std::string_view> number_in_words(std::string_view word);

/// An effect that begins with `max`, `add`, `mindestens` …
void refuse_foreign_effect(Reader& reader);

/// After a number: `m`, `Mill.`, `Tsd`, where a currency follows.
void refuse_foreign_magnitude(Reader& reader);

/// After a magnitude: the dot of `1 Mrd. EUR`. `start` is the place of the number.
void refuse_dot_behind_magnitude(Reader& reader, std::size_t start);

/// How many tokens stand before the colon after a name, where they look like a name of several words (`key account:`,
/// `key-account:`, `2nd:`); else 0. `labelled`: a text may stand between the name and the colon, or end the line.
std::size_t long_name(const Reader& reader, bool labelled = false);
/// The same before the = of `define decision makers = 3`, `given decision makers = 3`.
std::size_t long_name_before_equals(const Reader& reader);
/// The next `count` tokens were meant as one name.
[[noreturn]] void refuse_long_name(Reader& reader, std::size_t count);

/// `Arbeitszeit`: working time.
/// k, M or bn, where a word was meant as one (`Mio`, `Tsd`, `TEUR`).
std::optional<std::string_view> magnitude_meant(std::string_view word);
/// The locale of the header that was meant (`de_DE`, `german`).
std::optional<std::string_view> locale_meant(std::string_view written);
std::optional<std::string_view> header_line_meant(std::string_view word);

/// The word of the language that `word` was meant as, where it stands for a declaration (`Merkmale`: attributes).
std::optional<std::string_view> declaration_meant(std::string_view word);

}  // namespace spanne::grammar
