// JsonObjectReader makes the cells of one row from the text of one JSON object.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "records/sources/json_elements.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

/// The names of members, in the order in which they first appeared.
class JsonNames {
 public:
  const std::vector<std::string>& names() const { return names_; }
  /// The place of a name, which is a new one if it has not been seen. `guess` is tried first.
  std::size_t place_of(const std::string& name, std::size_t guess);

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> places_;
};

class JsonObjectReader {
 public:
  /// Reads one object into cells, as many as there are names so far: a member that is missing, or null, is an empty
  /// cell; a list or an object is Kind::error. Returns why the whole file is refused: no valid JSON, a name twice.
  std::optional<AccountsError> read(const JsonElement& element, std::vector<SourceCell>& cells);
  const std::vector<std::string>& names() const { return names_.names(); }

 private:
  JsonNames names_;
  std::vector<std::size_t> last_row_;  // in which each name was seen
  std::size_t row_ = 0;
};

}  // namespace spanne::records
