// Who moves between two versions comes out the same from blocks, by any number of threads, as from single accounts: on
// generated pairs of rule sets and files with every kind of bad data.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "engine/value/vectors.hpp"
#include "records/csv/accounts.hpp"
#include "records/stream/impact/impact_stream.hpp"
#include "records/results/mover_text.hpp"
#include "tests/support/files.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/properties.hpp"
#include "tests/support/tally.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::records;
using namespace spanne::test;

namespace {

std::string figures(const Range& range) {
  return fmt::format("{}..{}", range.low.to_exact_text(), range.high.to_exact_text());
}

std::string shown(const std::string& label, const Subtotal& sum) {
  return fmt::format("{}: {} {} {}\n", label, sum.rows, sum.rejected, figures(sum.effort));
}

std::string shown(const Mover& mover) {
  return fmt::format("{} {} {} {} {}\n", mover.line, fmt::join(mover.key, "/"), mover.owner,
                     mover.change.to_exact_text(), responsible_words(mover.responsible));
}

/// One after the other, from the definitions.
class RowByRow {
 public:
  explicit RowByRow(const ImpactJob& job)
      : job_(job), movement_(*job.before.evaluator, *job.after.evaluator, *job.comparison) {}

  std::string run(const std::string& bytes) {
    const auto locale = file_locale(Locale::automatic, job_.before.evaluator->model(), job_.after.evaluator->model());
    if (const auto* error = std::get_if<AccountsError>(&locale)) return error->message;
    locale_ = std::get<Locale>(locale);
    const auto before = read(bytes, job_.before), after = read(bytes, job_.after);
    if (!error_.empty()) return error_;
    for (std::size_t row = 0; row < after.size(); ++row) compare(before[row], after[row]);
    std::stable_sort(movers_.begin(), movers_.end(), [](const Mover& a, const Mover& b) {
      return a.rejected_once() != b.rejected_once() ? a.rejected_once() : absolute(a.change) > absolute(b.change);
    });
    std::string text = fmt::format("{} {} {}\n", movers_.size(), same_, rejected_both_);
    text += groups(before, job_.before) + groups(after, job_.after);
    return job_.rows ? text + rows() : text + first();
  }

 private:
  struct Read {
    AccountRow row;
    Outcome outcome;
  };

  std::vector<Read> read(const std::string& bytes, const ImpactSide& side) {
    std::vector<Read> all;
    const auto read = read_accounts_text(
        bytes, side.evaluator->model(), locale_, [](const AccountsHeader&) {},
        [&](AccountRow&& row) {
          Read one{std::move(row), {}};
          one.outcome = judge(one.row.account, one.row.reasons, *side.evaluator);
          all.push_back(std::move(one));
        });
    if (const auto* error = std::get_if<AccountsError>(&read); error != nullptr && error_.empty())
      error_ = error->message;
    return all;
  }

  void compare(const Read& before, const Read& after) {
    if (before.outcome.rejected() && after.outcome.rejected()) {
      ++rejected_both_;
      return;
    }
    if (movement_.same(before.outcome, after.outcome)) {
      ++same_;
      return;
    }
    const Model &old_model = job_.before.evaluator->model(), &model = job_.after.evaluator->model();
    Mover mover;
    mover.line = after.row.line;
    mover.before = before.outcome;
    mover.after = after.outcome;
    const auto name = [&](AttributeId id) {
      const Attribute& attribute = model.attributes[id];
      const Notation notation = notation_of(job_.rows.value_or(Format::csv));
      const auto text =
          in_notation(to_text(after.row.account.values[id], attribute.type, model), attribute.type, notation);
      const auto old = old_model.find_attribute(old_name(job_.comparison->old_names.values, attribute.name));
      if (!text.empty() || !old) return text;
      const Type& type = old_model.attributes[*old].type;
      return in_notation(to_text(before.row.account.values[*old], type, old_model), type, notation);
    };
    const NameColumns names(model);
    for (const AttributeId id : names.keys) mover.key.push_back(name(id));
    if (names.owner) mover.owner = name(*names.owner);
    mover.change = movement_.change(mover.before, mover.after);
    if (!mover.rejected_once()) mover.responsible = movement_.responsible(before.row.account, after.row.account, mover);
    movers_.push_back(std::move(mover));
  }

  static std::string groups(const std::vector<Read>& rows, const ImpactSide& side) {
    std::vector<GroupBy> by;
    if (side.by) by.push_back(*side.by);
    PlainTally tally(side.evaluator->model(), by, false);
    for (const Read& one : rows)
      tally.add({&one.row.account, &one.outcome, one.outcome.rejected(), &one.row.unreadable});
    const auto sum = [](const PlainTally::Group& group) {
      return Subtotal{group.rows, group.rejected, group.effort, nullptr, nullptr};
    };
    std::vector<std::string> lines;
    for (const auto& group : tally.groups) lines.push_back(shown(group.labels.front(), sum(group)));
    std::sort(lines.begin(), lines.end());
    return fmt::format("{}{}", fmt::join(lines, ""), shown("total", sum(tally.total)));
  }

  std::string rows() const {
    const MoverText text(job_.before.evaluator->model(), job_.after.evaluator->model(), *job_.rows);
    std::string all = text.begin();
    for (const Mover& mover : movers_) text.append(all, mover);
    return all;
  }

  std::string first() const {
    std::map<std::string, std::size_t> responsible;
    for (const Mover& mover : movers_)
      for (const auto& one : mover.responsible) ++responsible[one.name];
    std::string text;
    for (const auto& [name, count] : responsible) text += fmt::format("{} {}\n", name, count);
    for (std::size_t i = 0; i < movers_.size() && i < job_.first; ++i) text += shown(movers_[i]);
    return text;
  }

