// SPDX-License-Identifier: Apache-2.0
#include "ci/payload.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <vector>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace patrol::ci {
namespace {

constexpr std::array<std::string_view, 11> kKept = {
    "after",
    "before",
    "deleted",
    "merge_group.base_sha",
    "merge_group.head_sha",
    "number",
    "pull_request.base.ref",
    "pull_request.base.sha",
    "pull_request.head.sha",
    "ref",
    "repository.default_branch",
};
constexpr std::size_t kLongestPlace = 3;  // in names

// Keeps no tree, so that a hostile payload costs no more than its own size.
class Collector : public nlohmann::json_sax<nlohmann::json> {
 public:
  Payload payload;
  std::string wrong;

  bool null() override { return true; }
  bool boolean(bool value) override { return keep(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    return keep(absl::StrCat(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return keep(absl::StrCat(value));
  }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t& value) override { return keep(value); }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override {
    return place_.empty() ? fail("is a list") : enter();
  }
  bool end_array() override { return leave(); }
  bool key(string_t& name) override {
    const bool dots = name.find('.') != std::string::npos;
    place_.back() = dots ? "" : name;  // a place is of names without dots
    return true;
  }
  bool parse_error(std::size_t at, const std::string&,
                   const nlohmann::json::exception&) override {
    return fail(absl::StrCat("is no JSON at byte ", at));
  }

 private:
  bool enter() {
    if (place_.size() == kDeepestPayload) {
      return fail(absl::StrCat("is nested deeper than ", kDeepestPayload));
    }
    place_.emplace_back();
    return true;
  }
  bool leave() {
    place_.pop_back();
    return true;
  }
  bool fail(std::string why) {
    if (wrong.empty()) wrong = std::move(why);
    return false;
  }
  bool keep(const std::string& value) {
    if (place_.empty()) return fail("is no object");
    if (place_.size() > kLongestPlace) return true;
    const std::string place = absl::StrJoin(place_, ".");
    if (std::binary_search(kKept.begin(), kKept.end(), place)) {
      payload.insert_or_assign(place, value);
    }
    return true;
  }

  std::vector<std::string> place_;  // names, the outermost first; "" in a list
};

}  // namespace

absl::StatusOr<Payload> parse_payload(std::string_view text) {
  if (text.size() > kMostPayload) {
    return absl::InvalidArgumentError(
        absl::StrCat("is larger than ", kMostPayload >> 20, " MiB"));
  }
  Collector collector;
  if (!nlohmann::json::sax_parse(text, &collector)) {
    return absl::InvalidArgumentError(collector.wrong);
  }
  return std::move(collector.payload);
}

absl::StatusOr<Payload> read_payload(const std::string& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    return absl::NotFoundError("is no file");
  }
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error) return absl::NotFoundError("cannot be read");
  // One byte too many is enough to be told that it is too large.
  std::string text(std::min<std::uintmax_t>(size, kMostPayload + 1), '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in) return absl::NotFoundError("cannot be read");
  return parse_payload(text);
}

}  // namespace patrol::ci
