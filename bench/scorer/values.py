# SPDX-License-Identifier: Apache-2.0
"""Values for the training of the scorer: secrets as people and programs make
them, and look-alikes. A generator is a function of a Random and a list of words;
those of HELD_OUT are never trained on."""
import base64
import string

LETTERS, DIGITS = string.ascii_letters, string.digits
LEET = str.maketrans("aeios", "@310$")


def text(rng, alphabet, low, high):
    return "".join(rng.choice(alphabet) for _ in range(rng.randint(low, high)))


def word(rng, words):
    return rng.choice(words)


def pad(rng):
    """What services make people add to a word."""
    return rng.choice([str(rng.randint(1950, 2026)), text(rng, DIGITS, 1, 4),
                       text(rng, DIGITS, 1, 3) + rng.choice("!@#$*?.")])


def chosen_word(rng, words):
    return rng.choice([str.lower, str.capitalize])(word(rng, words)) + pad(rng)


def chosen_sign(rng, words):
    return word(rng, words).capitalize() + rng.choice("@#!_$") + pad(rng)


def chosen_mixed(rng, words):
    letters = word(rng, words)[:rng.randint(2, 5)]
    return letters.capitalize() + text(rng, LETTERS + DIGITS, 2, 4) + pad(rng)


def machine_password(rng, _):
    return text(rng, LETTERS + DIGITS + "!@#%^&*-_=+?", 10, 24)


def machine_short(rng, _):
    return text(rng, LETTERS + DIGITS, 8, 14)


def alphanumeric(rng, _):
    return text(rng, LETTERS + DIGITS, 16, 64)


def hexadecimal(rng, _):
    digits = rng.choice(["0123456789abcdef", "0123456789ABCDEF"])
    size = rng.choice([24, 32, 32, 40, 48, 64])
    return text(rng, digits, size, size)


def base64_key(rng, _):
    return base64.b64encode(rng.randbytes(rng.randint(12, 48))).decode()


def base36_key(rng, _):
    return text(rng, string.ascii_lowercase + DIGITS, 16, 40)


def chosen_pair(rng, words):
    first, second = word(rng, words), word(rng, words)
    if rng.random() < 0.5:
        first, second = first.capitalize(), second.capitalize()
    return first + rng.choice(["", "", "-", "_", "@"]) + second + pad(rng)


def chosen_before(rng, words):
    return pad(rng) + rng.choice([str.lower, str.capitalize, str.upper])(
        word(rng, words)) + rng.choice(["", "!", "#", "$"])


def syllables(rng, _):
    letters = "".join(rng.choice("bcdfghjklmnprstvwxz") + rng.choice("aeiou")
                      for _ in range(rng.randint(2, 4)))
    return letters + text(rng, DIGITS, 2, 4)


def code_groups(rng, _):
    size, joint = rng.choice([4, 5, 6]), rng.choice("-.:_")
    letters = rng.choice([string.ascii_lowercase, string.ascii_uppercase])
    return joint.join(text(rng, letters + DIGITS, size, size)
                      for _ in range(rng.randint(3, 5)))


def key_of_signs(rng, _):
    return text(rng, LETTERS + DIGITS + "-_.~+/", 18, 48)


def upper_key(rng, _):
    return text(rng, string.ascii_uppercase + DIGITS, 12, 40)


def chosen_leet(rng, words):
    return word(rng, words).translate(LEET).capitalize() + pad(rng)


def chosen_two_words(rng, words):
    return word(rng, words).capitalize() + text(rng, DIGITS, 1, 3) + rng.choice(
        ["", "-", ".", "&"]) + word(rng, words) + rng.choice(["", "!", "?"])


def pronounceable(rng, _):
    syllables = [rng.choice("bdfgklmnprstvz") + rng.choice("aeiou")
                 for _ in range(rng.randint(3, 5))]
    at = rng.randrange(len(syllables))
    syllables[at] = syllables[at].capitalize() + rng.choice(DIGITS)
    return "".join(syllables)


