#include "service/notifications.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "library/base64.hpp"
#include "service/params.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

/// The largest text that is read, as for files.
constexpr std::size_t largest_text = 16'000'000;

void take_text(Session& session, std::string uri, std::optional<std::int64_t> version, std::string text) {
  if (text.size() > largest_text) {
    session.send(
        "window/showMessage",
        {{"type", 1}, {"message", name_of_uri(uri) + " is larger than 16 MB, which is the most a guideline may be"}});
    text.clear();
  }
  session.open(TextDocument(std::move(uri), version, std::move(text), session.client.encoding));
}

void did_open(Session& session, const Json& params) {
  const Json& document = member(params, "textDocument");
  auto uri = text_member(document, "uri");
  auto text = text_member(document, "text");
  if (uri && text) take_text(session, std::move(*uri), number_member(document, "version"), std::move(*text));
}

/// A text after one change: the whole of it, or, though we ask for that, a part.
std::string changed_text(const std::string& before, const Json& change, PositionEncoding encoding) {
  const auto text = text_member(change, "text");
  if (!text) return before;
  if (member(change, "range").is_null()) return *text;
  const LineIndex lines(before, encoding);
  const auto span = span_of(member(change, "range"), lines);
  return span ? before.substr(0, span->begin) + *text + before.substr(span->end) : before;
}

void did_change(Session& session, const Json& params) {
  const Json& named = member(params, "textDocument");
  const auto uri = text_member(named, "uri");
  const TextDocument* document = uri ? session.open_document(*uri) : nullptr;
  const Json& changes = member(params, "contentChanges");
  if (document == nullptr || !changes.is_array()) return;
  std::string text = document->text();
  for (const Json& change : changes) text = changed_text(text, change, session.client.encoding);
  take_text(session, document->uri(), number_member(named, "version"), std::move(text));
}

void did_close(Session& session, const Json& params) {
  if (const auto uri = text_member(member(params, "textDocument"), "uri")) session.close(*uri);
}

/// A file that the service has asked for: its text, or its bytes in base64; neither, if there is no such file.
void take_file(Session& session, const Json& params) {
  const auto uri = text_member(params, "uri");
  if (!uri) return;
  std::optional<std::string> text = text_member(params, "text");
  if (const auto coded = text_member(params, "base64")) text = library::from_base64(*coded);
  if (text && text->size() > largest_text) text.reset();
  session.hand_over(*uri, std::move(text));
}

using Notice = void (*)(Session& session, const Json& params);

constexpr std::pair<std::string_view, Notice> notices[] = {{"textDocument/didOpen", did_open},
                                                           {"textDocument/didChange", did_change},
                                                           {"textDocument/didClose", did_close},
                                                           {"spanne/file", take_file}};

}  // namespace

void notice(Session& session, std::string_view method, const Json& params) {
  for (const auto& [name, take] : notices)
    if (name == method) take(session, params);
}

void notice_client(Session& session, const Json& params) {
  const Json& abilities = member(params, "capabilities");
  const Json& encodings = member(member(abilities, "general"), "positionEncodings");
  const bool utf8 =
      encodings.is_array() && std::find(encodings.begin(), encodings.end(), Json("utf-8")) != encodings.end();
  session.client.encoding = utf8 ? PositionEncoding::utf8 : PositionEncoding::utf16;
  const Json& text = member(abilities, "textDocument");
  session.client.refreshes_lenses =
      member(member(member(abilities, "workspace"), "codeLens"), "refreshSupport") == true;
  session.client.related_information = member(member(text, "publishDiagnostics"), "relatedInformation") == true;
  session.client.versioned_edits =
      member(member(member(abilities, "workspace"), "workspaceEdit"), "documentChanges") == true;
  const Json& hover = member(member(text, "hover"), "contentFormat");
  session.client.markdown_hover =
      hover.is_array() && std::find(hover.begin(), hover.end(), Json("markdown")) != hover.end();
}

}  // namespace spanne::service
