#include "cli/diff_files.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "cli/rules_text.hpp"
#include "records/io/paths.hpp"
#include "records/io/spool.hpp"

namespace spanne::cli {
namespace {

/// `unknown`: a file that cannot be opened or is read only once, without a name that says it.
enum class Looks { guideline, table, both, unknown };

bool ends_with_any(std::string name, const auto& endings) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::any_of(endings.begin(), endings.end(), [&](const char* ending) { return name.ends_with(ending); });
}

bool is_called_guideline(const std::string& name) {
  return rules_name(name).source != RulesName::Source::file || ends_with_any(name, std::array{".spanne"});
}

bool is_called_table(const std::string& name) {
  return ends_with_any(name, std::array{".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".json", ".jsonl", ".ndjson", ".db",
                                        ".sqlite"}) ||
         name.find("://") != std::string::npos;
}

/// The first bytes of a file; nullopt if it cannot be read, or not twice.
std::optional<std::string> beginning(const std::string& path) {
  constexpr std::size_t enough = 65'536;
  if (path == "-" || records::is_special(path)) return std::nullopt;
  records::Input input;
  if (input.open(path)) return std::nullopt;
  std::string bytes(std::min(enough, input.size()), '\0');
  const auto count = input.read(0, bytes.data(), bytes.size());
  if (!count) return std::nullopt;
  bytes.resize(*count);
  return bytes;
}

/// Whether the first word is `ruleset`, after blank lines and comments.
bool begins_like_guideline(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (!text.starts_with('#')) break;
    text.remove_prefix(std::min(text.find('\n'), text.size()));
  }
  constexpr std::string_view first = "ruleset";
  return text.starts_with(first) && text.size() > first.size() &&
         std::string_view(" \t\"").find(text[first.size()]) != std::string_view::npos;
}

Looks looks_of(const std::string& name) {
  if (is_called_guideline(name) || name == "-") return Looks::guideline;  // standard input is a guideline in `diff`
  const auto text = beginning(name);
  const bool is_table = is_called_table(name);
  if (!text) return is_table ? Looks::table : Looks::unknown;
  if (begins_like_guideline(*text)) return is_table ? Looks::both : Looks::guideline;
  return Looks::table;
}

constexpr const char* both_forms =
    "spanne diff OLD.spanne NEW.spanne ACCOUNTS compares guidelines, spanne diff RULES.spanne OLD.csv NEW.csv accounts";

}  // namespace

bool asks_for_bridge(const DiffOptions& options, const Output& output) {
  const auto& asked = options.bridge;
  const bool has_options = !asked.rules_before.empty() || !asked.kams_before.empty() || !asked.as_of_before.empty() ||
                           !asked.view.empty() || asked.decimals.has_value();
  const auto refuse_options = [&] {
    if (has_options)
      stop(output, wrong_usage,
           "--rules-before, --kams-before, --as-of-before, --view and --decimals are for the accounts of two days",
           "spanne diff RULES.spanne OLD.csv NEW.csv");
  };
  if (options.accounts.empty()) {
    refuse_options();
    return false;
  }
  const Looks first = looks_of(options.old_rules), second = looks_of(options.new_rules);
  for (const auto& [looks, name] : {std::pair{first, &options.old_rules}, {second, &options.new_rules}})
    if (looks == Looks::both)
      stop(output, wrong_usage,
           fmt::format("{0} can be a guideline, by its first word, or a table, by its name", *name),
           fmt::format("let the name of a guideline end in .spanne: {}", both_forms));
  const Looks third = looks_of(options.accounts);
  if (second == Looks::table && first != Looks::table) {
    if (third == Looks::guideline || third == Looks::both)
      stop(output, wrong_usage,
           fmt::format("{} is a guideline, where accounts are expected", shown_source(options.accounts)), both_forms);
    return true;
  }
  if (first == Looks::table)
    stop(output, wrong_usage, fmt::format("{} is no guideline", options.old_rules),
         fmt::format("the guideline comes first: {}", both_forms));
  if (third == Looks::guideline && options.accounts != "-")
    stop(output, wrong_usage,
         fmt::format("{} is a guideline, where accounts are expected", shown_source(options.accounts)), both_forms);
  refuse_options();
  return false;
}

}  // namespace spanne::cli
