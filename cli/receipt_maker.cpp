#include "cli/receipt_maker.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "cli/output_format.hpp"
#include "cli/rules_text.hpp"
#include "cli/typed_names.hpp"
#include "records/cells/encoding.hpp"
#include "records/databases/connection_address.hpp"
#include "records/io/paths.hpp"
#include "records/sources/source_format.hpp"

namespace spanne::cli {

namespace fs = std::filesystem;

bool is_empty(const ReceiptArguments& arguments) {
  return arguments.sign.empty() && arguments.made_by.empty() && arguments.purpose.empty();
}

ReceiptMaker::ReceiptMaker(const std::string& path, const ReceiptArguments& arguments, const Output& output)
    : path_(path), arguments_(arguments), output_(output) {
  if (path.empty())
    stop(output, wrong_usage, "--sign, --made-by and --purpose say something of a receipt, and none is asked for",
         "--receipt FILE.json");
  if (arguments.sign.size() > 1)
    stop(output, wrong_usage, "a receipt is signed with one key",
         "name one --sign, and sign the releases with several");
  if (arguments.sign.empty() && !is_empty(arguments))
    stop(output, wrong_usage, "--made-by and --purpose are what the signer of a receipt declares, and nobody signs it",
         "--sign KEY");
  if (!arguments.made_by.empty()) {
    arguments_.made_by = name_of_person(output, "--made-by", arguments.made_by);
    if (arguments_.made_by.empty()) stop(output, wrong_usage, "--made-by names nobody", "--made-by \"Jane Doe\"");
  }
  if (!arguments.purpose.empty()) {
    arguments_.purpose = line_of_text(output, "--purpose", arguments.purpose);
    if (arguments_.purpose.empty()) stop(output, wrong_usage, "--purpose says nothing", "leave it out");
  }
}

void ReceiptMaker::require_name() const {
  if (records::is_special(path_) || path_ == "-")
    stop(output_, wrong_usage, fmt::format("{} is no file, in which alone a receipt is kept", path_),
         "--receipt FILE.json");
  if (std::holds_alternative<UsageError>(output_format({"eval", {"json"}}, "", path_)))
    stop(output_, wrong_usage, fmt::format("{} is no name for a receipt, which is JSON", path_), "--receipt FILE.json");
}

void ReceiptMaker::require_file(const std::string& path) const {
  if (path.empty()) return;
  if (path == "-")
    stop(output_, wrong_usage, "a receipt names files, and standard input is none", "write it to a file first");
  if (records::is_special(path))
    stop(output_, wrong_usage,
         fmt::format("a receipt names files, and {} is none: what comes through a pipe or a device is gone afterwards",
                     path),
         "write it to a file first");
  if (!records::is_utf8(place(path)))
    stop(output_, wrong_usage, fmt::format("a receipt cannot name {}: its name is not UTF-8", path),
         "rename the file or the folder it lies in");
}

void ReceiptMaker::require_rules(const std::string& typed) const {
  const RulesName name = rules_name(typed);
  if (name.source == RulesName::Source::git)
    stop(output_, wrong_usage,
         fmt::format("a receipt names files and releases, which are found again, and {} is neither", typed),
         "release that version, or write it to a file first");
  require_file(name.path);
}

namespace {

bool is_database(const std::string& name) {
  if (records::is_postgres_address(name)) return true;
  if (name.empty() || name == "-" || records::is_special(name)) return false;
  std::string beginning(records::recognised_bytes, '\0');
  std::ifstream file(name, std::ios::binary);
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(file.gcount()));
  const auto format = records::source_format(name, beginning);
  const auto* known = std::get_if<records::SourceFormat>(&format);
  return known != nullptr && *known == records::SourceFormat::sqlite;
}

}  // namespace

void ReceiptMaker::require_files(const TableArguments& tables, const std::string& accounts) const {
  if (!tables.table.empty() || !tables.query.empty() || is_database(accounts) || is_database(tables.with))
    stop(output_, wrong_usage, "a receipt is for accounts from files, since a database moves on",
         "keep what is read in a file, which the receipt then names: spanne eval RULES ACCOUNTS --snapshot FILE.csv");
}

void ReceiptMaker::begin(const std::vector<std::string>& rules) {
  if (is_signed()) key_ = secret_keys(arguments_, output_).front();
  for (const std::string& typed : rules) {
    const std::string path = rules_name(typed).path;
    if (logs_.count(path) == 0) logs_.emplace(path, sound_log(path, output_));
  }
  file_.emplace(path_);
  if (const auto error = file_->open()) stop(output_, file_trouble, error->message);
}

std::string ReceiptMaker::rules_place(const std::string& typed) const {
  const RulesName name = rules_name(typed);
  const bool is_release = name.source == RulesName::Source::release;
  return is_release ? fmt::format("release:{}:{}", name.which, place(name.path)) : place(typed);
}

std::string ReceiptMaker::place(const std::string& path) const {
  const auto plain = [](const std::string& text) { return fs::absolute(text).lexically_normal(); };
  return plain(path).lexically_relative(plain(path_).parent_path()).generic_string();
}

records::ReceiptRules ReceiptMaker::rules(const std::string& typed, const RuleFacts& facts) const {
  const std::string path = rules_name(typed).path;
  return {rules_place(typed), facts.title,       facts.version,
          facts.digest,       facts.text_digest, release_in(logs_.at(path), path, facts.text_digest)};
}

records::ReceiptFile ReceiptMaker::file(const std::string& path) {
  const auto [entry, is_new] = digests_.emplace(path, "");
  if (is_new) entry->second = file_digest(path, output_);
  return {place(path), entry->second};
}

void ReceiptMaker::require_unchanged() const {
  for (const auto& [path, digest] : digests_)
    if (file_digest(path, output_) != digest)
      stop(output_, file_trouble, fmt::format("{} has been changed while it was read; no receipt was written", path),
           "try again when nobody writes to it");
}

void ReceiptMaker::write(records::AnyReceipt receipt) {
  auto& core = std::visit([](auto& one) -> records::ReceiptCore& { return one; }, receipt);
  core.engine = SPANNE_VERSION;
  core.declared = {arguments_.made_by, arguments_.purpose};
  if (is_signed()) records::sign(receipt, key_);
  auto error = file_->write(records::to_text(receipt));
  if (!error) error = file_->commit();
  if (error) stop(output_, file_trouble, error->message);
}

}  // namespace spanne::cli
