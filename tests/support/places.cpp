#include "tests/support/places.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/model/condition_terms.hpp"
#include "engine/proof/witness.hpp"

namespace spanne::test {

using namespace engine;
using proof::DatedAccount;

namespace {

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }

/// At a separator that stands in no brackets.
std::vector<std::string> parted(const std::string& text, const std::string& by) {
  std::vector<std::string> parts{""};
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
    if (depth == 0 && text.compare(at, by.size(), by) == 0) {
      parts.emplace_back();
      at += by.size() - 1;
    } else {
      parts.back() += text[at];
    }
  }
  return parts;
}

std::string inner(const std::string& text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') throw std::runtime_error("no brackets: " + text);
  return text.substr(1, text.size() - 2);
}

bool among(const std::string& one, const std::string& list) {
  const auto all = parted(list, ", ");
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::int64_t millionths(const std::string& text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string places = point < text.size() ? text.substr(point + 1) : "";
  places.resize(6, '0');
  return std::stoll(text.substr(0, point) + places);
}

/// "> D", "in D .. D" of a day.
bool compares_days(const std::string& words, Date day) {
  const std::string is = to_text(day);  // ISO: in order as texts
  if (starts(words, ">= ")) return is >= words.substr(3);
  if (starts(words, "<= ")) return is <= words.substr(3);
  if (starts(words, "> ")) return is > words.substr(2);
  if (starts(words, "< ")) return is < words.substr(2);
  const auto ends = parted(words, " .. ");
  if (!starts(words, "in ") || ends.size() != 2) throw std::runtime_error("no range of days: " + words);
  return ends[0].substr(3) <= is && is <= ends[1];
}

/// `starts with "A"`, `not contains "A"`.
bool matches(std::string words, const std::string& text) {
  const bool negated = starts(words, "not ");
  if (negated) words = words.substr(4);
  for (const Op op : {Op::starts_with, Op::contains, Op::ends_with}) {
    const std::string verb = std::string(match_words(op)) + " \"";
    if (!starts(words, verb)) continue;
    const std::string part = words.substr(verb.size(), words.size() - verb.size() - 1);
    return text_matches(op, text, part) != negated;
  }
  throw std::runtime_error("no part of a text: " + words);
}

/// "from A until B", "> A", "in A .. B" of what is at `value`.
bool compares(const std::string& words, std::int64_t value) {
  const auto number = [&](std::size_t from) { return millionths(words.substr(from)); };
  if (starts(words, ">= ")) return value >= number(3);
  if (starts(words, "<= ")) return value <= number(3);
  if (starts(words, "> ")) return value > number(2);
  if (starts(words, "< ")) return value < number(2);
  const auto ends = parted(words, " .. ");
  if (!starts(words, "in ") || ends.size() != 2) throw std::runtime_error("no range: " + words);
  return millionths(ends[0].substr(3)) <= value && value <= millionths(ends[1]);
}

}  // namespace

Place::Place(const Model& model, const std::string& words) : model_(model) {
  if (!words.empty()) parts_ = parted(words, " and ");
}

bool Place::holds(const DatedAccount& one, const std::optional<std::string>& cluster) const {
  return std::all_of(parts_.begin(), parts_.end(), [&](const std::string& words) { return part(words, one, cluster); });
}

bool Place::part(std::string words, const DatedAccount& one, const std::optional<std::string>& cluster) const {
  if (starts(words, "(")) {
    words = inner(words);
    const auto either = parted(words, " or ");
    return std::any_of(either.begin(), either.end(), [&](const std::string& all) {
      const auto parts = parted(all, " and ");
      return std::all_of(parts.begin(), parts.end(), [&](const std::string& each) { return part(each, one, cluster); });
    });
  }
  if (starts(words, "cluster = ")) return cluster == words.substr(10);
  if (starts(words, "cluster in ")) return cluster && among(*cluster, inner(words.substr(11)));
  if (starts(words, "on ") || starts(words, "from ") || starts(words, "until ")) return days(words, one.as_of);
  return attribute(words, one);
}

bool Place::days(const std::string& words, Date day) const {
  const std::string is = to_text(day);  // ISO: in order as texts
  const auto until = words.find("until ");
  if (starts(words, "on ")) return is == words.substr(3);
  if (starts(words, "from ") && is < words.substr(5, 10)) return false;
  return until == std::string::npos || is <= words.substr(until + 6);
}

bool Place::attribute(const std::string& words, const DatedAccount& one) const {
  const bool negated = starts(words, "not ");
  const std::string positive = negated ? words.substr(4) : words;
  const std::string name = positive.substr(0, positive.find(' '));
  const std::string rest = name.size() == positive.size() ? "" : positive.substr(name.size() + 1);
  const auto id = model_.find_attribute(name);
  if (!id) throw std::runtime_error("no attribute: " + words);
  const Value& value = one.account.values[*id];
  if (rest == "is missing") return is_missing(value);
  if (rest == "is known") return !is_missing(value);
  if (is_missing(value)) return false;
  if (rest.empty()) return std::get<bool>(value) != negated;
  const std::string is = proof::literal(model_, *id, value);
  if (starts(rest, "= ")) return is == rest.substr(2);
  if (starts(rest, "!= ")) return is != rest.substr(3);
  if (starts(rest, "like ")) return among(is, rest.substr(5));
  if (starts(rest, "in (")) return among(is, inner(rest.substr(3))) != negated;
  if (const auto* text = std::get_if<std::string>(&value)) return matches(rest, *text);
  if (const auto* day = std::get_if<Date>(&value)) return compares_days(rest, *day);
  return compares(rest, std::get<Decimal>(value).millionths);
}

}  // namespace spanne::test
