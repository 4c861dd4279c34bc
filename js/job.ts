/** The job's request: what is filled in, and the documents and commands that come of it. */

import type { Severity } from "./types.ts";

/** What is filled in of the job's request. All optional; an empty text is a field that is not filled in yet. */
export interface JobFields {
	/** Made of the model's id unless given. */
	jobName?: string;
	/** The job's name unless given. */
	customModelName?: string;
	/** The name of the S3 bucket, without `s3://`. */
	bucket?: string;
	/** The folder in the bucket; the job's name unless given. */
	prefix?: string;
	/** The first that customizes the model unless given. */
	region?: string;
	/** 12 digits; not needed where `role` is an ARN. */
	account?: string;
	/** The ARN of the role that Bedrock takes on, or the name of one that the commands make. */
	role?: string;
	/** That of the report unless given. */
	training?: JobFile;
	validation?: JobFile;
	/** Those of the plan unless given. */
	hyperparameters?: Record<string, string>;
	/** Instead of the catalogue's id: the ARN of a custom model, or the student of a distillation. */
	baseModel?: string;
	/** Of a distillation. */
	teacher?: string;
	/** Of the teacher, in tokens. */
	maxResponseLength?: number;
	/** The ARN of the Lambda function that judges answers. */
	rewardFunction?: string;
	/** In S3, instead of a training file. */
	invocationLogs?: { s3Uri: string; usePromptResponse?: boolean };
	/** The ARN of the key that the custom model is encrypted with. */
	kmsKey?: string;
	tags?: { key: string; value?: string }[];
	vpc?: { subnetIds: string[]; securityGroupIds: string[] };
	/** With the same token a request that is sent twice makes one job. */
	clientRequestToken?: string;
}

/** A file in the bucket. */
export interface JobFile {
	name: string;
	/** In hexadecimal, as reports have it. */
	sha256?: string;
	bytes?: number;
}

/** The job's request, and what to do in which order. */
export interface JobPlan {
	/** `CreateModelCustomizationJob`, or Bedrock's OpenAI-compatible API. */
	api: "bedrock" | "openai";
	/** Nothing is missing and nothing would be refused. */
	ready: boolean;
	faults: JobFault[];
	/** As the request has them; what nobody can know reads `<bucket>`, `<account>`. */
	names: {
		job: string;
		customModel: string;
		baseModel: string;
		region: string;
		account: string;
		roleArn: string;
		bucket: string;
		prefix: string;
	};
	/** What lies in S3 before the job begins; `sha256` in Base64, as S3 takes it. */
	uploads: { file: string; key: string; s3Uri: string; sha256?: string }[];
	/** Files to write beside the data. */
	documents: { name: string; title: string; says: string; text: string }[];
	/** What to type, in this order. */
	commands: { name: string; title: string; says: string; text: string }[];
	/** The commands as one script for a POSIX shell, each with its title as a comment. */
	script: string;
}

/** A field of the request that AWS would refuse, or that is missing. */
export interface JobFault {
	/** Its path in `JobFields`: `jobName`, `tags.0.key`, `hyperparameters.epochCount`. */
	field: string;
	severity: Severity;
	/** Not filled in, rather than wrong. */
	missing: boolean;
	message: string;
	help: string;
	/** Title and tag, as in the catalogue. */
	source?: string;
}

/**
 * The faults that AWS would refuse the request for, whatever else is filled in.
 * @internal
 */
export function impossible(job: JobPlan | undefined): JobFault[] {
	return (job?.faults ?? []).filter(
		({ severity, missing }) => severity === "error" && !missing,
	);
}
