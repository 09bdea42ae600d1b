// SPDX-License-Identifier: Apache-2.0
#include "match/timed_matcher.h"

#include <time.h>

#include <algorithm>
#include <utility>

namespace patrol::match {
namespace {

double cpu_time_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 +
         static_cast<double>(now.tv_nsec) / 1e3;
}

}  // namespace

absl::StatusOr<TimedMatcher> TimedMatcher::create(RuleSet rules) {
  TimedMatcher timed;
  timed.rules_ = std::make_unique<RuleSet>(std::move(rules));
  absl::StatusOr<Database> database =
      Database::compile(*timed.rules_, Target::this_machine);
  if (!database.ok()) return database.status();
  timed.database_ = std::make_unique<Database>(*std::move(database));
  timed.confirmer_ =
      std::make_unique<Confirmer>(*timed.rules_, *timed.database_);
  if (absl::Status ok = timed.confirmer_->check(); !ok.ok()) return ok;
  absl::StatusOr<Matcher> matcher =
      Matcher::create(*timed.database_, *timed.confirmer_);
  if (!matcher.ok()) return matcher.status();
  timed.matcher_ = std::make_unique<Matcher>(*std::move(matcher));
  return timed;
}

double TimedMatcher::run_us(std::string_view text) {
  const double begin = cpu_time_us();
  matcher_->match(text, matches_).IgnoreError();
  return std::max(1.0, cpu_time_us() - begin);
}

}  // namespace patrol::match
