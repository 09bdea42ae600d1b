// SPDX-License-Identifier: Apache-2.0
#include "match/database.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>

#include <hs/hs.h>

#include "base/expression.h"
#include "base/hash.h"
#include "match/gates.h"
#include "match/prefixed_runs.h"

namespace patrol::match {
namespace {

// hs_scan takes an unsigned length; a piece also bounds the time to a signal.
constexpr std::size_t kPiece = std::size_t{1} << 30;
// Two pieces overlap by more than any bounded anchor is wide.
constexpr std::size_t kOverlap = std::size_t{1} << 16;

absl::Status rule_error(const Rule& rule, const KeyPlace& at,
                        std::string_view why) {
  return absl::InvalidArgumentError(complaint(rule, at, why));
}

std::string take_message(hs_compile_error_t* error) {
  std::string message = error ? error->message : "cannot be compiled";
  hs_free_compile_error(error);
  return message;
}

absl::StatusOr<std::uint32_t> width_of(const Rule& rule, const KeyPlace& at,
                                       const std::string& expression) {
  hs_expr_info_t* info = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_expression_info(expression.c_str(), 0, &info, &error) != HS_SUCCESS) {
    return rule_error(rule, at, take_message(error));
  }
  const std::uint32_t width = info->max_width;
  const bool empty = info->min_width == 0;
  std::free(info);
  if (empty) return rule_error(rule, at, "it matches the empty text");
  return width;
}

// An anchor that is not understood may be anywhere, and match line feeds.
void look_at(const std::string& anchor, Width& width) {
  const std::optional<base::Expression> expression =
      base::read_expression(anchor);
  if (!expression) return;
  width.in_line = stays_in_line(*expression);
  switch (gate_of(*expression)) {
    case Gate::none:
      return;
    case Gate::run:
      width.part = Part::runs;
      return;
    case Gate::authority:
      width.part = Part::authorities;
      return;
  }
}

absl::StatusOr<Width> widths_of(const Rule& rule) {
  absl::StatusOr<std::uint32_t> anchor =
      width_of(rule, rule.anchor_at, rule.anchor);
  if (!anchor.ok()) return anchor.status();
  absl::StatusOr<std::uint32_t> pattern =
      width_of(rule, rule.pattern_at, rule.pattern);
  if (!pattern.ok()) return pattern.status();
  if (*anchor != kUnbounded && *anchor >= kOverlap) {
    return rule_error(rule, rule.anchor_at, "it is wider than 65,535 bytes");
  }
  Width width{.anchor = *anchor, .pattern = *pattern};
  if (rule.prefixed_run) {
    width.part = Part::prefixed;
    width.anchor = Rule::kPrefixReach + 1 +
                   static_cast<std::uint32_t>(kPrefixedSeenBy);
    width.in_line = true;
  } else if (*anchor == kUnbounded) {
    width.part = Part::unbounded;
  } else if (rule.before_value) {
    width.part = Part::keywords;
    width.keyword = *anchor;
    width.anchor += Rule::kKeywordReach +
                    static_cast<std::uint32_t>(ValueRun::kSeenBy);
  } else {
    look_at(rule.anchor, width);
  }
  return width;
}

// Finds the rule to blame: libhs tells the index of the expression.
absl::Status compile_error(const RuleSet& rules,
                           const std::vector<unsigned>& ids,
                           hs_compile_error_t* error) {
  const int index = error ? error->expression : -1;
  std::string message = take_message(error);
  if (index < 0 || static_cast<std::size_t>(index) >= ids.size()) {
    return absl::InternalError("libhs: " + message);
  }
  const Rule& rule = rules.rules[ids[static_cast<std::size_t>(index)]];
  return rule_error(rule, rule.anchor_at, message);
}

hs_platform_info_t generic_platform() { return hs_platform_info_t{}; }

// Ties a serialised database to its rules, the library and its own bytes.
struct Header {
  char magic[8] = {'p', 'a', 't', 'r', 'o', 'l', 'd', '5'};
  std::uint64_t rules_digest = 0;
  std::uint64_t body_digest = 0;
  std::uint64_t rule_count = 0;
  std::uint64_t sizes[std::size(kParts)] = {};  // of each database
};

// Appends what libhs makes of a database; nothing when there is none. False
// when libhs fails.
bool append_database(const hs_database* database, std::string& out) {
  if (!database) return true;
  char* bytes = nullptr;
  std::size_t size = 0;
  if (hs_serialize_database(database, &bytes, &size) != HS_SUCCESS) {
    return false;
  }
  out.append(bytes, size);
  std::free(bytes);
  return true;
}

// Of the sizes, too: they say where a database begins.
std::uint64_t body_digest(const Header& header, std::string_view body) {
  return base::hash64(
      body, base::hash64({reinterpret_cast<const char*>(header.sizes),
                          sizeof header.sizes}));
}

std::uint64_t rules_digest(const RuleSet& rules) {
  std::uint64_t digest = base::hash64(hs_version());
  for (const Rule& rule : rules.rules) {
    digest = base::hash64(rule.anchor, digest);
    digest = base::hash64(rule.pattern, digest + (rule.before_value ? 1 : 0) +
                                             (rule.prefixed_run ? 2 : 0));
  }
  return digest;
}

}  // namespace