def base64url_key(rng, _):
    return base64.urlsafe_b64encode(
        rng.randbytes(rng.randint(15, 40))).decode().rstrip("=")


def base32_key(rng, _):
    return text(rng, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16, 52)


def prefixed_key(rng, words):
    return f"{word(rng, words)[:4]}_{text(rng, LETTERS + DIGITS, 20, 36)}"


SECRETS = [chosen_word, chosen_sign, chosen_mixed, machine_password,
           machine_short, alphanumeric, hexadecimal, base64_key, base36_key,
           prefixed_key, chosen_pair, chosen_before, syllables, code_groups,
           key_of_signs, upper_key]
SECRETS_HELD_OUT = [chosen_leet, chosen_two_words, pronounceable,
                    base64url_key, base32_key]


def snake(rng, words):
    return "_".join(word(rng, words) for _ in range(rng.randint(2, 4)))


def camel(rng, words):
    first, *rest = [word(rng, words) for _ in range(rng.randint(2, 4))]
    return rng.choice([first, first.capitalize()]) + "".join(
        each.capitalize() for each in rest)


def constant(rng, words):
    return snake(rng, words).upper()


def numbered(rng, words):
    return rng.choice([snake, camel, kebab])(rng, words) + str(
        rng.randint(1, 9))


def kebab(rng, words):
    return "-".join(word(rng, words) for _ in range(rng.randint(2, 4)))


def plain_word(rng, words):
    return word(rng, words) + word(rng, words)


def path(rng, words):
    return rng.choice(["/", "", "./", "~/"]) + "/".join(
        word(rng, words) for _ in range(rng.randint(2, 5))) + rng.choice(
            ["", ".pem", ".json", ".py", ".txt", ".key"])


def version(rng, words):
    return rng.choice(["", "v", word(rng, words) + "-"]) + ".".join(
        str(rng.randint(0, 30)) for _ in range(3)) + rng.choice(
            ["", "-beta1", "-rc.2", "-SNAPSHOT"])


def short_hash(rng, _):
    return text(rng, "0123456789abcdef", 8, 14)


def call(rng, words):
    return camel(rng, words) + "(" + rng.choice(["", word(rng, words)]) + ")"


def member(rng, words):
    return ".".join(rng.choice([word, snake, camel])(rng, words)
                    for _ in range(rng.randint(2, 4)))


def format_text(rng, words):
    return rng.choice(["%s", "%d", "{}", "{0}", "%(name)s"]).join(
        word(rng, words) + rng.choice("_-:/.") for _ in range(2))


def url(rng, words):
    return f"https://{word(rng, words)}.{word(rng, words)}.com/" + path(
        rng, words)


def date(rng, _):
    return (f"20{rng.randint(10, 26)}-{rng.randint(10, 12)}-"
            f"{rng.randint(10, 28)}" + rng.choice(["", "T10:00:00Z"]))


def algorithm(rng, words):
    return rng.choice(["sha256", "hmac-sha1", "aes-256-gcm", "pbkdf2", "rs256",
                       "ed25519", "utf8", "x509", "md5"]) + rng.choice(
                           "_-.") + word(rng, words)


def tagged(rng, words):
    joint = rng.choice("_-./")
    return joint.join(rng.sample([
        word(rng, words), word(rng, words),
        rng.choice("vxn") + str(rng.randint(1, 64)),
        word(rng, words)[:5] + str(rng.randint(1, 512)),
        str(2 ** rng.randint(1, 12))], rng.randint(2, 4)))


def algorithm_number(rng, words):
    return algorithm(rng, words) + "-" + rng.choice(["128", "v2", "cbc", "1"])


def selector(rng, words):
    return rng.choice("#.") + kebab(rng, words) + rng.choice(
        [":hover", ">li.a2", ":nth-child(2)", "[type=text]", ".h3"])


LOOK_ALIKES = [snake, camel, constant, numbered, kebab, plain_word, path,
               version, short_hash, call, url, date,
               algorithm, tagged]
LOOK_ALIKES_HELD_OUT = [member, format_text, algorithm_number, selector]
