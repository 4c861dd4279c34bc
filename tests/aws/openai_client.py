"""Uploads a file and creates a fine-tuning job through OpenAI's client: {address, file, request} as JSON on standard input."""

import json
import sys

from openai import OpenAI

wanted = json.load(sys.stdin)
client = OpenAI(api_key="test", base_url=wanted["address"], max_retries=0)
with open(wanted["file"], "rb") as file:
    uploaded = client.files.create(file=file, purpose="fine-tune")
job = client.fine_tuning.jobs.create(**{**wanted["request"], "training_file": uploaded.id})
json.dump({"file": uploaded.id, "job": job.id}, sys.stdout)
