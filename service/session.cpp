#include "service/session.hpp"

#include <algorithm>
#include <utility>

#include "service/diagnostics.hpp"

namespace spanne::service {
namespace {

/// Reading and checking a text counts as so many steps of a proof, for each byte of it.
constexpr std::uint64_t steps_per_byte = 1;

}  // namespace

TextDocument* Session::open_document(std::string_view uri) {
  const auto found = open_.find(unescaped_uri(uri));
  return found == open_.end() ? nullptr : found->second.get();
}

TextDocument* Session::find(std::string_view uri) {
  if (TextDocument* document = open_document(uri)) return document;
  const auto found = files_.find(unescaped_uri(uri));
  return found == files_.end() ? nullptr : found->second.get();
}

TextDocument* Session::guideline_of(const TextDocument& scenarios) {
  const std::string uri = scenarios.guideline_uri();
  TextDocument* found = uri.empty() ? nullptr : find(uri);
  return found != nullptr && found->kind() == TextKind::rules ? found : nullptr;
}

std::vector<TextDocument*> Session::scenarios_of(const TextDocument& guideline) {
  std::map<std::string_view, TextDocument*> all;
  for (const auto* documents : {&open_, &files_})  // what is open goes before the file
    for (const auto& [key, document] : *documents)
      if (document->kind() == TextKind::scenarios) all.emplace(key, document.get());
  std::vector<TextDocument*> found;
  for (const auto& [key, document] : all)
    if (guideline_of(*document) == &guideline) found.push_back(document);
  return found;
}

void Session::open(TextDocument document) {
  const std::string key = unescaped_uri(document.uri());
  open_[key] = std::make_unique<TextDocument>(std::move(document));
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
    files_[key] = std::make_unique<TextDocument>(uri, std::nullopt, std::move(*text), client.encoding);
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

const LoadedAccounts* Session::wanted_accounts(const TextDocument& document) const {
  const bool is_done = document.portfolio() != nullptr || !document.portfolio_problem().empty();
  const bool can_be = document.kind() == TextKind::rules && document.rules().model;
  return is_done || !can_be ? nullptr : accounts_of(document.uri());
}

grammar::Diagnostics Session::findings_of(TextDocument& document) {
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

void Session::publish(TextDocument& document) {
  Json params{{"uri", document.uri()}};
  if (document.version()) params["version"] = *document.version();
  params["diagnostics"] = Json::array();
  for (const auto& finding : findings_of(document))
    params["diagnostics"].push_back(diagnostic_json(finding, document, client));
  send("textDocument/publishDiagnostics", std::move(params));
}

void Session::ask_for_guideline(const TextDocument& scenarios) {
  const std::string uri = scenarios.guideline_uri();
  if (uri.empty() || find(uri) != nullptr || !asked_for_.insert(unescaped_uri(uri)).second) return;
  send("spanne/needs", {{"uri", uri}});
}

std::uint64_t Session::work(std::uint64_t steps) {
  std::uint64_t done = 0;
  while (!waiting_.empty() && done < steps) {
    Waiting& next = waiting_.front();
    TextDocument& document = *open_.at(next.key);
    if (!next.published) {
      if (document.kind() == TextKind::scenarios) ask_for_guideline(document);
      publish(document);
      next.published = true;
      done += 1 + steps_per_byte * document.text().size();
      continue;
    }
    if (!next.proved) {
      const auto [taken, proved] = document.prove(steps - done);
      done += taken;
      if (!proved) continue;
      if (document.proof() != nullptr) publish(document);
      next.proved = true;
      continue;
    }
    if (const LoadedAccounts* loaded = wanted_accounts(document)) {
      done += document.evaluate(*loaded, today, steps - done);
      if (wanted_accounts(document) != nullptr) continue;
      if (client.refreshes_lenses) ask("workspace/codeLens/refresh");
    }
    waiting_.pop_front();
  }
  return done;
}

void Session::send(std::string_view method, Json params) {
  messages_.push_back(notification(method, std::move(params)));
}

void Session::ask(std::string_view method) {
  messages_.push_back(request("spanne-" + std::to_string(++requests_), method));
}

std::vector<std::string> Session::take_messages() { return std::exchange(messages_, {}); }

}  // namespace spanne::service
