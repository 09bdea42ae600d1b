// SPDX-License-Identifier: Apache-2.0
//
// From stored bytes to the bytes that are searched: packs, deltas, trees, and
// the encodings that verifiers undo. Bytes are those that come out.
#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/hex.h"
#include "base/line_map.h"
#include "base/utf16.h"
#include "decode/region.h"
#include "git/objects.h"
#include "git/pack.h"
#include "git/repository.h"
#include "match/encoded_starts.h"
#include "source/repository_source.h"
#include "source_text.h"

namespace patrol {
namespace {

constexpr int kFiles = 64, kRevisions = 32;
constexpr std::size_t kFileSize = 40'000;

// A repository that git packed: files that change by a line a commit.
class SampleRepository {
 public:
  SampleRepository() {
    path_ = std::filesystem::temp_directory_path() / "patrol-bench-XXXXXX";
    if (mkdtemp(path_.data()) == nullptr) std::abort();
    run("git init -q --bare '" + path_ + "'");
    import();
    run("git -C '" + path_ + "' repack -adq --threads=1");
  }
  SampleRepository(const SampleRepository&) = delete;
  SampleRepository& operator=(const SampleRepository&) = delete;
  ~SampleRepository() { std::filesystem::remove_all(path_); }

  const std::string& path() const { return path_; }

 private:
  static void run(const std::string& command) {
    if (std::system(command.c_str()) != 0) std::abort();
  }

  // git-fast-import(1).
  void import() {
    const std::string command =
        "git -C '" + path_ + "' fast-import --quiet --depth=50";
    FILE* git = popen(command.c_str(), "w");
    if (git == nullptr) std::abort();
    for (int file = 0; file < kFiles; ++file) {
      const auto seed = static_cast<std::uint64_t>(file);
      std::string text = bench::source_text(seed, kFileSize);
      for (int revision = 0; revision < kRevisions; ++revision) {
        const std::size_t line =
            text.find('\n', text.size() / kRevisions *
                                static_cast<std::size_t>(revision));
        text.insert(line + 1, bench::source_text(seed * 1000 + line, 40));
        std::fprintf(git,
                     "commit refs/heads/main\n"
                     "committer A <a@example.org> %d +0000\n"
                     "data 0\n"
                     "M 100644 inline src/part_%d/file_%d.cc\n"
                     "data %zu\n",
                     1'600'000'000 + file * kRevisions + revision, file % 8,
                     file, text.size());
        std::fwrite(text.data(), 1, text.size(), git);
        std::fputc('\n', git);
      }
    }
    if (pclose(git) != 0) std::abort();
  }

