# SPDX-License-Identifier: Apache-2.0
include(GNUInstallDirs)

# The program writes its own completions, so they go with its options.
set(completions ${PROJECT_BINARY_DIR}/completions)
add_custom_command(
  TARGET patrol POST_BUILD
  COMMAND ${CMAKE_COMMAND} -E make_directory ${completions}
  COMMAND patrol completion bash > ${completions}/patrol.bash
  COMMAND patrol completion zsh > ${completions}/_patrol
  COMMAND patrol completion fish > ${completions}/patrol.fish
  VERBATIM)

install(TARGETS patrol RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${completions}/patrol.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME patrol)
install(FILES ${completions}/_patrol
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${completions}/patrol.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${PROJECT_SOURCE_DIR}/docs/patrol.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(PROGRAMS ${PROJECT_SOURCE_DIR}/ci/bitbucket_insights.sh
        DESTINATION ${CMAKE_INSTALL_DATADIR}/patrol/ci)
# The program has the rules in it; these are to read and to copy from.
install(FILES ${rule_files} DESTINATION ${CMAKE_INSTALL_DATADIR}/patrol/rules)
install(FILES ${PROJECT_SOURCE_DIR}/docs/report.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/patrol)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
              ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/docs/ci.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
