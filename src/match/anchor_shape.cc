// SPDX-License-Identifier: Apache-2.0
#include "match/anchor_shape.h"

#include <algorithm>
#include <bitset>
#include <string_view>
#include <vector>

#include "match/gates.h"

namespace patrol::match {
namespace {

using base::Expression;
using Kind = Expression::Kind;
constexpr std::size_t kEndless = Expression::kEndless;

std::bitset<256> set_of(const base::Charset& chars) {
  std::bitset<256> bytes;
  for (int c = 0; c < 256; ++c) {
    bytes[static_cast<std::size_t>(c)] = chars.contains(static_cast<char>(c));
  }
  return bytes;
}

bool is_byte(const Expression& e, char byte) {
  return e.kind == Kind::bytes && e.bytes.count() == 1 &&
         e.bytes[static_cast<unsigned char>(byte)];
}

// What all matches have in common.
struct Shape {
  bool within = true;  // all bytes are in the set that is asked for
  std::size_t least = 0, most = 0;

  Shape then(const Shape& next) const {
    return {within && next.within, least + next.least,
            std::min(kEndless, most + next.most)};
  }
};

Shape shape_of(const Expression& e, const std::bitset<256>& set) {
  Shape all;
  switch (e.kind) {
    case Kind::nothing:
      return all;
    case Kind::bytes:
      return {(e.bytes & ~set).none(), 1, 1};
    case Kind::sequence:
      for (const Expression& part : e.parts) all = all.then(shape_of(part, set));
      return all;
    case Kind::alternatives:
      all.least = kEndless;
      for (const Expression& part : e.parts) {
        const Shape one = shape_of(part, set);
        all = {all.within && one.within, std::min(all.least, one.least),
               std::max(all.most, one.most)};
      }
      return all;
    case Kind::repeat:
      all = shape_of(e.parts.front(), set);
      return {all.within, all.least * e.least,
              std::min(kEndless, all.most * e.most)};
  }
  return all;
}

using Elements = std::vector<const Expression*>;

Shape shape_of(Elements::const_iterator first, Elements::const_iterator last,
               const std::bitset<256>& set) {
  Shape all;
  for (; first != last; ++first) all = all.then(shape_of(**first, set));
  return all;
}

bool fits(const Elements& all, Elements::const_iterator first,
          Elements::const_iterator last, const Margin& margin) {
  const std::bitset<256> any;
  return shape_of(all.begin(), first, any).most <= margin.before &&
         shape_of(last, all.end(), any).most <= margin.after;
}

bool has_long_run(const Elements& all) {
  static const std::bitset<256> kSet = set_of(kRunChar);
  auto in_run = [](const Expression* e) { return shape_of(*e, kSet).within; };
  for (auto first = all.begin(); first != all.end();) {
    const auto last = std::find_if_not(first, all.end(), in_run);
    if (shape_of(first, last, kSet).least >= kLongRun &&
        fits(all, first, last, kRunMargin)) {
      return true;
    }
    first = last == all.end() ? last : std::next(last);
  }
  return false;
}

bool has_authority(const Elements& all) {
  static const std::bitset<256> kSet = set_of(kAuthorityChar);
  constexpr std::string_view kBegin = "://";
  const auto first = std::search(
      all.begin(), all.end(), kBegin.begin(), kBegin.end(),
      [](const Expression* e, char c) { return is_byte(*e, c); });
  if (first == all.end()) return false;
  const auto inside = first + kBegin.size();
  const auto at = std::find_if(inside, all.end(), [](const Expression* e) {
    return is_byte(*e, '@');
  });
  return at != all.end() && shape_of(inside, at, kSet).within &&
         fits(all, first, std::next(at), kAuthorityMargin);
}

}  // namespace

bool stays_in_line(const Expression& e) {
  static const std::bitset<256> kSet = ~std::bitset<256>(0).set('\n');
  switch (e.kind) {
    case Kind::nothing:
    case Kind::bytes:
      return true;
    case Kind::alternatives:
      return std::all_of(e.parts.begin(), e.parts.end(), stays_in_line);
    case Kind::repeat:
      return shape_of(e, kSet).within ||
             (e.most <= 1 && stays_in_line(e.parts.front()));
    case Kind::sequence:
      break;
  }
  // A line feed may be the last byte only: what follows is of no width.
  Shape after;
  for (auto part = e.parts.rbegin(); part != e.parts.rend(); ++part) {
    const Shape shape = shape_of(*part, kSet);
    if (!shape.within && (after.most > 0 || !stays_in_line(*part))) return false;
    after = shape.then(after);
  }
  return true;
}

Gate gate_of(const Expression& expression) {
  if (expression.kind == Kind::alternatives) {
    const Gate first = gate_of(expression.parts.front());
    const bool same = std::all_of(
        expression.parts.begin(), expression.parts.end(),
        [&](const Expression& part) { return gate_of(part) == first; });
    return same ? first : Gate::none;
  }
  const Elements all = elements(expression);
  if (has_long_run(all)) return Gate::run;
  return has_authority(all) ? Gate::authority : Gate::none;
}

}  // namespace patrol::match
