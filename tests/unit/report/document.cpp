// Documents: what stands in them is text, never a mark of the format.
#include "report/document.hpp"

#include <boost/test/unit_test.hpp>

using namespace spanne::report;

BOOST_AUTO_TEST_SUITE(documents)

const Document all{"A <b> & \"c\"",
                   {Heading{2, "1 * 2 <script>"}, Paragraph{plain("a_b | c, ") + strong("x<y") + code("`sites` | 'x'")},
                    List{{plain("one"), code("a & b")}}, Grid{{"head"}, {{code("a | b")}, {plain("line\nbreak")}}}}};

BOOST_AUTO_TEST_CASE(markdown) {
  BOOST_TEST(to_markdown(all) ==
             "## 1 \\* 2 \\<script\\>\n"
             "\n"
             "a\\_b \\| c, **x\\<y**`` `sites` | 'x' ``\n"
             "\n"
             "- one\n"
             "- `a & b`\n"
             "\n"
             "| head |\n"
             "|---|\n"
             "| `a \\| b` |\n"
             "| line break |\n");
}

BOOST_AUTO_TEST_CASE(html) {
  const std::string page = to_html(all);
  BOOST_TEST(page.find("<title>A &lt;b&gt; &amp; &quot;c&quot;</title>") != std::string::npos);
  BOOST_TEST(page.find("<h2>1 * 2 &lt;script&gt;</h2>") != std::string::npos);
  BOOST_TEST(page.find("<p>a_b | c, <strong>x&lt;y</strong><code>`sites` | &#39;x&#39;</code></p>") !=
             std::string::npos);
  BOOST_TEST(page.find("<li><code>a &amp; b</code></li>") != std::string::npos);
  BOOST_TEST(page.find("<script") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
