// Secret keys locked with a passphrase.
#include <boost/test/unit_test.hpp>

#include "records/trail/base64.hpp"
#include "records/trail/locked_key.hpp"
#include "records/trail/signature.hpp"
#include "records/trail/signing_keys.hpp"
#include "tests/support/folder.hpp"

using namespace spanne;
using engine::LockedKeyFault;

namespace {

const std::string passphrase = "vier Wörter auf dem Dach";

struct LockedPair {
  engine::KeyPair pair = engine::make_key_pair();
  std::string locked = std::get<std::string>(engine::lock_key(pair.secret_key, passphrase));

  bool stays_locked(const std::string& text, LockedKeyFault fault, const std::string& with = passphrase) const {
    const auto key = engine::unlock_key(text, with);
    return std::holds_alternative<LockedKeyFault>(key) && std::get<LockedKeyFault>(key) == fault;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(locked_keys, LockedPair)

BOOST_AUTO_TEST_CASE(the_passphrase_alone_unlocks_it) {
  BOOST_TEST(std::get<std::string>(engine::unlock_key(locked, passphrase)) == pair.secret_key);
  for (const std::string wrong : {"", "vier Wörter auf dem Dach ", "Vier Wörter auf dem Dach"})
    BOOST_TEST(stays_locked(locked, LockedKeyFault::passphrase, wrong));
  BOOST_TEST(locked.find(pair.secret_key.substr(0, 20)) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_locking_is_another) {
  const auto again = std::get<std::string>(engine::lock_key(pair.secret_key, passphrase));
  BOOST_TEST(again != locked);
  BOOST_TEST(std::get<std::string>(engine::unlock_key(again, passphrase)) == pair.secret_key);
  BOOST_TEST((std::get<LockedKeyFault>(engine::lock_key(pair.public_key, passphrase)) == LockedKeyFault::damaged));
}

BOOST_AUTO_TEST_CASE(damage_is_no_wrong_passphrase) {
  for (std::size_t size = 0; size < locked.size(); ++size)
    BOOST_TEST(stays_locked(locked.substr(0, size), LockedKeyFault::damaged));
  for (const std::string& text : {locked + "=", locked + locked, pair.secret_key})
    BOOST_TEST(stays_locked(text, LockedKeyFault::damaged));
  for (std::size_t at = 0; at < locked.size(); ++at) {
    std::string other = locked;
    other[at] = other[at] == 'A' ? 'B' : 'A';
    BOOST_TEST(!engine::is_locked_key(other));
    BOOST_TEST(stays_locked(other, LockedKeyFault::damaged));
  }
}

BOOST_AUTO_TEST_CASE(passphrases_that_can_be_typed_again) {
  for (const std::string fine : {"a", "vier Wörter", "日本", "\"'\\"}) BOOST_TEST(!records::passphrase_fault(fine));
  for (const std::string& bad :
       {std::string(" a"), std::string("a "), std::string("a\tb"), std::string("a\u200Bb"), std::string("a\u00A0b"),
        std::string("\xE4"), std::string("a\0b", 3), std::string(1'001, 'a')}) {
    const auto fault = records::passphrase_fault(bad);
    BOOST_REQUIRE(fault.has_value());
  }
}

/// Both files of one key, as they were first written: what is in people's homes has to be read for ever.
BOOST_AUTO_TEST_CASE(key_files_stay_readable) {
  const std::string open = "FygupONvmcQPg1CO7HJ3ojYWanskjuL72ong99azJZd1458SPxiqeN/+c9qPakqn99LwjnfPB1Cqz2qE/paARw==";
  const std::string with_passphrase =
      "jYoxHVSTjBRwnVBoMrwjHAMAAACAAAAAhlXwzPA/6KHI41T2YXr9v+EHhOPHD6c/IeT5tzBhOY4K5IZxGtWnPGsMuRBjD+nz6eMtl01R66nWlnKU"
      "PBEzA57OTY/9eDqvOxiewW+BvXZXixeQ3pwdaN5HjdmApvLXNCUQltTb81ieiicd6/j3vqrirOkXuNR0";
  const test::Folder folder;
  const auto read = [&](const std::string& text) {
    const std::string path = folder.write("a.key", text);
    test::fs::permissions(path, test::fs::perms::owner_read);
    auto key = records::read_secret_key(path);
    test::fs::permissions(path, test::fs::perms::owner_read | test::fs::perms::owner_write);
    return key;
  };
  BOOST_TEST(std::get<std::string>(read("spanne-secret-key " + open + "\n")) == open);
  BOOST_TEST(std::get<std::string>(read("# mine\r\nspanne-secret-key " + open + "\r\n")) == open);
  const auto stored = read("spanne-secret-key-2 " + with_passphrase + "\n");
  const auto& text = std::get<records::LockedKey>(stored).text;
  BOOST_TEST(std::get<std::string>(engine::unlock_key(text, "four words on the roof")) == open);
  BOOST_TEST(engine::public_key_of(open).value() == "deOfEj8Yqnjf/nPaj2pKp/fS8I53zwdQqs9qhP6WgEc=");
}

BOOST_AUTO_TEST_SUITE_END()
