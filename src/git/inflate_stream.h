// SPDX-License-Identifier: Apache-2.0
//
// Inflates what is too large to be held, with zlib: libdeflate is faster, but
// wants room for all of it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "model/object.h"

struct z_stream_s;

namespace patrol::git {

class InflateStream : public ByteStream {
 public:
  // How many bytes of the zlib stream were read, each time some were.
  using OnInput = std::function<void(std::size_t bytes)>;

  // Exactly `size` bytes are expected. `stream` must outlive this.
  InflateStream(std::string_view stream, std::uint64_t size,
                OnInput on_input = {});
  ~InflateStream() override;

  std::uint64_t size() const override { return size_; }
  std::size_t read(std::span<char> room) override;
  // All bytes were read, and they were sound and as many as expected.
  bool complete();

 private:
  std::unique_ptr<z_stream_s> zlib_;
  std::string_view rest_;  // not handed to zlib yet
  std::uint64_t size_;     // of all bytes
  std::uint64_t left_;     // bytes to come
  OnInput on_input_;
  bool ok_ = true, ended_ = false;
};

}  // namespace patrol::git
