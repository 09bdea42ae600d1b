// SPDX-License-Identifier: Apache-2.0
#include "git/pack.h"

#include <gtest/gtest.h>

#include <optional>

#include "support/scratch.h"

namespace patrol::git {
namespace {

using namespace std::string_literals;

// The result of a delta, or nothing when it is refused.
std::optional<std::string> patched(const std::string& base,
                                   const std::string& delta,
                                   std::uint64_t max_size = 1 << 20) {
  Buffer out;
  std::vector<CopiedRun> copied;
  if (!apply_delta(base, delta, max_size, out, copied)) return std::nullopt;
  for (const CopiedRun& run : copied) {
    EXPECT_EQ(base.substr(run.from, run.size),
              out.view().substr(run.to, run.size));
  }
  return std::string(out.view());
}

TEST(ApplyDelta, CopiesAndInserts) {
  // Sizes 10 and 8; copy 3 from 7, insert "xy", copy 3 from 0.
  EXPECT_EQ(patched("0123456789", "\x0a\x08\x91\x07\x03\x02xy\x90\x03"s),
            "789xy012");
  EXPECT_EQ(patched("", "\x00\x01\x01z"s), "z");
  EXPECT_EQ(patched("abc", "\x03\x00"s), "");
}

TEST(ApplyDelta, TellsTheRunsThatStay) {
  Buffer out;
  std::vector<CopiedRun> copied;
  // Copy 3 from 0 and 2 from 3, insert "x", copy 3 from 7.
  ASSERT_TRUE(apply_delta("0123456789", "\x0a\x09\x90\x03\x91\x03\x02\x01x\x91\x07\x03"s,
                          100, out, copied));
  ASSERT_EQ(copied.size(), 2u);
  EXPECT_EQ(copied[0].size, 5u);  // two copies that touch are one run
  EXPECT_EQ(copied[1].from, 7u);
  EXPECT_EQ(copied[1].to, 6u);
  EXPECT_EQ(copied[1].size, 3u);
}

TEST(ApplyDelta, ACopyOfSize0IsOf64KiB) {
  const std::string base(0x10001, 'a');
  EXPECT_EQ(patched(base, "\x81\x80\x04\x80\x80\x04\x81\x01"s),
            std::string(0x10000, 'a'));
}

TEST(ApplyDelta, OffsetsAndSizesHaveAllTheirBytes) {
  std::string base(0x30000, 'a');
  base.replace(0x20301, 0x102, std::string(0x102, 'b'));
  // Offset 0x020301 in three bytes, size 0x0102 in two.
  EXPECT_EQ(patched(base, "\x80\x80\x0c\x82\x02\xb7\x01\x03\x02\x02\x01"s),
            std::string(0x102, 'b'));
}

TEST(ApplyDelta, RefusesWhatDoesNotFit) {
  const std::string base = "0123456789";
  for (const std::string& delta : {
           ""s,                                  // no sizes
           "\x0a"s,                              // one size
           "\x8a"s,                              // a size without an end
           "\x09\x01\x01z"s,                     // of another base
           "\x0a\x02\x01z"s,                     // too little
           "\x0a\x01\x02yz"s,                    // too much
           "\x0a\x01\x90\x02"s,                  // too much copied
           "\x0a\x02\x02z"s,                     // an insert cut short
           "\x0a\x02\x91\x09\x02"s,              // behind the end of the base
           "\x0a\x02\x91\xff\x02"s,              // far behind it
           "\x0a\x02\x9f\xff\xff\xff\xff\x02"s,  // and farther
           "\x0a\x02\x91\x01"s,                  // a copy cut short
           "\x0a\x00\x00"s,                      // reserved
           "\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"s,
       }) {
    EXPECT_EQ(patched(base, delta), std::nullopt)
        << ::testing::PrintToString(delta);
  }
}

TEST(ApplyDelta, TheResultMayNotBeLargerThanWanted) {
  EXPECT_EQ(patched("", "\x00\x02\x02yz"s, 2), "yz");
  EXPECT_EQ(patched("", "\x00\x02\x02yz"s, 1), std::nullopt);
}

// A pack whose only entry has these bytes, at offset 12.
class OnePack {
 public:
  explicit OnePack(const std::string& entry)
      : pack_(Pack::open(
            scratch_.write("x.pack", "PACK\0\0\0\x02\0\0\0\x01"s + entry +
                                         std::string(20, 'c')),
            20)) {
    EXPECT_TRUE(pack_.ok()) << pack_.status();
  }
  const Pack& operator*() const { return *pack_; }
  std::optional<EntryHeader> header() const { return pack_->header(12); }

