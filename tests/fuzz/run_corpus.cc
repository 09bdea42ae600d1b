// SPDX-License-Identifier: Apache-2.0
//
// The fuzz targets as ordinary tests, with any compiler: one target and its
// small corpus, each file as it is, cut short, and with damage of every kind.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);

namespace {

void run(const std::string& input) {
  // A copy of just this size, so that reading past its end is caught.
  const std::string exact(input.data(), input.size());
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(exact.data()),
                         exact.size());
}

void run_with_damage(const std::string& input) {
  run(input);
  const std::size_t step = 1 + input.size() / 24;
  for (std::size_t at = 0; at < input.size(); at += step) {
    run(input.substr(0, at));
    run(input.substr(at));
    std::string damaged = input;
    for (const char byte : {'\0', '\xff', '"', '\\', '\n', '%'}) {
      damaged[at] = byte;
      run(damaged);
    }
    damaged.insert(at, input.substr(0, 40));
    run(damaged);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t files = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream in(entry.path(), std::ios::binary);
      run_with_damage({std::istreambuf_iterator<char>(in), {}});
      ++files;
    }
  }
  std::cout << files << " files\n";
  return files == 0;
}
