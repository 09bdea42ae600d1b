// SPDX-License-Identifier: Apache-2.0
#include "base/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

namespace patrol::base {
namespace {

// By zlib's own reader of gzip files.
std::string unpacked(const std::string& file, std::size_t size) {
  std::string out(size + 1, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in =
      reinterpret_cast<Bytef*>(const_cast<char*>(file.data()));
  stream.avail_in = static_cast<uInt>(file.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0u);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Gzip, GivesBackWhatItWasGiven) {
  std::string noise;
  for (std::uint32_t i = 0, state = 1; i < 20'000'000; ++i) {
    state = state * 1664525u + 1013904223u;
    noise += static_cast<char>(i % 64 < 2 ? state >> 24 : 'a');
  }
  for (const std::string& text : {std::string(), std::string("a"),
                                  std::string(1 << 24, 'b'), noise}) {
    EXPECT_EQ(unpacked(gzip(text), text.size()) == text, true) << text.size();
  }
}

TEST(Gzip, GivesTheSameFileForTheSameBytes) {
  EXPECT_EQ(gzip("abc"), gzip("abc"));
  EXPECT_EQ(gzip("abc").substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(gzip("abc").substr(4, 4), std::string(4, '\0'));  // no time
}

}  // namespace
}  // namespace patrol::base
