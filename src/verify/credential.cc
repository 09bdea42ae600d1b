// SPDX-License-Identifier: Apache-2.0
//
// User names and passwords: in URLs (RFC 3986, 3.2) and in basic
// authentication (RFC 7617). Text that parses proves nothing, since anybody can
// write it: a verdict tells user and host, and refutes only what does not parse.
#include <algorithm>
#include <array>
#include <optional>

#include "base/base64.h"
#include "base/charset.h"
#include "verify/family.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

struct Pair {
  std::string_view user;
  std::string_view password;
  friend bool operator==(const Pair&, const Pair&) = default;
};

// Pairs that documentation and default configurations print.
constexpr std::array kPublishedPairs = {
    Pair{"user", "password"},     Pair{"username", "password"},
    Pair{"user", "pass"},         Pair{"guest", "guest"},
    Pair{"postgres", "postgres"}, Pair{"root", "root"},
    Pair{"admin", "admin"},       Pair{"admin", "password"},
    Pair{"test", "test"},         Pair{"Aladdin", "open sesame"},
};

bool is_published(const Pair& pair) {
  return std::ranges::find(kPublishedPairs, pair) != kPublishedPairs.end();
}

// Names that RFC 2606 and RFC 6761 keep for documentation.
bool is_example_host(std::string_view host) {
  constexpr std::array<std::string_view, 6> kReserved = {
      "example.com", "example.net", "example.org",
      ".example",    ".invalid",    ".test"};
  return std::ranges::any_of(kReserved, [&](std::string_view name) {
    if (!host.ends_with(name)) return false;
    const std::size_t before = host.size() - name.size();
    return name.starts_with('.') || before == 0 || host[before - 1] == '.';
  });
}

bool is_this_machine(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

struct Url {
  std::string_view scheme;
  Pair pair;
  std::string_view host;
  std::string_view port;
  std::string_view path;  // without the first '/'
};

bool is_scheme(std::string_view text) {
  constexpr base::Charset kScheme = base::kAlnum | base::Charset("+-.");
  return !text.empty() && text.size() <= 32 && kScheme.all(text) &&
         !base::kDigit.contains(text.front());
}

// Splits "host:port"; a host in brackets may hold colons itself.
bool split_host(std::string_view authority, Url& url) {
  constexpr base::Charset kHost =
      base::kAlnum | base::Charset("-._~%[]:{}$<>*,");
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos &&
                        (bracket == std::string_view::npos || colon > bracket);
  url.host = authority.substr(0, has_port ? colon : authority.size());
  if (has_port) url.port = authority.substr(colon + 1);
  return !url.host.empty() && url.host.size() <= 255 && kHost.all(url.host);
}

// The '@' that ends user and password: the last one of the authority. A
// password may hold '/' where people forgot to escape it; then it is the last
// one before the query.
std::size_t user_info_end(std::string_view text) {
  const std::size_t at = text.substr(0, text.find_first_of("/?#")).rfind('@');
  if (at != std::string_view::npos) return at;
  return text.substr(0, text.find('?')).rfind('@');
}

std::optional<Url> parse_url(std::string_view text) {
  Url url;
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  url.scheme = text.substr(0, scheme_end);
  if (!is_scheme(url.scheme)) return std::nullopt;
  text.remove_prefix(scheme_end + 3);
  const std::size_t at = user_info_end(text);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view info = text.substr(0, at);
  text.remove_prefix(at + 1);
  const std::size_t colon = info.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  url.pair = {info.substr(0, colon), info.substr(colon + 1)};
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  if (text.substr(end).starts_with('/')) {
    url.path = text.substr(end + 1);
    url.path = url.path.substr(0, url.path.find_first_of("?#"));
  }
  if (url.pair.password.empty() || !split_host(text.substr(0, end), url)) {
    return std::nullopt;
  }
  return url;
}

// The URL around a password that was captured alone: in the context, between
// white space or quotes, with ":<secret>@" in it.
std::string_view url_around(std::string_view secret, std::string_view context) {
  constexpr base::Charset kEnd(" \t\r\n\"'`<>,;");
  const std::string needle = ":" + std::string(secret) + "@";
  const std::size_t at = context.find(needle);
  if (at == std::string_view::npos) return {};
  std::size_t begin = at;
  while (begin > 0 && !kEnd.contains(context[begin - 1])) --begin;
  std::size_t end = at + needle.size();
  while (end < context.size() && !kEnd.contains(context[end])) ++end;
  return context.substr(begin, end - begin);
}

// The secret is a whole URL, or the password of one in the context.
Verdict url_credentials(const Input& input) {
  const bool whole = input.secret.find("://") != std::string_view::npos;
  const std::string_view text =
      whole ? input.secret : url_around(input.secret, input.context);
  if (text.empty()) return unproved();
  const auto url = parse_url(text);
  if (!url) {
    return whole ? malformed("no URL with a password") : unproved();
  }
  Facts facts;
  add_fact(facts, "scheme", url->scheme);
  add_fact(facts, "user", url->pair.user);
  add_fact(facts, "host", url->host);
  add_fact(facts, "port", url->port);
  const bool is_web = url->scheme.starts_with("http");
  if (!is_web) add_fact(facts, "database", url->path);
  if (is_this_machine(url->host)) add_fact(facts, "local", "yes");
  Verdict verdict = unproved(std::move(facts));
  verdict.known_example = is_published(url->pair) || is_example_host(url->host);
  return verdict;
}

// Base64 of "user:password", perhaps with "Basic " before it: the header
// Authorization, npm's _auth, the auth of Docker's config.json.
Verdict basic_auth(const Input& input) {
  constexpr std::size_t kLongest = 1024;
  std::string_view text = input.secret;
  if (text.starts_with("Basic ") || text.starts_with("basic ")) {
    text.remove_prefix(6);
  }
  if (text.size() > kLongest) return wrong_shape();
  const auto decoded = base::decode_base64(text);
  if (!decoded) return malformed("no canonical base64");
  const bool is_text = std::ranges::all_of(*decoded, [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
  });
  const std::size_t colon = decoded->find(':');
  if (!is_text || colon == std::string::npos || colon + 1 == decoded->size()) {
    return malformed("no user and password inside");
  }
  const std::string_view both = *decoded;
  const Pair pair{both.substr(0, colon), both.substr(colon + 1)};
  Facts facts;
  add_fact(facts, "user", pair.user);
  Verdict verdict = unproved(std::move(facts));
  verdict.known_example = is_published(pair);
  return verdict;
}

constexpr std::array kFamily = {
    NamedVerifier{"basic_auth", basic_auth},
    NamedVerifier{"url_credentials", url_credentials, true},
};

}  // namespace

Family credential_family() { return kFamily; }

}  // namespace patrol::verify
