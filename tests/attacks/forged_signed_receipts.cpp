// A generator of forged receipts: every field of signed receipts of eval, check and diff removed, changed and borrowed
// from another honest receipt; as it stands, with a right digest, with the signature taken out, and signed anew by a
// stranger. Each is named. What nothing but a signature can show is asserted as that.
#include <set>

#include "tests/attacks/forged.hpp"

using namespace spanne::tests;
namespace engine = spanne::engine;

namespace {

const std::vector<std::string> kinds{"result", "joined", "copy", "check", "regions", "moves"};

std::string secret_key_in(const std::string& file) {
  const std::string text = contents(file);
  return text.substr(text.find(' ') + 1, text.find('\n') - text.find(' ') - 1);
}

/// How far somebody goes who has no trusted key.
enum class Sealed { as_it_stands, with_a_digest, unsigned_anew, signed_by_a_stranger };

std::string sealed(Json receipt, Sealed how) {
  if (how == Sealed::as_it_stands) return receipt.dump(2) + "\n";
  const Json signature = receipt.contains("signature") ? receipt["signature"] : Json();
  for (const char* seal : {"receipt_digest", "signature"}) receipt.erase(seal);
  if (how == Sealed::unsigned_anew) receipt.erase("signer");
  const std::string key = how == Sealed::signed_by_a_stranger ? secret_key_in("mallory.key") : std::string();
  if (!key.empty()) {
    receipt.erase("signer");
    receipt["signer"] = engine::public_key_of(key).value();
  }
  const std::string digest = engine::byte_digest(receipt.dump(2));
  receipt["receipt_digest"] = digest;
  if (how == Sealed::with_a_digest && !signature.is_null()) receipt["signature"] = signature;
  if (!key.empty()) receipt["signature"] = engine::sign(engine::Signed::receipt, digest, key).value();
  return receipt.dump(2) + "\n";
}

/// Nobody but the signer can vouch for these: what is declared, where a copy came from, and options, days and people
/// that give the same bytes, which the answer says.
bool is_claim(const std::string& field) {
  if (field == "/signer" || field == "/signature" || field == "/receipt_digest") return true;
  for (const char* part : {"/declared", "/snapshot_of", "/options", "/as_of", "/proof", "/kams"})
    if (field.starts_with(part)) return true;
  return false;
}

/// Removes what `field` names, or lets it be `value`.
Json with(const Json& receipt, const std::string& field, const Json& value) {
  Json changed = receipt;
  const Json::json_pointer place(field);
  auto& parent = changed[place.parent_pointer()];
  if (!value.is_null())
    changed[place] = value;
  else if (parent.is_array())
    parent.clear();
  else
    parent.erase(place.back());
  return changed;
}

Json changed_value(const Json& value) {
  if (value.is_boolean()) return !value.get<bool>();
  if (value.is_number()) return value.get<int>() + 1;
  if (value.is_string()) {
    std::string text = value;
    if (text.empty()) return "x";
    text[0] = text[0] == '1' ? '2' : '1';
    return text;
  }
  return "x";
}

/// Two folders with a receipt of each kind: `mine` signed by Jane, `other` by Bob. Both are honest and trusted.
struct SignedReceipts : Folder {
  SignedReceipts() {
    for (const std::string name : {"jane", "bob", "mallory"})
      BOOST_REQUIRE_EQUAL(typed({"new-key", name + ".key", "--name", name}).status, 0);
    put("trust.pub", contents("jane.key.pub") + contents("bob.key.pub"));
    make("mine", "0.2", "jane", "2026-07-01");
    make("other", "0.3", "bob", "2026-08-01");
  }

  static void run(std::vector<std::string> args, const std::vector<std::string>& more = {}) {
    args.insert(args.end(), more.begin(), more.end());
    const Result result = typed(args);  // 1: an account is rejected
    BOOST_REQUIRE_MESSAGE(result.status <= 1, args[0] << " " << args[1] << "\n" << result.err);
  }

