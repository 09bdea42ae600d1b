// SPDX-License-Identifier: Apache-2.0
#include "filter/regex.h"

#include <re2/re2.h>
#include <re2/set.h>

namespace patrol::filter {
namespace {

RE2::Options options() {
  RE2::Options options(RE2::Latin1);  // bytes: paths may be of any encoding
  options.set_log_errors(false);
  options.set_max_mem(std::int64_t{64} << 20);
  return options;
}

re2::StringPiece piece(std::string_view text) {
  return re2::StringPiece(text.data(), text.size());
}

}  // namespace

struct RegexSet::Set {
  RE2::Set patterns{options(), RE2::UNANCHORED};
};

RegexSet::RegexSet() = default;
RegexSet::~RegexSet() = default;
RegexSet::RegexSet(RegexSet&&) noexcept = default;
RegexSet& RegexSet::operator=(RegexSet&&) noexcept = default;

std::string regex_error(const std::string& pattern) {
  return RE2(pattern, options()).error();
}

absl::StatusOr<RegexSet> RegexSet::compile(
    const std::vector<std::string>& patterns) {
  RegexSet result;
  if (patterns.empty()) return result;
  result.set_ = std::make_unique<Set>();
  for (const std::string& pattern : patterns) {
    std::string error;
    if (result.set_->patterns.Add(piece(pattern), &error) < 0) {
      return absl::InvalidArgumentError("'" + pattern + "': " + error);
    }
  }
  if (!result.set_->patterns.Compile()) {
    return absl::InvalidArgumentError("the patterns take too much memory");
  }
  return result;
}

bool RegexSet::matches(std::string_view text) const {
  return set_ != nullptr && set_->patterns.Match(piece(text), nullptr);
}

}  // namespace patrol::filter
