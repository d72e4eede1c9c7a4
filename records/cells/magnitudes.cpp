#include "records/cells/magnitudes.hpp"

#include <array>
#include <string>

namespace spanne::records {
namespace {

struct MagnitudeWord {
  std::string_view word;
  Magnitude magnitude;
};

/// As written.
constexpr std::array<MagnitudeWord, 8> magnitude_letters{{
    {"k", {3, 3}},
    {"K", {3, 3}},
    {"M", {6, 6}},
    {"T", {12, 3, true, true}},
    {"m", {6, 6, true}},
    {"G", {9, 9, true}},
    {"B", {9, 9, true}},
    {"MM", {6, 6, true}},
}};

/// In small letters; written in any case. English, German, French, Italian, Polish, Indian.
constexpr std::array<MagnitudeWord, 31> magnitude_words{{
    {"tsd", {3, 3}},         {"tausend", {3, 3}},   {"thousand", {3, 3}},
    {"thousands", {3, 3}},   {"mille", {3, 3}},     {"tys", {3, 3}},
    {"lakh", {5, 5}},        {"lakhs", {5, 5}},     {"lac", {5, 5}},
    {"lacs", {5, 5}},        {"mio", {6, 6}},       {"mill", {6, 6}},
    {"mln", {6, 6}},         {"mn", {6, 6}},        {"million", {6, 6}},
    {"millions", {6, 6}},    {"millionen", {6, 6}}, {"cr", {7, 7, true, false, "INR"}},
    {"crore", {7, 7}},       {"crores", {7, 7}},    {"md", {9, 9, true}},
    {"mrd", {9, 9}},         {"mld", {9, 9}},       {"bn", {9, 9}},
    {"milliard", {9, 9}},    {"milliards", {9, 9}}, {"milliarde", {9, 9}},
    {"milliarden", {9, 9}},  {"billion", {9, 12}},  {"billions", {9, 12}},
    {"billionen", {12, 12}},
}};

}  // namespace

std::optional<Magnitude> magnitude_of(std::string_view word) {
  for (const auto& [written, magnitude] : magnitude_letters)
    if (word == written) return magnitude;
  std::string small(word);
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  for (const auto& [written, magnitude] : magnitude_words)
    if (small == written) return magnitude;
  return std::nullopt;
}

}  // namespace spanne::records
