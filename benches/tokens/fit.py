"""Fits the costs of src/record/token_estimate.rs to real token counts, and prints them as rows of its table.

Usage: fit.py SAMPLES, a JSON array of {kind, name, text, o200k, llama3, qwen, fixture}. Needs numpy and scipy.

`low` and `high` are linear programs: as near to the counts as they can be with no text beyond them. `likely` keeps the largest error
over the languages of prose as small as it can.
"""

import json
import math
import sys

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import linprog

# The order of CharacterClass in src/record/character_class.rs.
CLASSES = (
    "Lower Upper WordStart Camel Digit NumberStart Punctuation Repeated Space LineFeed RareLetter LetterA AfterDigit Latin Mark Greek Cyrillic "
    "CyrillicCapital CyrillicOther Armenian Hebrew Arabic Devanagari Thai Indic Vietnamese Georgian Burmese Ethiopic Khmer Lao "
    "OtherScript Symbol Kana RareHan Han Hangul FullWidth Emoji Supplementary"
).split()
# Classes that may cost nothing, as they come beside others.
FREE = {"AfterDigit", "Lower", "Space", "WordStart", "LineFeed", "Repeated", "NumberStart"}
INDEX = {name: at for at, name in enumerate(CLASSES)}
COUNT = len(CLASSES) + 1  # and one for the margin of a text
# Tolerance of `likely` for a kind of text, in units of the error over prose.
SLACK = {"prose": 1.0, "language": 5.0, "code": 1.5, "other": 2.0}
UNFITTED = ("han", "hangul", "random-")


def wide(first, second):
    """The class of a character beyond ASCII by its first two bytes, as `class_of` has it."""
    by_lead = [(0xCC, "Latin"), (0xCE, "Mark"), (0xD0, "Greek")]
    for end, name in by_lead:
        if first < end:
            return name
    if first < 0xD4:
        if first >= 0xD2 or (first == 0xD1 and second >= 0x90):
            return "CyrillicOther"
        return "CyrillicCapital" if first == 0xD0 and second < 0xB0 else "Cyrillic"
    if first < 0xD7:
        return "Armenian"
    if first == 0xD7:
        return "Hebrew"
    if first < 0xE0:
        return "Arabic"
    if first == 0xE0:
        if second < 0xA0:
            return "Arabic"
        if second in (0xA4, 0xA5):
            return "Devanagari"
        if second in (0xB8, 0xB9):
            return "Thai"
        return "Lao" if second >= 0xBA else "Indic"
    if first == 0xE1:
        if second in (0x80, 0x81):
            return "Burmese"
        if second in (0x82, 0x83):
            return "Georgian"
        if 0x88 <= second <= 0x8E:
            return "Ethiopic"
        if second in (0x9E, 0x9F):
            return "Khmer"
        return "Vietnamese" if second >= 0xB8 else "OtherScript"
    if first == 0xE2:
        return "Symbol"
    if first == 0xE3 or (first == 0xE4 and second < 0xB8):
        return "Kana" if first == 0xE3 and second < 0x90 else "RareHan"
    for end, name in [(0xEA, "Han"), (0xEE, "Hangul"), (0xF0, "FullWidth")]:
        if first < end:
            return name
    return "Emoji" if (first, second) == (0xF0, 0x9F) else "Supplementary"


def is_letter(byte):
    return byte < 0x80 and chr(byte).isalpha()


def classes(text):
    """Counts of the classes in a text, as `ClassCounts::add` makes them, and 1 for the text itself."""
    counts = np.zeros(COUNT)
    counts[-1] = 1
    data = text.encode()
    before = 0x20
    for at, byte in enumerate(data):
        found = []
        if is_letter(byte):
            small = byte >= 0x61
            found.append("Lower" if small else "Upper")
            if not (is_letter(before) or before >= 0x80):
                found.append("WordStart")
            if not small and 0x61 <= before <= 0x7A:
                found.append("Camel")
            if byte in b"jkqxz":
                found.append("RareLetter")
            if byte == 0x61:
                found.append("LetterA")
            if 0x30 <= before < 0x3A:
                found.append("AfterDigit")
        elif 0x30 <= byte < 0x3A:
            found.append("Digit")
            if not 0x30 <= before < 0x3A:
                found.append("NumberStart")
        elif byte < 0x80:
            if byte == before:
                found.append("Repeated")
            else:
                found.append("Space" if byte == 0x20 else "LineFeed" if byte in b"\n\r\t" else "Punctuation")
        elif byte >= 0xC0:
            found.append(wide(byte, data[at + 1]))
        for name in found:
            counts[INDEX[name]] += 1
        before = byte
    return counts


