#include "library/call_arguments.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "library/base64.hpp"
#include "library/findings_json.hpp"

namespace spanne::library {
namespace {

template <class Value>
Value value_of(const Json& json, const char* name, Value otherwise, bool (Json::*fits)() const noexcept,
               const char* what) {
  const auto found = json.find(name);
  if (found == json.end()) return otherwise;
  if (!((*found).*fits)()) throw CallRefusal{{fmt::format("{} is {}", name, what), {}}};
  return found->template get<Value>();
}

}  // namespace

void CallArguments::allow_only(const std::vector<std::string_view>& names) const {
  for (const auto& [name, value] : json_.items())
    if (std::find(names.begin(), names.end(), name) == names.end())
      throw CallRefusal{
          {fmt::format("there is no argument {}", name), fmt::format("the arguments are {}", fmt::join(names, ", "))}};
}

std::vector<std::string_view> with_reading(std::initializer_list<std::string_view> names) {
  std::vector<std::string_view> all(names);
  all.insert(all.end(), reading_arguments.begin(), reading_arguments.end());
  return all;
}

std::string CallArguments::required(const char* name) const {
  if (!has(name)) throw CallRefusal{{fmt::format("the argument {} is missing", name), {}}};
  return text(name);
}

std::string CallArguments::text(const char* name, std::string otherwise) const {
  return value_of<std::string>(json_, name, std::move(otherwise), &Json::is_string, "a text");
}

bool CallArguments::truth(const char* name, bool otherwise) const {
  return value_of<bool>(json_, name, otherwise, &Json::is_boolean, "true or false");
}

int CallArguments::whole(const char* name, int low, int high, int otherwise) const {
  // Compared before it is narrowed: a number of any size may be written.
  const Json value = value_of<Json>(json_, name, Json(otherwise), &Json::is_number_integer, "a whole number");
  if (value < low || value > high) throw CallRefusal{{fmt::format("{} is from {} to {}", name, low, high), {}}};
  return value.get<int>();
}

std::vector<std::string> CallArguments::texts(const char* name) const {
  const Json list = value_of<Json>(json_, name, Json::array(), &Json::is_array, "a list of texts");
  if (!std::all_of(list.begin(), list.end(), [](const Json& item) { return item.is_string(); }))
    throw CallRefusal{{fmt::format("{} is a list of texts", name), {}}};
  return list.get<std::vector<std::string>>();
}

const Json& CallArguments::json(const char* name) const {
  static const Json none = nullptr;
  const auto found = json_.find(name);
  return found == json_.end() ? none : *found;
}

Guideline sound_guideline(const CallArguments& arguments, const char* rules, const char* name,
                          const std::string& usual_name) {
  Guideline guideline = read_guideline(arguments.text(name, usual_name), arguments.required(rules));
  if (!guideline.model)
    throw CallRefusal{{"the rules have errors", {}, false}, to_json(guideline.diagnostics, *guideline.source)};
  return guideline;
}

void add_assignments(const CallArguments& arguments, engine::Model& model) {
  for (const std::string& text : arguments.texts("set")) {
    const grammar::Source source("set", text);
    const auto found = add_assignment(model, source);
    if (!grammar::has_errors(found)) continue;
    throw CallRefusal{{fmt::format("{} is no assignment", text), "set: [\"sites = sites + 5\"]"},
                      to_json(found, source)};
  }
}

Guideline guideline_to_use(const CallArguments& arguments) {
  Guideline guideline = sound_guideline(arguments, "rules", "name", "rules");
  add_assignments(arguments, *guideline.model);
  return guideline;
}

engine::Date day_of(const CallArguments& arguments, const engine::Model& model) {
  auto day = effective_day(arguments.required("as_of"), model);
  if (auto* problem = std::get_if<Problem>(&day)) {
    problem->help = fmt::format("as_of: \"{}\"", problem->help);
    throw CallRefusal{std::move(*problem)};
  }
  return std::get<engine::Date>(day);
}

records::TableOptions reading_of(const CallArguments& arguments) {
  const std::string locale = arguments.text("locale", "auto");
  const auto named = records::locale_named(locale);
  if (!named)
    throw CallRefusal{
        {fmt::format("there is no locale {}", locale), fmt::format("locale: auto, {}", records::locale_names)}};
  records::TableOptions options(*named);
  options.keep_totals = arguments.truth("keep_totals", false);
  options.sheet = arguments.text("sheet");
  if (arguments.has("missing")) options.missing = records::MissingMarkers::listed(arguments.text("missing"));
  return options;
}

std::optional<std::string> bytes_of(const CallArguments& arguments, const std::string& name) {
  const std::string coded = name + "_base64";
  if (!arguments.has(coded.c_str())) {
    if (!arguments.has(name.c_str())) return std::nullopt;
    return arguments.text(name.c_str());
  }
  auto bytes = from_base64(arguments.required(coded.c_str()));
  if (!bytes) throw CallRefusal{{fmt::format("{} is no base64", coded), {}}};
  return bytes;
}

std::string accounts_of(const CallArguments& arguments) {
  auto bytes = bytes_of(arguments, "accounts");
  return bytes ? std::move(*bytes) : arguments.required("accounts");
}

unsigned seconds_of(const CallArguments& arguments) {
  return static_cast<unsigned>(arguments.whole("seconds", 1, 1'000'000, 10));
}

std::string as_text(const Json& json) { return records::json_text(json, 2) + "\n"; }

}  // namespace spanne::library
