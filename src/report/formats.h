// SPDX-License-Identifier: Apache-2.0
//
// The writer of each format; writer.cc lists them. A new format is a function
// here, a row there and a file of its own.
#pragma once

#include <ostream>

#include "report/writer.h"

namespace patrol::report {

// For people at a terminal and in logs. The only format with colour.
void write_text(const Report& report, const WriteOptions& options,
                std::ostream& out);

// One document; docs/report.schema.json describes it.
void write_json(const Report& report, const WriteOptions& options,
                std::ostream& out);

// One finding a line, then one line of type "summary".
void write_ndjson(const Report& report, const WriteOptions& options,
                  std::ostream& out);

// SARIF 2.1.0, by default as GitHub code scanning takes it. Never shows secrets,
// and suppressed findings in the generic profile only, whatever the options say:
// code scanning shows alerts to more people than may see a secret, and opens an
// alert for a suppressed result too.
void write_sarif(const Report& report, const WriteOptions& options,
                 std::ostream& out);

// For spreadsheets: RFC 4180, one record a place. This and all formats below
// never show secrets, whatever the options say.
void write_csv(const Report& report, const WriteOptions& options,
               std::ostream& out);

// For CI servers: a failed test case a finding.
void write_junit(const Report& report, const WriteOptions& options,
                 std::ostream& out);

// Annotations of GitHub Actions, for standard output of a step.
void write_github(const Report& report, const WriteOptions& options,
                  std::ostream& out);

// GitLab's report of secret detection, an artifact of a job.
void write_gitlab(const Report& report, const WriteOptions& options,
                  std::ostream& out);

// For people in a browser: one file that loads nothing, with filters and a
// timeline.
void write_html(const Report& report, const WriteOptions& options,
                std::ostream& out);

// For the summary of a CI job: below 1 MiB.
void write_markdown(const Report& report, const WriteOptions& options,
                    std::ostream& out);

}  // namespace patrol::report
