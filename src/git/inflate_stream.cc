// SPDX-License-Identifier: Apache-2.0
#include "git/inflate_stream.h"

#include <algorithm>

#include <zlib.h>

namespace patrol::git {
namespace {

// zlib counts in unsigned; pages of the input are given back as often.
constexpr std::size_t kInput = std::size_t{16} << 20;
constexpr std::size_t kOutput = std::size_t{1} << 30;

}  // namespace

InflateStream::InflateStream(std::string_view stream, std::uint64_t size,
                             OnInput on_input)
    : zlib_(std::make_unique<z_stream>()),
      rest_(stream),
      size_(size), left_(size),
      on_input_(std::move(on_input)) {
  ok_ = inflateInit(zlib_.get()) == Z_OK;
}

InflateStream::~InflateStream() { inflateEnd(zlib_.get()); }

std::size_t InflateStream::read(std::span<char> room) {
  const std::size_t wanted =
      static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), left_));
  std::size_t got = 0;
  while (ok_ && !ended_ && got < wanted) {
    if (zlib_->avail_in == 0) {
      const std::string_view input = rest_.substr(0, kInput);
      rest_.remove_prefix(input.size());
      // zlib's own type; it does not write there.
      zlib_->next_in =
          reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
      zlib_->avail_in = static_cast<uInt>(input.size());
      if (on_input_) on_input_(input.size());
    }
    const std::size_t size = std::min(wanted - got, kOutput);
    zlib_->next_out = reinterpret_cast<Bytef*>(room.data() + got);
    zlib_->avail_out = static_cast<uInt>(size);
    const int result = inflate(zlib_.get(), Z_NO_FLUSH);
    got += size - zlib_->avail_out;
    ended_ = result == Z_STREAM_END;
    // No progress: the stream is cut short.
    ok_ = ended_ || result == Z_OK;
  }
  left_ -= got;
  return got;
}

bool InflateStream::complete() {
  if (!ok_ || left_ != 0) return false;
  // The end of the stream and its checksum may still be unread.
  char more = 0;
  left_ = 1;
  return ended_ || (read({&more, 1}) == 0 && ended_);
}

}  // namespace patrol::git
