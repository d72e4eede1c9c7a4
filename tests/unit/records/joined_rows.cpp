// Accounts from two tables: who finds whom, and what is said of those who find nobody.
#include "records/tables/joined_rows.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <vector>

#include "records/csv/text_rows.hpp"
#include "records/tables/headed_rows.hpp"
#include "tests/unit/records/sample.hpp"

BOOST_AUTO_TEST_SUITE(joined_rows)

using namespace spanne;           // NOLINT: tests speak of everything
using namespace spanne::records;  // NOLINT

namespace {

using Kind = SourceCell::Kind;

/// Cells that are given; a table of heads and rows, of which the first has line 2.
class GivenRows final : public RowSource {
 public:
  GivenRows(std::vector<std::string> heads, std::vector<std::vector<SourceCell>> rows)
      : heads_(std::move(heads)), rows_(std::move(rows)) {}
  Next next(SourceRow& row) override {
    if (at_ == rows_.size()) return Next::end;
    row = {at_ + 2, rows_[at_]};
    ++at_;
    return Next::row;
  }
  AccountsError failure() const override { return {}; }
  std::optional<std::vector<std::string>> heads() const override { return heads_; }

 private:
  std::vector<std::string> heads_;
  std::vector<std::vector<SourceCell>> rows_;
  std::size_t at_ = 0;
};

SourceCell text(std::string content) { return {content.empty() ? Kind::empty : Kind::text, std::move(content), {}}; }
SourceCell number(std::string content) { return {Kind::number, std::move(content), {}}; }

JoinSide side(std::vector<std::string> heads, std::vector<std::vector<SourceCell>> rows, std::string name = "first",
              NumberStyle numbers = NumberStyle::cautious) {
  return {std::make_unique<GivenRows>(std::move(heads), std::move(rows)), std::move(name), numbers};
}

std::string shown_cell(const SourceCell& cell) {
  return fmt::format("{}{}{}", "_tnbde"[static_cast<int>(cell.kind)], cell.text, cell.unit);
}

std::string join(JoinSide accounts, JoinSide others, const engine::Model& model) {
  auto joined = join_rows(std::move(accounts), std::move(others), model);
  if (const auto* error = std::get_if<AccountsError>(&joined)) return error->message;
  RowSource& rows = *std::get<0>(joined);
  std::string result = fmt::format("{}", fmt::join(rows.heads().value(), ","));
  SourceRow row;
  while (rows.next(row) == RowSource::Next::row) {
    result += fmt::format("\n{}:", row.line);
    for (const auto& cell : row.cells) result += " " + shown_cell(cell);
  }
  for (const auto& note : rows.notes()) result += "\n" + note;
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(attributes_from_a_second_table) {
  const auto model = sample::model();
  BOOST_TEST(join(side({"ID", "remark", "reach"}, {{text("A"), text("x"), text("global")}, {text(" B ")}}),
                  side({"Standorte", "other", "id", "Betreuer"},
                       {{number("3"), text("?"), text("B"), text("Meier")}, {text("4"), text(""), text("A"), text("")}},
                       "customers.xlsx"),
                  model) ==
             "ID,remark,reach,Betreuer,Standorte\n"
             "2: tA tx tglobal _ n4\n"
             "3: t B  _ _ tMeier n3\n"
             "kam, sites come from customers.xlsx, found by id");
}

/// 1.234 in the second table is what that table means by it, whatever the first one writes.
BOOST_AUTO_TEST_CASE(values_by_the_way_of_their_own_table) {
  const auto model = sample::model();
  const auto joined = [&](const SourceCell& cell, const std::string& head, NumberStyle numbers) {
    const std::string all =
        join(side({"id"}, {{text("A")}}), side({"id", head}, {{text("A"), cell}}, "second", numbers), model);
    const std::string row = all.substr(all.find("2: tA ") + 6);
    return row.substr(0, row.find('\n'));
  };
  BOOST_TEST(joined(text("1.234"), "sites", NumberStyle::german) == "n1234");
  BOOST_TEST(joined(text("1.234"), "sites", NumberStyle::english).front() == 'e');
  BOOST_TEST(joined(text("1.234,5"), "revenue", NumberStyle::cautious) == "n1234.5");
  BOOST_TEST(joined(text("1.5"), "revenue", NumberStyle::cautious) == "n1.5");
  BOOST_TEST(joined(text("1.234"), "sites", NumberStyle::cautious).front() == 'e');
  BOOST_TEST(joined(text("1.234,5"), "revenue", NumberStyle::german) == "n1234.5");
  BOOST_TEST(joined(text("12,5 %"), "growth", NumberStyle::german) == "n12.5%");
  BOOST_TEST(joined(text("ja"), "decentral", NumberStyle::german) == "byes");
  BOOST_TEST(joined(text("30.06.2026"), "signed", NumberStyle::english) == "d2026-06-30");
  BOOST_TEST(joined(text("global"), "reach", NumberStyle::german) == "tglobal");
  BOOST_TEST(joined({Kind::error, "#N/A", {}}, "sites", NumberStyle::german) == "e#N/A");
  BOOST_TEST(joined({Kind::number, "12.5", "%"}, "growth", NumberStyle::german) == "n12.5%");
}

/// One number that can be read in one way only says how the others are meant, unless another one says the contrary.
BOOST_AUTO_TEST_CASE(way_of_numbers_by_evidence) {
  const auto model = sample::model();
  const auto joined = [&](const std::string& other_number) {
    return join(side({"id"}, {{text("A")}}),
                side({"id", "revenue"}, {{text("A"), text("1.234")}, {text("B"), text(other_number)}}, "second"),
                model);
  };
  BOOST_TEST(joined("0,5").find("2: tA n1234\n") != std::string::npos);
  BOOST_TEST(joined("0,5").find("second: numbers are read the German way, as line 3 has them") != std::string::npos);
  BOOST_TEST(joined("12.25").find("2: tA n1.234\n") != std::string::npos);
  BOOST_TEST(joined("12").find("2: tA e1.234 can be") != std::string::npos);
  BOOST_TEST(join(side({"id"}, {{text("A")}}),
                  side({"id", "revenue"},
                       {{text("A"), text("1.234")}, {text("B"), text("0,5")}, {text("C"), text("12.25")}}, "second"),
                  model)
                 .find("2: tA e1.234 can be") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(rows_without_a_partner_or_with_two) {
  const auto model = sample::model();
  BOOST_TEST(join(side({"id", "sites"}, {{text("A")}, {text("B")}, {text("")}, {text("C")}, {text("D")}}),
                  side({"id", "sites", "revenue"},
                       {{text("B"), number("1"), number("10")},
                        {text("X"), number("1"), number("20")},
                        {text("C"), number("1"), number("30")},
                        {text(""), number("9")},
                        {text(""), text("")},
                        {text("C"), number("1"), number("31")},
                        {text("C"), number("1"), number("32")}},
                       "second"),
                  model) ==
             "id,sites,revenue\n"
             "2: tA _ _\n"
             "3: tB _ n10\n"
             "4: _ _ _\n"
             "5: tC _ elines 4 and 7 of second both have its key\n"
             "6: tD _ _\n"
             "revenue comes from second, found by id\n"
             "sites stands in both tables; that of the accounts counts\n"
             "3 rows have no partner in second: lines 2, 4 and 6\n"
             "1 row has two partners in second: line 5\n"
             "second: 1 row has no key that can be read: line 5\n"
             "second: 1 row belongs to no account");
}

/// Cells without a head are neither lost nor taken for others.
BOOST_AUTO_TEST_CASE(more_cells_than_heads) {
  const auto model = sample::model();
  BOOST_TEST(
      join(side({"id"}, {{text("A"), text("x")}, {text("B")}}),
           side({"id", "sites"}, {{text("A"), number("1"), text("")}, {text("B"), number("1"), text("y")}}, "second"),
           model)
          .starts_with("id,sites\n2: tA n1 tx\n3: tB eline 3 of the second table has more cells than heads\n"));
}

BOOST_AUTO_TEST_CASE(only_the_keys_that_both_have) {
  auto model = sample::model();
  model.attributes[2].key = true;  // reach
  BOOST_TEST(join(side({"id", "reach"}, {{text("A"), text("global")}, {text("A"), text("national")}}),
                  side({"id", "sites"}, {{number("7"), number("1")}, {text("A"), number("3")}}, "second"), model)
                 .starts_with("id,reach,sites\n2: tA tglobal n3\n3: tA tnational n3\n"));
  BOOST_TEST(
      join(side({"id", "reach"}, {{text("7"), text("global")}, {text("7"), text("national")}}),
           side({"reach", "id", "sites"},
                {{text("national"), number("7"), number("1")}, {text("global"), number("7"), number("3")}}, "second"),
           model)
          .starts_with("id,reach,sites\n2: t7 tglobal n3\n3: t7 tnational n1\n"));
}

BOOST_AUTO_TEST_CASE(heads_below_a_title) {
  const auto model = sample::model();
  const auto headed = [&](const std::string& bytes) {
    auto rows = below_heads(std::move(std::get<0>(open_text_rows(bytes))), joinable_heads(model));
    if (const auto* error = std::get_if<AccountsError>(&rows)) return error->message;
    return join(side({"id"}, {{text("A")}}), {std::move(std::get<0>(rows)), "second"}, model);
  };
  BOOST_TEST(headed("Customers\n\nid,note,Standorte\nA,x,3\nB,y,4\n") ==
             "id,Standorte\n2: tA n3\nsecond: line 1 above the heads was skipped\nsites comes from second, found by "
             "id\nsecond: 1 row belongs to no account");
  BOOST_TEST(headed("id,Standorte\nA,3\n").starts_with("id,Standorte\n2: tA n3\n"));
  BOOST_TEST(headed("\n\n") == "it is empty");
  std::string many = "id,Standorte\n";
  for (int i = 0; i < 200; ++i) many += fmt::format("{},{}\n", i == 150 ? "A" : "x" + std::to_string(i), i);
  BOOST_TEST(headed(many).starts_with("id,Standorte\n2: tA n150\n"));
}

BOOST_AUTO_TEST_CASE(tables_that_cannot_be_joined) {
  const auto model = sample::model();
  BOOST_TEST(join(side({"id"}, {}), side({"sites"}, {}, "second"), model) ==
             "it and second have no key in common, so that no row finds its partner");
  BOOST_TEST(join(side({"id", "sites"}, {}), side({"id", "Standorte", "x"}, {}, "second"), model) ==
             "second has no attribute that is not here already");
}

BOOST_AUTO_TEST_SUITE_END()
