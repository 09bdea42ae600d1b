// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/digest.h"
#include "support/mint.h"

namespace patrol::test {
namespace {

std::string number(Random& random, std::size_t digits) {
  return random.word(1, "123456789") + random.word(digits - 1, kDigits);
}

std::string uuid_bytes(Random& random) {
  std::string bytes = random.bytes(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  return bytes;
}

std::string uuid(Random& random) {
  return random.word(8, kHex) + "-" + random.word(4, kHex) + "-4" +
         random.word(3, kHex) + "-" + random.word(1, "89ab") +
         random.word(3, kHex) + "-" + random.word(12, kHex);
}

// A field of a protobuf message: bytes, or a number.
std::string field(int id, const std::string& bytes) {
  return std::string{static_cast<char>(id << 3 | 2),
                     static_cast<char>(bytes.size())} +
         bytes;
}
std::string field(int id, std::uint64_t value) {
  std::string out(1, static_cast<char>(id << 3));
  for (; value >= 128; value >>= 7) {
    out += static_cast<char>((value & 127) | 128);
  }
  return out + static_cast<char>(value);
}

std::string big_endian(std::uint64_t value) {
  std::string bytes;
  for (int i = 7; i >= 0; --i) bytes += static_cast<char>(value >> 8 * i & 255);
  return bytes;
}

std::string jwt(Random& random, const std::string& algorithm,
                std::size_t signature, const std::string& subject) {
  return base::encode_base64url(R"({"alg":")" + algorithm + "\"}") + "." +
         base::encode_base64url(R"({"sub":")" + subject + R"(","n":)" +
                                number(random, 7) + "}") +
         "." + base::encode_base64url(random.bytes(signature));
}

Minted mint_jwt_beside_key(Random& random) {
  const std::string key = random.word(32, kUpperFirst);
  const std::string text =
      base::encode_base64url(R"({"alg":"HS256"})") + "." +
      base::encode_base64url(R"({"sub":")" + number(random, 9) + "\"}");
  return {text + "." + base::encode_base64url(
                           base::hmac(base::Digest::sha256, key, text)),
          "JWT_SECRET=" + key + "\n"};
}

Minted mint_supabase(Random& random) {
  const std::string project = random.word(20, kLower);
  const std::string text = "sb_secret_" + random.word(22, kUrl64);
  return {text + "_" +
              base::encode_base64url(base::sha256(project + "|" + text))
                  .substr(0, 8),
          "https://" + project + ".supabase.co"};
}

std::string mint_aws_key_id(Random& random) {
  const std::uint64_t account = std::stoull(number(random, 12));
  const std::uint64_t head = 1ull << 47 | account << 7 | random.below(128);
  return "AKIA" +
         base::encode_base32(big_endian(head).substr(2) + random.bytes(4));
}

std::string mint_aws_session(Random& random) {
  const std::string half = "\x02\x20\x11" + random.bytes(31);
  return base::encode_base64(
      "\x21" + field(1, "origin_ec") + field(2, random.bytes(16)) +
      field(3, "us-east-1") + field(4, "\x30\x44" + half + half) +
      field(5, field(1, number(random, 12))) +
      field(6, 1'700'000'000 + random.below(50'000'000)));
}

std::string mint_facebook(Random& random) {
  const std::uint64_t app = std::stoull(number(random, 15));
  std::string text;
  for (const char c :
       base::encode_base64(big_endian(app) + random.bytes(64))) {
    text += c == 'Z' ? "ZA" : c == '+' ? "ZB" : c == '/' ? "ZC"
                                                         : std::string(1, c);
  }
  return "E" + text;
}

std::string mint_fly(Random& random) {
  const std::string location = "https://api.fly.io/aaa/v1";
  return "fm2_" +
         base::encode_base64(
             "\x94\x93\xc4\x10" + random.bytes(16) + "\xc4\x10" +
             random.bytes(16) + "\xc2" +
             static_cast<char>(0xA0 + location.size()) + location +
             "\x90\xc4\x20" + random.bytes(32));
}

// A field of a macaroon of version 2.
std::string packet(int id, const std::string& bytes) {
  return std::string{static_cast<char>(id), static_cast<char>(bytes.size())} +
         bytes;
}

std::string mint_pypi(Random& random) {
  const std::string end(1, '\0');
  return "pypi-" + base::encode_base64url(
                       "\x02" + packet(1, "pypi.org") +
                       packet(2, uuid(random)) + end +
                       packet(2, R"([3, ")" + uuid(random) + "\"]") + end +
                       end + packet(6, random.bytes(32)));
}

std::string mint_vault(Random& random) {
  const std::string inner = field(1, "hvs." + random.word(24, kUpperFirst)) +
                            field(2, 1 + random.below(100000));
  return "hvs." + base::encode_base64url(
                      field(1, 1) + field(2, random.bytes(32)) +
                      field(3, inner));
}

std::string mint_jfrog(Random& random) {
  for (;;) {
    const std::string text = base::encode_base64(
        "reftkn:01:18" + number(random, 8) + ":" +
        random.word(27, kUpperFirst));
    if (std::ranges::all_of(text, [](char c) {
          return kUpperFirst.find(c) != std::string::npos;
        })) {
      return text;
    }
  }
}

std::string mint_stripe(Random& random) {
  return "sk_live_51" + random.word(87, kUpperFirst) + "00" +
         random.word(8, kUpperFirst);
}

std::string mint_heroku(Random& random) {
  return "HRKU-" + base::encode_base64url(std::string(1, '\0') +
                                          random.bytes(32) +
                                          "\xFF\xFF\xFF\xFF" + random.bytes(8));
}

std::string mint_circleci(Random& random) {
  return "CCIPAT_" + base::encode_base_n(uuid_bytes(random), base::kBase58) +
         "_" + random.word(40, kHex);
}

std::string mint_nuget(Random& random) {
  std::string id = "v4";
  while (id.size() < 12) id += static_cast<char>(1 + random.below(255));
  std::string text =
      base::encode_base32(id) + base::encode_base32(random.bytes(16));
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

std::string mint_paddle(Random& random) {
  const std::string crockford = "0123456789abcdefghjkmnpqrstvwxyz";
  return "pdl_live_apikey_" +
         write(1'700'000'000'000 + random.below(50'000'000), crockford, 10) +
         random.word(16, crockford) + "_" + random.word(22, kUpperFirst) + "_" +
         random.word(3, kUpperFirst);
}

std::string lower_base32(const std::string& bytes) {
  std::string text;
  for (const char c : base::encode_base32(bytes)) {
    text += c >= 'A' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

std::string mint_swarm(Random& random) {
  return "SWMTKN-1-0" + random.word(49, kDigits + kLower) + "-0" +
         random.word(24, kDigits + kLower);
}

std::string mint_wireguard(Random& random) {
  std::string key = random.bytes(32);
  key[0] = static_cast<char>(key[0] & 0xF8);
  key[31] = static_cast<char>((key[31] & 0x3F) | 0x40);
  return base::encode_base64(key);
}

std::string wrap(const std::string& json) { return base::encode_base64url(json); }

std::string mint_onepassword(Random& random) {
  return "ops_" + wrap(R"({"signInAddress":"a.1password.com","email":"a@b",)"
                       R"("srpX":")" +
                       random.word(64, kHex) + R"(","muk":{"k":")" +
                       random.word(43, kUrl64) + R"("},"secretKey":"A3-)" +
                       random.word(32, kUpper) + "\"}");
}

std::string mint_sentry(Random& random) {
  return "sntrys_" +
         wrap(R"({"iat":17)" + number(random, 8) +
              R"(,"url":"https://s.io","region_url":"https://us.s.io",)"
              R"("org":")" +
              random.word(8, kLower) + "\"}") +
         "_" + base::encode_base64(random.bytes(32)).substr(0, 43);
}

std::string mint_slack_rotation(Random& random) {
  const std::string text =
      base::encode_base64("3-1-" + number(random, 12) + "-" +
                          number(random, 13) + "-" + number(random, 13) + "-" +
                          random.word(64, kHex));
  return "xoxe-1-" + text.substr(0, text.find('='));
}

std::string mint_algolia(Random& random) {
  return base::encode_base64(random.word(64, kHex) + "validUntil=18" +
                             number(random, 8));
}

// The 232 bits of a Google key end within a character.
std::string mint_google(Random& random) {
  return "AIzaSy" + random.word(1, "ABCD") + random.word(31, kUrl64) +
         random.word(1, "AEIMQUYcgkosw048");
}

std::vector<Mint> message_mints() {
  return {
      {"supabase_secret", mint_supabase},
      {"jwt", mint_jwt_beside_key},
      {"jwt", [](Random& r) { return jwt(r, "ES256", 64, "me"); }},
      {"kubernetes_service_account",
       [](Random& r) {
         return jwt(r, "RS256", 256, "system:serviceaccount:prod:ci");
       }},
      {"github_app_jwt",
       [](Random& r) {
         return "ghs_" + number(r, 7) + "_" + jwt(r, "RS256", 256, "app");
       }},
      {"aws_access_key_id", mint_aws_key_id},
      {"aws_session_token", mint_aws_session},
      {"aws_bedrock",
       [](Random& r) {
         return "ABSK" + base::encode_base64("BedrockAPIKey-" +
                                             r.word(4, kHex) + "-at-" +
                                             number(r, 12) + ":" +
                                             r.word(44, kUpperFirst));
       }},
      {"facebook", mint_facebook},
      {"fly", mint_fly},
      {"pypi", mint_pypi},
      {"vault_service", mint_vault},
      {"jfrog", mint_jfrog},
      {"bitbucket_datacenter",
       [](Random& r) {
         return base::encode_base64(number(r, 12) + ":" + r.bytes(20));
       }},
      {"grafana_cloud",
       [](Random& r) {
         return "glc_" + wrap(R"({"o":")" + number(r, 6) + R"(","n":"ci","k":")" +
                              r.word(24, kUpperFirst) +
                              R"(","m":{"r":"eu"}})");
       }},
      {"grafana_legacy",
       [](Random& r) {
         return wrap(R"({"k":")" + r.word(32, kUpperFirst) +
                     R"(","n":"ci","id":)" + number(r, 3) + "}");
       }},
      {"sentry_org", mint_sentry},
      {"mapbox",
       [](Random& r) {
         return "sk." + wrap(R"({"u":")" + r.word(8, kLower) + R"(","a":")" +
                             r.word(25, kLower + kDigits) + "\"}") +
                "." + base::encode_base64url(r.bytes(16));
       }},
      {"onepassword", mint_onepassword},
      {"slack_rotation", mint_slack_rotation},
      {"algolia_secured", mint_algolia},
      {"jetbrains",
       [](Random& r) {
         return "perm-" + base::encode_base64(r.word(9, kLower)) + "." +
                base::encode_base64(number(r, 2) + "-" + number(r, 3)) + "." +
                r.word(30, kUpperFirst);
       }},
  };
}

