#include "records/tables/joined_rows.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "records/tables/account_heads.hpp"
#include "records/tables/second_table.hpp"
#include "records/tables/text_table.hpp"

namespace spanne::records {

using engine::AttributeId;
using engine::Model;

namespace {

std::string rows_that(std::size_t count, const char* one, const char* several) {
  return count == 1 ? fmt::format("1 row {}", one) : fmt::format("{} rows {}", count, several);
}

/// Which attributes both tables share as keys, and which the second one adds.
struct JoinedAttributes {
  AttributeColumns first, second;
  std::vector<AttributeId> keys, taken, in_both;
};

JoinedAttributes shared_attributes(const Model& model, const std::vector<std::string>& first,
                                   const std::vector<std::string>& second) {
  JoinedAttributes shared{attribute_columns(model, first), attribute_columns(model, second), {}, {}, {}};
  for (AttributeId id = 0; id < model.attributes.size(); ++id) {
    if (!shared.second[id]) continue;
    if (!shared.first[id])
      shared.taken.push_back(id);
    else
      (model.attributes[id].key ? shared.keys : shared.in_both).push_back(id);
  }
  return shared;
}

std::string names_of(const std::vector<AttributeId>& attributes, const Model& model) {
  std::vector<std::string> names;
  for (const AttributeId id : attributes) names.push_back(model.attributes[id].name);
  return fmt::format("{}", fmt::join(names, ", "));
}

class JoinedRows final : public RowSource {
 public:
  JoinedRows(JoinSide accounts, JoinSide others, const Model& model)
      : accounts_(std::move(accounts)),
        others_(std::move(others)),
        model_(model),
        accounts_context_{model, accounts_.numbers},
        others_context_{model, others_.numbers},
        heads_(accounts_.rows->heads().value()),
        width_(heads_.size()),
        other_heads_(others_.rows->heads().value()),
        shared_(shared_attributes(model, heads_, other_heads_)),
        second_(other_heads_.size(), shared_.second, shared_.keys, shared_.taken, others_context_) {
    for (const AttributeId id : shared_.taken) heads_.push_back(other_heads_[*shared_.second[id]]);
  }

  std::optional<AccountsError> prepare() {
    if (shared_.keys.empty())
      return AccountsError{
          fmt::format("it and {} have no key in common, so that no row finds its partner", others_.name),
          model_.key_attributes().empty()
              ? "the guideline has no key: write key after the attribute by which accounts are told apart"
              : fmt::format("both need a column for one of: {}", names_of(model_.key_attributes(), model_))};
    if (shared_.taken.empty())
      return AccountsError{fmt::format("{} has no attribute that is not here already", others_.name),
                           "leave out --with"};
    auto error = second_.read(*others_.rows);
    if (error) error->message = fmt::format("--with {}: {}", others_.name, error->message);
    return error;
  }

  Next next(SourceRow& row) override {
    const Next next = accounts_.rows->next(row);
    if (next == Next::failed) failure_ = accounts_.rows->failure();
    if (next == Next::row) add_cells(row);
    return next;
  }

  AccountsError failure() const override { return failure_; }
  std::optional<std::vector<std::string>> heads() const override { return heads_; }
  SourceNotes notes() const override {
    SourceNotes notes = accounts_.rows->notes();
    for (const auto& note : others_.rows->notes()) notes.push_back(fmt::format("{}: {}", others_.name, note));
    notes.push_back(fmt::format("{} {} from {}, found by {}", names_of(shared_.taken, model_),
                                shared_.taken.size() == 1 ? "comes" : "come", others_.name,
                                names_of(shared_.keys, model_)));
    if (!shared_.in_both.empty())
      notes.push_back(fmt::format("{} {} in both tables; that of the accounts counts",
                                  names_of(shared_.in_both, model_), shared_.in_both.size() == 1 ? "stands" : "stand"));
    add_counts(notes);
    return notes;
  }

 private:
  /// Behind the columns of the accounts. Cells beyond those stay where they are too many, at the end.
  void add_cells(SourceRow& row) {
    const auto key = joined_key(row, shared_.keys, shared_.first, accounts_context_);
    row.cells.resize(std::max(row.cells.size(), width_));
    const auto place = row.cells.begin() + static_cast<std::ptrdiff_t>(width_);
    const SecondTable::Row* partner = key ? second_.find(*key) : nullptr;
    if (partner == nullptr) {
      without_partner_.push_back(row.line);
      row.cells.insert(place, shared_.taken.size(), SourceCell{});
    } else if (partner->other_line) {
      with_two_.push_back(row.line);
      row.cells.insert(place, shared_.taken.size(), two_partners(*partner));
    } else {
      row.cells.insert(place, partner->cells.begin(), partner->cells.end());
    }
  }

  SourceCell two_partners(const SecondTable::Row& partner) const {
    return {SourceCell::Kind::error,
            fmt::format("lines {} and {} of {} both have its key", partner.line, *partner.other_line, others_.name),
            {}};
  }

  void add_counts(SourceNotes& notes) const {
    if (!without_partner_.empty())
      notes.push_back(fmt::format("{} no partner in {}: {}", rows_that(without_partner_.size(), "has", "have"),
                                  others_.name, lines_text(without_partner_)));
    if (!with_two_.empty())
      notes.push_back(fmt::format("{} two partners in {}: {}", rows_that(with_two_.size(), "has", "have"), others_.name,
                                  lines_text(with_two_)));
    if (!second_.numbers_note().empty()) notes.push_back(fmt::format("{}: {}", others_.name, second_.numbers_note()));
    const auto& keyless = second_.lines_without_key();
    if (!keyless.empty())
      notes.push_back(fmt::format("{}: {} no key that can be read: {}", others_.name,
                                  rows_that(keyless.size(), "has", "have"), lines_text(keyless)));
    if (second_.unused() > 0)
      notes.push_back(
          fmt::format("{}: {} to no account", others_.name, rows_that(second_.unused(), "belongs", "belong")));
  }

  JoinSide accounts_, others_;
  const Model& model_;
  CellContext accounts_context_, others_context_;
  std::vector<std::string> heads_;
  std::size_t width_;  // of the accounts
  std::vector<std::string> other_heads_;
  JoinedAttributes shared_;
  SecondTable second_;
  std::vector<std::size_t> without_partner_, with_two_;
  AccountsError failure_;
};

}  // namespace

HeadJudge joinable_heads(const Model& model) {
  HeadJudge judge;
  judge.fit = [&model](const std::vector<std::string>& heads) {
    HeadFit fit;
    const AttributeColumns columns = attribute_columns(model, heads);
    for (AttributeId id = 0; id < columns.size(); ++id) {
      if (!columns[id]) continue;
      ++fit.found;
      fit.is_complete = fit.is_complete || model.attributes[id].key;
    }
    return fit;
  };
  judge.is_known = attribute_heads(model).is_known;
  return judge;
}

std::variant<std::unique_ptr<RowSource>, AccountsError> join_rows(JoinSide accounts, JoinSide others,
                                                                  const Model& model) {
  auto rows = std::make_unique<JoinedRows>(std::move(accounts), std::move(others), model);
  if (auto error = rows->prepare()) return std::move(*error);
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace spanne::records
