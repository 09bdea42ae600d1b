// SPDX-License-Identifier: Apache-2.0
//
// A loose object that is too large to be held (see loose.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "base/mapped_file.h"
#include "git/inflate_stream.h"
#include "git/loose.h"
#include "git/object_stream.h"
#include "model/object.h"

namespace patrol::git {

class LooseStream : public ObjectStream {
 public:
  // Reads the header; errors as those of read_loose().
  static absl::StatusOr<std::unique_ptr<LooseStream>> open(
      const std::string& path);

  ObjectType type() const override { return header_.type; }
  std::uint64_t size() const override { return header_.size; }  // of the content

  std::size_t read(std::span<char> room) override;
  bool complete() override { return inflated_->complete(); }

 private:
  base::MappedFile file_;
  LooseHeader header_;
  std::optional<InflateStream> inflated_;
};

}  // namespace patrol::git
