// `spanne print`: writes a guideline as a document.

#include "cli/audit.hpp"
#include "cli/file_roles.hpp"
#include "cli/guideline_facts.hpp"
#include "cli/output_format.hpp"
#include "records/io/file.hpp"
#include "report/guideline.hpp"

namespace spanne::cli {
namespace {

bool wants_html(const PrintOptions& options, const Output& output) {
  return output_format_or_stop({"print", {"md", "html"}}, options.format, options.output, output) == "html";
}

}  // namespace

int print(const PrintOptions& options, const Output& output) {
  if (options.rules == "-" && !options.trust.empty())
    stop(output, wrong_usage, "--trust is about the log beside a file, and standard input has none");
  FileRoles files;
  files.read_guideline(options.rules);
  files.read(options.trust, "the trusted keys");
  files.write(options.output, FileRoles::Product::document, "-o");
  stop_at_conflict(files, output);
  const bool html = wants_html(options, output);
  Loaded loaded = load(options.rules, output, true);
  if (!loaded.model) {
    for (const auto& diagnostic : loaded.diagnostics)
      output.err << grammar::render(diagnostic, *loaded.source, output.color_err) << "\n";
    return loaded.status;
  }
  auto facts = guideline_facts(loaded);
  const int status =
      options.rules == "-" ? fine : add_releases(facts, options.rules, loaded.model->version, options.trust, output);
  const auto document = report::guideline_document(*loaded.model, facts);
  const std::string text = html ? report::to_html(document) : report::to_markdown(document);
  if (options.output.empty() || options.output == "-") {
    output.out << text << std::flush;
    return status;
  }
  records::AtomicFile file(options.output);
  auto error = file.open();
  if (!error) error = file.write(text);
  if (!error) error = file.commit();
  if (error) stop(output, file_trouble, error->message);
  return status;
}

}  // namespace spanne::cli
