// SPDX-License-Identifier: Apache-2.0
#include "match/snippets.h"

#include <algorithm>
#include <iterator>

namespace patrol::match {

void Snippets::clear() {
  joined_.clear();
  places_.clear();
  source_end_ = 0;
}

void Snippets::add(std::string_view text, Span span) {
  if (places_.empty() || span.begin > source_end_) {
    if (!places_.empty()) joined_ += '\n';
    places_.push_back({joined_.size(), span.begin});
    source_end_ = span.begin;
  }
  if (span.end <= source_end_) return;
  joined_ += text.substr(source_end_, span.end - source_end_);
  source_end_ = span.end;
}

std::size_t Snippets::source_of(std::size_t end) const {
  const auto next = std::lower_bound(
      std::next(places_.begin()), places_.end(), end,
      [](const Place& place, std::size_t at) { return place.at < at; });
  const Place& place = *std::prev(next);
  return place.source + (end - place.at);
}

}  // namespace patrol::match
