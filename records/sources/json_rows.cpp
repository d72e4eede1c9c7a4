#include "records/sources/json_rows.hpp"

#include <utility>

#include "records/sources/json_object.hpp"

namespace spanne::records {
namespace {

class JsonRows final : public RowSource {
 public:
  explicit JsonRows(ReadBytes read) : read_(std::move(read)), elements_(read_) {}

  /// The first pass.
  std::optional<AccountsError> prepare() {
    SourceRow row;
    Next next = Next::row;
    for (std::size_t last_line = 0; (next = this->next(row)) == Next::row; last_line = place_.line)
      counts_objects_ = counts_objects_ || place_.line == last_line;
    if (next == Next::failed) return failure_;
    if (count_ == 0) return AccountsError{"it has no rows", "without an object, no column has a name"};
    elements_ = JsonElements(read_);
    count_ = 0;
    return std::nullopt;
  }

  Next next(SourceRow& row) override {
    JsonElement element;
    const auto found = elements_.next(element);
    if (found == JsonElements::Next::end) return Next::end;
    if (found == JsonElements::Next::failed) {
      failure_ = elements_.failure();
      return Next::failed;
    }
    place_ = element.place;
    ++count_;
    row.line = counts_objects_ ? count_ : place_.line;
    auto error = objects_.read(element, row.cells);
    if (!error) return Next::row;
    failure_ = std::move(*error);
    return Next::failed;
  }

  AccountsError failure() const override { return failure_; }
  SourceNotes notes() const override {
    if (!counts_objects_) return {};
    return {"several objects stand in one line, so that line 5 means the fifth object"};
  }
  std::optional<std::vector<std::string>> heads() const override { return objects_.names(); }

 private:
  ReadBytes read_;
  JsonElements elements_;
  JsonObjectReader objects_;
  TextPlace place_;
  std::size_t count_ = 0;
  bool counts_objects_ = false;
  AccountsError failure_;
};

}  // namespace

std::variant<std::unique_ptr<RowSource>, AccountsError> open_json_rows(ReadBytes read) {
  auto rows = std::make_unique<JsonRows>(std::move(read));
  if (auto error = rows->prepare()) return std::move(*error);
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace spanne::records
