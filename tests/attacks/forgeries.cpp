// A generator of forgeries: every field of log lines, receipts, keys and trust files changed, emptied, removed, swapped
// between lines and borrowed from another honest history; with digests as they were, made anew, and signed anew with a
// stranger's key. Each is named, and none passes `--trust`; what nothing but a signature can show is asserted as that.
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/trail/digest.hpp"
#include "records/trail/signature.hpp"
#include "tests/attacks/log_lines.hpp"

using namespace spanne::tests;
namespace engine = spanne::engine;

namespace {

/// How much of what hangs on a changed field is made anew.
enum class Resealed { nothing, line, chain };
constexpr Resealed all_resealed[] = {Resealed::nothing, Resealed::line, Resealed::chain};

/// What a line claims of the world: nobody but the signer can vouch for it.
const std::set<std::string> claims{"file", "date", "approved_by", "note", "changes", "warnings", "text"};

struct Forged {
  std::string how;  // for messages
  Json value;       // null: removed
};

/// Other values for a field that holds `value`; those of two other lines or receipts among them.
std::vector<Forged> forged_values(const Json& value, const Json& neighbour, const Json& stranger) {
  std::vector<Forged> all{{"removed", nullptr}, {"swapped", neighbour}, {"borrowed", stranger}};
  if (value.is_string()) {
    const std::string text = value;
    std::string turned = text;
    if (!turned.empty()) turned[0] = turned[0] == '1' ? '2' : '1';
    all.insert(all.end(), {{"longer", text + "x"}, {"empty", ""}, {"turned", turned}});
  }
  if (value.is_number()) all.insert(all.end(), {{"one more", value.get<int>() + 1}, {"none", 0}});
  if (value.is_array()) all.insert(all.end(), {{"emptied", Json::array()}, {"longer", {"x"}}});
  if (value.is_boolean()) all.push_back({"turned", !value.get<bool>()});
  return all;
}

/// What a line says, without what only binds it.
Json without_seals(Json line) {
  for (const char* seal : {"digest", "text_digest", "previous", "signer", "line_digest", "signature"}) line.erase(seal);
  return line;
}

/// The digest of a line made anew; with a key, signed anew as well.
void reseal(Json& line, const std::string& key) {
  if (!key.empty()) line["signer"] = engine::public_key_of(key).value();
  Json content = line;
  content.erase("line_digest");
  content.erase("signature");
  const std::string digest = engine::byte_digest(content.dump());
  if (line.contains("line_digest")) line["line_digest"] = digest;
  if (!key.empty()) line["signature"] = engine::sign(engine::Signed::log_line, digest, key).value();
}

/// Everything that hangs on line `at` made anew, as somebody does who has no trusted key: digests of the text, of the
/// line and of all that follow; signatures by `key`, or none.
void reseal_chain(std::vector<Json>& lines, std::size_t at, const std::string& key) {
  for (std::size_t i = at; i < lines.size(); ++i) {
    bind_again(lines, i);
    auto& line = lines[i];
    for (const char* seal : {"signer", "signature"})
      if (line.contains(seal)) line[seal] = "";
    reseal(line, key);
  }
}

/// Three honest histories of the same files: one signed by Jane and Bob, one unsigned, and one of another team that
/// Jane signed, too; each with receipts.
struct Histories : Folder {
  Histories() {
    for (const std::string name : {"Jane", "Bob", "Mallory"})
      BOOST_REQUIRE_EQUAL(typed({"new-key", name + ".key", "--name", name}).status, 0);
    put("trust.pub", contents("Jane.key.pub") + contents("Bob.key.pub"));
    make("signed", "0.2", {"--sign", "Jane.key"}, {"--sign", "Bob.key"});
    make("unsigned", "0.2", {}, {});
    make("other", "0.3", {"--sign", "Jane.key"}, {"--sign", "Jane.key"});
  }

  static void run(std::vector<std::string> args, const std::vector<std::string>& more = {}) {
    args.insert(args.end(), more.begin(), more.end());
    const Result result = typed(args);
    BOOST_REQUIRE_MESSAGE(result.status == 0, result.err);
  }

