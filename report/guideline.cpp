#include "report/guideline.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/compare/meaning.hpp"
#include "engine/explain/words.hpp"
#include "grammar/tokens/tokens.hpp"
#include "report/matrix_view.hpp"
#include "report/proof_view.hpp"

namespace spanne::report {
namespace {

using engine::Effect;
using engine::EffectKind;
using engine::Model;

std::string joined(const std::vector<std::string>& parts, std::string_view between = ", ") {
  return fmt::format("{}", fmt::join(parts, between));
}

/// Removes the plus sign: "0.2 .. 0.3 FTE external" from "+0.2 .. 0.3 FTE external".
std::string without_sign(std::string words) {
  for (const std::string_view sign : {"+", "-", "x", "*", "×"})
    if (words.starts_with(sign)) {
      words.erase(0, sign.size());
      break;
    }
  words.erase(0, std::min(words.find_first_not_of(' '), words.size()));
  return words;
}

StyledText effect_text(const Effect& effect, const Model& model) {
  const std::string words = model.words(effect.span);
  const bool takes = words.starts_with("-") && !effect.amount.computed && effect.amount.range.high.sign() < 0;
  // An amount that may be negative or positive keeps its sign.
  const std::string figure = takes || !words.starts_with("-") ? without_sign(words) : words;
  switch (effect.kind) {
    case EffectKind::add: return plain(takes ? "take " : "add ") + code(figure);
    case EffectKind::surcharge: return plain(takes ? "lower by " : "raise by ") + code(figure);
    case EffectKind::factor: return plain("multiply by ") + code(without_sign(words));
    case EffectKind::at_least:
    case EffectKind::at_most:
    case EffectKind::exactly: return plain("the total is ") + code(words);
    case EffectKind::flag: break;
  }
  return plain("remark ") + code(words.substr(words.find('"')));
}

StyledText effects_text(const engine::Effects& effects, const Model& model) {
  StyledText text;
  for (const Effect& effect : effects) {
    const auto separator = plain(text.empty() ? "" : ", ");  // before `text` is moved from
    text = std::move(text) + separator + effect_text(effect, model);
  }
  return text;
}

std::string validity(const engine::Period& period) {
  const std::string words = engine::period_words(period);
  return words == "always" ? std::string() : words;
}

std::string scope_words(const std::vector<engine::ClusterId>& scope, const Model& model) {
  std::vector<std::string> names;
  for (const auto id : scope) names.push_back(model.clusters[id].name);
  return names.empty() ? std::string() : "for " + joined(names);
}

std::string values_words(const engine::Attribute& attribute, const Model& model) {
  const auto end = [&](const std::optional<engine::Value>& value) {
    return value ? value_words(*value, attribute.type, model) : std::string();
  };
  std::string words;
  switch (attribute.type.kind) {
    case engine::TypeKind::boolean: return "yes or no";
    case engine::TypeKind::text: return "text";
    case engine::TypeKind::choice: {
      const auto& choice = model.choices[attribute.type.choice];
      return choice_words(choice);
    }
    case engine::TypeKind::integer: words = "whole number"; break;
    case engine::TypeKind::decimal: words = "number"; break;
    case engine::TypeKind::percent: words = "percentage"; break;
    case engine::TypeKind::money: words = "amount in " + attribute.type.currency; break;
    case engine::TypeKind::effort: words = "effort"; break;
    case engine::TypeKind::date: words = "day"; break;
  }
  if (attribute.bounds.low || attribute.bounds.high)
    words += fmt::format(", {} {} {}", end(attribute.bounds.low), attribute.bounds.half_open ? "..<" : "..",
                         end(attribute.bounds.high));
  return words;
}

std::string counted_words(std::uint8_t magnitude) {
  return magnitude == 3 ? "thousands" : magnitude == 6 ? "millions" : "thousand millions";
}

std::string role_words(const engine::Attribute& attribute, const Model& model) {
  std::vector<std::string> words;
  if (attribute.key) words.emplace_back("key");
  if (attribute.owner) words.emplace_back("who looks after the account");
  if (attribute.fallback) words.push_back("where missing: " + value_words(*attribute.fallback, attribute.type, model));
  if (attribute.figure) words.push_back("counted from all rows: " + figure_words(attribute, model));
  if (attribute.optional) words.emplace_back("may be missing");
  if (!attribute.columns.empty()) words.push_back("column " + column_words(attribute));
  if (attribute.magnitude) words.push_back("a bare number in a file counts " + counted_words(*attribute.magnitude));
  return joined(words, "; ");
}

/// The cells of a table's line, as written.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  std::size_t begin = std::string_view::npos;
  for (const auto& token : grammar::tokenize(line).tokens) {
    const auto word = line.substr(token.span.begin, token.span.end - token.span.begin);
    if (token.kind != grammar::TokenKind::sign || (word != "|" && word != "||")) continue;
    if (begin != std::string_view::npos) {
      std::string cell(line.substr(begin, token.span.begin - begin));
      cell.erase(0, std::min(cell.find_first_not_of(" \t"), cell.size()));
      cell.erase(cell.find_last_not_of(" \t") + 1);
      cells.push_back(std::move(cell));
    }
    begin = token.span.end;
  }
  return cells;
}

const char* sentence_of(engine::TablePolicy policy) {
  switch (policy) {
    case engine::TablePolicy::unique: return "At most one row fits.";
    case engine::TablePolicy::first: return "The first row that fits counts.";
    case engine::TablePolicy::sum: break;
  }
  return "All rows that fit count.";
}

class Writer {
 public:
  Writer(const Model& model, const GuidelineFacts& facts) : model_(model), facts_(facts) {}

