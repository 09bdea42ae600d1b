// SPDX-License-Identifier: Apache-2.0
//
// Tokens that end in a CRC of their own text. GitHub introduced the design in
// 2021 ("Behind GitHub's new authentication token formats", github.blog), and
// other issuers copied it with small changes: which base the CRC is written
// in, and whether it covers the prefix. A row of a table says which; a new
// vendor is a new row.
//
// The rows were proved on published tokens, by recomputation; the source of
// each is named beside it.
#include <array>
#include <cstdint>

#include "base/base_n.h"
#include "base/charset.h"
#include "base/crc.h"
#include "verify/family.h"
#include "verify/recipe.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

constexpr base::Charset kWord = base::kAlnum | base::Charset("_");

template <const auto& kRows>
Verdict by_table(const Input& input) {
  return check_rows(kRows, input.secret);
}

// github.blog 2021-04-05; refresh tokens have a longer body since.
constexpr std::array kGithub = {
    Row{"ghp_", base::kAlnum, 30, 30, Tail::base62, Cover::body, "personal"},
    Row{"gho_", base::kAlnum, 30, 30, Tail::base62, Cover::body, "oauth"},
    Row{"ghu_", base::kAlnum, 30, 30, Tail::base62, Cover::body,
        "app user-to-server"},
    Row{"ghs_", base::kAlnum, 30, 30, Tail::base62, Cover::body,
        "app installation"},
    Row{"ghr_", base::kAlnum, 30, 30, Tail::base62, Cover::body, "refresh"},
    Row{"ghr_", base::kAlnum, 70, 70, Tail::base62, Cover::body, "refresh"},
};

// github.blog 2021-09-23, "npm's new access token format".
constexpr std::array kNpm = {Row{"npm_", base::kAlnum, 30, 30}};

// The formats of 2026: mongodb/kingfisher, rules vercel.yml.
constexpr std::array kVercel = {
    Row{"vcp_", base::kAlnum, 50, 50, Tail::base62, Cover::body, "personal"},
    Row{"vci_", base::kAlnum, 50, 50, Tail::base62, Cover::body, "integration"},
    Row{"vca_", base::kAlnum, 50, 50, Tail::base62, Cover::body, "app access"},
    Row{"vcr_", base::kAlnum, 50, 50, Tail::base62, Cover::body, "app refresh"},
    Row{"vck_", base::kAlnum, 50, 50, Tail::base62, Cover::body,
        "AI gateway key"},
};

// The formats of 2026. secretlint-rule-cloudflare names the CRC; what it covers
// was found by recomputation over published test tokens.
constexpr std::array kCloudflare = {
    Row{"cfut_", base::kAlnum, 40, 40, Tail::hex, Cover::body, "user token"},
    Row{"cfat_", base::kAlnum, 40, 40, Tail::hex, Cover::body, "account token"},
    Row{"cfk_", base::kAlnum, 40, 40, Tail::hex, Cover::body, "global api key"},
};

// DataDog/dd-sensitive-data-scanner, atlassian_token_checksum.rs; Trello and
// the OAuth secret were found by recomputation over public tokens.
constexpr std::array kAtlassian = {
    Row{"ATATT3", base::kBase64UrlChar | base::Charset("="), 51, 301,
        Tail::hex_upper, Cover::everything, "user api token"},
    Row{"ATCTT3", base::kBase64UrlChar | base::Charset("="), 51, 301,
        Tail::hex_upper, Cover::everything, "service or admin api key"},
    Row{"ATBB", base::kAlnum, 24, 24, Tail::hex_upper, Cover::everything,
        "Bitbucket app password"},
    Row{"ATTA", base::kLowerHex, 64, 64, Tail::hex_upper, Cover::everything,
        "Trello token"},
    Row{"ATOA", base::kBase64UrlChar, 64, 64, Tail::hex_upper,
        Cover::everything, "OAuth client secret"},
};

// grafana/grafana, pkg/components/satokengen.
constexpr std::array kGrafana = {
    Row{"glsa_", base::kAlnum, 32, 32, Tail::hex_little_endian,
        Cover::everything, "service account", "_"},
};

// google/osv-scalibr, veles/secrets/denopat; the prefix is covered.
constexpr std::array kDeno = {
    Row{"ddp_", base::kAlnum, 30, 30, Tail::base62, Cover::everything,
        "personal"},
    Row{"ddo_", base::kAlnum, 30, 30, Tail::base62, Cover::everything,
        "organization"},
    Row{"ddw_", base::kAlnum, 30, 30, Tail::base62, Cover::everything},
};

// Found by recomputation over public tokens: 27 characters, '_', 43 more.
constexpr std::array kWandb = {
    Row{"wandb_v1_", kWord, 71, 71, Tail::base62, Cover::everything}};

// Found by recomputation over the test tokens of public rules.
constexpr std::array kApify = {Row{"apify_api_", base::kAlnum, 30, 30,
                                   Tail::base62_lower_first,
                                   Cover::everything}};
constexpr std::array kSalad = {
    Row{"salad_cloud_user_", base::kAlnum, 43, 43, Tail::base62, Cover::body,
        "user"},
    Row{"salad_cloud_org_", base::kAlnum, 43, 43, Tail::base62, Cover::body,
        "org"},
};
constexpr std::array kCanva = {
    Row{"cnvca", base::kBase64UrlChar, 43, 43, Tail::hex, Cover::everything}};
constexpr std::array kRunpod = {
    Row{"rpa_", base::kUpperAlnum, 40, 40, Tail::base36_first_six}};

