// SPDX-License-Identifier: Apache-2.0
#include "base/base64.h"
#include "base/base_n.h"
#include "base/crc.h"
#include "base/digest.h"
#include "support/mint.h"
#include "verify/marvin32.h"

namespace patrol::test {
namespace {

using verify::marvin32;
using verify::marvin_seed;

std::string pick(Random& random, std::string_view alphabet,
                 std::size_t size) {
  return random.word(size, alphabet);
}

std::string bytes(Random& random, std::size_t size) {
  return random.bytes(size);
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string little_endian(std::uint32_t value) {
  std::string out;
  for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> 8 * i & 0xFF);
  return out;
}

std::string big_endian(std::uint32_t value) {
  const std::string out = little_endian(value);
  return {out.rbegin(), out.rend()};
}

}  // namespace

std::string write(std::uint64_t value, const std::string& alphabet,
                  std::size_t width) {
  std::string text;
  for (; value > 0; value /= alphabet.size()) {
    text.insert(text.begin(), alphabet[value % alphabet.size()]);
  }
  if (text.size() < width) text.insert(0, width - text.size(), alphabet[0]);
  return text;
}

Tail digits_of(const std::string& alphabet, std::size_t width) {
  return [=](std::uint32_t crc) { return write(crc, alphabet, width); };
}

std::string with_crc(const std::string& prefix, const std::string& body,
                     const Tail& tail, bool covers_prefix,
                     const std::string& separator) {
  const std::uint32_t crc = base::crc32(covers_prefix ? prefix + body : body);
  return prefix + body + separator + tail(crc);
}

const Tail kBase62 = digits_of(kUpperFirst, 6);
const Tail kBase62Lower = digits_of(kLowerFirst, 6);
const Tail kHexTail = digits_of(kHex, 8);
const Tail kHexUpper = [](std::uint32_t crc) {
  return upper(write(crc, kHex, 8));
};

std::string alnum_crc(Random& random, const std::string& prefix,
                      std::size_t size, bool covers_prefix, const Tail& tail) {
  return with_crc(prefix, pick(random, kUpperFirst, size), tail, covers_prefix);
}

namespace {

std::string mint_gitlab(Random& random) {
  const std::string lines =
      "c:1\no:" + pick(random, kLowerFirst.substr(0, 36), 3) +
      "\nu:" + pick(random, kDigits, 4);
  const std::string payload = base::encode_base64url(
      bytes(random, 16) + lines + static_cast<char>(lines.size()));
  const std::string text =
      "glpat-" + payload + ".01." + write(payload.size(), kDigits + kLower, 2);
  return text + write(base::crc32(text), kDigits + kLower, 7);
}

std::string mint_github_fine_grained(Random& random) {
  const std::string text =
      "github_pat_11" + base::encode_base32(bytes(random, 4)) + "0" +
      pick(random, kUpperFirst, 12) + "_" + pick(random, kUpperFirst, 43);
  return text + base::encode_base32(base::sha256(text)).substr(0, 8) +
         pick(random, kUpperFirst, 8);
}

// A key of 64 bytes: the signature stands ten characters before the unpadded
// end, so at bits 76 to 52 of the text's 86 characters.
std::string mint_his(Random& random, const std::string& signature,
                     const std::string& seed, std::size_t size) {
  for (;;) {
    std::string text = base::encode_base64(bytes(random, size));
    const std::size_t padding = text.size() - text.find_last_not_of('=') - 1;
    const std::size_t at = text.size() - padding - 10;
    text.replace(at, 4, signature);
    std::string raw = *base::decode_base64(text, base::Base64Tail::any);
    raw.resize(size - 4);
    raw += little_endian(marvin32(raw, marvin_seed(seed)));
    text = base::encode_base64(raw);
    if (text.substr(at, 4) == signature) return text;
  }
}

std::string mint_cask(Random& random) {
  const std::string text = pick(random, kUpperFirst, 52) + "JQQJ99" + "B" +
                           "F" + pick(random, kUpperFirst, 12) + "AAAA" +
                           "ACOG";
  const std::uint32_t hash =
      marvin32(*base::decode_base64(text), marvin_seed("Default0"));
  return text + base::encode_base64(little_endian(hash)).substr(0, 4);
}

std::string mint_azure_devops(Random& random) {
  std::string raw = bytes(random, 32);
  const std::string body = raw.substr(0, 2) + raw.substr(3, 4) +
                           raw.substr(9, 13) + raw.substr(23, 9);
  const std::string check = little_endian(base::crc32(body) ^ 0xE0B9692D);
  raw[22] = check[0];
  raw[8] = check[1];
  raw[7] = check[2];
  raw[2] = check[3];
  std::string text = base::encode_base32(raw);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string mint_entra(Random& random) {
  const std::string alphabet = kLower + kUpper + "1234567890.-_~";
  const std::string text =
      pick(random, alphabet, 3) + "8Q~" + pick(random, alphabet, 31);
  return text +
         write(marvin32(text, 0x4161645077643030), alphabet, 6).substr(0, 3);
}

std::string mint_notion(Random& random) {
  const std::string text =
      "ntn_" + pick(random, kDigits, 11) + pick(random, kUpperFirst, 32);
  return text + write(base::crc16_arc(text), kLowerFirst, 3);
}

std::string mint_base32_crc16(Random& random, const std::string& head,
                              std::size_t size) {
  std::string raw = head + bytes(random, size - head.size());
  const std::uint16_t crc = base::crc16_xmodem(raw);
  raw += static_cast<char>(crc & 0xFF);
  raw += static_cast<char>(crc >> 8);
  return base::encode_base32(raw);
}

std::string mint_base58(Random& random, const std::string& head,
                        std::size_t size, std::string_view alphabet) {
  const std::string raw = head + bytes(random, size - head.size());
  return base::encode_base_n(raw + base::sha256(base::sha256(raw)).substr(0, 4),
                             alphabet);
}

std::string mint_yandex(Random& random) {
  const std::string raw = "\x02" + bytes(random, 36);
  return "y0_" + base::encode_base64url(raw + big_endian(base::crc32(raw)));
}

std::string mint_runpod(Random& random) {
  const std::string body = pick(random, kDigits + kUpper, 40);
  return "rpa_" + body +
         write(base::crc32(body), kDigits + kLower, 6).substr(0, 6);
}

std::string mint_confluent(Random& random) {
  const std::string body = pick(random, kBase64, 54);
  return "cflt" + body +
         base::encode_base64(little_endian(base::crc32(body))).substr(0, 6);
}

std::string hex_crc(Random& random, const std::string& prefix, std::size_t size,
                    bool covers_prefix, const std::string& separator) {
  return with_crc(prefix, pick(random, kHex, size), kHexTail, covers_prefix,
                  separator);
}

}  // namespace

std::vector<Mint> checksum_mints() {
  return {
      {"github_classic", [](Random& r) { return alnum_crc(r, "ghp_", 30); }, 0,
       4},
      {"github_classic", [](Random& r) { return alnum_crc(r, "gho_", 30); }, 0,
       4},
      {"github_classic", [](Random& r) { return alnum_crc(r, "ghs_", 30); }, 0,
       4},
      {"github_classic", [](Random& r) { return alnum_crc(r, "ghr_", 70); }, 0,
       4},
      {"github_fine_grained", mint_github_fine_grained, 8},
      {"npm", [](Random& r) { return alnum_crc(r, "npm_", 30); }},
      {"vercel", [](Random& r) { return alnum_crc(r, "vck_", 50); }, 0, 4},
      {"netbird", [](Random& r) { return alnum_crc(r, "nbp_", 30); }},
      {"polar", [](Random& r) { return alnum_crc(r, "polar_oat_", 37); }, 0,
       10},
      {"asf", [](Random& r) { return alnum_crc(r, "asf_jira_", 27); }, 0, 9},
      {"thunderstore", [](Random& r) { return alnum_crc(r, "tss_", 30); }},
      {"salad",
       [](Random& r) { return alnum_crc(r, "salad_cloud_user_", 43); }},
      {"deno", [](Random& r) { return alnum_crc(r, "ddp_", 30, true); }},
      {"wandb",
       [](Random& r) {
         return with_crc(
             "wandb_v1_",
             pick(r, kUpperFirst, 27) + "_" + pick(r, kUpperFirst, 43), kBase62,
             true);
       }},
      {"apify",
       [](Random& r) {
         return alnum_crc(r, "apify_api_", 30, true, kBase62Lower);
       }},
      {"prefect",
       [](Random& r) { return alnum_crc(r, "pnu_", 30, false, kBase62Lower); },
       0, 4},
      {"canva",
       [](Random& r) {
         return with_crc("cnvca", pick(r, kUrl64, 43), kHexTail, true);
       }},
      {"cloudflare",
       [](Random& r) { return alnum_crc(r, "cfut_", 40, false, kHexTail); }, 0,
       5},
      {"atlassian",
       [](Random& r) {
         return with_crc("ATATT3xFfGF0", pick(r, kUrl64, 171) + "=", kHexUpper,
                         true);
       }},
      {"atlassian",
       [](Random& r) { return alnum_crc(r, "ATBB", 24, true, kHexUpper); }},
      {"atlassian",
       [](Random& r) {
         return with_crc("ATTA", pick(r, kHex, 64), kHexUpper, true);
       }},
      {"atlassian",
       [](Random& r) {
         return with_crc("ATOA", pick(r, kUrl64, 64), kHexUpper, true);
       }},
      {"grafana_service_account",
       [](Random& r) {
         const Tail tail = [](std::uint32_t crc) {
           const std::string le = little_endian(crc);
           std::uint32_t swapped = 0;
           for (const char c : le) {
             swapped = swapped << 8 | static_cast<unsigned char>(c);
           }
           return write(swapped, kHex, 8);
         };
         return with_crc("glsa_", pick(r, kUpperFirst, 32), tail, true, "_");
       }},
      {"zuplo",
       [](Random& r) {
         return with_crc("zpka_", pick(r, kUpperFirst, 32), kHexTail, false,
                         "_");
       }},
      {"cashfree",
       [](Random& r) { return hex_crc(r, "cfsk_ma_test_", 32, false, "_"); }},
      {"packagist",
       [](Random& r) { return hex_crc(r, "packagist_ort_", 60, true, ""); }},
      {"dhis2",
       [](Random& r) {
         return alnum_crc(r, "d2pat_", 32, false, digits_of(kDigits, 10));
       }},
      {"confluent", mint_confluent},
      {"runpod", mint_runpod},
      {"gitlab_routable", mint_gitlab},
      {"notion", mint_notion},
      {"yandex", mint_yandex},
      {"nats",
       [](Random& r) {
         return mint_base32_crc16(r, std::string("\x95\x00", 2), 34);
       }},
      {"stellar", [](Random& r) { return mint_base32_crc16(r, "\x90", 33); }},
      {"bitcoin_wif",
       [](Random& r) { return mint_base58(r, "\x80", 33, base::kBase58); }},
      {"xrp",
       [](Random& r) {
         return mint_base58(r, "\x21", 17, base::kBase58Ripple);
       }},
      {"azure_his",
       [](Random& r) { return mint_his(r, "+ASt", "Default0", 64); }},
      {"azure_his",
       [](Random& r) { return mint_his(r, "AzSe", "PAdmin00", 39); }},
      {"azure_his",
       [](Random& r) { return mint_his(r, "AzFu", "Functi00", 40); }},
      {"azure_his",
       [](Random& r) { return mint_his(r, "+AEh", "Manage00", 32); }},
      {"azure_cask", mint_cask},
      {"azure_devops_legacy", mint_azure_devops},
      {"entra_secret", mint_entra},
      {"self_checksum", [](Random& r) { return alnum_crc(r, "newco_", 32); }, 0,
       6},
      {"self_checksum",
       [](Random& r) { return alnum_crc(r, "newco_", 32, true, kHexTail); }},
  };
}

std::vector<Mint> all_mints() {
  std::vector<Mint> all = checksum_mints();
  for (std::vector<Mint>& more : std::vector{encoded_mints(), structure_mints()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace patrol::test
