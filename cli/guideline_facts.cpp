#include "cli/guideline_facts.hpp"

#include <fmt/format.h>

#include "cli/audit.hpp"
#include "cli/proof_options.hpp"
#include "cli/rules_text.hpp"
#include "cli/signers.hpp"
#include "library/portfolio_page.hpp"

namespace spanne::cli {

report::GuidelineFacts guideline_facts(Loaded& loaded) {
  return library::guideline_facts(loaded, proof_options(), today());
}

int add_releases(report::GuidelineFacts& facts, const std::string& rules, const std::string& version,
                 const std::string& trust_file, const Output& output) {
  const std::string path = rules_name(rules).path, file = records::file_name(path);
  const auto log = sound_log(path, output);
  const Trust trust(trust_file, output);
  for (const auto& release : log.releases) {
    if (release.file != file || engine::compare_versions(release.version, version) > 0) continue;
    const auto* withdrawal = withdrawal_of(log.withdrawals, release);
    const bool is_this = release.text_digest == facts.text_digest;
    facts.is_released = facts.is_released || is_this;
    facts.releases.push_back(release);
    facts.signed_by.push_back(signed_by(release, trust));
    if (withdrawal == nullptr) continue;
    const std::string why = fmt::format("on {}: {}", withdrawal->date, withdrawal->note);
    facts.releases.back().note += fmt::format("{}withdrawn {}", release.note.empty() ? "" : "; ", why);
    if (is_this) facts.withdrawn = why;
  }
  if (const auto* latest = latest_usable(log, file);
      latest != nullptr && engine::compare_versions(latest->version, version) > 0)
    facts.later = fmt::format("version {}, on {}", latest->version, latest->date);
  warn_of_lines(log, path, output);
  return check_signers(log, path, trust, output);
}

}  // namespace spanne::cli
