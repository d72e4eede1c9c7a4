// `spanne verify --archive FOLDER`: every receipt in a folder, a line each.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sstream>

#include "cli/receipt_check.hpp"
#include "engine/explain/words.hpp"

namespace spanne::cli {
namespace {

namespace fs = std::filesystem;

/// The JSON files in a folder and those below it, sorted by their path.
std::vector<std::string> json_files_in(const std::string& folder, const Output& output) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".json" && entry->is_regular_file())
      files.push_back(entry->path().lexically_normal().string());
  if (error)
    stop(output, file_trouble, fmt::format("cannot read the folder {}: {}", folder, error.message()),
         "spanne verify --archive FOLDER");
  std::sort(files.begin(), files.end());
  return files;
}

/// The first sentence of an error.
std::string first_error(const std::string& shown) {
  constexpr std::string_view mark = "error: ";
  const std::size_t begin = shown.find(mark);
  if (begin == std::string::npos) return "it cannot be made again";
  const std::size_t text = begin + mark.size();
  return shown.substr(text, shown.find('\n', text) - text);
}

class ArchiveCheck {
 public:
  ArchiveCheck(const VerifyOptions& options, const Output& output) : options_(options), output_(output) {}

  int run() {
    const ReceiptCheck usable(options_, output_);  // so that unusable keys are reported once
    for (const std::string& file : json_files_in(options_.archive, output_)) judge(file);
    if (receipts_ == 0)
      stop(output_, findings, fmt::format("there is no receipt in {}", options_.archive),
           "spanne eval RULES ACCOUNTS -o FILE --receipt FILE");
    write_line(output_.out, sum());
    return confirmed_ == receipts_ ? fine : findings;
  }

 private:
  void judge(const std::string& file) {
    auto text = records::read_file(file, largest_rule_file);
    if (const auto* error = std::get_if<records::FileError>(&text)) return tell(file, error->message);
    const std::string& bytes = std::get<std::string>(text);
    if (bytes.find("\"spanne_receipt\"") == std::string::npos) {
      ++others_;
      return;
    }
    VerifyOptions options = options_;
    options.file = file;
    std::ostringstream out, err;
    ReceiptVerdict verdict;
    verdict.status = findings;
    try {
      verdict = judge_receipt(options, bytes, {out, err, {}});
    } catch (const Stop&) {}  // said on `err`
    if (verdict.status != fine) return tell(file, difference(verdict, err.str()));
    ++receipts_;
    ++confirmed_;
    write_line(output_.out, fmt::format("{}: confirmed, the same to the last byte", file));
  }

  void tell(const std::string& file, const std::string& why) {
    ++receipts_;
    write_line(output_.out, fmt::format("{}: not confirmed: {}", file, why));
  }

  /// Which rows differ, and what may have changed since.
  std::string difference(const ReceiptVerdict& verdict, const std::string& shown) {
    std::string why = first_error(shown);
    if (verdict.is_rounded) {
      ++rounded_;
      why = fmt::format("{}it was made with rounded arithmetic (CHANGES.md: Calculations are exact)", rows(verdict));
    } else if (!verdict.engine.empty() && verdict.engine != SPANNE_VERSION) {
      why = fmt::format("{}; {}it was written by spanne {}, this is {} (CHANGES.md lists what changed)", why,
                        rows(verdict), verdict.engine, SPANNE_VERSION);
    } else if (verdict.differing_rows > 0) {
      why += "; " + rows(verdict);
      why.resize(why.size() - 2);
    }
    return why;
  }

  static std::string rows(const ReceiptVerdict& verdict) {
    if (verdict.differing_rows == 0) return {};
    const bool are_more = verdict.differing_rows > verdict.lines.size();
    return fmt::format("{} {}, in {} {}{}: ", engine::counted(verdict.differing_rows, "row"),
                       verdict.differing_rows == 1 ? "differs" : "differ", verdict.lines.size() == 1 ? "line" : "lines",
                       fmt::join(verdict.lines, ", "), are_more ? " and so on" : "");
  }

  std::string sum() const {
    const std::size_t differ = receipts_ - confirmed_;
    std::string text = fmt::format("{}: {}, {} confirmed, {} not", options_.archive,
                                   engine::counted(receipts_, "receipt"), confirmed_, differ);
    if (rounded_ > 0) text += fmt::format(" ({} made with rounded arithmetic)", rounded_);
    if (others_ > 0)
      text += others_ == 1 ? "; 1 other JSON file is no receipt"
                           : fmt::format("; {} other JSON files are no receipts", others_);
    return text;
  }

  const VerifyOptions& options_;
  const Output& output_;
  std::size_t receipts_ = 0, confirmed_ = 0, rounded_ = 0, others_ = 0;
};

}  // namespace

int verify_archive(const VerifyOptions& options, const Output& output) { return ArchiveCheck(options, output).run(); }

}  // namespace spanne::cli
