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

const Document laid_out{"Lines",
                        {Heading{1, "Lines"}, List{{plain("an item")}}, Preformatted{"  1 < 2\n\n# \x1b[2J`x`\n"}}};

BOOST_AUTO_TEST_CASE(lines_as_they_are_laid_out) {
  BOOST_TEST(to_markdown(laid_out) == "# Lines\n\n- an item\n\n      1 < 2\n\n    # \xEF\xBF\xBD[2J`x`\n");
  BOOST_TEST(to_html(laid_out).find("<pre>  1 &lt; 2\n\n# \xEF\xBF\xBD[2J`x`\n</pre>") != std::string::npos);
  BOOST_TEST(to_html(laid_out).find("pre{") != std::string::npos);
  BOOST_TEST(to_html(all).find("pre{") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(plain_text) {
  BOOST_TEST(to_plain_text(laid_out) == "Lines\n=====\n\n- an item\n\n  1 < 2\n\n# \xEF\xBF\xBD[2J`x`\n");
  const std::string text = to_plain_text(all);
  BOOST_TEST(text.find("1 * 2 <script>\n--------------\n") != std::string::npos);
  BOOST_TEST(text.find("a_b | c, x<y`sites` | 'x'\n") != std::string::npos);
  BOOST_TEST(text.find("- a & b\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
