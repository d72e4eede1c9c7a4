#include "records/tables/headed_rows.hpp"

#include <algorithm>
#include <utility>

#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

class HeadedRows final : public RowSource {
 public:
  explicit HeadedRows(std::unique_ptr<RowSource> source) : source_(std::move(source)) {}

  std::optional<AccountsError> find_heads_by(const HeadJudge& judge) {
    std::vector<TopRow> top;
    SourceRow row;
    while (top.size() < max_title_rows + 2 && !ended_) {
      const Next next = source_->next(row);
      if (next == Next::failed) return source_->failure();
      ended_ = next == Next::end;
      if (!ended_) keep(row, top);
    }
    if (top.empty()) return AccountsError{"it is empty", "its first row names the columns"};
    FoundHeads found = find_heads(top, judge);
    note_ = title_note(top, found);
    heads_ = std::move(found.heads);
    at_ = found.first + found.count;
    return std::nullopt;
  }

  Next next(SourceRow& row) override {
    if (at_ < kept_.size()) {
      row = std::move(kept_[at_++]);
      return Next::row;
    }
    return ended_ ? Next::end : source_->next(row);
  }

  AccountsError failure() const override { return source_->failure(); }
  std::optional<std::vector<std::string>> heads() const override { return heads_; }
  SourceNotes notes() const override {
    SourceNotes notes = source_->notes();
    if (!note_.empty()) notes.insert(notes.begin(), note_);
    return notes;
  }

 private:
  void keep(const SourceRow& row, std::vector<TopRow>& top) {
    TopRow shown{row.line, {}};
    for (const SourceCell& cell : row.cells) shown.cells.emplace_back(trimmed(cell.text));
    const auto is_empty = [](const std::string& cell) { return cell.empty(); };
    if (std::all_of(shown.cells.begin(), shown.cells.end(), is_empty)) return;
    top.push_back(std::move(shown));
    kept_.push_back(row);
  }

  std::unique_ptr<RowSource> source_;
  std::vector<SourceRow> kept_;  // rows near the top, without blank ones
  std::size_t at_ = 0;           // of the next one in `kept_`
  bool ended_ = false;
  std::vector<std::string> heads_;
  std::string note_;
};

}  // namespace

std::variant<std::unique_ptr<RowSource>, AccountsError> below_heads(std::unique_ptr<RowSource> source,
                                                                    const HeadJudge& judge) {
  if (source->heads()) return source;
  auto headed = std::make_unique<HeadedRows>(std::move(source));
  if (auto error = headed->find_heads_by(judge)) return std::move(*error);
  return std::unique_ptr<RowSource>(std::move(headed));
}

}  // namespace spanne::records
