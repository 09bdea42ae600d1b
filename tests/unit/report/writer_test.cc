// SPDX-License-Identifier: Apache-2.0
//
// What must hold for every format: no secret gets out, no hostile text gets
// through, the same report gives the same bytes, and the reports are what
// their schemas say (tests/conformance/check_report.py).
#include "report/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "report/utf8.h"
#include "unit/report/sample_report.h"

namespace patrol::report {
namespace {

using testing::empty_report;
using testing::finding_of;
using ::testing::HasSubstr;
using testing::kKey;
using testing::kPassword;
using testing::kToken;
using testing::location_of;
using ::testing::Not;
using testing::SampleReport;
using testing::written;

constexpr WriteOptions kAll = {
    .show_suppressed = true, .colour = false, .stats = true};

// Of every kind of hostile byte, and the token itself.
const std::string kHostile =
    "a b\n\x1b[31m\xFF</script>\xC3\xA9\xE2\x80\xAE\xC2\x9B" + kToken;

// A report with `text` in every member that a repository controls.
class HostileReport {
 public:
  explicit HostileReport(const std::string& text) {
    Report& report = sample_.get();
    report.target_path = report.selection = text;
    report.repository_url = "https://example.com/" + text;
    report.head_ref = "refs/heads/" + text;
    report.coverage.add_gap(GapReason::unreadable, text, text);
    report.stages.clear();
    for (Finding& finding : report.findings) fill(finding, text);
    for (Finding& finding : report.suppressed) fill(finding, text);
  }
  const Report& get() { return sample_.get(); }

 private:
  static void fill(Finding& finding, const std::string& text) {
    finding.verdict.reason = text;
    finding.verdict.facts = {{"account", text}};
    for (Location& at : finding.locations) {
      at.path = at.author = text;
      at.ref = "refs/heads/" + text;
    }
    Location unnamed = finding.locations[0];
    unnamed.path = "";
    finding.locations.insert(finding.locations.begin() + 1, unnamed);
  }

