#include "records/tables/headed_rows.hpp"

#include <utility>

#include "records/tables/source_top.hpp"

namespace spanne::records {
namespace {

class HeadedRows final : public RowSource {
 public:
  explicit HeadedRows(std::unique_ptr<RowSource> source) : source_(std::move(source)) {}

  std::optional<AccountsError> find_heads_by(const HeadJudge& judge) {
    auto read = read_source_top(*source_);
    if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
    top_ = std::move(std::get<SourceTop>(read));
    if (top_.rows.empty()) return empty_source();
    FoundHeads found = find_heads(top_.rows, judge);
    note_ = title_note(top_.rows, found);
    heads_ = std::move(found.heads);
    at_ = found.first + found.count;
    return std::nullopt;
  }

  Next next(SourceRow& row) override {
    if (at_ < top_.kept.size()) {
      row = std::move(top_.kept[at_++]);
      return Next::row;
    }
    return top_.ended ? Next::end : source_->next(row);
  }

  AccountsError failure() const override { return source_->failure(); }
  std::optional<std::vector<std::string>> heads() const override { return heads_; }
  SourceNotes notes() const override {
    SourceNotes notes = source_->notes();
    if (!note_.empty()) notes.insert(notes.begin(), note_);
    return notes;
  }

 private:
  std::unique_ptr<RowSource> source_;
  SourceTop top_;
  std::size_t at_ = 0;  // of the next row in `top_`
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
