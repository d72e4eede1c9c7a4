// Texts as they are read and compared.
#include "records/cells/names.hpp"

#include <boost/test/unit_test.hpp>

#include "cell_text.hpp"
#include "records/cells/values.hpp"
#include "sample.hpp"

using namespace spanne;
using namespace spanne::records;
using engine::TypeKind;

namespace {

struct NamedCell {
  const char *text, *result;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(texts_stay_as_they_are) {
  const auto model = sample::model();
  const auto& id = model.attributes[0];
  for (const char* text : {"Müller & Söhne", "=1+1", "007", "#1 Supplies", "a\nb"})
    BOOST_TEST(sample::read_as(text, id, model) == text);
}

BOOST_AUTO_TEST_CASE(names_are_read_in_one_form) {
  auto model = sample::model();
  model.choices[1].values.push_back(
      "S\xC3\xBC"
      "d  West");
  const auto& id = model.attributes[0];
  for (const auto& [text, name] : {
           NamedCell{"Bu\xCC\x88ro", "B\xC3\xBCro"},
           {"B\xC3\xBCro", "B\xC3\xBCro"},
           {"Berg  AG", "Berg AG"},
           {"Berg\xC2\xA0"
            "AG",
            "Berg AG"},
           {"Berg \xE2\x80\xAF AG", "Berg AG"},
           {"a\nb", "a\nb"},
           {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C"},
       })
    BOOST_TEST(sample::read_as(text, id, model) == name);
  for (const char* text : {"S\xC3\xBC"
                           "d West",
                           "Su\xCC\x88"
                           "d West",
                           "Su\xCC\x88"
                           "d\xC2\xA0 West"})
    BOOST_TEST(sample::read_as(text, model.attributes[2], model) ==
               "S\xC3\xBC"
               "d  West");
}

BOOST_AUTO_TEST_CASE(plain_names_are_found_eight_bytes_at_a_time) {
  for (std::size_t size = 0; size < 30; ++size)
    for (std::size_t at = 0; at <= size; ++at) {
      std::string name(size, 'x');
      if (at < size) name[at] = ' ';
      const std::string padded = name + "        ";  // blanks beyond its end are not its own
      BOOST_TEST(is_plain_name(padded.data(), size));
      if (at + 1 >= size) continue;
      std::string twice = padded, accent = padded;
      twice[at + 1] = ' ';
      accent[at] = '\xC3';
      BOOST_TEST(!is_plain_name(twice.data(), size));
      BOOST_TEST(!is_plain_name(accent.data(), size));
    }
}

BOOST_AUTO_TEST_SUITE_END()
