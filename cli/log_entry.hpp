// Enters a line in the log of releases, of whatever kind: who answers for it, who signs it, and that the log and its
// policy allow it. A line that others have to sign, too, is prepared as a file of its own.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/secret_keys.hpp"
#include "records/trail/releases.hpp"

namespace spanne::cli {

/// What every command has that enters a line.
struct EntryArguments : SigningArguments {
  std::string rules;                     // beside which the log lies
  std::vector<std::string> approved_by;  // the keys of --sign are theirs, in this order
  std::string changed_by, note;
  std::string prepare;  // the file for a line that is not entered yet; empty: enter it
  std::string trust;    // keys that the line has to be signed with; empty: not checked
};

/// Names, note, program: what the arguments say. Throws Stop at names that could be mistaken.
void describe(engine::LogLine& line, const EntryArguments& arguments, const Output& output);

/// The keys of --sign; throws Stop where there are more than approvers, or where the files of the command are in one
/// another's way.
std::vector<std::string> keys_of_approvers(const EntryArguments& arguments, const Output& output);

/// Completes a line by what only the log tells; throws Stop if it must not follow the log.
using Completion = std::function<void(records::AnyLine&, const records::ReleaseLog&)>;

/// Dates, signs and enters the line, or prepares it. Throws Stop, with the reason, if it must not follow the log.
int enter(records::AnyLine line, const EntryArguments& arguments, const std::vector<std::string>& secret_keys,
          const Output& output, const Completion& complete = {});

/// Enters a line that was prepared, and has been signed by others. `again` may throw Stop if this program would have
/// made another line.
int enter_prepared(records::AnyLine line, const EntryArguments& arguments, const Output& output,
                   const Completion& again = {});

/// Throws Stop if a prepared line waits for too long: whoever signs it vouches for the log of the day it states.
void refuse_old(const records::AnyLine& line, const Output& output);

/// The line in a file that `--prepare` wrote; throws Stop if it holds none.
records::AnyLine prepared_line(const std::string& path, const Output& output);

/// Writes such a file; throws Stop. A new line replaces no file: it might be one that others have signed.
void write_prepared(const std::string& path, const records::AnyLine& line, records::AtomicFile::Existing existing,
                    const Output& output);

/// Shows what a line does, for those who are to sign it or have.
void show_entry(const records::AnyLine& line, const Output& output);

/// The log is next to the guideline. If the guideline is reached through a link from another folder, a second log would
/// begin there. Throws Stop.
void require_place_of_log(const std::string& rules, const Output& output);

}  // namespace spanne::cli
