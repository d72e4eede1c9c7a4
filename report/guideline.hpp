// A guideline as a document that people read, and sign.
#pragma once

#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/proof/questions/prove.hpp"
#include "engine/trail/release.hpp"
#include "report/document.hpp"

namespace spanne::report {

/// What is told beside the rule set itself.
struct GuidelineFacts {
  std::string digest, text_digest;
  std::vector<bool> tests_passed;         // one for each test
  engine::Proof proof;                    // for clusters and properties
  std::vector<std::string> warnings;      // of the check and of the proofs
  std::vector<engine::Release> releases;  // of this guideline, oldest first
  std::vector<std::string> signed_by;     // one for each release: "no", or with which key
  std::string later;                      // which release is later, and of which day; else empty
  bool is_released = false;               // the text is one of them, unchanged
};

Document guideline_document(const engine::Model& model, const GuidelineFacts& facts);

}  // namespace spanne::report