def fit_likely(counts, mean, samples):
    whole = np.array([sample["kind"] not in ("piece", "word") for sample in samples])
    groups = {}
    for at, sample in enumerate(samples):
        name = sample["name"]
        if whole[at] and not name.startswith(("short-", *UNFITTED)):
            groups.setdefault((name, False), []).append(at)
            if sample["kind"] == "prose" and sample["fixture"]:
                groups.setdefault((name, True), []).append(at)
    sums = np.array([counts[at].sum(0) / mean[at].sum() for at in groups.values()])
    slack = np.array([[0.75 if name == "eng" else SLACK[samples[at[0]]["kind"]]] for (name, _), at in groups.items()])
    rows = np.where(whole)[0]
    single = sparse.csr_matrix(counts[rows] / mean[rows][:, None])
    count, group_count = len(rows), len(groups)
    deviations, none = sparse.eye(count), sparse.csr_matrix((group_count, count))
    column = sparse.csr_matrix((count, 1))
    limits = sparse.bmat(
        [[single, -deviations, column], [-single, -deviations, column], [sums, none, -slack], [-sums, none, -slack]]
    ).tocsr()
    bounds = np.concatenate([np.ones(count), -np.ones(count), np.ones(group_count), -np.ones(group_count)])
    weights = np.array([3.0 if samples[at]["kind"] == "prose" else 1.0 for at in rows])
    cost = np.concatenate([np.zeros(COUNT), weights / weights.sum(), [6.0]])
    ranges = [(0, 4.5)] * (COUNT - 1) + [(0, 0)] + [(0, None)] * (count + 1)
    result = linprog(cost, A_ub=limits, b_ub=bounds, bounds=ranges)
    print(f"likely: largest error over prose {result.x[-1]:.3f}", file=sys.stderr)
    return result.x[:COUNT]


def fit_bound(counts, target, likely, samples, upper):
    pieces = np.array([sample["kind"] in ("piece", "word") for sample in samples])
    if upper:
        ranges = [(0 if name in FREE else cost * 1.1, 5) for name, cost in zip(CLASSES, likely)] + [(0, 4)]
    else:
        ranges = [(0, cost * 0.92) for cost in likely[:-1]] + [(-8, 0)]
    sign = 1 if upper else -1
    cost = sign * (counts / target[:, None])[~pieces].sum(0)
    return linprog(cost, A_ub=-sign * counts, b_ub=-sign * target, bounds=ranges).x


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        samples = json.load(file)
    counts = np.array([classes(sample["text"]) for sample in samples])
    real = np.array([[sample[name] for name in ("o200k", "llama3", "qwen")] for sample in samples], float)
    likely = fit_likely(counts, real.mean(1), samples)
    low = fit_bound(counts, real.min(1), likely, samples, upper=False)
    high = fit_bound(counts, real.max(1), likely, samples, upper=True)
    # Only phonetic letters represent all its scripts: they are expensive, others need not be.
    low[INDEX["OtherScript"]], likely[INDEX["OtherScript"]] = 0.3, 1.3
    # Three percent to spare on either side.
    for at, name in enumerate(CLASSES):
        row = [math.floor(low[at] * 970), round(likely[at] * 1000), math.ceil(high[at] * 1030)]
        print(f"    [{', '.join(map(str, row))}], // {name}")
    print(f"MARGIN_LOW {math.ceil(-low[-1] * 1060)}, MARGIN_HIGH {math.ceil(high[-1] * 1030)}")


if __name__ == "__main__":
    main()
