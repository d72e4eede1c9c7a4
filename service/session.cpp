#include "service/session.hpp"

#include <algorithm>
#include <utility>

#include "service/diagnostics.hpp"

namespace spanne::service {
namespace {

/// Reading and checking a text counts as so many steps of a proof, for each byte of it.
constexpr std::uint64_t steps_per_byte = 1;

}  // namespace

Document* Session::open_document(std::string_view uri) {
  const auto found = open_.find(unescaped_uri(uri));
  return found == open_.end() ? nullptr : found->second.get();
}

Document* Session::find(std::string_view uri) {
  if (Document* document = open_document(uri)) return document;
  const auto found = files_.find(unescaped_uri(uri));
  return found == files_.end() ? nullptr : found->second.get();
}

Document* Session::guideline_of(const Document& scenarios) {
  const std::string uri = scenarios.guideline_uri();
  Document* found = uri.empty() ? nullptr : find(uri);
  return found != nullptr && found->kind() == TextKind::rules ? found : nullptr;
}

std::vector<Document*> Session::open_documents() {
  std::vector<Document*> all;
  for (const auto& [key, document] : open_) all.push_back(document.get());
  return all;
}

void Session::open(Document document) {
  const std::string key = unescaped_uri(document.uri());
  open_[key] = std::make_unique<Document>(std::move(document));
  changed(key);
}

void Session::close(std::string_view uri) {
  const std::string key = unescaped_uri(uri);
  const auto found = open_.find(key);
  if (found == open_.end()) return;
  send("textDocument/publishDiagnostics", {{"uri", found->second->uri()}, {"diagnostics", Json::array()}});
  open_.erase(found);
  asked_for_.erase(key);
  std::erase_if(waiting_, [&](const Waiting& waiting) { return waiting.key == key; });
  changed(key);
}

void Session::hand_over(const std::string& uri, std::optional<std::string> text) {
  const std::string key = unescaped_uri(uri);
  if (text)
    files_[key] = std::make_unique<Document>(uri, std::nullopt, std::move(*text), client.encoding);
  else
    files_.erase(key);
  if (open_.count(key) == 0) changed(key);
}

/// Scenarios of this guideline are to be read again.
void Session::changed(const std::string& key) {
  if (open_.count(key) != 0) wait_for_work(key);
  for (const auto& [other, document] : open_) {
    if (document->kind() != TextKind::scenarios || unescaped_uri(document->guideline_uri()) != key) continue;
    document->forget_guideline();
    if (other != key) wait_for_work(other);
  }
}

void Session::wait_for_work(const std::string& key) {
  std::erase_if(waiting_, [&](const Waiting& waiting) { return waiting.key == key; });
  waiting_.push_back({key});
}

const LoadedAccounts* Session::accounts_of(std::string_view uri) const {
  const auto found = accounts_.find(unescaped_uri(uri));
  return found == accounts_.end() ? nullptr : &found->second;
}

void Session::load_accounts(std::string_view uri, std::optional<LoadedAccounts> accounts) {
  const std::string key = unescaped_uri(uri);
  if (accounts)
    accounts_[key] = std::move(*accounts);
  else if (accounts_.erase(key) == 0)
    return;
  const auto found = open_.find(key);
  if (found == open_.end()) return;
  found->second->forget_portfolio();
  const bool waits =
      std::any_of(waiting_.begin(), waiting_.end(), [&](const Waiting& waiting) { return waiting.key == key; });
  if (!waits) waiting_.push_back({key, true, found->second->proof() != nullptr});
}

bool Session::evaluate_accounts(Document& document, std::uint64_t& steps) {
  const LoadedAccounts* loaded = accounts_of(document.uri());
  if (loaded == nullptr) return true;
  steps = document.evaluate(*loaded, today, steps);
  return document.portfolio() != nullptr || !document.portfolio_problem().empty();
}

grammar::Diagnostics Session::findings_of(Document& document) {
  if (document.kind() == TextKind::scenarios) return document.scenarios(guideline_of(document)).findings;
  grammar::Diagnostics findings = document.rules().findings;
  if (const engine::Proof* proof = document.proof()) {
    findings.insert(findings.end(), proof->findings.begin(), proof->findings.end());
    const auto notes = engine::notes_of(proof->cliffs);
    findings.insert(findings.end(), notes.begin(), notes.end());
    grammar::sort_by_place(findings);
    grammar::shorten(findings);
  }
  return findings;
}

void Session::publish(Document& document) {
  Json params{{"uri", document.uri()}};
  if (document.version()) params["version"] = *document.version();
  params["diagnostics"] = Json::array();
  for (const auto& finding : findings_of(document))
    params["diagnostics"].push_back(diagnostic_json(finding, document, client));
  send("textDocument/publishDiagnostics", std::move(params));
}

void Session::ask_for_guideline(const Document& scenarios) {
  const std::string uri = scenarios.guideline_uri();
  if (uri.empty() || find(uri) != nullptr || !asked_for_.insert(unescaped_uri(uri)).second) return;
  send("spanne/needs", {{"uri", uri}});
}

void Session::work(std::uint64_t steps) {
  while (!waiting_.empty() && steps > 0) {
    Waiting& next = waiting_.front();
    Document& document = *open_.at(next.key);
    if (!next.published) {
      if (document.kind() == TextKind::scenarios) ask_for_guideline(document);
      publish(document);
      next.published = true;
      steps -= std::min<std::uint64_t>(steps, 1 + steps_per_byte * document.text().size());
      continue;
    }
    if (!next.proved) {
      const auto [left, done] = document.prove(steps);
      steps = left;
      if (!done) continue;
      if (document.proof() != nullptr) publish(document);
      next.proved = true;
      continue;
    }
    if (!evaluate_accounts(document, steps)) continue;
    const bool has_lenses = document.portfolio() != nullptr || !document.portfolio_problem().empty();
    if (has_lenses && client.refreshes_lenses) ask("workspace/codeLens/refresh");
    waiting_.pop_front();
  }
}

void Session::send(std::string_view method, Json params) {
  messages_.push_back(notification(method, std::move(params)));
}

void Session::ask(std::string_view method) {
  messages_.push_back(request("spanne-" + std::to_string(++requests_), method));
}

std::vector<std::string> Session::take_messages() { return std::exchange(messages_, {}); }

}  // namespace spanne::service
