#define BOOST_TEST_MODULE spanne
#include <boost/test/unit_test.hpp>
