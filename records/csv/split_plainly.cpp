// Rows whose quotation marks stand anywhere, and those found by no vector.
#include "records/csv/scan.hpp"

namespace spanne::records {

void Cells::clear() {
  first.clear();
  starts.clear();
  width = 0;
  ascii = true;
  zero = false;
}

namespace {

/// Reads cells one byte after the other, wherever their quotation marks stand.
class PlainSplitter {
 public:
  PlainSplitter(std::string_view text, char separator, bool goes_on, Cells& cells, WholeRows& cut)
      : text_(text), separator_(separator), goes_on_(goes_on), cells_(cells), cut_(cut) {}

  CsvEnd rows(std::size_t most) {
    cells_.ends.clear();
    cells_.first.push_back(0);
    while (cells_.rows() < most) {
      if (at_ >= text_.size()) return CsvEnd::end_of_text;
      const CsvEnd end = row();
      if (end != CsvEnd::row) {
        cells_.ends.resize(cells_.first.back());
        return end;
      }
    }
    return CsvEnd::row;
  }

 private:
  bool ends_line() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

  /// `end_of_text`: the row may go on after the text.
  CsvEnd row() {
    const std::size_t start = at_;
    for (;;) {
      if (cells_.ends.size() - cells_.first.back() == max_cells) return CsvEnd::too_long;
      const CsvEnd end = cell();
      if (end != CsvEnd::row) return end;
      cells_.ends.push_back(static_cast<std::uint32_t>(at_));
      if (at_ == text_.size() || ends_line()) break;
      ++at_;
    }
    // A CR at the end may belong to an LF that is not there yet.
    if (goes_on_ && (at_ == text_.size() || (text_[at_] == '\r' && at_ + 1 == text_.size())))
      return CsvEnd::end_of_text;
    if (at_ < text_.size()) end_line();
    cells_.starts.push_back(static_cast<std::uint32_t>(start));
    cells_.first.push_back(static_cast<std::uint32_t>(cells_.ends.size()));
    cut_.end = at_;
    cut_.lines = lines_;
    return CsvEnd::row;
  }

  void end_line() {
    at_ += static_cast<std::size_t>(text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1);
    ++lines_;
  }

  CsvEnd cell() {
    const std::size_t begin = at_;
    std::size_t marks = 0;  // quotation marks, and blanks before them, that are no part of the cell
    std::size_t mark = at_;
    while (mark < text_.size() && (text_[mark] == ' ' || text_[mark] == '\t') && text_[mark] != separator_) ++mark;
    if (mark < text_.size() && text_[mark] == '"') {
      at_ = mark;
      const CsvEnd end = quoted(marks);
      if (end != CsvEnd::row) return end;
    }
    while (at_ < text_.size() && text_[at_] != separator_ && !ends_line()) ++at_;
    if (marks > 0) marks += mark - begin;
    return at_ - begin - marks > longest_cell ? CsvEnd::too_long : CsvEnd::row;
  }

  /// From the opening quotation mark to after the closing one.
  CsvEnd quoted(std::size_t& marks) {
    const std::size_t begin = at_++;
    std::size_t lines = 0;
    for (marks = 1; at_ < text_.size(); ++at_) {
      if (at_ - begin - marks > longest_cell) return CsvEnd::too_long;
      if (text_[at_] == '\n' || (text_[at_] == '\r' && !(at_ + 1 < text_.size() && text_[at_ + 1] == '\n'))) ++lines;
      if (text_[at_] != '"') continue;
      ++at_;
      ++marks;
      if (at_ < text_.size() && text_[at_] == '"') continue;
      lines_ += lines;
      return CsvEnd::row;
    }
    return goes_on_ ? CsvEnd::end_of_text : CsvEnd::open_quote;
  }

  std::string_view text_;
  char separator_;
  bool goes_on_;
  Cells& cells_;
  WholeRows& cut_;
  std::size_t at_ = 0, lines_ = 0;
};

}  // namespace

CsvEnd split_plainly(std::string_view text, char separator, std::size_t most, bool goes_on, Cells& cells,
                     WholeRows& cut) {
  for (const char c : text) {
    cells.ascii = cells.ascii && static_cast<unsigned char>(c) < 128;
    cells.zero = cells.zero || c == '\0';
  }
  return PlainSplitter(text, separator, goes_on, cells, cut).rows(most);
}

}  // namespace spanne::records
