// SPDX-License-Identifier: Apache-2.0
//
// Keys of Azure services that carry a signature and a Marvin32 of themselves
// ("highly identifiable secrets"). In the base64 text, without its padding,
// the signature stands ten characters before the end; decoded, the last four
// bytes are the Marvin32, little-endian, of the others. The seed differs by the
// kind of key, so the kind is recovered: an admin key from a query key.
//
// Source: microsoft/security-utilities, IdentifiableMetadata.cs and
// IdentifiableSecrets.cs.
#include <algorithm>
#include <array>
#include <cstdint>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/byte_order.h"
#include "base/charset.h"
#include "verify/family.h"
#include "verify/marvin32.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

struct KeyKind {
  std::string_view seed;
  std::string_view name;
};

struct Service {
  std::string_view signature;
  std::string_view name;
  std::size_t size;  // bytes of the decoded key
  std::span<const KeyKind> kinds;
};

constexpr KeyKind kDefault[] = {{"Default0", "account key"}};
constexpr KeyKind kMessaging[] = {{"Send0000", "send"},
                                  {"Manage00", "manage"},
                                  {"Listen00", "listen"},
                                  {"System00", "system"},
                                  {"Unknown0", "unknown"}};
constexpr KeyKind kIot[] = {{"IoTHub00", "hub"},
                            {"DpsKey00", "provisioning service"},
                            {"Device00", "device"}};
constexpr KeyKind kRedis[] = {{"Access00", "access"}};
constexpr KeyKind kEventGrid[] = {{"SendRecv", "send and receive"},
                                  {"Default0", "default"}};
constexpr KeyKind kSearch[] = {{"Query000", "query"}, {"PAdmin00", "admin"}};
constexpr KeyKind kRegistry[] = {{"ACRDflt0", "registry password"}};
constexpr KeyKind kFunctions[] = {
    {"Master00", "master"}, {"System00", "system"}, {"Functi00", "function"}};
constexpr KeyKind kCosmos[] = {
    {"MastRO00", "master read-only"}, {"MastRW00", "master read-write"},
    {"SystRO00", "system read-only"}, {"SystRW00", "system read-write"},
    {"SysAll00", "system"},           {"Resour00", "resource"},
    {"Encryp00", "encryption"}};
constexpr KeyKind kBatch[] = {{"AbAcct00", "account key"}};
constexpr KeyKind kMachineLearning[] = {{"Classic0", "classic"}};
constexpr KeyKind kSql[] = {{"UsrPwd00", "user password"}};
constexpr KeyKind kManagement[] = {{"Tenant00", "tenant"},
                                   {"IoTHub00", "subscription"},
                                   {"Gatewy00", "gateway"},
                                   {"GitKey00", "git"}};

constexpr std::string_view kRedisSignature = "AzCa";

constexpr Service kServices[] = {
    {"+ASt", "Azure Storage", 64, kDefault},
    {"ACDb", "Azure Cosmos DB", 64, kCosmos},
    {"+ASb", "Azure Service Bus", 32, kMessaging},
    {"+AEh", "Azure Event Hubs", 32, kMessaging},
    {"+ARm", "Azure Relay", 32, kMessaging},
    {"AIoT", "Azure IoT", 32, kIot},
    {kRedisSignature, "Azure Cache for Redis", 32, kRedis},
    {"AZEG", "Azure Event Grid", 32, kEventGrid},
    {"AzSe", "Azure AI Search", 39, kSearch},
    {"+ACR", "Azure Container Registry", 39, kRegistry},
    {"AzFu", "Azure Functions", 40, kFunctions},
    {"+ABa", "Azure Batch", 64, kBatch},
    {"+AMC", "Azure Machine Learning", 64, kMachineLearning},
    {"+SQL", "Azure SQL", 64, kSql},
    {"APIM", "Azure API Management", 64, kManagement},
};

std::string_view without_padding(std::string_view text) {
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return text;
}

// The cache service writes P for '+' and F for '/' in the finished text, so
// the checksum in it may be altered: write the true one and compare texts.
bool matches_as_redis(std::string_view body, std::string_view covered,
                      std::uint32_t check) {
  std::string bytes(covered);
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(check >> 8 * i & 0xFF);
  std::string text = base::encode_base64(bytes);
  std::ranges::replace(text, '+', 'P');
  std::ranges::replace(text, '/', 'F');
  return without_padding(text) == body;
}

bool matches(const Service& service, const KeyKind& kind, std::string_view body,
             std::string_view bytes) {
  const std::string_view covered = bytes.substr(0, bytes.size() - 4);
  const std::uint32_t check = marvin32(covered, marvin_seed(kind.seed));
  if (check == base::little_endian(bytes.substr(bytes.size() - 4))) {
    return true;
  }
  return service.signature == kRedisSignature &&
         matches_as_redis(body, covered, check);
}

const Service* service_of(std::string_view body) {
  constexpr std::size_t kFromEnd = 10;
  constexpr std::size_t kSignatureSize = 4;
  if (body.size() < kFromEnd) return nullptr;
  const std::string_view signature =
      body.substr(body.size() - kFromEnd, kSignatureSize);
  const auto* found =
      std::ranges::find(kServices, signature, &Service::signature);
  return found == std::end(kServices) ? nullptr : found;
}

// Keys made before 2022, and those of the local emulators, have no signature:
// of them nothing can be proved.
Verdict azure_his(const Input& input) {
  const std::string_view body = without_padding(input.secret);
  const auto bytes = base::decode_base64(input.secret);
  if (!bytes) return malformed("no canonical base64");
  const Service* service = service_of(body);
  if (service == nullptr) return unproved();
  if (bytes->size() != service->size) {
    return malformed("not the size of a key of this service");
  }
  for (const KeyKind& kind : service->kinds) {
    if (!matches(*service, kind, body, *bytes)) continue;
    return checksum_holds({{"service", std::string(service->name)},
                           {"key_kind", std::string(kind.name)}});
  }
  return checksum_differs();
}

// Client secrets of Entra applications: three characters, "8Q~", 34 more. The
// last three are the first three of six digits of the Marvin32 of all before,
// in an alphabet of its own. 18 bits: a chance hit is 1 in 262,144. The older
// "7Q~" has no check.
Verdict entra_secret(const Input& input) {
  constexpr std::string_view kAlphabet =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
  constexpr base::Charset kChar(kAlphabet);
  constexpr std::uint64_t kSeed = 0x4161645077643030;  // "AadPwd00"
  Shape shape(input.secret);
  shape.run(kChar, 3);
  const std::string_view version = shape.one_of({"8Q~", "7Q~"});
  if (version == "7Q~") {
    shape.run(kChar, 31);
    return shape.complete() ? unproved() : wrong_shape();
  }
  shape.run(kChar, 31);
  const std::string_view tail = shape.run(kChar, 3);
  if (!shape.complete()) return wrong_shape();
  const std::string_view covered =
      input.secret.substr(0, input.secret.size() - tail.size());
  const auto digits = base::to_digits<6>(marvin32(covered, kSeed), kAlphabet);
  if (tail != std::string_view(digits.data(), 3)) return checksum_differs();
  return checksum_holds();
}

constexpr std::array kFamily = {
    NamedVerifier{"azure_his", azure_his},
    NamedVerifier{"entra_secret", entra_secret},
};

}  // namespace

Family azure_family() { return kFamily; }

}  // namespace patrol::verify
