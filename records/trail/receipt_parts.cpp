#include "records/trail/receipt_parts.hpp"

namespace spanne::records::receipt_parts {

using Json = nlohmann::ordered_json;

Json to_json(const ReceiptFile& file) { return {{"file", file.path}, {"sha256", file.digest}}; }

Json to_json(const std::optional<ReceiptFile>& file) { return file ? to_json(*file) : Json(); }

Json to_json(const std::optional<ReceiptRelease>& release) {
  if (!release) return nullptr;
  return {{"line", release->line},
          {"date", release->date},
          {"approved_by", release->approved_by},
          {"line_digest", release->line_digest}};
}

Json to_json(const ReceiptRules& rules) {
  return {{"file", rules.rules},
          {"title", rules.title},
          {"version", rules.version},
          {"digest", rules.digest},
          {"text_digest", rules.text_digest}};
}

Json to_json(const ReceiptReading& reading) {
  Json missing = Json::object();
  for (const auto& [word, cells] : reading.missing) missing[word] = cells;
  return {{"numbers", reading.numbers}, {"missing", missing}};
}

Json to_json(const ReceiptSource& source) {
  Json json{{"source", source.name}};
  if (!source.table.empty()) json["table"] = source.table;
  if (!source.query.empty()) json["query"] = source.query;
  if (!source.with.empty()) json["with"] = source.with;
  return json;
}

Json to_json(const ReceiptOptions& options, bool of_rows) {
  Json json{{"format", options.format}, {"by", options.by}, {"set", options.set}};
  if (of_rows)
    json.update({{"columns", options.columns}, {"all_columns", options.all_columns}, {"decimals", options.decimals}});
  json["exact"] = options.exact;
  json["locale"] = options.locale;
  if (!options.sheet.empty()) json["sheet"] = options.sheet;
  if (options.keep_totals) json["keep_totals"] = true;
  if (options.missing) json["missing"] = *options.missing;
  if (options.out_locale != ReceiptOptions().out_locale) json["out_locale"] = options.out_locale;
  return json;
}

ReceiptFile file_from(const Json& json) { return {json.at("file"), json.at("sha256")}; }

std::optional<ReceiptFile> optional_file_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return file_from(json);
}

std::optional<ReceiptRelease> release_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return ReceiptRelease{json.at("line"), json.at("date"), json.at("approved_by"), json.at("line_digest")};
}

ReceiptRules rules_from(const Json& json) {
  return {json.at("file"), json.at("title"), json.at("version"), json.at("digest"), json.at("text_digest"), {}};
}

ReceiptReading reading_from(const Json& json) {
  ReceiptReading reading;
  reading.numbers = json.at("numbers");
  for (const auto& [word, cells] : json.at("missing").items()) reading.missing.emplace_back(word, cells);
  return reading;
}

ReceiptSource source_from(const Json& json) {
  return {json.at("source"), json.value("table", ""), json.value("query", ""), json.value("with", "")};
}

ReceiptOptions options_from(const Json& json, bool of_rows) {
  ReceiptOptions options;
  options.by = json.at("by");
  options.set = json.at("set");
  if (of_rows) {
    options.columns = json.at("columns");
    options.all_columns = json.at("all_columns");
    options.decimals = json.at("decimals");
  }
  options.exact = json.at("exact");
  options.locale = json.at("locale");
  options.format = json.at("format");
  options.sheet = json.value("sheet", "");
  options.keep_totals = json.value("keep_totals", false);
  if (json.contains("missing")) options.missing = json.at("missing").get<std::string>();
  options.out_locale = json.value("out_locale", options.out_locale);
  return options;
}

}  // namespace spanne::records::receipt_parts
