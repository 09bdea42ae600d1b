// SPDX-License-Identifier: Apache-2.0
//
// docs/verifiers.md states for each verifier which share of tokens with one
// changed character it lets pass. Here tokens are minted, and it must hold.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "support/mint.h"
#include "verify/verifier.h"

namespace patrol {
namespace {

constexpr int kTokens = 1000;

// Verifier -> share that passes, of the rows "| `name` | … | 0.4 % |"; -1 for
// verifiers that prove nothing.
std::map<std::string, double> stated_shares() {
  std::ifstream file(std::filesystem::path(__FILE__).parent_path() /
                     "../../docs/verifiers.md");
  std::map<std::string, double> shares;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| `")) continue;
    const std::size_t end = line.find('`', 3);
    const std::string last = line.substr(line.rfind('|', line.size() - 2) + 1);
    shares[line.substr(3, end - 3)] =
        last.find('%') == std::string::npos ? -1 : std::stod(last) / 100;
  }
  return shares;
}

// Another character of the same class, so that the shape stays.
char other(test::Random& random, char c) {
  for (const std::string& set : {test::kDigits, test::kUpper, test::kLower}) {
    if (set.find(c) == std::string::npos) continue;
    std::string choice = set;
    std::erase(choice, c);
    return choice[random.below(choice.size())];
  }
  return 'x';
}

// One character changed, in the part that the proof covers.
void change(test::Random& random, const test::Mint& mint, std::string& token) {
  const std::size_t end = token.find_last_not_of("=\n") + 1 - mint.uncovered;
  const std::size_t at = mint.head + random.below(end - mint.head);
  token[at] = other(random, token[at]);
}

Proof proof_of(const test::Mint& mint, const test::Minted& minted) {
  return verify::find_verifier(mint.verifier)(
             {.secret = minted.token, .context = minted.context})
      .proof;
}

TEST(Verifiers, AllHaveTheirStrengthStated) {
  const auto shares = stated_shares();
  std::set<std::string> minted;
  for (const test::Mint& mint : test::all_mints()) minted.insert(mint.verifier);
  for (const std::string_view name : verify::verifier_names()) {
    const auto row = shares.find(std::string(name));
    ASSERT_NE(row, shares.end()) << name << " has no row in docs/verifiers.md";
    EXPECT_EQ(minted.contains(row->first), row->second >= 0) << name;
  }
  EXPECT_EQ(shares.size(), verify::verifier_names().size());
}

TEST(Verifiers, MintedTokensAreValid) {
  test::Random random(1);
  for (const test::Mint& mint : test::all_mints()) {
    for (int i = 0; i < kTokens; ++i) {
      const test::Minted minted = mint.mint(random);
      if (proof_of(mint, minted) == Proof::valid) continue;
      ADD_FAILURE() << mint.verifier << ' ' << minted.token;
      break;
    }
  }
}

TEST(Verifiers, NoMoreThanTheStatedShareOfChangedTokensPasses) {
  const auto shares = stated_shares();
  test::Random random(2);
  for (const test::Mint& mint : test::all_mints()) {
    const double expected = shares.at(mint.verifier) * kTokens;
    int passed = 0;
    for (int i = 0; i < kTokens; ++i) {
      test::Minted minted = mint.mint(random);
      change(random, mint, minted.token);
      if (proof_of(mint, minted) == Proof::valid) ++passed;
    }
    // Chance goes five deviations beyond once in a million runs and more.
    EXPECT_LE(passed, expected + 5 * std::sqrt(expected)) << mint.verifier;
    if (std::getenv("PATROL_PRINT_SHARES")) {
      std::cout << mint.verifier << ' ' << passed / (kTokens / 100.0) << " %\n";
    }
  }
}

}  // namespace
}  // namespace patrol
