#include "engine/planning/solver/cbc_solver.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "engine/planning/solver/cbc.hpp"
#include "engine/planning/solver/own_process.hpp"

namespace spanne::engine {

namespace {

/// The power of two that brings the greatest of some numbers to at most 1: scaling by it rounds nothing.
double scale_of(std::int64_t greatest) {
  double scale = 1;
  while (static_cast<double>(greatest) * scale > 1) scale /= 2;
  return scale;
}

double scaled(std::int64_t number, double scale) {
  if (number == IntegerProgramme::no_bound) return HUGE_VAL;
  if (number == -IntegerProgramme::no_bound) return -HUGE_VAL;
  return static_cast<double>(number) * scale;
}

/// A programme as CBC takes it: by columns, in floating point.
struct CbcProgramme {
  explicit CbcProgramme(const IntegerProgramme& programme) {
    add_rows(programme);
    std::int64_t greatest_cost = 1;
    for (const auto& column : programme.columns) greatest_cost = std::max(greatest_cost, std::abs(column.cost));
    cost_scale = scale_of(greatest_cost);
    for (const auto& column : programme.columns) {
      costs.push_back(scaled(column.cost, cost_scale));
      column_lower.push_back(scaled(column.lower, 1));
      column_upper.push_back(scaled(column.upper, 1));
    }
  }

  void add_rows(const IntegerProgramme& programme) {
    std::vector<std::vector<std::pair<int, double>>> by_column(programme.columns.size());
    for (const auto& row : programme.rows) {
      std::int64_t greatest = 1;
      for (const auto& entry : row.entries) greatest = std::max(greatest, std::abs(entry.factor));
      const double scale = scale_of(greatest);
      for (const auto& entry : row.entries)
        by_column[entry.column].push_back({static_cast<int>(row_lower.size()), scaled(entry.factor, scale)});
      row_lower.push_back(scaled(row.lower, scale));
      row_upper.push_back(scaled(row.upper, scale));
    }
    starts.push_back(0);
    for (const auto& column : by_column) {
      for (const auto& [row, value] : column) {
        indices.push_back(row);
        values.push_back(value);
      }
      starts.push_back(static_cast<int>(indices.size()));
    }
  }

  std::vector<int> starts, indices;
  std::vector<double> values, costs, column_lower, column_upper, row_lower, row_upper;
  double cost_scale = 1;
};

// An answer on its way from the process of the solver.

std::string to_bytes(const ProgrammeAnswer& answer) {
  std::vector<std::int64_t> numbers{static_cast<std::int64_t>(answer.status), answer.bound,
                                    static_cast<std::int64_t>(answer.nodes)};
  numbers.insert(numbers.end(), answer.values.begin(), answer.values.end());
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::int64_t)};
}

ProgrammeAnswer from_bytes(const std::string& bytes) {
  std::vector<std::int64_t> numbers(bytes.size() / sizeof(std::int64_t));
  std::memcpy(numbers.data(), bytes.data(), bytes.size());
  return {static_cast<ProgrammeAnswer::Status>(numbers[0]),
          {numbers.begin() + 3, numbers.end()},
          numbers[1],
          static_cast<std::size_t>(numbers[2])};
}

/// Nothing is known of a programme at which the solver fails.
ProgrammeAnswer no_answer() {
  ProgrammeAnswer answer;
  answer.bound = -IntegerProgramme::no_bound;
  return answer;
}

/// Costs are known to CBC up to this, in units of the programme's largest cost.
constexpr double cost_tolerance = 1e-8;

class CbcSolver : public ProgrammeSolver {
 public:
  explicit CbcSolver(const CbcFunctions& cbc) : cbc_(cbc) {}

  ProgrammeAnswer solve(const IntegerProgramme& programme, const std::vector<std::int64_t>& start,
                        std::size_t node_limit) const override {
    const std::vector<std::int64_t> none;
    // CBC 2.10 gives up with a start where its preprocessing has added columns (it asks for their names in the original
    // programme), and ends by an assertion at some programmes whose rows have no width.
    for (const Attempt attempt : {Attempt{&start, true}, Attempt{&none, true}, Attempt{&none, false}}) {
      const auto answered = in_own_process([&] { return to_bytes(ask(programme, attempt, node_limit)); });
      if (!answered || answered->empty()) continue;
      const ProgrammeAnswer answer = from_bytes(*answered);
      const bool gave_up = answer.status == ProgrammeAnswer::Status::stopped && answer.values.empty();
      if (!gave_up || answer.nodes >= node_limit) return answer;
    }
    return no_answer();
  }

