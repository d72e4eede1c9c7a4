#include "cli/made_again.hpp"

#include <algorithm>

#include "cli/audit.hpp"

namespace spanne::cli {

std::streamsize MadeAgain::xsputn(const char* bytes, std::streamsize count) {
  take({bytes, static_cast<std::size_t>(count)});
  return count;
}

MadeAgain::int_type MadeAgain::overflow(int_type byte) {
  const char character = traits_type::to_char_type(byte);
  if (!traits_type::eq_int_type(byte, traits_type::eof())) take({&character, 1});
  return traits_type::not_eof(byte);
}

void MadeAgain::take(std::string_view bytes) {
  digest_.add(bytes);
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::size_t size = end == std::string_view::npos ? bytes.size() : end + 1;
    line_ += bytes.substr(0, size);
    bytes.remove_prefix(size);
    if (end != std::string_view::npos) compare();
  }
}

/// The next line, with its line break if it has one; empty after the last.
std::string MadeAgain::line_of_file() {
  std::string line;
  if (std::getline(file_, line) && !file_.eof()) line += '\n';
  return line;
}

void MadeAgain::compare() {
  const std::string other = line_of_file();
  if (line_ != other) {
    same_ = false;
    if (!row_differs_ && lines_.size() < max_lines) lines_.push_back(number_);
    row_differs_ = true;
    if (difference_.empty()) difference_ = first_difference(line_, other, "made again", "the file", number_);
  }
  end_line();
  line_.clear();
  ++number_;
}

void MadeAgain::end_line() {
  if (quotes_ && std::count(line_.begin(), line_.end(), '"') % 2 == 1) in_quotes_ = !in_quotes_;
  if (in_quotes_) return;
  differing_rows_ += row_differs_ ? 1 : 0;
  row_differs_ = false;
}

void MadeAgain::finish() {
  if (!line_.empty()) compare();
  compare();  // with the rest of the file
  digest_text_ = digest_.text();
}

}  // namespace spanne::cli
