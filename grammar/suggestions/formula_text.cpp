#include "grammar/suggestions/formula_text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <vector>

#include "grammar/suggestions/foreign.hpp"
#include "grammar/suggestions/suggestion.hpp"

namespace spanne::grammar {
namespace {

/// What the functions are called here; the first ones are written in their own ways.
constexpr std::array<Foreign, 32> functions{
    {{"if", "if"},           {"wenn", "if"},        {"and", "and"},         {"und", "and"},
     {"or", "or"},           {"oder", "or"},        {"not", "not"},         {"nicht", "not"},
     {"true", "yes"},        {"wahr", "yes"},       {"false", "no"},        {"falsch", "no"},
     {"sum", "+"},           {"summe", "+"},        {"average", "mean"},    {"mittelwert", "mean"},
     {"sqrt", "root"},       {"wurzel", "root"},    {"roundup", "ceil"},    {"aufrunden", "ceil"},
     {"rounddown", "floor"}, {"abrunden", "floor"}, {"int", "floor"},       {"ganzzahl", "floor"},
     {"today", "as_of"},     {"heute", "as_of"},    {"isblank", "missing"}, {"istleer", "missing"},
     {"runden", "round"},    {"potenz", "power"},   {"max", "max"},         {"min", "min"}}};
constexpr std::array<Foreign, 4> functions_alike{
    {{"round", "round"}, {"power", "power"}, {"abs", "abs"}, {"maximum", "max"}}};

std::optional<std::string_view> meaning_of(std::string_view name) {
  if (const auto found = cure_of(name, functions)) return found;
  return cure_of(name, functions_alike);
}

/// One sign, number, text or name of a formula.
struct FormulaPiece {
  TokenKind kind = TokenKind::end;
  std::string text;
};

/// The numbers of a formula in pieces: in one that parts its values by semicolons a comma stands before decimals, in
/// any other it parts values.
std::vector<FormulaPiece> pieces_of(const Reader& reader, std::size_t first, std::size_t last) {
  bool semicolons = false;
  for (std::size_t at = first; at <= last; ++at) semicolons = semicolons || reader.is(";", at);
  std::vector<FormulaPiece> pieces;
  for (std::size_t at = first; at <= last; ++at) {
    std::string word(reader.word(at));
    const TokenKind kind = reader.kind(at);
    if (kind == TokenKind::foreign_text) word = straight_text(word);
    if (kind == TokenKind::foreign_day) word = days_meant(word).value_or(word);
    if (kind != TokenKind::foreign_number) {
      pieces.push_back({kind, word});
    } else if (semicolons) {
      const auto comma = word.find(',');
      const bool decimals = comma != std::string::npos && word.find_first_of(".,' ", comma + 1) == std::string::npos &&
                            word.find_first_of(".' ") == std::string::npos;
      if (decimals) word[comma] = '.';
      pieces.push_back({TokenKind::number, decimals ? word : number_cure(word).help.shown});
    } else {
      for (std::size_t begin = 0; begin <= word.size();) {
        const std::size_t end = std::min(word.find(',', begin), word.size());
        if (begin > 0) pieces.push_back({TokenKind::sign, ","});
        pieces.push_back({TokenKind::number, word.substr(begin, end - begin)});
        begin = end + 1;
      }
    }
  }
  return pieces;
}

/// `A1`, `BC23`.
bool is_cell(std::string_view word) {
  const std::size_t letters = word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return letters != std::string_view::npos && letters > 0 && letters <= 3 &&
         word.find_first_not_of("0123456789", letters) == std::string_view::npos;
}

bool is_nothing(std::string_view text) { return text == "0" || text == "\"\"" || text == "0.0"; }

/// Reads the pieces loosest first. What it does not know it gives up: `failed()`.
class FormulaReader {
 public:
  explicit FormulaReader(std::vector<FormulaPiece> pieces) : pieces_(std::move(pieces)) {}

  FormulaText whole() {
    FormulaText read = comparison();
    failed_ = failed_ || at_ != pieces_.size();
    read.names_cells = cells_;
    return read;
  }
  bool failed() const { return failed_; }

