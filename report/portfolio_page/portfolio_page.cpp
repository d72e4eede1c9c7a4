#include "report/portfolio_page/portfolio_page.hpp"

#include <fmt/format.h>

#include "engine/trail/digest.hpp"
#include "report/html_text.hpp"
#include "report/portfolio_page/page_assets.hpp"

namespace spanne::report {
namespace {

/// Base64 of as many bytes as a SHA-256 has, from their hexadecimal digits.
std::string base64_of_digest(const std::string& digits) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  // Three digits are twelve bits, which are two letters; of the last byte one digit is left over.
  for (std::size_t i = 0; i < digits.size(); i += 3) {
    std::string part = digits.substr(i, 3);
    part.resize(3, '0');
    const unsigned long bits = std::stoul(part, nullptr, 16);
    text += letters[bits >> 6U];
    text += letters[bits & 63U];
  }
  text.resize(43);  // 256 bits
  return text + "=";
}

std::string policy() {
  return fmt::format(
      "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
      policy_hash(page_style()), policy_hash(page_script()));
}

std::string head(const std::string& title) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n",
      policy(), escaped_html(title), page_style());
}

std::string footer(const PortfolioPage& page, const ShownNames& names) {
  std::string text = "<footer>\n<h2 class=\"visually-hidden\">What this page was made from</h2>\n<dl>\n";
  for (const auto& [name, words] : page.origin)
    text += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped_html(name), escaped_html(names.in_cell(words)));
  return text + "</dl>\n</footer>\n";
}

std::string what_if_html(const std::vector<std::string>& assumptions) {
  std::string text;
  for (const auto& assumption : assumptions)
    text += fmt::format("<p class=\"what-if\"><strong>What if:</strong> {}</p>\n", escaped_html(assumption));
  return text;
}

}  // namespace

std::string policy_hash(std::string_view text) { return "sha256-" + base64_of_digest(engine::byte_digest(text)); }

std::string to_html(const PortfolioPage& page, const ShownNames& names) {
  std::string text = head(page.title);
  text += fmt::format("<body>\n<main>\n<header>\n<p class=\"about\">{}</p>\n{}{}</header>\n", escaped_html(page.about),
                      what_if_html(page.what_if), head_html(page.head));
  for (const PageSection& section : page.sections) text += section_html(section, names);
  text += footer(page, names) + "</main>\n";
  return text + fmt::format("<script>{}</script>\n</body>\n</html>\n", page_script());
}

}  // namespace spanne::report
