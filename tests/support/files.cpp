#include "tests/support/files.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "tests/support/generate.hpp"

namespace spanne::test {

using namespace engine;

namespace {

std::string spoilt(const std::string& text, Random& random) {
  switch (random.below(19)) {
    case 0: return "";
    case 1: return "   ";
    case 2: return "#REF!";
    case 3: return "\"" + text + "\" stray";
    case 4: return text + "\"";
    case 5: return " " + text + "\xC2\xA0";
    case 6: return "\"line\nbreak, \"\"and\"\" more;\t\"";
    case 7: return "1.234";
    case 8: return "12.34567891";
    case 9: return "1.234.567,89 €";
    case 10: return "-99999999999999";
    case 11: return "1,234";
    case 12: return "12,5";
    case 13: return "(12.25)";
    case 16:
      return random.pick<std::string>({text + "  " + text, text + "\xC2\xA0" + text, "Mu\xCC\x88hle", "M\xC3\xBChle"});
    case 14: return random.pick<std::string>({"NULL", "n/a", "-", "NA", "nan", "\\N"});
    case 15: return random.pick<std::string>({"x", "1 Mio", "1.5E3", "26/06/2026", "1'234", "2026-06-30 00:00:00"});
    default: return "\xC3\xBC" + text;
  }
}

std::string in_quotes(const std::string& text, char separator) {
  const bool bare = text.find_first_of("\"\n\r") == std::string::npos && text.find(separator) == std::string::npos;
  if (bare) return text;
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? "\"\"" : std::string(1, c);
  return result + "\"";
}

/// Any head the attribute is found by, now and then with a bracket that says what its numbers count.
std::string head_of(const Attribute& attribute, Random& random) {
  std::vector<std::string> heads = attribute.columns;
  heads.push_back(attribute.name);
  const std::string head = random.pick(heads);
  const bool euros = attribute.type.kind == TypeKind::money && attribute.type.currency == "EUR";
  if (!euros || !random.chance(30)) return head;
  if (attribute.magnitude) return head + (*attribute.magnitude == 3 ? " (T€)" : " (Mio EUR)");
  return head + random.pick<std::string>({" (EUR)", " (T€)", " (in Mio. €)"});
}

/// What stands in a file for a number that counts thousands or millions there.
std::string counted(Decimal number, const Attribute& attribute) {
  Fraction scale(1);
  for (int power = attribute.magnitude.value_or(0); power > 0; --power) scale = scale * 10;
  return (Fraction::of(number) / scale).to_text();
}

std::string cell_of(const Value& value, const Attribute& attribute, const Model& model, const FileStyle& style,
                    Random& random) {
  std::string text = to_text(value, attribute.type, model);
  if (random.chance(style.faults)) return spoilt(text, random);
  if (const auto* number = std::get_if<Decimal>(&value); number != nullptr && random.chance(90)) {
    if (attribute.type.kind != TypeKind::percent) text = counted(*number, attribute);
    const bool german = model.locale ? *model.locale == FileLocale::de : style.separator == ';';
    if (german) std::replace(text.begin(), text.end(), '.', ',');
  }
  if (const auto* chosen = std::get_if<ChoiceValue>(&value)) {
    const auto& forms = model.choices[attribute.type.choice].forms;
    if (!forms.empty() && !forms[chosen->index].empty() && random.chance(50)) text = random.pick(forms[chosen->index]);
  }
  return random.chance(5) ? "\"" + text + "\"" : in_quotes(text, style.separator);
}

}  // namespace

std::string file_of(const Model& model, std::size_t rows, const FileStyle& style, Random& random) {
  std::string text;
  for (const Attribute& attribute : model.attributes)
    text +=
        (text.empty() ? "" : std::string(1, style.separator)) + in_quotes(head_of(attribute, random), style.separator);
  text += style.line_end;
  for (std::size_t row = 0; row < rows; ++row) {
    const Account account = random_account(model, random);
    for (std::size_t id = 0; id < model.attributes.size(); ++id) {
      if (id > 0) text += style.separator;
      const std::size_t number = style.ascending ? row : random.below(rows * 3);
      text += model.attributes[id].key ? fmt::format("A{:06}", number)
                                       : cell_of(account.values[id], model.attributes[id], model, style, random);
    }
    if (style.faults > 0 && random.chance(3)) text += style.separator;
    if (row + 1 < rows || random.chance(70)) text += style.line_end;
    if (style.faults > 0 && random.chance(2)) text += style.line_end;
  }
  if (!style.windows) return text;
  std::string bytes = text + "\xFC";  // in the last cell of the last row, or a row of its own
  return bytes;
}

FileStyle some_style(Random& random) {
  FileStyle style;
  style.separator = random.pick<char>({',', ',', ';', '\t'});
  style.line_end = random.pick<std::string>({"\n", "\n", "\r\n", "\r"});
  style.faults = random.pick<std::size_t>({0, 1, 8});
  style.ascending = random.chance(60);
  style.windows = random.chance(15);
  return style;
}

}  // namespace spanne::test
