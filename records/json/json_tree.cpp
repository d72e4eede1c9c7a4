#include "records/json/json_tree.hpp"

#include "records/json/json_text.hpp"

namespace spanne::records {

void JsonTree::next(std::string_view name) {
  if (!first_) text_ += ',';
  if (depth_ > 0) text_ += "\n" + std::string(2 * depth_, ' ');
  if (!name.empty()) text_ += json_quoted(name) + ": ";
  first_ = false;
}

void JsonTree::begin(std::string_view name, char bracket) {
  next(name);
  text_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonTree::end(char bracket) {
  --depth_;
  if (!first_) text_ += "\n" + std::string(2 * depth_, ' ');
  text_ += bracket;
  first_ = false;
}

void JsonTree::text(std::string_view name, std::string_view value) { raw(name, json_quoted(value)); }

void JsonTree::raw(std::string_view name, std::string_view number) {
  next(name);
  text_ += number;
}

void JsonTree::figure(const std::string& name, const engine::Fraction& number) {
  raw(name, number.to_text());
  const std::string exact = number.to_exact_text();
  if (exact != number.to_text()) text(name + "_exact", exact);
}

void JsonTree::range(std::string_view name, const engine::Range& range) {
  begin_object(name);
  figure("low", range.low);
  figure("high", range.high);
  end_object();
}

}  // namespace spanne::records
