// Runs that write files are killed, and each of their system calls fails: what was there stays, or what was to be made
// is there whole; nothing else is left after once the same run is made again.
//
// By default a few at a time; SPANNE_KILLS=500 tries as many random moments, and every system call in every way.
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <map>
#include <thread>

#include "tests/support/random.hpp"
#include "tests/support/traced.hpp"
#include "tests/trail/trail.hpp"

using namespace spanne::tests;
using spanne::test::Interference;
using spanne::test::run_traced;

namespace {

using Files = std::map<std::string, std::string>;
using Args = std::vector<std::string>;

Files files_here() {
  Files files;
  for (const auto& entry : fs::directory_iterator("."))
    files[entry.path().filename().string()] = contents(entry.path());
  return files;
}

void put_back(const Files& files) {
  for (const auto& entry : fs::directory_iterator(".")) fs::remove_all(entry.path());
  for (const auto& [name, text] : files) {
    Folder::put(name, text);
    if (text.starts_with("spanne-secret-key")) fs::permissions(name, fs::perms::owner_read | fs::perms::owner_write);
  }
}

std::size_t many() {
  const char* asked = std::getenv("SPANNE_KILLS");
  return asked == nullptr ? 0 : std::stoul(asked);
}

/// What a command makes of a folder, undisturbed; then the same with something in the way.
class Scenario {
 public:
  explicit Scenario(Args args) : args_(std::move(args)), before_(files_here()) {
    typed_status_ = typed(args_).status;
    after_ = files_here();
    BOOST_REQUIRE((before_ != after_));
  }

  Args command() const {
    Args words{SPANNE_PROGRAM};
    words.insert(words.end(), args_.begin(), args_.end());
    return words;
  }

  void begin() const { put_back(before_); }

  /// `status`: of the run that was disturbed; -1 where it was killed.
  void check(int status) const {
    const Files found = files_here();
    for (const auto& [name, text] : found)
      if (!is_leftover(name)) BOOST_REQUIRE_MESSAGE(is_whole(name, text), name << " is partial:\n" << text);
    for (const auto& [name, text] : before_) BOOST_REQUIRE_MESSAGE(found.contains(name), name << " is lost");
    if (status == typed_status_)
      for (const auto& [name, text] : after_) {
        const auto made = found.find(name);
        BOOST_REQUIRE_MESSAGE((made != found.end() && made->second == text), name << " is not what was announced");
      }
    typed(args_);
    const Files again = files_here();
    for (const auto& [name, text] : again) BOOST_REQUIRE_MESSAGE(after_.contains(name), name << " is left behind");
    BOOST_REQUIRE((again == after_));
  }

 private:
  static bool is_leftover(const std::string& name) { return name.starts_with(".spanne-") && name.ends_with(".tmp"); }

  bool is_whole(const std::string& name, const std::string& text) const {
    const auto holds = [&](const Files& files) {
      const auto one = files.find(name);
      return one != files.end() && one->second == text;
    };
    return holds(before_) || holds(after_);
  }

