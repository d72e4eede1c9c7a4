// Work in a process of its own: what it returns arrives, what it prints or breaks does not.
#include "engine/planning/solver/own_process.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

using spanne::engine::in_own_process;

BOOST_AUTO_TEST_SUITE(own_process)

BOOST_AUTO_TEST_CASE(what_work_returns_arrives) {
  const std::string large(1'000'000, 'x');
  BOOST_TEST(in_own_process([] { return std::string("a\0b", 3); }).value() == std::string("a\0b", 3));
  BOOST_TEST(in_own_process([&] { return large; }).value() == large);
  BOOST_TEST(in_own_process([] { return std::string(); }).value().empty());
}

BOOST_AUTO_TEST_CASE(what_work_breaks_stays_there) {
  int changed = 0;
  BOOST_TEST(in_own_process([&] {
               changed = 1;
               return std::string("done");
             }).has_value());
  BOOST_TEST(changed == 0);
  BOOST_TEST(!in_own_process([]() -> std::string { std::abort(); }));
  BOOST_TEST(!in_own_process([]() -> std::string { throw std::runtime_error("no"); }));
  BOOST_TEST(in_own_process([]() -> std::string { std::_Exit(0); }).value_or("").empty());
}

BOOST_AUTO_TEST_SUITE_END()
