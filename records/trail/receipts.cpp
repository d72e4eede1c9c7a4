#include "records/trail/receipts.hpp"

#include "engine/trail/digest.hpp"
#include "engine/trail/release.hpp"
#include "records/json/json_text.hpp"
#include "records/trail/receipt_parts.hpp"
#include "records/trail/schemes.hpp"
#include "records/trail/signature.hpp"

namespace spanne::records {
namespace {

using namespace receipt_parts;
using Json = nlohmann::ordered_json;

constexpr const char* receipt_format = "spanne_receipt";
constexpr int plain_format = 2, full_format = 3;

/// Whether nothing stands in it that format 3 brought.
bool is_plain(const Receipt& receipt) {
  const auto& declared = receipt.declared;
  return receipt.signer.empty() && declared.made_by.empty() && declared.purpose.empty() && !receipt.with &&
         !receipt.snapshot_of && !receipt.reading && receipt.changed.empty();
}

Json head_of(const ReceiptCore& core, int format) {
  Json head = format_head(receipt_format, core.schemes, format);
  head["engine"] = core.engine;
  return head;
}

Json content(const Receipt& receipt) {
  Json totals = Json::object();
  for (const auto& [name, figure] : receipt.totals) totals[name] = figure;
  const bool plain = is_plain(receipt);
  Json json = head_of(receipt, plain ? plain_format : full_format);
  json.update({{"ruleset", to_json(static_cast<const ReceiptRules&>(receipt))},
               {"release", to_json(receipt.release)},
               {"accounts", to_json(receipt.accounts)}});
  if (receipt.snapshot_of) json["snapshot_of"] = to_json(*receipt.snapshot_of);
  if (receipt.with) json["with"] = to_json(*receipt.with);
  json.update({{"kams", to_json(receipt.kams)},
               {"output", to_json(receipt.output)},
               {"as_of", receipt.as_of},
               {"options", to_json(receipt.options, true)},
               {"rows", receipt.rows},
               {"rejected", receipt.rejected}});
  if (receipt.schemes != engine::first_schemes) json["skipped"] = receipt.skipped;
  if (!receipt.changed.empty()) json["changed"] = receipt.changed;
  if (receipt.reading) json["reading"] = to_json(*receipt.reading);
  json["totals"] = totals;
  return json;
}

/// A report is JSON of ours; what it was read from is compared with what is written, so nothing gets lost.
Json report_json(const std::string& report) { return Json::parse(report, nullptr, false); }

Json content(const CheckReceipt& receipt) {
  Json json = head_of(receipt, full_format);
  Json proof;
  if (receipt.proof) proof = {{"time_limit", receipt.proof->time_limit}, {"solver", receipt.proof->solver}};
  json.update({{"command", "check"},
               {"ruleset", to_json(static_cast<const ReceiptRules&>(receipt))},
               {"release", to_json(receipt.release)},
               {"proof", proof},
               {"report", report_json(receipt.report)}});
  return json;
}

Json version_json(const ReceiptRules& version) {
  Json json = to_json(version);
  json["release"] = to_json(version.release);
  return json;
}

Json content(const DiffReceipt& receipt) {
  Json json = head_of(receipt, full_format);
  json.update({{"command", "diff"}, {"old", version_json(receipt.before)}, {"new", version_json(receipt.after)}});
  if (const auto& regions = receipt.regions)
    json.update({{"proof", {{"time_limit", regions->time_limit}, {"all", regions->all}}},
                 {"report", report_json(regions->report)}});
  if (const auto& impact = receipt.impact)
    json.update({{"accounts", to_json(impact->accounts)},
                 {"kams", to_json(impact->kams)},
                 {"output", to_json(impact->output)},
                 {"as_of", impact->as_of},
                 {"options", to_json(impact->options, false)},
                 {"moved", impact->moved},
                 {"same", impact->same},
                 {"rejected_by_both", impact->rejected_by_both}});
  return json;
}

/// With what all receipts end with, but for digest and signature.
Json whole_content(const AnyReceipt& receipt) {
  Json json = std::visit([](const auto& one) { return content(one); }, receipt);
  const ReceiptCore& core = core_of(receipt);
  Json declared;
  if (!core.declared.made_by.empty()) declared["made_by"] = core.declared.made_by;
  if (!core.declared.purpose.empty()) declared["purpose"] = core.declared.purpose;
  if (!declared.is_null()) json["declared"] = declared;
  if (!core.signer.empty()) json["signer"] = core.signer;
  return json;
}

std::string digest_of(const Json& content) { return engine::byte_digest(json_text(content, 2)); }

// ---------------------------------------------------------------------------------------------- read

void read_core(ReceiptCore& core, const Json& json) {
  core.schemes = read_schemes(json).value();
  core.engine = json.at("engine");
  if (json.contains("declared"))
    core.declared = {json.at("declared").value("made_by", ""), json.at("declared").value("purpose", "")};
  core.signer = json.value("signer", "");
  core.signature = json.value("signature", "");
}

void read_rules(ReceiptRules& rules, const Json& ruleset, const Json& release) {
  rules = rules_from(ruleset);
  rules.release = release_from(release);
}

Receipt result_from(const Json& json) {
  Receipt receipt;
  read_core(receipt, json);
  read_rules(receipt, json.at("ruleset"), json.at("release"));
  receipt.accounts = file_from(json.at("accounts"));
  if (json.contains("snapshot_of")) receipt.snapshot_of = source_from(json.at("snapshot_of"));
  if (json.contains("with")) receipt.with = file_from(json.at("with"));
  receipt.kams = optional_file_from(json.at("kams"));
  receipt.output = file_from(json.at("output"));
  receipt.as_of = json.at("as_of");
  receipt.options = options_from(json.at("options"), true);
  receipt.rows = json.at("rows");
  receipt.rejected = json.at("rejected");
  if (receipt.schemes != engine::first_schemes) receipt.skipped = json.at("skipped");
  if (json.contains("changed")) receipt.changed = json.at("changed").get<std::vector<std::size_t>>();
  if (json.contains("reading")) receipt.reading = reading_from(json.at("reading"));
  for (const auto& [name, figure] : json.at("totals").items()) receipt.totals.emplace_back(name, figure);
  return receipt;
}

CheckReceipt check_from(const Json& json) {
  CheckReceipt receipt;
  read_core(receipt, json);
  read_rules(receipt, json.at("ruleset"), json.at("release"));
  if (const auto& proof = json.at("proof"); !proof.is_null())
    receipt.proof = ReceiptProof{proof.at("time_limit"), proof.at("solver")};
  receipt.report = json_text(json.at("report"), 2);
  return receipt;
}

DiffReceipt::Impact impact_from(const Json& json) {
  return {file_from(json.at("accounts")),
          optional_file_from(json.at("kams")),
          file_from(json.at("output")),
          json.at("as_of"),
          options_from(json.at("options"), false),
          json.at("moved"),
          json.at("same"),
          json.at("rejected_by_both")};
}

DiffReceipt diff_from(const Json& json) {
  DiffReceipt receipt;
  read_core(receipt, json);
  for (auto [side, name] : {std::pair(&receipt.before, "old"), std::pair(&receipt.after, "new")})
    read_rules(*side, json.at(name), json.at(name).at("release"));
  if (json.contains("accounts"))
    receipt.impact = impact_from(json);
  else
    receipt.regions = DiffReceipt::Regions{json.at("proof").at("time_limit"), json.at("proof").at("all"),
                                           json_text(json.at("report"), 2)};
  return receipt;
}

AnyReceipt receipt_from(const Json& json) {
  if (!json.contains("command")) return result_from(json);
  if (json.at("command") == "check") return check_from(json);
  return diff_from(json);  // with any other command it is not written as it is read
}

/// A report is written again by a function that calls itself for every level; those of ours have fewer than ten.
bool is_nested_too_deeply(std::string_view text) {
  constexpr std::size_t enough = 100;
  std::size_t depth = 0;
  bool in_text = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') in_text = !in_text;
    if (in_text && text[at] == '\\') ++at;
    if (in_text) continue;
    if (text[at] == '[' || text[at] == '{') ++depth;
    if ((text[at] == ']' || text[at] == '}') && depth > 0) --depth;
    if (depth > enough) return true;
  }
  return false;
}

bool may_take(unsigned seconds) { return seconds >= 1 && seconds <= largest_time_limit; }

/// Receipts of format 3 came after the first schemes.
bool knows_schemes(const ReceiptCore& core) { return core.schemes != engine::first_schemes; }

/// Whether what stands in it can have been asked for; a day or a limit of its own is compared with nothing.
bool is_possible(const Receipt& receipt) {
  return engine::is_logged_day(receipt.as_of) && (is_plain(receipt) || knows_schemes(receipt));
}
bool is_possible(const CheckReceipt& receipt) {
  return knows_schemes(receipt) && (!receipt.proof || may_take(receipt.proof->time_limit));
}
bool is_possible(const DiffReceipt& receipt) {
  if (!knows_schemes(receipt)) return false;
  if (receipt.impact) return engine::is_logged_day(receipt.impact->as_of);
  return receipt.regions && may_take(receipt.regions->time_limit);
}

}  // namespace

