// What stands above the lines of a guideline: whether its tests pass, and what it makes of the loaded accounts.
#include <fmt/format.h>

#include "engine/testing/run.hpp"
#include "service/features.hpp"
#include "service/params.hpp"
#include "service/portfolio_work.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

using engine::StatementRef;

std::string test_words(const engine::TestResult& result) {
  if (result.passed()) return "passed";
  const auto& first = result.differences.front();
  const std::size_t more = result.differences.size() - 1;
  return fmt::format("failed: expected {}, but {}{}", first.expected, first.actual,
                     more == 0 ? "" : fmt::format("; and {} more", more));
}

class CodeLenses {
 public:
  CodeLenses(Session& session, TextDocument& document) : session_(session), document_(document) {}

  Json all() {
    if (document_.kind() != TextKind::rules || !document_.rules().model) return std::move(lenses_);
    add_portfolio();
    const engine::Model& model = *document_.rules().model;
    for (const auto& test : model.tests) add(test.span, test_words(run_test(model, test, session_.today)));
    return std::move(lenses_);
  }

 private:
  /// A command without a name is a text that does nothing.
  void add(grammar::TextSpan span, const std::string& title) {
    lenses_.push_back(
        {{"range", range_json(span, document_.lines())}, {"command", {{"title", title}, {"command", ""}}}});
  }

  void add_portfolio() {
    const LoadedAccounts* loaded = session_.accounts_of(document_.uri());
    if (loaded == nullptr) return;
    if (!document_.portfolio_problem().empty()) {
      add({}, document_.portfolio_problem());
      return;
    }
    const PortfolioWork* work = document_.portfolio();
    if (work == nullptr) return;
    add({}, words_of_all(*work, loaded->accounts.name));
    add_statements(*work);
  }

  void add_statements(const PortfolioWork& work) {
    const engine::Model& model = work.model();
    const auto add_one = [&](const StatementRef& statement) {
      if (const auto* figures = work.of(statement)) add(span_of(statement, model), words_of(*figures, statement, work));
    };
    for (std::size_t id = 0; id < model.clusters.size(); ++id) add_one({StatementRef::Kind::cluster, id, 0});
    for (std::size_t id = 0; id < model.rules.size(); ++id) add_one({StatementRef::Kind::rule, id, 0});
    for (std::size_t id = 0; id < model.tables.size(); ++id)
      for (std::size_t row = 0; row < model.tables[id].rows.size(); ++row) add_one({StatementRef::Kind::row, id, row});
  }

  Session& session_;
  TextDocument& document_;
  Json lenses_ = Json::array();
};

}  // namespace

Reply code_lenses(Session& session, const Json& params) {
  auto document = document_of(session, params);
  if (auto* error = std::get_if<RequestError>(&document)) return std::move(*error);
  return CodeLenses(session, *std::get<TextDocument*>(document)).all();
}

}  // namespace spanne::service
