// SPDX-License-Identifier: Apache-2.0
#include "ci/event.h"

#include <gmock/gmock.h>

#include <map>

#include "ci/systems.h"
#include "support/scratch.h"

namespace patrol::ci {
namespace {

using ::testing::HasSubstr;
using Values = std::map<std::string, std::string>;

const std::string kHead(40, 'a'), kBase(40, 'b'), kNone(40, '0');

absl::StatusOr<Event> read(const Values& values) {
  return read_event([&](const char* name) {
    const auto found = values.find(name);
    return found == values.end() ? "" : found->second;
  });
}

Event must_read(const Values& values) {
  const absl::StatusOr<Event> event = read(values);
  EXPECT_TRUE(event.ok()) << event.status();
  return event.ok() ? *event : Event();
}

std::string error_of(const Values& values) {
  const absl::StatusOr<Event> event = read(values);
  EXPECT_EQ(event.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(event.status().message());
}

TEST(Event, EachSystemIsKnownByItsOwnVariable) {
  for (const System& system : systems()) {
    Values values{{system.variable, system.value.empty()
                                        ? "42"
                                        : std::string(system.value)},
                  {"GITHUB_EVENT_NAME", "schedule"}};
    EXPECT_EQ(must_read(values).system, system.name);
    values[system.variable] = "";
    EXPECT_THAT(error_of(values), HasSubstr(system.name));
  }
}

TEST(Event, AzureWritesItsVariableWithACapital) {
  EXPECT_EQ(must_read({{"TF_BUILD", "True"}}).system, "Azure Pipelines");
}

TEST(Event, WithoutASystemTheWayOutIsTold) {
  EXPECT_THAT(error_of({{"CI", "true"}}), HasSubstr("--range <base>..<head>"));
  EXPECT_THAT(error_of({{"GITHUB_ACTIONS", "false"}}), HasSubstr("--range"));
}

TEST(Event, WhatIsOnlyShownIsOneShortLine) {
  const Event event = must_read({{"CIRCLECI", "true"},
                                 {"CIRCLE_SHA1", kHead},
                                 {"CIRCLE_TAG", "v\n" + std::string(9999, '.')}});
  EXPECT_THAT(event.what, ::testing::StartsWith("tag 'v\\n.."));
  EXPECT_LT(event.what.size(), 400u);
}

class GitHub : public ::testing::Test {
 protected:
  Values event(const std::string& name, const std::string& payload) {
    files_.write("event.json", payload);
    return {{"GITHUB_ACTIONS", "true"},
            {"GITHUB_EVENT_NAME", name},
            {"GITHUB_EVENT_PATH", (files_.path() / "event.json").string()}};
  }
  Values push(const std::string& ref, const std::string& before,
              const std::string& after) {
    return event("push", R"({"ref": ")" + ref + R"(", "before": ")" + before +
                             R"(", "after": ")" + after +
                             R"(", "commits": [{"id": "x"}],
                 "repository": {"default_branch": "main"}})");
  }

 private:
  test::Scratch files_;
};

TEST_F(GitHub, APushHasBothEnds) {
  const Event event = must_read(push("refs/heads/side", kBase, kHead));
  EXPECT_EQ(event.scope, Scope::range);
  EXPECT_EQ(event.head, kHead);
  EXPECT_EQ(event.base, kBase);
  EXPECT_EQ(event.branch, "side");
  EXPECT_EQ(event.default_branch, "main");
  EXPECT_EQ(event.what, "push to 'side'");
}

TEST_F(GitHub, ANewBranchHasNoBase) {
  EXPECT_EQ(must_read(push("refs/heads/side", kNone, kHead)).base, "");
}

TEST_F(GitHub, ATagIsNoBranch) {
  const Event event = must_read(push("refs/tags/v1", kNone, kHead));
  EXPECT_EQ(event.branch, "");
  EXPECT_EQ(event.what, "tag 'v1'");
}

TEST_F(GitHub, ADeletionIsNothing) {
  EXPECT_EQ(must_read(push("refs/heads/side", kBase, kNone)).scope,
            Scope::nothing);
}

TEST_F(GitHub, APullRequestIsMeasuredAgainstItsBase) {
  for (const char* name :
       {"pull_request", "pull_request_target", "pull_request_review"}) {
    const Event event = must_read(this->event(
        name, R"({"number": 12, "pull_request": {
                  "head": {"sha": ")" + kHead + R"(", "ref": "x; rm -rf /"},
                  "base": {"sha": ")" + kBase + R"(", "ref": "release/1"}}})"));
    EXPECT_EQ(event.head, kHead);
    EXPECT_EQ(event.base, kBase);
    EXPECT_EQ(event.target_branch, "release/1");
    EXPECT_EQ(event.what, "pull request 12 to 'release/1'");
  }
}

TEST_F(GitHub, AMergeGroupHasBothEnds) {
  const Event event = must_read(this->event(
      "merge_group", R"({"merge_group": {"head_sha": ")" + kHead +
                         R"(", "base_sha": ")" + kBase + R"("}})"));
  EXPECT_EQ(event.head, kHead);
  EXPECT_EQ(event.base, kBase);
}

TEST_F(GitHub, OtherEventsNeedNoPayload) {
  for (const char* name : {"schedule", "workflow_dispatch", "release"}) {
    EXPECT_EQ(must_read({{"GITHUB_ACTIONS", "true"},
                         {"GITHUB_EVENT_NAME", name}}).scope,
              Scope::whole);
  }
}

