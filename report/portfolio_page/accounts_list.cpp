#include "report/portfolio_page/accounts_list.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <numeric>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "grammar/text/characters.hpp"
#include "report/html_text.hpp"
#include "report/portfolio_page/derivations.hpp"
#include "report/portfolio_page/row_sections.hpp"
#include "report/portfolio_page/shown_labels.hpp"
#include "report/result_table_view.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::Model;
using Kind = engine::ViewColumn::Kind;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t widest_first = 100;

/// One column of the table: every text once, and for each row the number of its text.
class WordColumn {
 public:
  /// `role`: what accounts.js makes of it. `head`: empty for a column that stands below the account's name.
  WordColumn(std::string role, std::string head) : role_(std::move(role)), head_(std::move(head)) {}

  void add(const std::string& text) { of_.push_back(number_of(text)); }
  /// `order`: rows are sorted by it.
  void add(const std::string& text, const Fraction& order) {
    add(text);
    if (orders_.size() < words_.size()) orders_.push_back(order);
  }

  bool is_empty() const { return words_.empty() || (words_.size() == 1 && words_.front().empty()); }
  const std::string& head() const { return head_; }
  bool is_figure() const { return role_ == "figure"; }

  Json json() const {
    Json json{{"role", role_}};
    if (!head_.empty()) json["head"] = head_;
    json["words"] = words_;
    if (words_.size() < of_.size()) json["of"] = of_;
    if (!orders_.empty()) json["ranks"] = ranks();
    return json;
  }

 private:
  std::uint32_t number_of(const std::string& text) {
    const auto [at, is_new] = numbers_.try_emplace(text, static_cast<std::uint32_t>(words_.size()));
    if (is_new) words_.push_back(grammar::fit_to_show(text));
    return at->second;
  }

  std::vector<std::uint32_t> ranks() const {
    std::vector<std::uint32_t> order(words_.size()), ranks(words_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return orders_[a] < orders_[b]; });
    for (std::uint32_t place = 0; place < order.size(); ++place) ranks[order[place]] = place;
    return ranks;
  }

  std::string role_, head_;
  std::vector<std::string> words_;
  std::vector<std::uint32_t> of_;
  std::vector<Fraction> orders_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// A span as a number to sort by: its greater end, people for one account below all others.