 private:
  struct Attempt {
    const std::vector<std::int64_t>* start;
    bool preprocessing;
  };

  ProgrammeAnswer ask(const IntegerProgramme& programme, const Attempt& attempt, std::size_t node_limit) const {
    const std::unique_ptr<Cbc_Model, void (*)(Cbc_Model*)> model(cbc_.newModel(), cbc_.deleteModel);
    const CbcProgramme numbers(programme);
    load(model.get(), programme, numbers);
    if (!attempt.preprocessing) cbc_.setParameter(model.get(), "preprocess", "off");
    set_start(model.get(), programme, *attempt.start);
    cbc_.setMaximumNodes(model.get(), static_cast<int>(node_limit));
    cbc_.solve(model.get());
    return answer(model.get(), programme, numbers);
  }

  void load(Cbc_Model* model, const IntegerProgramme& programme, const CbcProgramme& numbers) const {
    cbc_.setLogLevel(model, 0);
    cbc_.loadProblem(model, static_cast<int>(numbers.costs.size()), static_cast<int>(numbers.row_lower.size()),
                     numbers.starts.data(), numbers.indices.data(), numbers.values.data(), numbers.column_lower.data(),
                     numbers.column_upper.data(), numbers.costs.data(), numbers.row_lower.data(),
                     numbers.row_upper.data());
    for (std::size_t i = 0; i < programme.columns.size(); ++i)
      if (programme.columns[i].whole) cbc_.setInteger(model, static_cast<int>(i));
    for (const auto& [name, value] : {std::pair{"log", "0"},
                                      {"threads", "0"},
                                      {"randomSeed", "1"},
                                      {"randomCbcSeed", "1"},
                                      {"ratioGap", "0"},
                                      {"increment", "1e-9"},
                                      {"allowableGap", "0"},
                                      {"integerTolerance", "1e-9"},
                                      {"primalTolerance", "1e-9"}})
      cbc_.setParameter(model, name, value);
  }

  void set_start(Cbc_Model* model, const IntegerProgramme& programme, const std::vector<std::int64_t>& start) const {
    if (start.empty()) return;
    std::vector<int> columns;
    std::vector<double> values;
    for (std::size_t i = 0; i < start.size(); ++i) {
      if (!programme.columns[i].whole) continue;
      columns.push_back(static_cast<int>(i));
      values.push_back(static_cast<double>(start[i]));
    }
    cbc_.setMIPStartI(model, static_cast<int>(columns.size()), columns.data(), values.data());
  }

  ProgrammeAnswer answer(Cbc_Model* model, const IntegerProgramme& programme, const CbcProgramme& numbers) const {
    ProgrammeAnswer answer;
    answer.nodes = static_cast<std::size_t>(std::max(cbc_.getNodeCount(model), 0));
    if (cbc_.isProvenInfeasible(model)) {
      answer.status = ProgrammeAnswer::Status::infeasible;
      return answer;
    }
    if (cbc_.isProvenOptimal(model)) answer.status = ProgrammeAnswer::Status::optimal;
    // Once the best is found, the other bound is what it would have taken to go on.
    const bool is_best = answer.status == ProgrammeAnswer::Status::optimal;
    const double cost = is_best ? cbc_.getObjValue(model) : cbc_.getBestPossibleObjValue(model);
    const double bound = (cost - cost_tolerance) / numbers.cost_scale;
    // Costs that have no lower bound yet are told as huge numbers.
    answer.bound = std::abs(bound) < 1e15 ? static_cast<std::int64_t>(std::ceil(bound)) : -IntegerProgramme::no_bound;
    const double* best = cbc_.bestSolution(model);
    if (best == nullptr) return answer;
    for (std::size_t i = 0; i < programme.columns.size(); ++i)
      answer.values.push_back(programme.columns[i].whole ? std::llround(best[i]) : 0);
    return answer;
  }

  const CbcFunctions& cbc_;
};

}  // namespace

const ProgrammeSolver* cbc_solver() {
  const CbcFunctions* cbc = cbc_functions();
  if (cbc == nullptr) return nullptr;
  static const CbcSolver solver(*cbc);
  return &solver;
}

const char* reason_without_cbc() { return "the solver CBC is missing: install coinor-libcbc3"; }

}  // namespace spanne::engine