  const ImpactJob& job_;
  Movement movement_;
  std::vector<Mover> movers_;
  std::size_t same_ = 0, rejected_both_ = 0;
  Locale locale_ = Locale::automatic;
  std::string error_;
};

std::string streamed(const std::string& bytes, const ImpactJob& job) {
  const Folder folder;
  auto found = ImpactStream(Locale::automatic).run(folder.write("accounts.csv", bytes), job);
  if (const auto* error = std::get_if<ImpactError>(&found)) return std::get<AccountsError>(error->error).message;
  const auto& result = std::get<ImpactResult>(found);
  const Impact& impact = result.impact;
  std::string text = fmt::format("{} {} {}\n", impact.moved, impact.same, impact.rejected_both);
  for (const auto side : {&GroupPair::before, &GroupPair::after}) {
    std::vector<std::string> lines;
    for (const GroupPair& pair : impact.groups) {
      std::string label = pair.label;
      if (side == &GroupPair::before && job.after.by && !job.after.by->attribute)
        label = old_name(job.comparison->old_names.clusters, label);
      if (pair.*side) lines.push_back(shown(label, (pair.*side)->sum));
    }
    std::sort(lines.begin(), lines.end());
    text += fmt::format("{}{}", fmt::join(lines, ""), shown("total", (impact.total.*side)->sum));
  }
  text += result.heads;
  for (const std::string_view row : result.rows) text += row;
  if (job.rows) return text;
  for (const auto& [name, count] : impact.responsible) text += fmt::format("{} {}\n", name, count);
  for (const Mover& mover : impact.movers) text += shown(mover);
  return text;
}

/// What both versions know.
std::optional<std::pair<GroupBy, GroupBy>> some_group(const Model& before, const Model& after, Random& random) {
  if (random.chance(40)) return std::pair(GroupBy{}, GroupBy{});
  const Attribute& attribute = after.attributes[random.below(after.attributes.size())];
  const auto old = before.find_attribute(attribute.name);
  if (!old) return std::nullopt;
  return std::pair(GroupBy{old}, GroupBy{after.find_attribute(attribute.name)});
}

/// How many move.
std::size_t compare(const Model& before, const Model& after, const std::string& bytes, Date day, unsigned threads,
                    Random& random) {
  const Evaluator old_evaluator(before, day), new_evaluator(after, day);
  const VersionComparison comparison = engine::compare(before, after);
  ImpactJob job;
  job.before.evaluator = &old_evaluator;
  job.after.evaluator = &new_evaluator;
  if (const auto by = some_group(before, after, random)) {
    job.before.by = by->first;
    job.after.by = by->second;
  }
  job.comparison = &comparison;
  job.rows =
      random.pick<std::optional<Format>>({Format::csv, Format::german_csv, Format::json, Format::fields, std::nullopt});
  job.first = random.pick<std::size_t>({1, 5, 50});
  job.threads = threads;
  job.small_file = 0;
  const std::string expected = RowByRow(job).run(bytes);
  limit_vectors(static_cast<Vectors>(random.below(3)));
  const std::string found = streamed(bytes, job);
  limit_vectors(Vectors::avx512);
  const auto differ = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
  const auto at = static_cast<std::size_t>(differ.first - found.begin());
  const std::size_t begin = at < 300 ? 0 : at - 300;
  BOOST_REQUIRE_MESSAGE(found == expected, "found\n"
                                               << found.substr(begin, 600) << "\nexpected\n"
                                               << expected.substr(std::min(begin, expected.size()), 600));
  return static_cast<std::size_t>(std::atoll(found.c_str()));
}

/// The same rule set in another order, so that nameless rules stand elsewhere, with something changed.
std::string next_version(const RuleSetText& rules, Random& random) {
  return with_slip(random.chance(50) ? shuffled(rules, random).text() : rules.text(), random);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(impact_by_blocks_and_row_by_row)

BOOST_AUTO_TEST_CASE(they_find_the_same) {
  std::size_t moved = 0;
  for (std::uint64_t seed = 1; seed <= runs(60); ++seed) {
    Random random(seed);
    const RuleSetText rules = generate_rule_set(seed);
    const auto before = model_if_right(rules.text()), after = model_if_right(next_version(rules, random));
    if (!after) continue;
    const auto rows = static_cast<std::size_t>(random.pick<std::int64_t>({1, 40, 90, 300}));
    const std::string bytes = file_of(*after, rows, some_style(random), random);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << rules.text() << "\n" << after->source->text() << "\n" << bytes) {
      moved += compare(*before, *after, bytes, random.pick(rules.days), 1 + static_cast<unsigned>(seed % 8), random);
    }
  }
  BOOST_TEST(moved > 50U);
}

BOOST_AUTO_TEST_CASE(borders_of_blocks_and_any_number_of_threads_change_nothing) {
  unsigned threads = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Random random(seed);
    const RuleSetText rules = generate_rule_set(seed);
    const auto before = model_if_right(rules.text()), after = model_if_right(next_version(rules, random));
    if (!after) continue;
    BOOST_TEST_CONTEXT("seed " << seed) {
      FileStyle style;
      style.faults = seed % 2;
      style.ascending = seed % 4 != 3;
      const std::string bytes = file_of(*after, random.pick<std::size_t>({2'047, 2'049, 5'000}), style, random);
      compare(*before, *after, bytes, rules.days.front(), 1 + threads++ % 8, random);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
