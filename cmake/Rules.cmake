# SPDX-License-Identifier: Apache-2.0
# Embeds the rules: rules/*.toml are loaded and compiled at build time by
# patrol_rulec; the binary carries its outputs as bytes.
enable_language(ASM)

add_executable(patrol_rulec ${PROJECT_SOURCE_DIR}/src/rulec.cc)
target_link_libraries(patrol_rulec PRIVATE patrol_rules patrol_match)

file(GLOB rule_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/rules/*.toml)
set(embedded_dir ${PROJECT_BINARY_DIR}/embedded)
set(embedded ${embedded_dir}/rules.bin ${embedded_dir}/database.bin ${embedded_dir}/sources.bin)
add_custom_command(
  OUTPUT ${embedded}
  COMMAND patrol_rulec ${PROJECT_SOURCE_DIR}/rules ${embedded_dir}
  DEPENDS patrol_rulec ${rule_files}
  COMMENT "Compiling the rules"
  VERBATIM)

configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded.S.in ${embedded_dir}/embedded.S @ONLY)
set_source_files_properties(${embedded_dir}/embedded.S PROPERTIES OBJECT_DEPENDS "${embedded}")
add_library(patrol_builtin STATIC ${PROJECT_SOURCE_DIR}/src/builtin/builtin.cc ${embedded_dir}/embedded.S)
target_link_libraries(patrol_builtin PUBLIC patrol_flags)
target_link_libraries(patrol_scan PUBLIC patrol_builtin)

add_executable(patrol ${PROJECT_SOURCE_DIR}/src/main.cc)
target_link_libraries(patrol PRIVATE patrol_cli)
set_target_properties(patrol PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
