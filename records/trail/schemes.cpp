#include "records/trail/schemes.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace spanne::records {
namespace {

struct SchemeField {
  const char* name;
  int engine::Schemes::*number;
};
constexpr std::array<SchemeField, 2> scheme_fields{
    {{"arithmetic", &engine::Schemes::arithmetic}, {"canonical", &engine::Schemes::canonical}}};

/// Whether a whole number stands there that is above `highest`.
bool is_above(const nlohmann::ordered_json& json, const char* name, int highest) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_integer() && *found > highest;
}

}  // namespace

nlohmann::ordered_json format_head(const char* name, const engine::Schemes& schemes, int format) {
  if (format == 2 && schemes == engine::first_schemes) return {{name, 1}};
  nlohmann::ordered_json head{{name, format}};
  for (const auto& field : scheme_fields) head[field.name] = schemes.*field.number;
  return head;
}

std::optional<engine::Schemes> read_schemes(const nlohmann::ordered_json& json) {
  engine::Schemes schemes = engine::first_schemes;
  for (const auto& field : scheme_fields) {
    const auto found = json.find(field.name);
    if (found == json.end()) continue;
    if (!found->is_number_integer() || *found < 1 || *found > engine::current_schemes.*field.number)
      return std::nullopt;
    schemes.*field.number = found->get<int>();
  }
  return schemes;
}

bool is_from_a_later_program(const nlohmann::ordered_json& json, const char* name, int known_format) {
  if (!json.is_object() || !json.contains(name)) return false;
  bool later = is_above(json, name, known_format);
  for (const auto& field : scheme_fields)
    later = later || is_above(json, field.name, engine::current_schemes.*field.number);
  return later;
}

}  // namespace spanne::records
