// SPDX-License-Identifier: Apache-2.0
//
// Pieces of a text, put behind each other so that one search does for all of
// them: to begin a search costs as much as to search some hundred bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/match.h"

namespace patrol::match {

class Snippets {
 public:
  void clear();
  bool empty() const { return places_.empty(); }

  // Spans of one text, by their beginnings. What overlaps is put in once.
  void add(std::string_view text, Span span);

  // A line feed is between two pieces, none behind the last.
  const std::string& text() const { return joined_; }

  // Where what ends at `end` in text() ends in the text that it is from.
  std::size_t source_of(std::size_t end) const;

 private:
  struct Place {
    std::size_t at;      // in joined_
    std::size_t source;  // in the text
  };
  std::string joined_;
  std::vector<Place> places_;
  std::size_t source_end_ = 0;  // of the last piece
};

}  // namespace patrol::match