 private:
  bool is(std::string_view sign) const {
    return at_ < pieces_.size() && pieces_[at_].kind == TokenKind::sign && pieces_[at_].text == sign;
  }
  bool take_if(std::string_view sign) {
    const bool there = is(sign);
    if (there) ++at_;
    return there;
  }
  FormulaText fail() {
    failed_ = true;
    at_ = pieces_.size();
    return {};
  }
  static std::string beside(const FormulaText& part, Binding least) {
    return part.binding >= least ? part.text : "(" + part.text + ")";
  }
  static FormulaText made(std::string text, Binding binding) {
    FormulaText result;
    result.text = std::move(text);
    result.binding = binding;
    return result;
  }

  FormulaText comparison() {
    static constexpr std::array<Foreign, 9> signs{{{"=", "="},
                                                   {"<>", "!="},
                                                   {"!=", "!="},
                                                   {"<", "<"},
                                                   {">", ">"},
                                                   {"<=", "<="},
                                                   {">=", ">="},
                                                   {"≥", ">="},
                                                   {"≤", "<="}}};
    const FormulaText left = sum();
    if (at_ == pieces_.size() || pieces_[at_].kind != TokenKind::sign) return left;
    const auto sign = cure_of(pieces_[at_].text, signs);
    if (!sign) return left;
    ++at_;
    const FormulaText right = sum();
    if (right.text == "yes" && *sign == "=") return left;
    if (right.text == "\"\"" && *sign != "<")
      return made(fmt::format("{} is {}", left.text, *sign == "=" ? "missing" : "known"), Binding::comparison);
    return made(fmt::format("{} {} {}", beside(left, Binding::sum), *sign, beside(right, Binding::sum)),
                Binding::comparison);
  }

  FormulaText sum() {
    FormulaText left = product();
    while (is("+") || is("-")) {
      const std::string sign = pieces_[at_++].text;
      const FormulaText right = product();
      left = made(fmt::format("{} {} {}", beside(left, Binding::sum), sign, beside(right, Binding::product)),
                  Binding::sum);
    }
    return left;
  }

  FormulaText product() {
    FormulaText left = power();
    while (is("*") || is("/")) {
      const std::string sign = pieces_[at_++].text;
      const FormulaText right = power();
      left = made(fmt::format("{} {} {}", beside(left, Binding::product), sign, beside(right, Binding::operand)),
                  Binding::product);
    }
    return left;
  }

  FormulaText power() {
    FormulaText base = unary();
    while (take_if("^")) {
      const FormulaText exponent = unary();
      base = made(fmt::format("power({}, {})", base.text, exponent.text), Binding::operand);
    }
    return base;
  }

  FormulaText unary() {
    if (!take_if("-")) return primary();
    const FormulaText operand = unary();
    return made("-" + beside(operand, Binding::operand), Binding::operand);
  }

  FormulaText primary() {
    if (at_ == pieces_.size() || ++depth_ > 60) return fail();
    const FormulaPiece piece = pieces_[at_++];
    FormulaText read = primary_of(piece);
    --depth_;
    return read;
  }

  FormulaText primary_of(const FormulaPiece& piece) {
    if (piece.kind == TokenKind::text || piece.kind == TokenKind::foreign_text || piece.kind == TokenKind::day ||
        piece.kind == TokenKind::foreign_day)
      return made(piece.text, Binding::operand);
    if (piece.kind == TokenKind::number) return number(piece.text);
    if (piece.kind == TokenKind::sign && piece.text == "(") {
      const FormulaText inner = comparison();
      if (!take_if(")")) return fail();
      return made("(" + inner.text + ")", Binding::operand);
    }
    if (piece.kind != TokenKind::word) return fail();
    if (take_if("(")) return call(small(piece.text));
    const auto meant = cure_of(small(piece.text), functions);
    if (meant == "yes" || meant == "no") return made(std::string(*meant), Binding::operand);
    cells_ = cells_ || is_cell(piece.text);
    return made(piece.text, Binding::operand);
  }

  /// With its magnitude and unit: `5 M EUR`, `15 %`.
  FormulaText number(std::string text) {
    if (take_if("%")) return made(text + " %", Binding::operand);
    while (at_ < pieces_.size() && pieces_[at_].kind == TokenKind::word) text += " " + pieces_[at_++].text;
    return made(std::move(text), Binding::operand);
  }

  // ---- functions

