// A cell read as an attribute's value, as text.
#pragma once

#include <string>
#include <string_view>

#include "records/cells/values.hpp"
#include "sample.hpp"

namespace sample {

/// "fault: " and the message where the cell is no such value.
inline std::string read_as(std::string_view text, const engine::Attribute& attribute, const engine::Model& model,
                           records::NumberStyle numbers = records::NumberStyle::cautious) {
  auto result = records::read_cell(text, attribute, {model, numbers});
  if (const auto* fault = std::get_if<records::CellFault>(&result)) return "fault: " + fault->message;
  return to_text(std::get<records::CellValue>(result).value, attribute.type, model);
}

}  // namespace sample
