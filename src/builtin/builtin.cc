// SPDX-License-Identifier: Apache-2.0
#include "builtin/builtin.h"

extern "C" {
extern const char patrol_rules_begin[], patrol_rules_end[];
extern const char patrol_database_begin[], patrol_database_end[];
extern const char patrol_sources_begin[], patrol_sources_end[];
}

namespace patrol::builtin {

std::string_view rules_bytes() {
  return {patrol_rules_begin, patrol_rules_end};
}

std::string_view database_bytes() {
  return {patrol_database_begin, patrol_database_end};
}

std::string_view sources_bytes() {
  return {patrol_sources_begin, patrol_sources_end};
}

}  // namespace patrol::builtin
