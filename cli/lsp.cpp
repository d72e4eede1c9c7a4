// `spanne lsp`: the language service on standard input and output, for editors.
#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "cli/planning.hpp"
#include "cli/safe_stream.hpp"
#include "records/io/file.hpp"
#include "records/io/system.hpp"
#include "service/document.hpp"
#include "service/framing.hpp"
#include "service/params.hpp"
#include "service/service.hpp"

namespace spanne::cli {
namespace {

/// So much is done before it is looked again whether a message waits: some milliseconds.
constexpr std::uint64_t steps_between_messages = 20'000;

/// The bytes of standard input, in pieces as they come.
class InputPieces {
 public:
  /// Waits for more; an empty piece is the end.
  std::string_view next() {
    while (true) {
      const ssize_t count = ::read(STDIN_FILENO, buffer_.data(), buffer_.size());
      if (count < 0 && errno == EINTR) continue;
      return {buffer_.data(), count < 0 ? 0 : static_cast<std::size_t>(count)};
    }
  }

 private:
  std::array<char, 65'536> buffer_;
};

/// The path of a file on this machine; empty if the address is of something else.
std::string path_of_uri(const std::string& uri) {
  constexpr std::string_view scheme = "file://";
  const std::string plain = service::unescaped_uri(uri);
  return plain.starts_with(scheme) ? plain.substr(scheme.size()) : std::string();
}

/// The answer to `spanne/needs`: editors know nothing of it, so files that are not open are read here.
std::string file_message(const std::string& uri) {
  service::Json params{{"uri", uri}, {"text", nullptr}};
  const std::string path = path_of_uri(uri);
  if (!path.empty()) {
    auto text = records::read_file(path, largest_rule_file);
    if (auto* read = std::get_if<std::string>(&text)) params["text"] = std::move(*read);
  }
  return service::notification("spanne/file", std::move(params));
}

class EditorConnection {
 public:
  explicit EditorConnection(const Output& output) : output_(output), out_(unguarded(output.out)), service_(today()) {}

  int run() {
    InputPieces input;
    if (output_.terminal.asks) write_line(output_.err, "note: an editor is waited for; Ctrl+D ends this");
    while (!service_.has_ended()) {
      if (auto message = frames_.next()) {
        send(service_.handle(*message));
        continue;
      }
      if (!frames_.error().empty()) return refuse(frames_.error());
      if (service_.has_work() && !records::standard_input_waits()) {
        send(service_.work(steps_between_messages));
        continue;
      }
      const std::string_view piece = input.next();
      if (piece.empty() && frames_.has_rest()) return refuse("what arrived is no whole message");
      if (piece.empty()) break;
      frames_.add(piece);
    }
    return service_.exit_status();
  }

 private:
  void send(const std::vector<std::string>& messages) {
    std::vector<std::string> files;
    for (const std::string& message : messages) {
      if (auto uri = needed_file(message))
        files.push_back(file_message(*uri));
      else
        out_ << service::framed(message);
    }
    out_ << std::flush;
    for (const std::string& file : files) send(service_.handle(file));
  }

  int refuse(const std::string& why) const {
    show_error(output_, why, "editors start spanne lsp by themselves; docs/editors.md says how to set one up");
    return wrong_usage;
  }

  static std::optional<std::string> needed_file(const std::string& message) {
    if (message.find("\"spanne/needs\"") == std::string::npos) return std::nullopt;
    const auto json = service::Json::parse(message, nullptr, false);
    if (service::text_member(json, "method") != "spanne/needs") return std::nullopt;
    return service::text_member(service::member(json, "params"), "uri");
  }

  const Output& output_;
  std::ostream& out_;
  service::Service service_;
  service::FrameReader frames_;
};

}  // namespace

AddedCommand add_lsp(CLI::App& app) {
  auto* command = app.add_subcommand("lsp", "Serves an editor: the language server protocol on standard input.");
  command->add_flag("--stdio")->description("the usual way, and the only one; editors add it");
  return {command, [](const Output& output) { return EditorConnection(output).run(); }};
}

}  // namespace spanne::cli
