// SPDX-License-Identifier: Apache-2.0
#include "ci/systems.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace patrol::ci {
namespace {

// What a row says: which variable goes where.
struct Sources {
  const char* head = nullptr;
  const char* base = nullptr;
  const char* target = nullptr;
  const char* branch = nullptr;
  const char* default_branch = nullptr;
};

absl::Status take(const Variables& variables, const Sources& from,
                  Event& event) {
  const auto take_all = [&](auto taker, const char* name, std::string& to) {
    return name ? taker(variables(name), name, to) : absl::OkStatus();
  };
  absl::Status status;
  status.Update(take_all(take_commit, from.head, event.head));
  status.Update(take_all(take_commit, from.base, event.base));
  status.Update(take_all(take_branch, from.target, event.target_branch));
  status.Update(take_all(take_branch, from.branch, event.branch));
  status.Update(
      take_all(take_branch, from.default_branch, event.default_branch));
  return status;
}

std::string quoted(const std::string& name) {
  return absl::StrCat("'", name, "'");
}

// Of what was pushed; a tag is told by its name.
absl::Status take_push(const Variables& variables, const Sources& from,
                       const std::string& tag, Event& event) {
  absl::Status status = take(variables, from, event);
  if (!tag.empty()) event.branch.clear();
  event.what = !tag.empty()            ? "tag " + quoted(tag)
               : event.branch.empty() ? "push"
                                       : "push to " + quoted(event.branch);
  return status;
}

absl::Status take_request(const Variables& variables, const Sources& from,
                          const char* name, Event& event) {
  absl::Status status = take(variables, from, event);
  event.what = absl::StrCat(name, " to ", quoted(event.target_branch));
  return status;
}

absl::Status take_whole(std::string what, Event& event) {
  event.scope = Scope::whole;
  event.what = std::move(what);
  return absl::OkStatus();
}

// docs.gitlab.com, "Predefined CI/CD variables". The commit of a merged
// results pipeline is a merge that GitLab made; its source branch has its own
// variable, which is empty in others.
absl::Status read_gitlab(const Variables& variables, Event& event) {
  const std::string source = variables("CI_PIPELINE_SOURCE");
  if (source == "merge_request_event") {
    const bool merged = !variables("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA").empty();
    return take_request(
        variables,
        {.head = merged ? "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA" : "CI_COMMIT_SHA",
         .base = "CI_MERGE_REQUEST_DIFF_BASE_SHA",
         .target = "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"},
        "merge request", event);
  }
  if (source == "external_pull_request_event") {
    return take_request(
        variables,
        {.head = "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA",
         .base = "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA",
         .target = "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"},
        "pull request", event);
  }
  if (source != "push") return take_whole("pipeline by " + quoted(source), event);
  return take_push(variables,
                   {.head = "CI_COMMIT_SHA",
                    .base = "CI_COMMIT_BEFORE_SHA",
                    .branch = "CI_COMMIT_BRANCH",
                    .default_branch = "CI_DEFAULT_BRANCH"},
                   variables("CI_COMMIT_TAG"), event);
}

// learn.microsoft.com, "Use predefined variables". A push does not tell what
// was there before.
absl::Status read_azure(const Variables& variables, Event& event) {
  const std::string reason = variables("BUILD_REASON");
  if (reason == "PullRequest") {
    return take_request(variables,
                        {.head = "SYSTEM_PULLREQUEST_SOURCECOMMITID",
                         .target = "SYSTEM_PULLREQUEST_TARGETBRANCH"},
                        "pull request", event);
  }
  if (reason != "IndividualCI" && reason != "BatchedCI") {
    return take_whole("build by " + quoted(reason), event);
  }
  const std::string ref = variables("BUILD_SOURCEBRANCH");
  constexpr std::string_view kTags = "refs/tags/";
  const bool tag = ref.starts_with(kTags);
  return take_push(variables,
                   {.head = "BUILD_SOURCEVERSION",
                    .branch = tag ? nullptr : "BUILD_SOURCEBRANCH"},
                   tag ? ref.substr(kTags.size()) : "", event);
}

// support.atlassian.com, "Variables and secrets". Its commit ids may be the
// first twelve digits. A push does not tell what was there before.
absl::Status read_bitbucket(const Variables& variables, Event& event) {
  if (!variables("BITBUCKET_PR_ID").empty()) {
    return take_request(variables,
                        {.head = "BITBUCKET_COMMIT",
                         .base = "BITBUCKET_PR_DESTINATION_COMMIT",
                         .target = "BITBUCKET_PR_DESTINATION_BRANCH"},
                        "pull request", event);
  }
  return take_push(variables,
                   {.head = "BITBUCKET_COMMIT", .branch = "BITBUCKET_BRANCH"},
                   variables("BITBUCKET_TAG"), event);
}

// buildkite.com/docs, "Environment variables". The commit may be "HEAD".
absl::Status read_buildkite(const Variables& variables, Event& event) {
  const char* commit =
      variables("BUILDKITE_COMMIT") == "HEAD" ? nullptr : "BUILDKITE_COMMIT";
  const std::string request = variables("BUILDKITE_PULL_REQUEST");
  if (!request.empty() && request != "false") {
    return take_request(
        variables,
        {.head = commit, .target = "BUILDKITE_PULL_REQUEST_BASE_BRANCH"},
        "pull request", event);
  }
  if (variables("BUILDKITE_SOURCE") == "schedule") {
    return take_whole("schedule", event);
  }
  return take_push(variables,
                   {.head = commit,
                    .branch = "BUILDKITE_BRANCH",
                    .default_branch = "BUILDKITE_PIPELINE_DEFAULT_BRANCH"},
                   variables("BUILDKITE_TAG"), event);
}

// circleci.com/docs, "Project values and variables". Neither the commit before
// nor the target of a pull request is in the environment.
absl::Status read_circle(const Variables& variables, Event& event) {
  return take_push(variables,
                   {.head = "CIRCLE_SHA1", .branch = "CIRCLE_BRANCH"},
                   variables("CIRCLE_TAG"), event);
}

// plugins.jenkins.io/git and /branch-api. Commits of builds that failed are
// looked at again, until one passes.
absl::Status read_jenkins(const Variables& variables, Event& event) {
  if (!variables("CHANGE_ID").empty()) {
    return take_request(variables,
                        {.head = "GIT_COMMIT", .target = "CHANGE_TARGET"},
                        "change request", event);
  }
  absl::Status status = take_push(
      variables,
      {.head = "GIT_COMMIT", .base = "GIT_PREVIOUS_SUCCESSFUL_COMMIT",
       .branch = "BRANCH_NAME"},
      variables("TAG_NAME"), event);
  if (variables("BRANCH_IS_PRIMARY") == "true") {
    event.default_branch = event.branch;
  }
  return status;
}

constexpr std::array<System, 7> kSystems = {{
    {"GitHub Actions", "GITHUB_ACTIONS", "true",
     "set 'fetch-depth: 0' at actions/checkout", read_github},
    {"GitLab CI", "GITLAB_CI", "true", "set the variable GIT_DEPTH to \"0\"",
     read_gitlab},
    {"Azure Pipelines", "TF_BUILD", "true",
     "set 'fetchDepth: 0' at the step 'checkout: self'", read_azure},
    {"Bitbucket Pipelines", "BITBUCKET_BUILD_NUMBER", "",
     "set 'clone: depth: full'", read_bitbucket},
    {"Buildkite", "BUILDKITE", "true",
     "leave --depth out of BUILDKITE_GIT_CLONE_FLAGS and _FETCH_FLAGS",
     read_buildkite},
    {"CircleCI", "CIRCLECI", "true", "set 'method: full' at the step 'checkout'",
     read_circle},
    {"Jenkins", "JENKINS_URL", "",
     "switch the shallow clone off in the checkout's clone options",
     read_jenkins},
}};

// Names that are only shown are any text: one line of it, and not megabytes.
std::string one_line(std::string text) {
  constexpr std::size_t kMostShown = 300;
  if (text.size() > kMostShown) text = text.substr(0, kMostShown) + "...";
  return absl::StrReplaceAll(text, {{"\n", "\\n"}});
}

bool is_set(const System& system, const Variables& variables) {
  const std::string value = variables(system.variable);
  return system.value.empty() ? !value.empty()
                              : absl::AsciiStrToLower(value) == system.value;
}

}  // namespace

