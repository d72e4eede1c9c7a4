// `spanne fmt`: formats rule files in place, or checks whether they are formatted.
#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <utility>
#include <variant>

#include "cli/commands.hpp"
#include "cli/file_roles.hpp"
#include "grammar/layout/format.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/tree/parse.hpp"
#include "records/io/file.hpp"
#include "records/io/paths.hpp"

namespace spanne::cli {
namespace {

/// A line with visible marks for characters that cannot be seen or distinguished.
std::string visible(std::string_view line) {
  static constexpr std::pair<std::string_view, std::string_view> signs[] = {
      {"\t", "→"}, {"\r", "␍"}, {"\xC2\xA0", "⍽"}, {"\xEF\xBB\xBF", "⟨byte-order mark⟩"}};
  const std::size_t last = line.find_last_not_of(' ');
  const std::size_t trailing = line.size() - (last == std::string_view::npos ? 0 : last + 1);
  std::string shown;
  for (std::string_view rest = line.substr(0, line.size() - trailing); !rest.empty();) {
    const auto sign = std::find_if(std::begin(signs), std::end(signs),
                                   [&](const auto& known) { return rest.starts_with(known.first); });
    shown += sign == std::end(signs) ? rest.substr(0, 1) : sign->second;
    rest.remove_prefix(sign == std::end(signs) ? 1 : sign->first.size());
  }
  for (std::size_t i = 0; i < trailing; ++i) shown += "·";
  return shown;
}

/// Line `number`, counted from 1; empty after the last one.
std::optional<std::string_view> line_of(std::string_view text, std::size_t number) {
  for (; number > 1 && !text.empty(); --number) text.remove_prefix(std::min(text.size(), text.find('\n')) + 1);
  if (text.empty()) return std::nullopt;
  return text.substr(0, text.find('\n'));
}

/// The first line in which two texts differ, as it is and as it should be.
std::string first_line_that_changes(const std::string& name, std::string_view is, std::string_view becomes) {
  const auto first = std::mismatch(is.begin(), is.end(), becomes.begin(), becomes.end()).first;
  const auto line = static_cast<std::size_t>(1 + std::count(is.begin(), first, '\n'));
  const auto shown = [&](std::string_view text) {
    const auto found = line_of(text, line);
    if (!found) return std::string("(the end of the file)");
    const bool open = found->data() + found->size() == text.data() + text.size();
    return (found->empty() ? "(a blank line)" : visible(*found)) + (open ? " (without a line break)" : "");
  };
  return fmt::format("{}:{}: the layout differs from here on\n  is:      {}\n  becomes: {}\n",
                     grammar::fit_to_show(name), line, shown(is), shown(becomes));
}

/// A rule file or a file of scenarios in its layout; findings where it cannot be read.
std::variant<std::string, grammar::Diagnostics> lay_out(const grammar::Source& source) {
  if (grammar::is_scenario_file(source.text())) {
    grammar::ParsedScenarios parsed = grammar::parse_scenarios(source);
    if (grammar::has_errors(parsed.diagnostics)) return std::move(parsed.diagnostics);
    return grammar::format(source, parsed.file);
  }
  grammar::Parsed parsed = grammar::parse(source);
  if (grammar::has_errors(parsed.diagnostics)) return std::move(parsed.diagnostics);
  return grammar::format(source, parsed.tree);
}

class Formatting {
 public:
  Formatting(const FmtOptions& options, const Output& output) : options_(options), output_(output) {}

  int run(const std::string& path) {
    if (path != "-" && !options_.check && records::is_special(path)) return refuse_special(path);
    const auto source = read_rules(path, output_);
    if (!source) return file_trouble;
    const auto laid_out = lay_out(*source);
    if (const auto* diagnostics = std::get_if<grammar::Diagnostics>(&laid_out)) return refuse(*source, *diagnostics);
    const std::string& text = std::get<std::string>(laid_out);
    if (options_.check) return compare(*source, text);
    if (path == "-") return print(text);
    return text == source->text() ? report(*source, "nothing to change") : replace(path, *source, text);
  }

 private:
  int report(const grammar::Source& source, std::string_view what) const {
    write_line(output_.err, fmt::format("{}: {}", source.name(), what));
    return fine;
  }

  int refuse_special(const std::string& path) const {
    output_.err << fmt::format("error: {} is no file that could be laid out in place\n  help: spanne fmt - < FILE\n",
                               path);
    return wrong_usage;
  }

  int trouble(const records::FileError& error) const {
    show_error(output_, error.message);
    return file_trouble;
  }

  int refuse(const grammar::Source& source, grammar::Diagnostics diagnostics) const {
    grammar::sort_by_place(diagnostics);
    for (const auto& diagnostic : diagnostics)
      output_.err << grammar::render(diagnostic, source, output_.color_err) << "\n";
    report(source, "left as it is, because it cannot be read");
    return findings;
  }

  int compare(const grammar::Source& source, const std::string& text) const {
    if (text == source.text()) return report(source, "nothing to change");
    output_.err << first_line_that_changes(source.name(), source.text(), text);
    return findings;
  }

  int print(const std::string& text) const {
    std::ostream& out = unguarded(output_.out);
    out << text << std::flush;
    return out ? static_cast<int>(fine) : trouble({"cannot write to standard output"});
  }

  int replace(const std::string& path, const grammar::Source& source, const std::string& text) const {
    if (const auto error = records::write_file(path, text)) return trouble(*error);
    return report(source, "formatted");
  }

  const FmtOptions& options_;
  const Output& output_;
};

}  // namespace

int format(const FmtOptions& options, const Output& output) {
  int status = fine;
  FileRoles sources;
  for (const auto& path : options.rules)
    if (path == "-") sources.read(path, "the guideline");
  stop_if_answered_into(std::move(sources), output);
  for (const auto& path : options.rules) status = std::max(status, Formatting(options, output).run(path));
  return status;
}

}  // namespace spanne::cli
