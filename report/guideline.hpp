// Makes a document of a guideline for people to read and sign.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/proof/matrix/matrix.hpp"
#include "engine/proof/questions/prove.hpp"
#include "engine/trail/release.hpp"
#include "report/document.hpp"

namespace spanne::report {

/// What is shown in addition to the rule set itself.
struct GuidelineFacts {
  std::string digest, text_digest;
  std::vector<bool> tests_passed;         // one per test
  engine::Proof proof;                    // efforts of clusters and proofs of properties
  std::optional<engine::Matrix> matrix;   // of a guideline with profiles
  std::vector<std::string> warnings;      // of the checker and of the proofs
  std::vector<engine::Release> releases;  // of this guideline, oldest first
  std::vector<std::string> signed_by;     // one per release: "no", or the key
  std::string withdrawn;                  // the day on which this text was withdrawn, and why; empty if it was not
  std::string later;                      // a later release and its day; empty if there is none
  bool is_released = false;               // the text equals one of the releases
};

Document guideline_document(const engine::Model& model, const GuidelineFacts& facts);

}  // namespace spanne::report
