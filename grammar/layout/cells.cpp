#include "grammar/layout/cells.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace spanne::grammar::layout {
namespace {

using Kind = LayoutStatement::Kind;
using LayoutCells = std::vector<LayoutCell>;

/// The first word from `at` on that is one of `stops`, which are words that can be nothing else.
template <std::size_t N>
std::size_t find(const Words& words, std::size_t at, const std::array<std::string_view, N>& stops) {
  while (at < words.size() && std::find(stops.begin(), stops.end(), words[at].text) == stops.end()) ++at;
  return at;
}

constexpr std::array<std::string_view, 3> closings{"because", "from", "until"};
constexpr std::array<std::string_view, 4> behind_condition{"->", "because", "from", "until"};

class Cutter {
 public:
  explicit Cutter(LayoutStatement& statement) : statement_(statement), words_(statement.words) {}

  LayoutCells rule(bool named) {
    const std::size_t condition = named ? 2 : 0;
    if (named) add(condition, 0, 0);
    conditional(find(words_, condition, behind_condition), named ? 1 : 0, 1);
    return std::move(cells_);
  }

  LayoutCells cluster() {
    const bool labelled = words_[2].text != ":";
    add(labelled ? 2 : 3, 0, labelled ? 0 : 1);
    if (labelled) add(4, 1, 1);
    conditional(find(words_, at_, behind_condition), 2, 2);
    return std::move(cells_);
  }

  LayoutCells profile() {
    const bool labelled = words_[2].text != ":";
    add(labelled ? 2 : 3, 0, labelled ? 0 : 1);
    if (labelled) add(4, 1, 1);
    add(words_.size(), 2, 2);
    return std::move(cells_);
  }

  LayoutCells define() {
    add(2, 0, 0);
    add(find(words_, at_, closings), 1, 1);
    closing(2);
    return std::move(cells_);
  }

  /// What the first `count` words say, and the rest.
  LayoutCells two(std::size_t count, bool one_each = false) {
    add(count, 0, 0);
    add(words_.size(), 1, 1);
    cells_.back().one_each = one_each;
    return std::move(cells_);
  }

  LayoutCells one() {
    add(words_.size(), 0, 0);
    return std::move(cells_);
  }

  LayoutCells attribute(const AttributeSyntax& attribute) {
    add(1, 0, 0);
    if (statement_.has_inner_remarks()) {
      add(words_.size(), 1, 1);
      return std::move(cells_);
    }
    std::array<std::vector<Range>, 9> parts;
    for (const TextSpan span : attribute.parts) {
      const std::size_t first = place_of(span.begin), last = place_of(span.end);
      parts[static_cast<std::size_t>(kind_of(words_[first].text))].push_back({first, last});
    }
    const std::size_t type_end = attribute.parts.empty() ? words_.size() : place_of(attribute.parts.front().begin);
    add(type_end, 1, attribute.type.kind == TypeUse::Kind::choice ? 2 : 1);
    const bool repeated = std::any_of(parts.begin(), parts.end(), [](const auto& one) { return one.size() > 1; });
    if (repeated)
      add(words_.size(), 3, 3);
    else
      add_in_order(parts);
    return std::move(cells_);
  }

 private:
  using Range = std::pair<std::size_t, std::size_t>;
  enum class Part { bounds, key, owner, optional, default_value, figure, column, label };

  static Part kind_of(std::string_view word) {
    if (word == "=") return Part::figure;
    if (word == "key") return Part::key;
    if (word == "owner") return Part::owner;
    if (word == "optional") return Part::optional;
    if (word == "default") return Part::default_value;
    if (word == "column") return Part::column;
    return word.starts_with('"') ? Part::label : Part::bounds;
  }

  /// The first word that does not begin before `offset`.
  std::size_t place_of(std::uint32_t offset) const {
    const auto found =
        std::partition_point(words_.begin(), words_.end(), [&](const Word& word) { return word.offset < offset; });
    return static_cast<std::size_t>(found - words_.begin());
  }

