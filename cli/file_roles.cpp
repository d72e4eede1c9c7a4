#include "cli/file_roles.hpp"

#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <string_view>
#include <unistd.h>

#include "cli/rules_text.hpp"
#include "records/trail/releases.hpp"
#include "records/trail/signing_keys.hpp"

namespace spanne::cli {
namespace {

using Product = FileRoles::Product;

std::string name_of(Product product) {
  switch (product) {
    case Product::answer: return "the answer";
    case Product::result: return "the result";
    case Product::document: return "the document";
    case Product::archive: return "the archive";
    case Product::receipt: return "the receipt";
    case Product::log: return "the log of releases";
    case Product::prepared_line: return "the prepared line";
    case Product::secret_key: return "the secret key";
    case Product::public_key: return "the public key";
  }
  return {};
}

bool is_standard(const std::string& path) { return path.empty() || path == "-"; }

constexpr std::string_view ordinary = "no receipt";

/// What a file contains, judging by its name or its beginning; empty if unknown.
std::string content_of(const std::string& path) {
  const std::string target = records::link_target(path), name = records::file_name(target);
  if (name == records::file_name(records::log_path(target))) return "a log of releases";
  if (is_standard(path) || records::is_special(path)) return {};
  std::string begin(4'096, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  begin.resize(static_cast<std::size_t>(file.gcount()));
  if (begin.empty()) return {};
  for (const char* kind : {records::release_name, records::policy_name, records::withdrawal_name})
    if (begin.starts_with(fmt::format("{{\"{}\":", kind))) return "a log of releases";
  if (begin.starts_with("{\n  \"spanne_receipt\":")) return "a receipt";
  if (name.ends_with(".spanne")) return "a guideline";
  std::istringstream lines(begin);
  for (std::string line; std::getline(lines, line);) {
    std::string word;
    std::istringstream(line) >> word;
    if (word.starts_with(records::secret_key_word) || word == records::public_key_word) return "a key";
    // A file of public keys may begin with the name of its programme.
    if (!word.empty() && word.front() != '#' && !word.starts_with("programme:")) break;
  }
  return std::string(ordinary);
}

/// A result may replace an ordinary file, a receipt only another receipt.
bool may_replace(Product product, const std::string& content) {
  if (content.empty() || product > Product::receipt) return true;
  return content == (product == Product::receipt ? "a receipt" : ordinary);
}

}  // namespace

void FileRoles::read(const std::string& path, const std::string& role) {
  if (path.empty()) return;
  inputs_.push_back({path == "-" ? "standard input" : path, role,
                     path == "-" ? records::identity_of_open(STDIN_FILENO) : records::identity_of(path)});
}

void FileRoles::read_guideline(const std::string& typed) {
  const RulesName name = rules_name(typed);
  if (name.source == RulesName::Source::file) {
    read(typed, "the guideline");
    if (typed != "-") read(records::log_path(typed), "its log of releases");
  } else if (!name.path.empty()) {
    read(name.path, "the guideline");
    read(records::log_path(name.path), "its log of releases");
  }
}

void FileRoles::write(const std::string& path, Product product, const std::string& option) {
  Output output;
  output.path = is_standard(path) ? "standard output" : path;
  output.role = name_of(product);
  output.identity = is_standard(path) ? records::identity_of_open(STDOUT_FILENO) : records::identity_of(path);
  output.product = product;
  output.option = is_standard(path) ? std::string() : option;
  outputs_.push_back(std::move(output));
}

std::optional<UsageError> FileRoles::conflict() const {
  const auto over = [](const Output& output, const File& other) -> std::optional<UsageError> {
    if (!output.identity || output.identity != other.identity) return std::nullopt;
    return UsageError{fmt::format("{} would be written over {}, {}{}", output.role, other.path, other.role,
                                  output.path == other.path ? "" : fmt::format(" ({} is the same file)", output.path)),
                      output.option.empty() ? "send standard output to another file"
                                            : fmt::format("choose another name for {}", output.option)};
  };
  for (auto output = outputs_.begin(); output != outputs_.end(); ++output) {
    for (const File& input : inputs_)
      if (auto found = over(*output, input)) return found;
    for (auto other = outputs_.begin(); other != output; ++other)
      if (auto found = over(*output, *other)) return found;
    if (output->option.empty()) continue;
    const std::string content = content_of(output->path);
    if (!may_replace(output->product, content))
      return UsageError{fmt::format("{} would be written over {}, which is {}", output->role, output->path, content),
                        fmt::format("choose another name for {}", output->option)};
  }
  return std::nullopt;
}

void stop_at_conflict(const FileRoles& roles, const Output& output) {
  if (const auto conflict = roles.conflict()) stop(output, wrong_usage, conflict->message, conflict->help);
}

void stop_if_answered_into(FileRoles sources, const Output& output) {
  sources.write("-", FileRoles::Product::answer, {});
  stop_at_conflict(sources, output);
}

}  // namespace spanne::cli
