// `spanne init`: creates a folder with a small commented guideline, accounts and people, ready to be changed.
#include <filesystem>
#include <fmt/format.h>
#include <system_error>

#include "cli/commands.hpp"
#include "cli/starter.hpp"
#include "grammar/text/characters.hpp"
#include "records/io/file.hpp"

namespace spanne::cli {
namespace {

namespace fs = std::filesystem;

int trouble(const Output& output, const std::string& message, const std::string& help = {}) {
  show_error(output, message, help);
  return file_trouble;
}

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

}  // namespace

int init(const InitOptions& options, const Output& output) {
  if (options.language != "en" && options.language != "de") {
    show_error(
        output,
        fmt::format("there is no starter in {}{}", options.language, did_you_mean(options.language, {"en", "de"})),
        "--lang en or --lang de");
    return wrong_usage;
  }
  const auto files = starter_files(options.language == "de");
  const fs::path folder = options.folder;
  std::error_code code;
  if (fs::exists(folder, code) && !fs::is_directory(folder, code))
    return trouble(output, fmt::format("{} is a file, not a folder", options.folder), "choose another name");
  for (const auto& file : files)
    if (fs::exists(fs::symlink_status(folder / file.name, code)))  // dangling links, too
      return trouble(output, fmt::format("{} exists already, so nothing was written", (folder / file.name).string()),
                     "choose another folder");
  fs::create_directories(folder, code);
  if (code) return trouble(output, fmt::format("cannot make the folder {}: {}", options.folder, code.message()));
  if (const auto error = write(folder, files)) return trouble(output, error->message);
  report_written(folder, files, output);
  return fine;
}

}  // namespace spanne::cli
