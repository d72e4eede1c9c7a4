// A generator of forgeries of a log with a policy: every field of every policy, release and withdrawal and of their
// signatures changed, swapped and borrowed; with digests as they were, made anew, and signed anew by strangers or by
// one insider alone, who has one of the two keys. Each is named, and none passes `--trust`.
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/trail/digest.hpp"
#include "records/trail/signature.hpp"
#include "tests/attacks/log_lines.hpp"

using namespace spanne::tests;
namespace engine = spanne::engine;

namespace {

using Keys = std::vector<std::string>;  // secret ones, for the approvers of a line in their order

/// The digest of a line made anew; with keys, signed anew for its approvers, as far as the keys suffice.
void reseal(Json& line, const Keys& keys) {
  Json content = line;
  content.erase("line_digest");
  content.erase("signatures");
  const std::string digest = engine::byte_digest(content.dump());
  if (line.contains("line_digest")) line["line_digest"] = digest;
  if (keys.empty() || !line.contains("signatures") || !line.contains("approved_by") || !line["approved_by"].is_array())
    return;
  Json signatures = Json::array();
  for (std::size_t i = 0; i < line["approved_by"].size() && i < keys.size(); ++i)
    signatures.push_back({{"approved_by", line["approved_by"][i]},
                          {"signer", engine::public_key_of(keys[i]).value()},
                          {"signature", engine::sign(engine::Signed::log_line, digest, keys[i]).value()}});
  line["signatures"] = signatures;
}

void reseal_chain(std::vector<Json>& lines, std::size_t at, const Keys& keys) {
  for (std::size_t i = at; i < lines.size(); ++i) {
    bind_again(lines, i);
    reseal(lines[i], keys);
  }
}

/// Other values for a field; null: removed.
std::vector<Json> forged_values(const Json& value, const Json& neighbour, const Json& stranger) {
  std::vector<Json> all{nullptr, neighbour, stranger};
  if (value.is_string()) {
    const std::string text = value;
    std::string turned = text;
    if (!turned.empty()) turned[0] = turned[0] == '1' ? '2' : '1';
    all.insert(all.end(), {Json(text + "x"), Json(""), Json(turned)});
  }
  if (value.is_number()) all.insert(all.end(), {Json(value.get<int>() + 1), Json(value.get<int>() - 1), Json(0)});
  if (value.is_boolean()) all.emplace_back(!value.get<bool>());
  if (value.is_array() && value.size() > 1) all.insert(all.end(), {Json::array({value[0]}), {value[1], value[0]}});
  return all;
}

/// Two histories under a policy that Bob and Cem keep: the team's own, and another one of theirs.
struct Governed : Folder {
  Governed() {
    for (const std::string name : {"Ann", "Bob", "Cem", "Mallory", "Marvin"})
      run({"new-key", name + ".key", "--name", name});
    put("trust.pub", contents("Ann.key.pub") + contents("Bob.key.pub") + contents("Cem.key.pub") +
                         "programme: Ours\npolicy: 2, author apart\n");
    make("ours", "Ours", "0.2");
    make("other", "Other", "0.3");
  }

  static void run(std::vector<std::string> args, const std::vector<std::string>& more = {}) {
    args.insert(args.end(), more.begin(), more.end());
    const Result result = typed(args);
    BOOST_REQUIRE_MESSAGE(result.status == 0, result.err);
  }

  static void make(const std::string& folder, const std::string& programme, const std::string& amount) {
    fs::create_directory(folder);
    const std::string rules = folder + "/g.spanne";
    const std::vector<std::string> two{"--changed-by", "Ann",    "--approved-by", "Bob",    "--approved-by",
                                       "Cem",          "--sign", "Bob.key",       "--sign", "Cem.key"};
    put(rules, guideline("1.0.0", "0.1"));
    run({"policy", rules, "--require", "2", "--author-apart", "--programme", programme, "--note", "Four eyes"}, two);
    run({"release", rules, "--note", "First"}, two);
    put(rules, guideline("1.1.0", amount));
    run({"release", rules, "--note", "Second"}, two);
    run({"withdraw", rules, "1.0.0", "--note", "Wrong"}, two);
    BOOST_REQUIRE_EQUAL(verify(folder).status, folder == "ours" ? 0 : 1);
  }

  static Result verify(const std::string& folder, const std::string& trust = "trust.pub") {
    std::vector<std::string> args{"verify", folder + "/g.spanne"};
    if (!trust.empty()) args.insert(args.end(), {"--trust", trust});
    return typed(args);
  }

  /// Asserts that the log is refused with the trusted keys, and that the refusal names a place.
  void refused(const std::vector<Json>& lines, const std::string& what) {
    const std::string text = text_of(lines);
    if (text == honest) return;
    put("ours/RELEASES.jsonl", text);
    const Result result = verify("ours");
    ++count;
    BOOST_TEST(result.status == 1, what << ": passes\n" << result.out << result.err);
    BOOST_TEST(result.err.find("error: ours/") != std::string::npos, what << " is not named\n" << result.err);
  }

  const std::string& honest_text() {
    if (honest.empty()) honest = contents("ours/RELEASES.jsonl");
    return honest;
  }

