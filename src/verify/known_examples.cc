// SPDX-License-Identifier: Apache-2.0
//
// Samples that issuers, specifications and tutorials publish, and the defaults
// of local emulators. They are kept as the first eight bytes of the SHA-256 of
// the token, so that this file trips no scanner.
#include "verify/known_examples.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/byte_order.h"
#include "base/charset.h"
#include "base/digest.h"
#include "verify/verifier.h"

namespace patrol::verify {
namespace {

// Sorted. To add one: printf %s TOKEN | sha256sum | head -c 16
constexpr std::array<std::uint64_t, 106> kExamples = {
    0x0011cc25eb432071, 0x02f7ce3c263f85c0, 0x03f9beb643b1913d,
    0x09f7262927b4b3cc, 0x0b476bdf9acf2123, 0x0b5dd075ccdd03c4,
    0x0d9cb53c60b6d166, 0x110040843c3adf0d, 0x12b9377cbe7e5c94,
    0x1453cea2dc3799e9, 0x15f41342748aa6c0, 0x181de79f67286813,
    0x1a5d44a2dca19669, 0x2037abcaffb2b777, 0x2243ae4c73014469,
    0x27a9a42931dff7eb, 0x29aedb051d65bcc8, 0x2cafc0970149a84f,
    0x2f3227eccce10b91, 0x3002888f967a7086, 0x3543c50b0cb9cea8,
    0x37f8f09bdf12c2f2, 0x38ce04b5b6b7391d, 0x3a64bcd9cea43c0a,
    0x3a8b61d0f636b007, 0x3b27e79a6d4dcff8, 0x3c0949435a7e4277,
    0x3f370c9dd8225c63, 0x3fb16fbf3f60b61e, 0x44f05a069ba895c4,
    0x465d9ad5d5528ebe, 0x470e3679cd2c4e0a, 0x49b24c00b93ab91c,
    0x49f777db995e8260, 0x4c98242dcadc8b29, 0x528785cc6134b159,
    0x52c7f3ccf7d02dbe, 0x53de5baa315bb91d, 0x54cd936573dea70c,
    0x559fab6733c70720, 0x5895b89c8fb33402, 0x60a09e4357868c1e,
    0x60e469bf4dd40dbd, 0x65f04c8018d780ee, 0x6d7fa4e64d4b1f3e,
    0x6d8393172bf79ab3, 0x70541e07fd4f900b, 0x729be839ca7b7f0c,
    0x731fa294d036e54f, 0x78314b11be2e5815, 0x789eb04ae4c00984,
    0x797c0ce414586cc8, 0x79bf62f385e6bb7c, 0x7f39f45767958338,
    0x7f75367e78812551, 0x809481ac9de1f321, 0x82e74299544e0073,
    0x844810c457a63446, 0x8731261cb72d8626, 0x905fe7cc0a49c622,
    0x9464ea2300e9c9f5, 0x9705102db0d5f99e, 0x97380bed40c76b62,
    0x9d6a2b9d1f01d457, 0xa064b502e61d27e9, 0xa19f89ab3555eac1,
    0xa4b8b245ab28bc4f, 0xa6c814bc555ae62c, 0xaa6547439583c3a2,
    0xaaf6f6639214566e, 0xac9265e56c79b234, 0xaf1efb26bd63a9a0,
    0xafbba580d405d29c, 0xb1471f544ceeea31, 0xb416b47c309fd7cf,
    0xb76c5b12924154cc, 0xb82403d499aa3707, 0xbafde89c041e1756,
    0xbc1a50966c9e6486, 0xbc38e009d77fcd70, 0xbc3ae723f57c6b9e,
    0xbf1725a8f98bea37, 0xc1db187b992c8ddd, 0xc557eec878dfd852,
    0xc6ea27c534f993d3, 0xc85debb55f2f204d, 0xcb20d34a7adda2f5,
    0xcd97a4515d41144a, 0xce766f42a27a444b, 0xdc0fcf046c61640c,
    0xe0527c888fc38500, 0xe21b597ba6b9cafa, 0xe4a5542bb7fd7b67,
    0xe770e8aa42a869cf, 0xea1ca3e25b35a51e, 0xea9bb1082cf95663,
    0xeb540d2b6ee2a0a4, 0xecb0e7ba498c5920, 0xef6de365889a2e21,
    0xf2d6ca16515033e5, 0xf56e323494a6ffc2, 0xf5c388734d28087b,
    0xf69920225ff96a8d, 0xf79cd64f9cea2378, 0xf7d838701b86c5df,
    0xfa1ccdeec8175c63,
};
static_assert(std::ranges::is_sorted(kExamples));

// Samples that differ in their ends only: Docker's swarm tokens, GitHub's
// secret scanning sample.
struct Beginning {
  std::size_t size;
  std::uint64_t hash;
};
constexpr std::array kBeginnings = {
    Beginning{59, 0x0c465bd83c7b8b40},
    Beginning{50, 0x820350d9047103b6},
};

std::uint64_t short_hash(std::string_view text) {
  return base::big_endian(base::sha256(text).substr(0, 8));
}

// Amazon's documentation ends its samples in EXAMPLE, the secrets in
// EXAMPLEKEY.
bool is_aws_sample(std::string_view secret) {
  if (secret.size() == 20 && secret.ends_with("EXAMPLE")) {
    return base::kUpperAlnum.all(secret);
  }
  return secret.size() == 40 && secret.ends_with("EXAMPLEKEY") &&
         base::kBase64Char.all(secret);
}

// Of SSH keys the SHA-256 that ssh-keygen prints, of OpenPGP keys the SHA-1.
constexpr std::string_view kTestKeys[] = {
    // hashicorp/vagrant, keys/: the insecure keys of every new box.
    "SHA256:1M4RzhMyWuFS/86uPY/ce2prh/dVTHW7iD2RhpquOZA",
    "SHA256:WkvqjnyPAeC0cbPErYiGP9vqHdgL1MqqvPdIe3lvHgI",
    // paramiko/paramiko, demos/ and tests/.
    "SHA256:OhNL391d/beeFnxxg18AwWVYTAHww+D4djEE7Co0Yng",
    "SHA256:OLV86m/6LaIoT0EEiHnxHx9LfTJIDdSFYPvI6+SZml8",
    "SHA256:BrQG04oNKUETjKCeL4ifkARASg3yxS/pUHl3wWM26Yg",
    "SHA256:J6VESFdD3xSChn8y9PzWzeF+1tl892mOy2TqkMLO4ow",
    "SHA256:PgRtOVzop1xE3HKfKZCX9BQ26jb0cDPhVPJn6Ncd+xE",
    "SHA256:X8KVZrZHRuMT7Sk5aEvjoHBO3/DfFnguELFAAWJcpiE",
    "SHA256:gS77hXIdYORpQQz4zE2jGK/4A9oKIOnpl/41+VC7Nfs",
    "SHA256:JCluROU017Asa3uXLaZUoiLxfkNIVPQNS1XSWNTFMd4",
    "SHA256:zdi2SEOxcegSe59/ROSPVwZQjHuuxRgyrazpXpeIdYM",
    "SHA256:3IBDT/vhj7a/KLk0eOJGmAwr61J1BDyJFzcN1uR7svo",
    "SHA256:Ca8QpCjidisbr71f7ChwVUhmihqQBo9uRP9j66xpKvk",
    "SHA256:vijWjn8kDy5J+W12WfaRfew8XSv0PYC1q+EAwoYNavM",
    "SHA256:yGChUa/FSl7RyyWAE9BJ/Nsl8gNFXsa9zyuXEi2vJ3s",
    "SHA256:j9MjfcEwC+S2CgkNmQnZ8G4KurEvg0D9+69F3cANMCA",
    // Plazmaz/leaky-repo, misc-keys/putty-example.ppk.
    "SHA256:lnXR608UorHJPaYNjKBIpba4rz8fHdmrRmzQ9VVAxtQ",
    // semgrep's and ansible's OpenPGP test keys.
    "e0da2585e1e78555a525ea19bf7b280ca972aca4",
    "a6f0e6b24d03ce2fc8fc7982ad2f70b05c5e96d8",
};

}  // namespace

bool is_known_example(std::string_view secret) {
  if (is_aws_sample(secret)) return true;
  if (std::ranges::binary_search(kExamples, short_hash(secret))) return true;
  return std::ranges::any_of(kBeginnings, [&](const Beginning& beginning) {
    return secret.size() > beginning.size &&
           short_hash(secret.substr(0, beginning.size)) == beginning.hash;
  });
}

bool is_known_test_key(std::string_view fingerprint) {
  return std::ranges::find(kTestKeys, fingerprint) != std::end(kTestKeys);
}

}  // namespace patrol::verify
