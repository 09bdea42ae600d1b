// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "filter/plausibility.h"

namespace patrol::filter {
namespace {

// Removes the mark '·' (U+00B7) that keeps scanners of this repository quiet.
std::string unmark(std::string_view text) {
  constexpr std::string_view kMark = "\xc2\xb7";
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(kMark)) {
      at += kMark.size();
    } else {
      plain += text[at++];
    }
  }
  return plain;
}

// The secret stands between the signs « and » in its line.
bool is_reference_in(std::string_view line) {
  const std::string plain = unmark(line);
  const std::string_view text = plain;
  constexpr std::string_view kOpen = "\xc2\xab", kClose = "\xc2\xbb";
  const std::size_t open = text.find(kOpen), close = text.find(kClose);
  const std::size_t begin = open + kOpen.size();
  return is_reference({.secret = text.substr(begin, close - begin),
                       .before = text.substr(0, open),
                       .after = text.substr(close + kClose.size())});
}

class ReferenceTest : public testing::TestWithParam<std::string_view> {};

TEST_P(ReferenceTest, IsNoSecret) {
  EXPECT_TRUE(is_reference_in(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Managers, ReferenceTest,
    testing::Values(
        "password: «vault:secret/data/app#password»",
        "password: «vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zo»",
        "token = «op://Private/github/token»",
        "token = \"op://Private/«github-deploy/credential»\"",
        "secret: «arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-x1y»",
        "arn = arn:aws:secretsmanager:eu-west-1:123456789012:secret:"
        "«prod/database-a1B2c3»",
        "arn = «arn:aws:ssm:us-east-1:123456789012:parameter/app/password»",
        "arn = «arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:app»",
        "key: «@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/"
        "db/0a1b2c3d4e5f60718293a4b5c6d7e8f9)»",
        "url = «https://corp.vault.azure.net/secrets/db-password»",
        "key: "
        "@Microsoft.KeyVault(VaultName=corp;SecretName=«database-password»)",
        "secret = «projects/my-project/secrets/db-password/versions/latest»",
        "secret = projects/my-project/secrets/«db-password-main»/versions/1",
        "secret = «ref+vault://secret/app#/password»",
        "secret = «ref+awssecrets://app/password»",
        "secret = «sm://my-project/db-password»",
        "secret = «berglas://bucket/name»", "secret = «ssm:/app/db/password»",
        "secret = «akv://corp/db-password»", "secret = «bws://1234-5678»",
        "secret = «doppler://project/config/NAME»",
        "secret = «infisical://project/NAME»",
        "secret = «conjur:app/db/password»",
        "secret = «keyring:my-service:user»",
        "secret = «{{resolve:secretsmanager:MySecret:SecretString:password}}»",
        "secret = «{{resolve:ssm-secure:/app/password:3}}»",
        "password = «ENC[AES256_GCM,data:8fJq2mXw0r,iv:b64,tag:b64,type:str]»",
        "password = «ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)»",
        "password = «{cipher}6821c4ab7e0d1f93b5a8c7d2e4f60912»",
        "password: «$ANSIBLE_VAULT;1.1;AES256»", "password: «!vault |»",
        "password: «!secret mqtt_password»",
        "file = «/run/secrets/db_password»",
        "file = «/var/run/secrets/kubernetes.io/serviceaccount/token»"));

INSTANTIATE_TEST_SUITE_P(
    Interpolations, ReferenceTest,
    testing::Values(
        "token: «${{ secrets.NPM_TOKEN }}»",
        "token: ${{ «secrets.NPM_TOKEN» }}",
        "token: ${{ secrets.«NPM_PUBLISH_TOKEN» }}",
        "token: ${{ secrets['«NPM_PUBLISH_TOKEN»'] }}",
        "password=«${DB_PASSWORD}»", "password=${«DB_PASSWORD»}",
        "password=«${DB_PASSWORD:-changeme}»", "password=«$DB_PASSWORD»",
        "password=\"$«DB_PASSWORD»\"", "password=«$(cat /etc/app/password)»",
        "login=«$(SONAR_LOGIN)»", "login=«$[variables.sonarLogin]»",
        "password: «{{ .Values.auth.password }}»",
        "password: {{ «db_password» }}",
        "password: «{{ lookup('env', 'DB_PASSWORD') }}»",
        "password: {{ vault_prefix }}-{{ «database_admin_password» | b64enc }}",
        "password=«%DB_PASSWORD%»", "password=%«DB_PASSWORD»%",
        "token=«@GITHUB_TOKEN@»", "token=«@@API_TOKEN@@»",
        "token=«__API_TOKEN__»", "token=__«API_TOKEN_VALUE»__",
        "key: «<%= ENV['API_KEY'] %>»", "key: <%= «secret_key_base» %>",
        "password=«#{db_password}»", "password=«%{hiera_db_password}»",
        "Authorization: «Bearer ${ACCESS_TOKEN}»",
        "Authorization: «token {{access_token}}»",
        "password=«${DB_USER}-${DB_PASSWORD}»",
        "mongodb: «mongodb://app:${MONGO_PASSWORD}@db.internal:27017/app»",
        "postgres: «postgres://$(PGUSER):$(PGPASSWORD)@$(PGHOST)/app»",
        "redis: «redis://:{{ redis_password }}@cache:6379»",
        "#{«octopus_api_key»}#", "{% «site_secret_key» %}"));

INSTANTIATE_TEST_SUITE_P(
    Code, ReferenceTest,
    testing::Values(
        "const token = «process.env.GITHUB_TOKEN»;",
        "token: \"«uuidv7()»\"", "key = '«settings.read_key()»'",
        "const token = process.env.«GITHUB_DEPLOY_TOKEN»;",
        "const token = process.env['«GITHUB_DEPLOY_TOKEN»'];",
        "const key = «import.meta.env.VITE_API_KEY»",
        "token = «os.environ['GITHUB_TOKEN']»",
        "token = os.environ['«GITHUB_DEPLOY_TOKEN»']",
        "token = os.environ.get(\"«GITHUB_DEPLOY_TOKEN»\")",
        "token := «os.Getenv(\"API_TOKEN\")»",
        "token := os.Getenv(\"«SERVICE_API_TOKEN»\")",
        "String key = «System.getenv(\"API_KEY\")»;",
        "let key = «std::env::var(\"API_KEY\")»", "key: «ENV['API_KEY']»",
        "key: ENV.fetch('«STRIPE_SECRET_KEY»')",
        "$key = «env('STRIPE_SECRET')»;", "$token = «$env:API_TOKEN»",
        "$token = $env:«AZURE_API_TOKEN»", "$key = «$ENV{API_KEY}»",
        "var key = «Environment.GetEnvironmentVariable(\"API_KEY\")»",
        "password = «var.database_password»",
        "token = «data.vault_generic_secret.app.data»",
        "token = «settings.GITHUB_TOKEN»", "token = «config.githubToken»",
        "token = «self.access_token»",
        "password = «Rails.application.credentials»",
        "token = «read_secret_file»(\"/etc/token\")",
        "password = «credential_store».lookup(name)",
        "password = «user_passwords»[name]",
        "api_key = client.getSecret(\"«payment_service_key»\")",
        "  valueFrom:\n    secretKeyRef:\n      key: "
        "«database-admin-password»"));

class SecretTest : public testing::TestWithParam<std::string_view> {};

TEST_P(SecretTest, IsNoReference) {
  EXPECT_FALSE(is_reference_in(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Literals, SecretTest,
    testing::Values(
        "token = \"«gh·p_8fJq2mXw0rTzL5vKc7Ns1bYd9hGe4aUp3QxR»\"",
        "curl -H \"$(echo token «gh·p_8fJq2mXw0rTzL5vKc7Ns1bYd9hGe4aUp3QxR»)\"",
        "a: ${{ format('{0}', '«gh·p_8fJq2mXw0rTzL5vKc7Ns1bYd9hGe4aUp3Qx»') }}",
        "$env:GH_TOKEN = '«gh·p_8fJq2mXw0rTzL5vKc7Ns1bYd9hGe4aUp3QxR»'",
        "env: TOKEN=«8fJq2mXw0rTzL5vKc7Ns1bYd»",
        "<password>«8fJq2mXw0rTzL5vKc7Ns1bYd»</password>",
        "vault:«hv·s.8fJq2mXw0rTzL5vKc7Ns1bYd»",
        "password = «${PREFIX}8fJq2mXw0rTzL5vKc7Ns1bYd»",
        "token = {{ prefix }}«8fJq2mXw0rTzL5vKc7Ns1bYd»",
        "hash = «$2b$12$8fJq2mXw0rTzL5vKc7Ns1bYd9hGe4aUp3QxR8fJq2mXw0rTzL5v»",
        "password = «m{{h}o)p${e]nob(ody[f8fJq2>-_$#x}}»",
        "password = «$A3ae68d9f8ccfc898ee2555a5f8f228b9»",
        "{«8fJq2mXw0rTzL5vKc7Ns1bYd»}", "100%«8fJq2mXw0rTzL5vKc7Ns1bYd»%",
        "<Login auth={{ user: 'app', password: '«8fJq2mXw0r»' }} />",
        "mongodb: «mongo·db://app:8fJq2mXw0rTz@db.internal/${DATABASE}»",
        "token=«8fJq2mXw0rTzL5vKc7Ns1bYd».", "«8fJq2mXw0rTzL5vKc7Ns1bYd»(old)",
        "url = https://hooks.corp.net/secrets/«8fJq2mXw0rTzL5vKc7Ns1bYd»"));

TEST(Reference, HostileTextIsReadInLinearTime) {
  for (const std::string_view piece : {"${", "{{", "$(", "%", "<%", "://@:"}) {
    std::string text;
    while (text.size() < 64 * 1024) text += piece;
    is_reference({.secret = text, .before = "", .after = ""});
  }
}

TEST(Reference, NoTextIsNoReference) {
  EXPECT_FALSE(is_reference({}));
  EXPECT_FALSE(is_reference_in("${«»}"));
}

}  // namespace
}  // namespace patrol::filter
