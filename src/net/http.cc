// SPDX-License-Identifier: Apache-2.0
//
// The library is loaded by the name of its binary interface, which has been
// the same since 2006, and its header gives the types.
#include "net/http.h"

#include <curl/curl.h>
#include <dlfcn.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace patrol::net {
namespace {

constexpr const char* kLibrary = "libcurl.so.4";
constexpr long kConnectSeconds = 15, kAnswerSeconds = 120;

// Its functions. Never unloaded: it may leave threads of a resolver behind.
struct Curl {
  decltype(&::curl_global_init) global_init;
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_setopt) easy_setopt;
  decltype(&::curl_easy_perform) easy_perform;
  decltype(&::curl_easy_getinfo) easy_getinfo;
  decltype(&::curl_easy_strerror) easy_strerror;
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_slist_append) slist_append;
  decltype(&::curl_slist_free_all) slist_free_all;
};

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

absl::StatusOr<Curl> load() {
  Curl curl{};
  void* const library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  const bool found = library != nullptr &&
                     find(library, "curl_global_init", curl.global_init) &&
                     find(library, "curl_easy_init", curl.easy_init) &&
                     find(library, "curl_easy_setopt", curl.easy_setopt) &&
                     find(library, "curl_easy_perform", curl.easy_perform) &&
                     find(library, "curl_easy_getinfo", curl.easy_getinfo) &&
                     find(library, "curl_easy_strerror", curl.easy_strerror) &&
                     find(library, "curl_easy_cleanup", curl.easy_cleanup) &&
                     find(library, "curl_slist_append", curl.slist_append) &&
                     find(library, "curl_slist_free_all", curl.slist_free_all);
  if (!found || curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    return absl::FailedPreconditionError(
        std::string(kLibrary) +
        " cannot be loaded; on Debian: apt-get install libcurl4");
  }
  return curl;
}

std::string_view host_of(std::string_view url) {
  const std::size_t mark = url.find("://");
  std::string_view rest = url.substr(mark + 3);
  rest = rest.substr(0, rest.find('/'));
  const std::size_t bracket = rest.find(']');
  return rest.substr(0, rest.find(':', bracket == std::string_view::npos
                                           ? 0
                                           : bracket));
}

bool is_this_machine(std::string_view host) {
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

// What a host name, its port and a path may hold. No '@': a user in front of
// the host would hide which host it is.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') ||
           std::string_view(".-:/_~[]").find(c) != std::string_view::npos;
  });
}

// Called by libcurl; taking less than `count` ends the transfer.
std::size_t take(const char* bytes, std::size_t size, std::size_t count,
                 void* body) {
  auto& text = *static_cast<std::string*>(body);
  if (text.size() + size * count > kMaxResponse) return 0;
  text.append(bytes, size * count);
  return size * count;
}

// Called by libcurl about once a second; all but 0 ends the transfer.
int stopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

bool may_help_later(CURLcode code) {
  return code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
         code == CURLE_OPERATION_TIMEDOUT || code == CURLE_GOT_NOTHING ||
         code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
         code == CURLE_PARTIAL_FILE;
}

using Handle = std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)>;

void limit(const Curl& curl, CURL* handle, const Request& request,
           const std::atomic<bool>& stop) {
  const bool here = is_this_machine(host_of(request.url));
  curl.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, here ? "http,https" : "https");
  curl.easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl.easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl.easy_setopt(handle, CURLOPT_TIMEOUT, kAnswerSeconds);
  if (here) curl.easy_setopt(handle, CURLOPT_NOPROXY, "*");
  curl.easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl.easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, stopped);
  curl.easy_setopt(handle, CURLOPT_XFERINFODATA, &stop);
}

List headers_of(const Curl& curl, const Request& request) {
  List list(nullptr, curl.slist_free_all);
  for (const std::string& header : request.headers) {
    curl_slist* const longer = curl.slist_append(list.get(), header.c_str());
    if (longer == nullptr) continue;
    (void)list.release();
    list.reset(longer);
  }
  return list;
}

absl::StatusOr<Response> answer(const Curl& curl, CURL* handle, CURLcode code,
                                Response response, const Request& request) {
  if (code != CURLE_OK) {
    const std::string why =
        std::string(host_of(request.url)) + ": " + curl.easy_strerror(code);
    if (code == CURLE_ABORTED_BY_CALLBACK) return absl::CancelledError(why);
    if (may_help_later(code)) return absl::UnavailableError(why);
    return absl::FailedPreconditionError(why);
  }
  curl_off_t wait = 0;
  curl.easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &response.status);
  curl.easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait);
  response.retry_after_s = static_cast<long>(wait);
  return response;
}

absl::StatusOr<Response> send(const Curl& curl, const Request& request,
                              const std::atomic<bool>& stop) {
  const Handle handle(curl.easy_init(), curl.easy_cleanup);
  if (!handle) return absl::ResourceExhaustedError("libcurl: no memory");
  const List headers = headers_of(curl, request);
  Response response;
  limit(curl, handle.get(), request, stop);
  curl.easy_setopt(handle.get(), CURLOPT_URL, request.url.c_str());
  curl.easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  curl.easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, take);
  curl.easy_setopt(handle.get(), CURLOPT_WRITEDATA, &response.body);
  if (request.post) {
    curl.easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl.easy_setopt(handle.get(), CURLOPT_POSTFIELDS, request.body.data());
  }
  const CURLcode code = curl.easy_perform(handle.get());
  return answer(curl, handle.get(), code, std::move(response), request);
}

}  // namespace

absl::StatusOr<Transport> curl_transport(const std::atomic<bool>& stop) {
  absl::StatusOr<Curl> curl = load();
  if (!curl.ok()) return curl.status();
  return Transport([curl = *curl, &stop](const Request& request) {
    return send(curl, request, stop);
  });
}

absl::Status check_url(const std::string& url) {
  const bool secure = url.starts_with("https://");
  const bool whole = (secure || url.starts_with("http://")) && is_plain(url) &&
                     !host_of(url).empty() && url.find("..") == url.npos;
  if (!whole) {
    return absl::InvalidArgumentError(
        "'" + url + "' is no host; write https://github.example.com");
  }
  if (!secure && !is_this_machine(host_of(url))) {
    return absl::InvalidArgumentError(
        "'" + url + "': a token goes by https only; http is for 127.0.0.1");
  }
  return absl::OkStatus();
}

}  // namespace patrol::net
