#include "records/workbook/shared_strings.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "records/workbook/cell_text.hpp"
#include "records/workbook/limits.hpp"
#include "records/workbook/xml_parser.hpp"

namespace spanne::records {
namespace {

constexpr std::size_t block_capacity = 1'000'000;

class SharedStringsReader : public XmlHandler {
 public:
  explicit SharedStringsReader(SharedStrings& strings) : strings_(strings) {}

  void start(const XmlName& name, const XmlAttributes&) override {
    if (name.is(XmlSpace::sheet, "si")) {
      inside_ = true;
      text_.clear();
    } else if (inside_) {
      text_.start(name);
    }
  }
  void end(const XmlName& name) override {
    if (!name.is(XmlSpace::sheet, "si")) return text_.end(name);
    inside_ = false;
    if (text_.too_long()) parser->fail(too_long_text(fmt::format("shared text {}", strings_.size() + 1)));
    if (!strings_.add(text_.take())) parser->fail(too_many());
  }
  void text(std::string_view piece) override {
    if (inside_) text_.text(piece);
  }

  XmlParser* parser = nullptr;

 private:
  static AccountsError too_many() {
    return {fmt::format("its texts take more than {} MB, which is the most they may take", max_shared_text / 1'000'000),
            "save the sheet as CSV, which can be of any size"};
  }

  SharedStrings& strings_;
  RichText text_;
  bool inside_ = false;
};

}  // namespace

bool SharedStrings::add(std::string_view text) {
  if (used_ + text.size() + 4 * (ends_.size() + 1) > max_shared_text) return false;
  while (!text.empty()) {
    if (blocks_.empty() || blocks_.back().size() == block_capacity) blocks_.emplace_back().reserve(block_capacity);
    const std::string_view piece = text.substr(0, block_capacity - blocks_.back().size());
    blocks_.back() += piece;
    used_ += piece.size();
    text.remove_prefix(piece.size());
  }
  ends_.push_back(static_cast<std::uint32_t>(used_));
  return true;
}

std::optional<std::string> SharedStrings::text(std::size_t index) const {
  if (index >= ends_.size()) return std::nullopt;
  std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  const std::size_t end = ends_[index];
  std::string text;
  while (begin < end) {
    const std::string_view piece =
        std::string_view(blocks_[begin / block_capacity]).substr(begin % block_capacity, end - begin);
    text += piece;
    begin += piece.size();
  }
  return text;
}

std::variant<SharedStrings, AccountsError> SharedStrings::read(const ZipArchive& archive, const ZipEntry& entry) {
  SharedStrings strings;
  SharedStringsReader reader(strings);
  XmlParser parser(archive, entry, max_unpacked_entry, reader);
  reader.parser = &parser;
  if (parser.advance() == XmlParser::Progress::failed) return parser.failure();
  return strings;
}

}  // namespace spanne::records
