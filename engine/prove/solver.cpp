#include "engine/prove/solver.hpp"

#include "engine/prove/encoding.hpp"

namespace spanne::engine::proof {
namespace {

// What the solver counts instead of time; measured, about so many a second.
constexpr unsigned resources_per_second = 2'000'000;

}  // namespace

Answer solve(const Space& space, const std::vector<Wish>& wishes, unsigned seconds) {
  Answer answer{Found::undecided};
  if (!space.texts_suffice()) return answer;
  answer.unasked = !z3::loaded();
  if (answer.unasked) return answer;
  try {
    z3::context context;  // one for each question: contexts are not shared between threads
    Encoding encoding(context, space);
    z3::solver solver(context);
    z3::params params(context);
    params.set("rlimit", std::min(seconds, 1'000U) * resources_per_second);
    solver.set(params);
    for (const Wish& wish : wishes) solver.add(encoding.wish(wish));
    for (const z3::expr& fact : encoding.facts()) solver.add(fact);
    answer.hard = encoding.loose();
    switch (solver.check()) {
      case z3::unsat: answer.found = Found::none; break;
      case z3::sat:
        answer.found = Found::one;
        answer.example = encoding.account(solver.get_model());
        break;
      case z3::unknown: break;
    }
  } catch (const NotLinear& hard) { answer.hard = hard.term; } catch (const z3::exception&) {
    // Out of memory or the like: undecided.
  }
  return answer;
}

}  // namespace spanne::engine::proof
