"""Sends job requests through boto3, its parameter validation on, and says what came of each.

Reads {endpoint, jobs: [{name, region, folder, uploads, documents}]} as JSON, writes {name: {...}}.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError

wanted = json.load(sys.stdin)
config = Config(parameter_validation=True, retries={"max_attempts": 1})


def client(service, region):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=wanted["endpoint"],
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=config,
    )


def run(job):
    region = job["region"]
    documents = {one["name"]: json.loads(one["text"]) for one in job["documents"]}
    request = documents["job.json"]
    said = {"uploads": []}

    # IAM reads the grammar of both policies.
    iam = client("iam", region)
    name = "role-of-" + job["name"]
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(documents["trust-policy.json"]))
    permission = json.dumps(documents["permission-policy.json"])
    iam.put_role_policy(RoleName=name, PolicyName="job", PolicyDocument=permission)
    said["policy"] = iam.get_role_policy(RoleName=name, PolicyName="job")["PolicyDocument"]

    s3 = client("s3", region)
    bucket = request["outputDataConfig"]["s3Uri"].split("/")[2]
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    s3.create_bucket(Bucket=bucket, **place)
    for upload in job["uploads"]:
        body = (Path(job["folder"]) / upload["file"]).read_bytes()
        s3.put_object(
            Bucket=bucket, Key=upload["key"], Body=body,
            ChecksumAlgorithm="SHA256", ChecksumSHA256=upload["sha256"],
        )
        head = s3.head_object(Bucket=bucket, Key=upload["key"], ChecksumMode="ENABLED")
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        said["uploads"].append({"key": upload["key"], "kept": head["ChecksumSHA256"], "true": digest})

    bedrock = client("bedrock", region)
    sent = {}
    bedrock.meta.events.register("before-send.bedrock.CreateModelCustomizationJob", lambda request, **_: sent.update(body=request.body))
    try:
        arn = bedrock.create_model_customization_job(**request)["jobArn"]
    except ClientError as error:
        said["refused"] = str(error)
    except ParamValidationError as error:
        said["invalid"] = str(error)
    else:
        found = bedrock.get_model_customization_job(jobIdentifier=request["jobName"])
        said["arn"] = arn
        said["status"] = found["status"]
        said["found"] = {key: found[key] for key in request if key in found}
        said["tags"] = bedrock.list_tags_for_resource(resourceARN=arn)["tags"]
    said["sent"] = json.loads(sent["body"]) if sent else None
    return said


json.dump({job["name"]: run(job) for job in wanted["jobs"]}, sys.stdout)
