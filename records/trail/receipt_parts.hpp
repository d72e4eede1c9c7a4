// The parts of a receipt as JSON. What reads them throws what the JSON library throws where something is missing or of
// the wrong type.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "records/trail/receipts.hpp"

namespace spanne::records::receipt_parts {

using Json = nlohmann::ordered_json;

Json to_json(const ReceiptFile& file);
Json to_json(const std::optional<ReceiptFile>& file);
Json to_json(const std::optional<ReceiptRelease>& release);
/// Without the release, which receipts of eval and check have beside it.
Json to_json(const ReceiptRules& rules);
Json to_json(const ReceiptReading& reading);
Json to_json(const ReceiptSource& source);
/// `of_rows`: with the options that choose columns and decimals.
Json to_json(const ReceiptOptions& options, bool of_rows);

ReceiptFile file_from(const Json& json);
std::optional<ReceiptFile> optional_file_from(const Json& json);
std::optional<ReceiptRelease> release_from(const Json& json);
/// `release` stays empty.
ReceiptRules rules_from(const Json& json);
ReceiptReading reading_from(const Json& json);
ReceiptSource source_from(const Json& json);
ReceiptOptions options_from(const Json& json, bool of_rows);

}  // namespace spanne::records::receipt_parts
