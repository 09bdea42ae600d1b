// SPDX-License-Identifier: Apache-2.0
//
// Tokens that hold readable text in base64 beside a random part.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/charset.h"
#include "verify/family.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

// The printable ASCII that `text` encodes, nullopt if it is anything else.
std::optional<std::string> decode_text(std::string_view text) {
  auto decoded = base::decode_base64(text);
  if (!decoded || decoded->empty() ||
      !std::ranges::all_of(*decoded, [](char c) {
        return c >= 0x20 && c <= 0x7E;
      })) {
    return std::nullopt;
  }
  return decoded;
}

// Permanent tokens of JetBrains Hub, YouTrack and Upsource:
// perm:<login>.<token id>.<random>, the first two in base64, '-' for ':' in the
// newer ones (jetbrains.com/help/youtrack, "Manage Permanent Tokens").
Verdict jetbrains(const Input& input) {
  constexpr base::Charset kPart = base::kAnyBase64Char | base::Charset("=");
  Shape shape(input.secret);
  shape.literal("perm");
  shape.one_of({":", "-"});
  const std::string_view login = shape.run(kPart, 2, 200);
  shape.literal(".");
  const std::string_view id = shape.run(kPart, 2, 200);
  shape.literal(".");
  shape.run(base::kAlnum, 20, 64);
  if (!shape.complete()) return wrong_shape();
  const auto user = decode_text(login);
  const auto token_id = decode_text(id);
  if (!user || !token_id) return malformed("no names inside");
  Facts facts;
  add_fact(facts, "user", printable(*user));
  add_fact(facts, "token_id", printable(*token_id));
  return structure_holds(std::move(facts));
}

// The value of a parameter of a query; "" if there is none.
std::string_view parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
      return pair.substr(name.size() + 1);
    }
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
  }
  return {};
}

// Algolia's secured keys: base64 of an HMAC-SHA256 in hex and of the query that
// it signs, which limits the key (algolia.com/doc, "Secured API keys").
Verdict algolia_secured(const Input& input) {
  constexpr std::size_t kHmacDigits = 64;
  constexpr base::Charset kQuery = base::kAlnum | base::Charset("%_.=&-+:*~,");
  const auto decoded = base::decode_base64(input.secret);
  if (!decoded || decoded->size() < kHmacDigits) return wrong_shape();
  const std::string_view text = *decoded;
  const std::string_view query = text.substr(kHmacDigits);
  if (!base::kLowerHex.all(text.substr(0, kHmacDigits)) || !kQuery.all(query)) {
    return malformed("no signed query inside");
  }
  Facts facts;
  add_fact(facts, "limits", printable(query));
  const auto until =
      base::decode_number(parameter(query, "validUntil"), base::kBase10);
  if (until && *until <= INT64_MAX) {
    add_fact(facts, "expires", utc_time(static_cast<std::int64_t>(*until)));
  }
  Verdict verdict = structure_holds(std::move(facts));
  verdict.expired = until && input.now > 0 &&
                    *until <= static_cast<std::uint64_t>(input.now);
  return verdict;
}

constexpr std::array kFamily = {
    NamedVerifier{"algolia_secured", algolia_secured},
    NamedVerifier{"jetbrains", jetbrains},
};

}  // namespace

Family wrapped_text_family() { return kFamily; }

}  // namespace patrol::verify
