// A history that was released and signed, a receipt of it, and ways to change both by hand with every digest right.
#pragma once

#include <ctime>
#include <nlohmann/json.hpp>

#include "engine/trail/digest.hpp"
#include "records/trail/releases.hpp"
#include "records/trail/signature.hpp"
#include "tests/trail/trail.hpp"

namespace spanne::tests {

using Json = nlohmann::ordered_json;

/// Versions 0.1.0 and 0.2.0 released and signed by Jane Doe, and a receipt of the second.
struct History : Folder {
  History() {
    BOOST_REQUIRE_EQUAL(typed({"new-key", "jane.key", "--name", "Jane Doe"}).status, 0);
    put("accounts.csv", "id,kam,sites\nA,Anna,1\nB,Ben,25\n");
    put("kams.csv", "kam,capacity\nAnna,1\nBen,0.8\n");
    release("0.1.0", "0.1");
    release("0.2.0", "0.2");
  }

  static void release(const std::string& version, const std::string& amount, const std::string& by = "Jane Doe",
                      const std::string& key = "jane.key") {
    put("g.spanne", guideline(version, amount));
    BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", by, "--sign", key}).status, 0);
  }

  static Result evaluate(const std::vector<std::string>& more = {}) {
    fs::remove("r.csv");
    fs::remove("r.json");
    std::vector<std::string> args{"eval", "g.spanne", "accounts.csv", "--as-of", "2026-07-01",
                                  "-o",   "r.csv",    "--receipt",    "r.json"};
    args.insert(args.end(), more.begin(), more.end());
    return typed(args);
  }
};

inline Result verify(const std::string& file = "r.json", const std::string& trust = "jane.key.pub") {
  std::vector<std::string> args{"verify", file};
  if (!trust.empty()) args.insert(args.end(), {"--trust", trust});
  return typed(args);
}

/// A receipt changed by hand, with its digest made anew.
template <class Change>
void forge_receipt(const Change& change) {
  Json receipt = Json::parse(contents("r.json"));
  change(receipt);
  receipt.erase("receipt_digest");
  receipt["receipt_digest"] = engine::byte_digest(receipt.dump(2));
  Folder::put("r.json", receipt.dump(2) + "\n");
}

/// The last line of the log changed by hand, every digest made anew, and signed where there is a key.
template <class Change>
void forge_last_line(const Change& change, const std::string& key_file = {}) {
  const std::string text = contents("RELEASES.jsonl");
  const std::size_t begin = text.rfind('\n', text.size() - 2) + 1;
  const auto before = records::read_log_text(text.substr(0, begin));
  engine::Release line = records::read_log_text(text).releases.back();
  change(line);
  line.digest = engine::canonical_digest(line.text, line.schemes.canonical);
  line.text_digest = engine::digest(line.text);
  std::string key = key_file.empty() ? "" : contents(key_file);
  if (!key.empty()) key = key.substr(key.find(' ') + 1, key.find('\n') - key.find(' ') - 1);
  line.approvals.front().signature.clear();
  line.approvals.front().signer.clear();
  const auto keys = key.empty() ? std::vector<std::string>() : std::vector{key};
  Folder::put("RELEASES.jsonl", text.substr(0, begin) + records::to_line(records::sealed(line, before, keys)));
}

inline std::string utc_day() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return text;
}

}  // namespace spanne::tests
