// SPDX-License-Identifier: Apache-2.0
#include "deliver/code_scanning.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/gzip.h"
#include "model/report.h"

namespace patrol::deliver {

using net::check_url;
using net::Request;
using net::Response;
using net::Transport;
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxRuns = 20, kMaxResults = 25000;
constexpr std::size_t kMaxQuoted = 500;  // of what the host says
constexpr int kTries = 4;
constexpr long kLongestPause = 60;  // seconds, whatever the host asks for
constexpr long kStatusOk = 200, kStatusAccepted = 202, kNotFound = 404;

bool consists_of(std::string_view text, std::string_view more) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || more.find(c) != std::string_view::npos;
  });
}

bool is_repository(std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view repository = name.substr(slash + 1);
  return consists_of(name.substr(0, slash), "-_") &&
         consists_of(repository, "-._") && repository != "." &&
         repository != "..";
}

bool is_commit(std::string_view id) {
  return (id.size() == 40 || id.size() == 64) &&
         id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_ref(std::string_view ref) {
  return ref.starts_with("refs/heads/") || ref.starts_with("refs/tags/") ||
         ref.starts_with("refs/pull/");
}

// A header holds it as it is.
bool is_token(std::string_view token) {
  return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) {
    return c > ' ' && c < '\x7F';
  });
}

// The member, or null: logs and answers are nobody's promise.
const Json& member(const Json& json, const char* name) {
  static const Json kNothing;
  return json.is_object() && json.contains(name) ? json[name] : kNothing;
}

std::string text_of(const Json& json) {
  return json.is_string() ? json.get<std::string>().substr(0, kMaxQuoted) : "";
}

// The name of the tool that wrote the log.
absl::StatusOr<std::string> tool_of(std::string_view text) {
  const Json log = Json::parse(text, nullptr, false);
  const Json& runs = member(log, "runs");
  if (member(log, "version") != "2.1.0" || !runs.is_array() || runs.empty()) {
    return absl::InvalidArgumentError(
        "this is no SARIF 2.1.0 log; write one with: patrol git . -f sarif -o "
        "FILE");
  }
  const bool small = std::all_of(runs.begin(), runs.end(), [](const Json& run) {
    return member(run, "results").size() <= kMaxResults;
  });
  if (runs.size() > kMaxRuns || !small) {
    return absl::InvalidArgumentError(
        "the log has more than 20 runs, or 25,000 results in one, which code "
        "scanning refuses");
  }
  return text_of(member(member(member(runs[0], "tool"), "driver"), "name"));
}

Request request_to(const Analysis& analysis, const std::string& path) {
  return {.url = analysis.api + "/repos/" + analysis.repository +
                 "/code-scanning/sarifs" + path,
          .headers = {"Accept: application/vnd.github+json",
                      "Content-Type: application/json",
                      "X-GitHub-Api-Version: 2022-11-28",
                      "User-Agent: patrol/" + std::string(kVersion),
                      "Expect:",
                      "Authorization: Bearer " + analysis.token},
          .post = false,
          .body = ""};
}

// What to set, by what the host answers.
std::string way_out(const Analysis& analysis, long status) {
  switch (status) {
    case 400:
      return "the host cannot read the log";
    case 401:
      return "the host does not know the token in " + analysis.token_name +
             ": set it to one that has not expired";
    case 403:
      return "the token in " + analysis.token_name +
             " may not: give it 'security-events: write' (of a classic token, "
             "the scope security_events), and turn code scanning on in the "
             "repository; workflows of forks never may";
    case 404:
      return "there is no repository '" + analysis.repository +
             "' that the token in " + analysis.token_name +
             " can see: look at --repository and --host";
    case 413:
      return "the log is too large: scan less, or raise the least severity";
    case 422:
      return "the host does not have commit " + analysis.commit + " on " +
             analysis.ref + ": push it, and look at --commit and --ref";
    default:
      break;
  }
  if (status >= 300 && status < 400) {
    return "the host sends us elsewhere, and a token is not taken along: give "
           "its new address with --host and --repository";
  }
  return "code scanning does not work there now";
}

std::string said(const Response& response) {
  const Json answer = Json::parse(response.body, nullptr, false);
  const std::string message = text_of(member(answer, "message"));
  return " (status " + std::to_string(response.status) +
         (message.empty() ? "" : ": " + message) + ")";
}

absl::Status refusal(const Analysis& analysis, const Response& response) {
  return absl::FailedPreconditionError(way_out(analysis, response.status) +
                                       said(response));
}

// The host is busy or broken, or counts our requests: not our fault.
bool may_help_later(const absl::StatusOr<Response>& response) {
  if (!response.ok()) return absl::IsUnavailable(response.status());
  return response->status >= 500 || response->status == 429 ||
         (response->status == 403 && response->retry_after_s > 0);
}

// Sends until it is answered; a pause doubles, unless the host asks for more.
absl::StatusOr<Response> send(const Request& request,
                              const Transport& transport, const Wait& wait) {
  long pause = 1;
  for (int tries = 1;; ++tries, pause *= 2) {
    absl::StatusOr<Response> response = transport(request);
    if (tries == kTries || !may_help_later(response)) return response;
    const long asked = response.ok() ? response->retry_after_s : 0;
    if (!wait(std::min(kLongestPause, std::max(pause, asked)))) {
      return absl::CancelledError("interrupted: nothing may have arrived");
    }
  }
}