Fraction span_order(const engine::AccountRange& span) {
  if (span.needs_team) return span.kams_high ? -*span.kams_high : Fraction(-1'000'000'000);
  return span.accounts_high.value_or(Fraction(1'000'000'000));
}

class AccountColumns {
 public:
  explicit AccountColumns(const PortfolioFacts& facts) : facts_(facts), model_(facts.model()) {
    for (const auto id : naming_attributes(model_)) add_attribute(id, "name", "");
    for (const auto id : model_.key_attributes())
      if (!model_.attributes[id].owner) add_attribute(id, "key", "");
    if (const auto owner = model_.owner_attribute())
      add_attribute(*owner, "text", attribute_head(model_.attributes[*owner]));
    add_results();
    add_remarks();
  }

  const std::vector<WordColumn>& columns() const { return columns_; }

 private:
  void add_attribute(engine::AttributeId id, const std::string& role, const std::string& head) {
    WordColumn column(role, head);
    for (const auto& result : facts_.results) column.add(facts_.names.value(result.account.values[id], id, model_));
    if (!head.empty() || !column.is_empty()) columns_.push_back(std::move(column));
  }

  void add_results() {
    WordColumn cluster("text", "cluster"), effort("figure", "FTE"), middle("figure", "middle"),
        span("span", "accounts per KAM");
    for (const auto& [account, outcome] : facts_.results) {
      const bool is_good = !outcome.rejected();
      const Fraction half = is_good ? outcome.total.middle() : Fraction(0);
      cluster.add(is_good ? cluster_label(model_.clusters[*outcome.cluster]) : "not evaluated");
      effort.add(is_good ? cell_words(engine::range_cell(outcome.total), Kind::range, {}) : "", half);
      middle.add(is_good ? half.to_text(3) : "", half);
      span.add(is_good ? span_words(outcome.span) : "", is_good ? span_order(outcome.span) : Fraction(0));
    }
    for (WordColumn* column : {&cluster, &effort, &middle, &span}) columns_.push_back(std::move(*column));
  }

  void add_remarks() {
    WordColumn remarks("remark", "");
    for (std::size_t row = 0; row < facts_.results.size(); ++row)
      remarks.add(facts_.outcome(row).rejected()      ? reasons_of(facts_, row)
                  : facts_.outcome(row).flags.empty() ? std::string()
                                                      : remarks_of(facts_, row));
    if (!remarks.is_empty()) columns_.push_back(std::move(remarks));
  }

  const PortfolioFacts& facts_;
  const Model& model_;
  std::vector<WordColumn> columns_;
};

/// The names of the owners outside their band.
std::unordered_set<std::string> people_outside(const PortfolioFacts& facts) {
  std::unordered_set<std::string> people;
  if (facts.owners == nullptr) return people;
  for (const auto& group : facts.owners->groups)
    if (group.load && group.load->band.value != engine::Band::in_band) people.insert(group.labels.front());
  return people;
}

/// JSON in a script element: nothing in it can end the element.
std::string script_json(const Json& json) {
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace), safe;
  safe.reserve(text.size());
  for (const char letter : text) {
    if (letter == '<')
      safe += "\\u003c";
    else
      safe += letter;
  }
  return safe;
}

Json derivations_json(const DerivationLines& derivations) {
  Json of = Json::object();
  for (const auto& row : derivations.rows()) of[std::to_string(row.row)] = row.lines;
  return {{"lines", derivations.lines()}, {"of", std::move(of)}};
}

std::string frame(const std::vector<WordColumn>& columns) {
  // A head that is repeated on paper has its words as an attribute: browsers do not print its button again.
  std::string heads = "<th scope=\"col\" data-words=\"account\"><button type=\"button\">account</button></th>";
  for (const WordColumn& column : columns)
    if (!column.head().empty())
      heads += fmt::format("<th scope=\"col\"{0} data-words=\"{1}\"><button type=\"button\">{1}</button></th>",
                           column.is_figure() ? " class=\"number\"" : "", escaped_html(column.head()));
  return fmt::format(
      "<noscript><p class=\"note\">The list of accounts needs this page's own small script, which is switched off "
      "here.</p></noscript>\n"
      "<div id=\"accounts-block\" hidden>\n"
      "<div class=\"tools\"><label for=\"accounts-search\">Search</label>"
      "<input id=\"accounts-search\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\">"
      "<button type=\"button\" id=\"accounts-previous\">Previous 100</button>"
      "<button type=\"button\" id=\"accounts-next\">Next 100</button>"
      "<span class=\"count\" id=\"accounts-count\" role=\"status\"></span></div>\n"
      "<p class=\"printed\" id=\"accounts-printed\"></p>\n"
      "<div class=\"scroll\" role=\"region\" aria-label=\"The list of accounts\" tabindex=\"0\"><table id=\"accounts\">"
      "<caption class=\"visually-hidden\">All accounts; a click on a column's head sorts, on a name shows how its "
      "figures "
      "came about</caption>\n<thead><tr>{}</tr></thead>\n<tbody></tbody></table></div></div>\n",
      heads);
}

}  // namespace

std::vector<std::size_t> derived_rows(const PortfolioFacts& facts) {
  const std::size_t all = facts.results.size();
  std::vector<std::size_t> rows;
  if (all <= max_derivations) {
    rows.resize(all);
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    return rows;
  }
  std::vector<bool> taken(all, false);
  const auto take = [&](std::size_t row) {
    if (taken[row] || rows.size() == max_derivations) return;
    taken[row] = true;
    rows.push_back(row);
  };
  const auto widest = widest_rows(facts, max_derivations);
  for (std::size_t i = 0; i < std::min(widest.size(), widest_first); ++i) take(widest[i]);
  for (std::size_t row = 0; row < all; ++row)
    if (facts.outcome(row).rejected()) take(row);
  for (std::size_t row = 0; row < all; ++row)
    if (!facts.outcome(row).flags.empty()) take(row);
  const auto outside = people_outside(facts);
  const auto owner = facts.model().owner_attribute();
  for (std::size_t row = 0; owner && row < all; ++row)
    if (const auto* name = std::get_if<std::string>(&facts.results[row].account.values[*owner]);
        name != nullptr && outside.contains(*name))
      take(row);
  for (const std::size_t row : widest) take(row);
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::string accounts_html(const PortfolioFacts& facts, const std::string& explain, const engine::Executor& executor) {
  const AccountColumns all(facts);
  Json data{{"rows", facts.results.size()}, {"explain", explain}, {"columns", Json::array()}};
  for (const WordColumn& column : all.columns()) data["columns"].push_back(column.json());
  std::vector<std::size_t> lines;
  for (std::size_t row = 0; row < facts.results.size(); ++row) lines.push_back(facts.rows.row(row).line);
  data["lines"] = std::move(lines);
  data["derivations"] = derivations_json(derivations_of(facts, derived_rows(facts), executor));
  return frame(all.columns()) + "<script type=\"application/json\" id=\"accounts-data\">" + script_json(data) +
         "</script>\n";
}

}  // namespace spanne::report
