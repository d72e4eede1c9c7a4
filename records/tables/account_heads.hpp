// What heads say to who reads accounts: which row they stand in, and which columns hold numbers.
#pragma once

#include "engine/model/model.hpp"
#include "records/tables/typed_table.hpp"

namespace spanne::records {

/// How the attributes of a model judge a row as heads. `model` outlives it.
HeadJudge attribute_heads(const engine::Model& model);

/// Who reads accounts of a model, which outlives it.
TableReader account_reader(const engine::Model& model);

}  // namespace spanne::records
