#include "cli/passphrases.hpp"

#include <fmt/format.h>

#include "cli/hidden_input.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/text/normal_form.hpp"
#include "records/cells/encoding.hpp"
#include "records/trail/signature.hpp"
#include "records/trail/signing_keys.hpp"

namespace spanne::cli {
namespace {

constexpr std::size_t short_passphrase = 12;  // characters

/// One passphrase, whether a terminal sends ä as one character or as two.
std::string in_normal_form(std::string typed) {
  if (!records::is_utf8(typed)) return typed;
  std::string normal = grammar::normal_form(typed);
  engine::wipe(typed);
  return normal;
}

void warn_if_short(const std::string& passphrase, const Output& output) {
  if (grammar::character_count(passphrase) >= short_passphrase) return;
  write_line(output.err,
             "warning: this passphrase is short; four or five words that have nothing to do with each other are "
             "easier to remember and harder to guess");
}

/// Asks until both answers are the same and can be used.
std::string passphrase_asked_twice(const std::string& key, const Output& output) {
  for (;;) {
    std::string first = asked_passphrase(fmt::format("New passphrase of {} (empty for none): ", key), output);
    if (first.empty()) return first;
    if (const auto fault = records::passphrase_fault(first)) {
      write_line(output.err, "This passphrase " + *fault + ".");
      continue;
    }
    std::string second = asked_passphrase("The same once more: ", output);
    const bool same = first == second;
    engine::wipe(second);
    if (same) return first;
    engine::wipe(first);
    write_line(output.err, "These were two different passphrases.");
  }
}

}  // namespace

std::string asked_passphrase(const std::string& question, const Output& output) {
  auto answer = hidden_line(grammar::fit_to_show(question), unguarded(output.err));
  if (!answer) stop(output, file_trouble, "there was no answer", "--passphrase-file FILE");
  return in_normal_form(std::move(*answer));
}

std::string passphrase_in_file(const std::string& file, const Output& output) {
  auto bytes = records::read_file(file, records::largest_key_file);
  if (const auto* error = std::get_if<records::FileError>(&bytes)) stop(output, file_trouble, error->message);
  if (const auto error = records::exposure_error(file, "the passphrase"))
    stop(output, findings, error->message, error->help);
  auto text = records::to_utf8(std::get<std::string>(std::move(bytes)));
  if (const auto* error = std::get_if<records::EncodingError>(&text))
    stop(output, findings, fmt::format("{}: {}", file, error->message), error->help);
  std::string& lines = std::get<std::string>(text);
  std::string passphrase = lines.substr(0, lines.find('\n'));
  engine::wipe(lines);
  if (passphrase.ends_with('\r')) passphrase.pop_back();
  if (passphrase.empty())
    stop(output, findings, fmt::format("the first line of {} is empty", file), "write the passphrase there");
  if (const auto fault = records::passphrase_fault(passphrase))
    stop(output, findings, fmt::format("the passphrase in {} {}", file, *fault), "write it into the file anew");
  return in_normal_form(std::move(passphrase));
}

std::string new_passphrase(const std::string& key, const std::string& file, const Output& output) {
  if (!file.empty()) {
    std::string passphrase = passphrase_in_file(file, output);
    warn_if_short(passphrase, output);
    return passphrase;
  }
  if (!output.terminal.asks) {
    write_line(output.err, fmt::format("note: {} has no passphrase, since there is no terminal to ask for one; "
                                       "--passphrase-file FILE gives it one",
                                       key));
    return {};
  }
  std::string passphrase = passphrase_asked_twice(key, output);
  if (passphrase.empty())
    write_line(output.err,
               fmt::format("warning: {} has no passphrase, so whoever copies the file can sign in your name", key));
  else
    warn_if_short(passphrase, output);
  return passphrase;
}

}  // namespace spanne::cli
