// SPDX-License-Identifier: Apache-2.0
//
// docs.github.com, "Events that trigger workflows" and "Variables". Gitea and
// Forgejo set the same variables and write the same payload.
#include <string>

#include "absl/strings/str_cat.h"
#include "ci/payload.h"
#include "ci/systems.h"

namespace patrol::ci {
namespace {

// The values of one payload, and what was wrong with any of them.
class Reader {
 public:
  explicit Reader(const Payload& payload) : payload_(payload) {}

  std::string text(std::string_view place) const {
    const auto found = payload_.find(place);
    return found == payload_.end() ? "" : found->second;
  }
  std::string commit(std::string_view place) {
    std::string id;
    status.Update(take_commit(text(place), told(place), id));
    return id;
  }
  // One that must be told.
  std::string head(std::string_view place) {
    std::string id = commit(place);
    if (id.empty()) {
      status.Update(absl::InvalidArgumentError(
          told(place) + " is not there"));
    }
    return id;
  }
  std::string branch(std::string_view place) {
    std::string name;
    status.Update(take_branch(text(place), told(place), name));
    return name;
  }

  absl::Status status;

 private:
  static std::string told(std::string_view place) {
    return "'" + std::string(place) + "' of the event";
  }
  const Payload& payload_;
};

void read_push(Reader& reader, Event& event) {
  const std::string ref = reader.text("ref");
  constexpr std::string_view kBranches = "refs/heads/", kTags = "refs/tags/";
  event.default_branch = reader.branch("repository.default_branch");
  event.what = "push to '" + ref + "'";
  if (ref.starts_with(kTags)) {
    event.what = "tag '" + ref.substr(kTags.size()) + "'";
  } else if (ref.starts_with(kBranches)) {
    event.branch = reader.branch("ref");
    event.what = "push to '" + event.branch + "'";
  }
  event.base = reader.commit("before");
  if (reader.text("deleted") == "true" || reader.commit("after").empty()) {
    if (reader.text("after").empty()) reader.head("after");
    event.scope = Scope::nothing;
    event.what += ", which was deleted";
    return;
  }
  event.head = reader.head("after");
}

void read_pull_request(Reader& reader, Event& event) {
  event.head = reader.head("pull_request.head.sha");
  event.base = reader.commit("pull_request.base.sha");
  event.target_branch = reader.branch("pull_request.base.ref");
  event.what = absl::StrCat("pull request ", reader.text("number"), " to '",
                            event.target_branch, "'");
}

void read_merge_group(Reader& reader, Event& event) {
  event.head = reader.head("merge_group.head_sha");
  event.base = reader.commit("merge_group.base_sha");
  event.default_branch = reader.branch("repository.default_branch");
  event.what = "merge group";
}

using Read = void (*)(Reader& reader, Event& event);

// nullptr: the event is not about commits.
Read reader_of(std::string_view name) {
  if (name == "push") return read_push;
  if (name == "merge_group") return read_merge_group;
  return name.starts_with("pull_request") ? read_pull_request : nullptr;
}

}  // namespace

absl::Status read_github(const Variables& variables, Event& event) {
  const std::string name = variables("GITHUB_EVENT_NAME");
  if (name.empty()) {
    return absl::InvalidArgumentError("GITHUB_EVENT_NAME is not set");
  }
  const Read read = reader_of(name);
  if (!read) {
    event.scope = Scope::whole;
    event.what = "event '" + name + "'";
    return absl::OkStatus();
  }
  const std::string file = variables("GITHUB_EVENT_PATH");
  absl::StatusOr<Payload> payload = read_payload(file);
  if (!payload.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("GITHUB_EVENT_PATH: ", file.empty() ? "''" : file, " ",
                     payload.status().message()));
  }
  Reader reader(*payload);
  read(reader, event);
  return reader.status;
}

}  // namespace patrol::ci
