# SPDX-License-Identifier: Apache-2.0
"""hostile_pack.py FOLDER TOKEN: writes a pack and its index that no git writes.

A blob with TOKEN and a chain of 5,000 deltas, each of which adds a line; a blob
of 300 MB that inflates a thousandfold, with TOKEN at its end; a delta that
claims a result of 4 GB.
"""
import hashlib
import struct
import sys
import zlib

DEPTH = 5000


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out) + bytes([number])


def header(kind, size):
    first = kind << 4 | size & 15
    if size < 16:
        return bytes([first])
    return bytes([first | 128]) + varint(size >> 4)


def back(distance):
    out = [distance & 127]
    while distance := distance >> 7:
        distance -= 1
        out.insert(0, 128 | distance & 127)
    return bytes(out)


def copy(size):
    return bytes([0x80 | 0x70]) + struct.pack("<I", size)[:3]


def main():
    folder, token = sys.argv[1], sys.argv[2].encode()
    pack = bytearray(b"PACK" + struct.pack(">II", 2, DEPTH + 3))
    offsets = []

    def add(kind, data, packed=None, base=None):
        offsets.append(len(pack))
        pack.extend(header(kind, len(data)))
        if base is not None:
            pack.extend(back(offsets[-1] - base))
        pack.extend(packed or zlib.compress(data))
        return offsets[-1]

    text = b'token = "' + token + b'"\n'
    last, size = add(3, text), len(text)
    for number in range(DEPTH):
        line = b"%08d\n" % number
        delta = varint(size) + varint(size + len(line)) + copy(size)
        last = add(6, delta + bytes([len(line)]) + line, base=last)
        size += len(line)
    add(6, varint(size) + varint(4 << 30) + copy(size), base=last)
    add(3, b"\n" * 300_000_000 + text)
    pack += hashlib.sha1(pack).digest()

    entries = sorted((hashlib.sha1(b"%d" % at).digest(), at) for at in offsets)
    index = bytearray(b"\377tOc" + struct.pack(">I", 2))
    for byte in range(256):
        index += struct.pack(">I", sum(i[0] <= byte for i, _ in entries))
    index += b"".join(i for i, _ in entries) + b"\0\0\0\0" * len(entries)
    index += b"".join(struct.pack(">I", at) for _, at in entries)
    index += pack[-20:]
    index += hashlib.sha1(index).digest()
    open(folder + "/pack-hostile.pack", "wb").write(pack)
    open(folder + "/pack-hostile.idx", "wb").write(index)


main()
