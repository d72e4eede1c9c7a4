#include "records/scan.hpp"

#include <bit>

#include "engine/value/vectors.hpp"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "records/scan.cpp"
#include <hwy/foreach_target.h>  // NOLINT: includes this file again for every target
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace spanne::records {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// Sixty-four bytes of text and questions about them, one bit a byte.
class Window {
 public:
  explicit Window(const char* text) : bytes_(reinterpret_cast<const std::uint8_t*>(text)) {}

  std::uint64_t equal(char wanted) const {
    const auto byte = static_cast<std::uint8_t>(wanted);
    return bits([byte](auto tag, auto bytes) { return hn::Eq(bytes, hn::Set(tag, byte)); });
  }
  std::uint64_t beyond_ascii() const {
    return bits([](auto tag, auto bytes) { return hn::Gt(bytes, hn::Set(tag, std::uint8_t{127})); });
  }

 private:
  template <class Test>
  std::uint64_t bits(const Test& test) const {
    const hn::CappedTag<std::uint8_t, 64> tag;
    std::uint64_t result = 0;
    for (std::size_t at = 0; at < 64; at += hn::Lanes(tag)) {
      std::uint64_t part = 0;
      hn::StoreMaskBits(tag, test(tag, hn::LoadU(tag, bytes_ + at)), reinterpret_cast<std::uint8_t*>(&part));
      result |= part << at;
    }
    return result;
  }
  const std::uint8_t* bytes_;
};

/// Each bit says whether an odd number of bits stand up to it.
std::uint64_t parities(std::uint64_t bits) {
  for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

std::uint64_t lowest(std::size_t count) { return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1; }

/// What goes on from one window to the next.
struct Quotes {
  std::uint64_t inside = 0;    // all bits: the window begins inside quotes
  std::uint64_t may_open = 1;  // the byte before the window ends a cell, or is a quotation mark
  std::uint64_t closed = 0;    // the byte before the window is a closing quotation mark

  /// Bits inside quotes; `stray` where a cell does not begin and end with its quotation marks. `borders`: what ends
  /// cells; `there`: bits that are part of the text.
  std::uint64_t step(std::uint64_t quotes, std::uint64_t borders, std::uint64_t there, bool& stray) {
    const std::uint64_t inner = parities(quotes) ^ inside;
    const std::uint64_t opening = quotes & inner, closing = quotes & ~inner;
    const std::uint64_t beside = borders | quotes;
    stray = stray || (opening & ~(beside << 1U | may_open)) != 0 || ((closing << 1U | closed) & ~beside & there) != 0;
    inside = static_cast<std::uint64_t>(static_cast<std::int64_t>(inner) >> 63U);
    may_open = beside >> 63U;
    closed = closing >> 63U;
    return inner;
  }
};

}  // namespace

Cut cut_rows(std::string_view text, char separator, std::size_t most) {
  Cut cut;
  Quotes quotes;
  std::size_t rows = 0, lines = 0;
  std::uint64_t pending_return = 0;  // the byte before the window is a CR outside quotes: 1, inside: 2
  bool stray = false;
  for (std::size_t at = 0; at < text.size(); at += 64) {
    const Window window(text.data() + at);
    const std::uint64_t there = lowest(text.size() - at);
    const std::uint64_t feeds = window.equal('\n') & there, returns = window.equal('\r') & there;
    const std::uint64_t inner =
        quotes.step(window.equal('"') & there, (window.equal(separator) | feeds | returns) & there, there, stray);
    if (pending_return != 0 && (feeds & 1U) == 0) {
      ++lines;
      stray = stray || pending_return == 1;
    }
    const std::uint64_t lone = returns & ~(feeds >> 1U) & lowest(63);
    pending_return = (returns >> 63U) == 0 ? 0 : (inner >> 63U) == 0 ? 1 : 2;
    if (stray || (lone & ~inner) != 0) {
      cut.regular = false;
      return cut;
    }
    std::uint64_t ends = feeds & ~inner;
    const auto count = static_cast<std::size_t>(std::popcount(ends));
    if (rows + count >= most) {
      for (; rows + 1 < most; ++rows) ends &= ends - 1;
      const auto last = static_cast<std::size_t>(std::countr_zero(ends));
      cut.end = at + last + 1;
      cut.lines = lines + static_cast<std::size_t>(std::popcount((feeds | lone) & lowest(last + 1)));
      return cut;
    }
    rows += count;
    if (ends != 0) {
      const auto last = static_cast<std::size_t>(63 - std::countl_zero(ends));
      cut.end = at + last + 1;
      cut.lines = lines + static_cast<std::size_t>(std::popcount((feeds | lone) & lowest(last + 1)));
    }
    lines += static_cast<std::size_t>(std::popcount(feeds | lone));
  }
  cut.open_quote = quotes.inside != 0;
  return cut;
}

void split_rows(std::string_view text, char separator, Cells& cells) {
  // Room for a separator at every byte of a window and eight more, so that the loop need not ask.
  std::size_t cell = 0;
  cells.ends.resize(text.size() / 4 + 128);
  std::uint64_t inside = 0, wide = 0, zeros = 0;
  std::size_t start = 0;
  const auto end_row = [&](std::size_t at) {
    if (at > start && text[at - 1] == '\r') cells.ends[cell - 1] = static_cast<std::uint32_t>(at - 1);
    cells.starts.push_back(static_cast<std::uint32_t>(start));
    cells.first.push_back(static_cast<std::uint32_t>(cell));
    start = at + 1;
  };
  cells.first.push_back(0);
  for (std::size_t at = 0; at < text.size(); at += 64) {
    const Window window(text.data() + at);
    const std::uint64_t there = lowest(text.size() - at);
    const std::uint64_t quotes = window.equal('"') & there;
    const std::uint64_t inner = (quotes == 0 ? 0 : parities(quotes)) ^ inside;
    inside = static_cast<std::uint64_t>(static_cast<std::int64_t>(inner) >> 63U);
    const std::uint64_t feeds = window.equal('\n') & there & ~inner;
    wide |= window.beyond_ascii() & there;
    zeros |= window.equal('\0') & there;
    std::uint64_t ends = (window.equal(separator) & there & ~inner) | feeds;
    if (cell + 72 > cells.ends.size()) cells.ends.resize(cells.ends.size() * 2);
    std::uint32_t* out = cells.ends.data() + cell;
    const auto count = static_cast<std::size_t>(std::popcount(ends));
    // Eight at a time, the last of them for nothing, since how many there are is hard to foretell.
    std::uint64_t left = ends;
    for (std::size_t i = 0; i < count; i += 8)
      for (std::size_t one = i; one < i + 8; ++one, left &= left - 1)
        out[one] = static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(left));
    const std::size_t before = cell, all = cell + count;
    for (left = feeds; left != 0; left &= left - 1) {
      const auto place = static_cast<std::size_t>(std::countr_zero(left));
      cell = before + static_cast<std::size_t>(std::popcount(ends & lowest(place + 1)));
      end_row(at + place);
    }
    cell = all;
  }
  if (start < text.size()) {
    cells.ends[cell++] = static_cast<std::uint32_t>(text.size());
    end_row(text.size());
  }
  cells.ends.resize(cell);
  cells.ascii = wide == 0;
  cells.zero = zeros != 0;
}

}  // namespace HWY_NAMESPACE
}  // namespace spanne::records
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace spanne::records {

Cut cut_rows(std::string_view text, char separator, std::size_t most) {
  switch (engine::vectors()) {
#if HWY_TARGETS & HWY_AVX3
    case engine::Vectors::avx512: return N_AVX3::cut_rows(text, separator, most);
#endif
#if HWY_TARGETS & HWY_AVX2
    case engine::Vectors::avx2: return N_AVX2::cut_rows(text, separator, most);
#endif
    default: return HWY_STATIC_DISPATCH(cut_rows)(text, separator, most);
  }
}

void split_rows(std::string_view text, char separator, Cells& cells) {
  switch (engine::vectors()) {
#if HWY_TARGETS & HWY_AVX3
    case engine::Vectors::avx512: return N_AVX3::split_rows(text, separator, cells);
#endif
#if HWY_TARGETS & HWY_AVX2
    case engine::Vectors::avx2: return N_AVX2::split_rows(text, separator, cells);
#endif
    default: return HWY_STATIC_DISPATCH(split_rows)(text, separator, cells);
  }
}

void Cells::clear() {
  ends.clear();
  first.clear();
  starts.clear();
  ascii = true;
  zero = false;
}

namespace {

/// Reads cells one byte after the other, wherever their quotation marks stand.
class PlainSplitter {
 public:
  PlainSplitter(std::string_view text, char separator, bool goes_on, Cells& cells, Cut& cut)
      : text_(text), separator_(separator), goes_on_(goes_on), cells_(cells), cut_(cut) {}

  CsvEnd rows(std::size_t most) {
    cells_.first.push_back(static_cast<std::uint32_t>(cells_.ends.size()));
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

  /// `end_of_text`: the row may go on behind the text.
  CsvEnd row() {
    const std::size_t start = at_;
    for (;;) {
      if (cells_.ends.size() - cells_.first.back() == most_cells) return CsvEnd::too_long;
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
    std::size_t marks = 0;  // quotation marks that are no part of the cell
    if (at_ < text_.size() && text_[at_] == '"') {
      const CsvEnd end = quoted(marks);
      if (end != CsvEnd::row) return end;
    }
    while (at_ < text_.size() && text_[at_] != separator_ && !ends_line()) ++at_;
    return at_ - begin - marks > longest_cell ? CsvEnd::too_long : CsvEnd::row;
  }

  /// From the opening quotation mark to behind the closing one.
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
  Cut& cut_;
  std::size_t at_ = 0, lines_ = 0;
};

}  // namespace

CsvEnd split_plainly(std::string_view text, char separator, std::size_t most, bool goes_on, Cells& cells, Cut& cut) {
  for (const char c : text) {
    cells.ascii = cells.ascii && static_cast<unsigned char>(c) < 128;
    cells.zero = cells.zero || c == '\0';
  }
  return PlainSplitter(text, separator, goes_on, cells, cut).rows(most);
}

}  // namespace spanne::records
#endif
