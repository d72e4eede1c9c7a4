// The parts of a receipt as JSON. What reads them throws what the JSON library throws where something is missing or of
// the wrong type.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "records/trail/receipts.hpp"

namespace spanne::records::receipt_parts {

nlohmann::ordered_json to_json(const ReceiptFile& file);
nlohmann::ordered_json to_json(const std::optional<ReceiptFile>& file);
nlohmann::ordered_json to_json(const std::optional<ReceiptRelease>& release);
/// Without the release, which receipts of eval and check have beside it.
nlohmann::ordered_json to_json(const ReceiptRules& rules);
nlohmann::ordered_json to_json(const ReceiptReading& reading);
nlohmann::ordered_json to_json(const ReceiptSource& source);
/// `of_rows`: with the options that choose columns and decimals.
nlohmann::ordered_json to_json(const ReceiptOptions& options, bool of_rows);

ReceiptFile file_from(const nlohmann::ordered_json& json);
std::optional<ReceiptFile> optional_file_from(const nlohmann::ordered_json& json);
std::optional<ReceiptRelease> release_from(const nlohmann::ordered_json& json);
/// `release` stays empty.
ReceiptRules rules_from(const nlohmann::ordered_json& json);
ReceiptReading reading_from(const nlohmann::ordered_json& json);
ReceiptSource source_from(const nlohmann::ordered_json& json);
ReceiptOptions options_from(const nlohmann::ordered_json& json, bool of_rows);

}  // namespace spanne::records::receipt_parts
