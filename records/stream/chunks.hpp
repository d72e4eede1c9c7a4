// An accounts file cut into pieces of whole rows, one after the other, for several threads to take.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/trail/digest.hpp"
#include "records/cells/decode.hpp"
#include "records/csv/scan.hpp"
#include "records/csv/sheet.hpp"
#include "records/io/spool.hpp"
#include "records/tables/table_options.hpp"
#include "records/tables/text_table.hpp"

namespace spanne::records {

/// Some whole rows of the file's body.
struct Chunk {
  std::size_t index = 0;  // 0, 1, 2, …
  std::size_t line = 0;   // of its first row
  std::size_t lines = 0;  // line ends in it, those inside quotes too
  bool regular = true;    // split_rows can split it
  bool last = false;
  std::string bytes;  // followed by scan_padding bytes that may be read
  std::string_view text() const { return {bytes.data(), bytes.size() - scan_padding}; }
};

/// What the head of the file says, and what a survey of all of it has added.
struct Opening {
  std::vector<std::string> heads;
  std::size_t heads_line = 1;
  char separator = ',';
  std::size_t begin = 0, line = 1;    // of the first row after the heads
  std::string bytes;                  // as they were read, before the first row after the heads
  std::vector<std::string> notes;     // on lines that were skipped
  bool typed = false;                 // the text of a TypedTable
  bool surveyed = false;              // `left_out` is known
  std::vector<std::size_t> left_out;  // lines of rows that are no accounts (see SummaryRows), ascending
  std::vector<std::string> left_out_notes;
};

/// Reads the file up to its heads and with them; `judge` says which they are.
std::variant<Opening, AccountsError, FileError> read_opening(const Input& input, Encoding encoding,
                                                             const HeadJudge& judge);

/// Up to `size` bytes of the file from `offset` on, in UTF-8.
std::variant<std::string, AccountsError, FileError> read_text(const Input& input, std::size_t offset, std::size_t size,
                                                              Encoding encoding);

class Chunks {
 public:
  /// `input` and `digest` outlive it. At most `rows` rows a chunk. `digest`, if it is not null, gets every byte of the
  /// file as it was read, in order, those of the opening first.
  Chunks(const Input& input, const Opening& opening, std::size_t rows, engine::ByteDigest* digest = nullptr);

  enum class Next { chunk, end, failed };
  /// The next chunk into `chunk`, whose room is used again. Any thread may ask.
  Next next(Chunk& chunk);
  /// Why the last call failed.
  const std::variant<AccountsError, FileError>& failure() const { return failure_; }

 private:
  std::optional<Next> cut(Chunk& chunk, std::size_t size);

  const Input& input_;
  engine::ByteDigest* digest_;
  char separator_;
  std::size_t rows_, offset_, line_, index_ = 0, wanted_;
  std::string carried_;
  bool ended_ = false;
  std::variant<AccountsError, FileError> failure_;
  std::mutex mutex_;
};

/// What the whole file is written in. Holds it in memory; for files that are not UTF-8.
std::variant<Encoding, AccountsError, FileError> recognise_encoding(const Input& input);

}  // namespace spanne::records