std::span<const System> systems() { return kSystems; }

absl::Status take_commit(const std::string& value, const std::string& from,
                         std::string& id) {
  const bool digits = std::all_of(value.begin(), value.end(), [](char c) {
    return absl::ascii_isxdigit(static_cast<unsigned char>(c));
  });
  if (!value.empty() && (!digits || value.size() < 7 || value.size() > 64)) {
    return absl::InvalidArgumentError(from + " is no commit id");
  }
  const bool none = value.find_first_not_of('0') == std::string::npos;
  id = none ? "" : absl::AsciiStrToLower(value);
  return absl::OkStatus();
}

// As git check-ref-format(1) has it, and no option.
absl::Status take_branch(const std::string& value, const std::string& from,
                         std::string& branch) {
  constexpr std::string_view kPrefix = "refs/heads/";
  constexpr std::size_t kLongest = 1024;
  branch = value.starts_with(kPrefix) ? value.substr(kPrefix.size()) : value;
  const bool odd = std::any_of(branch.begin(), branch.end(), [](char c) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(c)) ||
           std::string_view(" ~^:?*[\\").find(c) != std::string_view::npos;
  });
  if (odd || branch.size() > kLongest || branch.starts_with('-') ||
      branch.starts_with('/') || branch.find("..") != std::string::npos ||
      branch.find("@{") != std::string::npos) {
    return absl::InvalidArgumentError(from + " is no name of a branch");
  }
  return absl::OkStatus();
}

absl::StatusOr<Event> read_event(const Variables& variables) {
  const auto system =
      std::find_if(kSystems.begin(), kSystems.end(),
                   [&](const System& one) { return is_set(one, variables); });
  if (system == kSystems.end()) {
    const std::string names = absl::StrJoin(
        kSystems, ", ", [](std::string* out, const System& one) {
          absl::StrAppend(out, one.name, " (", one.variable, ")");
        });
    return absl::InvalidArgumentError(absl::StrCat(
        "--ci knows ", names,
        ", and none of these variables is set; say which commits to scan: "
        "--range <base>..<head>"));
  }
  Event event{.system = system->name,
              .whole_clone = system->whole_clone,
              .what = {},
              .head = {},
              .base = {},
              .target_branch = {},
              .branch = {},
              .default_branch = {}};
  if (absl::Status read = system->read(variables, event); !read.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(system->name, ": ", read.message(),
                     "; say which commits to scan: --range <base>..<head>"));
  }
  event.what = one_line(std::move(event.what));
  return event;
}

}  // namespace patrol::ci
