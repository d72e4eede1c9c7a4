// Receipts: what a result was made from, so that anyone can make it again.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/trail/schemes.hpp"

namespace spanne::records {

/// A file as it was: its path relative to the receipt's folder, and the SHA-256 of its bytes.
struct ReceiptFile {
  std::string path, digest;
};

/// How the result was asked for; the options of `eval` that can change a byte of it.
struct ReceiptOptions {
  std::vector<std::string> by, set, columns;
  bool all_columns = false, exact = false;
  int decimals = 6;
  std::string locale, format;
  std::string sheet;                                  // of a workbook; written down only where it was asked for
  bool keep_totals = false;                           // likewise
  std::optional<std::string> missing = std::nullopt;  // stands in the receipt only where it was said
  std::string out_locale = "en";                      // how CSV is written; receipts name it only where it is another
};

/// The line of the log of releases in which the rule set stands.
struct ReceiptRelease {
  std::size_t line = 0;
  std::string date, approved_by, line_digest;
};

struct Receipt {
  engine::Schemes schemes = engine::current_schemes;
  std::string engine;                                      // version of the program
  std::string rules, title, version, digest, text_digest;  // rules: path, relative to the receipt's folder
  std::optional<ReceiptRelease> release;
  ReceiptFile accounts;
  std::optional<ReceiptFile> kams;
  ReceiptFile output;
  std::string as_of;
  ReceiptOptions options;
  std::size_t rows = 0, rejected = 0;
  std::size_t skipped =
      0;  // rows without any value, totals and small print, which receipts of the first schemes do not count
  std::vector<std::pair<std::string, std::string>> totals;  // column and exact figure: fte_low, fte, fte_high, …
};

/// JSON with the digest of all that stands before it as its last field.
std::string to_text(const Receipt& receipt);

/// Whether the text is a receipt that only a later program can read.
bool is_later_receipt(const std::string& text);

/// Nullopt where the text is no receipt as this program writes it, to the last byte.
std::optional<Receipt> read_receipt(const std::string& text);

}  // namespace spanne::records
