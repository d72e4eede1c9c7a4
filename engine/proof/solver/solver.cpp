#include "engine/proof/solver/solver.hpp"

#include <algorithm>

#include "engine/proof/solver/formulas.hpp"

namespace spanne::engine::proof {
namespace {

// Converts steps to Z3's resource units; measured: it uses about half as many a second as terms are evaluated.
unsigned resources_for(Steps steps) {
  constexpr Steps most = 2'000'000'000;
  return static_cast<unsigned>(std::clamp<Steps>(steps / 2, 1, most));  // 0 would mean no limit
}

}  // namespace

Answer Z3Solver::solve(const Space& space, const std::vector<Constraint>& constraints, Steps steps) const {
  Answer answer{Found::undecided};
  if (!space.texts_suffice()) return answer;
  answer.unasked = !z3::loaded();
  if (answer.unasked) return answer;
  try {
    z3::context context;  // one per question, because threads must not share a context
    FormulaEncoding encoding(context, space);
    z3::solver solver(context);
    z3::params params(context);
    params.set("rlimit", resources_for(steps));
    solver.set(params);
    for (const Constraint& constraint : constraints) solver.add(encoding.constraint(constraint));
    for (const z3::expr& fact : encoding.facts()) solver.add(fact);
    answer.relaxed = encoding.is_relaxed();
    answer.open_term = encoding.relaxed();
    switch (solver.check()) {
      case z3::unsat: answer.found = Found::none; break;
      case z3::sat:
        answer.found = Found::example;
        answer.example = encoding.account(solver.get_model());
        break;
      case z3::unknown: break;
    }
  } catch (const NotLinear& not_linear) { answer.open_term = not_linear.term; } catch (const z3::exception&) {
    // Out of memory or a similar failure: undecided.
  }
  return answer;
}

}  // namespace spanne::engine::proof