std::string to_text(const AnyReceipt& receipt) {
  Json json = whole_content(receipt);
  const std::string digest = digest_of(json);
  json["receipt_digest"] = digest;
  const ReceiptCore& core = core_of(receipt);
  if (!core.signer.empty() || !core.signature.empty()) json["signature"] = core.signature;
  return json_text(json, 2) + "\n";
}

void sign(AnyReceipt& receipt, std::string_view secret_key) {
  auto& core = std::visit([](auto& one) -> ReceiptCore& { return one; }, receipt);
  core.signer = engine::public_key_of(secret_key).value_or("");
  core.signature = engine::sign(engine::Signed::receipt, digest_of(whole_content(receipt)), secret_key).value_or("");
}

bool is_signed_well(const AnyReceipt& receipt) {
  const ReceiptCore& core = core_of(receipt);
  return engine::is_signed(engine::Signed::receipt, digest_of(whole_content(receipt)), core.signature, core.signer);
}

const ReceiptCore& core_of(const AnyReceipt& receipt) {
  return std::visit([](const auto& one) -> const ReceiptCore& { return one; }, receipt);
}

std::vector<ReceiptRules> guidelines_of(const AnyReceipt& receipt) {
  if (const auto* diff = std::get_if<DiffReceipt>(&receipt)) return {diff->before, diff->after};
  if (const auto* check = std::get_if<CheckReceipt>(&receipt)) return {*check};
  return {std::get<Receipt>(receipt)};
}

std::vector<ReceiptFile> files_of(const Receipt& receipt) {
  std::vector<ReceiptFile> files{receipt.accounts};
  if (receipt.with) files.push_back(*receipt.with);
  if (receipt.kams) files.push_back(*receipt.kams);
  files.push_back(receipt.output);
  return files;
}

bool is_later_receipt(const std::string& text) {
  return is_from_a_later_program(Json::parse(text, nullptr, false), receipt_format, full_format);
}

std::optional<AnyReceipt> read_any_receipt(const std::string& text) {
  if (is_nested_too_deeply(text)) return std::nullopt;
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !read_schemes(json)) return std::nullopt;
  try {
    AnyReceipt receipt = receipt_from(json);
    const bool possible = std::visit([](const auto& one) { return is_possible(one); }, receipt);
    if (possible && to_text(receipt) == text) return receipt;
  } catch (const Json::exception&) {}  // not a receipt
  return std::nullopt;
}

std::optional<Receipt> read_receipt(const std::string& text) {
  auto any = read_any_receipt(text);
  if (!any || !std::holds_alternative<Receipt>(*any)) return std::nullopt;
  return std::get<Receipt>(std::move(*any));
}

}  // namespace spanne::records
