// SPDX-License-Identifier: Apache-2.0
#include "verify/recipe.h"

#include <vector>

#include "base/crc.h"
#include "verify/shape.h"
#include "verify/verdicts.h"
#include "verify/verifier.h"

namespace patrol::verify {
namespace {

constexpr base::Charset kTag = base::kLower | base::Charset("_");

// The parts of a token; false in `fits` if it has not the shape of the row.
struct Parts {
  bool fits = false;
  std::string_view covered;
  std::string_view tail;
};

// Steps over the tag. The body has one length only where there is one, so the
// tag is what is left over.
bool skip_tag(const Row& row, std::size_t after, Shape& shape) {
  if (row.tag.most == 0) return true;
  const std::size_t rest = row.least + after;
  const std::size_t left = shape.rest().size();
  const std::size_t size = left > rest ? left - rest : 0;
  if (size < row.tag.least || size > row.tag.most) return false;
  return shape.run(kTag, size).ends_with('_');
}

Parts split(const Row& row, std::string_view token) {
  const std::size_t after =
      row.separator.size() + row.zeros + tail_width(row.tail);
  Shape shape(token);
  shape.literal(row.prefix);
  if (!skip_tag(row, after, shape)) return {};
  if (!shape.fits() || shape.rest().size() < after) return {};
  const std::size_t begin = token.size() - shape.rest().size();
  const std::size_t size = shape.rest().size() - after;
  if (size < row.least || size > row.most) return {};
  shape.run(row.body, size);
  shape.literal(row.separator);
  for (std::size_t i = 0; i < row.zeros; ++i) shape.literal("0");
  if (!shape.fits()) return {};
  const bool all = row.cover == Cover::everything;
  return {.fits = true,
          .covered = token.substr(all ? 0 : begin, size + (all ? begin : 0)),
          .tail = shape.rest()};
}

Row row_of(const Recipe& recipe) {
  return {.prefix = recipe.prefix,
          .body = recipe.body,
          .least = recipe.least,
          .most = recipe.most,
          .tail = recipe.tail,
          .cover = recipe.covers_prefix ? Cover::everything : Cover::body,
          .kind = recipe.kind,
          .separator = recipe.separator,
          .zeros = recipe.zeros};
}

}  // namespace

Verdict check_rows(std::span<const Row> rows, std::string_view token) {
  bool shaped = false;
  for (const Row& row : rows) {
    const Parts parts = split(row, token);
    if (!parts.fits) continue;
    shaped = true;
    if (write_tail(row.tail, base::crc32(parts.covered)).view() == parts.tail) {
      Facts facts;
      add_fact(facts, "kind", row.kind);
      return checksum_holds(std::move(facts));
    }
  }
  return shaped ? checksum_differs() : wrong_shape();
}

Verdict check_recipes(std::span<const Recipe> recipes, std::string_view token) {
  std::vector<Row> rows;
  for (const Recipe& recipe : recipes) rows.push_back(row_of(recipe));
  return check_rows(rows, token);
}

}  // namespace patrol::verify
