// Receipts: what a result or a report was made from, so that anyone can make it again.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/trail/schemes.hpp"

namespace spanne::records {

/// A file as it was: its path relative to the receipt's folder, and the SHA-256 of its bytes.
struct ReceiptFile {
  std::string path, digest;
};

/// What whoever signed a receipt says of it; nothing can check it.
struct ReceiptDeclaration {
  std::string made_by, purpose;  // one line each; empty: not said
};

/// What all receipts have, whichever command wrote them.
struct ReceiptCore {
  engine::Schemes schemes = engine::current_schemes;
  std::string engine;  // version of the program
  ReceiptDeclaration declared;
  std::string signer;     // public key in base64; empty: the receipt is not signed
  std::string signature;  // of the receipt's digest, by the signer
};

/// The line of the log of releases in which the rule set stands.
struct ReceiptRelease {
  std::size_t line = 0;
  std::string date, approved_by, line_digest;
};

/// A guideline as it was.
struct ReceiptRules {
  std::string rules;  // path relative to the receipt's folder
  std::string title, version, digest, text_digest;
  std::optional<ReceiptRelease> release;
};

/// How the result was asked for; the options of `eval` and `diff` that can change a byte of it.
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

/// What was found out of how the accounts are written.
struct ReceiptReading {
  std::string numbers;                                       // "decimal comma", "decimal point" or "undecided"
  std::vector<std::pair<std::string, std::size_t>> missing;  // words read as nothing, and in how many cells
  bool operator==(const ReceiptReading&) const = default;
};

/// What the accounts were copied from (`--snapshot`): a database as the command line named it, without a password. It
/// has moved on since, so nothing can check it.
struct ReceiptSource {
  std::string name;
  std::string table, query, with;  // empty where they were not given
};

/// The receipt of a result (`eval --receipt`).
struct Receipt : ReceiptCore, ReceiptRules {
  ReceiptFile accounts;  // with `snapshot_of` the copy that was made of them
  std::optional<ReceiptSource> snapshot_of;
  std::optional<ReceiptFile> with, kams;
  ReceiptFile output;
  std::string as_of;
  ReceiptOptions options;
  std::size_t rows = 0, rejected = 0;
  /// Rows without any value, totals and small print, which receipts of the first schemes do not count.
  std::size_t skipped = 0;
  /// Of a what-if: how many rows each assignment (`set`) changed; receipts of the first formats do not count them.
  std::vector<std::size_t> changed;
  /// Stands in a receipt that has anything of what format 3 brought (see is_plain()).
  std::optional<ReceiptReading> reading;
  std::vector<std::pair<std::string, std::string>> totals;  // column and exact figure: fte_low, fte, fte_high, …
};

/// In seconds: what commands take as their limit.
inline constexpr unsigned largest_time_limit = 3'600;

/// How something was proved: by the program of the receipt's `engine`, in steps that stand for seconds.
struct ReceiptProof {
  unsigned time_limit = 10;
  bool solver = true;
};

/// The receipt of what is found out about a guideline without data (`check --receipt`).
struct CheckReceipt : ReceiptCore, ReceiptRules {
  std::optional<ReceiptProof> proof;  // nullopt: nothing was proved (--no-proof)
  std::string report;                 // JSON as `check --format json` writes it, with the file's name as in `rules`
};

/// The receipt of what differs between two versions (`diff --receipt`), or of who in a portfolio moves.
struct DiffReceipt : ReceiptCore {
  ReceiptRules before, after;
  /// Who moves; nullopt: the versions alone were compared.
  struct Impact {
    ReceiptFile accounts;
    std::optional<ReceiptFile> kams;
    ReceiptFile output;
    std::string as_of;
    ReceiptOptions options;  // without columns, all_columns and decimals
    std::size_t moved = 0, same = 0, rejected_by_both = 0;
  };
  std::optional<Impact> impact;
  /// Of versions alone: the limit of the proof, whether all regions were asked for, and the differences as `diff
  /// --format json` writes them, with the names of the files as in `rules`.
  struct Regions {
    unsigned time_limit = 10;
    bool all = false;
    std::string report;
  };
  std::optional<Regions> regions;
};

using AnyReceipt = std::variant<Receipt, CheckReceipt, DiffReceipt>;

/// The guidelines of a receipt: two of a comparison, else one.
std::vector<ReceiptRules> guidelines_of(const AnyReceipt& receipt);

/// The files of an evaluation beside its guideline: accounts, second table, people, result.
std::vector<ReceiptFile> files_of(const Receipt& receipt);

/// JSON with the digest of all that stands before it as its last field but for a signature. Receipts of eval without
/// anything that format 3 brought are written in format 2, to the byte as before there was another.
std::string to_text(const AnyReceipt& receipt);

/// Signs it: sets `signer` and `signature`. The key is one that read_secret_key() returned. To be called last.
void sign(AnyReceipt& receipt, std::string_view secret_key);
/// Whether the signature is that of the signer over this receipt; false if it is not signed.
bool is_signed_well(const AnyReceipt& receipt);

const ReceiptCore& core_of(const AnyReceipt& receipt);

/// Whether the text is a receipt that only a later program can read.
bool is_later_receipt(const std::string& text);

/// Nullopt where the text is no receipt as this program writes it, to the last byte.
std::optional<AnyReceipt> read_any_receipt(const std::string& text);
/// The same for receipts of eval alone.
std::optional<Receipt> read_receipt(const std::string& text);

}  // namespace spanne::records
