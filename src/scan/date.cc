// SPDX-License-Identifier: Apache-2.0
#include "scan/date.h"

#include <array>
#include <charconv>
#include <string_view>

#include "absl/time/time.h"

namespace patrol::scan {
namespace {

constexpr std::int64_t kDay = 24 * 60 * 60;

struct Unit {
  std::string_view name;  // matched by its beginning
  std::int64_t seconds;
};
constexpr std::array kUnits = {
    Unit{"minutes", 60},   Unit{"hours", 3600},       Unit{"days", kDay},
    Unit{"weeks", 7 * kDay}, Unit{"months", 30 * kDay}, Unit{"years", 365 * kDay}};

// "3 weeks ago", "3.weeks.ago", "3 weeks", "3w".
bool parse_ago(std::string_view text, std::int64_t& seconds) {
  std::int64_t count = 0;
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || count < 0 || count > 100000) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  while (text.starts_with(' ') || text.starts_with('.')) text.remove_prefix(1);
  for (std::string_view suffix : {" ago", ".ago"}) {
    if (text.ends_with(suffix)) text.remove_suffix(suffix.size());
  }
  for (const Unit& unit : kUnits) {
    if (!text.empty() && unit.name.starts_with(text)) {
      seconds = count * unit.seconds;
      return true;
    }
  }
  return false;
}

}  // namespace

absl::StatusOr<std::int64_t> parse_date(const std::string& text,
                                        std::int64_t now) {
  if (text == "yesterday") return now - kDay;
  if (std::int64_t ago = 0; parse_ago(text, ago)) return now - ago;
  for (const char* format :
       {"%Y-%m-%d", "%Y-%m-%d%ET%H:%M:%E*S%Ez", "%Y-%m-%d%ET%H:%M:%E*S",
        "%Y-%m-%d %H:%M:%E*S", "%Y-%m-%d %H:%M"}) {
    absl::Time time;
    std::string error;
    if (absl::ParseTime(format, text, absl::UTCTimeZone(), &time, &error)) {
      return absl::ToUnixSeconds(time);
    }
  }
  return absl::InvalidArgumentError(
      "'" + text + "' is no date; write 2024-01-31 or '3 weeks ago'");
}

}  // namespace patrol::scan
