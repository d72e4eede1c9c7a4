// Threads that begin elsewhere do what others do, and may go wherever the program may.
#include "grammar/beside.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <stdexcept>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

using namespace spanne::grammar;

BOOST_AUTO_TEST_SUITE(work_beside)

BOOST_AUTO_TEST_CASE(it_gives_back_what_comes_of_it) {
  BOOST_TEST(beside([] { return 3; }).get() == 3);
  auto failing = beside([]() -> int { throw std::runtime_error("so it is"); });
  BOOST_CHECK_THROW(failing.get(), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(who_lets_go_of_it_waits_for_it) {
  bool done = false;  // no atomic: the wait is what makes it known
  static_cast<void>(beside([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    done = true;
    return 0;
  }));
  BOOST_TEST(done);
}

#ifdef __linux__

cpu_set_t allowed() {
  cpu_set_t set;
  CPU_ZERO(&set);
  ::sched_getaffinity(0, sizeof set, &set);
  return set;
}

BOOST_AUTO_TEST_CASE(afterwards_it_may_go_where_it_could_before) {
  const cpu_set_t before = allowed();
  const cpu_set_t found = beside([] { return allowed(); }).get();
  BOOST_TEST(CPU_EQUAL(&before, &found));
}

BOOST_AUTO_TEST_CASE(where_there_is_one_processor_it_stays) {
  const cpu_set_t before = allowed();
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(::sched_getcpu()), &one);
  BOOST_REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
  const cpu_set_t found = beside([] { return allowed(); }).get();
  ::sched_setaffinity(0, sizeof before, &before);
  BOOST_TEST(CPU_EQUAL(&one, &found));
}

#endif

BOOST_AUTO_TEST_SUITE_END()
