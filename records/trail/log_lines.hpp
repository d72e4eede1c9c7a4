// A line of the log of releases as text: JSON that names its kind first, then what it says, its digest, and the
// signatures under that.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "engine/trail/release.hpp"
#include "records/trail/policy.hpp"

namespace spanne::records {

using AnyLine = std::variant<engine::Release, Policy, engine::Withdrawal>;

/// What a line begins with, by its kind.
inline constexpr const char* release_name = "spanne_release";
inline constexpr const char* policy_name = "spanne_policy";
inline constexpr const char* withdrawal_name = "spanne_withdrawal";

/// What all kinds have.
engine::LogLine& common(AnyLine& line);
const engine::LogLine& common(const AnyLine& line);

/// "version 1.1.0", "policy" or "withdrawal of version 1.1.0", for messages about the line.
std::string what_it_is(const engine::Release& release);
std::string what_it_is(const Policy& policy);
std::string what_it_is(const engine::Withdrawal& withdrawal);
std::string what_it_is(const AnyLine& line);

/// The rule file that a line releases or withdraws; empty for a policy, which is about all.
std::string file_of(const engine::Release& release);
std::string file_of(const Policy& policy);
std::string file_of(const engine::Withdrawal& withdrawal);
std::string file_of(const AnyLine& line);

/// The line as it stands in the log, with its line break.
std::string to_line(const AnyLine& line);

/// Makes the digest of what the line says. A line with one approver and no author carries the approver's key within
/// what is signed, as all lines did before there could be several; `signer` is put there, and may be empty.
void set_digest(AnyLine& line, std::string_view signer);

/// Signs for the approver at `index`; the digest has been made. Nothing happens without a key.
void sign(AnyLine& line, std::size_t index, std::string_view secret_key);

/// A line without its line break; or what is wrong with it by itself, as the end of a sentence about it. Of a release,
/// the text in it has to be what its fields say.
std::variant<AnyLine, std::string> read_line(std::string_view text);

}  // namespace spanne::records
