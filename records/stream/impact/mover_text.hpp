// Accounts that get something else under another version, as rows: who it is, what changes, both sides, why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/compare/block_movement.hpp"
#include "records/stream/block_reader.hpp"
#include "records/stream/text/row_text.hpp"

namespace spanne::records {

/// By what people know an account: the new version's keys, then its owner where that is no key.
struct NameColumns {
  explicit NameColumns(const engine::Model& model);
  std::vector<engine::AttributeId> keys;
  std::optional<engine::AttributeId> owner;
  std::vector<engine::AttributeId> all;
};

/// "rule a +0.1 FTE; rule b x 1.2 → x 1.5; rule c no longer (+10 %)".
std::string responsible_words(const std::vector<engine::Responsible>& all);

class MoverText {
 public:
  /// All outlive it; plans may be null. `format`: CSV, or JSON for objects without anything around them.
  MoverText(const View& before, const View& after, Format format, char separator);

  /// The line of heads; empty for JSON.
  std::string begin() const;
  void append(LineBuffer& line, const engine::Mover& mover) const;
  /// A row that both read as blocks. `change`: of the middle, in counts of engine::change_unit.
  void append(LineBuffer& line, BlockReader& before, BlockReader& after, std::size_t row, std::int64_t change,
              const std::vector<engine::ResponsibleView>& responsible) const;

 private:
  struct Heads {
    std::vector<std::string> names;
    std::vector<bool> is_text;
    void add(const std::string& name, bool text);
  };
  Heads heads_of_all() const;
  void put(LineBuffer& line, std::size_t column, std::string_view text) const;

  const engine::Model& old_model_;
  const engine::Model& new_model_;
  Format format_;
  NameColumns names_;
  std::size_t change_column_;
  Heads heads_;
  RowFrame frame_;
  FigureText change_;
  RowText name_text_, old_text_, new_text_;
};

}  // namespace spanne::records
