// ReceiptCheck checks what all receipts have: program, signature, guideline, release and files.
#pragma once

#include <string>
#include <string_view>

#include "cli/receipt.hpp"
#include "cli/signers.hpp"
#include "engine/trail/schemes.hpp"

namespace spanne::cli {

/// Errors are shown at once, and kept in the status.
class ReceiptCheck {
 public:
  /// What a guideline that is not released means where keys are trusted: nobody answers for a result by it, but a
  /// report may well be about a draft.
  enum class Draft { refused, noted };

  /// Throws Stop if the trusted keys cannot be read. `options` and `output` outlive it.
  ReceiptCheck(const VerifyOptions& options, const Output& output, Draft draft = Draft::refused);

  int status() const { return status_; }
  void fault(const std::string& message);
  /// Compares a field of the receipt with its expected value.
  void compare(std::string_view field, const std::string& said, const std::string& where, const std::string& found);
  void compare(std::string_view field, std::size_t said, const std::string& where, std::size_t found);

  /// The program that wrote the receipt, who signed it, and what is declared in it. To be called first.
  void check_core(const records::AnyReceipt& receipt);
  /// The guideline's text, which `rules` names as rules_of() does, and its release. `field`: of the receipt, "ruleset";
  /// `release_field`: "release".
  void check_rules(const records::ReceiptRules& said, const std::string& rules, const std::string& field,
                   const std::string& release_field);
  /// What the guideline says of itself.
  void check_facts(const records::ReceiptRules& said, const RuleFacts& found, const std::string& field);
  void check_file(const records::ReceiptFile& file);

  /// The path of a file of the receipt.
  std::string path_of(const std::string& relative) const { return beside(options_.file, relative); }
  /// Says after an error that another version of the program wrote the receipt, if so.
  void show_engine(const std::string& engine) const;

 private:
  void check_engine(const records::ReceiptCore& core);
  void check_signature(const records::AnyReceipt& receipt);
  void check_signer(const records::AnyReceipt& receipt);
  void check_scope(const records::TrustedKey& key, const records::AnyReceipt& receipt);
  void show_declared(const records::ReceiptDeclaration& declared) const;

  void check_text(const records::ReceiptRules& said, const std::string& rules, const std::string& field);
  void check_release(const records::ReceiptRules& said, const std::string& field, const std::string& release_field);
  void check_unreleased(const records::ReceiptRules& said, const records::ReleaseLog& log, const std::string& path);
  void show_release(const engine::Release& line, const std::string& path, const std::string& where) const;

  const VerifyOptions& options_;
  const Output& output_;
  Draft draft_;
  Trust trust_;
  int canonical_ = engine::current_schemes.canonical;  // the scheme of the receipt's digests
  int status_ = fine;
};

}  // namespace spanne::cli