  Args args_;
  Files before_, after_;
  int typed_status_ = 0;
};

const std::string unformatted = guideline("1.1.0") + "rule_b:   sites   >  12   ->  +0.02   FTE\n";

Scenario prepared(const std::string& command) {
  Folder::put("g.spanne", guideline("1.0.0"));
  Folder::put("accounts.csv", "id,kam,sites\nA,Anna,1\nB,Ben,25\n");
  if (command == "release") {
    BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", "J"}).status, 0);
    Folder::put("g.spanne", guideline("1.1.0"));
    return Scenario({"release", "g.spanne", "--approved-by", "J"});
  }
  if (command == "first release") return Scenario({"release", "g.spanne", "--approved-by", "J"});
  if (command == "fmt") {
    Folder::put("g.spanne", unformatted);
    return Scenario({"fmt", "g.spanne"});
  }
  if (command == "signed copy") {
    BOOST_REQUIRE_EQUAL(typed({"new-key", "k"}).status, 0);
    Folder::put("accounts.json", R"([{"id": "A", "kam": "Anna", "sites": 1}])");
    return Scenario({"eval", "g.spanne", "accounts.json", "--as-of", "2026-07-01", "--snapshot", "s.csv", "-o", "o.csv",
                     "--receipt", "r.json", "--sign", "k"});
  }
  if (command == "cosign" || command == "enter") {
    BOOST_REQUIRE_EQUAL(typed({"new-key", "k"}).status, 0);
    BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", "J", "--prepare", "line.json"}).status, 0);
    if (command == "enter") return Scenario({"enter", "g.spanne", "line.json"});
    return Scenario({"cosign", "line.json", "--approved-by", "J", "--sign", "k"});
  }
  const Args eval{"eval", "g.spanne", "accounts.csv", "--as-of", "2026-07-01", "-o", "o.csv", "--receipt", "r.json"};
  const Args print{"print", "g.spanne", "-o", "g.html"};
  const Args& args = command.starts_with("eval") ? eval : print;
  if (command.ends_with("again")) {
    BOOST_REQUIRE_EQUAL(typed(args).status, 0);
    Folder::put("g.spanne", guideline("1.1.0", "0.2"));
  }
  return Scenario(args);
}

const std::array<std::string, 10> commands{"release", "first release", "eval",        "eval again", "fmt",
                                           "print",   "print again",   "signed copy", "cosign",     "enter"};

/// Every call, or every third of them, beginning elsewhere in each command.
void disturb_each_call(const std::string& name, const Scenario& scenario, const std::vector<int>& errors) {
  static std::size_t turn = 0;
  scenario.begin();
  const std::string first = name == "cosign" ? "line.json" : "g.spanne";  // the file from which on calls count
  const auto undisturbed = run_traced(scenario.command(), {first, 0, 0});
  BOOST_WARN_MESSAGE(undisturbed, "no program may be traced here, so no system call was made to fail");
  if (!undisturbed) return;
  BOOST_REQUIRE_MESSAGE(undisturbed->calls.size() > 10, undisturbed->shown);
  BOOST_TEST_MESSAGE(name << ": " << undisturbed->calls.size() << " system calls");
  const std::size_t step = many() > 0 ? 1 : 3;
  for (std::size_t at = 1 + turn++ % step; at <= undisturbed->calls.size(); at += step)
    for (std::size_t i = 0; i < errors.size(); ++i) {
      if (many() == 0 && at / step % errors.size() != i) continue;
      scenario.begin();
      const auto run = run_traced(scenario.command(), {first, at, errors[i]});
      BOOST_REQUIRE(run);
      BOOST_TEST_CONTEXT(name << ", call " << at << " (" << undisturbed->calls[at - 1] << "), error " << errors[i]
                              << "\n"
                              << run->shown) {
        BOOST_REQUIRE(run->status <= 3);
        if (run->status > 0) BOOST_REQUIRE(!run->shown.empty());
        scenario.check(run->status);
      }
    }
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kills, Folder)

BOOST_AUTO_TEST_CASE(a_run_killed_at_any_system_call_leaves_all_old_or_all_new) {
  for (const auto& name : commands) {
    put_back({});
    disturb_each_call(name, prepared(name), {0});
  }
}

BOOST_AUTO_TEST_CASE(a_system_call_that_fails_costs_no_file) {
  for (const auto& name : commands) {
    put_back({});
    disturb_each_call(name, prepared(name), {ENOSPC, EIO, EINTR, EACCES});
  }
}

BOOST_AUTO_TEST_CASE(a_run_killed_at_any_moment_leaves_all_old_or_all_new) {
  spanne::test::Random random(18);
  const std::size_t kills = many() > 0 ? many() : 42;
  for (std::size_t command = 0; command < commands.size(); ++command) {
    put_back({});
    const Scenario scenario = prepared(commands[command]);
    const auto words = scenario.command();
    for (std::size_t i = 0; i < kills / commands.size() + 1; ++i) {
      scenario.begin();
      const pid_t process = ::fork();
      if (process == 0) {
        std::vector<char*> values;
        for (const auto& word : words) values.push_back(const_cast<char*>(word.c_str()));  // NOLINT: not changed
        values.push_back(nullptr);
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
        ::execv(values[0], values.data());
        ::_exit(127);
      }
      std::this_thread::sleep_for(std::chrono::microseconds(random.below(30'000)));
      ::kill(process, SIGKILL);
      int status = 0;
      ::waitpid(process, &status, 0);
      BOOST_TEST_CONTEXT(commands[command]) scenario.check(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    }
  }
}

/// Half of them by another name of the folder's log; nobody waits for anybody's folder.
BOOST_AUTO_TEST_CASE(twenty_releases_at_once_through_links_lose_none) {
  Folder::put("g.spanne", guideline("1.0.0"));
  BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", "J"}).status, 0);
  fs::create_directory("other");
  fs::create_symlink("../RELEASES.jsonl", "other/RELEASES.jsonl");
  fs::create_directory_symlink(".", "same");
  const std::array<std::string, 3> folders{".", "other", "same"};
  std::string script;
  for (std::size_t i = 0; i < 20; ++i) {
    const std::string file = folders[i % 3] + "/g" + std::to_string(i) + ".spanne";
    Folder::put(file, guideline("1.0.0"));
    script += "spanne release " + file + " --approved-by J > said" + std::to_string(i) + " &\n";
  }
  shell(script + "wait");
  std::size_t announced = 1;
  for (std::size_t i = 0; i < 20; ++i) announced += contents("said" + std::to_string(i)).starts_with("released");
  const std::string log = contents("RELEASES.jsonl");
  BOOST_TEST(announced == 21U);
  BOOST_TEST(std::count(log.begin(), log.end(), '\n') == 21);
  BOOST_TEST(fs::is_symlink("other/RELEASES.jsonl"));
  expect(typed({"log", "g.spanne"}), 0, "1.0.0");
}

BOOST_AUTO_TEST_CASE(the_first_release_through_a_link_that_leads_nowhere_yet) {
  fs::create_directory("logs");
  fs::create_symlink("logs/RELEASES.jsonl", "RELEASES.jsonl");
  std::string script;
  for (int i = 0; i < 6; ++i) {
    Folder::put("g" + std::to_string(i) + ".spanne", guideline("1.0.0"));
    script += "spanne release g" + std::to_string(i) + ".spanne --approved-by J &\n";
  }
  shell(script + "wait");
  const std::string log = contents("logs/RELEASES.jsonl");
  BOOST_TEST(std::count(log.begin(), log.end(), '\n') == 6);
  BOOST_TEST(fs::is_symlink("RELEASES.jsonl"));
}

BOOST_AUTO_TEST_CASE(a_log_with_two_hard_links_is_not_parted) {
  Folder::put("g.spanne", guideline("1.0.0"));
  BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", "J"}).status, 0);
  fs::create_directory("other");
  fs::create_hard_link("RELEASES.jsonl", "other/RELEASES.jsonl");
  for (const std::string file : {"g.spanne", "other/h.spanne"}) {
    Folder::put(file, guideline("1.1.0"));
    expect(typed({"release", file, "--approved-by", "J"}), 3, "has a second name");
  }
  const std::string log = contents("RELEASES.jsonl");
  BOOST_TEST(std::count(log.begin(), log.end(), '\n') == 1);
  BOOST_TEST(contents("other/RELEASES.jsonl") == log);
}

BOOST_AUTO_TEST_CASE(a_link_to_a_guideline_elsewhere_begins_no_second_log) {
  Folder::put("g.spanne", guideline("1.0.0"));
  fs::create_directory("other");
  fs::create_symlink("../g.spanne", "other/g.spanne");
  expect(typed({"release", "other/g.spanne", "--approved-by", "J"}), 2, "is a link to other/../g.spanne");
  BOOST_TEST(!fs::exists("other/RELEASES.jsonl"));
  BOOST_TEST(!fs::exists("RELEASES.jsonl"));
  // One beside it has the same log.
  fs::create_symlink("g.spanne", "latest.spanne");
  fs::create_directory_symlink(".", "here");
  BOOST_TEST(typed({"release", "latest.spanne", "--approved-by", "J"}).status == 0);
  BOOST_TEST(typed({"release", "here/g.spanne", "--approved-by", "J"}).status == 0);
  const std::string log = contents("RELEASES.jsonl");
  BOOST_TEST(std::count(log.begin(), log.end(), '\n') == 2);
  BOOST_TEST(shell("spanne release /dev/stdin --approved-by J < g.spanne; [ $? = 2 ]") == 0);
}

BOOST_AUTO_TEST_CASE(what_a_killed_run_left_is_removed_and_nothing_else) {
  Folder::put("g.spanne", unformatted);
  Folder::put(".spanne-0123456789abcdef.tmp", "left behind");
  const Args kept{".spanne-0123.tmp", "spanne-0123456789abcdef.tmp", ".spanne-0123456789abcdeX.tmp",
                  "g.spanne.5-0.tmp"};
  for (const auto& name : kept) Folder::put(name, "somebody's");
  BOOST_TEST(typed({"fmt", "g.spanne"}).status == 0);
  BOOST_TEST(!fs::exists(".spanne-0123456789abcdef.tmp"));
  for (const auto& name : kept) BOOST_TEST(contents(name) == "somebody's");
  // One that a run still holds stays.
  Folder::put(".spanne-0123456789abcdef.tmp", "at work");
  Folder::put("g.spanne", unformatted);
  BOOST_TEST(shell("exec 9< .spanne-0123456789abcdef.tmp; flock 9 && spanne fmt g.spanne") == 0);
  BOOST_TEST(fs::exists(".spanne-0123456789abcdef.tmp"));
}

BOOST_AUTO_TEST_SUITE_END()
