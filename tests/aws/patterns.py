"""Holds src/tuning/job_request/job.toml against botocore's models, and tells which texts AWS's patterns take.

Reads {field: [texts]} as JSON, writes {"differs": [...], "takes": {field: [true or false]}}.
"""

import json
import re
import sys
from pathlib import Path

from botocore.loaders import Loader

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    from pip._vendor import tomli as tomllib

rules = tomllib.loads((Path(__file__).parents[2] / "src/tuning/job_request/job.toml").read_text())
load = Loader().load_service_model
shapes = {**load("iam", "service-2")["shapes"], **load("bedrock", "service-2")["shapes"]}

differs = []
compared = 0
for table in ("fields", "lists"):
    for name, rule in rules[table].items():
        if "shape" not in rule:
            continue
        compared += 1
        shape = shapes[rule["shape"]]
        for key in ("min", "max", "pattern"):
            if rule.get(key) != shape.get(key):
                differs.append(f"{name}: {key} is {rule.get(key)!r}, and botocore's is {shape.get(key)!r}")

takes = {}
for name, texts in json.load(sys.stdin).items():
    rule = rules["fields"][name]
    pattern = re.compile(rule["pattern"], re.ASCII)
    never = [re.compile(one["pattern"]) for one in rule.get("never", [])]
    least, most = rule.get("min", 0), rule.get("max", sys.maxsize)
    takes[name] = [
        least <= len(text) <= most
        and pattern.fullmatch(text) is not None
        and not any(one.fullmatch(text) for one in never)
        for text in texts
    ]

json.dump({"differs": differs, "compared": compared, "takes": takes}, sys.stdout)