  Document run() {
    document_.title = fmt::format("{}, version {}", model_.title, model_.version);
    heading(1, model_.title);
    header();
    attributes();
    defines();
    clusters();
    efforts();
    profiles();
    rules();
    tables();
    tests();
    properties();
    warnings();
    releases();
    approval();
    return std::move(document_);
  }

 private:
  void heading(int level, const std::string& text) { document_.blocks.emplace_back(Heading{level, text}); }
  void paragraph(StyledText text) { document_.blocks.emplace_back(Paragraph{std::move(text)}); }
  void add(Grid grid) {
    if (!grid.rows.empty()) document_.blocks.emplace_back(std::move(grid));
  }

  void header() {
    const auto& time = model_.working_time;
    std::vector<std::string> kinds;
    for (const auto& kind : model_.kinds)
      if (model_.declares_kinds()) kinds.push_back(kind.name + (kind.label.empty() ? "" : " (" + kind.label + ")"));
    Grid grid{{"Rule set", model_.title}, {}};
    const auto row = [&](const char* name, const std::string& value) {
      if (!value.empty()) grid.rows.push_back({strong(name), plain(value)});
    };
    row("Version", model_.version);
    if (model_.effective.from || model_.effective.until) row("Effective", engine::period_words(model_.effective));
    row("Owner", model_.owner);
    row("Supersedes", model_.supersedes.value_or(""));
    row("One person carries", model_.capacity.to_exact_text() + " FTE");
    row("Well loaded", fmt::format("from {} % to {} % of that", (model_.utilisation_low * 100).to_text(),
                                   (model_.utilisation_high * 100).to_text()));
    row("1 FTE works", fmt::format("{} h/year, {} h/week, {} h/day", to_text(time.hours_per_year),
                                   to_text(time.hours_per_week), to_text(time.hours_per_day)));
    row("Kinds of effort", joined(kinds));
    row("Files write numbers and days", model_.locale ? std::string(to_text(*model_.locale)) : "");
    row("Capacity of a person", model_.capacity_column ? fmt::format("column \"{}\"", *model_.capacity_column) : "");
    row("Digest of the meaning", facts_.digest);
    row("Digest of the text", facts_.text_digest);
    row("Released", facts_.is_released ? "yes, exactly this text" : "no");
    row("Withdrawn", facts_.withdrawn);
    row("Later release", facts_.later);
    add(std::move(grid));
  }

  void attributes() {
    heading(2, "What has to be known of an account");
    Grid grid{{"Name", "Meaning", "Values", "Notes"}, {}};
    for (const auto& declared : model_.attributes)
      grid.rows.push_back({code(declared.name), plain(declared.label), plain(values_words(declared, model_)),
                           plain(role_words(declared, model_))});
    add(std::move(grid));
  }

