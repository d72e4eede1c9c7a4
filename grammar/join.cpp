#include "grammar/join.hpp"

#include <cassert>
#include <iterator>

namespace spanne::grammar {
namespace {

template <class Item>
void move_behind(std::vector<Item>& items, std::vector<Item>&& more) {
  items.insert(items.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// How many of a sort there are, which is the number of the next one.
std::size_t count(const Tree& tree, ItemRef::Sort sort) {
  switch (sort) {
    case ItemRef::Sort::attribute: return tree.attributes.size();
    case ItemRef::Sort::define: return tree.defines.size();
    case ItemRef::Sort::cluster: return tree.clusters.size();
    case ItemRef::Sort::heading: return tree.headings.size();
    case ItemRef::Sort::rule: return tree.rules.size();
    case ItemRef::Sort::table: return tree.tables.size();
    case ItemRef::Sort::test: return tree.tests.size();
    case ItemRef::Sort::property: return tree.properties.size();
  }
  return 0;
}

}  // namespace

void append(Tree& tree, Tree&& rest) {
  assert(!rest.ruleset && rest.lost.words.empty() && !rest.lost.rest);
  for (const ItemRef item : rest.order) tree.order.push_back({item.sort, count(tree, item.sort) + item.index});
  tree.expressions.append(std::move(rest.expressions));
  move_behind(tree.attributes, std::move(rest.attributes));
  move_behind(tree.defines, std::move(rest.defines));
  move_behind(tree.clusters, std::move(rest.clusters));
  move_behind(tree.headings, std::move(rest.headings));
  move_behind(tree.rules, std::move(rest.rules));
  move_behind(tree.tables, std::move(rest.tables));
  move_behind(tree.tests, std::move(rest.tests));
  move_behind(tree.properties, std::move(rest.properties));
  move_behind(tree.comments, std::move(rest.comments));
}

}  // namespace spanne::grammar
