// SPDX-License-Identifier: Apache-2.0
#include "deliver/code_scanning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/base64.h"
#include "base/gzip.h"

namespace patrol::deliver {

using net::Request;
using net::Response;
using net::Transport;
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kLog =
    R"({"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},)"
    R"("results":[]}]})";

Analysis analysis() {
  return {.api = "https://host.example/api/v3",
          .repository = "acme/shop",
          .ref = "refs/heads/main",
          .commit = std::string(40, 'c'),
          .token = "made-up",
          .token_name = "NAME",
          .sarif = kLog};
}

// A host that gives these answers, one by one, and a clock that only counts.
struct FakeHost {
  std::deque<absl::StatusOr<Response>> answers;
  std::vector<Request> requests = {};
  std::vector<long> pauses = {};
  std::size_t stop_after = SIZE_MAX;  // pauses

  absl::StatusOr<std::string> take(const Analysis& what, long patience = 100) {
    return upload(
        what, patience,
        [this](const Request& request) {
          requests.push_back(request);
          absl::StatusOr<Response> answer = answers.front();
          answers.pop_front();
          return answer;
        },
        [this](long seconds) {
          pauses.push_back(seconds);
          return pauses.size() < stop_after;
        });
  }
};

Response answer(long status, std::string body, long retry_after = 0) {
  return {.status = status, .body = std::move(body), .retry_after_s = retry_after};
}

const Response kAccepted = answer(202, R"({"id":"id-1"})");
const Response kComplete = answer(200, R"({"processing_status":"complete"})");
const Response kPending = answer(200, R"({"processing_status":"pending"})");

TEST(ApiOfHost, IsWhereEachKindOfHostHasIt) {
  EXPECT_EQ(*api_of_host("https://github.com/"), "https://api.github.com");
  EXPECT_EQ(*api_of_host("https://api.github.com"), "https://api.github.com");
  EXPECT_EQ(*api_of_host("https://acme.ghe.com"), "https://api.acme.ghe.com");
  EXPECT_EQ(*api_of_host("https://git.acme.example"),
            "https://git.acme.example/api/v3");
  EXPECT_EQ(*api_of_host("http://localhost:8080/api/v3"),
            "http://localhost:8080/api/v3");
}

TEST(ApiOfHost, RefusesWhereATokenMustNotGo) {
  for (const char* host :
       {"http://github.com", "http://127.0.0.1.evil.example",
        "http://localhost@evil.example", "https://a@evil.example", "https://",
        "ftp://127.0.0.1", "github.com", "https://a/../b", "https://a?b",
        "http://localhost\r\nx", ""}) {
    EXPECT_EQ(api_of_host(host).status().code(),
              absl::StatusCode::kInvalidArgument)
        << host;
  }
}

TEST(Upload, SendsTheLogAndWaitsUntilItIsTakenIn) {
  FakeHost host{.answers = {kAccepted, answer(404, ""), kPending, kComplete}};
  EXPECT_EQ(*host.take(analysis()), "id-1");
  EXPECT_THAT(host.pauses, ElementsAre(1, 2, 4));
  const Request& sent = host.requests[0];
  EXPECT_TRUE(sent.post);
  EXPECT_EQ(sent.url,
            "https://host.example/api/v3/repos/acme/shop/code-scanning/sarifs");
  EXPECT_EQ(host.requests[3].url, sent.url + "/id-1");
  EXPECT_FALSE(host.requests[3].post);
  EXPECT_THAT(sent.headers, ::testing::Contains("Authorization: Bearer made-up"));
  const auto body = nlohmann::json::parse(sent.body);
  EXPECT_EQ(body["commit_sha"], std::string(40, 'c'));
  EXPECT_EQ(body["ref"], "refs/heads/main");
  EXPECT_EQ(body["tool_name"], "x");
  EXPECT_EQ(*base::decode_base64(body["sarif"].get<std::string>()), base::gzip(kLog));
}

TEST(Upload, DoesNotAskWithoutPatience) {
  FakeHost host{.answers = {kAccepted}};
  EXPECT_TRUE(host.take(analysis(), 0).ok());
  EXPECT_EQ(host.requests.size(), 1u);
}

