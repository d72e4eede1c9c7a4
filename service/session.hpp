// What the service knows of one editor: its documents, what it can do, and what is still to be sent to it.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/date.hpp"
#include "service/document.hpp"
#include "service/loaded_accounts.hpp"

namespace spanne::service {

/// What the editor said it understands.
struct ClientAbilities {
  PositionEncoding encoding = PositionEncoding::utf16;
  bool related_information = false;  // second places of diagnostics
  bool versioned_edits = false;      // edits that say which version of a text they are of
  bool markdown_hover = false;
  bool refreshes_lenses = false;  // when it is told to
};

class Session {
 public:
  /// `current_day` stands where a rule set has no period of its own: the service reads no clock.
  explicit Session(engine::Date current_day) : today(current_day) {}

  const engine::Date today;
  ClientAbilities client;

  // ---- documents
  /// A text that the editor has open; null if it has not.
  TextDocument* open_document(std::string_view uri);
  /// The same, or a file that was handed over (`spanne/file`); null if neither is there.
  TextDocument* find(std::string_view uri);
  /// The guideline that a file of scenarios names, if it is at hand.
  TextDocument* guideline_of(const TextDocument& scenarios);
  /// The files of scenarios at hand that name this guideline, in the order of their addresses.
  std::vector<TextDocument*> scenarios_of(const TextDocument& guideline);
  void open(TextDocument document);
  void close(std::string_view uri);
  /// A file that is not open; `text` nullopt: there is none.
  void hand_over(const std::string& uri, std::optional<std::string> text);

  // ---- accounts
  /// What was loaded for a guideline, wherever that lies; null if nothing was.
  const LoadedAccounts* accounts_of(std::string_view uri) const;
  /// nullopt: none from now on.
  void load_accounts(std::string_view uri, std::optional<LoadedAccounts> accounts);

  // ---- findings of a document, those of its reading and, as far as they are there, of its proof
  grammar::Diagnostics findings_of(TextDocument& document);

  // ---- messages to the editor
  void send(std::string_view method, Json params);
  /// A request, whose answer says nothing.
  void ask(std::string_view method);
  std::vector<std::string> take_messages();

  // ---- work that waits
  bool has_work() const { return !waiting_.empty(); }
  /// Does about `steps` steps of it: no more but for the last question of a proof, or the last text that is read.
  /// Returns how many.
  std::uint64_t work(std::uint64_t steps);

 private:
  void changed(const std::string& key);
  void wait_for_work(const std::string& key);
  void publish(TextDocument& document);
  /// The loaded accounts, as long as it is not known what the text makes of them; else null.
  const LoadedAccounts* wanted_accounts(const TextDocument& document) const;
  void ask_for_guideline(const TextDocument& scenarios);

  struct Waiting {
    std::string key;
    bool published = false, proved = false;
  };
  std::map<std::string, std::unique_ptr<TextDocument>, std::less<>> open_, files_;  // by unescaped address
  std::set<std::string, std::less<>> asked_for_;
  std::map<std::string, LoadedAccounts, std::less<>> accounts_;  // by the guideline's unescaped address
  std::deque<Waiting> waiting_;
  std::vector<std::string> messages_;
  std::uint64_t requests_ = 0;  // that were sent
};

}  // namespace spanne::service
