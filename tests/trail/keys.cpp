// Keys with and without a passphrase, as people make and use them: on a terminal and in scripts.
#include <algorithm>
#include <csignal>
#include <poll.h>
#include <pty.h>
#include <termios.h>

#include "tests/trail/trail.hpp"

using namespace spanne::tests;

namespace {

constexpr auto owner_alone = fs::perms::owner_read | fs::perms::owner_write;

/// A file that nobody else can read, as passphrases are kept.
void put_passphrase(const std::string& file, const std::string& text) {
  Folder::put(file, text);
  fs::permissions(file, owner_alone);
}

Result release_with(const std::vector<std::string>& more) {
  std::vector<std::string> args{"release", "g.spanne", "--approved-by", "Jane"};
  const std::vector<std::string> others{"Bob", "Cem"};  // for a second and a third key
  const auto keys = static_cast<std::size_t>(std::count(more.begin(), more.end(), "--sign"));
  for (std::size_t i = 1; i < keys; ++i) args.insert(args.end(), {"--approved-by", others[i - 1]});
  args.insert(args.end(), more.begin(), more.end());
  return typed(args);
}

/// A guideline and four keys: two without a passphrase, one with "one and one is two", one with "two and two is four".
struct Keys : Folder {
  Keys() {
    put("g.spanne", guideline("1.0.0"));
    put_passphrase("one", "one and one is two\n");
    put_passphrase("two", "two and two is four");
    for (const std::string key : {"open.key", "other.key"}) BOOST_REQUIRE_EQUAL(typed({"new-key", key}).status, 0);
    for (const std::string name : {"one", "two"})
      BOOST_REQUIRE_EQUAL(typed({"new-key", name + ".key", "--passphrase-file", name}).status, 0);
  }
};

/// The program on a terminal of its own, and somebody who reads and answers.
class Typist {
 public:
  explicit Typist(std::vector<std::string> args) {
    args.insert(args.begin(), SPANNE_PROGRAM);
    std::vector<char*> words;
    for (auto& arg : args) words.push_back(arg.data());
    words.push_back(nullptr);
    program_ = ::forkpty(&terminal_, nullptr, nullptr, nullptr);
    if (program_ == 0) {
      ::execv(SPANNE_PROGRAM, words.data());
      ::_exit(127);
    }
    BOOST_REQUIRE(program_ > 0);
  }
  ~Typist() {
    if (program_ > 0) ended();
    ::close(terminal_);
  }
  Typist(const Typist&) = delete;
  Typist& operator=(const Typist&) = delete;

  /// Waits until a question is asked, and types the answer.
  void answer(const std::string& question, const std::string& typed) {
    while (shown.find(question, answered_) == std::string::npos && read_more()) {}
    BOOST_REQUIRE_MESSAGE(shown.find(question, answered_) != std::string::npos, shown);
    BOOST_TEST(!echoes());
    answered_ = shown.size();
    BOOST_REQUIRE(::write(terminal_, typed.data(), typed.size()) == static_cast<ssize_t>(typed.size()));
  }

