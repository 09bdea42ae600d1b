// SPDX-License-Identifier: Apache-2.0
//
// A match worth telling: one per (rule, secret), with every place it stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/encoding.h"
#include "model/object.h"
#include "model/rule.h"
#include "model/verdict.h"

namespace patrol {

// How git still holds an object, the best of all ways first.
enum class Reach : std::uint8_t {
  none,      // not a matter of git: files and standard input
  index,     // staged, not committed
  ref,       // from a branch, a tag or another ref
  stash,     // from refs/stash or its reflog
  note,      // from refs/notes
  replacement,  // from refs/replace: git shows it in place of another object
  reflog,    // only from a reflog
  dangling,  // from nothing: git gc will drop it some day
  unknown,   // not traced, or refs are missing that might lead to it
};
std::string_view to_string(Reach reach);

// What part of the history the secret stands in.
enum class Place : std::uint8_t {
  content,         // of a blob, a file or standard input
  file_name,       // a name in a tree, or a path
  ref_name,        // of a ref, a worktree or a submodule: Location::ref
  commit_message,  // of a commit; lines count from its first
  tag_message,     // of an annotated tag; likewise
  note,            // a note of git notes
  commit_header,   // author or committer of a commit; lines of the object
  tag_header,      // tagger of an annotated tag; likewise
};
std::string_view to_string(Place place);
inline bool is_name(Place place) {
  return place == Place::file_name || place == Place::ref_name;
}

// Where a secret stands. Lines and columns are 1-based; columns count bytes.
struct Location {
  ObjectId object;  // blob, commit or tag; none for files
  Place place = Place::content;
  std::string path;  // '/'-separated, any bytes; "" = not known
  std::uint32_t line = 1, column = 1;
  std::uint32_t end_line = 1, end_column = 1;  // column after the last byte
  std::uint32_t utf16_column = 1, utf16_end_column = 1;  // for SARIF
  Encodings encodings;  // of the secret there

  ObjectId commit;     // that brought it in (oldest); none = not known
  std::string author;  // "Name <mail>"
  std::int64_t author_time = 0;  // seconds since 1970 UTC; 0 = not known
  bool in_head = false;          // the object stands at this path in HEAD
  bool head_known = true;  // false: no HEAD, or nobody looked into it
  Reach reach = Reach::none;
  std::string ref;       // "refs/heads/main", "worktree w"; "" = none
  // Of a stash or a reflog: n of "<ref>@{n}". None = not known.
  std::optional<std::uint32_t> reflog_entry;
  // `commit` is a merge, and no parent has the object at this path.
  bool merge_only = false;
  std::string submodule;  // that has the object; "" = the repository itself
  // Of the submodule in the superproject, '/'-separated; "" = not known.
  std::string submodule_path;
  bool ignored = false;  // files: named by a .gitignore

  std::string line_hash;  // primaryLocationLineHash; "" = not computed
};

// What kind of object is the last that leads to a dangling one: "commit",
// "tree" (of no commit), "blob" (of no tree) or "tag". "" when the location is
// not dangling.
std::string_view dangling_kind(const Location& location);

// Where content stands that has no path, though its history was traced.
bool is_pathless_blob(const Location& location);

// Why a match is not reported. Suppressed findings are counted, and shown with
// --show-suppressed.
enum class Suppression : std::uint8_t {
  no,
  invalid,        // the checksum or the structure does not hold
  known_example,  // a documentation sample
  placeholder,    // "xxxxxxxx", "your-token-here"
  reference,      // names a secret instead of holding it: ${{ secrets.X }}
  encrypted,      // ENC[…], SealedSecrets, ansible-vault
  hash,           // of a lock file or a password
  certificate,    // or a public key
  media,          // base64 of an image or a font
  uuid,           // where nothing says that the secret is one
  public_value,   // as its name says: csrf_token, publicKeyToken
  minified,       // code without lines
  dummy,          // "s3cr3t", "testing123"
  unlikely,       // reads like words or code, or too little entropy
  allow_comment,  // patrol:allow on the line
  allowlist,      // named in the configuration
  baseline,       // accepted earlier
};
std::string_view to_string(Suppression suppression);

struct Finding {
  const Rule* rule = nullptr;  // owned by the RuleSet, which outlives it
  std::string secret;          // normalised; leaves the process redacted only
  Verdict verdict;
  Suppression suppression = Suppression::no;
  // 32 hex digits of SHA-256 over rule id and secret: the same after rebase,
  // squash, move and re-indent.
  std::string fingerprint;
  // Other rules, by id, that matched the same text and gave way; sorted.
  std::vector<std::string> also;
  // What the paths of all places say: "test", "documentation", "example",
  // "vendor" or "lock-file"; "" = nothing, or nothing for one of them.
  std::string_view path_hint;
  // Ranked: in HEAD first, then best reach, then oldest commit. Never empty.
  std::vector<Location> locations;

  const Location& primary() const { return locations.front(); }
};

// As it is reported: the rule's, or a step below it where a path hint speaks
// against what is not proved.
Severity severity_of(const Finding& finding);

}  // namespace patrol
