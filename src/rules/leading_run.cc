// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bitset>
#include <optional>

#include "base/expression.h"
#include "rules/assignment.h"

namespace patrol::rules {
namespace {

using base::Expression;
using Kind = Expression::Kind;
constexpr std::size_t kLeast = 16;

std::bitset<256> set_of(std::string_view chars) {
  std::bitset<256> set;
  for (const char c : chars) set.set(static_cast<unsigned char>(c));
  return set;
}

const std::bitset<256>& digits() {
  static const std::bitset<256> kSet = set_of("0123456789");
  return kSet;
}

const std::bitset<256>& run_bytes() {
  static const std::bitset<256> kSet =
      digits() | set_of("abcdefghijklmnopqrstuvwxyz"
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ_.+/-");
  return kSet;
}

// What an expression's matches begin with.
struct Lead {
  std::size_t size = 0;  // characters of a run, at least
  bool whole = true;     // and there is nothing else in it
  bool digit = false;    // one of them may be a digit
};

Lead lead_of(const Expression& e) {
  Lead all;
  switch (e.kind) {
    case Kind::nothing:
      return {0, false, false};
    case Kind::bytes:
      if ((e.bytes & ~run_bytes()).any()) return {0, false, false};
      return {1, true, (e.bytes & digits()).any()};
    case Kind::sequence:
      for (const Expression& part : e.parts) {
        const Lead one = lead_of(part);
        all = {all.size + one.size, one.whole, all.digit || one.digit};
        if (!all.whole) break;
      }
      return all;
    case Kind::alternatives:
      all.size = SIZE_MAX;
      for (const Expression& part : e.parts) {
        const Lead one = lead_of(part);
        all = {std::min(all.size, one.size), all.whole && one.whole,
               all.digit || one.digit};
      }
      return all;
    case Kind::repeat:
      all = lead_of(e.parts.front());
      all.size *= all.whole ? e.least : std::min(e.least, 1u);
      return all;
  }
  return all;
}

}  // namespace

bool begins_with_run(std::string_view value) {
  if (value.find("(?P<") != value.npos) return false;  // the secret may be less
  const std::optional<Expression> expression = base::read_expression(value);
  if (!expression) return false;
  const Lead lead = lead_of(*expression);
  return lead.size >= kLeast && lead.digit;
}

}  // namespace patrol::rules