TEST(Upload, TriesAgainFourTimesInAllAndAsLongApartAsTheHostAsks) {
  FakeHost host{.answers = {answer(503, ""), answer(429, "", 30),
                            absl::UnavailableError("no route"),
                            answer(403, "", 9999)}};
  EXPECT_FALSE(host.take(analysis()).ok());
  EXPECT_THAT(host.pauses, ElementsAre(1, 30, 4));
  FakeHost lasting{.answers = {answer(403, "", 9999), kAccepted}};
  EXPECT_TRUE(lasting.take(analysis(), 0).ok());
  EXPECT_THAT(lasting.pauses, ElementsAre(60));
}

TEST(Upload, DoesNotTryAgainWhatCannotHelp) {
  for (const long status : {301, 400, 401, 403, 404, 413, 422}) {
    FakeHost host{.answers = {answer(status, R"({"message":"said so"})")}};
    const absl::Status refused = host.take(analysis()).status();
    EXPECT_EQ(host.requests.size(), 1u);
    EXPECT_THAT(std::string(refused.message()),
                HasSubstr("(status " + std::to_string(status) + ": said so)"));
    EXPECT_THAT(std::string(refused.message()), Not(HasSubstr("made-up")));
  }
}

TEST(Upload, TellsWhyTheHostHasRefusedTheLog) {
  FakeHost host{
      .answers = {kAccepted,
                  answer(200, R"({"processing_status":"failed",)"
                              R"("errors":["one",2,"three"]})")}};
  EXPECT_EQ(host.take(analysis()).status().message(),
            "the host has refused the log:\n  one\n  \n  three");
}

TEST(Upload, StopsWhenItIsToldTo) {
  FakeHost host{.answers = {kAccepted, kPending}, .requests = {}, .pauses = {},
                .stop_after = 2};
  EXPECT_TRUE(absl::IsCancelled(host.take(analysis()).status()));
}

TEST(Upload, EndsWhenPatienceDoes) {
  FakeHost host{.answers = {kAccepted, kPending, kPending, kPending}};
  EXPECT_TRUE(absl::IsDeadlineExceeded(host.take(analysis(), 5).status()));
  EXPECT_THAT(host.pauses, ElementsAre(1, 2, 2));
}

TEST(Upload, TakesNoAnswerForWhatItIsNot) {
  for (const char* body : {"", "[]", "{", R"({"id":7})", R"({"id":"../x"})",
                           R"({"id":""})", "<html>"}) {
    FakeHost host{.answers = {answer(202, body)}};
    EXPECT_FALSE(host.take(analysis()).ok()) << body;
    EXPECT_EQ(host.requests.size(), 1u);
  }
}

TEST(Upload, SendsNothingThatTheHostWouldRefuse) {
  const auto refused = [](auto change) {
    Analysis wrong = analysis();
    change(wrong);
    FakeHost host{.answers = {kAccepted}};
    return host.take(wrong, 0).status().code() ==
               absl::StatusCode::kInvalidArgument &&
           host.requests.empty();
  };
  for (const char* name : {"", "a", "a/", "/b", "a/b/c", "a/..", "a b/c"}) {
    EXPECT_TRUE(refused([&](Analysis& a) { a.repository = name; })) << name;
  }
  EXPECT_TRUE(refused([](Analysis& a) { a.ref = "main"; }));
  EXPECT_TRUE(refused([](Analysis& a) { a.commit = "c0c0"; }));
  for (const char* token : {"", "a b", "a\r\nX-Y: z", "\xC3\xA9"}) {
    EXPECT_TRUE(refused([&](Analysis& a) { a.token = token; }));
  }
  for (const char* log : {"", "[]", "{}", R"({"version":"2.1.0","runs":[]})",
                          R"({"version":"2.0.0","runs":[{}]})"}) {
    EXPECT_TRUE(refused([&](Analysis& a) { a.sarif = log; })) << log;
  }
  EXPECT_FALSE(refused([](Analysis&) {}));
}

TEST(Upload, RefusesALogOfMoreRunsOrResultsThanTheHostTakes) {
  nlohmann::json log = nlohmann::json::parse(kLog);
  const auto body_of = [&] {
    const std::string text = log.dump();
    Analysis large = analysis();
    large.sarif = text;
    return upload_body(large).ok();
  };
  log["runs"][0]["results"] = std::vector<int>(25000);
  EXPECT_TRUE(body_of());
  log["runs"][0]["results"].push_back(0);
  EXPECT_FALSE(body_of());
  log["runs"] = std::vector<nlohmann::json>(20, nlohmann::json::object());
  EXPECT_TRUE(body_of());
  log["runs"].push_back(nlohmann::json::object());
  EXPECT_FALSE(body_of());
}

}  // namespace
}  // namespace patrol::deliver
