// Files on the disk: what is read, and that a stopped run leaves the old file whole.
#include "records/io/file.hpp"

#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

#include "records/stream/account_files.hpp"
#include "sample.hpp"
#include "tests/support/folder.hpp"

using namespace spanne::records;
using namespace spanne::test;

namespace {

std::string failure(const std::variant<std::string, FileError>& result) {
  const auto* error = std::get_if<FileError>(&result);
  return error != nullptr ? error->message : "no failure";
}

mode_t mode(const std::string& path) {
  struct stat status {};
  BOOST_REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(file)

BOOST_AUTO_TEST_CASE(reading) {
  const Folder folder;
  const std::string path = folder.file("a.csv"), text = std::string(700'000, 'x') + '\0' + "end\r\n";
  put(path, text);
  BOOST_TEST((std::get<std::string>(read_file(path, text.size())) == text));
  BOOST_TEST(failure(read_file(path, text.size() - 1)) == "cannot read " + path + ": it is larger than " +
                                                              std::to_string(text.size() - 1) +
                                                              " bytes, which is the most it may be");
  put(path, "");
  BOOST_TEST(std::get<std::string>(read_file(path, 10)).empty());
  BOOST_TEST(failure(read_file("/dev/zero", 1'000'000)) ==
             "cannot read /dev/zero: it begins with a zero byte, so it is no text");
}

BOOST_AUTO_TEST_CASE(reading_piece_by_piece) {
  const Folder folder;
  const std::string path = folder.file("a.csv"), text = std::string(700'000, 'x') + '\0' + "end\r\n";
  put(path, text);
  std::string found;
  std::size_t pieces = 0;
  const auto take = [&](std::string_view piece) { found += piece, ++pieces; };
  BOOST_TEST(!read_pieces(path, text.size(), take));
  BOOST_TEST((found == text));
  BOOST_TEST(pieces > 1U);
  const auto whole = read_file(path, text.size() - 1);
  BOOST_TEST(read_pieces(path, text.size() - 1, take).value().message == failure(whole));
  BOOST_TEST(read_pieces(folder.file("none.csv"), 10, take).value().message ==
             "cannot read " + folder.file("none.csv") + ": No such file or directory");
  BOOST_TEST(read_pieces(folder.path.string(), 10, take).value().message ==
             "cannot read " + folder.path.string() + ": Is a directory");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read) {
  const Folder folder;
  BOOST_TEST(failure(read_file(folder.file("none.csv"), 10)) ==
             "cannot read " + folder.file("none.csv") + ": No such file or directory");
  BOOST_TEST(failure(read_file(folder.path.string(), 10)) ==
             "cannot read " + folder.path.string() + ": Is a directory");
}

BOOST_AUTO_TEST_CASE(accounts_and_people_from_files) {
  const Folder folder;
  const auto model = sample::model();
  const auto path = folder.file("a.csv");
  put(path, "id,reach,revenue,sites\nA,global,5,1\n");
  std::size_t rows = 0;
  const auto read = [&](const std::string& from) {
    return read_accounts(
        from, model, Locale::automatic, [](const AccountsHeader&) {}, [&](AccountRow&&) { ++rows; });
  };
  BOOST_TEST(std::get<AccountsSummary>(read(path)).rows == 1U);
  BOOST_TEST(rows == 1U);
  BOOST_TEST(std::holds_alternative<FileError>(read(folder.file("none.csv"))));
  put(path, "id\nA\n");
  BOOST_TEST(std::holds_alternative<AccountsError>(read(path)));
  BOOST_TEST(std::holds_alternative<AccountsError>(read_kams(path, model, Locale::automatic, {})));
  BOOST_TEST(std::holds_alternative<FileError>(read_kams(folder.file("none.csv"), model, Locale::automatic, {})));
  put(path, "kam,capacity\nAnn,1\n");
  BOOST_TEST(std::get<0>(read_kams(path, model, Locale::automatic, {})).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_new_file_appears_when_it_is_whole) {
  const Folder folder;
  const auto path = folder.file("out.csv");
  AtomicFile file(path);
  BOOST_TEST(!file.open());
  BOOST_TEST(!file.write("one\n"));
  BOOST_TEST(!fs::exists(path));
  BOOST_TEST(!file.write("two\n"));
  BOOST_TEST(!file.commit());
  BOOST_TEST(contents(path) == "one\ntwo\n");
  BOOST_TEST(folder.files() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stopped_run_leaves_the_old_file) {
  const Folder folder;
  const auto path = folder.file("out.csv");
  put(path, "old");
  {
    AtomicFile file(path);
    BOOST_TEST(!file.open());
    BOOST_TEST(!file.write("new"));
    BOOST_TEST(contents(path) == "old");
  }
  BOOST_TEST(contents(path) == "old");
  BOOST_TEST(folder.files() == 1U);
}

BOOST_AUTO_TEST_CASE(an_old_file_is_replaced_and_keeps_its_mode) {
  const Folder folder;
  const auto path = folder.file("out.csv");
  put(path, "old and longer");
  BOOST_REQUIRE(::chmod(path.c_str(), 0666) == 0);
  AtomicFile file(path);
  BOOST_TEST(!file.open());
  BOOST_TEST(!file.write("new"));
  BOOST_TEST(!file.commit());
  BOOST_TEST(contents(path) == "new");
  BOOST_TEST(mode(path) == 0666U);
}

/// Without waiting for the disk it is another call of the system that puts the file in place.
BOOST_AUTO_TEST_CASE(what_need_not_last_is_put_in_place_all_the_same) {
  const Folder folder;
  const auto path = folder.file("out.csv");
  for (const std::string text : {"first", "second and longer", "third"}) {
    {
      AtomicFile file(path);
      BOOST_TEST(!file.open());
      BOOST_TEST(!file.write(text));
      BOOST_TEST(!file.commit(false));
      BOOST_TEST(contents(path) == text);
    }
    BOOST_TEST(folder.files() == 1U);
    BOOST_REQUIRE(::chmod(path.c_str(), 0640) == 0);
  }
  BOOST_TEST(mode(path) == 0640U);
}

BOOST_AUTO_TEST_CASE(a_name_left_over_from_an_earlier_run_is_passed_by) {
  const Folder folder;
  const auto path = folder.file("out.csv");
  const auto left_over = path + "." + std::to_string(::getpid()) + "-0.tmp";
  put(left_over, "left over");
  AtomicFile file(path);
  BOOST_TEST(!file.open());
  BOOST_TEST(!file.write("new"));
  BOOST_TEST(!file.commit());
  BOOST_TEST(contents(path) == "new");
  BOOST_TEST(contents(left_over) == "left over");
}

BOOST_AUTO_TEST_CASE(a_link_stays_a_link) {
  const Folder folder;
  put(folder.file("real.csv"), "old");
  fs::create_symlink("real.csv", folder.file("link.csv"));
  AtomicFile file(folder.file("link.csv"));
  BOOST_TEST(!file.open());
  BOOST_TEST(!file.write("new"));
  BOOST_TEST(!file.commit());
  BOOST_TEST(fs::is_symlink(folder.file("link.csv")));
  BOOST_TEST(contents(folder.file("real.csv")) == "new");
}

BOOST_AUTO_TEST_CASE(devices_are_written_to_and_stay) {
  AtomicFile file("/dev/null");
  BOOST_TEST(!file.open());
  BOOST_TEST(!file.write("anything"));
  BOOST_TEST(!file.commit());
  BOOST_TEST(!fs::is_regular_file("/dev/null"));
}

BOOST_AUTO_TEST_CASE(an_open_file_by_its_other_name_is_added_to) {
  const Folder folder;
  const auto path = folder.file("out.csv");
  put(path, "before\n");
  const int open_file = ::open(path.c_str(), O_WRONLY | O_APPEND);
  BOOST_REQUIRE(open_file >= 0);
  {
    AtomicFile file("/dev/fd/" + std::to_string(open_file));
    BOOST_TEST(!file.open());
    BOOST_TEST(!file.write("after\n"));
    BOOST_TEST(!file.commit());
  }
  ::close(open_file);
  BOOST_TEST(contents(path) == "before\nafter\n");
  BOOST_TEST(folder.files() == 1U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written) {
  const Folder folder;
  AtomicFile nowhere(folder.file("none/out.csv"));
  const auto error = nowhere.open();
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST(error->message == "cannot write " + folder.file("none/out.csv") + ": No such file or directory");
  AtomicFile directory(folder.path.string());
  BOOST_TEST(directory.open()->message == "cannot write " + folder.path.string() + ": Is a directory");
  AtomicFile full("/dev/full");
  BOOST_TEST(!full.open());
  BOOST_TEST(full.write("x")->message == "cannot write /dev/full: No space left on device");
}

BOOST_AUTO_TEST_SUITE_END()
