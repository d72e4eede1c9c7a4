#include "grammar/beside.hpp"

#ifdef __linux__
#include <sched.h>
#endif

namespace spanne::grammar {

#ifdef __linux__

Elsewhere::Elsewhere() : here_(::sched_getcpu()) {}

void Elsewhere::go() const {
  cpu_set_t allowed;
  if (here_ < 0 || here_ >= CPU_SETSIZE || ::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  cpu_set_t others = allowed;
  CPU_CLR(static_cast<std::size_t>(here_), &others);
  if (CPU_COUNT(&others) == 0 || ::sched_setaffinity(0, sizeof others, &others) != 0) return;
  ::sched_setaffinity(0, sizeof allowed, &allowed);  // it is elsewhere; where it goes from there is the system's affair
}

#else

Elsewhere::Elsewhere() : here_(-1) {}
void Elsewhere::go() const {}

#endif

}  // namespace spanne::grammar
