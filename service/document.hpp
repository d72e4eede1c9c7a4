// A text that is open in an editor, and what is known of it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/proof/questions/prove.hpp"
#include "service/analysis.hpp"

namespace spanne::service {

struct LoadedAccounts;
class PortfolioWork;

enum class TextKind { rules, scenarios };

/// What one question of a proof may take here, some tenths of a second. A question that needs more stays undecided;
/// `spanne check` gives it more time.
inline constexpr std::uint64_t steps_per_question = 2'000'000;

/// One version of a text. Everything is made when it is first asked for, and depends on nothing but the text (and, for
/// scenarios, their guideline's), so that it makes no difference how the editor got there.
class TextDocument {
 public:
  TextDocument(std::string uri, std::optional<std::int64_t> version, std::string text, PositionEncoding encoding);
  ~TextDocument();
  TextDocument(TextDocument&&) noexcept;
  TextDocument& operator=(TextDocument&&) noexcept;

  const std::string& uri() const { return uri_; }
  std::optional<std::int64_t> version() const { return version_; }  // as the editor counts; nullopt: it does not
  const std::string& text() const { return *text_; }
  const LineIndex& lines() const { return lines_; }
  TextKind kind() const { return kind_; }
  /// Whether most line breaks are a carriage return and a line feed.
  bool has_carriage_returns() const { return carriage_returns_; }

  /// Of a rule file.
  const RulesAnalysis& rules() const;
  /// Of a file of scenarios. `guideline`: what guideline_uri() names; null if it is not at hand.
  const ScenariosAnalysis& scenarios(const TextDocument* guideline) const;
  /// Of a file of scenarios: where its guideline lies; empty if its first line cannot be read.
  const std::string& guideline_uri() const;
  /// The guideline of these scenarios has become another one.
  void forget_guideline() { scenarios_.reset(); }

  /// The proof of a sound guideline, once it is complete; null before.
  const engine::Proof* proof() const { return proof_ ? &*proof_ : nullptr; }
  /// Goes on with the proof until `steps` are taken, to the end of the question in which they are. `done` once there is
  /// no more to do.
  struct ProofWork {
    std::uint64_t taken = 0;
    bool done = false;
  };
  ProofWork prove(std::uint64_t steps);

  // ---- accounts
  /// What the text makes of the loaded accounts, once that is complete; null before.
  const PortfolioWork* portfolio() const;
  /// Why it makes nothing of them; empty if it does, or if that is not known yet.
  const std::string& portfolio_problem() const { return portfolio_problem_; }
  /// Goes on with them for about `steps` steps; returns how many it took.
  std::uint64_t evaluate(const LoadedAccounts& loaded, engine::Date today, std::uint64_t steps);
  /// Other accounts have been loaded.
  void forget_portfolio();

 private:
  std::string uri_;
  std::optional<std::int64_t> version_;
  std::unique_ptr<const std::string> text_;  // does not move: lines and spans point into it
  LineIndex lines_;
  TextKind kind_;
  bool carriage_returns_ = false;
  mutable std::optional<std::string> guideline_uri_;  // asked for with every change of any text
  mutable std::unique_ptr<RulesAnalysis> rules_;
  mutable std::unique_ptr<ScenariosAnalysis> scenarios_;
  std::unique_ptr<engine::ProofInSteps> proving_;
  std::optional<engine::Proof> proof_;
  std::unique_ptr<PortfolioWork> portfolio_;
  std::string portfolio_problem_;
};

/// The address of a file that a text at `uri` names by its path: relative to it.
std::string uri_beside(std::string_view uri, std::string_view path);
/// An address without escapes, and with a small drive letter: the same for however an editor writes it.
std::string unescaped_uri(std::string_view uri);
/// The last part of an address, its escapes resolved: what messages call the file.
std::string name_of_uri(std::string_view uri);

}  // namespace spanne::service
