// SPDX-License-Identifier: Apache-2.0
//
// A report depends on the objects of a repository only: not on the number of
// threads, not on how git stores them, not on what reads them.
#include <gtest/gtest.h>

#include <sstream>

#include "report/writer.h"
#include "scan/pipeline.h"
#include "support/builtin_examples.h"
#include "support/random_repository.h"

namespace patrol {
namespace {

class ReportOfAHistory : public ::testing::Test {
 protected:
  void SetUp() override {
    auto engine = scan::Engine::create({});
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
    test::RandomHistory history;
    history.planted = test::builtin_example_texts();
    test::Random random(2);
    test::make_history(repo_, history, random);
  }

  // Without what tells one run from the next.
  std::string report(unsigned threads, source::Reader reader,
                     bool whole = false) {
    auto target = scan::git_target(repo_.path(), {}, {reader, UINT64_MAX});
    EXPECT_TRUE(target.ok()) << target.status();
    scan::ScanOptions options;
    options.threads = threads;
    options.line_hashes = true;
    options.whole = whole;
    options.show_suppressed = true;
    options.now = 1767225600;
    auto report = scan::run(**target, *engine_, options);
    EXPECT_TRUE(report.ok()) << report.status();
    EXPECT_TRUE(report->coverage.complete());
    EXPECT_GT(report->findings.size(), 20u);
    report->end_time = report->start_time;
    report->stages.clear();
    std::ostringstream out;
    report::find_format("json")->write(*report, {.show_suppressed = true}, out);
    return out.str();
  }

  void expect_same(const std::string& found, const std::string& what) {
    if (expected_.empty()) expected_ = found;
    if (found == expected_) return;
    std::istringstream a(expected_), b(found);
    std::string left, right;
    while (std::getline(a, left) && std::getline(b, right) && left == right) {
    }
    ADD_FAILURE() << what << " (PATROL_SEED=" << test::seed() << ")\n"
                  << left << "\n"
                  << right;
  }

  test::GitRepository repo_;
  std::unique_ptr<scan::Engine> engine_;
  std::string expected_;
};

TEST_F(ReportOfAHistory, DoesNotDependOnThreadsOrStorage) {
  for (const auto& [storage, name] :
       {std::pair(test::Storage::deltas, "deltas"),
        std::pair(test::Storage::whole, "whole"),
        std::pair(test::Storage::loose, "loose")}) {
    test::store_as(repo_, storage);
    for (const unsigned threads : {1u, 2u, 8u}) {
      expect_same(report(threads, source::Reader::pack),
                  std::string(name) + ", threads: " + std::to_string(threads));
    }
  }
}

TEST_F(ReportOfAHistory, DoesNotDependOnWhatIsSearched) {
  test::store_as(repo_, test::Storage::deltas);
  expect_same(report(2, source::Reader::pack, true), "every version whole");
  expect_same(report(2, source::Reader::pack, false), "what changed");
}

TEST_F(ReportOfAHistory, DoesNotDependOnTheReader) {
  expect_same(report(2, source::Reader::pack), "our own reader");
  expect_same(report(2, source::Reader::libgit2), "libgit2");
}

}  // namespace
}  // namespace patrol
