// `spanne policy`: how many have to sign the lines of a log; shown, or set by a line that is signed itself.
#include <fmt/format.h>

#include "cli/audit.hpp"
#include "cli/typed_names.hpp"
#include "engine/explain/words.hpp"
#include "grammar/text/normal_form.hpp"
#include "records/trail/signing_keys.hpp"

namespace spanne::cli {
namespace {

int show_policies(const PolicyOptions& options, const Output& output) {
  const auto rules = records::read_file(options.rules, largest_rule_file);  // a misspelt folder would have no policy
  if (const auto* error = std::get_if<records::FileError>(&rules)) stop(output, file_trouble, error->message);
  const auto log = sound_log(options.rules, output);
  const std::string path = records::log_path(options.rules);
  const auto* in_force = policy_for(log.policies, log.lines + 1);
  if (in_force == nullptr) {
    write_line(output.out, fmt::format("{}: no policy; one approver is enough, and nobody has to sign", path));
    return fine;
  }
  write_line(output.out,
             fmt::format("{}: {}, since line {} of {}{}", path, in_words(*in_force), in_force->number, in_force->date,
                         in_force->programme.empty() ? "" : ", programme " + in_force->programme));
  return fine;
}

/// What the arguments say beside --require, which alone sets a policy.
bool sets_something(const PolicyOptions& options) {
  return options.author_apart || !options.programme.empty() || !options.approved_by.empty() ||
         !options.changed_by.empty() || !options.sign.empty() || !options.trust.empty() || !options.prepare.empty() ||
         !options.note.empty();
}

}  // namespace

int policy(const PolicyOptions& options, const Output& output) {
  require_place_of_log(options.rules, output);
  if (options.required == 0 && sets_something(options))
    stop(output, wrong_usage, "a policy says how many have to sign", "--require 2");
  if (options.required == 0) return show_policies(options, output);
  records::Policy line;
  describe(line, options, output);
  if (line.approvals.empty()) stop(output, wrong_usage, "somebody has to approve it", "--approved-by NAME");
  line.required = options.required;
  line.author_apart = options.author_apart;
  line.programme = grammar::normal_form(line_of_text(output, "--programme", options.programme));
  if (const auto error = records::programme_name_error(line.programme); error && !line.programme.empty())
    stop(output, wrong_usage, "--programme: " + error->message, "a name without ;");
  const auto keys = keys_of_approvers(options, output);
  return enter(std::move(line), options, keys, output, [](records::AnyLine& entry, const records::ReleaseLog& log) {
    auto& next = std::get<records::Policy>(entry);
    if (next.programme.empty()) next.programme = programme_of(log);
  });
}

}  // namespace spanne::cli
