// The commands of the audit trail: their options, and how they are added to the command line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/log_entry.hpp"
#include "cli/secret_keys.hpp"
#include "library/portfolio_page.hpp"
#include "records/trail/releases.hpp"

namespace CLI {
class App;
}

namespace spanne::cli {

struct ReleaseOptions : EntryArguments {
  bool accept_warnings = false;
};

/// Without `required`, shows the policy in force.
struct PolicyOptions : EntryArguments {
  int required = 0;
  bool author_apart = false;
  std::string programme;
};

struct WithdrawOptions : EntryArguments {
  std::string version;
};

/// Without keys, shows what is to be signed.
struct CosignOptions : SigningArguments {
  std::string prepared, approved_by;
  bool shows_text = false;
};

struct EnterOptions : EntryArguments {
  std::string prepared;
};

struct NewKeyOptions {
  std::string file, name;
  std::string passphrase_file, old_passphrase_file;
  bool change_passphrase = false;
};

struct LogOptions {
  std::string rules, format, trust;
};

class Trust;

struct VerifyOptions {
  std::string file, trust;
  std::string expect = {};                 // of a log: LINE:DIGEST, which somebody kept
  std::vector<std::string> at_least = {};  // receipts whose releases the log must have
  std::string archive = {};                // a folder of receipts, in the place of `file`
  bool demands_signed = false;             // a receipt has to be signed by a trusted key
};

/// With what a receipt is signed, and what its signer declares; every command that writes receipts has these options.
struct ReceiptArguments : SigningArguments {
  std::string made_by, purpose;
};

struct Compared;

/// What a bridge is asked for besides: the earlier side, where it is not like the later one, and how tables are shown.
struct BridgeArguments {
  std::string rules_before, kams_before, as_of_before, view;
  std::optional<int> decimals;
};

/// With `accounts`, shows who gets something else; the options below it apply only then. Where the second file is
/// accounts too, they are RULES, OLD.csv and NEW.csv (diff_files.hpp).
struct DiffOptions : TableArguments {
  std::string old_rules, new_rules, format, output, trust;
  std::string accounts, kams, by, as_of, out_locale;
  std::vector<std::string> set;
  BridgeArguments bridge;
  bool exact = false;        // with accounts: figures as fractions
  bool all = false;          // without accounts: shows every region
  unsigned time_limit = 10;  // without accounts: limit of the proof, in seconds
  std::string receipt;
  std::string old_name, new_name;  // what JSON calls the versions; empty: as they were typed
  Compared* compared = nullptr;    // filled in at the end unless null (see receipt.hpp)
};

struct ReplayOptions {
  std::string receipt, with, by, format, output, out_locale, trust;
  bool exact = false;
};

struct PrintOptions {
  std::string rules, output, format, trust;
};

struct EvidenceOptions {
  std::string receipt, output, trust;
};

struct SampleOptions : TableArguments {
  std::string rules, accounts, as_of, format, output, seed;
  std::size_t size = 25;
};

struct AuditOptions {
  DiffOptions diff;
  ReceiptArguments diff_receipt;
  ReleaseOptions release;
  PolicyOptions policy;
  WithdrawOptions withdraw;
  CosignOptions cosign;
  EnterOptions enter;
  NewKeyOptions new_key;
  LogOptions log;
  VerifyOptions verify;
  ReplayOptions replay;
  PrintOptions print;
  EvidenceOptions evidence;
  SampleOptions sample;
};

int diff(const DiffOptions& options, const Output& output);
/// From the total of one accounts file to that of a later one (bridge.cpp).
int bridge(const DiffOptions& options, const Output& output);
int release(const ReleaseOptions& options, const Output& output);
/// Enters a prepared release: the guideline has to be sound, and what the line says of it true.
int enter_release(const engine::Release& prepared, const EntryArguments& arguments, const Output& output);
int policy(const PolicyOptions& options, const Output& output);
int withdraw(const WithdrawOptions& options, const Output& output);
int cosign(const CosignOptions& options, const Output& output);
int enter_line(const EnterOptions& options, const Output& output);
int new_key(const NewKeyOptions& options, const Output& output);
int log(const LogOptions& options, const Output& output);
int verify(const VerifyOptions& options, const Output& output);
int print(const PrintOptions& options, const Output& output);
int replay(const ReplayOptions& options, const Output& output);
int evidence(const EvidenceOptions& options, const Output& output);
int sample(const SampleOptions& options, const Output& output);

/// Adds the options of TableArguments to a command.
void add_table_options(CLI::App& command, TableArguments& arguments);
/// Adds `--sign` and `--passphrase-file`.
void add_signing_options(CLI::App& command, SigningArguments& arguments);
/// Adds `--receipt`, `--sign` and what its signer declares.
void add_receipt_options(CLI::App& command, std::string& receipt, ReceiptArguments& arguments);

/// Adds the commands `evidence` and `sample` (evidence_options.cpp).
void add_evidence_commands(CLI::App& app, AuditOptions& options);

/// The names of the commands, in the order of the help.
std::vector<std::string> audit_commands();
/// Adds the commands to the command line; `options` is filled when it is parsed.
std::vector<CLI::App*> add_audit_commands(CLI::App& app, AuditOptions& options);
/// Runs the command that was given; returns nullopt if it is none of these.
std::optional<int> run_audit_command(const CLI::App& app, const AuditOptions& options, const Output& output);

/// Reads the log next to a rule file and checks that every line is intact and in its place; throws, naming the lines,
/// if one is not.
records::ReleaseLog sound_log(const std::string& rules_path, const Output& output);

/// The latest release of a rule file that has not been withdrawn; null if there is none.
const engine::Release* latest_usable(const records::ReleaseLog& log, const std::string& file);

/// A note that the log next to a rule file has a later version of it that is not withdrawn; empty if there is none.
std::string later_release(const records::ReleaseLog& log, const std::string& rules_path, const std::string& version);

/// That a release has been withdrawn, and why; empty if it has not.
std::string withdrawn(const records::ReleaseLog& log, const std::string& rules_path, const engine::Release& release);

/// Reports contradictions in a log whose lines are intact: days that go back, texts that this program refuses, engine
/// versions that never existed. Returns `findings` if there are any.
int check_lines(const records::ReleaseLog& log, const std::string& rules_path, const Output& output);

/// The same, and whether the lines are signed as the trusted keys ask (check_signers).
int check_log(const records::ReleaseLog& log, const std::string& rules_path, const Trust& trust, const Output& output);

/// Warns of days that go back, of impossible days, and of approvers with deceptive names.
void warn_of_lines(const records::ReleaseLog& log, const std::string& rules_path, const Output& output);

/// Why an engine version cannot have written what this program reads, as the end of a sentence about it ("which is no
/// version"); returns nullopt if it can.
std::optional<std::string> doubt_of_engine(const std::string& version);

/// The first line in which two texts differ, as both have it; returns nullopt if they differ only in line breaks.
/// `old_word` and `new_word` name the two.
std::string first_difference(std::string_view old_text, std::string_view new_text, std::string_view old_word,
                             std::string_view new_word, std::size_t number = 1);

using library::warnings_of;

/// The message that a file has not been released, followed by what has been, if anything.
std::string not_released(const std::string& file, const records::ReleaseLog& log);

}  // namespace spanne::cli
