// SPDX-License-Identifier: Apache-2.0
//
// What Repository reads of refs with code of its own: a reflog, packed-refs
// and a loose ref. The first byte says which.
#include <filesystem>
#include <string>

#include "fuzz/check.h"
#include "git/repository.h"
#include "support/scratch.h"

using namespace patrol;

namespace {

// An empty repository, made by hand: there need not be a git.
class Fixture {
 public:
  Fixture() {
    for (const char* folder : {"objects/pack", "refs/heads", "logs"}) {
      std::filesystem::create_directories(files_.path() / folder);
    }
    files_.write("HEAD", "ref: refs/heads/main\n");
    files_.write("config",
                 "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
    auto opened = git::Repository::open(files_.path().string());
    fuzz::require(opened.ok(), "the repository opens");
    repository_ = std::make_unique<git::Repository>(*std::move(opened));
  }

  std::vector<git::Ref> refs(const char* name, std::string_view content,
                             std::size_t& errors) const {
    const std::string file = files_.write(name, content);
    // A handle of its own: one remembers the packed refs that it has read.
    const auto handle = repository_->reopen();
    fuzz::require(handle.ok(), "the repository opens again");
    std::vector<git::Ref> refs = handle->refs(
        [&](const std::string&, const std::string&) { ++errors; });
    std::filesystem::remove(file);
    return refs;
  }

 private:
  test::Scratch files_;
  std::unique_ptr<git::Repository> repository_;
};

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) +
         1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const Fixture fixture;
  constexpr const char* kFiles[] = {"logs/HEAD", "packed-refs",
                                    "refs/heads/topic", "logs/refs/stash"};
  std::string_view rest = fuzz::text_of(data, size);
  const std::string_view head = fuzz::take(rest, 1);
  if (head.empty()) return 0;
  const std::string name = kFiles[head[0] & 3];
  std::size_t errors = 0;
  const std::vector<git::Ref> refs = fixture.refs(name.c_str(), rest, errors);
  fuzz::require(refs.size() <= 2 * lines_of(rest), "a line has two ids at most");
  for (const git::Ref& ref : refs) {
    fuzz::require(!ref.target.empty() && ref.target != ObjectId{},
                  "a ref has a target");
    // Each id that is told stands there in hex, in any case of letters.
    std::string lower(rest);
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    fuzz::require(lower.find(ref.target.hex()) != std::string::npos,
                  "an id is read, not made up");
  }
  if (name.starts_with("logs/")) {
    fuzz::require(errors == 0, "a readable reflog is no error");
  }
  return 0;
}
