// Secret keys locked with a passphrase.
#include <boost/test/unit_test.hpp>

#include "records/trail/base64.hpp"
#include "records/trail/locked_key.hpp"
#include "records/trail/signature.hpp"
#include "records/trail/signing_keys.hpp"

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

BOOST_AUTO_TEST_SUITE_END()
