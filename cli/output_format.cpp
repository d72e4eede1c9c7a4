#include "cli/output_format.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <string_view>

namespace spanne::cli {
namespace {

struct Ending {
  std::string_view ending;
  std::string_view format;
  bool usual = true;  // named in messages
};

/// `.txt` may be any text, so that it leaves the format as it is without an ending.
constexpr std::array<Ending, 11> own_endings{{{".csv", "csv"},
                                              {".json", "json"},
                                              {".jsonl", "jsonl"},
                                              {".ndjson", "jsonl", false},
                                              {".xlsx", "xlsx"},
                                              {".html", "html"},
                                              {".htm", "html", false},
                                              {".md", "md"},
                                              {".markdown", "md", false},
                                              {".txt", "text"},
                                              {".text", "text", false}}};

/// Endings of files that people may expect, and that no command writes.
constexpr std::array<std::string_view, 40> foreign_endings{
    ".pdf", ".doc",  ".docx", ".odt",     ".rtf",     ".pages", ".xls",     ".xlsm",   ".xlsb", ".xlt",
    ".ods", ".fods", ".xltx", ".numbers", ".tsv",     ".tab",   ".ppt",     ".pptx",   ".odp",  ".key",
    ".xml", ".yaml", ".yml",  ".toml",    ".parquet", ".arrow", ".feather", ".sqlite", ".db",   ".sql",
    ".png", ".jpg",  ".jpeg", ".gif",     ".svg",     ".zip",   ".gz",      ".tex",    ".eml",  ".spanne"};

/// ASCII only: a file name need not be UTF-8.
std::string in_small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

bool writes(const OutputFormats& known, std::string_view format) {
  return std::find(known.formats.begin(), known.formats.end(), format) != known.formats.end();
}

std::string listed(const std::vector<std::string>& words) {
  if (words.size() < 2) return fmt::format("{}", fmt::join(words, ""));
  return fmt::format("{} or {}", fmt::join(words.begin(), words.end() - 1, ", "), words.back());
}

/// The endings that name something the command writes. `.txt` is one for who writes no lists.
std::vector<std::string> endings_of(const OutputFormats& known) {
  std::vector<std::string> endings;
  for (const auto& [ending, format, usual] : own_endings) {
    const bool is_written = format == "text" ? !writes(known, "csv") : writes(known, format);
    if (usual && is_written) endings.emplace_back(ending);
  }
  return endings;
}

std::string help_with_names(const OutputFormats& known) {
  return fmt::format("a name that ends in {}", listed(endings_of(known)));
}

/// "result.pdf: eval writes no .pdf files".
UsageError not_written(const OutputFormats& known, const std::string& path, const std::string& ending) {
  const bool prints = writes(known, "html") && ending == ".pdf";
  return {fmt::format("{}: {} writes no {} files", path, known.command, ending),
          help_with_names(known) + (prints ? "; a browser makes a PDF of .html" : "")};
}

const Ending* own_ending(const std::string& ending) {
  const auto* const found =
      std::find_if(own_endings.begin(), own_endings.end(), [&](const Ending& own) { return own.ending == ending; });
  return found == own_endings.end() ? nullptr : found;
}

/// An ending that nobody knows: refused where it is nearly one that the command writes.
std::optional<UsageError> slip(const OutputFormats& known, const std::string& path, const std::string& ending) {
  if (ending.size() < 4) return std::nullopt;
  const auto meant = grammar::nearest(ending, endings_of(known));
  if (!meant) return std::nullopt;
  return UsageError{fmt::format("{}: there are no {} files; did you mean {}?", path, ending, *meant),
                    fmt::format("{}{}", path.substr(0, path.size() - ending.size()), *meant)};
}

std::variant<std::string, UsageError> agreed(const OutputFormats& known, const std::string& format,
                                             const std::string& path, const Ending& own) {
  if (own.format == "text") {
    if (format == "xlsx") return UsageError{fmt::format("{}: a workbook is no text", path), "-o FILE.xlsx"};
    return format;
  }
  if (!writes(known, own.format)) return not_written(known, path, std::string(own.ending));
  if (format.empty() || format == own.format) return std::string(own.format);
  return UsageError{fmt::format("{} says {}, but --format says {}", path, own.format, format),
                    "leave --format out, or give the file another name"};
}

}  // namespace

std::variant<std::string, UsageError> output_format(const OutputFormats& known, const std::string& typed,
                                                    const std::string& path) {
  const std::string format = in_small_letters(typed);
  if (!format.empty() && !writes(known, format))
    return UsageError{fmt::format("{} has no format {}{}", known.command, format, did_you_mean(format, known.formats)),
                      fmt::format("--format {}", listed(known.formats))};
  if (path.empty() || path == "-") return format;
  const std::string ending = in_small_letters(std::filesystem::path(path).extension().string());
  if (const Ending* own = own_ending(ending)) return agreed(known, format, path, *own);
  if (std::find(foreign_endings.begin(), foreign_endings.end(), ending) != foreign_endings.end())
    return not_written(known, path, ending);
  if (auto misuse = slip(known, path, ending)) return *misuse;
  return format;
}

std::optional<UsageError> choose_csv_locale(std::string& locale, std::string& format) {
  if (locale.empty()) {
    locale = "en";
    return std::nullopt;
  }
  if (locale != "en" && locale != "de")
    return UsageError{fmt::format("there is no output locale {}", locale), "--out-locale en or --out-locale de"};
  if (format.empty()) format = "csv";
  if (format == "csv") return std::nullopt;
  return UsageError{fmt::format("--out-locale is about CSV, and this is {}", format == "xlsx" ? "a workbook" : format),
                    format == "xlsx" ? "leave it out: a workbook is shown as the spreadsheet program is set up"
                                     : "--format csv, or leave --out-locale out"};
}

std::string output_format_or_stop(const OutputFormats& known, const std::string& format, const std::string& path,
                                  const Output& output) {
  auto chosen = output_format(known, format, path);
  if (const auto* misuse = std::get_if<UsageError>(&chosen)) stop(output, wrong_usage, misuse->message, misuse->help);
  return std::get<std::string>(std::move(chosen));
}

const char* format_word(records::Format format) {
  switch (format) {
    case records::Format::csv:
    case records::Format::german_csv: return "csv";
    case records::Format::json: return "json";
    case records::Format::jsonl: return "jsonl";
    case records::Format::fields: break;
  }
  return "xlsx";
}

}  // namespace spanne::cli
