// SPDX-License-Identifier: Apache-2.0
#include "cli/hide_tokens.h"

#include <algorithm>
#include <filesystem>

#include "report/mask.h"
#include "scan/pipeline.h"

namespace patrol::cli {
namespace {

constexpr std::size_t kShortest = 20;  // of what may be a token

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool in_token(char c) {
  return is_letter(c) || is_digit(c) ||
         std::string_view("_-+=/.~").find(c) != std::string_view::npos;
}

bool may_be_token(std::string_view run) {
  return run.size() >= kShortest &&
         std::any_of(run.begin(), run.end(), is_letter) &&
         std::any_of(run.begin(), run.end(), is_digit);
}

bool exists(std::string_view path) {
  std::error_code error;
  return std::filesystem::exists(
      std::filesystem::symlink_status(path, error));
}

// Length of the longest head of `text` before a `separator`, or of all of it,
// that is a path.
std::size_t path_length(std::string_view text, char separator) {
  std::size_t end = text.size();
  while (end > 0 && !exists(text.substr(0, end))) {
    end = text.substr(0, end).rfind(separator);
    if (end == std::string_view::npos) return 0;
  }
  return end;
}

void hide_in_run(std::string_view run, std::string& out) {
  if (may_be_token(run)) {
    const std::size_t path = path_length(run, '/');
    out += run.substr(0, path);
    run.remove_prefix(path);
  }
  out += may_be_token(run) ? report::mask_secret(run) : std::string(run);
}

// A line often begins with the file that it is about: "my file:3:1: …".
void hide_in_line(std::string_view line, std::string& out) {
  const std::size_t path = path_length(line, ':');
  out += line.substr(0, path);
  line.remove_prefix(path);
  while (!line.empty()) {
    const auto end = std::find_if_not(line.begin(), line.end(), in_token);
    const auto length = static_cast<std::size_t>(end - line.begin());
    hide_in_run(line.substr(0, length), out);
    out += line.substr(length, 1);
    line.remove_prefix(std::min(length + 1, line.size()));
  }
}

// A message can be about the engine itself; then the shapes must do.
std::string hide_known(const std::string& text) {
  const auto engine = scan::Engine::create({});
  if (!engine.ok()) return text;
  const auto target = scan::text_target(text);
  scan::ScanOptions options;
  options.show_suppressed = true;
  const absl::StatusOr<Report> report = scan::run(*target, **engine, options);
  return report.ok() ? report::SecretMask(*report, false).apply(text) : text;
}

}  // namespace

std::string hide_tokens(std::string_view message) {
  std::string shown;
  while (!message.empty()) {
    const std::size_t end = std::min(message.find('\n'), message.size());
    hide_in_line(message.substr(0, end), shown);
    shown += message.substr(end, 1);
    message.remove_prefix(std::min(end + 1, message.size()));
  }
  return hide_known(shown);
}

}  // namespace patrol::cli
