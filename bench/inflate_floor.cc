// SPDX-License-Identifier: Apache-2.0
//
// The floor of a history scan: every entry of a repository's packs inflated
// once, by so many threads, and nothing done with the bytes.
//
//   inflate_floor REPOSITORY [THREADS]
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "git/repository.h"

namespace {

using patrol::git::IndexedPack;

struct Entry {
  const IndexedPack* pack;
  std::uint64_t begin, end;
};

std::vector<Entry> entries_of(const patrol::git::PackSet& packs) {
  std::vector<Entry> entries;
  for (const auto& pack : packs.packs()) {
    std::vector<std::uint64_t> offsets{pack->pack.entries_end()};
    for (std::uint32_t i = 0; i < pack->index.count(); ++i) {
      offsets.push_back(pack->index.offset(i));
    }
    std::sort(offsets.begin(), offsets.end());
    for (std::size_t i = 0; i + 1 < offsets.size(); ++i) {
      entries.push_back({pack.get(), offsets[i], offsets[i + 1]});
    }
  }
  return entries;
}

std::uint64_t inflate(const Entry& entry, patrol::git::Inflater& inflater,
                      patrol::git::Buffer& out) {
  const auto header = entry.pack->pack.header(entry.begin);
  if (!header) return 0;
  const bool inflated = inflater.inflate(
      entry.pack->pack.stream(header->data, entry.end), header->size, out);
  return inflated ? header->size : 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: inflate_floor REPOSITORY [THREADS]\n");
    return 2;
  }
  const auto begin = std::chrono::steady_clock::now();
  auto repository = patrol::git::Repository::open(arguments[1]);
  if (!repository.ok()) {
    std::fprintf(stderr, "%s\n", repository.status().ToString().c_str());
    return 2;
  }
  const std::vector<Entry> entries = entries_of(*repository->packs());
  const int threads = count > 2 ? std::max(1, std::atoi(arguments[2])) : 1;
  constexpr std::size_t kClaim = 256;
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint64_t> bytes{0};
  const auto work = [&] {
    patrol::git::Inflater inflater;
    patrol::git::Buffer out;
    for (std::size_t i; (i = next.fetch_add(kClaim)) < entries.size();) {
      const std::size_t end = std::min(i + kClaim, entries.size());
      std::uint64_t sum = 0;
      for (; i < end; ++i) sum += inflate(entries[i], inflater, out);
      bytes += sum;
    }
  };
  std::vector<std::jthread> pool;
  for (int i = 1; i < threads; ++i) pool.emplace_back(work);
  work();
  pool.clear();
  const std::chrono::duration<double> passed =
      std::chrono::steady_clock::now() - begin;
  std::printf("%zu entries, %.1f MB inflated in %.3f s by %d threads\n",
              entries.size(), static_cast<double>(bytes) / 1e6, passed.count(),
              threads);
}
