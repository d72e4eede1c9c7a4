// `spanne init`: creates a folder with a small commented guideline, accounts and people, ready to be changed.
#include <filesystem>
#include <fmt/format.h>
#include <system_error>

#include "cli/commands.hpp"
#include "cli/first_guideline.hpp"
#include "cli/starter.hpp"
#include "cli/starter_workbook.hpp"
#include "grammar/text/characters.hpp"
#include "records/io/file.hpp"
#include "records/tables/head_finder.hpp"

namespace spanne::cli {
namespace {

namespace fs = std::filesystem;

/// A path as a shell accepts it: in quotes if it contains a blank.
std::string typed(const std::string& path) {
  return path.find(' ') == std::string::npos ? path : fmt::format("'{}'", path);
}

void report_written(const fs::path& folder, const std::vector<StarterFile>& files, const Output& output) {
  std::vector<std::string> paths;
  for (const auto& file : files) paths.push_back(grammar::fit_to_show((folder / file.name).string()));
  for (const auto& path : paths) write_line(output.out, "wrote " + path);
  const std::string rules = typed(paths[0]), accounts = typed(paths[1]), kams = typed(paths[2]);
  output.out << fmt::format(
      "\nNext:\n"
      "  spanne check {0}\n"
      "  spanne test {0}\n"
      "  spanne eval {0} {1} --kams {2} --format table\n"
      "Then open {0} in a text editor and make it yours.\n",
      rules, accounts, kams);
}

/// Writes all files or none.
std::optional<records::FileError> write(const fs::path& folder, const std::vector<StarterFile>& files) {
  for (auto file = files.begin(); file != files.end(); ++file) {
    records::AtomicFile made((folder / file->name).string(), 0666, records::AtomicFile::Existing::refused);
    auto error = made.open();
    if (!error) error = made.write(file->text);
    if (!error) error = made.commit();
    if (!error) continue;
    std::error_code code;
    while (file != files.begin()) fs::remove(folder / (--file)->name, code);
    return error;
  }
  return std::nullopt;
}

/// Throws Stop where the folder cannot be made, or holds one of the files.
void make_folder(const InitOptions& options, const std::vector<StarterFile>& files, const Output& output) {
  const fs::path folder = options.folder;
  std::error_code code;
  if (fs::exists(folder, code) && !fs::is_directory(folder, code))
    stop(output, file_trouble, fmt::format("{} is a file, not a folder", options.folder), "choose another name");
  for (const auto& file : files)
    if (fs::exists(fs::symlink_status(folder / file.name, code)))  // dangling links, too
      stop(output, file_trouble,
           fmt::format("{} exists already, so nothing was written", (folder / file.name).string()),
           "choose another folder");
  fs::create_directories(folder, code);
  if (code) stop(output, file_trouble, fmt::format("cannot make the folder {}: {}", options.folder, code.message()));
}

void write_or_stop(const InitOptions& options, const std::vector<StarterFile>& files, const Output& output) {
  make_folder(options, files, output);
  if (const auto error = write(options.folder, files)) stop(output, file_trouble, error->message);
}

/// What the list says too little of.
void show_first_notes(const FirstGuideline& made, const Output& output) {
  std::vector<std::string> notes;
  if (!made.total_lines.empty())
    notes.push_back(fmt::format("{} {} and {} left out", records::lines_text(made.total_lines),
                                made.total_lines.size() == 1 ? "is a total" : "are totals",
                                made.total_lines.size() == 1 ? "was" : "were"));
  for (const std::string& head : made.left_out_heads)
    notes.push_back(fmt::format("the column \"{}\" is left out: its head or its cells cannot be read", head));
  if (!made.has_key)
    notes.emplace_back("no columns tell the rows apart, so that no attribute is a key and explain finds no row");
  if (made.rejected > 0) notes.push_back(fmt::format("{} of {} rows are rejected", made.rejected, made.rows));
  show_table_notes(notes, output);
}

int init_from_list(const InitOptions& options, const Output& output) {
  if (options.from == "-")
    stop(output, wrong_usage, "the list is read several times, and so not from standard input",
         "save it, and name the file");
  records::TableOptions reading;
  reading.sheet = options.sheet;
  auto made = first_guideline(options.from, reading, options.language == "de");
  if (const auto* error = std::get_if<records::FileError>(&made)) stop(output, file_trouble, error->message);
  if (const auto* error = std::get_if<records::AccountsError>(&made))
    stop(output, findings, fmt::format("{}: {}", shown_source(options.from), error->message), error->help);
  const auto& guideline = std::get<FirstGuideline>(made);
  const std::string name = options.language == "de" ? "leitlinie.spanne" : "guideline.spanne";
  write_or_stop(options, {{name, guideline.text}}, output);
  const std::string path = grammar::fit_to_show((fs::path(options.folder) / name).string());
  write_line(output.out, "wrote " + path);
  output.out << fmt::format(
      "\nNext:\n"
      "  spanne check {0}\n"
      "  spanne eval {0} {1}{2} --format table\n"
      "Then open {0} in a text editor: it says what to do first.\n",
      typed(path), typed(grammar::fit_to_show(options.from)),
      options.sheet.empty() ? "" : " --sheet " + typed(options.sheet));
  show_first_notes(guideline, output);
  return fine;
}

/// Turns the tables among the files into workbooks.
void make_workbooks(std::vector<StarterFile>& files, const Output& output) {
  for (StarterFile& file : files) {
    if (!file.name.ends_with(".csv")) continue;
    file.name.resize(file.name.size() - std::string_view(".csv").size());
    auto made = workbook_of(file.name, file.text);
    if (const auto* error = std::get_if<records::FileError>(&made)) stop(output, file_trouble, error->message);
    file.name += ".xlsx";
    file.text = std::move(std::get<std::string>(made));
  }
}

}  // namespace

int init(const InitOptions& options, const Output& output) {
  if (options.language != "en" && options.language != "de")
    stop(output, wrong_usage,
         fmt::format("there is no starter in {}{}", options.language, did_you_mean(options.language, {"en", "de"})),
         "--lang en or --lang de");
  if (!options.from.empty() && options.xlsx)
    stop(output, wrong_usage, "--xlsx is about the sample accounts, and with --from there are your own",
         "leave one of the two out");
  if (!options.from.empty()) return init_from_list(options, output);
  if (!options.sheet.empty())
    stop(output, wrong_usage, "--sheet says something about a list, but none is given", "--from FILE");
  auto files = starter_files(options.language == "de");
  if (options.xlsx) make_workbooks(files, output);
  write_or_stop(options, files, output);
  report_written(options.folder, files, output);
  return fine;
}

}  // namespace spanne::cli