absl::StatusOr<std::string> post(const Analysis& analysis, std::string body,
                                 const Transport& transport, const Wait& wait) {
  Request request = request_to(analysis, "");
  request.post = true;
  request.body = std::move(body);
  absl::StatusOr<Response> response = send(request, transport, wait);
  if (!response.ok()) return response.status();
  if (response->status != kStatusAccepted && response->status != kStatusOk) {
    return refusal(analysis, *response);
  }
  const Json answer = Json::parse(response->body, nullptr, false);
  std::string id = text_of(member(answer, "id"));
  // It becomes a part of the next URL.
  if (!consists_of(id, "-_")) {
    return absl::FailedPreconditionError(
        "the host gives the upload no id: is --host a GitHub?");
  }
  return id;
}

// OK when the host is done; Unavailable when it is not; or why it failed.
absl::Status state_of(const Analysis& analysis, const Response& response) {
  // Just after the upload the host may not know it yet.
  if (response.status == kNotFound) return absl::UnavailableError("");
  if (response.status != kStatusOk) return refusal(analysis, response);
  const Json answer = Json::parse(response.body, nullptr, false);
  const std::string state = text_of(member(answer, "processing_status"));
  if (state == "complete") return absl::OkStatus();
  if (state != "failed") return absl::UnavailableError("");
  std::string why = "the host has refused the log:";
  for (const Json& error : member(answer, "errors")) {
    why += "\n  " + text_of(error);
  }
  return absl::FailedPreconditionError(why);
}

absl::Status await(const Analysis& analysis, const std::string& id,
                   long patience, const Transport& transport,
                   const Wait& wait) {
  const Request request = request_to(analysis, "/" + id);
  for (long waited = 0, pause = 1; waited < patience;
       pause = std::min(2 * pause, kLongestPause)) {
    const long next = std::min(pause, patience - waited);
    if (!wait(next)) {
      return absl::CancelledError("interrupted: the upload has arrived as " +
                                  id + ", and may be taken in yet");
    }
    waited += next;
    const absl::StatusOr<Response> response = send(request, transport, wait);
    if (!response.ok()) return response.status();
    const absl::Status state = state_of(analysis, *response);
    if (!absl::IsUnavailable(state)) return state;
  }
  return absl::DeadlineExceededError(
      "the upload has arrived as " + id + ", but the host has not taken it in "
      "yet; --timeout waits longer, and --timeout 0 does not ask");
}

}  // namespace

absl::StatusOr<std::string> api_of_host(std::string host) {
  while (host.ends_with('/')) host.pop_back();
  if (absl::Status ok = check_url(host); !ok.ok()) return ok;
  const std::size_t begin = host.find("://") + 3;
  const std::string_view name = std::string_view(host).substr(begin);
  const bool whole = name.find('/') != name.npos || name.starts_with("api.");
  if (whole) return host;
  if (name == "github.com" || name.ends_with(".ghe.com")) {
    return host.substr(0, begin) + "api." + host.substr(begin);
  }
  return host + "/api/v3";
}

absl::Status check_names(const Analysis& analysis) {
  if (!is_token(analysis.token)) {
    return absl::InvalidArgumentError(
        "set the environment variable " + analysis.token_name +
        " to a token that may write security events, or name another one with "
        "--token-env");
  }
  if (!is_repository(analysis.repository)) {
    return absl::InvalidArgumentError(
        "--repository '" + analysis.repository + "': write owner/name");
  }
  if (!is_ref(analysis.ref)) {
    return absl::InvalidArgumentError(
        "--ref '" + analysis.ref + "': write it whole, as refs/heads/main");
  }
  if (!is_commit(analysis.commit)) {
    return absl::InvalidArgumentError(
        "--commit '" + analysis.commit +
        "': write the whole id, as git rev-parse HEAD prints it");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> upload_body(const Analysis& analysis) {
  const absl::StatusOr<std::string> tool = tool_of(analysis.sarif);
  if (!tool.ok()) return tool.status();
  const std::string packed = base::gzip(analysis.sarif);
  if (packed.empty() || packed.size() > kMaxUpload) {
    return absl::InvalidArgumentError(
        "the log has more than 10 MB when it is compressed, which code "
        "scanning refuses; scan less, or hold known findings back with -b");
  }
  const Json body = {{"commit_sha", analysis.commit},
                     {"ref", analysis.ref},
                     {"sarif", base::encode_base64(packed)},
                     {"tool_name", *tool}};
  return body.dump(-1, ' ', true, Json::error_handler_t::replace);
}

absl::StatusOr<std::string> upload(const Analysis& analysis,
                                   long patience_s,
                                   const Transport& transport,
                                   const Wait& wait) {
  if (absl::Status ok = check_names(analysis); !ok.ok()) return ok;
  absl::StatusOr<std::string> body = upload_body(analysis);
  if (!body.ok()) return body.status();
  absl::StatusOr<std::string> id =
      post(analysis, *std::move(body), transport, wait);
  if (!id.ok() || patience_s == 0) return id;
  const absl::Status done =
      await(analysis, *id, patience_s, transport, wait);
  if (!done.ok()) return done;
  return id;
}

}  // namespace patrol::deliver
