#include "engine/testing/mutate.hpp"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <set>
#include <thread>

#include "engine/testing/changes.hpp"
#include "engine/testing/guards.hpp"
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
  // What a define's truth says of missing values counts wherever it is used.
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

/// A copy of the model that takes one mutant after another.
class Trial {
 public:
  Trial(const Model& model, Date today) : model_(model), today_(today) {}

  bool notices(Mutant& mutant) {
    mutant.exchange(model_);
    // What noticed the change before will often notice its neighbour.
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
                const std::function<void(std::size_t done)>& progress) {
  Model usable = model;
  usable.tests.erase(std::remove_if(usable.tests.begin(), usable.tests.end(),
                                    [&](const Test& test) { return !run_test(model, test, today).passed(); }),
                     usable.tests.end());
  std::vector<char> noticed(mutants.size());
  std::atomic<std::size_t> next = 0, done = 0;
  const auto work = [&](bool tells) {
    Trial trial(usable, today);
    for (std::size_t at = next++; at < mutants.size(); at = next++) {
      noticed[at] = trial.notices(mutants[at]) ? 1 : 0;
      ++done;
      if (tells && progress) progress(done);
    }
  };
  const std::size_t helpers = std::min<std::size_t>(std::max(std::thread::hardware_concurrency(), 1U), 64) - 1;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < helpers && i < mutants.size(); ++i) threads.emplace_back(work, false);
  work(true);
  for (auto& thread : threads) thread.join();
  return {{noticed.begin(), noticed.end()}, model.tests.size() - usable.tests.size()};
}

}  // namespace spanne::engine
