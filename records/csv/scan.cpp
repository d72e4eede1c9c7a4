#include "records/csv/scan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "engine/value/vectors.hpp"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "records/csv/scan.cpp"
#include <hwy/foreach_target.h>  // NOLINT: includes this file again for every target
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace spanne::records {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<std::uint8_t, 64> bytes_tag;
constexpr std::size_t column_kinds = hn::MaxLanes(bytes_tag);
using Bytes = hn::Vec<decltype(bytes_tag)>;

/// Sixty-four bytes of text and questions about them, one bit a byte.
class Window {
 public:
  explicit Window(const char* text) : bytes_(reinterpret_cast<const std::uint8_t*>(text)) {}

  std::uint64_t equal(char wanted) const {
    const auto byte = hn::Set(bytes_tag, static_cast<std::uint8_t>(wanted));
    std::uint64_t result = 0;
    for (std::size_t at = 0; at < 64; at += column_kinds) {
      std::uint64_t part = 0;
      hn::StoreMaskBits(bytes_tag, hn::Eq(bytes(at), byte), reinterpret_cast<std::uint8_t*>(&part));
      result |= part << at;
    }
    return result;
  }
  Bytes bytes(std::size_t at) const { return hn::LoadU(bytes_tag, bytes_ + at); }

 private:
  const std::uint8_t* bytes_;
};

/// What stands anywhere in a text, found without asking where.
class ByteMask {
 public:
  ByteMask() : all_(hn::Zero(bytes_tag)), least_(hn::Set(bytes_tag, 255)), nearest_(least_) {}
  void add(const Window& window) {
    for (std::size_t at = 0; at < 64; at += column_kinds) {
      const Bytes bytes = window.bytes(at);
      all_ = hn::Or(all_, bytes);
      least_ = hn::Min(least_, bytes);
      nearest_ = hn::Min(nearest_, hn::Xor(bytes, hn::Set(bytes_tag, '\r')));
    }
  }
  bool beyond_ascii() const { return !hn::AllFalse(bytes_tag, hn::Gt(all_, hn::Set(bytes_tag, 127))); }
  bool zero() const { return has_zero(least_); }
  bool carriage_return() const { return has_zero(nearest_); }

 private:
  static bool has_zero(Bytes bytes) { return !hn::AllFalse(bytes_tag, hn::Eq(bytes, hn::Zero(bytes_tag))); }
  Bytes all_, least_, nearest_;  // nearest_: to a CR
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

/// Counts rows and looks at their quotation marks, one way or the other.
class Cutter {
 public:
  Cutter(std::string_view text, char separator, std::size_t most) : text_(text), separator_(separator), max_(most) {}

  WholeRows cut() {
    std::size_t at = 0;
    while (at < text_.size()) {
      if (at + step < text_.size() && is_plain(at)) {
        at += step;
        continue;
      }
      for (const std::size_t end = std::min(at + step, text_.size()); at < end; at += 64)
        if (is_last(at)) return cut_;
    }
    // What was seen at a glance is looked at for its last line end.
    if (glanced_ > 0) cut_.end = text_.find_last_of('\n', glanced_ - 1) + 1;
    cut_.open_quote = quotes_.inside != 0;
    return cut_;
  }

 private:
  static constexpr std::size_t step = 256;

  /// Whether so many bytes have no quotation marks and no lone CR; then their rows are counted. The byte after them is
  /// looked at too.
  bool is_plain(std::size_t from) {
    if (quotes_.inside != 0 || quotes_.closed != 0 || pending_return_ != 0) return false;
    const Bytes feed = hn::Set(bytes_tag, '\n'), back = hn::Set(bytes_tag, '\r'), quote = hn::Set(bytes_tag, '"');
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data() + from);
    const auto is = [](Bytes here, Bytes wanted) { return hn::VecFromMask(bytes_tag, hn::Eq(here, wanted)); };
    Bytes feeds = hn::Zero(bytes_tag), unusual = feeds;
    for (std::size_t at = 0; at < step; at += column_kinds) {
      const Bytes here = hn::LoadU(bytes_tag, bytes + at), next = hn::LoadU(bytes_tag, bytes + at + 1);
      feeds = hn::Sub(feeds, is(here, feed));
      unusual = hn::Or(unusual, hn::Or(hn::AndNot(is(next, feed), is(here, back)), is(here, quote)));
    }
    if (!hn::AllTrue(bytes_tag, hn::Eq(unusual, hn::Zero(bytes_tag)))) return false;
    const hn::Repartition<std::uint64_t, decltype(bytes_tag)> words;
    const auto count = static_cast<std::size_t>(hn::GetLane(hn::SumOfLanes(words, hn::SumsOf8(feeds))));
    if (rows_ + count >= max_) return false;
    rows_ += count;
    lines_ += count;
    if (count > 0) {
      glanced_ = from + step;
      cut_.lines = lines_;
    }
    const char last = text_[from + step - 1];
    quotes_.may_open = static_cast<std::uint64_t>(last == separator_ || last == '\n' || last == '\r');
    return true;
  }

  /// Whether the cut is complete with the window there.
  bool is_last(std::size_t at) {
    const Window window(text_.data() + at);
    const std::uint64_t there = lowest(text_.size() - at);
    const std::uint64_t feeds = window.equal('\n') & there, returns = window.equal('\r') & there;
    bool stray = false;
    const std::uint64_t inner =
        quotes_.step(window.equal('"') & there, (window.equal(separator_) | feeds | returns) & there, there, stray);
    if (pending_return_ != 0 && (feeds & 1U) == 0) {
      ++lines_;
      stray = stray || pending_return_ == 1;
    }
    const std::uint64_t lone = returns & ~(feeds >> 1U) & lowest(63);
    pending_return_ = (returns >> 63U) == 0 ? 0 : (inner >> 63U) == 0 ? 1 : 2;
    if (stray || (lone & ~inner) != 0) {
      cut_ = {};
      cut_.regular = false;
      return true;
    }
    std::uint64_t ends = feeds & ~inner;
    const auto count = static_cast<std::size_t>(std::popcount(ends));
    const bool all = rows_ + count >= max_;
    if (all)
      for (; rows_ + 1 < max_; ++rows_) ends &= ends - 1;
    if (count > 0) {
      const int last = all ? std::countr_zero(ends) : 63 - std::countl_zero(ends);
      const std::size_t size = static_cast<std::size_t>(last) + 1;
      cut_.end = at + size;
      cut_.lines = lines_ + static_cast<std::size_t>(std::popcount((feeds | lone) & lowest(size)));
      glanced_ = 0;
    }
    rows_ += count;
    lines_ += static_cast<std::size_t>(std::popcount(feeds | lone));
    return all;
  }

  std::string_view text_;
  char separator_;
  std::size_t max_;
  WholeRows cut_;
  Quotes quotes_;
  std::size_t rows_ = 0, lines_ = 0;
  std::size_t glanced_ = 0;           // after the last row end that was only counted; 0: there is a later one
  std::uint64_t pending_return_ = 0;  // the byte before the window is a CR outside quotes: 1, inside: 2
};

}  // namespace

