// `spanne cosign`: signs a prepared line, on another machine than the log; `spanne enter`: enters it when all have.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/audit.hpp"
#include "cli/file_roles.hpp"
#include "cli/signers.hpp"
#include "records/trail/names.hpp"

namespace spanne::cli {
namespace {

using records::common;

/// The place of an approver among those whom the line names.
std::size_t place_of(const engine::LogLine& line, const std::string& name, const Output& output) {
  std::vector<std::string> names;
  for (const auto& approval : line.approvals) {
    if (records::same_name(approval.name, name)) {
      if (approval.signature.empty()) return names.size();
      stop(output, findings, fmt::format("{} has signed this line already", approval.name));
    }
    names.push_back(approval.name);
  }
  stop(output, findings, fmt::format("this line is not to be approved by {}{}", name, did_you_mean(name, names)),
       fmt::format("--approved-by, one of {}", fmt::join(names, ", ")));
}

/// Before it is written: a line that is signed twice with one key could not be mended.
void refuse_second_signature(const records::AnyLine& line, const Output& output) {
  std::string text = records::to_line(line);
  text.pop_back();
  const auto read = records::read_line(text);
  if (const auto* fault = std::get_if<std::string>(&read))
    stop(output, findings, fmt::format("not signed: this line {}", *fault), "each signs with a key of their own");
}

void keep_files_apart(const CosignOptions& options, const Output& output) {
  FileRoles files;
  read_keys(files, options);
  files.write(options.prepared, FileRoles::Product::prepared_line, "the prepared line");
  stop_at_conflict(files, output);
}

void require_its_file(const records::AnyLine& line, const std::string& rules, const Output& output) {
  const std::string file = records::file_of(line);
  if (!file.empty() && file != records::file_name(rules))
    stop(output, findings, fmt::format("not entered: this line is about {}, not about {}", file, rules));
}

}  // namespace

int cosign(const CosignOptions& options, const Output& output) {
  keep_files_apart(options, output);
  records::AnyLine line = prepared_line(options.prepared, output);
  if (options.sign.empty() || options.approved_by.empty()) {
    show_entry(line, output);
    if (const auto* release = std::get_if<engine::Release>(&line); release != nullptr && options.shows_text)
      output.out << "\n" << release->text;
    if (options.sign.empty() && options.approved_by.empty()) return fine;
    stop(output, wrong_usage, "whoever signs has a name and a key", "--approved-by NAME --sign KEY");
  }
  if (options.sign.size() > 1) stop(output, wrong_usage, "one person signs at a time", "--sign KEY, once");
  refuse_old(line, output);
  const std::size_t place = place_of(common(line), options.approved_by, output);
  const std::string key = secret_keys(options, output).front();
  refuse_key_of_other(options.sign.front(), key, common(line).approvals[place].name, output);
  records::sign(line, place, key);
  refuse_second_signature(line, output);
  write_prepared(options.prepared, line, records::AtomicFile::Existing::replaced, output);
  show_entry(line, output);
  return fine;
}

int enter_line(const EnterOptions& options, const Output& output) {
  require_place_of_log(options.rules, output);
  keys_of_approvers(options, output);  // there are none; the files are kept apart
  const records::AnyLine line = prepared_line(options.prepared, output);
  require_its_file(line, options.rules, output);
  if (const auto* release = std::get_if<engine::Release>(&line)) return enter_release(*release, options, output);
  return enter_prepared(line, options, output);
}

}  // namespace spanne::cli