  static void make(const std::string& folder, const std::string& amount, const std::vector<std::string>& jane,
                   const std::vector<std::string>& bob) {
    fs::create_directory(folder);
    const auto in = [&](const std::string& name) { return folder + "/" + name; };
    put(in("accounts.csv"),
        "id,kam,sites\nA,Anna,1\nB,Ben,25\nC,Anna," + std::string(amount == "0.3" ? "20" : "2") + "\n");
    put(in("kams.csv"), "kam,capacity\nAnna,1\nBen,0.8\n");
    put(in("g.spanne"), guideline("1.0.0", amount == "0.3" ? "0.15" : "0.1"));
    run({"release", in("g.spanne"), "--approved-by", "Jane", "--note", "First"}, jane);
    put(in("h.spanne"), guideline("1.0.0", "0.5"));
    run({"release", in("h.spanne"), "--approved-by", "Bob", "--note", "Beside"}, bob);
    put(in("g.spanne"), guideline("1.1.0", amount));
    run({"release", in("g.spanne"), "--approved-by", "Jane", "--note", "More"}, jane);
    run({"eval", in("g.spanne"), in("accounts.csv"), "--by", "kam", "--kams", in("kams.csv"), "--as-of", "2026-07-01",
         "-o", in("r.csv"), "--receipt", in("r.json")});
    run({"eval", in("h.spanne"), in("accounts.csv"), "--set", "sites = sites + 1", "--columns", "id,fte", "--decimals",
         "2", "--as-of", "2026-07-02", "-o", in("s.csv"), "--receipt", in("s.json")});
    run({"verify", in("g.spanne")});
    run({"verify", in("r.json")});
    run({"verify", in("s.json")});
  }

  /// Counts, and asserts that a forgery is reported with its place.
  void named(const Result& result, const std::string& what, const std::vector<std::string>& places) {
    ++count;
    bool told = false;
    for (const auto& place : places) told = told || result.err.find(place) != std::string::npos;
    const bool refused = result.status == 1 || result.status == 3;  // 3: a file that is not there
    BOOST_TEST(refused, what << ": status " << result.status << "\n" << result.out << result.err);
    BOOST_TEST(told, what << " is not named\n" << result.err);
  }