  void defines() {
    if (model_.defines.empty()) return;
    heading(2, "Terms");
    Grid grid{{"Term", "Stands for", "When"}, {}};
    for (const auto& define : model_.defines)
      for (const auto& version : define.versions)
        grid.rows.push_back({code(define.name), code(model_.words(model_.term(version.value).span)),
                             plain(engine::period_words(version.period))});
    add(std::move(grid));
  }

  void clusters() {
    heading(2, "Clusters and their effort");
    paragraph(plain("From top to bottom; the first that fits counts."));
    Grid grid{{"Cluster", "Who", "Effort to begin with", "Because"}, {}};
    for (const auto& cluster : model_.clusters) {
      StyledText name = code(cluster.name) + plain(cluster.label.empty() ? "" : " " + cluster.label);
      if (const auto when = validity(cluster.period); !when.empty()) name = std::move(name) + plain(" (" + when + ")");
      std::vector<std::string> base;
      for (const Effect& effect : cluster.base) base.push_back(model_.words(effect.span));
      const StyledText who =
          cluster.condition ? code(model_.words(model_.term(*cluster.condition).span)) : plain("everyone else");
      grid.rows.push_back({name, who, base.empty() ? plain("none") : code(joined(base)), plain(cluster.because)});
    }
    add(std::move(grid));
  }

  /// The range of efforts of each cluster, proved for all possible accounts.
  void efforts() {
    List list;
    for (const auto& proved : facts_.proof.clusters)
      if (proved.least && proved.greatest) list.items.push_back(plain(effort_fact(proved, model_)));
    if (list.items.empty()) return;
    paragraph(plain("With all rules, over every account there can be:"));
    flush(list);
  }

  /// What the guideline calls its profiles, and the table of clusters and profiles.
  void profiles() {
    if (model_.profiles.empty()) return;
    heading(2, "How many accounts one person can look after");
    List list;
    for (const auto& profile : model_.profiles)
      list.items.push_back(code(profile.name) + plain(profile.label.empty() ? ": " : " " + profile.label + ": ") +
                           code(model_.words(model_.term(profile.condition).span)));
    flush(list);
    if (!facts_.matrix) return;
    paragraph(
        plain("In each cell the accounts for one person, then the effort of one account. The ends are proved for "
              "every account there."));
    add(matrix_grid(*facts_.matrix, model_));
    for (const auto& note : matrix_notes(*facts_.matrix, model_)) list.items.push_back(plain(note));
    flush(list);
  }

  static std::string claim_words(const engine::PropertyProof& proof) {
    switch (proof.claim) {
      case engine::Claim::proved: return " (proved)";
      case engine::Claim::refuted: return " (REFUTED by " + proof.account + ")";
      case engine::Claim::undecided: break;
    }
    return " (undecided: " + proof.reason + ")";
  }

  void rules() {
    if (model_.rules.empty()) return;
    heading(2, "Rules");
    paragraph(
        plain("All that apply count, whatever their order: first what is added and taken, then surcharges and "
              "factors, then limits of the total."));
    std::string title;
    List list;
    for (const auto& rule : model_.rules) {
      if (rule.title != title) {
        flush(list);
        title = rule.title;
        heading(3, title.empty() ? "Other rules" : title);
      }
      list.items.push_back(rule_text(rule));
    }
    flush(list);
  }

  StyledText rule_text(const engine::Rule& stated) const {
    StyledText text = code(stated.id) + plain(": ");
    if (stated.condition)
      text = std::move(text) + plain("if ") + code(model_.words(model_.term(*stated.condition).span)) + plain(", ");
    else
      text = std::move(text) + plain("always ");
    text = std::move(text) + effects_text(stated.effects, model_);
    const auto limits = limits_words(stated.scope, stated.period);
    if (!limits.empty()) text = std::move(text) + plain(" (" + limits + ")");
    return std::move(text) + plain(stated.because.empty() ? "." : ". Because: " + stated.because + ".");
  }

  /// For which accounts and when, unless that is all accounts at all times.
  std::string limits_words(const std::vector<engine::ClusterId>& scope, const engine::Period& period) const {
    const std::string who = scope_words(scope, model_), when = validity(period);
    return who + (who.empty() || when.empty() ? "" : "; ") + when;
  }

  void flush(List& list) {
    if (!list.items.empty()) document_.blocks.emplace_back(std::move(list));
    list = {};
  }

