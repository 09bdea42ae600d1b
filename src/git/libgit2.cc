// SPDX-License-Identifier: Apache-2.0
#include "git/libgit2.h"

#include <iterator>
#include <mutex>

// Where libgit2 is built with mbedTLS, setting it up reads the certificates of
// all authorities, which takes longer than all else that a hook does. patrol
// opens no connection, so there are none: this stands in for the library's
// function (linkers prefer the program's own), and 0 means that all is well.
extern "C" int mbedtls_x509_crt_parse_file(void* /*chain*/,
                                           const char* /*file*/) {
  return 0;
}

namespace patrol::git {

void set_up_libgit2() {
  static std::once_flag once;
  std::call_once(once, [] {
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
    // Extensions that change nothing of what is read here.
    const char* harmless[] = {"partialclone", "preciousobjects"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, harmless, std::size(harmless));
    // Windows keep the mapped part of big packs out of the resident memory.
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, std::size_t{32} << 20);
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, std::size_t{256} << 20);
    for (int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
                      GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA}) {
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
  });
}

}  // namespace patrol::git
