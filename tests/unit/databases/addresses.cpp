// Addresses of databases: what is hidden of them, and which are refused before anybody is asked.
#include <boost/test/unit_test.hpp>
#include <string>

#include "records/databases/connection_address.hpp"
#include "records/databases/database_query.hpp"
#include "records/databases/fifteen_digits.hpp"

BOOST_AUTO_TEST_SUITE(addresses)

using namespace spanne::records;

BOOST_AUTO_TEST_CASE(without_their_password) {
  struct {
    std::string address, expected;
  } const cases[] = {
      {"accounts.csv", "accounts.csv"},
      {"me:secret@home.csv", "me:secret@home.csv"},
      {"postgresql://host/db", "postgresql://host/db"},
      {"postgresql://host:5432/db", "postgresql://host:5432/db"},
      {"postgresql://user@host:5432/db", "postgresql://user@host:5432/db"},
      {"postgresql://user:secret@host:5432/db", "postgresql://user:***@host:5432/db"},
      {"postgres://user:se:cr@et@host/db", "postgres://user:***@host/db"},
      {"postgres://user:se/c?ret@host/db", "postgres://user:***@host/db"},
      {"postgresql:///db?host=/run&password=secret", "postgresql:///db?host=/run&password=***"},
      {"postgresql:///db?password=secret&user=me&sslpassword=x",
       "postgresql:///db?password=***&user=me&sslpassword=***"},
      {"postgresql://u:secret@h/db?password=other", "postgresql://u:***@h/db?password=***"},
  };
  for (const auto& [address, expected] : cases) BOOST_TEST(without_password(address) == expected);
}

BOOST_AUTO_TEST_CASE(hidden_in_messages) {
  const std::string address = "postgresql://u:s%40cret@h/db?password=pa%20ss";
  BOOST_TEST(hide_password("no s@cret, no s%40cret, no pa ss", address) == "no ***, no ***, no ***");
  BOOST_TEST(hide_password("nothing", "postgresql://h/db") == "nothing");
}

BOOST_AUTO_TEST_CASE(misread) {
  for (const char* address : {"postgresql://u:a@b@h/db", "postgresql://u:a/b@h/db", "postgresql://u:a?b@h/db",
                              "postgresql://u:a#b@h/db", "postgresql://u:a/b?c@d@h/db"})
    BOOST_TEST_CONTEXT(address) BOOST_TEST(misread_address(address).has_value());
  for (const char* address : {"postgresql://u:a@h/db", "postgresql://h/db", "postgresql:///db?user=a@b",
                              "postgresql://h/db?user=a@b", "postgresql://u:a%40b@h:1/db"})
    BOOST_TEST_CONTEXT(address) BOOST_TEST(!misread_address(address));
}

BOOST_AUTO_TEST_CASE(messages_on_one_line) {
  BOOST_TEST(reported(" no\n\t host \r\n") == "no host");
  BOOST_TEST(reported(std::string(1'000, 'x')) == std::string(400, 'x') + "…");
  std::string long_umlauts = "x";
  for (int i = 0; i < 300; ++i) long_umlauts += "ä";
  BOOST_TEST(reported(long_umlauts).size() == 399 + 3U);
}

BOOST_AUTO_TEST_CASE(binary_numbers_as_typed) {
  BOOST_TEST(fifteen_digits(2.675).value() == "2.675");
  BOOST_TEST(fifteen_digits(0.1 + 0.2).value() == "0.3");
  BOOST_TEST(fifteen_digits(-1e20).value() == "-100000000000000000000");
  BOOST_TEST(fifteen_digits(1e-7).value() == "0.0000001");
  BOOST_TEST(fifteen_digits(100).value() == "100");
  BOOST_TEST(fifteen_digits(123456789012.123456).value() == "123456789012.123");
  BOOST_TEST(!fifteen_digits(1.0 / 0.0));
}

BOOST_AUTO_TEST_SUITE_END()