void Database::Free::operator()(const hs_database* database) const {
  if (owned) hs_free_database(const_cast<hs_database*>(database));
}

absl::Status check_platform() {
  if (hs_valid_platform() == HS_SUCCESS) return absl::OkStatus();
  return absl::FailedPreconditionError(
      "this processor lacks SSSE3, which the matching engine (libhs) needs; "
      "run patrol on an x86-64 machine of 2006 or later, or use a build with "
      "Vectorscan on other processors");
}

absl::StatusOr<Database> Database::compile(const RuleSet& rules,
                                           Target target) {
  if (absl::Status ok = check_platform(); !ok.ok()) return ok;
  Database database;
  for (const Rule& rule : rules.rules) {
    absl::StatusOr<Width> widths = widths_of(rule);
    if (!widths.ok()) return widths.status();
    database.widths_.push_back(*widths);
  }
  for (const Part part : kParts) {
    absl::Status ok = database.compile_part(rules, part, target);
    if (!ok.ok()) return ok;
  }
  database.measure();
  return database;
}

absl::Status Database::compile_part(const RuleSet& rules, Part part,
                                    Target target) {
  if (part == Part::prefixed) return absl::OkStatus();
  std::vector<const char*> expressions;
  std::vector<unsigned> ids;
  for (std::uint32_t i = 0; i < widths_.size(); ++i) {
    if (widths_[i].part != part) continue;
    ids.push_back(i);
    expressions.push_back(rules.rules[i].anchor.c_str());
  }
  if (ids.empty()) return absl::OkStatus();
  const std::vector<unsigned> flags(
      ids.size(), part == Part::unbounded ? HS_FLAG_SINGLEMATCH : 0);
  const hs_platform_info_t generic = generic_platform();
  hs_database_t* handle = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(expressions.data(), flags.data(), ids.data(),
                       static_cast<unsigned>(expressions.size()),
                       HS_MODE_BLOCK,
                       target == Target::any_machine ? &generic : nullptr,
                       &handle, &error) != HS_SUCCESS) {
    return compile_error(rules, ids, error);
  }
  of(part).reset(handle);
  return absl::OkStatus();
}

void Database::measure() {
  for (std::uint32_t i = 0; i < widths_.size(); ++i) {
    const Width& width = widths_[i];
    if (width.part == Part::prefixed) prefixed_.push_back(i);
    if (width.part == Part::unbounded) continue;
    widest_keyword_ = std::max(widest_keyword_, width.keyword);
    std::size_t& widest = width.in_line ? reach_.in_line : reach_.across_lines;
    widest = std::max<std::size_t>(widest, width.anchor);
  }
}