WholeRows cut_rows(std::string_view text, char separator, std::size_t most) {
  return Cutter(text, separator, most).cut();
}

namespace {

/// The places of the bits of a byte.
constexpr auto places = [] {
  std::array<std::array<std::uint8_t, 8>, 256> result{};
  for (std::size_t byte = 0; byte < 256; ++byte)
    for (std::size_t bit = 0, count = 0; bit < 8; ++bit)
      if (((byte >> bit) & 1U) != 0) result[byte][count++] = static_cast<std::uint8_t>(bit);
  return result;
}();

/// The ends of cells and rows, window by window, with room for whatever a window may hold.
class Splitter {
 public:
  Splitter(char separator, Cells& cells) : separator_(separator), cells_(cells) {}

  void add(const Window& window, std::size_t at) {
    presence_.add(window);
    const std::uint64_t quotes = window.equal('"');
    const std::uint64_t inner = (quotes == 0 ? 0 : parities(quotes)) ^ inside_;
    inside_ = static_cast<std::uint64_t>(static_cast<std::int64_t>(inner) >> 63U);
    const std::uint64_t feeds = window.equal('\n') & ~inner;
    const std::uint64_t ends = (window.equal(separator_) & ~inner) | feeds;
    make_room();
    add_cells(ends, at);
    add_rows(ends, feeds, at);
    cell_ += static_cast<std::size_t>(std::popcount(ends));
  }
  void finish(std::string_view text);

