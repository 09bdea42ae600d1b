// SPDX-License-Identifier: Apache-2.0
#include "report/uri.h"

#include <gtest/gtest.h>

namespace patrol::report {
namespace {

std::string uri_of(std::string_view path) {
  Report report;
  report.target = "git";
  return artifact_uri(report, Location{}, path);
}

std::string uri_of_place(Place place, std::string target = "git") {
  Report report;
  report.target = std::move(target);
  Location at;
  at.place = place;
  return artifact_uri(report, at, "");
}

TEST(ArtifactUri, EncodesAllBytesThatAUriCannotHold) {
  EXPECT_EQ(uri_of("src/old dir/caf\xC3\xA9.py"), "src/old%20dir/caf%C3%A9.py");
  EXPECT_EQ(uri_of("a\n\x1b\xFF</script>"), "a%0A%1B%FF%3C/script%3E");
  EXPECT_EQ(uri_of("50%/a?b#c"), "50%25/a%3Fb%23c");
}

TEST(ArtifactUri, TakesNoPathForAScheme) {
  EXPECT_EQ(uri_of("https://example.com/x"), "https%3A/example.com/x");
}

TEST(ArtifactUri, StaysBelowTheRoot) {
  EXPECT_EQ(uri_of("./a/./b"), "a/b");
  EXPECT_EQ(uri_of("../../etc/x"), "etc/x");
  EXPECT_EQ(uri_of("a/../../x"), "x");
  EXPECT_EQ(uri_of("/etc/x"), "etc/x");
  EXPECT_EQ(uri_of("a//b/"), "a/b");
  EXPECT_EQ(uri_of(".."), ".git/unnamed-object");
}

TEST(ArtifactUri, OfAFileIsRelativeToTheWorkingDirectoryOrAbsolute) {
  const auto uri = [](std::string_view path) {
    Report report;
    report.target = "dir";
    report.working_dir = "/srv/repo";
    return artifact_uri(report, Location{}, path);
  };
  EXPECT_EQ(uri("src/a"), "src/a");
  EXPECT_EQ(uri("/srv/repo/src/a"), "src/a");
  EXPECT_EQ(uri("/srv/repository/a b"), "file:///srv/repository/a%20b");
  EXPECT_EQ(uri("../a"), "file:///srv/a");
  EXPECT_EQ(uri("../repo/a"), "a");
}

TEST(ArtifactUri, HasAStableStandInForWhatHasNoPath) {
  EXPECT_EQ(uri_of_place(Place::commit_message), ".git/commit-message");
  EXPECT_EQ(uri_of_place(Place::tag_message), ".git/tag-message");
  EXPECT_EQ(uri_of_place(Place::commit_header), ".git/commit-header");
  EXPECT_EQ(uri_of_place(Place::tag_header), ".git/tag-header");
  EXPECT_EQ(uri_of_place(Place::note), ".git/note");
  EXPECT_EQ(uri_of_place(Place::content), ".git/unnamed-object");
  EXPECT_EQ(uri_of_place(Place::content, "stdin"), ".git/standard-input");
}

TEST(RepositoryUri, DropsUserAndPassword) {
  EXPECT_EQ(repository_uri("https://u:p@example.com/o/r.git"),
            "https://example.com/o/r.git");
  EXPECT_EQ(repository_uri("https://example.com/o/r"),
            "https://example.com/o/r");
}

TEST(RepositoryUri, WritesTheShortFormOfSshAddressesInFull) {
  EXPECT_EQ(repository_uri("git@example.com:o/r.git"),
            "ssh://example.com/o/r.git");
}

TEST(RepositoryUri, IsEmptyForWhatOthersCannotFollow) {
  EXPECT_EQ(repository_uri("/srv/git/r.git"), "");
  EXPECT_EQ(repository_uri("../r"), "");
  EXPECT_EQ(repository_uri("file:///srv/r"), "");
  EXPECT_EQ(repository_uri("C:/r"), "");
  EXPECT_EQ(repository_uri(""), "");
  EXPECT_EQ(repository_uri("https://u@"), "");
  EXPECT_EQ(repository_uri("https://example.com/a b"), "");
  EXPECT_EQ(repository_uri("git@example.com:a b"), "");
}

TEST(WebUri, IsThePageWhenOneCanGoThere) {
  EXPECT_EQ(web_uri("https://a.example/x#y"), "https://a.example/x#y");
  EXPECT_EQ(web_uri("https://a.example/x y"), "");
  EXPECT_EQ(web_uri("javascript:alert(1)"), "");
}

}  // namespace
}  // namespace patrol::report
