# SPDX-License-Identifier: Apache-2.0
# One static library a folder of src/. What a layer may link is what it may
# include; tests/lint checks the includes themselves.
function(patrol_layer name)
  cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cc)
  if(NOT sources)
    return()
  endif()
  add_library(patrol_${name} STATIC ${sources})
  target_link_libraries(patrol_${name} PUBLIC patrol_flags ${ARG_USES})
endfunction()

patrol_layer(base USES absl::status absl::statusor absl::strings OpenSSL::Crypto PkgConfig::XXHASH ZLIB::ZLIB tomlplusplus::tomlplusplus)
patrol_layer(model USES patrol_base absl::hash)
patrol_layer(git USES patrol_model absl::flat_hash_map absl::flat_hash_set PkgConfig::GIT2 PkgConfig::DEFLATE ZLIB::ZLIB Threads::Threads)
patrol_layer(rules USES patrol_model)
patrol_layer(verify USES patrol_model OpenSSL::Crypto nlohmann_json::nlohmann_json)
patrol_layer(match USES patrol_model PkgConfig::HS PkgConfig::RE2)
patrol_layer(decode USES patrol_model)
patrol_layer(source USES patrol_git Threads::Threads)
patrol_layer(attribute USES patrol_git)
patrol_layer(ci USES patrol_git nlohmann_json::nlohmann_json)
patrol_layer(filter USES patrol_model PkgConfig::RE2)
# The scorer's weights are a data file of bytes.
enable_language(ASM)
set(weights ${PROJECT_SOURCE_DIR}/src/filter/scorer.weights)
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/filter/scorer_weights.S PROPERTIES
  OBJECT_DEPENDS ${weights} COMPILE_DEFINITIONS "PATROL_SCORER_WEIGHTS=\"${weights}\"")
target_sources(patrol_filter PRIVATE ${PROJECT_SOURCE_DIR}/src/filter/scorer_weights.S)
patrol_layer(report USES patrol_model nlohmann_json::nlohmann_json)
patrol_layer(net USES patrol_base ${CMAKE_DL_LIBS})
target_include_directories(patrol_net SYSTEM PRIVATE ${CURL_INCLUDE_DIRS})
patrol_layer(deliver USES patrol_model patrol_net nlohmann_json::nlohmann_json)
# The page of html reports.
set(html ${PROJECT_SOURCE_DIR}/src/report/html)
set_source_files_properties(${html}/assets.S PROPERTIES
  OBJECT_DEPENDS "${html}/page.html;${html}/style.css;${html}/script.js"
  COMPILE_DEFINITIONS "PATROL_HTML_PAGE=\"${html}/page.html\";PATROL_HTML_STYLE=\"${html}/style.css\";PATROL_HTML_SCRIPT=\"${html}/script.js\"")
target_sources(patrol_report PRIVATE ${html}/assets.S)
patrol_layer(scan USES patrol_source patrol_match patrol_decode patrol_verify patrol_attribute
             patrol_filter patrol_report patrol_rules)
patrol_layer(cli USES patrol_scan patrol_ci patrol_deliver CLI11::CLI11)