  std::string honest;
  std::size_t count = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(forged_policies, Governed)

BOOST_AUTO_TEST_CASE(every_field_of_policies_releases_withdrawals_and_signatures) {
  honest_text();
  const auto lines = lines_of("ours"), strangers = lines_of("other");
  const std::map<std::string, Keys> signers{
      {"nobody", {}},
      {"strangers", {secret_key("Mallory.key"), secret_key("Marvin.key")}},
      {"one insider", {secret_key("Bob.key")}},
      {"an insider and a stranger", {secret_key("Bob.key"), secret_key("Mallory.key")}}};
  const auto forge = [&](std::size_t at, const Json::json_pointer& field, const Json& value) {
    for (const auto& [who, keys] : signers)
      for (const bool chain : {false, true}) {
        auto changed = lines;
        if (value.is_null())
          changed[at].at(field.parent_pointer()).erase(field.back());
        else
          changed[at][field] = value;
        if (chain) reseal_chain(changed, at, keys);
        if (!chain && !keys.empty()) reseal(changed[at], keys);
        refused(changed, "line " + std::to_string(at + 1) + ", " + field.to_string() + " as " + value.dump() + ", by " +
                             who + (chain ? ", chain made anew" : ""));
      }
  };
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const auto& neighbour = lines[(at + 1) % lines.size()];
    for (const auto& [field, value] : lines[at].items())
      for (const Json& forged :
           forged_values(value, neighbour.value(field, Json()), strangers[at].value(field, Json())))
        forge(at, Json::json_pointer("/" + field), forged);
    for (const std::size_t i : {0U, 1U})
      for (const char* part : {"approved_by", "signer", "signature"}) {
        const Json::json_pointer field("/signatures/" + std::to_string(i) + "/" + part);
        for (const Json& forged :
             forged_values(lines[at].at(field), neighbour.at(field), lines[at]["signatures"][1 - i][part])) {
          auto changed = lines;
          if (forged.is_null())
            changed[at]["signatures"][i].erase(part);
          else
            changed[at][field] = forged;
          refused(changed, "line " + std::to_string(at + 1) + ", " + field.to_string() + " as " + forged.dump());
        }
      }
  }
  BOOST_TEST(count >= 1'000U);
}

/// What somebody would do who has one key of two, or whose key was revoked.
BOOST_AUTO_TEST_CASE(what_one_insider_would_try) {
  honest_text();
  const Keys bob{secret_key("Bob.key")}, twice{secret_key("Bob.key"), secret_key("Bob.key")},
      mallory{secret_key("Bob.key"), secret_key("Mallory.key")};
  const auto anew = [&](const std::string& what, const std::function<void(std::vector<Json>&)>& change) {
    for (const Keys& keys : {bob, twice, mallory})
      for (std::size_t from = 0; from < 4; ++from) {
        auto lines = lines_in(honest);
        change(lines);
        reseal_chain(lines, std::min(from, lines.size() - 1), keys);
        refused(lines, what + ", from line " + std::to_string(from + 1));
      }
  };
  anew("the policy asks for one", [](auto& lines) { lines[0]["required"] = 1; });
  anew("authors may approve", [](auto& lines) { lines[0]["author_apart"] = false; });
  anew("the policy is taken out", [](auto& lines) { lines.erase(lines.begin()); });
  anew("the programme is another", [](auto& lines) { lines[0]["programme"] = "Theirs"; });
  anew("the policy comes last", [](auto& lines) { std::rotate(lines.begin(), lines.begin() + 1, lines.end()); });
  anew("the withdrawal is of the other version", [](auto& lines) { lines[3]["version"] = "1.1.0"; });
  anew("the withdrawal is gone", [](auto& lines) {
    lines.pop_back();
    lines[2]["note"] = "x";
  });
  anew("a release is gone", [](auto& lines) { lines.erase(lines.begin() + 2); });
  anew("Bob alone approves", [](auto& lines) {
    for (auto& line : lines) line["approved_by"] = Json::array({"Bob"});
  });
  anew("Bob approves as two", [](auto& lines) {
    for (auto& line : lines) line["approved_by"] = {"Bob", "bob"};
  });
  anew("Bob was the author", [](auto& lines) {
    for (auto& line : lines) line["changed_by"] = "Bob";
  });
  anew("nobody was the author", [](auto& lines) {
    for (auto& line : lines) line["changed_by"] = "";
  });
  anew("the text is another", [](auto& lines) { lines[2]["text"] = guideline("1.1.0", "0.9"); });
  BOOST_TEST(count >= 120U);
}

/// Bob's key was revoked, and whoever stole it writes lines with days of before.
BOOST_AUTO_TEST_CASE(what_a_thief_of_a_revoked_key_would_try) {
  put("trust.pub", contents("Bob.key.pub").substr(0, contents("Bob.key.pub").size() - 1) + "; revoked: 2026-11-01\n" +
                       contents("Cem.key.pub"));
  fs::create_directory("plain");
  put("plain/g.spanne", guideline("1.0.0"));
  run({"release", "plain/g.spanne", "--approved-by", "Cem", "--sign", "Cem.key"});
  put("plain/g.spanne", guideline("1.1.0"));
  run({"release", "plain/g.spanne", "--approved-by", "Bob", "--sign", "Bob.key"});
  expect(verify("plain"), 1, "which was revoked on 2026-11-01");
  auto lines = lines_of("plain");
  for (const char* day : {"2026-10-31", "2026-10-01", "2026-01-01"}) {
    for (auto& line : lines) line["date"] = day;
    lines[1]["previous"] = engine::byte_digest(lines[0].dump());
    lines[1]["signer"] = engine::public_key_of(secret_key("Bob.key")).value();
    Json content = lines[1];
    content.erase("line_digest");
    content.erase("signature");
    lines[1]["line_digest"] = engine::byte_digest(content.dump());
    lines[1]["signature"] =
        engine::sign(engine::Signed::log_line, lines[1]["line_digest"].get<std::string>(), secret_key("Bob.key"))
            .value();
    put("plain/RELEASES.jsonl", text_of(lines));
    BOOST_TEST(verify("plain").status == 1);
  }
}

BOOST_AUTO_TEST_SUITE_END()
