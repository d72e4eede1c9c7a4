#include "records/csv/account_names.hpp"

namespace spanne::records {

AccountNames::AccountNames(const engine::Model& model) : model_(model) {
  for (engine::AttributeId id = 0; id < model.attributes.size(); ++id) {
    const engine::Attribute& attribute = model.attributes[id];
    if (attribute.type.kind == engine::TypeKind::text && (attribute.owner || attribute.key)) attributes_.push_back(id);
  }
  names_.resize(attributes_.size());
}

void AccountNames::add(const engine::Account& account) {
  for (std::size_t place = 0; place < attributes_.size(); ++place)
    if (const auto* name = std::get_if<std::string>(&account.values[attributes_[place]])) add(place, *name);
}

void AccountNames::merge(const AccountNames& more) {
  for (std::size_t place = 0; place < names_.size(); ++place) names_[place].merge(more.names_[place]);
}

std::vector<std::string> AccountNames::notes() const {
  std::vector<std::string> notes;
  for (std::size_t place = 0; place < names_.size(); ++place) {
    const engine::Attribute& attribute = model_.attributes[attributes_[place]];
    if (std::string note = names_[place].note(attribute.name, attribute.owner && !attribute.key); !note.empty())
      notes.push_back(std::move(note));
  }
  return notes;
}

}  // namespace spanne::records
