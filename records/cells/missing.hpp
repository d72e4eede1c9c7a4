// Words that stand for nothing: NULL, n/a, NaN, a dash.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::records {

class MissingMarkers {
 public:
  /// Those that are known without being said.
  static const MissingMarkers& usual();
  /// The words of a list like "n/a, unknown", in the place of the usual ones; an empty list: none.
  static MissingMarkers listed(std::string_view list);

  /// Which of words() `text` is (trimmed, not empty); nullopt where it is a value. A value of a choice is always one.
  std::optional<std::size_t> find(std::string_view text, const engine::Attribute& attribute,
                                  const engine::Model& model) const;
  /// Whether `text` is one of words(), whatever it stands for.
  bool has_word(std::string_view text) const { return std::find(words_.begin(), words_.end(), text) != words_.end(); }
  /// False where `text` is certainly no marker. Costs a comparison or two; true for few others.
  bool may_be(const char* text, std::size_t size) const {
    return size <= longest_ && size > 0 && begins_[static_cast<unsigned char>(*text)];
  }
  /// Some marker looks like a number: 999, say.
  bool any_number() const { return any_number_; }
  const std::vector<std::string>& words() const { return words_; }

 private:
  explicit MissingMarkers(std::vector<std::string> words, std::vector<std::string> not_in_texts = {});

  std::vector<std::string> words_;
  std::size_t first_not_in_texts_ = 0;  // these and what follows may be names: NA is Namibia
  std::array<bool, 256> begins_{};
  std::size_t longest_ = 0;
  bool any_number_ = false;
};

}  // namespace spanne::records