// Found by recomputation over public tokens.
constexpr std::array kPrefect = {
    Row{"pnu_", base::kAlnum, 30, 30, Tail::base62_lower_first, Cover::body,
        "user"},
    Row{"pnb_", base::kAlnum, 30, 30, Tail::base62_lower_first, Cover::body,
        "service account"},
};

// polarsource/polar, server/polar/kit/crypto.py.
constexpr std::array kPolar = {Row{"polar_", base::kAlnum, 37, 37, Tail::base62,
                                   Cover::body, "", "", Tag{2, 17}}};

// Found by recomputation over public tokens.
constexpr std::array kCashfree = {
    Row{"cfsk_ma_test_", base::kLowerHex, 32, 32, Tail::hex, Cover::body,
        "test", "_"},
    Row{"cfsk_ma_prod_", base::kLowerHex, 32, 32, Tail::hex, Cover::body,
        "prod", "_"},
};

// packagist.com/docs, token formats.
constexpr std::array kPackagist = {
    Row{"packagist_ort_", base::kLowerHex, 60, 60, Tail::hex, Cover::everything,
        "organization read token"},
    Row{"packagist_out_", base::kLowerHex, 60, 60, Tail::hex, Cover::everything,
        "organization update token"},
    Row{"packagist_oat_", base::kLowerHex, 60, 60, Tail::hex,
        Cover::everything},
    Row{"packagist_uut_", base::kLowerHex, 60, 60, Tail::hex, Cover::everything,
        "user update token"},
    Row{"packagist_uat_", base::kLowerHex, 60, 60, Tail::hex,
        Cover::everything},
    Row{"packagist_cut_", base::kLowerHex, 60, 60, Tail::hex,
        Cover::everything},
};

// mongodb/kingfisher, rules confluent.yml and zuplo.yml.
constexpr std::array kConfluent = {
    Row{"cflt", base::kBase64Char, 54, 54, Tail::base64_little_endian}};
constexpr std::array kZuplo = {
    Row{"zpka_", base::kAlnum, 32, 32, Tail::hex, Cover::body, "", "_"}};

// docs.dhis2.org, personal access tokens.
constexpr std::array kDhis2 = {
    Row{"d2pat_", base::kAlnum, 32, 32, Tail::decimal}};

// Apache infrastructure's draft of scannable tokens.
constexpr std::array kAsf = {Row{"asf_", base::kAlnum, 27, 27, Tail::base62,
                                 Cover::body, "", "", Tag{4, 7}}};

// netbirdio/netbird, management/server/types/personal_access_token.go.
constexpr std::array kNetbird = {Row{"nbp_", base::kAlnum, 30, 30}};

// thunderstore-io/Thunderstore: Django's baseconv.base62 of the CRC.
constexpr std::array kThunderstore = {Row{"tss_", base::kAlnum, 30, 30}};

// "ntn_", 11 digits, 32 characters, then the CRC-16/ARC of all before in three
// base62 digits. Found by a search over 16-bit CRCs and confirmed on five
// public tokens. A chance hit is 1 in 2^16. Before 2024: "secret_" and 43
// random characters, of which nothing can be proved.
Verdict notion(const Input& input) {
  if (input.secret.starts_with("secret_")) return unproved();
  Shape shape(input.secret);
  shape.literal("ntn_");
  const std::string_view number = shape.run(base::kDigit, 11);
  shape.run(base::kAlnum, 32);
  const std::string_view tail = shape.run(base::kAlnum, 3);
  if (!shape.complete()) return wrong_shape();
  const std::string_view covered =
      input.secret.substr(0, input.secret.size() - tail.size());
  const auto want =
      base::to_digits<3>(base::crc16_arc(covered), base::kBase62LowerFirst);
  if (tail != std::string_view(want.data(), want.size())) {
    return checksum_differs();
  }
  return checksum_holds({{"bot_number", std::string(number)}});
}

constexpr std::array kFamily = {
    NamedVerifier{"apify", by_table<kApify>},
    NamedVerifier{"asf", by_table<kAsf>},
    NamedVerifier{"atlassian", by_table<kAtlassian>},
    NamedVerifier{"canva", by_table<kCanva>},
    NamedVerifier{"cashfree", by_table<kCashfree>},
    NamedVerifier{"cloudflare", by_table<kCloudflare>},
    NamedVerifier{"confluent", by_table<kConfluent>},
    NamedVerifier{"deno", by_table<kDeno>},
    NamedVerifier{"dhis2", by_table<kDhis2>},
    NamedVerifier{"github_classic", by_table<kGithub>},
    NamedVerifier{"grafana_service_account", by_table<kGrafana>},
    NamedVerifier{"netbird", by_table<kNetbird>},
    NamedVerifier{"notion", notion},
    NamedVerifier{"npm", by_table<kNpm>},
    NamedVerifier{"packagist", by_table<kPackagist>},
    NamedVerifier{"polar", by_table<kPolar>},
    NamedVerifier{"prefect", by_table<kPrefect>},
    NamedVerifier{"runpod", by_table<kRunpod>},
    NamedVerifier{"salad", by_table<kSalad>},
    NamedVerifier{"thunderstore", by_table<kThunderstore>},
    NamedVerifier{"vercel", by_table<kVercel>},
    NamedVerifier{"wandb", by_table<kWandb>},
    NamedVerifier{"zuplo", by_table<kZuplo>},
};

}  // namespace

Family checksum_family() { return kFamily; }

}  // namespace patrol::verify