 private:
  test::Scratch scratch_;
  absl::StatusOr<Pack> pack_;
};

TEST(PackHeader, HasTypeAndSize) {
  const auto small = OnePack("\x3fzlib"s).header();
  ASSERT_TRUE(small);
  EXPECT_EQ(small->type, EntryType::blob);
  EXPECT_EQ(small->size, 15u);
  EXPECT_EQ(small->data, 13u);
  const auto large = OnePack("\x95\x81\x01zlib"s).header();
  ASSERT_TRUE(large);
  EXPECT_EQ(large->type, EntryType::commit);
  EXPECT_EQ(large->size, 5u + (1u << 4) + (1u << 11));
  EXPECT_EQ(large->data, 15u);
}

TEST(PackHeader, ADeltaNamesItsBase) {
  const auto by_id = OnePack("\x71" + std::string(20, '\x11') + "z").header();
  ASSERT_TRUE(by_id);
  EXPECT_EQ(by_id->type, EntryType::ref_delta);
  EXPECT_EQ(by_id->base_id.hex(), std::string(40, '1'));
  // Each byte but the last adds one: 0x80 0x00 is 128, 0x81 0x00 is 256.
  const OnePack far(std::string(300, 'x') + "\x61\x81\x00z"s);
  const auto back = (*far).header(312);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->type, EntryType::ofs_delta);
  EXPECT_EQ(back->base_offset, 312u - 256u);
}

TEST(PackHeader, RefusesWhatCannotBegin) {
  EXPECT_FALSE(OnePack("\x01z"s).header());      // type 0
  EXPECT_FALSE(OnePack("\x51z"s).header());      // type 5
  EXPECT_FALSE(OnePack("\xb1\x80"s).header());   // a size without an end
  EXPECT_FALSE(OnePack("\x61\x00z"s).header());  // its own base
  EXPECT_FALSE(OnePack("\x61\x7fz"s).header());  // a base before the pack
  EXPECT_FALSE(OnePack("\x71zzz"s).header());    // an id cut short
  const OnePack pack("\x3fz"s);
  EXPECT_FALSE((*pack).header(0));
  EXPECT_FALSE((*pack).header(11));
  EXPECT_FALSE((*pack).header(14));  // the trailer
  EXPECT_FALSE((*pack).header(UINT64_MAX));
}

TEST(PackStream, EndsAtTheTrailer) {
  const OnePack pack("\x3fzlib"s);
  EXPECT_EQ((*pack).stream(13, 15), "zl");
  EXPECT_EQ((*pack).stream(13, 9999), "zlib");
  EXPECT_EQ((*pack).stream(9999, 99999), "");
  EXPECT_EQ((*pack).stream(15, 13), "");
}

TEST(Pack, IsRefusedWhenItIsNone) {
  const test::Scratch scratch;
  for (const std::string& bytes :
       {""s, "PACK"s, "PACK\0\0\0\x02\0\0\0\0"s,
        "KCAP\0\0\0\x02\0\0\0\0"s + std::string(20, 'c'),
        "PACK\0\0\0\x04\0\0\0\0"s + std::string(20, 'c')}) {
    EXPECT_TRUE(absl::IsDataLoss(
        Pack::open(scratch.write("x.pack", bytes), 20).status()));
  }
  EXPECT_TRUE(absl::IsNotFound(Pack::open(scratch / "none", 20).status()));
}

}  // namespace
}  // namespace patrol::git
