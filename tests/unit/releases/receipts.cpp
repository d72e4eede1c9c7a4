// Receipts as text: read as they were written, of every kind, and refused where they were written otherwise.
#include "records/trail/receipts.hpp"

#include <boost/test/unit_test.hpp>

#include "records/trail/signature.hpp"

BOOST_AUTO_TEST_SUITE(receipts)

using namespace spanne::records;

namespace {

Receipt result() {
  Receipt receipt;
  receipt.engine = "0.1.0";
  receipt.rules = "g.spanne";
  receipt.version = "1.0.0";
  receipt.accounts = {"accounts.csv", "aa"};
  receipt.output = {"out.csv", "bb"};
  receipt.as_of = "2026-07-01";
  receipt.options.locale = "auto";
  receipt.options.format = "csv";
  receipt.totals = {{"fte", "1/60"}};
  return receipt;
}

CheckReceipt report() {
  CheckReceipt receipt;
  receipt.engine = "0.1.0";
  receipt.rules = "g.spanne";
  receipt.proof = ReceiptProof{};
  receipt.report = "[\n  {\n    \"code\": \"I0540\"\n  }\n]";
  return receipt;
}

DiffReceipt regions() {
  DiffReceipt receipt;
  receipt.engine = "0.1.0";
  receipt.before.rules = "release:1.0.0:g.spanne";
  receipt.after.rules = "g.spanne";
  receipt.after.release = ReceiptRelease{2, "2026-07-01", "Jane", "cc"};
  receipt.regions = DiffReceipt::Regions{10, true, "{}"};
  return receipt;
}

DiffReceipt moves() {
  DiffReceipt receipt = regions();
  receipt.regions.reset();
  receipt.impact.emplace();
  receipt.impact->as_of = "2026-07-01";
  receipt.impact->kams = ReceiptFile{"kams.csv", "dd"};
  receipt.impact->options.by = {"kam"};
  return receipt;
}

std::vector<AnyReceipt> all_kinds() {
  Receipt joined = result();
  joined.with = ReceiptFile{"second.csv", "ee"};
  joined.reading = ReceiptReading{"decimal comma", {{"n/a", 2}}};
  Receipt copy = result();
  copy.snapshot_of = ReceiptSource{"accounts.db", "accounts", "", ""};
  copy.declared = {"", "Budget"};
  return {result(), joined, copy, report(), regions(), moves()};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  BOOST_REQUIRE(text.find(from) != std::string::npos);
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  const auto key = spanne::engine::make_key_pair();
  for (AnyReceipt receipt : all_kinds()) {
    for (const bool is_signed : {false, true}) {
      if (is_signed) sign(receipt, key.secret_key);
      const auto read = read_any_receipt(to_text(receipt));
      BOOST_REQUIRE(read.has_value());
      BOOST_TEST(read->index() == receipt.index());
      BOOST_TEST(to_text(*read) == to_text(receipt));
      BOOST_TEST(is_signed_well(*read) == is_signed);
      BOOST_TEST(core_of(*read).signer == (is_signed ? key.public_key : ""));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_format_says_who_can_read_it) {
  BOOST_TEST(to_text(result()).starts_with("{\n  \"spanne_receipt\": 2,"));
  const auto kinds = all_kinds();
  for (std::size_t i = 1; i < kinds.size(); ++i)
    BOOST_TEST(to_text(kinds[i]).starts_with("{\n  \"spanne_receipt\": 3,"));
  AnyReceipt receipt = result();
  sign(receipt, spanne::engine::make_key_pair().secret_key);
  const std::string text = to_text(receipt);
  BOOST_TEST(text.starts_with("{\n  \"spanne_receipt\": 3,"));
  BOOST_TEST(!is_later_receipt(text));
  BOOST_TEST(is_later_receipt(replaced(text, "\"spanne_receipt\": 3", "\"spanne_receipt\": 4")));
  BOOST_TEST(is_later_receipt(replaced(text, "\"arithmetic\": 2", "\"arithmetic\": 3")));
}

BOOST_AUTO_TEST_CASE(a_signature_is_of_all_that_stands_before_it) {
  const auto key = spanne::engine::make_key_pair();
  AnyReceipt receipt = result();
  sign(receipt, key.secret_key);
  for (const auto& change : std::vector<void (*)(Receipt&)>{[](Receipt& one) { one.rows = 7; },
                                                            [](Receipt& one) { one.declared.made_by = "Joe"; },
                                                            [](Receipt& one) { one.signer[0] ^= 1; }}) {
    AnyReceipt other = receipt;
    change(std::get<Receipt>(other));
    BOOST_TEST(!is_signed_well(other));
  }
  BOOST_TEST(is_signed_well(receipt));
}

BOOST_AUTO_TEST_CASE(what_nobody_can_have_asked_for) {
  Receipt day = result();
  day.as_of = "2026-02-30";
  BOOST_TEST(!read_any_receipt(to_text(day)));
  CheckReceipt limit = report();
  limit.proof->time_limit = 3'601;
  BOOST_TEST(!read_any_receipt(to_text(limit)));
  DiffReceipt none = regions();
  none.regions->time_limit = 0;
  BOOST_TEST(!read_any_receipt(to_text(none)));
  BOOST_TEST(!read_any_receipt(replaced(to_text(report()), "\"command\": \"check\"", "\"command\": \"test\"")));
  BOOST_TEST(!read_any_receipt("{\"report\": " + std::string(1'000'000, '[')));
  auto early = all_kinds();  // of the first schemes, when there was nothing but results
  for (std::size_t i = 0; i < early.size(); ++i) {
    std::visit([](auto& one) { one.schemes = spanne::engine::first_schemes; }, early[i]);
    BOOST_TEST(read_any_receipt(to_text(early[i])).has_value() == (i == 0));
  }
  BOOST_TEST(read_receipt(to_text(result())).has_value());
  BOOST_TEST(!read_receipt(to_text(report())));
}

BOOST_AUTO_TEST_SUITE_END()
