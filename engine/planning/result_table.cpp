#include "engine/planning/result_table.hpp"

#include <utility>

namespace spanne::engine {
namespace {

/// A sign, digits with a point among them, a percent sign; what stands before or after them makes it no number.
bool is_number_text(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  if (text.ends_with(" %")) text.remove_suffix(2);
  return text.find_first_of("0123456789") == 0 && text.find_first_not_of("0123456789.") == text.npos &&
         text.find('.') == text.rfind('.');
}

}  // namespace

ResultCell value_cell(std::string text, const Type& type) {
  if (!is_number(type.kind) && type.kind != TypeKind::boolean) return text;  // the same in every notation
  return WrittenValue{std::move(text), type};
}

ResultCell rule_text_cell(std::string text) {
  if (!is_number_text(text)) return text;
  return WrittenValue{std::move(text), {TypeKind::decimal}};
}

ResultCell count_cell(const Count& count) {
  if (!count) return std::string("unlimited");
  return exactly(*count);
}

}  // namespace spanne::engine
