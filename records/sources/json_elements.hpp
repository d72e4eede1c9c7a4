// JsonElements finds the objects in a file of JSON, one after the other, without holding the file in memory: those of a
// list, those that stand one a line, those of a list inside an object.
//
// It only looks for where objects begin and end; whether they are valid is up to who parses them.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "records/csv/accounts.hpp"

namespace spanne::records {

/// Reads up to `size` bytes from `offset` on into `out` and returns how many: fewer only at the end of the file.
/// Nullopt if they cannot be read.
using ReadBytes = std::function<std::optional<std::size_t>(std::size_t offset, char* out, std::size_t size)>;

/// Where something stands in a text, as people count, both from 1. A column is a character.
struct TextPlace {
  std::size_t line = 1, column = 1;
};
/// Where `offset` of `text` is, if the text begins at `begin`.
TextPlace place_in(std::string_view text, std::size_t offset, TextPlace begin);

struct JsonElement {
  TextPlace place;        // where it begins
  std::string_view text;  // valid until the next one is asked for; without its end if the file breaks off
};

/// An object beyond these is no row of a table; both bound what a row can cost.
inline constexpr std::size_t largest_json_object = 4'000'000;  // bytes
inline constexpr std::size_t deepest_json = 100;               // lists and objects in one another

class JsonElements {
 public:
  explicit JsonElements(ReadBytes read) : read_(std::move(read)) {}

  enum class Next { element, end, failed };
  Next next(JsonElement& element);
  const AccountsError& failure() const { return failure_; }

 private:
  enum class Layout { unknown, lines, list, wrapped_list };

  bool begin();
  bool begin_object();
  Next next_in_lines(JsonElement& element);
  Next next_in_list(JsonElement& element);
  Next take_object(JsonElement& element);
  Next end_of_list();
  bool fill(std::size_t wanted);
  bool skip_blanks();
  void advance(std::size_t count);
  /// Both return false, so that it can be handed on.
  bool refuse(std::string message, std::string_view help = {});
  bool unexpected(std::string_view expected);
  static Next failed(bool) { return Next::failed; }
  std::string_view rest() const { return std::string_view(buffer_).substr(at_); }

  ReadBytes read_;
  std::string buffer_;  // a window of the file
  std::size_t at_ = 0, offset_ = 0;
  bool at_end_ = false, is_first_ = true, done_ = false;
  TextPlace place_;
  Layout layout_ = Layout::unknown;
  std::string wrapper_;  // of a wrapped list: what stands before it
  AccountsError failure_;
};

/// Whether a file that begins so is one of JSON: a list of objects or an object. A file of CSV never begins like it.
bool looks_like_json(std::string_view beginning);

}  // namespace spanne::records
