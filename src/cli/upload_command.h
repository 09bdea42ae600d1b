// SPDX-License-Identifier: Apache-2.0
//
// patrol upload: the only command that sends something.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace patrol::cli {

struct UploadArguments {
  std::string file, host, repository, ref, commit;
  std::string token_env;  // the name of a variable, never a token
  long timeout_s = 300;
};

void add_upload_options(CLI::App& app, UploadArguments& arguments);
int run_upload(const UploadArguments& arguments);

}  // namespace patrol::cli
