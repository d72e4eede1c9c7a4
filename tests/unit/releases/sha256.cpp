// The SHA-256 of builds without Nettle says the same as Nettle's.
#include "engine/trail/sha256.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "engine/trail/digest.hpp"

using namespace spanne::engine;

namespace {

std::string hexadecimal(const std::array<unsigned char, 32>& digest) {
  std::string text;
  for (const unsigned char byte : digest) {
    text += "0123456789abcdef"[byte / 16];
    text += "0123456789abcdef"[byte % 16];
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sha256)

BOOST_AUTO_TEST_CASE(known_digests) {
  Sha256 digest;
  digest.add("abc");  // FIPS 180-4, example
  BOOST_TEST(hexadecimal(digest.finish()) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(hexadecimal(digest.finish()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

BOOST_AUTO_TEST_CASE(texts_of_every_length_in_pieces_of_every_length) {
  std::string text;
  for (std::size_t size = 0; size <= 200; ++size) {
    Sha256 digest;
    const std::size_t piece = size % 7 + 1;
    for (std::size_t at = 0; at < size; at += piece) digest.add(std::string_view(text).substr(at, piece));
    BOOST_TEST(hexadecimal(digest.finish()) == byte_digest(text));
    text += static_cast<char>(size * 37 % 256);
  }
}

BOOST_AUTO_TEST_SUITE_END()
