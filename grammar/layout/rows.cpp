#include "grammar/layout/rows.hpp"

#include <algorithm>
#include <utility>

namespace spanne::grammar::layout {
namespace {

using Kind = LayoutStatement::Kind;

constexpr std::size_t max_columns = 6;
// A cell that is so much longer than is usual in its group does not move the others, unless some are nearly as long.
constexpr std::size_t far = 24, near = 8;
// Clusters with labels stand beside others without.
constexpr std::size_t far_labels = 40;
// Lines that go on begin below the second cell, as long as that leaves room for them.
constexpr std::size_t deepest = 60;

struct Placed {
  LayoutCell cell;
  std::size_t width;  // on the line it begins on
  std::size_t start = 0;
  bool new_line = false;  // begins a line of its own
};

struct AlignedRow {
  LayoutStatement* statement;
  std::vector<Placed> cells;
  std::size_t next = 0, end = 0;  // while columns are found: the next cell, and where the one before it ends

  /// How many cells stand on the first line.
  std::size_t first_line() const {
    std::size_t count = 1;
    while (count < cells.size() && !cells[count].new_line &&
           statement->words[cells[count].cell.begin - 1].comments.empty())
      ++count;
    return count;
  }
};

/// Up to the first comment in it.
std::size_t first_width(const Words& words, const LayoutCell& cell) {
  std::size_t end = cell.begin + 1;
  while (end < cell.end && words[end - 1].comments.empty()) ++end;
  return width_of(words, cell.begin, end);
}

/// The farthest of some ends that is not far beyond the usual one, or near another that is not; 0 where there are none.
std::size_t common_end(std::vector<std::size_t> ends, std::size_t far_away = far) {
  if (ends.empty()) return 0;
  std::sort(ends.begin(), ends.end());
  const std::size_t usual = ends[(ends.size() - 1) / 2];
  std::size_t farthest = usual;
  for (const std::size_t end : ends)
    if (end <= usual + far_away || end <= farthest + near) farthest = std::max(farthest, end);
  return farthest;
}

class StatementGroup {
 public:
  explicit StatementGroup(const std::vector<LayoutStatement*>& statements)
      : kind_(statements.front()->kind), indent_(statements.front()->indent()) {
    for (LayoutStatement* statement : statements) {
      AlignedRow row{statement, {}};
      for (const LayoutCell& cell : statement->cells) row.cells.push_back({cell, first_width(statement->words, cell)});
      rows_.push_back(std::move(row));
    }
  }

  void write(PageWriter& page, std::size_t before) {
    align();
    give_lines(LayoutCell::Line::reason, 4);
    give_lines(LayoutCell::Line::arrow, 2);
    give_lines(LayoutCell::Line::period, 2);
    for (const AlignedRow& row : rows_) {
      write_comments(page, row.statement->comments, row.statement->blank_before, indent_, before);
      write(page, row);
      before = indent_;
    }
  }

 private:
  // ---- columns

  std::size_t gap(std::size_t column) const {
    const bool belongs = column == 1 && (kind_ == Kind::define || kind_ == Kind::cluster);
    return belongs || (column == 1 && kind_ == Kind::scenario_line) ? 1 : 2;
  }

  /// Of the longest word of the header there usually is, or of a longer one in this group.
  std::size_t header_width() const {
    std::size_t width = std::string_view("working time").size();
    for (const AlignedRow& row : rows_) width = std::max(width, row.cells.front().width);
    return width;
  }

  std::size_t start_of(std::size_t column) const {
    if (column == 0) return indent_;
    if (kind_ == Kind::header) return indent_ + header_width() + 2;
    if (kind_ == Kind::scenario_line && column == 1) return indent_ + std::string_view("capacity ").size();
    if (kind_ == Kind::claim) return indent_ + std::string_view("expect  ").size();
    std::vector<std::size_t> ends;
    for (const AlignedRow& row : rows_)
      if (counts(row, column)) ends.push_back(row.end);
    const std::size_t far_away = kind_ == Kind::cluster && column == 2 ? far_labels : far;
    return ends.empty() ? 0 : common_end(std::move(ends), far_away) + gap(column);
  }

  /// Whether a column has to begin after what stands in a row so far. A line's last cell moves nobody, except in the
  /// list of attributes: its columns are narrow, and there are many lines without the last ones.
  bool counts(const AlignedRow& row, std::size_t column) const {
    if (row.next == 0 || row.cells[row.next - 1].cell.last_column >= column) return false;
    return row.next < row.first_line() || (kind_ == Kind::attribute && row.cells[row.next - 1].cell.column > 1);
  }

