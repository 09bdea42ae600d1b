// SPDX-License-Identifier: Apache-2.0
//
// The 2,048 English words that stand for eleven bits each in the mnemonics of
// wallets (BIP-39).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace patrol::verify {

// 0 to 2047; nullopt if the word is not on the list, which is in lower case.
std::optional<std::uint32_t> mnemonic_index(std::string_view word);

// The inverse; of larger numbers the lowest eleven bits count.
std::string_view mnemonic_word(std::uint32_t index);

// Twelve or more of the words in one line with single blanks, out of a text that
// has nothing but blanks, line ends, numbers and punctuation between them; ""
// for any other text.
std::string mnemonic_line(std::string_view text);

}  // namespace patrol::verify
