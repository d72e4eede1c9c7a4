#include "records/databases/connection_address.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace spanne::records {
namespace {

constexpr std::array<std::string_view, 2> schemes{"postgresql://", "postgres://"};
constexpr std::string_view hidden = "***";

std::size_t scheme_size(std::string_view name) {
  for (const std::string_view scheme : schemes)
    if (name.starts_with(scheme)) return scheme.size();
  return 0;
}

using ByteRange = std::pair<std::size_t, std::size_t>;  // begin and end

/// Where passwords stand: between user and host, and as parameters after the question mark. If that is ambiguous, up to
/// the last @: rather too much is hidden than too little.
std::vector<ByteRange> password_ranges(std::string_view address) {
  std::vector<ByteRange> ranges;
  const std::size_t begin = scheme_size(address);
  const std::size_t at = address.rfind('@');
  const std::size_t colon = address.find(':', begin);
  if (at != std::string_view::npos && colon < at && at >= begin) ranges.emplace_back(colon + 1, at);
  for (const std::string_view name : {"password=", "sslpassword="}) {
    for (std::size_t found = address.find(name, begin); found != std::string_view::npos;
         found = address.find(name, found + 1)) {
      const char before = address[found - 1];
      if (before != '?' && before != '&') continue;
      const std::size_t value = found + name.size();
      ranges.emplace_back(value, std::min(address.find('&', value), address.size()));
    }
  }
  std::sort(ranges.begin(), ranges.end());
  return ranges;
}

/// %40 as the @ that it stands for.
std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const char* digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
      result += static_cast<char>(value);
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

void replace_all(std::string& text, const std::string& secret) {
  if (secret.empty()) return;
  for (std::size_t found = text.find(secret); found != std::string::npos;
       found = text.find(secret, found + hidden.size()))
    text.replace(found, secret.size(), hidden);
}

}  // namespace

bool is_postgres_address(std::string_view name) { return scheme_size(name) > 0; }

std::string without_password(const std::string& name) {
  if (!is_postgres_address(name)) return name;
  std::string shown;
  std::size_t done = 0;
  for (const auto& [begin, end] : password_ranges(name)) {
    if (begin < done) continue;
    shown += name.substr(done, begin - done);
    shown += hidden;
    done = end;
  }
  return shown + name.substr(done);
}

std::optional<AccountsError> misread_address(std::string_view address) {
  const std::size_t begin = scheme_size(address);
  const std::size_t end = std::min(address.find_first_of("/?#", begin), address.size());
  const std::string_view authority = address.substr(begin, end - begin);
  const bool several = std::count(authority.begin(), authority.end(), '@') > 1;
  // What follows the host has an @ only where the password has ended too early, or in the value of a parameter.
  const std::string_view rest = address.substr(end);
  const std::string_view before_at = rest.substr(0, rest.find('@'));
  const bool ended = before_at.size() < rest.size() &&
                     before_at.find('=', std::min(before_at.find('?'), before_at.size())) == std::string_view::npos;
  if (!several && !ended) return std::nullopt;
  return AccountsError{
      "the user's name or password in the address has one of the signs @ / ? #",
      "write %40 for @, %2F for /, %3F for ?, %23 for #; or leave the password out and put it into the "
      "variable PGPASSWORD or the file ~/.pgpass"};
}

std::string hide_password(std::string text, std::string_view address) {
  for (const auto& [begin, end] : password_ranges(address)) {
    const std::string_view written = address.substr(begin, end - begin);
    replace_all(text, std::string(written));
    replace_all(text, decoded(written));
  }
  return text;
}

}  // namespace spanne::records
