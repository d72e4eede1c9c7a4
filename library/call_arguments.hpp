// What a function of the library is called with in JSON, read and refused in one way.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/date.hpp"
#include "library/call.hpp"
#include "library/guideline.hpp"
#include "records/tables/table_options.hpp"

namespace spanne::library {

/// Every member is optional unless it is asked for by required(). What cannot be used throws a CallRefusal, which
/// answer() catches.
class CallArguments {
 public:
  explicit CallArguments(Json json) : json_(std::move(json)) {}

  /// Refuses names that no function takes, so that a slip does not go unnoticed.
  void allow_only(const std::vector<std::string_view>& names) const;

  bool has(const char* name) const { return json_.contains(name); }
  std::string required(const char* name) const;
  std::string text(const char* name, std::string otherwise = {}) const;
  bool truth(const char* name, bool otherwise) const;
  int whole(const char* name, int low, int high, int otherwise) const;
  std::vector<std::string> texts(const char* name) const;
  /// A member as it is; null if there is none.
  const Json& json(const char* name) const;

 private:
  Json json_;
};

/// The arguments that say how a table is read; every function that takes accounts has them.
inline constexpr std::array<std::string_view, 4> reading_arguments{"locale", "missing", "sheet", "keep_totals"};

/// `names` and those.
std::vector<std::string_view> with_reading(std::initializer_list<std::string_view> names);

/// A guideline from its text, `rules` and `name` being the names of arguments; stops if it has errors.
Guideline sound_guideline(const CallArguments& arguments, const char* rules, const char* name,
                          const std::string& usual_name);
/// The guideline `rules` with the assignments of `set`.
Guideline guideline_to_use(const CallArguments& arguments);
/// Adds the assignments of `set`.
void add_assignments(const CallArguments& arguments, engine::Model& model);
/// The day `as_of`. A library reads no clock: it has to be said.
engine::Date day_of(const CallArguments& arguments, const engine::Model& model);
/// How tables are to be read.
records::TableOptions reading_of(const CallArguments& arguments);
/// The bytes of a file: a text, or, since a file may be in another encoding than UTF-8, base64 under `name`_base64;
/// nullopt if there is none.
std::optional<std::string> bytes_of(const CallArguments& arguments, const std::string& name);
/// The bytes of the accounts, which have to be there.
std::string accounts_of(const CallArguments& arguments);
unsigned seconds_of(const CallArguments& arguments);

/// A document as commands print it.
std::string as_text(const Json& json);

}  // namespace spanne::library
