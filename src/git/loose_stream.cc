// SPDX-License-Identifier: Apache-2.0
#include "git/loose_stream.h"

#include <array>

namespace patrol::git {

absl::StatusOr<std::unique_ptr<LooseStream>> LooseStream::open(
    const std::string& path) {
  absl::StatusOr<base::MappedFile> file = base::MappedFile::open(path);
  if (!file.ok()) return file.status();
  auto stream = std::make_unique<LooseStream>();
  stream->file_ = *std::move(file);
  // Twice from the start: first the header, whose length tells how long all is.
  std::array<char, kLongestLooseHeader> head{};
  InflateStream first(stream->file_.bytes(), head.size());
  const std::size_t got = first.read(head);
  const auto header = parse_loose_header({head.data(), got});
  if (!header || header->size > UINT64_MAX - header->length) {
    return absl::DataLossError(path + ": damaged loose object");
  }
  stream->header_ = *header;
  stream->inflated_.emplace(
      stream->file_.bytes(), header->length + header->size,
      [mapped = &stream->file_](std::size_t) { mapped->release_pages(); });
  if (stream->inflated_->read({head.data(), header->length}) !=
      header->length) {
    return absl::DataLossError(path + ": damaged loose object");
  }
  return stream;
}

std::size_t LooseStream::read(std::span<char> room) {
  return inflated_->read(room);
}

}  // namespace patrol::git