std::size_t Database::size_bytes() const {
  std::size_t all = 0;
  for (const Handle& one : parts_) {
    std::size_t size = 0;
    if (one) hs_database_size(one.get(), &size);
    all += size;
  }
  return all;
}

std::string Database::serialise(const RuleSet& rules) const {
  Header header;
  std::string body(reinterpret_cast<const char*>(widths_.data()),
                   widths_.size() * sizeof(Width));
  for (const Part part : kParts) {
    const std::size_t begin = body.size();
    if (!append_database(handle(part), body)) return "";
    header.sizes[static_cast<std::size_t>(part)] = body.size() - begin;
  }
  header.rules_digest = rules_digest(rules);
  header.body_digest = body_digest(header, body);
  header.rule_count = widths_.size();
  return std::string(reinterpret_cast<const char*>(&header), sizeof header) +
         body;
}

absl::StatusOr<Database> Database::deserialise(std::string_view bytes,
                                               const RuleSet& rules) {
  if (absl::Status ok = check_platform(); !ok.ok()) return ok;
  Header header, expected;
  if (bytes.size() < sizeof header) {
    return absl::DataLossError("the compiled rules are cut short");
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  std::string_view body = bytes.substr(sizeof header);
  const std::size_t widths_size = rules.rules.size() * sizeof(Width);
  if (std::memcmp(header.magic, expected.magic, sizeof header.magic) != 0 ||
      header.rule_count != rules.rules.size() || body.size() < widths_size ||
      header.rules_digest != rules_digest(rules) ||
      header.body_digest != body_digest(header, body)) {
    return absl::DataLossError("the compiled rules do not fit the rules");
  }
  Database database;
  database.widths_.resize(rules.rules.size());
  std::memcpy(database.widths_.data(), body.data(), widths_size);
  body.remove_prefix(widths_size);
  for (const Part part : kParts) {
    const std::string_view bytes_of_part =
        body.substr(0, header.sizes[static_cast<std::size_t>(part)]);
    body.remove_prefix(bytes_of_part.size());
    if (bytes_of_part.empty()) continue;
    hs_database_t* handle = nullptr;
    if (hs_deserialize_database(bytes_of_part.data(), bytes_of_part.size(),
                                &handle) != HS_SUCCESS) {
      return absl::FailedPreconditionError(
          "the compiled rules are for another processor or version of libhs");
    }
    database.of(part).reset(handle);
  }
  database.measure();
  return database;
}

void Scanner::Free::operator()(hs_scratch* scratch) const {
  hs_free_scratch(scratch);
}

absl::StatusOr<Scanner> Scanner::create(const Database& database) {
  Scanner scanner;
  scanner.database_ = &database;
  hs_scratch_t* scratch = nullptr;  // grown to fit both
  for (const Part part : kParts) {
    if (database.handle(part) && hs_alloc_scratch(database.handle(part),
                                                  &scratch) != HS_SUCCESS) {
      hs_free_scratch(scratch);
      return absl::ResourceExhaustedError("no memory for the matching engine");
    }
  }
  scanner.scratch_.reset(scratch);
  return scanner;
}

absl::Status Scanner::scan(std::string_view text, Part part,
                           const OnHit& on_hit) {
  const hs_database* database = database_->handle(part);
  if (!database) return absl::OkStatus();
  struct Context {
    const OnHit* on_hit;
    std::uint64_t base;
  };
  auto callback = [](unsigned id, unsigned long long, unsigned long long to,
                     unsigned, void* context) -> int {
    auto* at = static_cast<Context*>(context);
    (*at->on_hit)(id, at->base + to);
    return 0;
  };
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t length = std::min(kPiece, text.size() - begin);
    Context context{&on_hit, begin};
    if (hs_scan(database, text.data() + begin,
                static_cast<unsigned>(length), 0, scratch_.get(), callback,
                &context) != HS_SUCCESS) {
      return absl::InternalError("the matching engine failed");
    }
    if (begin + length == text.size()) break;
    begin += length - kOverlap;
  }
  return absl::OkStatus();
}

}  // namespace patrol::match
