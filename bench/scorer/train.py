#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes src/filter/scorer.weights, the weights of the scorer.

    cmake --preset bench && cmake --build --preset bench -t scorer_candidates
    bench/scorer/train.py build/bench/bench/scorer_candidates \\
        --train a.git b.git --test c.git -o src/filter/scorer.weights

A text has a secret or a look-alike in one place of a syntax that is made up or
taken from the code of a repository, so that only the value tells them apart;
and the assignments of the code are taken as they are, but for those whose
values may be secrets: nobody knows what they are. The part that is tested on
has other repositories, other generators of values, other names and syntaxes.
The features of a text come from patrol's own code (candidates.cc), so a secret
that no generic rule matches counts as missed. The weights are fitted with
Adagrad, rounded to 16ths, and moved so that 0.4 % of a tenth of the look-alikes,
which is kept out of the fitting, stay above 0. All is drawn with one seed.
"""
import argparse
import collections
import json
import math
import pathlib
import random
import subprocess

import texts
import values

BUCKETS = 1 << 15
SCALE = 16
BIASES = 4  # facts that every candidate has
FALSE_SHARE = 0.004

Sample = collections.namedtuple("Sample", "text value begin label kind")
Part = collections.namedtuple(
    "Part", "contents secrets look_alikes names syntaxes")


def candidates(tool, contents):
    """[(text's number, begin, end, reason, features)]"""
    fed = b"".join(b"%d\n%s" % (len(each), each) for each in contents)
    out = subprocess.run([tool], input=fed, stdout=subprocess.PIPE, check=True)
    for line in out.stdout.decode().splitlines():
        number, begin, end, reason, *ids = line.split()
        yield int(number), int(begin), int(end), reason, list(map(int, ids))


def as_they_are(tool, contents):
    """Assignments of public code, and the contexts that they stand in."""
    found, contexts, seen = [], [], set()
    for number, begin, end, reason, _ in candidates(tool, contents):
        content = contents[number]
        value = content[begin:end].decode("latin-1")
        first = max(0, begin - texts.CONTEXT)
        before = content[first:begin].decode("latin-1")
        after = content[end:end + texts.CONTEXT].decode("latin-1")
        if (before[-40:], value) in seen or not before.isascii():
            continue
        seen.add((before[-40:], value))
        if reason != "public":
            contexts.append((before, after))
        if reason == "no" and not texts.is_doubtful(value):
            found.append(Sample(before + value + after, value, len(before), 0,
                                "code as it is"))
    return found, contexts


def made_up(rng, part, contexts, count):
    """`count` secrets and twice as many look-alikes."""
    words = texts.words_of(part.contents)
    literals = texts.literals_of(part.contents)
    lines = texts.lines_of(rng, part.contents, 20000)

    def sample(value, label, kind):
        if contexts and rng.random() < 0.5:
            text, begin = texts.put_in(rng.choice(contexts), value)
        else:
            name = texts.styled(rng, rng.choice(part.names), words)
            text, begin = texts.compose(
                rng, value, rng.choice(part.syntaxes), name, lines)
        return Sample(text, value, begin, label, kind)

    for _ in range(count):
        make = rng.choice(part.secrets)
        value = make(rng, words)
        if len(value) >= texts.SHORTEST:
            yield sample(value, 1, make.__name__)
        make = rng.choice(part.look_alikes)
        yield sample(make(rng, words), 0, make.__name__)
        yield sample(rng.choice(literals), 0, "string of code")


def featured(tool, samples):
    """[(sample, features or None)]: None is what no rule matches, or what is
    refused for a reason of its own."""
    contents = [each.text.encode("latin-1", "replace") for each in samples]
    ids_of = {}
    for number, begin, end, reason, ids in candidates(tool, contents):
        sample = samples[number]
        if reason == "no" and begin == sample.begin and (
                end == begin + len(sample.value)):
            ids_of[number] = ids
    return [(each, ids_of.get(i)) for i, each in enumerate(samples)]


def fit(rng, examples, rounds=5, rate=0.15, decay=2e-6):
    """Weights by bucket, of [(label, features)]."""
    weights, squares = [0.0] * BUCKETS, [1e-3] * BUCKETS
    positive = sum(label for label, _ in examples)
    heavier = (len(examples) - positive) / positive
    for _ in range(rounds):
        rng.shuffle(examples)
        for label, ids in examples:
            total = sum([weights[i] for i in ids])
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            error = (chance - label) * (heavier if label else 1.0)
            if abs(error) < 1e-3:
                continue
            for i in ids:
                slope = error + decay * weights[i]
                squares[i] += slope * slope
                weights[i] -= rate * slope / math.sqrt(squares[i])
    return weights


def rounded(weights):
    return [max(-127, min(127, round(w * SCALE))) for w in weights]


def total(weights, ids):
    return sum([weights[i] for i in ids])


def move(weights, examples, biases):
    """So that FALSE_SHARE of the negative examples are at 0 or above."""
    scores = sorted((total(weights, ids) for label, ids in examples
                     if not label), reverse=True)
    shift = -scores[int(len(scores) * FALSE_SHARE)] - 1
    for left, i in enumerate(sorted(biases)):
        part = shift // (len(biases) - left)
        moved = max(-127, min(127, weights[i] + part))
        shift -= moved - weights[i]
        weights[i] = moved
    assert shift == 0, "the biases cannot hold the shift"


def train(rng, pairs):
    known = [(sample.label, ids) for sample, ids in pairs if ids]
    rng.shuffle(known)
    biases = known[0][1][:BIASES]
    kept_out = known[:len(known) // 10]
    weights = rounded(fit(rng, known[len(kept_out):]))
    move(weights, kept_out, biases)
    return weights


def tell(title, pairs, weights):
    by_kind = collections.defaultdict(lambda: [0, 0])
    for sample, ids in pairs:
        of_kind = by_kind[sample.label, sample.kind]
        of_kind[1] += 1
        of_kind[0] += ids is not None and total(weights, ids) >= 0
    print(title)
    sums = {0: [0, 0], 1: [0, 0]}
    for (label, kind), (told, count) in sorted(by_kind.items()):
        print(f"  {'secret' if label else 'look-alike':10}  {kind:18}"
              f" {told:6} of {count:6}  {told / count:7.2%}")
        sums[label] = [a + b for a, b in zip(sums[label], (told, count))]
    told = sums[0][0] + sums[1][0]
    print(f"  recall {sums[1][0] / sums[1][1]:.2%}, false {sums[0][0]} of"
          f" {sums[0][1]} ({sums[0][0] / sums[0][1]:.2%}),"
          f" precision {sums[1][0] / max(told, 1):.2%}")


def write_corpus(path, samples):
    """As bench/accuracy takes it, to compare other scanners."""
    with open(path, "w", encoding="utf-8") as out:
        for number, sample in enumerate(samples):
            out.write(json.dumps({
                "id": number, "text": sample.text, "provider": "generic",
                "label": "pos" if sample.label else "neg",
                "secret": sample.value if sample.label else ""}) + "\n")


def samples_of(rng, tool, part, count):
    found, contexts = as_they_are(tool, part.contents)
    return found + list(made_up(rng, part, contexts, count))


def contents_of(repositories):
    return [each for path in repositories for each in texts.files(path)]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("tool", help="the program scorer_candidates")
    parser.add_argument("--train", nargs="+", required=True, metavar="GIT_DIR")
    parser.add_argument("--test", nargs="+", required=True, metavar="GIT_DIR")
    parser.add_argument("--count", type=int, default=15000,
                        help="of secrets to train on (default: 15000)")
    parser.add_argument("--corpus", help="write the tested part here")
    parser.add_argument("-o", "--output", type=pathlib.Path, required=True)
    args = parser.parse_args()

    rng = random.Random(1)
    train_part = Part(contents_of(args.train), values.SECRETS,
                      values.LOOK_ALIKES, texts.NAMES, texts.SYNTAXES)
    test_part = Part(contents_of(args.test), values.SECRETS_HELD_OUT,
                     values.LOOK_ALIKES_HELD_OUT, texts.NAMES_HELD_OUT,
                     texts.SYNTAXES_HELD_OUT)
    pairs = featured(args.tool, samples_of(rng, args.tool, train_part,
                                           args.count))
    weights = train(rng, pairs)
    args.output.write_bytes(bytes(w & 255 for w in weights))
    tell("Trained on", pairs, weights)
    tested = samples_of(rng, args.tool, test_part, 4000)
    tell("Not trained on", featured(args.tool, tested), weights)
    if args.corpus:
        write_corpus(args.corpus, tested)


if __name__ == "__main__":
    main()
