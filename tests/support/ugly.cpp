#include "tests/support/ugly.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "grammar/tokens/tokens.hpp"

namespace spanne::test {

using namespace spanne::grammar;

namespace {

class Uglifier {
 public:
  Uglifier(const std::string& text, Random& random, Ugliness ugliness)
      : text_(text), random_(random), comments_(ugliness == Ugliness::comments), tokens_(tokenize(text)) {
    line_end_ = random_.chance(30) ? "\r\n" : "\n";
  }

  std::string run() {
    if (random_.chance(20)) result_ = "\xEF\xBB\xBF";
    std::uint32_t read = 0;
    for (const TokenRange range : statements(tokens_.tokens, text_)) {
      const std::uint32_t begin = tokens_.tokens[range.begin].span.begin;
      between(read, begin);
      indent();
      statement(range);
      read = tokens_.tokens[range.end - 1].span.end;
    }
    between(read, static_cast<std::uint32_t>(text_.size()));
    return std::move(result_);
  }

 private:
  std::string_view word(std::size_t at) const {
    const TextSpan span = tokens_.tokens[at].span;
    return std::string_view(text_).substr(span.begin, span.end - span.begin);
  }

  std::string_view text(TokenRange range) const {
    const TextSpan span = join(tokens_.tokens[range.begin].span, tokens_.tokens[range.end - 1].span);
    return std::string_view(text_).substr(span.begin, span.end - span.begin);
  }

  std::string blank() { return random_.pick<std::string>({" ", " ", " ", "  ", "\t", "\xC2\xA0", " \t ", "     "}); }
  void indent() {
    for (auto count = random_.between(0, 3); count > 0; --count) result_ += blank();
  }
  void end_line() {
    if (random_.chance(20)) result_ += blank();
    result_ += line_end_;
  }

  std::string comment() {
    return random_.pick<std::string>(
        {"#", "# a note", "#note", "# größe -> +0.3 FTE, \"", "# | a || b |", "## because", "# 東京 \t and", "#1"});
  }
  void comment_line() {
    indent();
    result_ += comment();
    end_line();
  }

  /// What stood between two statements: its comments and its blank lines, and more of both.
  void between(std::uint32_t begin, std::uint32_t end) {
    const std::string_view gap = std::string_view(text_).substr(begin, end - begin);
    bool first = true;  // the line on which the statement before ends
    for (std::size_t at = 0; at < gap.size();) {
      const std::size_t stop = std::min(gap.size(), gap.find('\n', at));
      const std::size_t sign = gap.find('#', at);
      if (sign < stop) result_ += blank() + std::string(gap.substr(sign, stop - sign));
      if (first && begin > 0 && sign >= stop && comments_ && random_.chance(10)) result_ += blank() + comment();
      const bool ends = stop < gap.size() && (begin > 0 || sign < stop);
      if (ends) end_line();
      if (ends && comments_ && random_.chance(5)) end_line();
      if (ends && comments_ && random_.chance(10)) comment_line();
      first = false;
      at = stop + 1;
    }
  }

  void statement(TokenRange range) {
    int depth = 0;
    const std::string_view whole = text(range);
    const bool dashes = whole[0] == '|' && whole.find("---") != std::string_view::npos;
    for (std::size_t at = range.begin; at < range.end; ++at) {
      if (at > range.begin && !dashes) space(at, range, depth);
      result_ += word(at);
      depth += word(at) == "(" ? 1 : word(at) == ")" ? -1 : 0;
    }
  }

  void space(std::size_t at, TokenRange range, int depth) {
    // What the author has written there must stay where it was.
    const std::uint32_t begin = tokens_.tokens[at - 1].span.end, end = tokens_.tokens[at].span.begin;
    const std::string_view written = std::string_view(text_).substr(begin, end - begin);
    if (written.find('#') != std::string_view::npos) {
      result_ += written;
      return;
    }
    const bool row = word(range.begin) == "|";
    if (!row && may_break(at, range, depth) && random_.chance(25)) return break_line();
    if (random_.chance(30) && may_touch(at)) return;
    result_ += written.empty() && random_.chance(70) ? "" : blank();
  }

  void break_line() {
    if (comments_ && random_.chance(30)) result_ += blank() + comment();
    end_line();
    while (comments_ && random_.chance(20)) comment_line();
    if (random_.chance(10)) end_line();
    indent();
  }

  /// The language reference, section 2.
  bool may_break(std::size_t at, TokenRange range, int depth) const {
    static const std::set<std::string_view> behind{"and", "or", "not", "+", "-",  "*",  "/", "=",
                                                   "!=",  "<",  "<=",  ">", ">=", "->", ",", "("};
    static const std::set<std::string_view> before{"and", "or",    "->",   "because", "from", "until",
                                                   "per", "above", "then", "else",    ","};
    static const std::set<std::string_view> declarations{"ruleset", "attributes", "define",   "cluster", "rules",
                                                         "table",   "test",       "property", "given",   "expect"};
    const bool named = at + 1 < range.end && word(at + 1) == ":";
    if (depth > 0) return declarations.count(word(at)) == 0 && !named;
    return behind.count(word(at - 1)) > 0 || before.count(word(at)) > 0;
  }

  /// Whether two words stay two, and mean the same, without anything between them.
  bool may_touch(std::size_t at) const {
    const std::string first(word(at - 1)), second(word(at));
    const bool factor = at > 1 && word(at - 2) == "x";  // x1.4 external: the number must end there
    if (first == "," || first == "rule" || first == "x" || factor) return false;
    const auto both = tokenize(first + second).tokens;
    return both.size() == 2 && both[0].span.end == first.size() && tokens_.tokens[at].kind != TokenKind::day &&
           tokens_.tokens[at - 1].kind != TokenKind::day;
  }

  const std::string& text_;
  Random& random_;
  bool comments_;
  Tokens tokens_;
  std::string line_end_, result_;
};

}  // namespace

std::string ugly(const std::string& text, Random& random, Ugliness ugliness) {
  return Uglifier(text, random, ugliness).run();
}

}  // namespace spanne::test
