// Files of keys with a passphrase that somebody has changed, and what they could make the program do.
#include <sodium.h>

#include "records/trail/base64.hpp"
#include "tests/trail/trail.hpp"

using namespace spanne::tests;
namespace engine = spanne::engine;

namespace {

constexpr std::size_t locked_bytes = 144, checksum_bytes = 16, passes_byte = 16, memory_byte = 20;

struct LockedFile : Folder {
  LockedFile() {
    put("g.spanne", guideline("1.0.0"));
    put("p", "one and one is two\n");
    fs::permissions("p", owner_alone);
    BOOST_REQUIRE_EQUAL(typed({"new-key", "jane.key", "--passphrase-file", "p"}).status, 0);
    honest = contents("jane.key");
  }

  Result sign_with(const std::string& text) const {
    put("some.key", text);
    fs::permissions("some.key", owner_alone);
    return typed({"release", "g.spanne", "--approved-by", "Jane", "--sign", "some.key", "--passphrase-file", "p"});
  }

  /// The key with other bytes, the checksum made anew.
  template <class Change>
  std::string forged(const Change& change) const {
    engine::FixedBytes<locked_bytes> bytes{};
    const std::size_t begin = honest.find(' ') + 1;
    BOOST_REQUIRE(engine::read_base64(honest.substr(begin, honest.size() - 1 - begin), bytes));
    change(bytes);
    constexpr std::size_t checksum_at = locked_bytes - checksum_bytes;
    crypto_generichash(bytes.data() + checksum_at, checksum_bytes, bytes.data(), checksum_at, nullptr, 0);
    return "spanne-secret-key-2 " + engine::to_base64(bytes) + "\n";
  }

  std::string with_limits(std::uint32_t passes, std::uint32_t memory) const {
    return forged([&](auto& bytes) {
      for (std::size_t i = 0; i < 4; ++i) {
        bytes[passes_byte + i] = static_cast<unsigned char>((passes >> (8 * i)) & 0xFFU);
        bytes[memory_byte + i] = static_cast<unsigned char>((memory >> (8 * i)) & 0xFFU);
      }
    });
  }

  static constexpr auto owner_alone = fs::perms::owner_read | fs::perms::owner_write;
  std::string honest;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(locked_key_files, LockedFile)

BOOST_AUTO_TEST_CASE(every_byte_of_a_key_file_changed_is_named) {
  BOOST_TEST(honest.size() == 20U + 192 + 1);
  for (std::size_t at = 0; at + 1 < honest.size(); ++at)
    for (const int flipped : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
      std::string text = honest;
      text[at] = static_cast<char>(text[at] ^ flipped);
      const Result result = sign_with(text);
      BOOST_TEST_CONTEXT(at << " " << flipped << "\n" << result.err) {
        BOOST_TEST(result.status == 1);
        BOOST_TEST((result.err.find("the key in some.key is damaged") != std::string::npos ||
                    result.err.find("some.key is not a key file") != std::string::npos));
      }
    }
  BOOST_TEST(!fs::exists("RELEASES.jsonl"));
}

BOOST_AUTO_TEST_CASE(a_key_file_cut_off_anywhere_is_named) {
  for (std::size_t size = 0; size + 1 < honest.size(); ++size) {
    const Result result = sign_with(honest.substr(0, size));
    BOOST_TEST(result.status == 1);
    BOOST_TEST(
        (result.err.find("damaged") != std::string::npos || result.err.find("is not a key") != std::string::npos));
  }
  BOOST_TEST(sign_with(honest.substr(0, honest.size() - 1)).status == 0);  // the line break alone
}

BOOST_AUTO_TEST_CASE(forged_limits_take_no_memory_and_no_time) {
  constexpr std::uint32_t most = 0xFFFFFFFF;
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> limits{{most, 128}, {3, most}, {most, most}, {5, 128},
                                                                    {1'000, 64}, {3, 257},  {3, 4'096},   {1, 128},
                                                                    {0, 0},      {3, 63},   {3, 0}};
  for (const auto& [passes, memory] : limits) {
    const auto begin = std::chrono::steady_clock::now();
    expect(sign_with(with_limits(passes, memory)), 1, "the key in some.key has been forged: it asks for more memory");
    BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(5)));
  }
  // Within the bounds, another limit is another key of the box.
  expect(sign_with(with_limits(2, 64)), 1, "the passphrase of some.key is wrong");
  expect(sign_with(with_limits(4, 256)), 1, "the passphrase of some.key is wrong");
}

BOOST_AUTO_TEST_CASE(parts_of_a_box_changed_with_the_right_checksum_open_nothing) {
  for (const std::size_t at : {std::size_t{0}, std::size_t{15}, std::size_t{24}, std::size_t{47}, std::size_t{48},
                               std::size_t{63}, std::size_t{64}, std::size_t{127}})
    expect(sign_with(forged([&](auto& bytes) { bytes[at] ^= 1U; })), 1, "the passphrase of some.key is wrong");
  expect(sign_with(forged([](auto&) {})), 0, "line 1");
}

BOOST_AUTO_TEST_CASE(one_kind_of_key_passed_off_as_the_other) {
  BOOST_REQUIRE_EQUAL(typed({"new-key", "open.key"}).status, 0);
  const std::string open = contents("open.key");
  expect(sign_with("spanne-secret-key " + honest.substr(honest.find(' ') + 1)), 1, "the key in some.key is damaged");
  expect(sign_with("spanne-secret-key-2 " + open.substr(open.find(' ') + 1)), 1, "the key in some.key is damaged");
  expect(sign_with("spanne-secret-key-3 " + honest.substr(honest.find(' ') + 1)), 1, "some.key is not a key file");
  expect(sign_with("spanne-secret-key-2\n"), 1, "the key in some.key is damaged");
}

BOOST_AUTO_TEST_SUITE_END()
