// SPDX-License-Identifier: Apache-2.0
#include "cli/upload_command.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>

#include <CLI/CLI.hpp>

#include "base/mapped_file.h"
#include "cli/exit_code.h"
#include "cli/message.h"
#include "cli/terminal.h"
#include "deliver/code_scanning.h"

namespace patrol::cli {
namespace {

constexpr long kLongestTimeout = 24 * 60 * 60;

// In short steps, so that a signal ends it soon.
bool wait_unless_stopped(long seconds) {
  using namespace std::chrono;
  const auto end = steady_clock::now() + std::chrono::seconds(seconds);
  while (!stop_requested() && steady_clock::now() < end) {
    std::this_thread::sleep_for(milliseconds(50));
  }
  return !stop_requested();
}

absl::StatusOr<deliver::Analysis> analysis_of(const UploadArguments& a) {
  absl::StatusOr<std::string> api = deliver::api_of_host(a.host);
  if (!api.ok()) return api.status();
  const char* const token = std::getenv(a.token_env.c_str());
  deliver::Analysis analysis = {.api = *std::move(api),
                                .repository = a.repository,
                                .ref = a.ref,
                                .commit = a.commit,
                                .token = token ? token : "",
                                .token_name = a.token_env,
                                .sarif = {}};
  if (absl::Status ok = deliver::check_names(analysis); !ok.ok()) return ok;
  return analysis;
}

int undelivered(const absl::Status& status) {
  if (absl::IsCancelled(status)) {
    fail(status);
    return kSignal + stop_signal();
  }
  return fail(status) == kUsage ? kUsage : kDeliveryFailed;
}

}  // namespace

void add_upload_options(CLI::App& app, UploadArguments& a) {
  a.host = "https://api.github.com";
  a.token_env = "GITHUB_TOKEN";
  app.add_option("file", a.file, "A SARIF log, as -f sarif writes it")
      ->type_name("FILE")
      ->required();
  app.add_option("--host", a.host, "The host; http is for 127.0.0.1 only")
      ->type_name("URL")
      ->envname("GITHUB_API_URL")
      ->capture_default_str();
  app.add_option("--repository", a.repository, "Whose alerts they are")
      ->type_name("OWNER/NAME")
      ->envname("GITHUB_REPOSITORY")
      ->required();
  app.add_option("--ref", a.ref, "The ref that was scanned: refs/heads/main")
      ->type_name("REF")
      ->envname("GITHUB_REF")
      ->required();
  app.add_option("--commit", a.commit, "The commit that was scanned, whole")
      ->type_name("ID")
      ->envname("GITHUB_SHA")
      ->required();
  app.add_option("--token-env", a.token_env,
                 "The environment variable that holds the token")
      ->type_name("NAME")
      ->capture_default_str();
  app.add_option("--timeout", a.timeout_s,
                 "Seconds to wait for the host to take it in; 0: do not ask")
      ->type_name("N")
      ->check(CLI::Range(0L, kLongestTimeout))
      ->capture_default_str();
}

int run_upload(const UploadArguments& arguments) {
  absl::StatusOr<deliver::Analysis> analysis = analysis_of(arguments);
  if (!analysis.ok()) return fail(analysis.status());
  const auto file = base::MappedFile::open(arguments.file);
  if (!file.ok()) return undelivered(file.status());
  analysis->sarif = file->bytes();
  const auto transport = net::curl_transport(stop_requested());
  if (!transport.ok()) return undelivered(transport.status());
  const auto id = deliver::upload(*analysis, arguments.timeout_s, *transport,
                                  wait_unless_stopped);
  if (!id.ok()) return undelivered(id.status());
  std::cout << *id << '\n';
  return kClean;
}

}  // namespace patrol::cli
