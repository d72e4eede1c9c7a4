// Files of public keys: whose they are, what they may sign, and every line that somebody meant otherwise than it reads.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "engine/trail/digest.hpp"
#include "records/trail/signature.hpp"
#include "records/trail/signing_keys.hpp"
#include "tests/support/folder.hpp"

using namespace spanne;
using records::KeyError;
using records::TrustedKey;
using records::TrustFile;

namespace {

const std::string jane = engine::make_key_pair().public_key, ben = engine::make_key_pair().public_key;
const std::string jane_line = "spanne-public-key " + jane + " Jane Doe";

using TrustRead = std::variant<TrustFile, KeyError, records::FileError>;

TrustRead read_text(const std::string& text) {
  const test::Folder folder;
  return records::read_trust_file(folder.write("t.pub", text));
}

TrustFile taken(const std::string& text) {
  auto read = read_text(text);
  if (const auto* error = std::get_if<KeyError>(&read)) BOOST_ERROR(text << "\n" << error->message);
  BOOST_REQUIRE(std::holds_alternative<TrustFile>(read));
  return std::get<TrustFile>(std::move(read));
}

TrustedKey key_of(const std::string& fields) {
  const auto file = taken(jane_line + fields + "\n");
  BOOST_REQUIRE_EQUAL(file.keys.size(), 1U);
  return file.keys[0];
}

/// Refused with these words, the line, and a help that has these words.
void refused(const std::string& text, const std::string& words, const std::string& help, int line = 1) {
  BOOST_TEST_CONTEXT(text) {
    const auto read = read_text(text);
    const auto* error = std::get_if<KeyError>(&read);
    BOOST_REQUIRE(error != nullptr);
    const std::string place = "t.pub:" + std::to_string(line) + ": ";
    BOOST_TEST(error->message.find(place) != std::string::npos, error->message);
    BOOST_TEST(error->message.find(words) != std::string::npos, error->message);
    BOOST_TEST(error->help.find(help) != std::string::npos, error->help);
    BOOST_TEST(!error->help.empty());
  }
}

struct RefusedFields {
  std::string fields, words, help;
};

const std::vector<RefusedFields> refused_fields{
    // Misspelt, or none.
    {"; revokd: 2026-10-01", "a key has no field \"revokd:\"; did you mean revoked?", "revoked: 2026-10-01"},
    {"; Revoked: 2026-10-01", "a key has no field \"Revoked:\"; did you mean revoked?", "revoked: 2026-10-01"},
    {"; roles: author", "a key has no field \"roles:\"; did you mean role?", "; role: author, approver"},
    {"; rule: g.spanne", "a key has no field \"rule:\"; did you mean role?", "rules: guideline.spanne"},
    {"; bis: 2026-10-01", "a key has no field \"bis:\"", "until: 2026-12-31"},
    {"; programme: KAM", "a key has no field \"programme:\", which has a line of its own", "role:"},
    {"; : author", "a key has no field \":\"", "role:"},
    {"; role\u200B: author", "a key has no field \"role\u200B:\"", "role:"},
    // Without colon, value or end.
    {"; revoked 2026-10-01", "\"revoked 2026-10-01\" is no field, because it has no colon", "revoked: 2026-10-01"},
    {"; revoked\uFF1A 2026-10-01", "\"revoked\uFF1A 2026-10-01\" is no field", "revoked: 2026-10-01"},
    {"; CFO", "\"CFO\" is no field, because it has no colon", "role:"},
    {"; role: author; approver", "\"approver\" is no field", "role: author, approver"},
    {";", "a field is missing after a semicolon", "take the semicolon out"},
    {"; role: author;", "a field is missing after a semicolon", "take the semicolon out"},
    {";; role: author", "a field is missing after a semicolon", "take the semicolon out"},
    {"; role:", "nothing stands after role:", "leave it out"},
    {"; rules: ; from: 2026-01-01", "nothing stands after rules:", "leave it out"},
    {"; revoked: \u00A0", "nothing stands after revoked:", "leave it out"},
    {"; from: 2026-01-01; from: 2026-01-01", "the field from: stands there twice", "leave one"},
    // Fields that no semicolon separates from the name.
    {" revoked: 2026-10-01", "\"Jane Doe revoked: 2026-10-01\" holds what looks like a field", "; revoked: …"},
    {" revokd: 2026-10-01", "holds what looks like a field", "; revoked: …"},
    {" revoked 2026-10-01", "holds what looks like a field", "; revoked: …"},
    {" until 31.12.2026", "holds what looks like a field", "; until: …"},
    {", role: author", "holds what looks like a field", "; role: …"},
    {" role:author", "holds what looks like a field", "put a ; in front of it"},
    {"\u037E revoked: 2026-10-01", "only looks like a semicolon", "type it anew as ;"},
    {"\uFF1B revoked: 2026-10-01", "only looks like a semicolon", "type it anew as ;"},
    {"; role: author\uFF1B revoked: 2026-10-01", "only looks like a semicolon", "type it anew as ;"},
    // Roles.
    {"; role: aprover", "\"aprover\" is no role; did you mean approver?", "role: author, approver"},
    {"; role: Approver", "\"Approver\" is no role; did you mean approver?", "role: author, approver"},
    {"; role: author and approver", "\"author and approver\" is no role", "role: author, approver"},
    {"; role: author, author", "the role author is listed twice", "leave one"},
    {"; role: author,", "a role is missing before or after a comma", "take the comma out"},
    // Rule files.
    {"; rules: rules/g.spanne", "rules/g.spanne has a folder", "rules: g.spanne"},
    {"; rules: C:\\g.spanne", "C:\\g.spanne has a folder", "rules: g.spanne"},
    {"; rules: *.spanne", "*.spanne is a pattern", "commas"},
    {"; rules: a.spanne b.spanne", "\"a.spanne b.spanne\" are several names", "commas"},
    {"; rules: a.spanne, a.spanne", "a.spanne is listed twice", "leave one"},
    {"; rules: , a.spanne", "a rule file is missing before or after a comma", "take the comma out"},
    {"; rules: a\u200B.spanne", "in the name of a rule file character 2 cannot be seen", "a.spanne"},
    // Days.
    {"; revoked: 1.10.2026", "\"1.10.2026\" is not a day as it is written here", "revoked: 2026-10-01"},
    {"; until: 31.12.2026", "\"31.12.2026\" is not a day as it is written here", "until: 2026-12-31"},
    {"; from: 1 Oct 2026", "\"1 Oct 2026\" is not a day as it is written here", "from: 2026-10-01"},
    {"; from: 2026/10/01", "\"2026/10/01\" is not a day as it is written here", "from: 2026-10-01"},
    {"; from: 20261001", "\"20261001\" is not a day as it is written here", "from: 2026-10-01"},
    {"; from: 2026-1-1", "\"2026-1-1\" is not a day as it is written here", "2026-"},
    {"; from: 10/01/2026", "\"10/01/2026\" is not a day as it is written here", "write year, month and day"},
    {"; from: 2026-10-01 12:00", "is not a day as it is written here", "write year, month and day"},
    {"; from: today", "\"today\" is not a day as it is written here", "write year, month and day"},
    {"; from: 2026-02-30", "2026-02-30 is no day of the calendar", "write year, month and day"},
    {"; from: 2026-13-01", "2026-13-01 is no day of the calendar", "write year, month and day"},
    {"; from: 2026-10-01; until: 2026-09-30", "the last day, 2026-09-30, is before the first, 2026-10-01", "until:"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(trust_files)

BOOST_AUTO_TEST_CASE(a_name_alone_may_sign_everything) {
  const auto file = taken(jane_line + "\n");
  BOOST_REQUIRE_EQUAL(file.keys.size(), 1U);
  BOOST_TEST((file.keys[0] == TrustedKey{jane, "Jane Doe", true, true, {}, {}, {}, {}}));
  BOOST_TEST(file.programme == "");
  BOOST_TEST(file.digest == engine::byte_digest(jane_line + "\n"));
}

BOOST_AUTO_TEST_CASE(every_field_is_read_in_any_order) {
  const TrustedKey all{jane,         "Jane Doe",   false,       true, {"guideline.spanne", "other one.spanne"},
                       "2026-01-01", "2026-12-31", "2026-10-01"};
  std::vector<std::string> fields{"role: approver", "rules: guideline.spanne, other one.spanne", "from: 2026-01-01",
                                  "until: 2026-12-31", "revoked: 2026-10-01"};
  std::sort(fields.begin(), fields.end());
  do {
    std::string text;
    for (const auto& field : fields) text += "; " + field;
    BOOST_TEST((key_of(text) == all), text);
  } while (std::next_permutation(fields.begin(), fields.end()));
}

BOOST_AUTO_TEST_CASE(what_is_left_out_is_not_limited) {
  BOOST_TEST((key_of("; role: author") == TrustedKey{jane, "Jane Doe", true, false, {}, {}, {}, {}}));
  BOOST_TEST((key_of(";role:approver,author") == TrustedKey{jane, "Jane Doe", true, true, {}, {}, {}, {}}));
  BOOST_TEST(
      (key_of("\t;\tuntil : 2026-12-31 ") == TrustedKey{jane, "Jane Doe", true, true, {}, {}, "2026-12-31", {}}));
  BOOST_TEST((key_of("; from: 2026-12-31; until: 2026-12-31").from == "2026-12-31"));
  BOOST_TEST(
      (key_of("; rules: Leitfaden für KAM.spanne").rules == std::vector<std::string>{"Leitfaden für KAM.spanne"}));
  const auto nameless = taken("spanne-public-key " + jane + "; revoked: 2024-02-29\n");
  BOOST_TEST((nameless.keys[0] == TrustedKey{jane, "", true, true, {}, {}, {}, "2024-02-29"}));
}

BOOST_AUTO_TEST_CASE(what_somebody_meant_otherwise_is_refused) {
  for (const auto& one : refused_fields) {
    refused(jane_line + one.fields + "\n", one.words, one.help);
    refused("\n# ours\r\nspanne-public-key " + ben + " Ben\r\n" + jane_line + one.fields, one.words, one.help, 4);
  }
  BOOST_TEST(refused_fields.size() >= 50U);
}

BOOST_AUTO_TEST_CASE(names_as_they_were_are_still_names) {
  for (const std::string name : {"Jane Doe", "Zoë Müller-Lüdenscheidt", "Jane Doe (CFO, 10:30)", "O'Neill & Sons # 2",
                                 "Jane Doe: the second key", "Jane Doe 2026-01-01", "From Rules", "Иван Иванов"})
    BOOST_TEST(taken("spanne-public-key " + jane + " " + name + "\n").keys[0].name == name);
}

BOOST_AUTO_TEST_CASE(the_policy_that_logs_have_to_have) {
  BOOST_TEST(taken(jane_line).required == 0);
  BOOST_TEST(taken("policy: 1\n" + jane_line).required == 1);
  const auto file = taken(jane_line + "\npolicy :  9 , author apart\r\n");
  BOOST_TEST(file.required == 9);
  BOOST_TEST(file.author_apart);
  for (const std::string value :
       {"", "0", "10", "two", "2 approvals", "2, authors apart", "2, author apart, x", "author apart"})
    refused(jane_line + "\npolicy: " + value + "\n", "is no policy", "policy: 2, author apart", 2);
  for (const std::string word : {"polcy: 2", "Policy: 2", "policy 2"})
    refused(jane_line + "\n" + word + "\n", "is not how a policy is written", "policy: 2, author apart", 2);
  refused("policy: 2\n" + jane_line + "\npolicy: 2\n", "the policy stands there twice", "", 3);
}

BOOST_AUTO_TEST_CASE(a_line_that_was_seen) {
  const std::string digest(64, 'a');
  const auto seen = taken("seen: 12:" + digest + "\n" + jane_line).seen;
  BOOST_TEST(seen.line == 12U);
  BOOST_TEST(seen.digest == digest);
  BOOST_TEST(taken(jane_line).seen.line == 0U);
  for (const std::string& value : {std::string(), std::string("12"), "0:" + digest, "-1:" + digest, "1: " + digest,
                                  "1:" + digest + "a", "1:" + std::string(64, 'A'), "12 " + digest})
    refused(jane_line + "\nseen: " + value + "\n", "is no line and digest", "seen: LINE:DIGEST", 2);
  refused("seen: 1:" + digest + "\n" + jane_line + "\nseen: 2:" + digest + "\n", "stands there twice", "", 3);
}

BOOST_AUTO_TEST_CASE(the_programme_is_named_once_anywhere) {
  for (const std::string& text : {"programme: KAM Europe\n" + jane_line, jane_line + "\nprogramme:KAM Europe ",
                                  "# a\n\n" + jane_line + "\r\n  programme : KAM Europe\r\n"})
    BOOST_TEST(taken(text).programme == "KAM Europe");
  BOOST_TEST(taken("programme: Größte Kunden: A\n" + jane_line).programme == "Größte Kunden: A");
  refused("programme: KAM\n" + jane_line + "\nprogramme: KAM\n", "the programme is named twice, first in line 1", "",
          3);
  refused(jane_line + "\nprogramme:\n", "nothing stands after programme:", "programme: KAM Europe", 2);
  refused(jane_line + "\nprogramme: -\n", "nothing stands after programme:", "programme: KAM Europe", 2);
  refused(jane_line + "\nprogramme: KAM; until: 2026-12-31\n", "the name of the programme has a semicolon", "alone", 2);
  refused(jane_line + "\nprogramme: K\u200BAM\n", "in the name of the programme character 2 cannot be seen", "KAM", 2);
  refused(jane_line + "\nprogramme: K\u0410M\n", "in the name of the programme \"K\u0410M\" mixes two alphabets", "",
          2);
  for (const std::string word : {"program: KAM", "Programme: KAM", "programm: KAM", "programme KAM"})
    refused(jane_line + "\n" + word + "\n", "", "programme: KAM Europe", 2);
}

BOOST_AUTO_TEST_CASE(lines_that_are_none_of_a_key) {
  refused(jane_line + "\nrevoked: 2026-10-01\n", "\"revoked:\" says nothing here", "into that line", 2);
  refused(jane_line + "\n; revoked: 2026-10-01\n", "", "", 2);
  refused(jane_line + ";\n  role: author\n", "a field is missing", "take the semicolon out");
  refused("spanne-publickey " + jane + "\n", "this is no public key", ".pub");
  refused("spanne-public-key\n", "this is no public key", ".pub");
  refused("spanne-public-key ; role: author\n", "this is no public key", ".pub");
  refused("spanne-public-key " + jane.substr(1) + " Jane\n", "this is no public key", ".pub");
  refused("spanne-secret-key " + jane + "\n", "this is a secret key", ".pub");
  refused("spanne-secret-key-2 " + jane + "\n", "this is a secret key", ".pub");
  refused(jane_line + " spanne-public-key " + ben + " Ben\n", "two keys stand in one line", "begin a line");
  refused(jane_line + "; role: authorspanne-public-key " + ben + "\n", "two keys stand in one line", "begin a line");
  for (const std::string text : {"", "# nobody\n\n", "programme: KAM\n"}) {
    const auto read = read_text(text);
    BOOST_REQUIRE(std::holds_alternative<KeyError>(read));
    BOOST_TEST(std::get<KeyError>(read).message.find("t.pub holds no key") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_key_is_listed_once_or_twice_alike) {
  BOOST_TEST(taken(jane_line + "; role: author\n" + jane_line + ";role:author \r\n").keys.size() == 1U);
  refused(jane_line + "\n\n" + jane_line + "; revoked: 2026-10-01\n", "this key is listed in line 1 with other fields",
          "leave the line that is right", 3);
  refused("spanne-public-key " + ben + "\n" + jane_line + "; role: author\n" + jane_line + "; role: approver\n",
          "this key is listed in line 2 with other fields", "", 3);
  refused(jane_line + "\nspanne-public-key " + jane + " Board\n", "listed twice, as \"Jane Doe\" and as \"Board\"", "",
          2);
  // Two keys of one name, of which one is revoked: the old and the new of somebody.
  const auto both = taken(jane_line + "; revoked: 2026-10-01\nspanne-public-key " + ben + " Jane Doe\n");
  BOOST_REQUIRE_EQUAL(both.keys.size(), 2U);
  BOOST_TEST(both.keys[0].revoked == "2026-10-01");
  BOOST_TEST(both.keys[1].revoked == "");
}

BOOST_AUTO_TEST_CASE(as_editors_of_windows_save_it) {
  const std::string text = "# Größe\r\n\r\nprogramme: KAM\r\nspanne-public-key " + jane + " Zoë; role: author\r\n";
  const auto same = [](const std::string& saved) {
    const auto file = taken(saved);
    BOOST_TEST(file.programme == "KAM");
    BOOST_TEST((file.keys[0] == TrustedKey{jane, "Zoë", true, false, {}, {}, {}, {}}));
  };
  same(text);
  same("\xEF\xBB\xBF" + text);
  std::string wide = "\xFF\xFE", latin;  // Notepad's "Unicode", and what it called ANSI
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool two = static_cast<unsigned char>(text[i]) == 0xC3;
    const char letter = two ? static_cast<char>(text[i + 1] + 0x40) : text[i];
    wide += letter;
    wide += '\0';
    latin += letter;
    if (two) ++i;
  }
  same(wide);
  same(latin);
}

BOOST_AUTO_TEST_CASE(names_that_new_keys_may_have) {
  BOOST_TEST(!records::key_name_error("Zoë Müller (CFO)"));
  for (const std::string name : {"Jane; role: author", "Jane \u037E", "Jane role: author", "Jane until 2026-12-31",
                                 "Jane spanne-public-key", "J\u0430ne"})
    BOOST_TEST(records::key_name_error(name).has_value(), name);
}

BOOST_AUTO_TEST_SUITE_END()
