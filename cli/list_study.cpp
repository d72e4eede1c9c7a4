#include "cli/list_study.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "cli/guideline_names.hpp"
#include "cli/list_heads.hpp"
#include "engine/model/model.hpp"
#include "library/guideline.hpp"
#include "records/cells/encoding.hpp"
#include "records/stream/account_files.hpp"

namespace spanne::cli {

using engine::Decimal;
using records::AccountsError;
using records::FileError;

namespace {

constexpr std::size_t max_choices = 12;
/// What attributes are called while the list is read, with their number; an attribute's name is a head, too.
constexpr std::string_view reading_name = "column_of_a_list_";
using Trouble = std::variant<AccountsError, FileError>;

/// Reads the columns as these types; one with an empty type is not read.
std::optional<engine::Model> reading_model(const std::vector<ListColumn>& columns,
                                           const std::vector<std::string>& types) {
  std::string text = "ruleset \"List\" version 0.1.0\nattributes\n";
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (!types[i].empty() && !columns[i].is_left_out)
      text += fmt::format("  {}{} {}{}{} column {}\n", reading_name, i, types[i], columns[i].is_owner ? " owner" : "",
                          columns[i].is_key ? " key" : " optional", quoted_for_guideline(columns[i].head));
  return library::read_guideline("list", text + "cluster all: otherwise -> 0.1 FTE\n").model;
}

bool is_word_in(std::string_view text, std::string_view word) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

/// The currency that a text names; empty where it names none.
std::string currency_named(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> signs{
      {{"€", "EUR"}, {"£", "GBP"}, {"$", "USD"}, {"Fr.", "CHF"}}};
  for (const auto& [sign, code] : signs)
    if (text.find(sign) != text.npos || is_word_in(text, code)) return std::string(code);
  return {};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 01067, or more digits than anybody counts with: a code, no number.
bool is_code(std::string_view text) {
  if (text.size() < 2 || !std::all_of(text.begin(), text.end(), is_digit)) return false;
  return text.front() == '0' || text.size() > 11;
}

/// The next of 1, 2, 5, 10, 20, … from twice `size` on; nullopt where it is too large.
std::optional<Decimal> roomy(Decimal size) {
  constexpr std::int64_t most = 1'000'000'000'000'000'000;
  if (size.millionths > most / 2) return std::nullopt;
  const std::int64_t wanted = std::max(2 * size.millionths, 10 * Decimal::one);
  for (std::int64_t unit = Decimal::one; unit <= most / 10; unit *= 10)
    for (const std::int64_t step : {1, 2, 5})
      if (step * unit >= wanted) return Decimal{step * unit};
  return std::nullopt;
}

/// What one reading of the list found in a column.
struct ListColumnFindings {
  std::size_t values = 0, unreadable = 0;
  std::optional<engine::Value> low, high;
  void add(const engine::Value& value) {
    ++values;
    if (!low || value < *low) low = value;
    if (!high || *high < value) high = value;
  }
};

std::string number_range(const ListColumnFindings& found, std::string_view unit) {
  const auto low = std::get<Decimal>(*found.low), high = std::get<Decimal>(*found.high);
  const auto up = roomy({std::max(high.millionths, std::int64_t{0})});
  const auto down = low.millionths < 0 ? roomy({-std::max(low.millionths, -INT64_MAX)}) : std::nullopt;
  if (low.millionths < 0 && (!down || !up)) return {};
  return fmt::format("{} ..{}", low.millionths < 0 ? "-" + to_text(*down) + std::string(unit) : "0",
                     up ? " " + to_text(*up) + std::string(unit) : "");
}

class ListReader {
 public:
  ListReader(const std::string& path, const records::TableOptions& options, ListStudy& study)
      : path_(path), options_(options), columns_(study.columns), study_(study) {}

  /// Studies anew without the totals that a study has found, since what a total is depends on the columns' types and
  /// keys, and they on the rows that are no totals.
  std::optional<Trouble> run() {
    constexpr std::size_t max_studies = 4;
    const std::vector<ListColumn> unstudied = columns_;
    for (std::size_t studies = 1;; ++studies) {
      if (auto trouble = study_rows()) return trouble;
      std::vector<std::size_t> totals = find_totals();
      if (totals == study_.total_lines || studies == max_studies) return std::nullopt;
      study_.total_lines = std::move(totals);
      columns_ = unstudied;
    }
  }

 private:
  std::optional<Trouble> study_rows() {
    if (auto trouble = read_texts()) return trouble;
    for (const char* type : {"integer", "decimal", "percent", "money", "date", "boolean"}) try_type(type);
    for (std::size_t i = 0; i < columns_.size(); ++i) choose_choices(i);
    choose_owner();
    choose_keys();
    return std::nullopt;
  }

  /// The lines that are accounts as long as nobody reads numbers, and none as the columns are read now.
  std::vector<std::size_t> find_totals() const {
    std::vector<std::string> types;
    for (const ListColumn& column : columns_) types.push_back(column.type);
    const auto model = reading_model(columns_, types);
    if (!model) return study_.total_lines;
    std::vector<std::size_t> accounts, totals;
    if (read(*model, [&](const records::AccountRow& row) { accounts.push_back(row.line); })) return study_.total_lines;
    std::set_difference(lines_.begin(), lines_.end(), accounts.begin(), accounts.end(), std::back_inserter(totals));
    return totals;
  }

  bool is_total(const records::AccountRow& row) const {
    return std::binary_search(study_.total_lines.begin(), study_.total_lines.end(), row.line);
  }

  using OnRow = std::function<void(const records::AccountRow&)>;

  std::optional<Trouble> read(const engine::Model& model, const OnRow& on_row) const {
    auto result = records::read_accounts(
        path_, model, options_, [](const records::AccountsHeader&) {}, [&](records::AccountRow&& row) { on_row(row); });
    if (auto* error = std::get_if<AccountsError>(&result)) return std::move(*error);
    if (auto* error = std::get_if<FileError>(&result)) return std::move(*error);
    return std::nullopt;
  }

  /// The columns that a model reads, in the order of its attributes.
  static std::vector<std::size_t> columns_in(const engine::Model& model) {
    std::vector<std::size_t> columns;
    for (const auto& attribute : model.attributes)
      columns.push_back(std::stoul(attribute.name.substr(reading_name.size())));
    return columns;
  }

  std::optional<Trouble> read_texts() {
    for (ListColumn& column : columns_) column.is_left_out = column.is_left_out || !reading_model({column}, {"text"});
    const auto model = reading_model(columns_, std::vector<std::string>(columns_.size(), "text"));
    if (!model || model->attributes.empty())
      return AccountsError{"it has no column with a head that a guideline can name", "give its columns heads"};
    const auto places = columns_in(*model);
    study_.rows = 0;
    lines_.clear();
    seen_.assign(columns_.size(), {});
    texts_.assign(columns_.size(), {});
    return read(*model, [&](const records::AccountRow& row) {
      lines_.push_back(row.line);
      if (is_total(row)) return;
      ++study_.rows;
      for (std::size_t id = 0; id < places.size(); ++id)
        if (const auto* text = std::get_if<std::string>(&row.account.values[id])) add_text(places[id], *text);
      for (const auto& [id, cell] : row.unreadable) columns_[places[id]].is_left_out = true;
      for (auto& column : texts_) column.resize(study_.rows);
    });
  }

  void add_text(std::size_t i, const std::string& text) {
    ListColumn& column = columns_[i];
    ++column.values;
    texts_[i].resize(study_.rows);
    texts_[i].back() = std::hash<std::string>()(text);
    if (seen_[i].codes == false) seen_[i].codes = is_code(text);
    if (seen_[i].currency.empty() && std::any_of(text.begin(), text.end(), is_digit))
      seen_[i].currency = currency_named(text);
    if (seen_[i].different.insert(texts_[i].back()).second) {
      ++column.distinct;
      if (column.choices.size() <= max_choices) column.choices.push_back(text);
    }
  }

  std::string type_of(std::size_t i, const std::string& type) const {
    const ListColumn& column = columns_[i];
    if (column.is_left_out || column.type != "text" || column.values == 0 || seen_[i].codes) return {};
    std::string currency = currency_named(column.head);
    if (currency.empty()) currency = seen_[i].currency;
    const bool is_money = type == "money";
    if (currency.empty() == is_money && (is_money || type == "integer" || type == "decimal")) return {};
    return is_money ? "money " + currency : type;
  }

  /// Columns that are wholly of the type get it.
  void try_type(const std::string& type) {
    std::vector<std::string> types;
    for (std::size_t i = 0; i < columns_.size(); ++i) types.push_back(type_of(i, type));
    const auto model = reading_model(columns_, types);
    if (!model || model->attributes.empty()) return;
    const auto places = columns_in(*model);
    std::vector<ListColumnFindings> found(places.size());
    const auto trouble = read(*model, [&](const records::AccountRow& row) {
      if (is_total(row)) return;
      for (std::size_t id = 0; id < places.size(); ++id)
        if (!is_missing(row.account.values[id])) found[id].add(row.account.values[id]);
      for (const auto& [id, cell] : row.unreadable) ++found[id].unreadable;
    });
    if (trouble) return;  // then none of them is read as this type
    for (std::size_t id = 0; id < places.size(); ++id)
      if (found[id].values > 0 && found[id].unreadable == 0) take(columns_[places[id]], types[places[id]], found[id]);
  }

  static void take(ListColumn& column, const std::string& type, const ListColumnFindings& found) {
    column.type = type;
    column.values = found.values;
    if (type == "integer" || type == "decimal") column.range = number_range(found, "");
    if (type.starts_with("money")) column.range = number_range(found, " " + type.substr(6));
    if (type == "percent" && std::get<Decimal>(*found.low).millionths >= 0) column.range = "0 % ..";
    if (type == "date") column.range = to_text(std::get<engine::Date>(*found.low)).substr(0, 4) + "-01-01 ..";
  }

  void choose_choices(std::size_t i) {
    ListColumn& column = columns_[i];
    const bool is_repeated = column.values >= 2 * column.distinct && column.distinct > 1;
    if (column.type != "text" || seen_[i].codes || !is_repeated || column.distinct > max_choices)
      column.choices.clear();
    column.is_optional = column.values < study_.rows || study_.rows == 0;
  }

  void choose_owner() {
    static const std::array<std::string, 13> heads{
        "kam",      "owner",          "betreuer",           "account manager", "key account manager",
        "kam name", "account owner",  "kundenbetreuer",     "betreuerin",      "account-manager",
        "kam-name", "accountmanager", "key-account-manager"};
    for (ListColumn& column : columns_) {
      if (column.is_left_out || std::find(heads.begin(), heads.end(), records::folded(column.head)) == heads.end())
        continue;
      column.type = "text";
      column.range.clear();
      column.choices.clear();
      column.is_owner = true;
      return;
    }
  }

  bool may_be_key(std::size_t i) const {
    const ListColumn& column = columns_[i];
    const bool is_text = column.type == "text" || (i == 0 && column.type == "integer");
    return !column.is_left_out && !column.is_optional && is_text && !column.is_owner;
  }

  /// The first column that is unique, or the first few that are it together.
  void choose_keys() {
    std::vector<std::size_t> keys;
    for (std::size_t i = 0; i < columns_.size() && keys.empty(); ++i)
      if (may_be_key(i) && columns_[i].distinct == study_.rows) keys.push_back(i);
    for (std::size_t i = 0; i < columns_.size() && !are_unique(keys) && keys.size() < 4; ++i)
      if (may_be_key(i)) keys.push_back(i);
    if (!are_unique(keys)) return;
    for (const std::size_t key : keys) {
      ListColumn& column = columns_[key];
      column.is_key = true;
      if (column.type == "integer") column.type = "text";
      if (key == keys.front()) column.choices.clear();  // there will be more of them
      if (column.type == "text") column.range.clear();
    }
  }

  bool are_unique(const std::vector<std::size_t>& keys) const {
    if (keys.empty()) return false;
    std::unordered_set<std::size_t> different;
    for (std::size_t row = 0; row < study_.rows; ++row) {
      std::size_t all = 0;
      for (const std::size_t key : keys) all = all * 1'000'003U + texts_[key][row];
      if (!different.insert(all).second) return false;
    }
    return true;
  }

  struct Seen {
    bool codes = false;
    std::string currency;
    std::unordered_set<std::size_t> different;  // hashes: what they mistake is found when the guideline is tried
  };

  const std::string& path_;
  const records::TableOptions& options_;
  std::vector<ListColumn>& columns_;
  ListStudy& study_;
  std::vector<Seen> seen_;
  std::vector<std::size_t> lines_;               // of all rows, totals too
  std::vector<std::vector<std::size_t>> texts_;  // of each column, the hash of each row's text
};

/// Blanks and line breaks as one blank, as heads are compared.
std::string head_on_one_line(const std::string& head) {
  std::string line;
  for (const char c : head) {
    const char shown = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    if (shown != ' ' || (!line.empty() && line.back() != ' ')) line += shown;
  }
  return line;
}

std::optional<AccountsError> same_heads(const std::vector<std::string>& heads) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    known.push_back(records::folded(heads[i]));
    const auto first = std::find(known.begin(), known.end() - 1, known.back());
    if (known.back().empty() || first == known.end() - 1) continue;
    return AccountsError{fmt::format("columns {} and {} have the same head \"{}\"", first - known.begin() + 1, i + 1,
                                     head_on_one_line(heads[i])),
                         "give each column a head of its own"};
  }
  return std::nullopt;
}

/// An attribute's name is a head, too, and so not that of another column.
std::vector<ListColumn> named_columns(const std::vector<std::string>& heads) {
  std::vector<std::string> folded_heads, names;
  for (const std::string& head : heads) folded_heads.push_back(records::folded(head));
  std::vector<ListColumn> columns;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    std::vector<std::string> taken = names;
    for (std::size_t other = 0; other < heads.size(); ++other)
      if (other != i) taken.push_back(folded_heads[other]);
    ListColumn column;
    column.head = head_on_one_line(heads[i]);
    column.is_left_out = column.head.empty();
    const std::string stem = folded_heads[i].substr(0, folded_heads[i].find_first_of("([", 1));
    column.name = name_for(stem, fmt::format("column_{}", i + 1), taken);
    names.push_back(column.name);
    columns.push_back(std::move(column));
  }
  return columns;
}

}  // namespace

std::variant<ListStudy, AccountsError, FileError> study_list(const std::string& path,
                                                             const records::TableOptions& options) {
  auto heads = list_heads(path, options);
  if (auto* error = std::get_if<AccountsError>(&heads)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&heads)) return std::move(*error);
  if (auto error = same_heads(std::get<0>(heads))) return std::move(*error);
  ListStudy study;
  study.columns = named_columns(std::get<0>(heads));
  if (auto trouble = ListReader(path, options, study).run())
    return std::visit([](auto& error) -> std::variant<ListStudy, AccountsError, FileError> { return std::move(error); },
                      *trouble);
  return study;
}

}  // namespace spanne::cli