  void align() {
    for (AlignedRow& row : rows_) row.next = row.end = 0;
    for (std::size_t column = 0; column < max_columns; ++column) {
      starts_[column] = start_of(column);
      for (AlignedRow& row : rows_) {
        const std::size_t stop = row.first_line();
        for (; row.next < stop && row.cells[row.next].cell.column <= column; ++row.next) {
          Placed& placed = row.cells[row.next];
          placed.start = row.next == 0 ? indent_ : std::max(starts_[column], row.end + gap(column));
          row.end = placed.start + placed.width;
        }
      }
    }
    align_remarks();
  }

  /// Whether a comment stands after the first line, and not in the middle of a cell: there it has no neighbours.
  static bool has_remark(const AlignedRow& row) {
    const LayoutCell& last = row.cells[row.first_line() - 1].cell;
    const Words& words = row.statement->words;
    for (std::size_t at = last.begin; at + 1 < last.end; ++at)
      if (!words[at].comments.empty()) return false;
    const auto& comments = words[last.end - 1].comments;
    return !comments.empty() && !comments.front().own_line;
  }

  void align_remarks() {
    std::vector<std::size_t> ends;
    for (const AlignedRow& row : rows_)
      if (row.end <= page_width && has_remark(row)) ends.push_back(row.end);
    remark_column_ = common_end(std::move(ends)) + 2;
  }

  // ---- lines

  /// Puts the reasons (or arrows, or periods) of lines that are too long on lines of their own; all of them where that
  /// concerns more than one in `many`, so that the group looks alike.
  void give_lines(LayoutCell::Line line, std::size_t many) {
    for (;;) {
      // A line that others have pushed to the right may fit when they no longer do.
      std::vector<Placed*> all, long_ones, pushed;
      for (AlignedRow& row : rows_) {
        const std::size_t stop = row.first_line();
        for (std::size_t i = 1; i < stop; ++i) {
          if (row.cells[i].cell.line != line) continue;
          all.push_back(&row.cells[i]);
          if (row.end > page_width) (own_width(row) > page_width ? long_ones : pushed).push_back(&row.cells[i]);
        }
      }
      const auto& needed = long_ones.empty() ? pushed : long_ones;
      if (needed.empty()) return;
      const bool together = many * needed.size() > all.size();
      for (Placed* placed : together ? all : needed) placed->new_line = true;
      align();
    }
  }

  /// Of the first line, were it alone.
  std::size_t own_width(const AlignedRow& row) const {
    std::size_t width = indent_;
    for (std::size_t i = row.first_line(); i > 0; --i) width += row.cells[i - 1].width + (i > 1 ? gap(i) : 0);
    return width;
  }

  std::size_t hang() const {
    const std::size_t start = starts_[1] + (kind_ == Kind::define ? std::string_view("= ").size() : 0);
    if (kind_ == Kind::cluster || start == 0 || start > deepest) return indent_ + 8;
    return start;
  }

  void write(PageWriter& page, const AlignedRow& row) const {
    row.statement->line = page.line();
    const std::size_t stop = row.first_line();
    bool aligned = true;  // still on the first line
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const Placed& placed = row.cells[i];
      aligned = aligned && i < stop && page.line() == row.statement->line;
      if (i > 0 && !aligned) go_on(page, placed);
      if (aligned) page.advance(placed.start);
      const bool arrow = placed.cell.line == LayoutCell::Line::arrow;
      const Wrap wrap{hang() + (arrow ? std::string_view("-> ").size() : 0), hang(), placed.cell.one_each};
      page.words(row.statement->words, placed.cell.begin, placed.cell.end, wrap,
                 aligned && has_remark(row) ? remark_column_ : 0);
    }
    page.end_line();
  }

  /// To where a cell begins that does not stand on the first line.
  void go_on(PageWriter& page, const Placed& placed) const {
    const std::size_t blanks = gap(2);
    const bool too_long = page.column() + blanks + placed.width > page_width;
    if (placed.new_line || (too_long && placed.cell.line != LayoutCell::Line::same)) page.end_line();
    page.advance(page.column() == 0 ? hang() : page.column() + blanks);
  }

  Kind kind_;
  std::size_t indent_;
  std::vector<AlignedRow> rows_;
  std::size_t starts_[max_columns] = {};
  std::size_t remark_column_ = 0;
};

}  // namespace

void write_rows(PageWriter& page, const std::vector<LayoutStatement*>& group, std::size_t before) {
  StatementGroup(group).write(page, before);
}

}  // namespace spanne::grammar::layout
