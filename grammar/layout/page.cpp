#include "grammar/layout/page.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace spanne::grammar::layout {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Where lines may be broken, from the loosest tie to the tightest. A comparison stays on one line while anything else
/// can be broken, even inside brackets.
enum Tie : int { list, otherwise, either, both, proportion, sum, product, inner_level, comparison = 10'000 };

/// How tightly the word at `at` is tied to the one before it; nullopt where no line may begin with it. The places are
/// those of the language reference, section 2: a line goes on after these signs and before these words.
std::optional<Tie> tie(const Words& words, std::size_t at) {
  static constexpr std::array<std::string_view, 11> declarations{
      "ruleset", "attributes", "define", "cluster", "rules", "property", "profile", "table", "test", "given", "expect"};
  static constexpr std::array<std::string_view, 6> comparators{"=", "!=", "<", "<=", ">", ">="};
  const std::string_view word = words[at].text, before = words[at - 1].text;
  // In brackets a line must not begin like a declaration.
  if (words[at].glued || is_one_of(word, declarations)) return std::nullopt;
  if (before == "," || word == "from" || word == "until" || word == "because") return Tie::list;
  if (word == "then" || word == "else") return Tie::otherwise;
  if (word == "or") return Tie::either;
  if (word == "and") return Tie::both;
  if (word == "per" || word == "above") return Tie::proportion;
  if (is_one_of(before, comparators)) return Tie::comparison;
  if (before == "+" || before == "-") return Tie::sum;
  if (before == "*" || before == "/") return Tie::product;
  return std::nullopt;
}

int brackets(std::string_view word) { return word == "(" ? 1 : word == ")" ? -1 : 0; }

/// A word that begins a new line, in a column.
struct Break {
  std::size_t at, column;
};

class Breaker {
 public:
  Breaker(const Words& words, bool one_each) : words_(words), one_each_(one_each) {}

  /// For [begin, end), of which the first stands in `column`, and further lines begin in `hang`.
  std::vector<Break> run(std::size_t begin, std::size_t end, std::size_t column, std::size_t hang) {
    split(begin, end, column, hang);
    return std::move(breaks_);
  }

 private:
  struct Place {
    std::size_t at;
    int level;  // of its tie and its brackets
  };

  std::vector<Place> places(std::size_t begin, std::size_t end) const {
    std::vector<Place> places;
    int depth = 0;
    for (std::size_t at = begin; at < end; ++at) {
      const auto found = at > begin ? tie(words_, at) : std::nullopt;
      if (found) places.push_back({at, depth * Tie::inner_level + *found});
      depth += brackets(words_[at].text);
    }
    return places;
  }

  void split(std::size_t begin, std::size_t end, std::size_t column, std::size_t hang) {
    if (column + width_of(words_, begin, end) <= page_width) return;
    const auto all = places(begin, end);
    if (all.empty()) return;
    const auto looser = [](const Place& a, const Place& b) { return a.level < b.level; };
    const int level = std::min_element(all.begin(), all.end(), looser)->level;
    std::vector<std::size_t> parts{begin};
    for (const Place& place : all)
      if (place.level == level) parts.push_back(place.at);
    parts.push_back(end);
    const bool one_each = level == Tie::list ? one_each_ : level == Tie::either || level == Tie::otherwise;
    place_parts(parts, column, hang, one_each);
  }

  void place_parts(const std::vector<std::size_t>& parts, std::size_t column, std::size_t hang, bool one_each) {
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      const std::size_t width = width_of(words_, parts[i], parts[i + 1]);
      if (i > 0 && (one_each || column + 1 + width > page_width)) {
        breaks_.push_back({parts[i], hang});
        column = hang;
      } else if (i > 0) {
        ++column;
      }
      const std::size_t known = breaks_.size();
      split(parts[i], parts[i + 1], column, hang + indentation);
      const bool broken = breaks_.size() > known;
      column = broken ? breaks_.back().column + width_of(words_, breaks_.back().at, parts[i + 1]) : column + width;
    }
  }

  const Words& words_;
  bool one_each_;
  std::vector<Break> breaks_;
};

}  // namespace

void PageWriter::advance(std::size_t column) {
  if (column > column_) text_.append(column - column_, ' ');
  column_ = std::max(column, column_);
}

void PageWriter::put(std::string_view text, std::size_t width) {
  text_ += text;
  column_ += width;
}

void PageWriter::end_line() {
  if (column_ == 0) return;
  text_ += '\n';
  column_ = 0;
  ++line_;
}

void PageWriter::blank_line() {
  text_ += '\n';
  ++line_;
}

void PageWriter::comment(const PlacedComment& comment, std::size_t column) {
  advance(column);
  put(comment.text, 1);
  end_line();
}

void PageWriter::words(const Words& words, std::size_t begin, std::size_t end, const Wrap& wrap,
                       std::size_t remark_column) {
  for (const std::size_t first = begin; begin < end;) {
    std::size_t stop = begin + 1;
    while (stop < end && words[stop - 1].comments.empty()) ++stop;
    if (begin > first) advance(wrap.hang);
    const auto breaks = Breaker(words, wrap.one_each).run(begin, stop, column_, wrap.hang);
    auto next = breaks.begin();
    for (std::size_t at = begin; at < stop; ++at) {
      if (next != breaks.end() && next->at == at) {
        remark_column = 0;
        end_line();
        advance((next++)->column);
      } else if (at > begin && !words[at].glued) {
        put(" ", 1);
      }
      put(words[at].text, words[at].width);
    }
    comments(words[stop - 1], stop < end ? wrap.hang : wrap.comment_column, remark_column);
    remark_column = 0;
    begin = stop;
  }
}

void PageWriter::comments(const Word& word, std::size_t hang, std::size_t remark_column) {
  for (const PlacedComment& one : word.comments) {
    if (one.own_line)
      end_line();
    else
      put("  ", 2);
    comment(one, one.own_line ? hang : remark_column);
  }
}

void write_comments(PageWriter& page, const std::vector<PlacedComment>& comments, bool blank_behind, std::size_t column,
                    std::size_t before) {
  std::size_t parted = 1;  // after the first comments without a blank line among them
  while (parted < comments.size() && !comments[parted].blank_before) ++parted;
  const bool belongs_above =
      !comments.empty() && !comments[0].blank_before && (parted < comments.size() || blank_behind);
  for (std::size_t i = 0; i < comments.size(); ++i) {
    if (comments[i].blank_before) page.blank_line();
    page.comment(comments[i], belongs_above && i < parted ? before : column);
  }
  if (blank_behind) page.blank_line();
}

}  // namespace spanne::grammar::layout
