// README.html: the page in an archive of evidence that explains it to whoever opens it first.
#include <fmt/format.h>

#include "cli/evidence.hpp"
#include "cli/receipt.hpp"
#include "report/document.hpp"

namespace spanne::cli {
namespace {

using namespace report;

void explain_keys(Document& page, const EvidenceFolder& folder) {
  page.blocks.emplace_back(Paragraph{plain(
      folder.has_keys
          ? "The keys in this archive vouch for nothing by themselves: whoever made the archive chose them. Use keys "
            "that you got from those who sign, not from here."
          : "No trusted keys were given when this was packed, so nothing above says who signed. Keys in this archive "
            "vouch for nothing by themselves; use keys that you got from those who sign.")});
}

void explain_checks(Document& page, const EvidenceFolder& folder) {
  page.blocks.emplace_back(Heading{2, "How to check it again"});
  page.blocks.emplace_back(List{
      {code("spanne verify ARCHIVE.zip --trust KEYS") +
           plain(" checks everything: that no byte of the archive was changed, that the result follows from guideline "
                 "and accounts to the last byte, who approved and signed, and that reports and this page say what the "
                 "program says again. It needs nothing but the program and the archive."),
       code("sha256sum -c MANIFEST.sha256") +
           plain(" in the unpacked folder compares the files with their digests, without Spanne (on a Mac: ") +
           code("shasum -a 256 -c MANIFEST.sha256") + plain(")."),
       code(fmt::format("spanne verify {} --trust KEYS", folder.receipt)) +
           plain(
               " in the unpacked folder checks the receipt alone. Each report begins with the command it is from.")}});
}

}  // namespace

std::string evidence_page_text(const EvidenceFolder& folder, const std::vector<EvidenceFile>& files,
                               const std::vector<std::string>& verified) {
  const auto& receipt = folder.content;
  Document page{fmt::format("Evidence for {}", records::file_name(receipt.output.path)), {}};
  page.blocks.emplace_back(Heading{1, page.title});
  page.blocks.emplace_back(Paragraph{plain(fmt::format(
      "The result of \"{}\" version {} as of {}: {}, of which {} rejected. This archive holds the result and all it "
      "rests on, as packed by spanne {}.",
      receipt.title, receipt.version, receipt.as_of,
      receipt.rows == 1 ? "1 account" : fmt::format("{} accounts", receipt.rows), receipt.rejected, SPANNE_VERSION))});
  page.blocks.emplace_back(Heading{2, "What was verified"});
  List sentences;
  for (const auto& line : verified) sentences.items.push_back(plain(line));
  page.blocks.emplace_back(std::move(sentences));
  explain_keys(page, folder);
  page.blocks.emplace_back(Heading{2, "What is in it"});
  Grid grid{{"File", "What it is"}, {}};
  for (const auto& file : files) grid.rows.push_back({code(file.name), plain(file.what)});
  page.blocks.emplace_back(std::move(grid));
  explain_checks(page, folder);
  page.blocks.emplace_back(Heading{2, "What it cannot show"});
  page.blocks.emplace_back(
      List{{plain("That the accounts are those of the customers: only that these accounts give this result."),
            plain("Whether the guideline has been released anew since: ask for the log as it is today."),
            plain("Without trusted keys: that nobody wrote log, receipt and archive anew, every digest included.")}});
  return to_html(page);
}

}  // namespace spanne::cli
