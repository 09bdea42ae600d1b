# SPDX-License-Identifier: Apache-2.0
include(GNUInstallDirs)
install(TARGETS patrol RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${rule_files} DESTINATION ${CMAKE_INSTALL_DATADIR}/patrol/rules)
install(FILES ${PROJECT_SOURCE_DIR}/docs/patrol.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_SOURCE_DIR}/docs/report.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/patrol)
install(FILES ${PROJECT_SOURCE_DIR}/completions/patrol.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME patrol)
install(FILES ${PROJECT_SOURCE_DIR}/completions/_patrol
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${PROJECT_SOURCE_DIR}/completions/patrol.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/LICENSE
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
