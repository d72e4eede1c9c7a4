#include "service/document.hpp"

#include <algorithm>
#include <utility>

#include "grammar/scenarios/parse_scenarios.hpp"
#include "service/loaded_accounts.hpp"
#include "service/portfolio_work.hpp"

namespace spanne::service {
namespace {

/// Reading a byte of accounts counts as so many steps of a proof.
constexpr std::uint64_t steps_per_byte_read = 1;

bool mostly_carriage_returns(std::string_view text) {
  std::size_t feeds = 0, both = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\n') continue;
    ++feeds;
    if (at > 0 && text[at - 1] == '\r') ++both;
  }
  return both * 2 > feeds;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// As editors write addresses: everything but letters, digits and a few signs by its bytes.
std::string escaped_path(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "-._~/";
  std::string made;
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || plain.find(c) != std::string_view::npos) {
      made += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    made += '%';
    made += digits[byte / 16U];
    made += digits[byte % 16U];
  }
  return made;
}

}  // namespace

std::string uri_beside(std::string_view uri, std::string_view path) {
  std::string written(path);
  std::replace(written.begin(), written.end(), '\\', '/');
  const std::size_t scheme = uri.find("://");
  const std::size_t root = scheme == std::string_view::npos ? 0 : std::min(uri.find('/', scheme + 3), uri.size());
  if (written.starts_with('/')) return std::string(uri.substr(0, root)) + escaped_path(written);
  std::string folder(uri.substr(0, uri.rfind('/') == std::string_view::npos ? 0 : uri.rfind('/') + 1));
  std::string_view rest = written;
  while (true) {
    if (rest.starts_with("./")) {
      rest.remove_prefix(2);
    } else if (rest.starts_with("../") && folder.size() > root + 1) {
      rest.remove_prefix(3);
      folder.erase(folder.rfind('/', folder.size() - 2) + 1);
    } else {
      return folder + escaped_path(rest);
    }
  }
}

std::string unescaped_uri(std::string_view uri) {
  std::string made;
  for (std::size_t at = 0; at < uri.size(); ++at) {
    const int high = uri[at] == '%' && at + 2 < uri.size() ? digit_of(uri[at + 1]) : -1;
    const int low = high >= 0 ? digit_of(uri[at + 2]) : -1;
    made += low < 0 ? uri[at] : static_cast<char>(high * 16 + low);
    if (low >= 0) at += 2;
  }
  constexpr std::size_t drive = std::string_view("file:///").size();
  if (made.starts_with("file:///") && made.size() > drive + 1 && made[drive + 1] == ':' && made[drive] >= 'A' &&
      made[drive] <= 'Z')
    made[drive] = static_cast<char>(made[drive] - 'A' + 'a');
  return made;
}

std::string name_of_uri(std::string_view uri) {
  const std::size_t slash = uri.rfind('/');
  return unescaped_uri(slash == std::string_view::npos ? uri : uri.substr(slash + 1));
}

TextDocument::TextDocument(std::string uri, std::optional<std::int64_t> version, std::string text,
                           PositionEncoding encoding)
    : uri_(std::move(uri)),
      version_(version),
      text_(std::make_unique<const std::string>(std::move(text))),
      lines_(*text_, encoding),
      kind_(grammar::is_scenario_file(*text_) ? TextKind::scenarios : TextKind::rules),
      carriage_returns_(mostly_carriage_returns(*text_)) {}

TextDocument::~TextDocument() = default;
TextDocument::TextDocument(TextDocument&&) noexcept = default;
TextDocument& TextDocument::operator=(TextDocument&&) noexcept = default;

const RulesAnalysis& TextDocument::rules() const {
  if (!rules_) rules_ = std::make_unique<RulesAnalysis>(analyse_rules(name_of_uri(uri_), *text_));
  return *rules_;
}

const ScenariosAnalysis& TextDocument::scenarios(const TextDocument* guideline) const {
  if (!scenarios_)
    scenarios_ = std::make_unique<ScenariosAnalysis>(
        analyse_scenarios(name_of_uri(uri_), *text_, guideline == nullptr ? nullptr : &guideline->rules()));
  return *scenarios_;
}

const std::string& TextDocument::guideline_uri() const {
  if (guideline_uri_) return *guideline_uri_;
  const grammar::Source source(name_of_uri(uri_), *text_);
  const auto parsed = grammar::parse_scenarios(source);
  return guideline_uri_.emplace(parsed.file.header ? uri_beside(uri_, parsed.file.header->guideline.value)
                                                   : std::string());
}

const PortfolioWork* TextDocument::portfolio() const {
  return portfolio_ && portfolio_->done() ? portfolio_.get() : nullptr;
}

std::uint64_t TextDocument::evaluate(const LoadedAccounts& loaded, engine::Date today, std::uint64_t steps) {
  if (portfolio_) return portfolio_->go_on(steps);
  auto read = read_by(*this, loaded, today);
  if (const auto* refusal = std::get_if<library::CallRefusal>(&read))
    portfolio_problem_ = refusal->problem.message;
  else
    portfolio_ = std::make_unique<PortfolioWork>(std::move(std::get<library::PortfolioArguments>(read)));
  return 1 + steps_per_byte_read * loaded.accounts.bytes.size();
}

void TextDocument::forget_portfolio() {
  portfolio_.reset();
  portfolio_problem_.clear();
}

TextDocument::ProofWork TextDocument::prove(std::uint64_t steps) {
  ProofWork work;
  work.done = proof_ || kind_ != TextKind::rules || !rules().model;
  if (work.done) return work;
  if (!proving_) {
    engine::ProofOptions options;
    options.steps = steps_per_question;
    proving_ = std::make_unique<engine::ProofInSteps>(*rules().model, options);
  }
  while (!proving_->done() && work.taken < steps) work.taken += std::max<std::uint64_t>(1, proving_->settle_next());
  if (!proving_->done()) return work;
  proof_ = proving_->take();
  proving_.reset();
  work.done = true;
  return work;
}

}  // namespace spanne::service
