// This header provides the functions of CBC's C interface, loaded at run time with the first programme.
//
// Only `balance` needs the library, and linking it with the dozen that it brings along would slow down the start of
// every command. A function that is used but not listed below does not compile.
#pragma once

#include <coin/Cbc_C_Interface.h>

namespace spanne::engine {

// clang-format would break the list into a staircase.
// clang-format off
#define SPANNE_CBC_FUNCTIONS(USE) \
  USE(newModel) USE(deleteModel) USE(loadProblem) USE(setInteger) USE(setLogLevel) USE(setParameter) \
  USE(setMaximumNodes) USE(setAllowableGap) USE(setMIPStartI) USE(solve) USE(bestSolution) USE(getObjValue) USE(getBestPossibleObjValue) \
  USE(isProvenOptimal) USE(isProvenInfeasible) USE(getNodeCount)
// clang-format on

struct CbcFunctions {
#define SPANNE_CBC_DECLARE(name) decltype(&::Cbc_##name) name = nullptr;
  SPANNE_CBC_FUNCTIONS(SPANNE_CBC_DECLARE)
#undef SPANNE_CBC_DECLARE
};

/// Loads the library at the first call, from any thread. Null if the library or one of the functions is missing.
const CbcFunctions* cbc_functions();

}  // namespace spanne::engine
