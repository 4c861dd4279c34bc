"""One peer, or the truth, on the texts that near-set.mjs wrote; near.mjs starts this, a process for each.

    near.py STEP TEXTS FOLDER THRESHOLD

prints what it took as a line of JSON, and leaves what it found in FOLDER. Reading and importing are not timed.
"""

import json
import os
import re
import resource
import sys
import time
import unicodedata
from collections import Counter

import numpy as np

UNSPACED = "\u0e00-\u0eff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
# For texts of near-set.mjs the words of Tuneset: a run of letters and digits, or one character where nothing parts words.
WORD = re.compile(f"[{UNSPACED}]|[0-9a-z\u00df-\u024f]+")
LEAST = 0.5
# They cut words at what is no letter, and see none where nothing parts them.
ONLY_SPACED = ("text-dedup", "convmerge")


def words(text):
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def shingles(record):
    """Three words in a row; fewer words are one shingle. User and assistant are cut apart."""
    found = set()
    for text in (record["user"], record["assistant"]):
        said = words(text)
        if len(said) < 3:
            found.add(" ".join(said))
        else:
            found.update(map(" ".join, zip(said, said[1:], said[2:])))
    return found


def rows(sets):
    """Sets as ascending numbers, one after the other, and where each ends."""
    numbers, flat, ends = {}, [], [0]
    for found in sets:
        flat.extend(sorted(numbers.setdefault(shingle, len(numbers)) for shingle in found))
        ends.append(len(flat))
    return np.array(flat, dtype=np.int32), np.array(ends, dtype=np.int64), len(numbers)


def exact_pairs(sets, least):
    """Every pair of sets from the similarity `least` on, by multiplying them all with each other: nothing is estimated."""
    from scipy.sparse import csr_matrix

    flat, ends, width = rows(sets)
    matrix = csr_matrix((np.ones(len(flat), dtype=np.int32), flat, ends), shape=(len(ends) - 1, width))
    sizes, turned = np.diff(ends), matrix.T.tocsr()
    found = []
    for start in range(0, len(sizes), 1_000):
        shared = (matrix[start : start + 1_000] @ turned).tocoo()
        one, other = shared.row + start, shared.col
        similarity = shared.data / (sizes[one] + sizes[other] - shared.data)
        keep = (one < other) & (similarity >= least)
        found.append(np.stack([one[keep], other[keep], similarity[keep]]))
    return np.concatenate(found, axis=1)


# Each of the following yields twice: when all is imported, then what it found.


def truth(records, folder, threshold):
    yield
    pairs = exact_pairs([shingles(record) for record in records], LEAST)
    np.save(f"{folder}/truth.npy", pairs)
    yield {"pairs": pairs.shape[1]}


def datasketch(records, folder, threshold):
    from datasketch import MinHash, MinHashLSH

    yield
    # Bands so narrow that next to nothing is missed; every candidate is counted.
    index = MinHashLSH(num_perm=256, params=(64, 4))
    sets, signatures = [], []
    for record in records:
        found = shingles(record)
        sets.append(found)
        signature = MinHash(num_perm=256)
        signature.update_batch([shingle.encode() for shingle in found])
        signatures.append(signature)
        index.insert(len(signatures) - 1, signature)
    pairs = []
    for one, signature in enumerate(signatures):
        for other in index.query(signature):
            if other > one:
                shared = len(sets[one] & sets[other])
                similarity = shared / (len(sets[one]) + len(sets[other]) - shared)
                if similarity >= threshold:
                    pairs.append((one, other, similarity))
    np.save(f"{folder}/datasketch-{threshold}.npy", np.array(pairs).T)
    yield {"pairs": len(pairs)}


def rensa(records, folder, threshold):
    from rensa import RMinHashDeduplicator

    yield
    start = time.process_time()
    sets = [list(shingles(record)) for record in records]
    cut = time.process_time() - start
    # With the 8 bands that it takes by itself at 0.8 it finds 78 % instead of 95 %.
    peer = RMinHashDeduplicator(threshold=threshold, num_perm=128, use_lsh=True, num_bands=32)
    kept = peer.add_pairs((str(at), found) for at, found in enumerate(sets))
    yield {"kept": kept, "cutting": cut}


def rensa_rho(records, folder, threshold):
    from rensa import RMinHash, RMinHashLSH

    yield
    start = time.process_time()
    sets = [list(shingles(record)) for record in records]
    cut = time.process_time() - start
    signatures = RMinHash.digest_matrix_from_token_sets_rho(sets, 128, 42)
    peer = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=8)
    flags = peer.query_duplicate_flags_matrix_one_shot(signatures)
    # It flags the records that resemble another one, not the one to keep.
    yield {"kept": [not flag for flag in flags], "cutting": cut, "flags": True}


def text_dedup(records, folder, threshold):
    from datasets import load_from_disk
    from text_dedup import minhash

    yield
    out = f"{folder}/text-dedup"
    options = {"path": "json", "data_files": TEXTS, "split": "train", "cache_dir": f"{folder}/cache", "column": "text",
               "output": out, "ngram": 3, "min_length": 1, "num_perm": 128, "threshold": threshold, "num_proc": 1,
               "hash_func": "xxh3", "hash_bits": 32}
    minhash.main([f"--{name}={value}" for name, value in options.items()], standalone_mode=False)
    yield {"kept": flags(len(records), load_from_disk(out)["line"])}


