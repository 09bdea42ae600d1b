/* SPDX-License-Identifier: Apache-2.0 */
    .section .rodata
    .global patrol_scorer_weights
    .balign 64
patrol_scorer_weights:
    .incbin PATROL_SCORER_WEIGHTS

    .section .note.GNU-stack,"",%progbits