  void add(std::size_t end, std::size_t column, std::size_t last_column,
           LayoutCell::Line line = LayoutCell::Line::same) {
    if (end > at_) cells_.push_back({at_, end, column, last_column, line, false});
    at_ = std::max(at_, end);
  }

  /// Range; key, owner, optional and default, what is counted; column; label.
  void add_in_order(const std::array<std::vector<Range>, 9>& parts) {
    static constexpr std::array<std::size_t, 8> columns{2, 3, 3, 3, 3, 3, 4, 5};
    Words ordered(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(at_));
    auto comments = std::exchange(words_.back().comments, {});
    for (std::size_t part = 0; part < columns.size(); ++part) {
      for (const auto& [first, last] : parts[part]) {
        const std::size_t begin = ordered.size();
        std::copy(words_.begin() + static_cast<std::ptrdiff_t>(first),
                  words_.begin() + static_cast<std::ptrdiff_t>(last), std::back_inserter(ordered));
        if (cells_.back().column == columns[part])
          cells_.back().end = ordered.size();
        else
          cells_.push_back({begin, ordered.size(), columns[part], columns[part], LayoutCell::Line::same, false});
      }
    }
    words_ = std::move(ordered);
    words_.back().comments = std::move(comments);
  }

  void conditional(std::size_t condition_end, std::size_t first_column, std::size_t last_column) {
    add(condition_end, first_column, last_column);
    if (at_ < words_.size() && words_[at_].text == "->") {
      add(find(words_, at_, closings), last_column + 1, last_column + 1, LayoutCell::Line::arrow);
      cells_.back().one_each = true;
    }
    closing(last_column + 2);
  }

  /// The period, then the reason.
  void closing(std::size_t column) {
    if (!statement_.has_inner_remarks()) order_closing();
    while (at_ < words_.size()) {
      const bool reason = words_[at_].text == "because";
      std::size_t end = at_ + 2;
      while (end < words_.size() && (words_[end].text == "because") == reason) end += 2;
      if (reason)
        add(end, column + 1, column + 1, LayoutCell::Line::reason);
      else
        add(end, column, column, LayoutCell::Line::period);
    }
  }

  void order_closing() {
    Words reasons;
    auto comments = std::exchange(words_.back().comments, {});
    Words ordered(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(at_));
    for (std::size_t at = at_; at < words_.size(); ++at) {
      const bool reason = words_[at_ + (at - at_) / 2 * 2].text == "because";
      (reason ? reasons : ordered).push_back(words_[at]);
    }
    ordered.insert(ordered.end(), reasons.begin(), reasons.end());
    words_ = std::move(ordered);
    words_.back().comments = std::move(comments);
  }

  LayoutStatement& statement_;
  Words& words_;
  LayoutCells cells_;
  std::size_t at_ = 0;
};

LayoutCells cells_of(LayoutStatement& statement, const SyntaxTree& tree) {
  Cutter cutter(statement);
  switch (statement.kind) {
    case Kind::attribute: return cutter.attribute(tree.attributes[statement.item]);
    case Kind::define: return cutter.define();
    case Kind::cluster: return cutter.cluster();
    case Kind::rule: return cutter.rule(tree.rules[statement.item].name.has_value());
    case Kind::profile: return cutter.profile();
    case Kind::property: return cutter.two(3);
    case Kind::claim: return cutter.two(1);
    case Kind::header:
      return cutter.two(statement.words[0].text == "working" ? 2 : 1, statement.words[0].text == "effort");
    default: return cutter.one();
  }
}

}  // namespace

void cut_into_cells(StatementList& document, const SyntaxTree& tree) {
  for (LayoutStatement& one : document.statements)
    if (one.kind != Kind::row && one.kind != Kind::decoration) one.cells = cells_of(one, tree);
}

}  // namespace spanne::grammar::layout
