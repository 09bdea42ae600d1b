// SPDX-License-Identifier: Apache-2.0
//
// The table of verifiers by name, joined once from the families.
#include "verify/verifier.h"

#include <algorithm>

#include "verify/family.h"

namespace patrol::verify {
namespace {

std::vector<NamedVerifier> make_table() {
  std::vector<NamedVerifier> table;
  for (const Family family :
       {checksum_family(), github_family(), gitlab_family(), supabase_family(),
        azure_family(), cask_family(), encoded_family(), mnemonic_family(),
        wrapped_text_family(), key_family(), putty_family(), pgp_family(),
        aws_family(), google_family(), jwt_family(), json_token_family(), binary_token_family(),
        structure_family(), chat_family(), credential_family(),
        neighbour_family(), self_checksum_family()}) {
    table.insert(table.end(), family.begin(), family.end());
  }
  std::ranges::sort(table, {}, &NamedVerifier::name);
  return table;
}

const std::vector<NamedVerifier>& table() {
  static const std::vector<NamedVerifier> kTable = make_table();
  return kTable;
}

const NamedVerifier* find(std::string_view name) {
  const auto found =
      std::ranges::lower_bound(table(), name, {}, &NamedVerifier::name);
  return found != table().end() && found->name == name ? &*found : nullptr;
}

}  // namespace

Verifier find_verifier(std::string_view name) {
  const NamedVerifier* found = find(name);
  return found ? found->verify : nullptr;
}

bool joins_context(std::string_view name) {
  const NamedVerifier* found = find(name);
  return found && found->joins;
}

std::vector<std::string_view> verifier_names() {
  std::vector<std::string_view> names;
  for (const NamedVerifier& entry : table()) names.push_back(entry.name);
  return names;
}

}  // namespace patrol::verify
