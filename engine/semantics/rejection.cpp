// Sentences are made here and nowhere else: tables of results, JSON and terminal say the same words.
#include "engine/semantics/rejection.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/model/date_steps.hpp"

namespace spanne::engine {
namespace {

using Cause = Rejection::Cause;

/// "cluster regional", "rule many_sites", "row contracts#3".
std::string words_of(const Rejection::Site& site, const Model& model) {
  using Kind = Rejection::Site::Kind;
  switch (site.kind) {
    case Kind::cluster: return "cluster " + model.clusters[site.index].name;
    case Kind::rule: return "rule " + model.rules[site.index].id;
    case Kind::table: return "table " + model.tables[site.index].name;
    case Kind::row: return "row " + model.tables[site.index].rows[site.row].id;
    case Kind::attribute: return model.attributes[site.index].name;
    case Kind::remark: break;
  }
  return "a remark";
}

class Sentence {
 public:
  Sentence(const Rejection& rejection, const Model& model) : rejection_(rejection), model_(model) {}

  std::string text() const {
    switch (rejection_.cause) {
      case Cause::unreadable: return rejection_.text;
      case Cause::no_cluster: return "no cluster fits this account";
      case Cause::excessive_discounts: return discounts();
      case Cause::limits_clash:
        return fmt::format("{} wants at least {} FTE, but {} at most {} FTE", site(), figure(0), other(0), figure(1));
      case Cause::negative_ceiling:
        return fmt::format("{} limits the effort to less than nothing, {} FTE", site(), figure(0));
      case Cause::fixed_differently:
        return fmt::format("{} and {} fix the effort at two different values", site(), other(0));
      case Cause::fixed_below_zero: return fmt::format("{} fixes the effort below 0, at {} FTE", site(), figure(0));
      case Cause::effort_too_large: return "the effort is too large to compute";
      default: return rejection_.site ? fmt::format("{}: {}", site(), fault()) : fault();
    }
  }

 private:
  using Site = Rejection::Site;

  /// What is wrong, without who asked for it.
  std::string fault() const {
    switch (rejection_.cause) {
      case Cause::set_from_missing: return "cannot be set from a missing value";
      case Cause::set_without_value: return "the value to set cannot be computed";
      case Cause::set_not_whole: return value() + " is not a whole number";
      case Cause::set_out_of_range: return value() + " is outside its range";
      case Cause::figure_out_of_range: return value() + ", counted from all rows, is outside its range";
      case Cause::figure_too_large: return "what is counted from all rows is too large";
      case Cause::by_zero: return words() + " divides by zero";
      case Cause::undefined: return fmt::format("{} has no value for {} and {}", words(), figure(0), figure(1));
      case Cause::no_day: return words() + " is no day between the years 1 and 9999";
      case Cause::not_whole:
        return fmt::format("{} needs a whole number of {}, not {}", words(), unit_of_step(term()), figure(0));
      case Cause::missing_value: return model_.attributes[static_cast<std::size_t>(term().number)].name + " is missing";
      case Cause::cluster_unknown: return "the cluster is not known";
      case Cause::results_unknown: return "the results are not known";
      case Cause::no_row: return no_row();
      case Cause::several_rows: return several_rows();
      case Cause::negative_factor: return fmt::format("its factor {} is below 0", figure(0));
      default: return words() + " is too large to compute";
    }
  }

  std::string no_row() const {
    const Table& table = model_.tables[table_of(term())];
    return fmt::format("no row of the table {} fits, so {} has no value", table.name,
                       table.derived[derived_of(term())].name);
  }

  std::string several_rows() const {
    const Site &first = rejection_.others[0], &second = rejection_.others[1];
    const Table& table = model_.tables[first.index];
    return fmt::format("two rows of the table {} fit, {} and {}, but it promises one at most", table.name,
                       table.rows[first.row].id, table.rows[second.row].id);
  }

  std::string discounts() const {
    std::string sites = site(), kinds;
    for (const Site& other : rejection_.others) sites += ", " + words_of(other, model_);
    for (const KindId kind : rejection_.kinds) kinds += (kinds.empty() ? "" : ", ") + model_.kinds[kind].name;
    return fmt::format("{}: the discounts{} come to more than 100 %", sites,
                       kinds.empty() ? "" : fmt::format(" on {} effort", kinds));
  }

  const Term& term() const { return model_.term(*rejection_.term); }
  std::string words() const { return model_.words(term().span); }
  std::string site() const { return words_of(*rejection_.site, model_); }
  std::string other(std::size_t place) const { return words_of(rejection_.others[place], model_); }
  std::string figure(std::size_t place) const { return rejection_.figures[place].to_exact_text(); }
  std::string value() const {
    if (rejection_.cause == Cause::set_not_whole) return to_text(std::get<Decimal>(rejection_.value));
    return to_text(rejection_.value, model_.attributes[rejection_.site->index].type, model_);
  }

  const Rejection& rejection_;
  const Model& model_;
};

}  // namespace

std::string to_text(const Rejection& rejection, const Model& model) { return Sentence(rejection, model).text(); }

std::vector<std::string> to_texts(const std::vector<Rejection>& rejections, const Model& model) {
  std::vector<std::string> texts;
  texts.reserve(rejections.size());
  for (const Rejection& rejection : rejections) texts.push_back(to_text(rejection, model));
  return texts;
}

}  // namespace spanne::engine
