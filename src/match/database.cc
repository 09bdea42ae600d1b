// SPDX-License-Identifier: Apache-2.0
#include "match/database.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include <hs/hs.h>

#include "base/hash.h"

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
  return Width{*anchor, *pattern};
}

// Finds the rule to blame: libhs tells the index of the expression.
absl::Status compile_error(const RuleSet& rules, hs_compile_error_t* error) {
  const int index = error ? error->expression : -1;
  std::string message = take_message(error);
  if (index < 0 || static_cast<std::size_t>(index) >= rules.rules.size()) {
    return absl::InternalError("libhs: " + message);
  }
  const Rule& rule = rules.rules[static_cast<std::size_t>(index)];
  return rule_error(rule, rule.anchor_at, message);
}

hs_platform_info_t generic_platform() { return hs_platform_info_t{}; }

// Ties a serialised database to its rules, the library and its own bytes.
struct Header {
  char magic[8] = {'p', 'a', 't', 'r', 'o', 'l', 'd', '1'};
  std::uint64_t rules_digest = 0;
  std::uint64_t body_digest = 0;
  std::uint64_t rule_count = 0;
};

std::uint64_t rules_digest(const RuleSet& rules) {
  std::string all = hs_version();
  for (const Rule& rule : rules.rules) {
    all += '\n' + rule.anchor + '\n' + rule.pattern;
  }
  return base::hash64(all);
}

}  // namespace

void Database::Free::operator()(hs_database* database) const {
  hs_free_database(database);
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
  std::vector<const char*> expressions;
  std::vector<unsigned> flags, ids;
  for (const Rule& rule : rules.rules) {
    absl::StatusOr<Width> widths = widths_of(rule);
    if (!widths.ok()) return widths.status();
    database.widths_.push_back(*widths);
    ids.push_back(static_cast<unsigned>(expressions.size()));
    expressions.push_back(rule.anchor.c_str());
    flags.push_back(0);
  }
  const hs_platform_info_t generic = generic_platform();
  hs_database_t* handle = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(expressions.data(), flags.data(), ids.data(),
                       static_cast<unsigned>(expressions.size()),
                       HS_MODE_BLOCK,
                       target == Target::any_machine ? &generic : nullptr,
                       &handle, &error) != HS_SUCCESS) {
    return compile_error(rules, error);
  }
  database.database_.reset(handle);
  database.measure(rules);
  return database;
}

void Database::measure(const RuleSet& rules) {
  reach_.emplace();
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    const std::uint32_t width = widths_[i].anchor;
    if (width == kUnbounded) {
      reach_.reset();
      return;
    }
    std::size_t& widest = stays_in_line(rules.rules[i].anchor)
                              ? reach_->in_line
                              : reach_->across_lines;
    widest = std::max<std::size_t>(widest, width);
  }
}

std::size_t Database::size_bytes() const {
  std::size_t size = 0;
  hs_database_size(database_.get(), &size);
  return size;
}

std::string Database::serialise(const RuleSet& rules) const {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (hs_serialize_database(database_.get(), &bytes, &size) != HS_SUCCESS) {
    return "";
  }
  std::string body(reinterpret_cast<const char*>(widths_.data()),
                   widths_.size() * sizeof(Width));
  body.append(bytes, size);
  std::free(bytes);
  Header header;
  header.rules_digest = rules_digest(rules);
  header.body_digest = base::hash64(body);
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
      header.body_digest != base::hash64(body)) {
    return absl::DataLossError("the compiled rules do not fit the rules");
  }
  Database database;
  database.widths_.resize(rules.rules.size());
  std::memcpy(database.widths_.data(), body.data(), widths_size);
  body.remove_prefix(widths_size);
  hs_database_t* handle = nullptr;
  if (hs_deserialize_database(body.data(), body.size(), &handle) !=
      HS_SUCCESS) {
    return absl::FailedPreconditionError(
        "the compiled rules are for another processor or version of libhs");
  }
  database.database_.reset(handle);
  database.measure(rules);
  return database;
}

void Scanner::Free::operator()(hs_scratch* scratch) const {
  hs_free_scratch(scratch);
}

absl::StatusOr<Scanner> Scanner::create(const Database& database) {
  Scanner scanner;
  scanner.database_ = &database;
  hs_scratch_t* scratch = nullptr;
  if (hs_alloc_scratch(database.handle(), &scratch) != HS_SUCCESS) {
    return absl::ResourceExhaustedError("no memory for the matching engine");
  }
  scanner.scratch_.reset(scratch);
  return scanner;
}

absl::Status Scanner::scan(std::string_view text, const OnHit& on_hit) {
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
    if (hs_scan(database_->handle(), text.data() + begin,
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
