// What a term is made of.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <vector>

namespace spanne::engine {

using TermId = std::uint32_t;

/// The operands of a term, in their order. Nearly every term has at most three, and a guideline has tens of thousands
/// of terms: so three stand in the term itself, and only more are asked of the memory.
class Operands {
 public:
  Operands() = default;
  Operands(std::initializer_list<TermId> ids) { append(ids.begin(), ids.end()); }
  explicit Operands(const std::vector<TermId>& ids) { append(ids.data(), ids.data() + ids.size()); }
  Operands(const Operands& other) { append(other.begin(), other.end()); }
  Operands(Operands&&) = default;
  Operands& operator=(const Operands& other) { return *this = Operands(other); }
  Operands& operator=(Operands&&) = default;
  ~Operands() = default;

  std::size_t size() const { return many_ ? many_->size() : count_; }
  bool empty() const { return size() == 0; }
  const TermId* data() const { return many_ ? many_->data() : few_.data(); }
  TermId* data() { return many_ ? many_->data() : few_.data(); }
  const TermId* begin() const { return data(); }
  const TermId* end() const { return data() + size(); }
  TermId* begin() { return data(); }
  TermId* end() { return data() + size(); }
  TermId operator[](std::size_t index) const { return data()[index]; }
  TermId& operator[](std::size_t index) { return data()[index]; }
  TermId front() const { return data()[0]; }
  TermId back() const { return data()[size() - 1]; }

  void push_back(TermId id) {
    if (!many_ && count_ < few_.size()) {
      few_[count_++] = id;
      return;
    }
    if (!many_) many_ = std::make_unique<std::vector<TermId>>(few_.begin(), few_.end());
    many_->push_back(id);
  }
  void erase(std::size_t index) {
    std::copy(begin() + index + 1, end(), begin() + index);
    many_ ? many_->pop_back() : static_cast<void>(--count_);
  }

 private:
  void append(const TermId* from, const TermId* to) {
    std::for_each(from, to, [this](TermId id) { push_back(id); });
  }

  std::uint32_t count_ = 0;  // of the few
  std::array<TermId, 3> few_{};
  std::unique_ptr<std::vector<TermId>> many_;  // all of them, where they are more
};

}  // namespace spanne::engine
