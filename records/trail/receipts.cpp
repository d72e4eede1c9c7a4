#include "records/trail/receipts.hpp"

#include "engine/trail/digest.hpp"
#include "engine/trail/release.hpp"
#include "records/json/json_text.hpp"
#include "records/trail/schemes.hpp"

namespace spanne::records {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* receipt_format = "spanne_receipt";

Json to_json(const ReceiptFile& file) { return {{"file", file.path}, {"sha256", file.digest}}; }

Json to_json(const std::optional<ReceiptRelease>& release) {
  if (!release) return nullptr;
  return {{"line", release->line},
          {"date", release->date},
          {"approved_by", release->approved_by},
          {"line_digest", release->line_digest}};
}

Json to_json(const ReceiptOptions& options) {
  Json json = {{"format", options.format},
               {"by", options.by},
               {"set", options.set},
               {"columns", options.columns},
               {"all_columns", options.all_columns},
               {"decimals", options.decimals},
               {"exact", options.exact},
               {"locale", options.locale}};
  if (!options.sheet.empty()) json["sheet"] = options.sheet;
  if (options.keep_totals) json["keep_totals"] = true;
  if (options.missing) json["missing"] = *options.missing;
  if (options.out_locale != ReceiptOptions().out_locale) json["out_locale"] = options.out_locale;
  return json;
}

Json content(const Receipt& receipt) {
  Json totals = Json::object();
  for (const auto& [name, figure] : receipt.totals) totals[name] = figure;
  Json json = format_head(receipt_format, receipt.schemes);
  json.update({{"engine", receipt.engine},
               {"ruleset",
                {{"file", receipt.rules},
                 {"title", receipt.title},
                 {"version", receipt.version},
                 {"digest", receipt.digest},
                 {"text_digest", receipt.text_digest}}},
               {"release", to_json(receipt.release)},
               {"accounts", to_json(receipt.accounts)},
               {"kams", receipt.kams ? to_json(*receipt.kams) : Json()},
               {"output", to_json(receipt.output)},
               {"as_of", receipt.as_of},
               {"options", to_json(receipt.options)},
               {"rows", receipt.rows},
               {"rejected", receipt.rejected}});
  if (receipt.schemes != engine::first_schemes) json["skipped"] = receipt.skipped;
  json["totals"] = totals;
  return json;
}

ReceiptFile file_from(const Json& json) { return {json.at("file"), json.at("sha256")}; }

/// Throws what the library throws where something is missing or of the wrong type.
Receipt from_json(const Json& json) {
  Receipt receipt;
  receipt.schemes = read_schemes(json).value();
  receipt.engine = json.at("engine");
  const auto& ruleset = json.at("ruleset");
  receipt.rules = ruleset.at("file");
  receipt.title = ruleset.at("title");
  receipt.version = ruleset.at("version");
  receipt.digest = ruleset.at("digest");
  receipt.text_digest = ruleset.at("text_digest");
  if (const auto& release = json.at("release"); !release.is_null())
    receipt.release =
        ReceiptRelease{release.at("line"), release.at("date"), release.at("approved_by"), release.at("line_digest")};
  receipt.accounts = file_from(json.at("accounts"));
  if (const auto& kams = json.at("kams"); !kams.is_null()) receipt.kams = file_from(kams);
  receipt.output = file_from(json.at("output"));
  receipt.as_of = json.at("as_of");
  const auto& options = json.at("options");
  receipt.options = {options.at("by"),
                     options.at("set"),
                     options.at("columns"),
                     options.at("all_columns"),
                     options.at("exact"),
                     options.at("decimals"),
                     options.at("locale"),
                     options.at("format"),
                     options.value("sheet", ""),
                     options.value("keep_totals", false),
                     std::nullopt,
                     options.value("out_locale", receipt.options.out_locale)};
  if (options.contains("missing")) receipt.options.missing = options.at("missing").get<std::string>();
  receipt.rows = json.at("rows");
  receipt.rejected = json.at("rejected");
  if (receipt.schemes != engine::first_schemes) receipt.skipped = json.at("skipped");
  for (const auto& [name, figure] : json.at("totals").items()) receipt.totals.emplace_back(name, figure);
  return receipt;
}

}  // namespace

std::string to_text(const Receipt& receipt) {
  Json json = content(receipt);
  const std::string digest = engine::byte_digest(json_text(json, 2));
  json["receipt_digest"] = digest;
  return json_text(json, 2) + "\n";
}

bool is_later_receipt(const std::string& text) {
  return is_from_a_later_program(Json::parse(text, nullptr, false), receipt_format, 2);
}

std::optional<Receipt> read_receipt(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !read_schemes(json)) return std::nullopt;
  try {
    Receipt receipt = from_json(json);
    if (engine::is_logged_day(receipt.as_of) && to_text(receipt) == text) return receipt;
  } catch (const Json::exception&) {}  // not a receipt
  return std::nullopt;
}

}  // namespace spanne::records