  std::vector<FormulaText> arguments() {
    std::vector<FormulaText> values;
    if (take_if(")")) return values;
    do values.push_back(comparison());
    while (!failed_ && (take_if(";") || take_if(",")));
    if (!take_if(")")) fail();
    return values;
  }

  static FormulaText joined(const std::vector<FormulaText>& values, std::string_view sign, Binding binding) {
    std::vector<std::string> texts;
    const auto tighter = static_cast<Binding>(static_cast<int>(binding) + 1);
    for (const FormulaText& value : values) texts.push_back(beside(value, tighter));
    return texts.size() == 1 ? values.front() : made(fmt::format("{}", fmt::join(texts, sign)), binding);
  }

  FormulaText inverted(const FormulaText& value) {
    return made("not " + beside(value, Binding::operand), Binding::inversion);
  }

  FormulaText both(const FormulaText& a, const FormulaText& b) { return joined({a, b}, " and ", Binding::conjunction); }
  FormulaText one_of(const FormulaText& a, const FormulaText& b) {
    return joined({a, b}, " or ", Binding::disjunction);
  }

  FormulaText choice(std::vector<FormulaText> values) {
    if (values.size() < 2 || values.size() > 3) return fail();
    if (values.size() == 2) values.push_back(made(values[1].text == "yes" ? "no" : "0", Binding::operand));
    const FormulaText &test = values[0], &then = values[1], &otherwise = values[2];
    if (then.text == "yes" && otherwise.text == "no") return test;
    if (then.text == "no" && otherwise.text == "yes") return inverted(test);
    if (otherwise.text == "no") return both(test, then);
    if (then.text == "yes") return one_of(test, otherwise);
    if (then.text == "no") return both(inverted(test), otherwise);
    if (otherwise.text == "yes") return one_of(inverted(test), then);
    FormulaText made_choice =
        made(fmt::format("if {} then {} else {}", test.text, then.text, otherwise.text), Binding::conditional);
    made_choice.condition = test.text;
    made_choice.then = then.text;
    made_choice.is_text = then.text.starts_with('"');
    made_choice.else_is_nothing = is_nothing(otherwise.text);
    return made_choice;
  }

  FormulaText rounded(std::string_view name, const std::vector<FormulaText>& values) {
    const bool whole = values.size() == 1 || (values.size() == 2 && values[1].text == "0");
    if (!whole) return fail();
    return made(fmt::format("{}({})", name, values[0].text), Binding::operand);
  }

  FormulaText call(const std::string& name) {
    const auto meant = meaning_of(name);
    const std::vector<FormulaText> values = arguments();
    if (!meant || failed_) return fail();
    if (*meant == "yes" || *meant == "no" || *meant == "as_of") return made(std::string(*meant), Binding::operand);
    if (values.empty()) return fail();
    if (*meant == "if") return choice(values);
    if (*meant == "and") return joined(values, " and ", Binding::conjunction);
    if (*meant == "or") return joined(values, " or ", Binding::disjunction);
    if (*meant == "not") return inverted(values.front());
    if (*meant == "+") return joined(values, " + ", Binding::sum);
    if (*meant == "missing") return made(values.front().text + " is missing", Binding::comparison);
    if (*meant == "root") return made(fmt::format("power({}, 0.5)", values.front().text), Binding::operand);
    if (*meant == "mean")
      return made(fmt::format("({}) / {}", joined(values, " + ", Binding::sum).text, values.size()), Binding::product);
    if (*meant == "floor" || *meant == "ceil") return rounded(*meant, values);
    std::vector<std::string> texts;
    for (const FormulaText& value : values) texts.push_back(value.text);
    return made(fmt::format("{}({})", *meant, fmt::join(texts, ", ")), Binding::operand);
  }

  std::vector<FormulaPiece> pieces_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false, cells_ = false;
};

}  // namespace

std::optional<FormulaText> formula_text(const Reader& reader, std::size_t name, std::size_t last) {
  FormulaReader formula(pieces_of(reader, name, last));
  FormulaText read = formula.whole();
  if (formula.failed()) return std::nullopt;
  return read;
}

bool is_spreadsheet_function(std::string_view name) { return meaning_of(name).has_value(); }

}  // namespace spanne::grammar