  void tables() {
    if (model_.tables.empty()) return;
    heading(2, "Tables");
    for (const auto& stated : model_.tables) {
      heading(3, stated.name + (stated.label.empty() ? "" : ": " + stated.label));
      const auto words = limits_words(stated.scope, stated.period);
      paragraph(plain(sentence_of(stated.policy) + (words.empty() ? "" : " It counts " + words + ".")));
      add(grid_of(stated));
    }
  }

  /// The line of heads is the first after the declaration.
  Grid grid_of(const engine::Table& table) const {
    const std::string_view between =
        model_.source->text({table.span.end, table.rows.empty() ? table.span.end : table.rows.front().span.begin});
    const std::size_t bar = between.find('|');
    if (bar == std::string_view::npos) return {};
    Grid grid{cells_of(between.substr(bar, between.find('\n', bar) - bar)), {}};
    for (const auto& row : table.rows) {
      auto cells = cells_of(model_.source->text(row.span));
      // `otherwise` stands for all conditions.
      if (cells.size() < grid.heads.size()) cells.insert(cells.begin() + 1, grid.heads.size() - cells.size(), "");
      std::vector<StyledText> texts;
      for (std::size_t i = 0; i < grid.heads.size(); ++i) texts.push_back(code(cells[i]));
      grid.rows.push_back(std::move(texts));
    }
    return grid;
  }

  void tests() {
    if (model_.tests.empty()) return;
    heading(2, "Tests");
    Grid grid{{"Situation", "Given", "Expected", "Result"}, {}};
    for (std::size_t i = 0; i < model_.tests.size(); ++i) {
      const auto& test = model_.tests[i];
      std::vector<std::string> expected;
      for (const auto& item : test.expect) expected.push_back(model_.words(item.span));
      grid.rows.push_back({plain(test.title), code(joined(given(test))), code(joined(expected)),
                           facts_.tests_passed[i] ? plain("passed") : strong("FAILED")});
    }
    add(std::move(grid));
  }

  std::vector<std::string> given(const engine::Test& test) const {
    std::vector<std::string> words;
    if (test.as_of) words.push_back("as_of = " + to_text(*test.as_of));
    for (std::size_t id = 0; id < test.given.values.size(); ++id) {
      const auto& attribute = model_.attributes[id];
      const std::string value = value_words(test.given.values[id], attribute.type, model_);
      if (to_text(test.given.values[id], attribute.type, model_).empty() ||
          (attribute.fallback && *attribute.fallback == test.given.values[id]))
        continue;
      words.push_back(attribute.name + " = " + value);
    }
    return words;
  }

  void properties() {
    if (model_.properties.empty()) return;
    heading(2, "What must always hold");
    List list;
    for (std::size_t id = 0; id < model_.properties.size(); ++id) {
      const auto& property = model_.properties[id];
      std::string words = model_.words(property.span);
      words.erase(0, words.find("\": ") == std::string::npos ? 0 : words.find("\": ") + 3);
      list.items.push_back(plain(property.title + ": ") + code(words) +
                           plain(claim_words(facts_.proof.properties[id])));
    }
    flush(list);
  }

  void warnings() {
    if (facts_.warnings.empty()) return;
    heading(2, "Warnings of the check");
    List list;
    for (const auto& warning : facts_.warnings) list.items.push_back(plain(warning));
    flush(list);
  }

  void releases() {
    if (facts_.releases.empty()) return;
    heading(2, "Release history");
    Grid grid{{"Version", "Released", "Approved by", "Signed", "Note", "What changed"}, {}};
    for (std::size_t i = 0; i < facts_.releases.size(); ++i) {
      const auto& release = facts_.releases[i];
      grid.rows.push_back({plain(release.version), plain(release.date), plain(approvers(release)),
                           plain(facts_.signed_by[i]), plain(release.note), plain(joined(release.changes, "; "))});
    }
    add(std::move(grid));
  }

  void approval() {
    heading(2, "Approval");
    Grid grid{{"Name", "Date", "Signature"}, {}};
    for (int i = 0; i < 2; ++i) grid.rows.push_back({plain(" "), plain(" "), plain(" ")});
    add(std::move(grid));
  }

  const Model& model_;
  const GuidelineFacts& facts_;
  Document document_;
};

}  // namespace

Document guideline_document(const Model& model, const GuidelineFacts& facts) { return Writer(model, facts).run(); }

}  // namespace spanne::report