  SampleReport sample_;
};

TEST(Formats, AreListedWithTextFirst) {
  std::vector<std::string_view> names;
  for (const Format& format : formats()) names.push_back(format.name);
  EXPECT_EQ(names,
            (std::vector<std::string_view>{"text", "json", "ndjson", "sarif",
                                           "html", "csv", "junit", "gitlab",
                                           "markdown", "github"}));
  for (const Format& format : formats()) {
    EXPECT_EQ(find_format(format.name), &format);
    EXPECT_TRUE(format.extension.empty() || format.extension.starts_with('.'));
    EXPECT_FALSE(format.summary.empty());
  }
}

TEST(Formats, DoNotKnowOtherNames) {
  EXPECT_EQ(find_format("xml"), nullptr);
  EXPECT_EQ(find_format(""), nullptr);
}

TEST(EveryFormat, HidesThePlantedSecrets) {
  SampleReport sample;
  for (const Format& format : formats()) {
    const std::string text = written(format.name, sample.get(), kAll);
    EXPECT_THAT(text, Not(HasSubstr(kToken.substr(4)))) << format.name;
    EXPECT_THAT(text, Not(HasSubstr(kPassword))) << format.name;
    EXPECT_THAT(text, Not(HasSubstr("PlantedPlanted"))) << format.name;
    EXPECT_THAT(text, Not(HasSubstr(std::string(5, 'q')))) << format.name;
  }
}

TEST(EveryFormat, HidesASecretThatStandsInAnotherText) {
  HostileReport hostile(kHostile);
  for (const Format& format : formats()) {
    EXPECT_THAT(written(format.name, hostile.get(), kAll),
                Not(HasSubstr(kToken.substr(4))))
        << format.name;
  }
}

TEST(EveryFormat, HidesAShortSecretThatNamesAFile) {
  const Rule rule = testing::rule_of("a", "A", Severity::low);
  Location at = location_of("config/" + kPassword, 1);
  at.place = Place::file_name;
  Report report = empty_report();
  report.findings = {finding_of(rule, kPassword, at)};
  for (const Format& format : formats()) {
    EXPECT_THAT(written(format.name, report), Not(HasSubstr(kPassword)))
        << format.name;
  }
}

TEST(EveryFormat, TellsHowASecretIsEncoded) {
  SampleReport sample;
  for (const Format& format : formats()) {
    EXPECT_THAT(written(format.name, sample.get()), Not(HasSubstr("percent")));
  }
  Encodings& encodings = sample.get().findings[0].locations[0].encodings;
  encodings = Encodings().with(Encoding::percent).with(Encoding::base64);
  for (const Format& format : formats()) {
    EXPECT_THAT(written(format.name, sample.get()),
                HasSubstr("base64 in percent"))
        << format.name;
  }
}

// The lines of a format that ends them with CR LF.
std::string with_line_feeds(std::string text) {
  for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos;) {
    text.erase(at, 1);
  }
  return text;
}

TEST(EveryFormat, TellsWhatATokenTells) {
  SampleReport sample;
  sample.get().findings[0].verdict.facts = {{"account", "Zebra77"}};
  for (const Format& format : formats()) {
    EXPECT_THAT(written(format.name, sample.get()), HasSubstr("Zebra77"))
        << format.name;
  }
}

TEST(EveryFormat, LetsNoHostileByteThrough) {
  HostileReport hostile(kHostile);
  for (const Format& format : formats()) {
    std::string text = written(format.name, hostile.get(), kAll);
    EXPECT_TRUE(is_utf8(text)) << format.name;
    if (format.name == "csv") text = with_line_feeds(text);
    for (const char* bad : {"\x1b", "\xE2\x80\xAE", "\xC2\x9B", "\r"}) {
      EXPECT_THAT(text, Not(HasSubstr(bad))) << format.name;
    }
  }
}

TEST(EveryFormat, WritesOneLineForAPathOfSeveral) {
  HostileReport hostile("a\nb");
  HostileReport plain("a b");
  for (const Format& format : formats()) {
    const auto lines = [&](const Report& report) {
      const std::string text = written(format.name, report, kAll);
      return std::count(text.begin(), text.end(), '\n');
    };
    EXPECT_EQ(lines(hostile.get()), lines(plain.get())) << format.name;
  }
}

TEST(EveryFormat, GivesTheSameBytesForTheSameReport) {
  SampleReport first, second;
  for (const Format& format : formats()) {
    EXPECT_EQ(written(format.name, first.get(), kAll),
              written(format.name, second.get(), kAll))
        << format.name;
  }
}

TEST(EveryFormat, DoesNotDependOnTheFlagsOfTheStream) {
  SampleReport sample;
  for (const Format& format : formats()) {
    std::ostringstream out;
    out << std::hex << std::showbase << std::setfill('*');
    format.write(sample.get(), {}, out);
    EXPECT_EQ(out.str(), written(format.name, sample.get())) << format.name;
  }
}

TEST(JsonFormats, KeepAHostilePathAsItIs) {
  HostileReport hostile("a\n\x1b</script> \xC3\xA9");
  const auto report =
      nlohmann::json::parse(written("json", hostile.get(), kAll));
  EXPECT_EQ(report["findings"][0]["locations"][0]["path"],
            "a\n\x1b</script> \xC3\xA9");
}

// --- conformance -----------------------------------------------------------

namespace fs = std::filesystem;

int exit_status(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Conformance : public ::testing::TestWithParam<std::string> {
 protected:
  static constexpr int kSkipped = 77;

  // The exit status of the checker for this report.
  int check(const Report& report, const WriteOptions& options = {}) {
    const fs::path file =
        fs::path(::testing::TempDir()) /
        ("patrol-conformance-" + std::to_string(getpid()) + "." + GetParam());
    std::ofstream(file, std::ios::binary)
        << written(GetParam(), report, options);
    const fs::path script =
        fs::path(__FILE__).parent_path() / "../../conformance" / checker();
    const int status = exit_status("python3 '" + script.string() + "' " +
                                   GetParam() + " '" + file.string() + "'");
    fs::remove(file);
    return status;
  }

  static std::string checker() {
    const std::string name = GetParam();
    const bool data = name == "json" || name == "ndjson" || name == "sarif";
    return data ? "check_report.py" : "check_formats.py";
  }

  void SetUp() override {
    if (exit_status("python3 -c 'import jsonschema' 2>/dev/null") != 0) {
      GTEST_SKIP() << "python3-jsonschema is not installed";
    }
  }
};

TEST_P(Conformance, OfACleanReport) { EXPECT_EQ(check(empty_report()), 0); }

TEST_P(Conformance, OfAReportWithFindings) {
  SampleReport sample;
  sample.get().findings[0].locations[0].encodings =
      Encodings().with(Encoding::base64).with(Encoding::utf16);
  EXPECT_EQ(check(sample.get()), 0);
  EXPECT_EQ(check(sample.get(), kAll), 0);
}

TEST_P(Conformance, OfAPartialReport) {
  Report report = empty_report();
  report.interrupted = true;
  report.coverage.add_gap(GapReason::interrupted, "by SIGINT");
  EXPECT_EQ(check(report), 0);
}

TEST_P(Conformance, OfAReportFullOfHostileText) {
  HostileReport hostile(kHostile);
  EXPECT_EQ(check(hostile.get(), kAll), 0);
}

TEST_P(Conformance, RefusesAReportThatIsWrong) {
  const Rule rule = testing::rule_of("", "", Severity::low);
  Report report = empty_report();
  report.findings = {finding_of(rule, kToken, location_of("a", 1))};
  report.findings[0].fingerprint = "";
  EXPECT_EQ(check(report), 1);
}

INSTANTIATE_TEST_SUITE_P(OfFormat, Conformance,
                         ::testing::Values("json", "ndjson", "sarif", "html",
                                           "csv", "junit", "gitlab", "markdown",
                                           "github"),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace patrol::report
