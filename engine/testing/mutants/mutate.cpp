#include "engine/testing/mutants/mutate.hpp"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <set>

#include "engine/model/term_parts.hpp"
#include "engine/testing/mutants/guards.hpp"
#include "engine/testing/mutants/mutant_maker.hpp"
#include "engine/testing/run.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {

// ---------------------------------------------------------------------------------------------- the making

MutantMaker::MutantMaker(const Model& model) : model_(model), scratch_(model) {}

std::vector<Mutant> MutantMaker::run() {
  const std::vector<Site> all = sites(model_);
  std::set<std::size_t> defines, lookups;
  std::vector<TermId> terms;
  header();
  clusters();
  rules();
  tables();
  for (const Site& site : all) {
    term(site);
    terms.push_back(site.term);
    if (site.owner.kind == StatementRef::Kind::define) defines.insert(site.owner.index);
    const bool lookup = site.owner.kind == StatementRef::Kind::row && !model_.tables[site.owner.index].derived.empty();
    if (lookup) lookups.insert(site.owner.index);
  }
  for (const std::size_t define : defines) versions(define);
  for (const std::size_t lookup : lookups) rows(lookup);
  defaults(attributes_of(terms, model_));
  std::stable_sort(made_.begin(), made_.end(),
                   [](const Mutant& a, const Mutant& b) { return a.span.begin < b.span.begin; });
  return std::move(made_);
}

void MutantMaker::keep_if_guarded() {
  const StatementRef& owner = made_.back().owner;
  made_.back().exchange(scratch_);
  // What the truth of a define implies for missing values matters wherever it is used.
  const bool guarded = owner.kind == StatementRef::Kind::define ? is_guarded(scratch_) : is_guarded(owner, scratch_);
  made_.back().exchange(scratch_);
  if (!guarded) made_.pop_back();
}

std::vector<Mutant> mutants(const Model& model) { return MutantMaker(model).run(); }

std::string change_text(const Mutant& mutant) {
  return mutant.is.empty() ? "without " + mutant.was : fmt::format("{} → {}", mutant.was, mutant.is);
}

// ---------------------------------------------------------------------------------------------- the trying

std::size_t Mutation::count() const {
  return static_cast<std::size_t>(std::count(noticed.begin(), noticed.end(), true));
}

std::size_t Mutation::percent() const { return noticed.empty() ? 100 : count() * 100 / noticed.size(); }

namespace {

/// A copy of the model to which one mutant after another is applied.
class Trial {
 public:
  Trial(const Model& model, Date today) : model_(model), today_(today) {}

  bool notices(Mutant& mutant) {
    mutant.exchange(model_);
    // The test that noticed the previous change often notices the next one, too.
    const bool noticed = !model_.tests.empty() && (fails(last_) || any_fails());
    mutant.exchange(model_);
    return noticed;
  }

 private:
  bool fails(std::size_t test) const { return !run_test(model_, model_.tests[test], today_).passed(); }

  bool any_fails() {
    for (std::size_t test = 0; test < model_.tests.size(); ++test) {
      if (!fails(test)) continue;
      last_ = test;
      return true;
    }
    return false;
  }

  Model model_;
  Date today_;
  std::size_t last_ = 0;
};

}  // namespace

Mutation mutate(const Model& model, std::vector<Mutant>& mutants, Date today,
                const std::function<void(std::size_t done)>& progress, const Executor& executor) {
  Model usable = model;
  usable.tests.erase(std::remove_if(usable.tests.begin(), usable.tests.end(),
                                    [&](const Test& test) { return !run_test(model, test, today).passed(); }),
                     usable.tests.end());
  std::vector<char> noticed(mutants.size());
  // A task handles several mutants, because each task needs its own copy of the model.
  constexpr std::size_t batch = 32;
  std::atomic<std::size_t> done = 0;
  executor((mutants.size() + batch - 1) / batch, [&](std::size_t task) {
    Trial trial(usable, today);
    const std::size_t end = std::min(mutants.size(), (task + 1) * batch);
    for (std::size_t at = task * batch; at < end; ++at) {
      noticed[at] = trial.notices(mutants[at]) ? 1 : 0;
      ++done;
      if (progress) progress(done);
    }
  });
  return {{noticed.begin(), noticed.end()}, model.tests.size() - usable.tests.size()};
}

}  // namespace spanne::engine
