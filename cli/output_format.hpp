// The one rule by which --format and the name of -o decide what is written.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/commands.hpp"

namespace spanne::cli {

/// What a command can write, as --format calls it, and its name for messages.
struct OutputFormats {
  std::string command;
  std::vector<std::string> formats;
};

/// The format that `format` (of --format; may be empty, in any case) and the ending of `path` (of -o; empty or "-":
/// standard output) agree on. Empty where neither says anything: no ending, .txt, or one that no program claims.
/// Refused are a format that the command has not, an ending of something else than it writes (.pdf, .docx), one that
/// looks like a slip
/// (.cvs), and an ending that says another format than `format`.
std::variant<std::string, UsageError> output_format(const OutputFormats& known, const std::string& format,
                                                    const std::string& path);
/// The word of `--format` for what is written as rows.
const char* format_word(records::Format format);
/// `--out-locale`, for commands that write CSV: `locale` becomes "en" or "de", and `format` CSV where it was not
/// chosen. Refused are other locales, and other formats, which have one way of writing numbers only.
std::optional<UsageError> choose_csv_locale(std::string& locale, std::string& format);
/// The same as output_format; throws Stop where it is refused.
std::string output_format_or_stop(const OutputFormats& known, const std::string& format, const std::string& path,
                                  const Output& output);

}  // namespace spanne::cli
