#include "engine/planning/solver/cbc.hpp"

#include <dlfcn.h>

namespace spanne::engine {

namespace {

template <class Function>
bool find(void* library, Function& function, const char* name) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

/// Null if something is missing.
const CbcFunctions* load() {
  void* library = ::dlopen("libCbcSolver.so.3", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return nullptr;
  static CbcFunctions functions;
  bool complete = true;
#define SPANNE_CBC_FIND(name) complete = find(library, functions.name, "Cbc_" #name) && complete;
  SPANNE_CBC_FUNCTIONS(SPANNE_CBC_FIND)
#undef SPANNE_CBC_FIND
  return complete ? &functions : nullptr;
}

}  // namespace

const CbcFunctions* cbc_functions() {
  static const CbcFunctions* const functions = load();  // stays loaded until the program ends
  return functions;
}

}  // namespace spanne::engine
