# SPDX-License-Identifier: Apache-2.0
#
# A pack of 100,000 tiny objects takes little memory; of 3 million see the same
# test among the slow ones.
exec bash "$(dirname "$0")/../slow/many_objects.sh" 100000 128