def convmerge(records, folder, threshold):
    from convmerge.normalize.near_dedup import deduplicate_near_jsonl

    yield
    out = f"{folder}/convmerge.jsonl"
    deduplicate_near_jsonl(TEXTS, out, threshold=threshold, num_perm=128, shingle=3, keys=["text"])
    with open(out, encoding="utf-8") as lines:
        yield {"kept": flags(len(records), [json.loads(line)["line"] for line in lines])}


def score(records, folder, threshold):
    """What the peers left, and Tuneset, held against both truths."""
    yield
    every = np.load(f"{folder}/truth.npy")
    exact = every[:, every[2] >= threshold]
    truths = {"exact": exact, "datasketch": np.load(f"{folder}/datasketch-{threshold}.npy")}
    scores = {}
    for name in sorted(os.listdir(folder)):
        if not name.endswith(f"-{threshold}.kept.json"):
            continue
        with open(f"{folder}/{name}", encoding="utf-8") as file:
            found = json.load(file)
        peer = name.removesuffix(f"-{threshold}.kept.json")
        among = [record["spaced"] for record in records] if peer in ONLY_SPACED else [True] * len(records)
        scores[peer] = {of: recall_and_precision(found, pairs, np.array(among)) for of, pairs in truths.items()}
    with open(f"{folder}/tuneset-{threshold}.pairs.json", encoding="utf-8") as file:
        ours = json.load(file)
    yield {"scores": scores, "ours": {**pairs_found(ours, exact, len(records)), **said_rightly(ours, records)}}


def recall_and_precision(found, pairs, among):
    """Of records: right is one that was taken for a copy and has its like; missed is one that stays beside its like."""
    kept = np.array(found["kept"]) | ~among
    pairs = pairs[:, among[pairs[0].astype(int)] & among[pairs[1].astype(int)]]
    one, other = pairs[0].astype(int), pairs[1].astype(int)
    has_like = np.zeros(len(kept), dtype=bool)
    has_like[one] = has_like[other] = True
    if found.get("flags"):
        missed, right = np.sum(kept & has_like), np.sum(~kept & has_like)
    else:
        missed = len(np.unique(other[kept[one] & kept[other]]))
        right = np.sum(~kept & has_like)
    return [right / max(right + missed, 1), right / max(np.sum(~kept), 1)]


def pairs_found(ours, exact, count):
    """Of all similar pairs, how many are in one cluster."""
    first = list(range(count))

    def find(at):
        while first[at] != at:
            first[at] = first[first[at]]
            at = first[at]
        return at

    for one, other, _ in ours:
        first[find(one)] = find(other)
    together = sum(find(int(one)) == find(int(other)) for one, other in exact[:2].T)
    return {"pairs": exact.shape[1], "together": together}


def said_rightly(ours, records):
    """Of the similarities that Tuneset reports, how many are so to four digits, runs that are commonplace left out as it says."""
    sets = [shingles(record) for record in records]
    distinct = {(record["user"], record["assistant"], record.get("system")): found for record, found in zip(records, sets)}
    holders = Counter(shingle for found in distinct.values() for shingle in found)
    most = max(min(len(distinct) // 2, max(len(distinct) // 20, 50), 1_000), 8)
    said = [pair for pair in ours if pair[2] is not None]
    right = 0
    for one, other, value in said:
        one, other = ({shingle for shingle in sets[at] if holders[shingle] <= most} for at in (one, other))
        shared, either = len(one & other), len(one | other)
        right += value == 1 or (either > 0 and shared * 10_000 // either == round(value * 10_000))
    return {"said": len(said), "so": right}


def flags(count, kept):
    all_kept = np.zeros(count, dtype=bool)
    all_kept[np.array(kept)] = True
    return all_kept.tolist()


STEPS = {step.__name__.replace("_", "-"): step
         for step in (truth, datasketch, rensa, rensa_rho, text_dedup, convmerge, score)}


def used():
    ours, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return ours.ru_utime + ours.ru_stime + theirs.ru_utime + theirs.ru_stime


def main(name, folder, threshold):
    with open(TEXTS, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    step = STEPS[name](records, folder, threshold)
    next(step)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = time.perf_counter(), used()
    found = next(step)
    took = {"wall": time.perf_counter() - wall, "cpu": used() - cpu,
            "bytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) * 1024}
    if "kept" in found:
        with open(f"{folder}/{name}-{threshold}.kept.json", "w", encoding="utf-8") as file:
            json.dump({"kept": [bool(kept) for kept in found.pop("kept")], "flags": found.pop("flags", False)}, file)
    print("\n" + json.dumps({**took, **found}))


if __name__ == "__main__":
    _, STEP, TEXTS, FOLDER, THRESHOLD = sys.argv
    main(STEP, FOLDER, float(THRESHOLD))
