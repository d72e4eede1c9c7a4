// Three people with a key each, a trust file, and a guideline; and a policy that two have to sign.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/trail/trail.hpp"

namespace spanne::tests {

/// Three people with a key each, as if on machines of their own: their homes share nothing but what is copied.
struct Team : Folder {
  Team() {
    for (const std::string name : {"Ann", "Bob", "Cem"}) {
      fs::create_directory(name);
      done({"new-key", name + "/own.key", "--name", name});
    }
    trust({});
    put("g.spanne", guideline("1.0.0"));
  }

  static std::string key(const std::string& name) { return name + "/own.key"; }

  /// A copy of a key without the public one beside it, which says whose it is.
  static std::string nameless(const std::string& name) {
    fs::copy_file(key(name), name + ".copy", fs::copy_options::overwrite_existing);
    return name + ".copy";
  }

  /// The trust file, with fields after a person's name.
  static void trust(const std::map<std::string, std::string>& fields) {
    std::string text;
    for (const std::string name : {"Ann", "Bob", "Cem"}) {
      std::string line = contents(key(name) + ".pub");
      line.pop_back();
      const auto found = fields.find(name);
      text += line + (found == fields.end() ? "" : "; " + found->second) + "\n";
    }
    put("trust.pub", text);
  }

  static void done(const std::vector<std::string>& args) {
    const Result result = typed(args);
    BOOST_REQUIRE_MESSAGE(result.status == 0, result.out << result.err);
  }

  static std::vector<std::string> joined(std::vector<std::string> args, const std::vector<std::string>& more) {
    args.insert(args.end(), more.begin(), more.end());
    return args;
  }

  /// Two have to sign, and the author is not one of them.
  static void set_policy() {
    done({"policy", "g.spanne", "--require", "2", "--author-apart", "--programme", "KAM Europe", "--changed-by", "Ann",
          "--approved-by", "Bob", "--approved-by", "Cem", "--sign", key("Bob"), "--sign", key("Cem")});
  }

  static std::vector<std::string> released(const std::string& version, const std::vector<std::string>& more) {
    put("g.spanne", guideline(version));
    return joined({"release", "g.spanne", "--changed-by", "Ann"}, more);
  }

  static void release_by_two(const std::string& version) {
    done(released(version,
                  {"--approved-by", "Bob", "--approved-by", "Cem", "--sign", key("Bob"), "--sign", key("Cem")}));
  }

  static Result verified(const std::vector<std::string>& more = {}) {
    return typed(joined({"verify", "g.spanne", "--trust", "trust.pub"}, more));
  }

  /// The log and the guideline stay as they were when something is refused.
  static void refused(const std::vector<std::string>& args, const std::string& words) {
    const std::string before = fs::exists("RELEASES.jsonl") ? contents("RELEASES.jsonl") : "";
    expect(typed(args), 1, words);
    BOOST_TEST((fs::exists("RELEASES.jsonl") ? contents("RELEASES.jsonl") : "") == before);
  }

  static std::string last_anchor() {
    const std::string out = typed({"verify", "g.spanne"}).out;
    const std::size_t at = out.find("--expect ") + 9;
    return out.substr(at, out.find(' ', at) - at);
  }
};

}  // namespace spanne::tests