TEST_F(GitHub, IdsInPlacesOfOthersAreNotTaken) {
  EXPECT_THAT(
      error_of(event("push", R"([{"after": ")" + kHead + R"("}])")),
      HasSubstr("is a list"));
  EXPECT_THAT(error_of(event("push", R"({"x": {"after": ")" + kHead + R"("}})")),
              HasSubstr("'after' of the event is not there"));
  EXPECT_THAT(
      error_of(event("push", R"({"after": [")" + kHead + R"("]})")),
      HasSubstr("'after' of the event is not there"));
  EXPECT_THAT(error_of(event("pull_request", R"({"pull_request": []})")),
              HasSubstr("'pull_request.head.sha' of the event is not there"));
}

const Values kGitLab{{"GITLAB_CI", "true"},
                     {"CI_COMMIT_SHA", kHead},
                     {"CI_DEFAULT_BRANCH", "main"}};

Values with(Values values, const Values& more) {
  values.insert(more.begin(), more.end());
  return values;
}

TEST(GitLab, APushHasBothEnds) {
  const Event event = must_read(with(kGitLab, {{"CI_PIPELINE_SOURCE", "push"},
                                               {"CI_COMMIT_BRANCH", "side"},
                                               {"CI_COMMIT_BEFORE_SHA", kBase}}));
  EXPECT_EQ(event.head, kHead);
  EXPECT_EQ(event.base, kBase);
  EXPECT_EQ(event.branch, "side");
  EXPECT_EQ(event.default_branch, "main");
}

TEST(GitLab, OfAMergedResultTheSourceBranchCounts) {
  const std::string source(40, 'c');
  Values values = with(kGitLab, {{"CI_PIPELINE_SOURCE", "merge_request_event"},
                                 {"CI_MERGE_REQUEST_DIFF_BASE_SHA", kBase}});
  EXPECT_EQ(must_read(values).head, kHead);
  values["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = source;
  EXPECT_EQ(must_read(values).head, source);
  EXPECT_EQ(must_read(values).base, kBase);
}

TEST(GitLab, OtherPipelinesAreOfTheWholeHistory) {
  for (const char* source : {"schedule", "web", "api", "trigger"}) {
    EXPECT_EQ(must_read(with(kGitLab, {{"CI_PIPELINE_SOURCE", source}})).scope,
              Scope::whole);
  }
}

TEST(Azure, NamesOfBranchesComeWithTheirPrefix) {
  const Event event =
      must_read({{"TF_BUILD", "True"},
                 {"BUILD_REASON", "PullRequest"},
                 {"SYSTEM_PULLREQUEST_SOURCECOMMITID", kHead},
                 {"SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"}});
  EXPECT_EQ(event.head, kHead);
  EXPECT_EQ(event.target_branch, "main");
}

TEST(Azure, ATagIsNoBranch) {
  const Event event = must_read({{"TF_BUILD", "True"},
                                 {"BUILD_REASON", "IndividualCI"},
                                 {"BUILD_SOURCEVERSION", kHead},
                                 {"BUILD_SOURCEBRANCH", "refs/tags/v1"}});
  EXPECT_EQ(event.what, "tag 'v1'");
  EXPECT_EQ(event.branch, "");
}

TEST(Bitbucket, IdsMayBeShort) {
  const Event event =
      must_read({{"BITBUCKET_BUILD_NUMBER", "1"},
                 {"BITBUCKET_PR_ID", "3"},
                 {"BITBUCKET_COMMIT", kHead.substr(0, 12)},
                 {"BITBUCKET_PR_DESTINATION_COMMIT", kBase.substr(0, 12)},
                 {"BITBUCKET_PR_DESTINATION_BRANCH", "main"}});
  EXPECT_EQ(event.head, "aaaaaaaaaaaa");
  EXPECT_EQ(event.base, "bbbbbbbbbbbb");
}

TEST(Buildkite, HeadIsWhatIsCheckedOut) {
  const Event event = must_read({{"BUILDKITE", "true"},
                                 {"BUILDKITE_COMMIT", "HEAD"},
                                 {"BUILDKITE_PULL_REQUEST", "false"},
                                 {"BUILDKITE_BRANCH", "side"}});
  EXPECT_EQ(event.head, "");
  EXPECT_EQ(event.what, "push to 'side'");
}

TEST(Jenkins, TheLastGoodBuildIsTheBase) {
  const Event event = must_read({{"JENKINS_URL", "https://ci.example/"},
                                 {"GIT_COMMIT", kHead},
                                 {"GIT_PREVIOUS_COMMIT", kNone},
                                 {"GIT_PREVIOUS_SUCCESSFUL_COMMIT", kBase},
                                 {"BRANCH_NAME", "main"},
                                 {"BRANCH_IS_PRIMARY", "true"}});
  EXPECT_EQ(event.base, kBase);
  EXPECT_EQ(event.default_branch, "main");
}

TEST(Values, CommitsAndBranchesAreChecked) {
  std::string value;
  for (const char* bad : {"main", "--all", "abc", "HEAD~1", "1234567 8"}) {
    EXPECT_THAT(take_commit(bad, "X", value).ToString(),
                HasSubstr("X is no commit id"));
  }
  for (const char* bad : {"-x", "a b", "a\nb", "a..b", "a@{1}", ":a", "a^"}) {
    EXPECT_THAT(take_branch(bad, "X", value).ToString(),
                HasSubstr("X is no name of a branch"));
  }
  EXPECT_TRUE(take_branch("refs/heads/fix/ä", "X", value).ok());
  EXPECT_EQ(value, "fix/ä");
}

}  // namespace
}  // namespace patrol::ci