 private:
  void make_room() {
    if (cell_ + 72 > cells_.ends.size()) cells_.ends.resize(2 * cells_.ends.size() + 1'024);
    if (row_ + 66 > cells_.starts.size()) {
      cells_.starts.resize(2 * cells_.starts.size() + 256);
      cells_.first.resize(cells_.starts.size());
    }
  }
  /// Eight bytes of text at a time, with room for an end at each: how many there are is hard to foretell.
  void add_cells(std::uint64_t ends, std::size_t at) {
    const hn::CappedTag<std::uint32_t, 8> tag;
    const hn::Rebind<std::uint8_t, decltype(tag)> small;
    std::uint32_t* out = cells_.ends.data() + cell_;
    for (const std::size_t end = at + 64; at < end; at += 8, ends >>= 8U) {
      const auto base = hn::Set(tag, static_cast<std::uint32_t>(at));
      const std::uint8_t* from = places[ends & 255U].data();
      for (std::size_t i = 0; i < 8; i += hn::Lanes(tag))
        hn::StoreU(hn::Add(base, hn::PromoteTo(tag, hn::LoadU(small, from + i))), tag, out + i);
      out += std::popcount(ends & 255U);
    }
  }
  /// Where the next row begins; the first is written even where no row ends.
  void add_rows(std::uint64_t ends, std::uint64_t feeds, std::size_t at) {
    std::uint64_t left = feeds;
    do {
      const std::uint64_t through = left ^ (left - 1);
      ++row_;
      cells_.first[row_] = static_cast<std::uint32_t>(cell_ + static_cast<std::size_t>(std::popcount(ends & through)));
      cells_.starts[row_] = static_cast<std::uint32_t>(at + static_cast<std::size_t>(std::popcount(through)));
      row_ -= static_cast<std::size_t>(left == 0);
      left &= left - 1;
    } while (left != 0);
  }

  char separator_;
  Cells& cells_;
  ByteMask presence_;
  std::uint64_t inside_ = 0;
  std::size_t cell_ = 0, row_ = 0;
};

void Splitter::finish(std::string_view text) {
  make_room();
  cells_.first[0] = cells_.starts[0] = 0;
  if (cells_.starts[row_] < text.size()) {
    cells_.ends[cell_++] = static_cast<std::uint32_t>(text.size());
    cells_.first[++row_] = static_cast<std::uint32_t>(cell_);
  }
  cells_.first.resize(row_ + 1);
  cells_.starts.resize(row_);
  if (presence_.carriage_return())
    for (std::size_t row = 0; row < row_; ++row) {
      std::uint32_t& end = cells_.ends[cells_.first[row + 1] - 1];
      if (end > cells_.starts[row] && text[end - 1] == '\r') --end;
    }
  std::uint32_t differing = 0;
  for (std::size_t row = 0; row < row_; ++row)
    differing |= (cells_.first[row + 1] - cells_.first[row]) ^ cells_.first[1];
  cells_.width = row_ > 0 && differing == 0 ? cells_.first[1] : 0;
  cells_.ascii = !presence_.beyond_ascii();
  cells_.zero = presence_.zero();
}

}  // namespace

void split_rows(std::string_view text, char separator, Cells& cells) {
  Splitter splitter(separator, cells);
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) splitter.add(Window(text.data() + at), at);
  if (at < text.size()) {
    // What stands after the text is not to be looked at.
    char rest[64];
    std::memset(rest, separator == 'x' ? 'y' : 'x', sizeof rest);
    std::memcpy(rest, text.data() + at, text.size() - at);
    splitter.add(Window(rest), at);
  }
  splitter.finish(text);
}

}  // namespace HWY_NAMESPACE
}  // namespace spanne::records
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace spanne::records {

WholeRows cut_rows(std::string_view text, char separator, std::size_t most) {
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

}  // namespace spanne::records
#endif
