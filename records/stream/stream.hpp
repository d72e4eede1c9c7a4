// Accounts in, results out, block by block: the file is never held in memory, and the order of its rows is kept
// whatever the number of threads.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "engine/portfolio/subtotals.hpp"
#include "records/csv/accounts.hpp"
#include "records/results/results.hpp"
#include "records/stream/file_scan.hpp"
#include "records/stream/match_counts.hpp"

namespace spanne::records {

/// What is to be added up.
struct SumsJob {
  std::vector<engine::GroupBy> by;  // empty: one group of everything
  bool accounts = false;            // count different accounts
};

struct StreamJob {
  const engine::Evaluator* evaluator = nullptr;
  bool rows = true;                   // written, one by one
  std::vector<ResultColumn> columns;  // of rows
  Format format = Format::csv;
  FigureStyle style;
  Provenance provenance;
  unsigned threads = 1;
  /// Up to so many bytes a plan would take longer than the plain evaluator; up to twenty times as many, threads would.
  std::size_t small_file = 20'000;
  /// Who may own an account, where the model has an owner; the first other owner is reported in the summary.
  std::optional<std::unordered_set<std::string>> owners;
  /// Takes rows piece by piece, in order.
  std::function<std::optional<FileError>(std::string_view)> write;
  /// Forgets what was written: the file has turned out to need another way of reading, and all begins again.
  std::function<std::optional<FileError>()> restart;
  std::optional<SumsJob> sums;
  std::vector<SumsJob> more_sums;    // of the same rows
  bool counts_matches = false;       // of each rule and row of a table
  bool keeps_digest = false;         // of the file's bytes, taken while they are read
  std::vector<std::string> what_if;  // the model's assignments as they were typed
};

struct StreamSummary {
  AccountsSummary accounts;
  struct Rejected {
    std::size_t line;
    std::vector<std::string> reasons;
  };
  std::vector<Rejected> first_rejected;  // at most `max_reported`
  std::size_t rejected = 0;              // by what stands in them and by the rules
  std::optional<UnknownOwner> unknown_owner;
  std::vector<std::size_t> changed;         // rows, by assignment of the model (`--set`)
  engine::Tally tally;                      // only where the job asks for sums
  std::vector<engine::Tally> more_tallies;  // one for each of the job's
  std::optional<MatchCounts> matches;       // only where the job asks for it
  std::string digest;                       // only where the job asks for it
  std::vector<std::string> name_notes;  // on names that may mean the same; among the notes of the accounts in the end
  static constexpr std::size_t max_reported = 5;
};

class AccountStream {
 public:
  /// `model` outlives it.
  AccountStream(const engine::Model& model, TableOptions options) : model_(model), file_(std::move(options)) {}

  /// Reads the heads.
  std::optional<StreamError> open(const std::string& path);
  const AccountsHeader& header() const { return header_; }
  /// Evaluates every row; writes it, adds it up.
  std::variant<StreamSummary, AccountsError, FileError> run(const StreamJob& job);

 private:
  const engine::Model& model_;
  AccountFile file_;
  Layout layout_;
  AccountsHeader header_;
};

}  // namespace spanne::records
