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
# libdeflate inflates faster, but only what fits into memory.
find_package(ZLIB REQUIRED)
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
# Only its headers: `patrol upload` loads the library itself (net/http.cc).
pkg_check_modules(CURL REQUIRED libcurl)

# Loading thirty shared libraries costs a hook more than its work does. Where
# Debian has the archive beside the shared object, the archive is linked;
# libgit2, libcrypto and toml++ stay shared (their archives are incomplete).
option(PATROL_PREFER_STATIC "Link static archives where there are any" ON)
function(patrol_archive_of shared out)
  string(REGEX REPLACE "\\.so[.0-9]*$" ".a" archive "${shared}")
  if(NOT archive STREQUAL shared AND EXISTS "${archive}")
    set(${out} "${archive}" PARENT_SCOPE)
  else()
    set(${out} "${shared}" PARENT_SCOPE)
  endif()
endfunction()
if(PATROL_PREFER_STATIC)
  get_property(imported DIRECTORY PROPERTY IMPORTED_TARGETS)
  foreach(target IN LISTS imported)
    get_target_property(location ${target} IMPORTED_LOCATION_NONE)
    if(target MATCHES "^absl::" AND location)
      patrol_archive_of("${location}" location)
      set_target_properties(${target} PROPERTIES IMPORTED_LOCATION_NONE "${location}")
    elseif(target MATCHES "^PkgConfig::(HS|RE2|XXHASH|DEFLATE)$")
      get_target_property(libraries ${target} INTERFACE_LINK_LIBRARIES)
      set(archives "")
      foreach(library IN LISTS libraries)
        patrol_archive_of("${library}" library)
        list(APPEND archives "${library}")
      endforeach()
      set_target_properties(${target} PROPERTIES INTERFACE_LINK_LIBRARIES "${archives}")
    endif()
  endforeach()
endif()

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