  /// How the program ended, as wait() has it; all that it has shown is in `shown`.
  int ended() {
    while (read_more()) {}
    int status = 0;
    bool has_ended = false;  // what has closed its terminal is about to; what has not would be waited for without end
    for (int i = 0; i < 500 && !has_ended; ++i) {
      has_ended = ::waitpid(program_, &status, WNOHANG) != 0;
      if (!has_ended) ::usleep(10'000);
    }
    if (!has_ended) ::kill(program_, SIGKILL);
    if (!has_ended) ::waitpid(program_, &status, 0);
    program_ = 0;
    return status;
  }

  bool echoes() const {
    termios state{};
    return ::tcgetattr(terminal_, &state) == 0 && (state.c_lflag & static_cast<tcflag_t>(ECHO)) != 0;
  }

  std::string shown;

 private:
  bool read_more() {
    constexpr int patience = 60'000;  // milliseconds
    pollfd ready{terminal_, POLLIN, 0};
    if (::poll(&ready, 1, patience) <= 0) return false;
    char piece[512];
    const ssize_t count = ::read(terminal_, piece, sizeof piece);
    if (count > 0) shown.append(piece, static_cast<std::size_t>(count));
    return count > 0;
  }

  int terminal_ = -1;
  pid_t program_ = 0;
  std::size_t answered_ = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(keys, Keys)

BOOST_AUTO_TEST_CASE(without_a_terminal_a_note_says_that_there_is_no_passphrase) {
  expect(typed({"new-key", "a.key"}), 0, "note: a.key has no passphrase, since there is no terminal to ask for one");
  BOOST_TEST(contents("a.key").starts_with("spanne-secret-key "));
  const Result locked = typed({"new-key", "b.key", "--passphrase-file", "one"});
  BOOST_TEST(locked.err == "");
  expect(locked, 0, "Whoever has b.key and its passphrase can sign in your name: keep both to yourself");
  BOOST_TEST(contents("b.key").starts_with("spanne-secret-key-2 "));
  for (const std::string file : {"a.key", "b.key"}) BOOST_TEST((fs::status(file).permissions() == owner_alone));
}

BOOST_AUTO_TEST_CASE(a_passphrase_in_a_file_signs) {
  expect(release_with({"--sign", "one.key"}), 2, "one.key has a passphrase, and there is no terminal to ask for it");
  expect(release_with({"--sign", "one.key"}), 2, "help: --passphrase-file FILE");
  expect(release_with({"--sign", "one.key", "--passphrase-file", "two"}), 1, "the passphrase of one.key is wrong");
  BOOST_TEST(!fs::exists("RELEASES.jsonl"));
  expect(release_with({"--sign", "one.key", "--passphrase-file", "one"}), 0, "signed: line 1");
  expect(typed({"verify", "g.spanne", "--trust", "one.key.pub"}), 0, "signed with a key without a name");
}

BOOST_AUTO_TEST_CASE(passphrases_in_the_order_of_their_keys) {
  const auto with = [](const std::vector<std::string>& more) { return release_with(more); };
  expect(with({"--passphrase-file", "one"}), 2, "--passphrase-file is for a key, but none is named");
  expect(with({"--sign", "open.key", "--passphrase-file", "one"}), 2, "but open.key has no passphrase");
  expect(with({"--sign", "open.key", "--sign", "other.key", "--passphrase-file", "one"}), 2, "none of the keys has");
  expect(with({"--sign", "one.key", "--passphrase-file", "one", "--passphrase-file", "two"}), 2,
         "there are 2 files of passphrases, but one key has a passphrase");
  expect(with({"--sign", "one.key", "--sign", "two.key", "--passphrase-file", "one"}), 1,
         "the passphrase of two.key is wrong");
  expect(with({"--sign", "two.key", "--sign", "one.key", "--passphrase-file", "one", "--passphrase-file", "two"}), 1,
         "the passphrase of two.key is wrong");
  fs::copy_file("one.key", "again.key");
  expect(with({"--sign", "one.key", "--sign", "again.key", "--passphrase-file", "one"}), 2,
         "one.key and again.key hold the same key");
  BOOST_TEST(!fs::exists("RELEASES.jsonl"));
  expect(with({"--sign", "one.key", "--passphrase-file", "one", "--sign", "open.key", "--sign", "two.key",
               "--passphrase-file", "two"}),
         0, "line 1");
}

BOOST_AUTO_TEST_CASE(what_no_file_of_a_passphrase_is) {
  const auto refused = [](const std::string& text, int status, const std::string& words) {
    put_passphrase("p", text);
    expect(typed({"new-key", "a.key", "--passphrase-file", "p"}), status, words);
    BOOST_TEST(!fs::exists("a.key"));
    expect(release_with({"--sign", "one.key", "--passphrase-file", "p"}), status, words);
  };
  refused("", 1, "the first line of p is empty");
  refused("\none and one is two\n", 1, "the first line of p is empty");
  refused("one and\u200B one\n", 1, "the passphrase in p cannot be used: character 8 cannot be seen");
  refused("one and one \n", 1, "the passphrase in p begins or ends with a blank");
  refused("one\u00A0and one\n", 1, "the passphrase in p has a blank that is no ordinary one (U+00A0)");
  expect(typed({"new-key", "a.key", "--passphrase-file", "none"}), 3, "cannot read none: No such file");
  fs::copy_file("one", "seen");
  for (const fs::perms more : {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
    fs::permissions("seen", owner_alone | more);
    expect(typed({"new-key", "a.key", "--passphrase-file", "seen"}), 1, "so the passphrase is not safe in it");
    expect(release_with({"--sign", "one.key", "--passphrase-file", "seen"}), 1, "help: chmod 600 seen");
  }
  put_passphrase("p", "one and one is two\r\na second line\r\n");  // as Windows ends its lines
  expect(release_with({"--sign", "one.key", "--passphrase-file", "p"}), 0, "line 1");
  put_passphrase("p", "short");
  expect(typed({"new-key", "a.key", "--passphrase-file", "p"}), 0, "warning: this passphrase is short");
  expect(typed({"new-key", "p", "--passphrase-file", "p"}), 2, "p");
  expect(typed({"new-key", "x.key", "--old-passphrase-file", "p"}), 2, "is for a key that is there");
}

BOOST_AUTO_TEST_CASE(umlauts_are_one_passphrase_however_they_are_stored) {
  put_passphrase("composed", "vier W\u00F6rter auf dem Dach\n");
  put_passphrase("parted", "vier Wo\u0308rter auf dem Dach\n");
  BOOST_TEST(typed({"new-key", "a.key", "--passphrase-file", "composed"}).status == 0);
  expect(release_with({"--sign", "a.key", "--passphrase-file", "parted"}), 0, "line 1");
}

BOOST_AUTO_TEST_CASE(a_key_that_others_can_read_or_write_signs_nothing) {
  for (const std::string key : {"open.key", "one.key"}) {
    fs::create_symlink(key, "link-" + key);
    for (const fs::perms more : {fs::perms::group_read, fs::perms::group_write, fs::perms::others_read,
                                 fs::perms::others_write, fs::perms::group_read | fs::perms::group_write}) {
      fs::permissions(key, owner_alone | more);
      for (const std::string& name : {key, "link-" + key}) {
        expect(release_with({"--sign", name}), 1, name + " can be");
        expect(release_with({"--sign", name}), 1, "help: chmod 600 " + name);
      }
    }
    fs::permissions(key, owner_alone);
  }
  BOOST_TEST(!fs::exists("RELEASES.jsonl"));
  fs::permissions("open.key", fs::perms::owner_read);
  expect(release_with({"--sign", "link-open.key"}), 0, "line 1");
}

BOOST_AUTO_TEST_CASE(a_passphrase_is_changed_given_and_taken_and_the_key_stays) {
  const auto change = [](const std::string& key, const std::vector<std::string>& more) {
    std::vector<std::string> args{"new-key", key, "--change-passphrase"};
    args.insert(args.end(), more.begin(), more.end());
    return typed(args);
  };
  const std::string open = contents("open.key"), locked = contents("one.key"), open_pub = contents("open.key.pub");
  expect(change("open.key", {}), 2, "there is no terminal to ask for the new passphrase");
  expect(change("one.key", {"--passphrase-file", "two"}), 2, "one.key has a passphrase, and there is no terminal");
  expect(change("one.key", {"--passphrase-file", "two", "--old-passphrase-file", "two"}), 1,
         "the passphrase of one.key is wrong");
  expect(change("open.key", {"--passphrase-file", "two", "--old-passphrase-file", "one"}), 2, "has no passphrase");
  expect(change("open.key", {"--passphrase-file", "two", "--name", "Jane"}), 2, "--name is for a new key");
  expect(change("none.key", {"--passphrase-file", "two"}), 3, "No such file");
  BOOST_TEST((contents("open.key") == open && contents("one.key") == locked));
  expect(change("open.key", {"--passphrase-file", "one"}), 0, "open.key has a new passphrase; the key is the same");
  expect(change("open.key", {"--passphrase-file", "two", "--old-passphrase-file", "one"}), 0, "has a new passphrase");
  BOOST_TEST(contents("open.key").starts_with("spanne-secret-key-2 "));
  BOOST_TEST((fs::status("open.key").permissions() == owner_alone));
  BOOST_TEST(contents("open.key.pub") == open_pub);
  expect(release_with({"--sign", "open.key", "--passphrase-file", "two"}), 0, "line 1");
  expect(typed({"verify", "g.spanne", "--trust", "open.key.pub"}), 0, "signed with");
}

BOOST_AUTO_TEST_CASE(on_a_terminal_it_is_asked_for_twice_and_never_shown) {
  Typist typist({"new-key", "a.key", "--name", "Jane Doe"});
  typist.answer("New passphrase of a.key (empty for none): ", "vier Wörter auf dem Dach\n");
  typist.answer("The same once more: ", "fünf Wörter auf dem Dach\n");
  typist.answer("These were two different passphrases.\r\nNew passphrase of a.key (empty for none): ", " a\n");
  typist.answer("This passphrase begins or ends with a blank.\r\nNew passphrase", "vier Wörter auf dem Dach\n");
  typist.answer("The same once more: ", "vier Wörter auf dem Dach\n");
  BOOST_TEST(typist.ended() == 0);
  BOOST_TEST(typist.shown.find("Dach") == std::string::npos);
  BOOST_TEST(typist.shown.find("wrote a.key.pub") != std::string::npos);
  BOOST_TEST(contents("a.key").starts_with("spanne-secret-key-2 "));
  put_passphrase("p", "vier Wörter auf dem Dach");
  expect(release_with({"--sign", "a.key", "--passphrase-file", "p"}), 0, "line 1");
}

BOOST_AUTO_TEST_CASE(an_empty_answer_means_none_with_a_warning) {
  Typist typist({"new-key", "a.key"});
  typist.answer("(empty for none): ", "\n");
  BOOST_TEST(typist.ended() == 0);
  BOOST_TEST(typist.shown.find("warning: a.key has no passphrase, so whoever copies") != std::string::npos);
  BOOST_TEST(contents("a.key").starts_with("spanne-secret-key "));
}

BOOST_AUTO_TEST_CASE(signing_asks_for_each_passphrase_three_times_at_most) {
  Typist typist({"release", "g.spanne", "--approved-by", "Jane", "--sign", "one.key"});
  typist.answer("Passphrase of one.key: ", "two and two is four\n");
  typist.answer("That is not the passphrase.\r\nPassphrase of one.key: ", "one and one is two\n");
  BOOST_TEST(typist.ended() == 0);
  BOOST_TEST(typist.shown.find("signed: line 1") != std::string::npos, typist.shown);
  BOOST_TEST(typist.shown.find("is two") == std::string::npos);
  put("g.spanne", guideline("1.1.0"));
  Typist guesser({"release", "g.spanne", "--approved-by", "Jane", "--sign", "two.key"});
  for (int tries = 0; tries < 3; ++tries) guesser.answer("Passphrase of two.key: ", "no idea\n");
  BOOST_TEST(WEXITSTATUS(guesser.ended()) == 1);
  BOOST_TEST(guesser.shown.find("error: the passphrase of two.key is wrong") != std::string::npos);
  expect(typed({"verify", "g.spanne"}), 1, "1.1.0 has not been released");
}

BOOST_AUTO_TEST_CASE(who_breaks_off_gets_the_terminal_back_and_no_key) {
  {
    Typist typist({"new-key", "a.key"});
    typist.answer("(empty for none): ", "half\x03");  // Ctrl-C
    const int status = typist.ended();
    BOOST_TEST((WIFSIGNALED(status) && WTERMSIG(status) == SIGINT));
    BOOST_TEST(typist.echoes());
  }
  Typist typist({"new-key", "a.key"});
  typist.answer("(empty for none): ", "\x04");  // Ctrl-D: the end of the input
  BOOST_TEST(WEXITSTATUS(typist.ended()) == 3);
  BOOST_TEST(typist.shown.find("error: there was no answer") != std::string::npos);
  BOOST_TEST(!fs::exists("a.key"));
}

BOOST_AUTO_TEST_CASE(nothing_is_asked_for_where_a_key_is_already) {
  Typist typist({"new-key", "one.key"});
  BOOST_TEST(WEXITSTATUS(typist.ended()) == 3);
  BOOST_TEST(typist.shown.find("one.key exists already") != std::string::npos);
  BOOST_TEST(typist.shown.find("assphrase") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_that_would_be_read_as_fields) {
  for (const std::string name : {"Jane; role: author", "Jane role: author", "Jane revoked 2026-10-01"}) {
    expect(typed({"new-key", "a.key", "--name", name}), 2, "error: --name: ");
    BOOST_TEST(!fs::exists("a.key"));
  }
}

BOOST_AUTO_TEST_CASE(no_result_is_written_over_a_key_or_a_trust_file) {
  put("accounts.csv", "id,kam,sites\nA,Anna,1\n");
  put("trust", "# ours\nprogramme: KAM Europe\n" + contents("one.key.pub"));
  for (const std::string file : {"one.key", "trust"})
    expect(typed({"eval", "g.spanne", "accounts.csv", "-o", file}), 2, "which is a key");
}

BOOST_AUTO_TEST_SUITE_END()
