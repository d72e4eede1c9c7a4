// ReceiptMaker writes the receipts of all commands: whatever can prevent one is tried first, so that no result is left
// without its receipt.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "cli/receipt.hpp"
#include "records/io/file.hpp"

namespace spanne::cli {

class ReceiptMaker {
 public:
  /// `path`: of `--receipt`. Throws Stop if it is missing, or if what is to be signed or declared cannot be.
  ReceiptMaker(const std::string& path, const ReceiptArguments& arguments, const Output& output);

  /// Throws Stop if the path is no name for a receipt.
  void require_name() const;
  /// Files named in a receipt must be found again, and their names must be UTF-8 for JSON. Throws Stop. An empty path
  /// is ignored.
  void require_file(const std::string& path) const;
  /// The same for a guideline, which may be a release of one.
  void require_rules(const std::string& typed) const;

  /// Accounts are read from files again: throws Stop if they, or the second table, come from a database.
  void require_files(const TableArguments& tables, const std::string& accounts) const;

  /// Reads the key and the logs of the guidelines, and opens the file. Throws Stop.
  void begin(const std::vector<std::string>& rules);

  /// A path as the receipt has it: relative to its folder.
  std::string place(const std::string& path) const;
  /// The same for the name of a guideline, which may be a release of one.
  std::string rules_place(const std::string& typed) const;
  records::ReceiptRules rules(const std::string& typed, const RuleFacts& facts) const;
  /// The digest of a file that is to be read; require_unchanged() throws Stop if any of them has another one since.
  records::ReceiptFile file(const std::string& path);
  void require_unchanged() const;

  /// Fills in what all receipts have, signs and writes. Throws Stop.
  void write(records::AnyReceipt receipt);

  bool is_signed() const { return !arguments_.sign.empty(); }

 private:
  const std::string path_;
  ReceiptArguments arguments_;
  const Output& output_;
  std::string key_;
  std::map<std::string, records::ReleaseLog> logs_;  // by the path of the guideline
  std::map<std::string, std::string> digests_;       // of files, by their path
  std::optional<records::AtomicFile> file_;
};

}  // namespace spanne::cli
