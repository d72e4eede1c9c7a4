#include "records/cells/missing.hpp"

#include <algorithm>
#include <utility>

#include "records/cells/encoding.hpp"

namespace spanne::records {

using engine::TypeKind;

MissingMarkers::MissingMarkers(std::vector<std::string> words, std::vector<std::string> not_in_texts)
    : words_(std::move(words)), first_not_in_texts_(words_.size()) {
  for (std::string& word : not_in_texts) words_.push_back(std::move(word));
  for (const std::string& word : words_) {
    begins_[static_cast<unsigned char>(word.front())] = true;
    longest_ = std::max(longest_, word.size());
    any_number_ = any_number_ || (word.find_first_of("0123456789") != std::string::npos && word.size() < 10);
  }
}

const MissingMarkers& MissingMarkers::usual() {
  // Databases, spreadsheets, pandas, R, SQL tools, pivot tables; German "keine Angabe".
  static const MissingMarkers markers(
      {"NULL",   "null", "Null", "\\N",     "N/A",    "n/a",    "#N/A",   "#NV",    "NaN",
       "nan",    "None", "-",    "(blank)", "(leer)", "(null)", "(NULL)", "[NULL]", "<null>",
       "<NULL>", "<NA>", "NaT",  "n.a.",    "k.A.",   "k. A.",  "–",      "—",      "--"},
      {"NA", "na", ".", "?", "#"});
  return markers;
}

MissingMarkers MissingMarkers::listed(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string_view word = trimmed(list.substr(0, end));
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
    list = end < list.size() ? list.substr(end + 1) : std::string_view{};
  }
  return MissingMarkers(std::move(words));
}

std::optional<std::size_t> MissingMarkers::find(std::string_view text, const engine::Attribute& attribute,
                                                const engine::Model& model) const {
  if (!may_be(text.data(), text.size())) return std::nullopt;
  const auto found = std::find(words_.begin(), words_.end(), text);
  if (found == words_.end()) return std::nullopt;
  const auto place = static_cast<std::size_t>(found - words_.begin());
  const TypeKind kind = attribute.type.kind;
  if (kind == TypeKind::text && place >= first_not_in_texts_) return std::nullopt;
  if (kind != TypeKind::choice) return place;
  const auto& values = model.choices[attribute.type.choice].values;
  return std::find(values.begin(), values.end(), text) == values.end() ? std::optional(place) : std::nullopt;
}

}  // namespace spanne::records