  std::string path_;
};

void walk(benchmark::State& state, source::Reader reader) {
  static const SampleRepository kSample;
  auto repository = git::Repository::open(kSample.path()).value();
  const std::atomic<bool> stop = false;
  std::size_t bytes = 0, objects = 0;
  for (auto _ : state) {
    Coverage coverage;
    source::RepositorySource source(repository, {.reader = reader}, coverage);
    const absl::Status read = source.read(
        [&](const Object& object) {
          bytes += object.content.size();
          ++objects;
        },
        coverage, stop);
    if (!read.ok() || !coverage.complete()) std::abort();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(static_cast<std::int64_t>(objects));
}
BENCHMARK_CAPTURE(walk, pack, source::Reader::pack)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(walk, libgit2, source::Reader::libgit2)
    ->Unit(benchmark::kMillisecond);

void append_varint(std::size_t value, std::string& out) {
  for (; value >= 0x80; value >>= 7) {
    out += static_cast<char>(0x80 | (value & 0x7F));
  }
  out += static_cast<char>(value);
}

// The base with an insertion of 20 bytes in every `run`.
std::string make_delta(std::size_t base_size, std::uint16_t run) {
  const std::size_t runs = base_size / run;
  std::string delta;
  append_varint(base_size, delta);
  append_varint(runs * (run + 20), delta);
  for (std::size_t i = 0; i < runs; ++i) {
    const std::size_t offset = i * run;
    delta += static_cast<char>(0x80 | 0x0F | 0x30);  // 4 offset, 2 size bytes
    for (int shift = 0; shift < 32; shift += 8) {
      delta += static_cast<char>(offset >> shift);
    }
    delta += static_cast<char>(run);
    delta += static_cast<char>(run >> 8);
    delta += static_cast<char>(20);
    delta.append(20, 'x');
  }
  return delta;
}

void apply_delta(benchmark::State& state) {
  const std::string base = bench::source_text(1, 1 << 20);
  const std::string delta =
      make_delta(base.size(), static_cast<std::uint16_t>(state.range(0)));
  git::Buffer out;
  std::vector<CopiedRun> copied;
  for (auto _ : state) {
    if (!git::apply_delta(base, delta, SIZE_MAX, out, copied)) std::abort();
    benchmark::DoNotOptimize(out.view().data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(out.view().size()) *
                          state.iterations());
}
BENCHMARK(apply_delta)->Arg(64)->Arg(1024)->Arg(32'000);

void read_tree(benchmark::State& state) {
  bench::Random random(1);
  std::string tree;
  for (int i = 0; i < 1000; ++i) {
    tree += "100644 file_" + std::to_string(i) + ".cc";
    tree += '\0';
    for (int j = 0; j < 20; ++j) tree += static_cast<char>(random.next());
  }
  for (auto _ : state) {
    git::TreeReader reader(tree, 20);
    for (git::TreeEntry entry; reader.next(entry);) {
      benchmark::DoNotOptimize(entry.id);
    }
    if (!reader.clean()) std::abort();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(tree.size()) *
                          state.iterations());
}
BENCHMARK(read_tree);

void map_lines(benchmark::State& state) {
  const std::string text = bench::source_text(1, 1 << 20);
  for (auto _ : state) {
    base::LineMap lines(text);
    for (std::size_t at = 0; at < text.size(); at += 4096) {
      benchmark::DoNotOptimize(lines.at(at));
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) *
                          state.iterations());
}
BENCHMARK(map_lines);

template <typename Decode>
void run_decoder(benchmark::State& state, const std::string& text,
                 Decode decode) {
  for (auto _ : state) benchmark::DoNotOptimize(decode(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(decode(text)->size()) *
                          state.iterations());
}

void decode_base64(benchmark::State& state) {
  run_decoder(
      state, base::encode_base64(bench::source_text(1, 1 << 16)),
      [](const std::string& text) { return base::decode_base64(text); });
}
BENCHMARK(decode_base64);

void decode_hex(benchmark::State& state) {
  run_decoder(state, base::encode_hex(bench::source_text(1, 1 << 16)),
              [](const std::string& text) { return base::decode_hex(text); });
}
BENCHMARK(decode_hex);

// Its work grows with the square of the length.
void decode_base58(benchmark::State& state) {
  const auto size = static_cast<std::size_t>(state.range(0));
  const std::string bytes = bench::source_text(1, size).substr(0, size);
  run_decoder(state, base::encode_base_n(bytes, base::kBase58),
              [](const std::string& text) {
                return base::decode_base_n(text, base::kBase58);
              });
}
BENCHMARK(decode_base58)->Arg(32)->Arg(128);

// What a scan adds to all text that is searched.
void find_encoded_starts(benchmark::State& state) {
  const std::string text = bench::source_text(1, 1 << 20);
  std::vector<EncodedStart> starts;
  for (auto _ : state) {
    starts.clear();
    match::find_encoded_starts(text, starts);
    benchmark::DoNotOptimize(starts.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) *
                          state.iterations());
}
BENCHMARK(find_encoded_starts);

// What it adds to text that is encoded: 76 digits a line.
void decode_region(benchmark::State& state) {
  const std::string digits = base::encode_base64(bench::source_text(1, 1 << 16));
  std::string text;
  for (std::size_t at = 0; at < digits.size(); at += 76) {
    text += digits.substr(at, 76) + "\n";
  }
  for (auto _ : state) {
    const decode::Region region = decode::find_region(text, {});
    benchmark::DoNotOptimize(decode::decode(text, region));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) *
                          state.iterations());
}
BENCHMARK(decode_region);

void decode_utf16(benchmark::State& state) {
  std::string text = "\xFF\xFE";
  for (const char c : bench::source_text(1, 1 << 16)) {
    text += c;
    text += '\0';
  }
  run_decoder(state, text, [](const std::string& bytes) {
    return base::utf16_to_utf8(bytes);
  });
}
BENCHMARK(decode_utf16);

}  // namespace
}  // namespace patrol