std::vector<Mint> shape_mints() {
  return {
      {"uuid_v4", [](Random& r) { return "sk-lf-" + uuid(r); }},
      {"docker_pat",
       [](Random& r) {
         return "dckr_pat_" + base::encode_base64url(r.bytes(20));
       }},
      {"docker_swarm", mint_swarm},
      {"stripe", mint_stripe},
      {"sendgrid",
       [](Random& r) {
         return "SG." + base::encode_base64url(uuid_bytes(r)) + "." +
                base::encode_base64url(r.bytes(32));
       }},
      {"openai",
       [](Random& r) {
         return "sk-" + r.word(20, kUpperFirst) + "T3BlbkFJ" +
                r.word(20, kUpperFirst);
       }},
      {"anthropic",
       [](Random& r) { return "sk-ant-api03-" + r.word(93, kUrl64) + "AA"; }},
      {"groq",
       [](Random& r) {
         return "gsk_" + r.word(20, kUpperFirst) + "WGdyb3FY" +
                r.word(24, kUpperFirst);
       }},
      {"heroku", mint_heroku},
      {"tailscale",
       [](Random& r) {
         const std::string base58(base::kBase58);
         return "tskey-auth-k" + r.word(6, base58) + "CNTRL-" +
                r.word(32, base58);
       }},
      {"circleci", mint_circleci},
      {"postman",
       [](Random& r) {
         return "PMAK-6" + r.word(23, kHex) + "-" + r.word(34, kHex);
       }},
      {"nuget", mint_nuget},
      {"paddle", mint_paddle},
      {"checkout",
       [](Random& r) {
         return "sk_sbox_" + lower_base32(r.bytes(16)) + r.word(1, kLower);
       }},
      {"wireguard", mint_wireguard},
      {"google_api_key", mint_google},
      {"fcm_server_key",
       [](Random& r) {
         return base::encode_base64url(big_endian(std::stoull(number(r, 12)))) +
                ":APA91b" + r.word(134, kUrl64);
       }},
      {"slack",
       [](Random& r) {
         return "xoxb-" + number(r, 12) + "-" + number(r, 13) + "-" +
                r.word(24, kUpperFirst);
       }},
      {"discord_bot",
       [](Random& r) {
         return base::encode_base64url(number(r, 18)) + "." +
                r.word(6, kUrl64) + "." + base::encode_base64url(r.bytes(20));
       }},
      {"telegram",
       [](Random& r) { return number(r, 10) + ":AA" + r.word(33, kUrl64); }},
  };
}

}  // namespace

std::vector<Mint> structure_mints() {
  std::vector<Mint> all = message_mints();
  for (Mint& mint : shape_mints()) all.push_back(std::move(mint));
  return all;
}

}  // namespace patrol::test
