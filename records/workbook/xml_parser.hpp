// XmlParser reads one XML part of a workbook, by expat, and hands its elements to an XmlHandler. It can be stopped
// after an element and goes on later, so that rows come one at a time and no more than one is held.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "records/csv/accounts.hpp"
#include "records/workbook/zip_entry.hpp"

struct XML_ParserStruct;

namespace spanne::records {

/// The vocabularies that matter, whatever prefix a file gives them. Both editions of Office Open XML ("transitional"
/// and "strict") have their own addresses for the same elements and count as one.
enum class XmlSpace {
  none,
  sheet,
  relation_id,
  relations,
  office,
  table,
  text,
  calc_extension,
  style,
  manifest,
  other
};

struct XmlName {
  XmlSpace space = XmlSpace::none;
  std::string_view local;

  bool is(XmlSpace wanted, std::string_view name) const { return space == wanted && local == name; }
};

/// The attributes of an element, while its handler runs.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}

  /// The value of an attribute without a prefix; nullopt where there is none.
  std::optional<std::string_view> find(std::string_view name) const;
  std::optional<std::string_view> find(XmlSpace space, std::string_view name) const;
  /// Calls `take(name, value)` for each attribute; the names of those with a prefix contain a blank.
  template <class Take>
  void each(const Take& take) const {
    for (const char** at = pairs_; *at != nullptr; at += 2) take(std::string_view(at[0]), std::string_view(at[1]));
  }

 private:
  const char** pairs_;  // name, value, name, value, nullptr
};

class XmlHandler {
 public:
  XmlHandler() = default;
  XmlHandler(const XmlHandler&) = delete;
  XmlHandler& operator=(const XmlHandler&) = delete;
  virtual ~XmlHandler() = default;

  virtual void start(const XmlName& name, const XmlAttributes& attributes) = 0;
  virtual void end(const XmlName& name) = 0;
  /// Text between tags, in pieces that may be cut anywhere.
  virtual void text(std::string_view) {}
};

/// Used by one thread; `handler` outlives it. Memory: one buffer and one tag (at most max_xml_token).
class XmlParser {
 public:
  XmlParser(const ZipArchive& archive, const ZipEntry& entry, std::uint64_t max_size, XmlHandler& handler);
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  enum class Progress { paused, end, failed };
  /// Reads on until the handler pauses, the part ends, or it cannot be read. Refuses declarations of entities and
  /// document types altogether, and what exceeds the limits (limits.hpp).
  Progress advance();
  const AccountsError& failure() const { return *failure_; }

  /// For the handler, in its end(): advance() returns after this element.
  void pause();
  /// For the handler: advance() fails.
  void fail(AccountsError error);

 private:
  struct Callbacks;
  bool feed();
  void explain_failure();
  void entered();
  void left() { --depth_; }
  void progressed() { quiet_bytes_ = 0; }

  ZipEntryReader reader_;
  std::string part_;
  XmlHandler& handler_;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_ParserStruct*)> parser_;
  std::size_t depth_ = 0;
  std::size_t quiet_bytes_ = 0;  // bytes since something was handed over
  bool suspended_ = false, ended_ = false;
  std::optional<AccountsError> failure_;
};

/// Reads a whole part with `handler`; an error or nothing.
std::optional<AccountsError> read_xml_part(const ZipArchive& archive, const ZipEntry& entry, XmlHandler& handler,
                                           std::uint64_t max_size);

}  // namespace spanne::records
