/* SPDX-License-Identifier: Apache-2.0 */
/* The files of the page, each as bytes from its symbol up to <symbol>_end. */
    .macro asset symbol, file
    .global \symbol
    .global \symbol\()_end
\symbol:
    .incbin "\file"
\symbol\()_end:
    .endm

    .section .rodata
    asset patrol_html_page, PATROL_HTML_PAGE
    asset patrol_html_style, PATROL_HTML_STYLE
    asset patrol_html_script, PATROL_HTML_SCRIPT

    .section .note.GNU-stack,"",%progbits
