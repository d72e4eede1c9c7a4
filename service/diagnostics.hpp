// Findings as editors show them.
#pragma once

#include "grammar/text/diagnostic.hpp"
#include "service/document.hpp"
#include "service/json_rpc.hpp"

namespace spanne::service {

struct ClientAbilities;

/// One finding. Its message ends with its help, and the account that shows it, each on a line of its own.
Json diagnostic_json(const grammar::Diagnostic& finding, const TextDocument& document, const ClientAbilities& client);

/// A text that is put into a document: with line breaks like the document's own.
std::string with_line_breaks_of(const TextDocument& document, std::string text);

/// Edits of one document, as a WorkspaceEdit.
Json workspace_edit(const TextDocument& document, Json edits, const ClientAbilities& client);
Json text_edit(grammar::TextSpan span, std::string text, const TextDocument& document);

}  // namespace spanne::service
