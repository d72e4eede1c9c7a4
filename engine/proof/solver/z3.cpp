#include "engine/proof/solver/z3.hpp"

#include <dlfcn.h>
#include <z3_version.h>

#define SPANNE_Z3_TEXT(value) #value
#define SPANNE_Z3_SONAME(major) "libz3.so." SPANNE_Z3_TEXT(major)

namespace z3 {

#define SPANNE_Z3_DEFINE(name) decltype(&::Z3_##name) Z3_##name = nullptr;
SPANNE_Z3_FUNCTIONS(SPANNE_Z3_DEFINE)

namespace {

template <class Function>
bool find(void* library, Function& function, const char* name) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

bool load() {
  void* library = ::dlopen(SPANNE_Z3_SONAME(Z3_MAJOR_VERSION), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return false;
  bool complete = true;
#define SPANNE_Z3_FIND(name) complete = find(library, Z3_##name, "Z3_" #name) && complete;
  SPANNE_Z3_FUNCTIONS(SPANNE_Z3_FIND)
  return complete;
}

}  // namespace

bool loaded() {
  static const bool complete = load();  // stays loaded until the program ends
  return complete;
}

}  // namespace z3