  static void make(const std::string& folder, const std::string& amount, const std::string& who,
                   const std::string& day) {
    fs::create_directory(folder);
    const auto in = [&](const std::string& name) { return folder + "/" + name; };
    const std::string more = who == "jane" ? "2" : "3";
    put(in("accounts.csv"), "id,kam,sites\nA,Anna,1\nB,Ben,25\nC,Anna," + more + "\n");
    put(in("first.csv"), "id,kam\nA,Anna\nB,Ben\n");
    put(in("second.csv"), "id,sites\nA,1\nB," + more + "\n");
    put(in("accounts.json"),
        R"([{"id": "A", "kam": "Anna", "sites": 1}, {"id": "B", "kam": "n/a", "sites": )" + more + "}]\n");
    put(in("kams.csv"), "kam,capacity\nAnna,1\nBen,0.8\n");
    put(in("old.spanne"), guideline("1.0.0", "0.1"));
    put(in("g.spanne"), guideline("1.1.0", amount));
    for (const char* rules : {"old.spanne", "g.spanne"})
      run({"release", in(rules), "--approved-by", who, "--sign", who + ".key"});
    const std::vector<std::string> sign{"--sign", who + ".key", "--made-by", who, "--purpose", "Budget " + day};
    const auto eval = [&](const std::string& name, std::vector<std::string> args) {
      args.insert(args.begin(), {"eval", in("g.spanne")});
      args.insert(args.end(), {"--as-of", day, "-o", in(name + ".csv"), "--receipt", in(name + ".json")});
      run(args, sign);
    };
    eval("result", {in("accounts.csv"), "--kams", in("kams.csv"), "--set", "sites = sites + 1"});
    eval("joined", {in("first.csv"), "--with", in("second.csv"), "--decimals", "2"});
    eval("copy", {in("accounts.json"), "--snapshot", in("copied.csv"), "--missing", "n/a, -", "--columns", "id,fte"});
    run({"check", in("g.spanne"), "--receipt", in("check.json"), "--time-limit", "3"}, sign);
    run({"diff", in("old.spanne"), in("g.spanne"), "--receipt", in("regions.json"), "--all"}, sign);
    run({"diff", in("old.spanne"), in("g.spanne"), in("accounts.csv"), "--kams", in("kams.csv"), "--as-of", day, "-o",
         in("moves.csv"), "--receipt", in("moves.json")},
        sign);
    for (const auto& kind : kinds)
      expect(check(in(kind + ".json"), {"--trust", "trust.pub", "--signed"}), 0, "made again");
  }

  static Result check(const std::string& file, const std::vector<std::string>& more = {}) {
    std::vector<std::string> args{"verify", file};
    args.insert(args.end(), more.begin(), more.end());
    return typed(args);
  }

  /// Counts, and asserts that a forgery is reported with its place.
  void named(const Result& result, const std::string& what, const std::vector<std::string>& places) {
    ++count;
    bool told = false;
    for (const auto& place : places) told = told || result.err.find(place) != std::string::npos;
    BOOST_TEST((result.status == 1 || result.status == 3), what << ": status " << result.status << "\n" << result.out);
    BOOST_TEST(told, what << " is not named\n" << result.err);
    BOOST_TEST(result.out.find("made again, the same") == std::string::npos, what);
  }

  /// One change, sealed in every way.
  void forge(const std::string& kind, const std::string& field, const Json& changed, const std::string& how) {
    const std::string file = "mine/" + kind + ".json", what = kind + ", " + field + " " + how;
    const std::string honest = contents(file);
    const auto put_sealed = [&](Sealed sealing) {
      const std::string text = sealed(changed, sealing);
      put(file, text);
      return text != honest;
    };
    const std::string unsealed = "the signature of the receipt is not that of its signer";
    const std::string damaged = file + " is not a receipt as this program writes it";
    if (put_sealed(Sealed::as_it_stands))
      named(check(file), what + ", as it stands", {damaged, "later version", unsealed});
    const std::vector<std::string> trusting{"--trust", "trust.pub", "--signed"};
    if (put_sealed(Sealed::with_a_digest))
      named(check(file), what + ", with a digest",
            {unsealed, damaged, "its signature has been taken out", "later version", "mine/"});
    put_sealed(Sealed::signed_by_a_stranger);
    named(check(file, trusting), what + ", by a stranger",
          {"is signed with a key that is not in trust.pub", damaged, "later version", "mine/", "which is no file"});
    said_or_claimed(check(file), what + ", by a stranger, without trust", field);
    put_sealed(Sealed::unsigned_anew);
    named(check(file, trusting), what + ", unsigned",
          {"its signature has been taken out", damaged, "later version", "mine/", "which is no file"});
    put(file, honest);
  }

  void said_or_claimed(const Result& result, const std::string& what, const std::string& field) {
    if (result.status != 0)
      return named(result, what, {"receipt", "the evaluation", "the comparison", "RELEASES.jsonl", "mine/"});
    ++unseen;
    BOOST_TEST(is_claim(field), what << " passes\n" << result.out);
    BOOST_TEST(result.out.find("whose key it is is said with --trust") != std::string::npos, what);
  }

