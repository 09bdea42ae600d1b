// SPDX-License-Identifier: Apache-2.0
//
// PuTTY's key files: lines "Name: value", two blocks of base64, and a MAC over
// the type, the encryption, the comment and both blocks. Without a passphrase
// the key of the MAC is known: SHA-1 of a constant in version 2, nothing in
// version 3. Source: PuTTY user manual, appendix C.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "base/base_n.h"
#include "base/digest.h"
#include "base/hex.h"
#include "verify/family.h"
#include "verify/known_examples.h"
#include "verify/pem.h"
#include "verify/ssh_wire.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

constexpr std::string_view kFirstLine = "PuTTY-User-Key-File-";

// Lines without their ends, from the front.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  std::string_view next() {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

 private:
  std::string_view rest_;
};

struct KeyFile {
  char version = 0;
  std::string_view type;
  std::map<std::string_view, std::string_view> fields;
  std::string public_blob;
  std::string private_blob;
  std::string_view field(std::string_view name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view() : found->second;
  }
};

std::optional<std::string> take_block(Lines& lines, std::string_view count) {
  constexpr std::uint64_t kMostLines = 1024;
  const auto n = base::decode_number(count, base::kBase10);
  if (!n || *n > kMostLines) return std::nullopt;
  std::string text;
  for (std::uint64_t i = 0; i < *n && !lines.done(); ++i) text += lines.next();
  return decode_body(text);
}

// Takes one line "Name: value" and the block that may follow it.
bool take_field(Lines& lines, KeyFile& file) {
  const std::string_view line = lines.next();
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos) return line.empty();
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = line.substr(colon + 2);
  file.fields[name] = value;
  if (name != "Public-Lines" && name != "Private-Lines") return true;
  auto block = take_block(lines, value);
  if (!block) return false;
  (name == "Public-Lines" ? file.public_blob : file.private_blob) =
      std::move(*block);
  return true;
}

std::optional<KeyFile> parse_key_file(std::string_view text) {
  if (text.size() > kMaxKeySize) return std::nullopt;
  Lines lines(text);
  const std::string_view first = lines.next();
  if (!first.starts_with(kFirstLine) ||
      first.substr(kFirstLine.size() + 1, 2) != ": ") {
    return std::nullopt;
  }
  KeyFile file;
  file.version = first[kFirstLine.size()];
  file.type = first.substr(kFirstLine.size() + 3);
  while (!lines.done()) {
    if (!take_field(lines, file)) return std::nullopt;
  }
  const bool whole = !file.public_blob.empty() && !file.private_blob.empty() &&
                     !file.field("Encryption").empty();
  if (!whole || (file.version != '2' && file.version != '3')) {
    return std::nullopt;
  }
  return file;
}

std::string expected_mac(const KeyFile& file) {
  std::string data;
  append_ssh_string(data, file.type);
  append_ssh_string(data, file.field("Encryption"));
  append_ssh_string(data, file.field("Comment"));
  append_ssh_string(data, file.public_blob);
  append_ssh_string(data, file.private_blob);
  if (file.version == '3') {
    return base::encode_hex(base::hmac(base::Digest::sha256, "", data));
  }
  const std::string key = base::sha1("putty-private-key-file-mac-key");
  return base::encode_hex(base::hmac(base::Digest::sha1, key, data));
}

Verdict putty_key(const Input& input) {
  const auto file = parse_key_file(input.secret);
  if (!file) return malformed("no whole PuTTY key file");
  const bool encrypted = file->field("Encryption") != "none";
  const std::string fingerprint = ssh_fingerprint(file->public_blob);
  Facts facts;
  add_fact(facts, "type", file->type);
  add_fact(facts, "encrypted", encrypted ? "yes" : "no");
  if (encrypted) add_fact(facts, "cipher", file->field("Encryption"));
  add_fact(facts, "comment", file->field("Comment"));
  add_fact(facts, "fingerprint", fingerprint);
  if (!encrypted && file->field("Private-MAC") != expected_mac(*file)) {
    return checksum_differs();
  }
  Verdict verdict =
      encrypted ? unproved(std::move(facts)) : checksum_holds(std::move(facts));
  verdict.known_example = is_known_test_key(fingerprint);
  return verdict;
}

constexpr std::array kFamily = {
    NamedVerifier{"putty_key", putty_key},
};

}  // namespace

Family putty_family() { return kFamily; }

}  // namespace patrol::verify