  std::size_t count = 0;  // of those that were named
};

Result verify(const std::string& file, const std::string& trust = {}) {
  if (trust.empty()) return typed({"verify", file});
  return typed({"verify", file, "--trust", trust});
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(forgeries, Histories)

BOOST_AUTO_TEST_CASE(every_field_of_every_line_of_a_log) {
  std::size_t unseen = 0;
  const auto strangers = lines_of("other");
  for (const std::string folder : {"signed", "unsigned"}) {
    const std::string log = folder + "/RELEASES.jsonl", honest = contents(log), rules = folder + "/g.spanne";
    const auto lines = lines_of(folder);
    for (std::size_t at = 0; at < lines.size(); ++at) {
      for (const auto& [field, value] : lines[at].items()) {
        const auto& neighbour = lines[(at + 1) % lines.size()];
        for (const auto& forged : forged_values(value, neighbour[field], strangers[at][field])) {
          for (const Resealed resealed : all_resealed) {
            auto changed = lines;
            if (forged.value.is_null())
              changed[at].erase(field);
            else
              changed[at][field] = forged.value;
            const bool strange_key = folder == "signed" && resealed == Resealed::chain;
            if (resealed == Resealed::line) reseal(changed[at], {});
            if (resealed == Resealed::chain)
              reseal_chain(changed, at, strange_key ? secret_key("Mallory.key") : std::string());
            const std::string text = text_of(changed);
            if (text == honest) continue;
            put(log, text);
            const std::string what = folder + ", line " + std::to_string(at + 1) + ", " + field + " " + forged.how +
                                     ", resealed " + std::to_string(static_cast<int>(resealed));
            const std::vector<std::string> places{"line " + std::to_string(at + 1), "line " + std::to_string(at + 2),
                                                  rules, "is not signed", "not in trust.pub"};
            if (folder == "signed" || resealed == Resealed::chain)
              named(verify(rules, "trust.pub"), what + ", with trust", places);
            const Result plain = verify(rules);
            // Without keys, whoever makes all digests anew may claim what nothing else in the log or beside it shows.
            const bool last = at + 1 == lines.size();
            const bool whole =
                resealed == Resealed::chain || (resealed == Resealed::line && last && folder != "signed");
            const bool may_claim =
                whole && (claims.count(field) > 0 || without_seals(changed[at]) == without_seals(lines[at]));
            if (plain.status == 0 && may_claim)
              ++unseen;
            else
              named(plain, what, places);
          }
        }
      }
    }
    put(log, honest);
    BOOST_TEST(verify(rules).status == 0);
  }
  BOOST_TEST(count >= 1'000U);
  BOOST_TEST(unseen > 0U);
  BOOST_TEST(3 * unseen < count);
}

BOOST_AUTO_TEST_CASE(lines_moved_removed_doubled_and_borrowed) {
  const auto strangers = lines_of("other");
  for (const std::string folder : {"signed", "unsigned"}) {
    const std::string log = folder + "/RELEASES.jsonl", honest = contents(log), rules = folder + "/g.spanne";
    const auto lines = lines_of(folder);
    std::vector<std::pair<std::string, std::vector<Json>>> all;
    for (std::size_t at = 0; at < lines.size(); ++at) {
      const auto place = static_cast<std::ptrdiff_t>(at);
      const std::string line = "line " + std::to_string(at + 1);
      auto changed = lines;
      changed.erase(changed.begin() + place);
      all.emplace_back(line + " removed", changed);
      changed = lines;
      changed.insert(changed.begin() + place, lines[at]);
      all.emplace_back(line + " doubled", changed);
      changed = lines;
      std::swap(changed[at], changed[(at + 1) % lines.size()]);
      all.emplace_back(line + " moved", changed);
      changed = lines;
      changed[at] = strangers[at];
      all.emplace_back(line + " borrowed", changed);
      changed.insert(changed.begin() + place, lines[at]);
      all.emplace_back(line + " followed by a borrowed one", changed);
    }
    for (const auto& [what, changed] : all) {
      put(log, text_of(changed));
      const std::vector<std::string> places{"line ", "has not been released"};
      named(verify(rules), folder + ", " + what, places);
      named(verify(rules, "trust.pub"), folder + ", " + what + ", with trust", places);
      auto resealed = changed;
      reseal_chain(resealed, 0, folder == "signed" ? secret_key("Mallory.key") : std::string());
      put(log, text_of(resealed));
      named(verify(rules, "trust.pub"), folder + ", " + what + ", resealed, with trust",
            {"is not signed", "not in trust.pub", "line "});
    }
    put(log, honest);
  }
}

BOOST_AUTO_TEST_CASE(every_field_of_a_receipt) {
  const Json strangers = Json::parse(contents("other/r.json")).flatten();
  for (const std::string folder : {"signed", "unsigned"}) {
    const std::string file = folder + "/r.json", honest = contents(file);
    const Json receipt = Json::parse(honest), fields = receipt.flatten();
    std::map<std::string, std::string> honestly;  // what is said of the honest receipt
    for (const std::string trust : {"", "trust.pub"}) honestly[trust] = verify(file, trust).out;
    const Json neighbours = Json::parse(contents(folder + "/s.json")).flatten();
    for (const auto& [field, value] : fields.items()) {
      const auto of = [&, name = field](const Json& others) { return others.contains(name) ? others[name] : Json(); };
      for (const auto& forged : forged_values(value, of(neighbours), of(strangers))) {
        for (const bool resealed : {false, true}) {
          Json changed = receipt;
          const Json::json_pointer place(field);
          auto& parent = changed[place.parent_pointer()];
          if (!forged.value.is_null())
            changed[place] = forged.value;
          else if (parent.is_array())
            parent.clear();
          else
            parent.erase(place.back());
          if (resealed) {
            changed.erase("receipt_digest");
            changed["receipt_digest"] = engine::byte_digest(changed.dump(2));
          }
          const std::string text = changed.dump(2) + "\n";
          if (text == honest) continue;
          put(file, text);
          const std::string what = folder + ", " + field + " " + forged.how + (resealed ? ", resealed" : "");
          const std::vector<std::string> places{"receipt", "the evaluation", "RELEASES.jsonl", folder + "/"};
          for (const std::string trust : {"", "trust.pub"}) {
            if (folder != "signed" && !trust.empty()) continue;
            const Result result = verify(file, trust);
            // Another day and other options that give the same bytes are the truth, and the sentence says them.
            const bool same = resealed && (field.starts_with("/options/") || field == "/as_of") &&
                              result.out.find("the same to the last byte") != std::string::npos &&
                              result.out != honestly[trust];
            if (result.status != 0 || !same) named(result, what + ", trust " + trust, places);
          }
        }
      }
    }
    put(file, honest);
  }
  BOOST_TEST(count >= 200U);
}

BOOST_AUTO_TEST_CASE(every_part_of_a_receipt_borrowed_from_another_honest_one) {
  const std::string file = "signed/r.json", honest = contents(file);
  for (const std::string lender : {"signed/s.json", "other/r.json", "unsigned/r.json"}) {
    const Json other = Json::parse(contents(lender));
    for (const char* part :
         {"ruleset", "release", "accounts", "kams", "output", "as_of", "options", "rows", "totals"}) {
      Json changed = Json::parse(honest);
      changed[part] = other[part];
      if (changed == Json::parse(honest) || part == std::string("as_of")) continue;  // another day gives the same
      changed.erase("receipt_digest");
      changed["receipt_digest"] = engine::byte_digest(changed.dump(2));
      put(file, changed.dump(2) + "\n");
      named(verify(file), lender + ", " + part, {"receipt", "the evaluation", "RELEASES.jsonl", "signed/"});
      named(verify(file, "trust.pub"), lender + ", " + part,
            {"receipt", "the evaluation", "RELEASES.jsonl", "signed/"});
    }
  }
  put(file, honest);
}

BOOST_AUTO_TEST_CASE(keys_and_trust_files) {
  const std::string jane = contents("Jane.key.pub"), bob = contents("Bob.key.pub"), secret = contents("Jane.key"),
                    mallory = contents("Mallory.key.pub");
  const auto trusting = [&](const std::string& what, const std::string& text, const std::vector<std::string>& places) {
    put("some.pub", text);
    for (const std::string file : {"signed/g.spanne", "signed/r.json"}) named(verify(file, "some.pub"), what, places);
  };
  trusting("nobody", "", {"some.pub holds no key"});
  trusting("Jane alone", jane, {"line 2 (version 1.0.0) is signed with a key that is not in some.pub"});
  trusting("Bob alone", bob, {"line 1 (version 1.0.0) is signed with a key that is not in some.pub"});
  trusting("Mallory for Jane", mallory.substr(0, mallory.rfind(' ')) + " Jane\n" + bob, {"line 1 (version 1.0.0)"});
  trusting("a secret key", secret + jane + bob, {"some.pub:1: this is a secret key"});
  trusting("one key, two names", jane + bob + jane.substr(0, jane.rfind(' ')) + " Bob\n", {"listed twice"});
  // Names exchanged: the keys are right, so the lines are, and each is told to be signed by another than its approver.
  put("some.pub", jane.substr(0, jane.rfind(' ')) + " Bob\n" + bob.substr(0, bob.rfind(' ')) + " Jane\n");
  expect(verify("signed/g.spanne", "some.pub"), 0,
         "line 1 (version 1.0.0) is approved by Jane, but signed with the key");
  // Any letter of a key.
  const std::size_t begin = jane.find(' ') + 1, end = jane.rfind(' ');
  for (std::size_t at = begin; at < end; ++at) {
    std::string other = jane;
    other[at] = other[at] == 'A' ? 'B' : 'A';
    if (other != jane)
      trusting("letter " + std::to_string(at), other + bob, {"line 1 (version", "this is no public key"});
  }
  put("signed/g.spanne", guideline("1.2.0", "0.2"));
  const std::string log = contents("signed/RELEASES.jsonl");
  const auto signing = [&](const std::string& what, const std::string& text, const std::string& words) {
    put("some.key", text);
    fs::permissions("some.key", fs::perms::owner_read | fs::perms::owner_write);
    named(typed({"release", "signed/g.spanne", "--approved-by", "Jane", "--sign", "some.key"}), what, {words});
  };
  for (std::size_t at = secret.find(' ') + 1; at + 1 < secret.size(); at += 3) {
    std::string other = secret;
    other[at] = other[at] == 'A' ? 'B' : 'A';
    if (other != secret) signing("letter " + std::to_string(at), other, "the key in some.key is damaged");
  }
  signing("a public key", jane, "holds a public key");
  signing("cut off", secret.substr(0, secret.size() - 4), "damaged");
  signing("empty", "", "is not a key file");
  BOOST_TEST(contents("signed/RELEASES.jsonl") == log);
  // A stranger's key signs well, and is known for a stranger's.
  BOOST_REQUIRE_EQUAL(typed({"release", "signed/g.spanne", "--approved-by", "Jane", "--sign", "Mallory.key"}).status,
                      0);
  named(verify("signed/g.spanne", "trust.pub"), "Mallory",
        {"line 4 (version 1.2.0) is signed with a key that is not in"});
  BOOST_TEST(count >= 60U);
}

/// What docs/audit.md says that nothing can show.
BOOST_AUTO_TEST_CASE(what_no_log_can_show_by_itself) {
  // All of an unsigned log written anew, with another approver from the first line on.
  auto lines = lines_of("unsigned");
  for (auto& line : lines) line["approved_by"] = "The Board";
  reseal_chain(lines, 0, {});
  put("unsigned/RELEASES.jsonl", text_of(lines));
  expect(verify("unsigned/g.spanne"), 0, "approved by The Board");
  expect(verify("unsigned/g.spanne", "trust.pub"), 1, "is not signed");
  // The last lines cut off, and the file put back to what is left: a receipt knows better.
  auto cut = lines_of("signed");
  const std::string whole = contents("signed/RELEASES.jsonl"), text = contents("signed/g.spanne");
  put("signed/g.spanne", cut[0]["text"]);
  cut.pop_back();
  put("signed/RELEASES.jsonl", text_of(cut));
  expect(verify("signed/g.spanne", "trust.pub"), 0, "version 1.0.0 as released on");
  expect(verify("signed/r.json", "trust.pub"), 1, "");
  // Another honest history that a trusted key signed, put in the place of this one.
  for (const char* file : {"g.spanne", "h.spanne", "RELEASES.jsonl"})
    put(std::string("signed/") + file, contents(std::string("other/") + file));
  expect(verify("signed/g.spanne", "trust.pub"), 0, "signed with the key of Jane");
  expect(verify("signed/r.json", "trust.pub"), 1, "has been changed since the receipt was written");
}

BOOST_AUTO_TEST_SUITE_END()
