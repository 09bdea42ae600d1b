# SPDX-License-Identifier: Apache-2.0
"""Tokens that look genuine and are nobody's, fresh in every run."""
import base64
import random
import string
import zlib

ALNUM = string.digits + string.ascii_uppercase + string.ascii_lowercase


def base62(number, width):
    digits = ""
    for _ in range(width):
        number, digit = divmod(number, 62)
        digits = ALNUM[digit] + digits
    return digits


def run(rng, length, alphabet=ALNUM):
    return "".join(rng.choice(alphabet) for _ in range(length))


def checked(prefix, rng):
    """GitHub's and npm's shape: 30 characters and their CRC-32."""
    body = run(rng, 30)
    return prefix + body + base62(zlib.crc32(body.encode()), 6)


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def jwt(rng):
    header = base64url(b'{"alg":"HS256","typ":"JWT"}')
    claims = base64url(b'{"sub":"%d"}' % rng.randrange(10**9, 10**10))
    return f"{header}.{claims}.{base64url(rng.randbytes(32))}"


def slack(rng):
    numbers = run(rng, 12, "123456789"), run(rng, 13, "123456789")
    return "-".join(["xoxb", *numbers, run(rng, 24)])


KINDS = {
    "github": lambda rng: checked("ghp" + "_", rng),
    "npm": lambda rng: checked("npm" + "_", rng),
    "gitlab": lambda rng: "glpat" + "-" + run(rng, 20),
    "slack": slack,
    "postgres": lambda rng: f"postgres://app:{run(rng, 24)}@db.corp-9.net",
    "aws-secret": lambda rng: run(rng, 40, ALNUM + "+/"),
    "jwt": jwt,
}


def mint(seed, kind, label):
    """The same three words give the same token."""
    return KINDS[kind](random.Random(f"{seed} {kind} {label}"))
