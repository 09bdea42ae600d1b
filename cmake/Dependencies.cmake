# SPDX-License-Identifier: Apache-2.0
# Everything patrol links to, all of it from Debian's packages.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
find_package(nlohmann_json REQUIRED CONFIG)
find_package(CLI11 REQUIRED CONFIG)
find_package(tomlplusplus REQUIRED CONFIG)
find_package(absl REQUIRED CONFIG)
# libhs is Hyperscan or Vectorscan: both install under this name.
pkg_check_modules(HS REQUIRED IMPORTED_TARGET libhs)
pkg_check_modules(GIT2 REQUIRED IMPORTED_TARGET libgit2)
pkg_check_modules(DEFLATE REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# The flags of every target of ours.
add_library(patrol_flags INTERFACE)
target_compile_options(patrol_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  # GCC 12 warns of overlap in std::string operator+ where there is none
  # (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${PATROL_WERROR}>:-Werror>)
if(PATROL_SANITIZE)
  target_compile_options(patrol_flags INTERFACE
    -fsanitize=${PATROL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(patrol_flags INTERFACE -fsanitize=${PATROL_SANITIZE})
endif()
target_include_directories(patrol_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
