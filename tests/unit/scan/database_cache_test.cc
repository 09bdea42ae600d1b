// SPDX-License-Identifier: Apache-2.0
#include "scan/database_cache.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <vector>

#include "scan/engine.h"
#include "support/rules.h"
#include "support/scratch.h"

namespace patrol::scan {
namespace {

namespace fs = std::filesystem;

class DatabaseCache : public ::testing::Test {
 protected:
  match::Database compile() {
    auto database =
        match::Database::compile(rules_, match::Target::this_machine);
    EXPECT_TRUE(database.ok()) << database.status();
    return *std::move(database);
  }
  // Stores, and returns the one file that is there then.
  fs::path store() {
    store_cached_database(compile(), rules_);
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      files.push_back(entry.path());
    }
    EXPECT_EQ(files.size(), 1u);
    return files.empty() ? fs::path() : files[0];
  }
  bool loads() { return load_cached_database(rules_).ok(); }

  RuleSet rules_{{test::make_rule("one", "acme_[a-z]{4}")}};
  test::Scratch scratch_;
  test::Environment cache_{"XDG_CACHE_HOME", scratch_.path().c_str()};
  fs::path folder_ = scratch_.path() / "patrol";
};

TEST_F(DatabaseCache, WhatIsStoredLoadsAgain) {
  EXPECT_TRUE(absl::IsNotFound(load_cached_database(rules_).status()));
  store();
  const auto loaded = load_cached_database(rules_);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->width(0).pattern, 9u);
}

TEST_F(DatabaseCache, TheFileIsNobodyElses) {
  const mode_t old = umask(0);
  const fs::path file = store();
  umask(old);
  EXPECT_EQ(test::mode_of(file), 0600u);
}

TEST_F(DatabaseCache, AFileThatOthersMayHaveWrittenIsRefused) {
  const fs::path file = store();
  for (const mode_t mode : {0620, 0602, 0644, 0660, 0666}) {
    ASSERT_EQ(chmod(file.c_str(), mode), 0);
    EXPECT_FALSE(loads()) << mode;
  }
  ASSERT_EQ(chmod(file.c_str(), 0600), 0);
  EXPECT_TRUE(loads());
}

// Only root can give files away; others cannot make this happen either.
TEST_F(DatabaseCache, AFileOfAnotherUserIsRefused) {
  const fs::path file = store();
  if (geteuid() == 0) {
    ASSERT_EQ(chown(file.c_str(), 12345, 12345), 0);
    EXPECT_FALSE(loads());
  } else {
    EXPECT_NE(chown(file.c_str(), 12345, 12345), 0);
  }
}

TEST_F(DatabaseCache, ALinkIsRefused) {
  const fs::path file = store();
  const fs::path elsewhere = scratch_.path() / "elsewhere";
  fs::rename(file, elsewhere);
  fs::create_symlink(elsewhere, file);
  EXPECT_FALSE(loads());
}

TEST_F(DatabaseCache, ADamagedFileIsRefused) {
  const fs::path file = store();
  std::string bytes = test::read_file(file);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] + 1);
  scratch_.write("patrol/" + file.filename().string(), bytes);
  EXPECT_TRUE(absl::IsDataLoss(load_cached_database(rules_).status()));
  scratch_.write("patrol/" + file.filename().string(), "");
  EXPECT_FALSE(loads());
}

TEST_F(DatabaseCache, OtherRulesHaveAnotherFile) {
  store();
  rules_.rules[0].pattern = rules_.rules[0].anchor = "acme_[a-z]{5}";
  EXPECT_TRUE(absl::IsNotFound(load_cached_database(rules_).status()));
}

TEST_F(DatabaseCache, WhereNothingCanBeWrittenNothingHappens) {
  scratch_.write("patrol", "a file in the folder's place");
  store_cached_database(compile(), rules_);
  EXPECT_FALSE(loads());
  const test::Environment no_cache("XDG_CACHE_HOME", nullptr);
  const test::Environment no_home("HOME", nullptr);
  store_cached_database(compile(), rules_);
  EXPECT_FALSE(loads());
}

TEST_F(DatabaseCache, ARelativeFolderIsNotBelieved) {
  const test::Environment relative("XDG_CACHE_HOME", "here");
  const test::Environment home("HOME", scratch_.path().c_str());
  store_cached_database(compile(), rules_);
  EXPECT_FALSE(fs::exists("here"));
  EXPECT_TRUE(fs::exists(scratch_.path() / ".cache/patrol"));
}

// The engine compiles again what the cache cannot give, and mends the cache.
TEST_F(DatabaseCache, ADamagedFileIsCompiledAgain) {
  const std::string rules = scratch_.write("rules.toml", R"(provider = "acme"
name = "Acme"
page = "https://acme.example"
revoke = "r"
rotate = "r"
[[rule]]
id = "acme"
name = "Acme"
grants = "g"
severity = "low"
confidence = "high"
pattern = 'acme_[a-z]{4}'
)");
  const RuleSelection selection{{rules}, false, {}, {}};
  ASSERT_TRUE(Engine::create(selection).ok());
  const fs::path file = fs::directory_iterator(folder_)->path();
  const std::string fine = test::read_file(file);
  scratch_.write("patrol/" + file.filename().string(), "damaged");
  const auto engine = Engine::create(selection);
  ASSERT_TRUE(engine.ok()) << engine.status();
  EXPECT_EQ((*engine)->rules().rules.size(), 1u);
  EXPECT_EQ(test::read_file(file).size(), fine.size());
  EXPECT_EQ(test::mode_of(file), 0600u);
}

}  // namespace
}  // namespace patrol::scan
