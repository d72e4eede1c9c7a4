#include "report/regions.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/amounts.hpp"
#include "report/table.hpp"

namespace spanne::report {
namespace {

using engine::FigureChange;
using engine::Region;
using engine::Regions;
using engine::Stretch;

constexpr std::size_t max_lines = 8;

std::string effort_of_account(const std::optional<engine::Range>& effort) {
  if (!effort) return "rejected";
  if (effort->low == effort->high) return effort->low.to_text();
  return fmt::format("{} .. {}", effort->low.to_text(), effort->high.to_text());
}

std::string listed(const std::vector<std::string>& rules) { return fmt::format("{}", fmt::join(rules, ", ")); }

class RegionsView {
 public:
  RegionsView(const Regions& regions, bool all, const Screen& screen) : regions_(regions), all_(all), screen_(screen) {}

  std::string run() {
    text_ = "\n" + toned("Where results differ, by proof", Tone::strong, screen_.color) + "\n\n";
    for (const std::string& note : regions_.notes) text_ += fmt::format("Note: {}.\n", note);
    if (regions_.spans_change)
      text_ +=
          "Note: capacity or utilisation changes, and with it how many accounts one KAM can carry, for everyone.\n";
    if (!regions_.notes.empty() || regions_.spans_change) text_ += "\n";
    if (!regions_.obstacle.empty()) return text_ + fmt::format("Nothing can be compared: {}.\n", regions_.obstacle);
    for (const Region& reported : regions_.regions) region(reported);
    if (regions_.more > 0) text_ += fmt::format("… and {} more: --all shows them.\n\n", regions_.more);
    verdict();
    return std::move(text_);
  }

 private:
  void where(const std::vector<std::string>& places) {
    if (places.size() == 1 && places.front().empty()) {
      text_ += toned("all accounts", Tone::strong, screen_.color) + "\n";
      return;
    }
    const std::size_t shown = all_ ? places.size() : std::min(max_lines, places.size());
    for (std::size_t i = 0; i < shown; ++i)
      text_ += (i == 0 ? "" : "or ") + toned(places[i], Tone::strong, screen_.color) + "\n";
    if (shown < places.size())
      text_ += fmt::format("or {} more such stretches: --all shows them\n", places.size() - shown);
  }

  void line(const char* head, const std::string& words) { text_ += fmt::format("    {:<8}  {}\n", head, words); }

  void region(const Region& region) {
    where(region.where);
    if (region.kind == Region::Kind::only_old_accepts) line("status", "now rejected");
    if (region.kind == Region::Kind::only_new_accepts) line("status", "no longer rejected");
    if (!region.old_cluster.empty()) line("cluster", fmt::format("{} → {}", region.old_cluster, region.new_cluster));
    effort(region);
    for (const std::string& remark : region.gained) line("remark", fmt::format("new: \"{}\"", remark));
    for (const std::string& remark : region.lost) line("remark", fmt::format("no longer: \"{}\"", remark));
    if (!region.new_rules.empty() || !region.old_rules.empty()) line("by", rules(region));
    line("account", fmt::format("{}: {} → {}{}", region.account.empty() ? "any" : region.account,
                                effort_of_account(region.efforts[0]), effort_of_account(region.efforts[1]),
                                region.efforts[1] ? " FTE" : ""));
    text_ += "\n";
  }

  void effort(const Region& region) {
    if (region.kind != Region::Kind::effort) return;
    if (region.figures.empty()) {
      if (region.efforts[0] && region.efforts[1]) line("effort", "the same");
      return;
    }
    const bool total = region.figures.front().name == "fte";
    std::string words = total ? change_words(region.figures.front()) : "the same in total";
    const bool one_kind = total && region.figures.size() == 2 && region.figures[0].low == region.figures[1].low &&
                          region.figures[0].high == region.figures[1].high;
    if (one_kind) words += ", " + region.figures[1].name;
    if (!region.everyone) words += ", not for all of them";
    line("effort", words);
    for (std::size_t i = one_kind ? 2 : total ? 1 : 0; i < region.figures.size(); ++i)
      line("", fmt::format("{}: {}", region.figures[i].name, change_words(region.figures[i])));
  }

  static std::string rules(const Region& region) {
    if (region.old_rules == region.new_rules || region.old_rules.empty())
      return listed(region.new_rules) + (region.old_rules.empty() ? " (new version)" : "");
    if (region.new_rules.empty()) return listed(region.old_rules) + " (old version)";
    return fmt::format("{} (old version), {} (new version)", listed(region.old_rules), listed(region.new_rules));
  }

  void verdict() {
    const bool none = regions_.regions.empty();
    const char* which = regions_.notes.empty() ? "account" : "account that both accept";
    if (regions_.proved()) {
      text_ += none ? fmt::format("Both versions give every {} the same result: proved.\n", which)
                    : fmt::format("Every other {} gets the same result from both versions: proved.\n", which);
      if (regions_.defaults_differ)
        text_ += "That is said of accounts that leave out nothing whose default differs (see the notes).\n";
      return;
    }
    text_ += toned("Undecided", Tone::bad, screen_.color) +
             fmt::format(", because {}.\n", fmt::join(regions_.reasons, "; "));
    if (!regions_.undecided.empty()) {
      text_ += "Nothing is proved of:\n";
      where(regions_.undecided);
      text_ += "Every account outside gets the same result from both versions" +
               std::string(none ? "" : ", apart from the regions above") + ": proved.\n";
    } else {
      text_ += "Apart from that every other account gets the same result from both versions: proved.\n";
    }
  }

  const Regions& regions_;
  bool all_;
  const Screen& screen_;
  std::string text_;
};

}  // namespace

std::string change_words(const Stretch& change) {
  std::string words;
  if (change.least == change.most)
    words = change_words(change.least) + " FTE";
  else if (change.least.sign() > 0)
    words = fmt::format("+{} .. {} FTE", change.least.to_text(), change.most.to_text());
  else
    words = fmt::format("{} .. {} FTE", change_words(change.least), change_words(change.most));
  if (!change.proved)
    words += fmt::format(" (found; proved: within {} .. {})", change_words(change.never_below),
                         change_words(change.never_above));
  return words;
}

std::string change_words(const FigureChange& change) {
  if (change.low == change.high) return change_words(change.low);
  const auto end = [](const char* name, const Stretch& stretch) {
    return stretch.changes() ? fmt::format("{} end {}", name, change_words(stretch))
                             : fmt::format("{} end the same", name);
  };
  return end("low", change.low) + ", " + end("high", change.high);
}

std::string regions_view(const Regions& regions, bool all, const Screen& screen) {
  return RegionsView(regions, all, screen).run();
}

}  // namespace spanne::report
