// SPDX-License-Identifier: Apache-2.0
#include "scan/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/rules.h"
#include "support/scratch.h"

namespace patrol::scan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class EngineTest : public ::testing::Test {
 protected:
  std::string rule_file(const std::string& name, const std::string& id,
                        const std::string& extra = "") {
    return scratch_.write(name,
                          "provider = \"acme\"\nname = \"Acme\"\n"
                          "page = \"https://acme.example\"\n"
                          "revoke = \"r\"\nrotate = \"r\"\n"
                          "[[rule]]\nid = \"" +
                              id +
                              "\"\nname = \"Own\"\ngrants = \"g\"\n"
                              "severity = \"low\"\nconfidence = \"low\"\n"
                              "pattern = 'acme_[a-z]{4}'\n" +
                              extra);
  }
  static std::vector<std::string> enabled(const Engine& engine) {
    std::vector<std::string> ids;
    for (std::uint32_t i = 0; i < engine.rules().rules.size(); ++i) {
      if (engine.enabled(i)) ids.push_back(engine.rules().rules[i].id);
    }
    return ids;
  }
  static std::string error_of(const RuleSelection& selection) {
    const auto engine = Engine::create(selection);
    EXPECT_TRUE(absl::IsInvalidArgument(engine.status())) << engine.status();
    return std::string(engine.status().message());
  }

  test::Scratch scratch_;
  test::Environment cache_{"XDG_CACHE_HOME", scratch_.path().c_str()};
};

TEST_F(EngineTest, BuiltinRulesNeedNoCompiling) {
  const auto engine = Engine::create({});
  ASSERT_TRUE(engine.ok()) << engine.status();
  EXPECT_GT((*engine)->rules().rules.size(), 100u);
  EXPECT_EQ(enabled(**engine).size(), (*engine)->rules().rules.size());
  EXPECT_FALSE(std::filesystem::exists(scratch_ / "patrol"));  // no cache
}

TEST_F(EngineTest, BuiltinRulesAreTheirFiles) {
  const auto engine = Engine::create({});
  ASSERT_TRUE(engine.ok());
  const auto files = builtin_rule_files();
  EXPECT_GT(files.size(), 30u);
  for (const Rule& rule : (*engine)->rules().rules) {
    EXPECT_TRUE(std::any_of(files.begin(), files.end(),
                            [&](const auto& file) {
                              return file.first == rule.file &&
                                     file.second.find("\"" + rule.id + "\"") !=
                                         std::string::npos;
                            }))
        << rule.file << " " << rule.id;
  }
}

TEST_F(EngineTest, OwnRulesStandBesideAndReplace) {
  const auto plain = Engine::create({});
  ASSERT_TRUE(plain.ok());
  const std::size_t count = (*plain)->rules().rules.size();
  const std::string taken = (*plain)->rules().rules[0].id;
  const auto beside =
      Engine::create({{rule_file("a.toml", "own-rule")}, true, {}, {}});
  ASSERT_TRUE(beside.ok()) << beside.status();
  EXPECT_EQ((*beside)->rules().rules.size(), count + 1);
  const auto replaced =
      Engine::create({{rule_file("a.toml", taken)}, true, {}, {}});
  ASSERT_TRUE(replaced.ok()) << replaced.status();
  EXPECT_EQ((*replaced)->rules().rules.size(), count);
  const auto& rules = (*replaced)->rules().rules;
  const auto own = std::find_if(rules.begin(), rules.end(),
                                [&](const Rule& r) { return r.id == taken; });
  EXPECT_EQ(own->name, "Own");
}

TEST_F(EngineTest, OnlyOwnRulesOnRequest) {
  const auto engine =
      Engine::create({{rule_file("a.toml", "own-rule")}, false, {}, {}});
  ASSERT_TRUE(engine.ok()) << engine.status();
  EXPECT_THAT(enabled(**engine), ElementsAre("own-rule"));
}

TEST_F(EngineTest, GlobsChooseAndDisable) {
  rule_file("rules/a.toml", "one-key");
  rule_file("rules/b.toml", "one-token");
  rule_file("rules/c.toml", "two-key");
  const std::vector<std::string> files{scratch_ / "rules"};
  EXPECT_THAT(enabled(**Engine::create({files, false, {"one-*"}, {}})),
              ElementsAre("one-key", "one-token"));
  EXPECT_THAT(enabled(**Engine::create({files, false, {}, {"*-key"}})),
              ElementsAre("one-token"));
  EXPECT_THAT(
      enabled(**Engine::create({files, false, {"one-*"}, {"one-token"}})),
      ElementsAre("one-key"));
}

TEST_F(EngineTest, NoRuleLeftIsAnError) {
  EXPECT_THAT(error_of({{}, true, {}, {"*"}}), HasSubstr("no rule is left"));
  EXPECT_THAT(error_of({{}, false, {}, {}}), HasSubstr("no rules given"));
}

TEST_F(EngineTest, AnIdThatNoRuleHasIsAnError) {
  EXPECT_THAT(error_of({{}, true, {"nmp-access-token"}, {}}),
              HasSubstr("no rule has the id 'nmp-access-token' (did you mean "
                        "'npm-access-token'?)"));
  EXPECT_THAT(error_of({{}, true, {}, {"none-*"}}),
              HasSubstr("no rule has the id 'none-*'; "));
}

TEST_F(EngineTest, BuiltinIdsAreKnownWhereBuiltinRulesAreLeftOut) {
  const auto engine = Engine::create(
      {{rule_file("a.toml", "own-rule")}, false, {}, {"npm-*"}});
  ASSERT_TRUE(engine.ok()) << engine.status();
  EXPECT_EQ((*engine)->check_id("own-*"), "");
  EXPECT_NE((*engine)->check_id("onw-*"), "");
}

TEST_F(EngineTest, OwnRulesOfOneIdInTwoFilesAreAnError) {
  const std::string a = rule_file("a.toml", "own-rule");
  const std::string b = rule_file("b.toml", "own-rule");
  EXPECT_THAT(error_of({{a, b}, true, {}, {}}),
              HasSubstr("two rules with the id 'own-rule'"));
}

TEST_F(EngineTest, AnUnknownVerifierIsAnError) {
  const std::string file =
      rule_file("a.toml", "own-rule", "verifier = \"nonesuch\"\n");
  EXPECT_THAT(error_of({{file}, false, {}, {}}),
              HasSubstr(file + ":6: rule 'own-rule': there is no verifier "
                               "'nonesuch'"));
}

TEST_F(EngineTest, ABadPatternIsNamedWithItsPlace) {
  const std::string file = scratch_.write(
      "bad.toml", test::read_file(rule_file("a.toml", "own-rule")));
  std::string text = test::read_file(file);
  text.replace(text.find("acme_[a-z]{4}"), 13, "acme_(?=a)");
  scratch_.write("bad.toml", text);
  EXPECT_THAT(error_of({{file}, false, {}, {}}),
              HasSubstr(file + ":12:11: rule 'own-rule': 'pattern': "));
}

TEST_F(EngineTest, NoRulesAtAllCannotBeCompiled) {
  EXPECT_FALSE(Engine::compile({}).ok());
}

}  // namespace
}  // namespace patrol::scan
