// SPDX-License-Identifier: Apache-2.0
#include "support/random_repository.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace patrol::test {
namespace {

namespace fs = std::filesystem;

std::string data(const std::string& bytes) {
  return "data " + std::to_string(bytes.size()) + "\n" + bytes + "\n";
}

// A stream for git fast-import, commit by commit.
class Import {
 public:
  Import(const RandomHistory& history, Random& random)
      : history_(history), random_(random) {}

  std::string stream() {
    for (std::size_t i = 1; i <= history_.commits; ++i) add_commit(i);
    return out_;
  }

 private:
  std::string planted() {
    return history_.planted.empty() ? "" : random_.pick(history_.planted);
  }

  std::string text() {
    if (random_.once_in(40)) return "";
    if (random_.once_in(20)) return random_.bytes(random_.below(3000));
    std::string all;
    const std::size_t lines = random_.below(random_.once_in(10) ? 2000 : 60);
    for (std::size_t i = 0; i < lines; ++i) {
      all += "line " + std::to_string(random_.below(500)) + "\n";
    }
    return all + planted() + "\n";
  }

  // The next version of what `file` holds; its size stays bounded.
  const std::string& edit(const std::string& file) {
    std::string& now = files_[file];
    // The same version on several branches, as a cherry-pick makes it.
    if (!common_.empty() && random_.once_in(3)) return random_.pick(common_);
    if (common_.size() < 8) common_.push_back(text());
    if (now.empty() || now.size() > 60000 || random_.once_in(4)) {
      return now = text();
    }
    const std::size_t at = random_.below(now.size());
    if (random_.once_in(3)) now.erase(at, random_.below(200));
    return now.insert(std::min(at, now.size()), "\n" + planted() + "\n");
  }

  std::string some_file() {
    static const std::vector<std::string> folders = {"", "src/", "src/deep/",
                                                     "lib/", "lib/src/"};
    return random_.pick(folders) + "f" + std::to_string(random_.below(6));
  }

  void add_commit(std::size_t number) {
    // Many commits of one second: their order must come from elsewhere.
    if (random_.once_in(3)) date_ += 60;
    const std::string when = std::to_string(date_) + " +0000\n";
    const std::size_t branch = random_.below(3);
    out_ += "commit refs/heads/b" + std::to_string(branch) +
            "\nmark :" + std::to_string(number) +
            "\nauthor Ann <ann@host.example> " + when +
            "committer Cid <cid@host.example> " + when +
            data("subject " + std::to_string(number) +
                 (random_.once_in(10) ? "\n\n" + planted() : ""));
    if (tips_[branch] != 0) {
      out_ += "from :" + std::to_string(tips_[branch]) + "\n";
    } else if (number > 1) {
      out_ += "from :" + std::to_string(number - 1) + "\n";
    }
    const std::size_t other = tips_[random_.below(3)];
    if (other != 0 && other != tips_[branch] && random_.once_in(3)) {
      out_ += "merge :" + std::to_string(other) + "\n";
    }
    tips_[branch] = number;
    change_files();
    if (random_.once_in(8)) {
      out_ += "tag v" + std::to_string(number) +
              "\nfrom :" + std::to_string(number) +
              "\ntagger Cid <cid@host.example> " + when +
              data("release " + planted());
    }
  }

  void change_files() {
    for (std::size_t i = random_.below(4); i > 0; --i) {
      const std::string file = some_file();
      out_ += "M 100644 inline " + file + "\n" + data(edit(file));
    }
    if (random_.once_in(12)) out_ += "D " + some_file() + "\n";
    if (random_.once_in(12)) {  // the same bytes at more paths than are told
      const std::string bytes = text();
      for (int i = 0; i < 110; ++i) {
        out_ +=
            "M 100644 inline copies/" + std::to_string(i) + "\n" + data(bytes);
      }
    }
  }

  const RandomHistory& history_;
  Random& random_;
  std::string out_;
  std::map<std::string, std::string> files_;
  std::vector<std::string> common_;
  std::size_t tips_[3] = {0, 0, 0};
  std::int64_t date_ = kFirstDate;
};

// What is reachable by other ways than branches and tags.
void add_side_ways(GitRepository& repo, const RandomHistory& history,
                   Random& random) {
  auto planted = [&] {
    return history.planted.empty() ? "x" : random.pick(history.planted);
  };
  repo.git({"checkout", "-q", "-f", "-B", "main", "b0"});
  repo.git({"notes", "add", "-F", "-"}, planted() + "\n");
  repo.commit_file("rewound", planted());
  repo.git({"reset", "-q", "--hard", "HEAD~1"});
  repo.write("f0", planted());
  repo.git({"add", "-A"});
  repo.git({"stash", "-q"});
  repo.write("staged", planted());
  repo.git({"add", "-A"});
  const ObjectId blob = repo.object("blob", planted());
  repo.git({"mktree"}, "100644 blob " + blob.hex() + "\tdangling\n");
  repo.object("blob", planted() + "\n" + planted());
}

// Moves all packs out of the database and returns where they are.
std::vector<fs::path> take_packs(const GitRepository& repo,
                                 const Scratch& elsewhere) {
  std::vector<fs::path> packs;
  const fs::path folder = repo.path() + "/.git/objects/pack";
  std::vector<fs::path> files(fs::directory_iterator(folder), {});
  for (const fs::path& file : files) {
    const fs::path to = elsewhere.path() / file.filename();
    fs::copy_file(file, to);
    fs::remove(file);
    if (to.extension() == ".pack") packs.push_back(to);
  }
  return packs;
}

}  // namespace

void make_history(GitRepository& repo, const RandomHistory& history,
                  Random& random) {
  repo.git({"fast-import", "--quiet", "--force"},
           Import(history, random).stream());
  repo.set_date(kFirstDate + 1'000'000);
  add_side_ways(repo, history, random);
}

void store_as(GitRepository& repo, Storage storage) {
  const Scratch elsewhere;
  switch (storage) {
    case Storage::loose:
      for (const fs::path& pack : take_packs(repo, elsewhere)) {
        repo.git({"unpack-objects", "-q"}, read_file(pack));
      }
      break;
    case Storage::whole:
      repo.git({"repack", "-adfkq", "--depth=0", "--window=0"});
      break;
    case Storage::deltas:
      repo.git({"repack", "-adfkq", "--depth=50", "--window=20"});
      break;
    case Storage::several_packs:
      // A pack of everything beside one of what a branch holds, and loose
      // objects: most objects are there more than once.
      repo.git({"-c", "pack.packSizeLimit=1m", "repack", "-aqkf"});
      repo.git({"pack-objects", "-q", "--revs",
                repo.path() + "/.git/objects/pack/pack"},
               "b1\n");
      repo.object("blob", "loose");
      break;
  }
}

}  // namespace patrol::test
