// `eval --snapshot`: keeps the accounts of a database in a file, and evaluates that.
#include "records/stream/snapshot.hpp"

#include <fmt/format.h>

#include "cli/receipt.hpp"
#include "engine/explain/words.hpp"

namespace spanne::cli {

void use_snapshot(EvalOptions& options, const engine::Model& model, const Output& output) {
  if (options.snapshot.empty()) return;
  records::AtomicFile file(options.snapshot);
  if (const auto error = file.open()) stop(output, file_trouble, error->message);
  const auto written = records::write_snapshot(options.accounts, model, choose_table_options(options, output),
                                               [&](std::string_view text) { return file.write(text); });
  const std::string source = shown_source(options.accounts);
  if (const auto* error = std::get_if<records::FileError>(&written)) stop(output, file_trouble, error->message);
  if (const auto* error = std::get_if<records::AccountsError>(&written))
    stop(output, findings, fmt::format("{}: {}", source, error->message), error->help);
  if (const auto error = file.commit()) stop(output, file_trouble, error->message);
  write_line(output.err, fmt::format("note: {} keeps what was read from {} ({}), and is evaluated in its place",
                                     options.snapshot, source, engine::counted(std::get<std::size_t>(written), "row")));
  options.accounts = options.snapshot;
  options.snapshot.clear();
  for (std::string* said : {&options.table, &options.query, &options.with, &options.sheet}) said->clear();
}

}  // namespace spanne::cli