  std::size_t count = 0;   // of those that were named
  std::size_t unseen = 0;  // of those that only a trusted key shows
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(forged_signed_receipts, SignedReceipts)

BOOST_AUTO_TEST_CASE(every_field_of_every_kind) {
  for (const auto& kind : kinds) {
    const Json receipt = Json::parse(contents("mine/" + kind + ".json"));
    const Json others = Json::parse(contents("other/" + kind + ".json")).flatten();
    const Json fields = receipt.flatten();
    std::size_t of_report = 0;
    for (const auto& [field, value] : fields.items()) {
      constexpr std::size_t enough = 12;  // a report is compared as a whole
      if (field.starts_with("/report/") && ++of_report > enough) continue;
      forge(kind, field, with(receipt, field, changed_value(value)), "changed");
      if (field.starts_with("/report/")) continue;
      forge(kind, field, with(receipt, field, nullptr), "removed");
      if (others.contains(field) && others[field] != value)
        forge(kind, field, with(receipt, field, others[field]), "borrowed");
    }
    expect(check("mine/" + kind + ".json", {"--trust", "trust.pub", "--signed"}), 0, "made again");
  }
  BOOST_TEST(count >= 1'000U);
  BOOST_TEST(unseen > 0U);
  BOOST_TEST(5 * unseen < count);
  BOOST_TEST_MESSAGE(count << " forgeries named, " << unseen << " to be seen by a signature alone");
}

BOOST_AUTO_TEST_CASE(every_part_borrowed_from_another_honest_receipt) {
  for (const auto& kind : kinds)
    for (const auto& lender : kinds) {
      const Json receipt = Json::parse(contents("mine/" + kind + ".json"));
      const Json other = Json::parse(contents((lender == kind ? "other/" : "mine/") + lender + ".json"));
      for (const auto& [part, value] : other.items())
        if (receipt.contains(part) && receipt[part] != value)
          forge(kind, "/" + part, with(receipt, "/" + part, value), "of " + lender);
    }
  BOOST_TEST(count >= 300U);
}

BOOST_AUTO_TEST_CASE(seals_of_other_things) {
  const std::string file = "mine/result.json", honest = contents(file);
  const Json receipt = Json::parse(honest);
  const auto sealed_by = [&](Json changed, engine::Signed what, const std::string& key) {
    for (const char* seal : {"receipt_digest", "signature"}) changed.erase(seal);
    const std::string digest = engine::byte_digest(changed.dump(2));
    changed["receipt_digest"] = digest;
    changed["signature"] = engine::sign(what, digest, secret_key_in(key)).value();
    put(file, changed.dump(2) + "\n");
  };
  // Jane's signature of a line of the log with this digest.
  sealed_by(receipt, engine::Signed::log_line, "jane.key");
  named(check(file, {"--trust", "trust.pub"}), "a line of the log", {"the signature of the receipt is not that"});
  // Signed by Bob, who says that Jane did.
  sealed_by(receipt, engine::Signed::receipt, "bob.key");
  named(check(file, {"--trust", "trust.pub"}), "Bob for Jane", {"the signature of the receipt is not that"});
  // Bob signs what Jane declares: right, and pointed out.
  Json changed = receipt;
  changed["signer"] = engine::public_key_of(secret_key_in("bob.key")).value();
  sealed_by(changed, engine::Signed::receipt, "bob.key");
  expect(check(file, {"--trust", "trust.pub"}), 0,
         "warning: the receipt is declared to be made by jane, but signed with the key of bob");
  // Taken out with all that shows it.
  changed = receipt;
  for (const char* part : {"signer", "declared", "reading", "changed", "signature", "receipt_digest"})
    changed.erase(part);
  changed["spanne_receipt"] = 2;
  changed["receipt_digest"] = engine::byte_digest(changed.dump(2));
  put(file, changed.dump(2) + "\n");
  expect(check(file, {"--trust", "trust.pub"}), 0, "note: the receipt itself is not signed");
  named(check(file, {"--trust", "trust.pub", "--signed"}), "stripped",
        {"is not signed, or its signature has been taken"});
  // A report so deep that whoever writes it again would never come back.
  changed = Json::parse(contents("mine/check.json"));
  std::string deep = changed.dump(2);
  const std::size_t place = deep.find("\"report\": [");
  deep.insert(place + 11, std::string(100'000, '[') + std::string(100'000, ']') + ",");
  put(file, deep + "\n");
  named(check(file), "deep", {"is not a receipt as this program writes it"});
  put(file, honest);
}

BOOST_AUTO_TEST_SUITE_END()
