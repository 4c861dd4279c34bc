//! The policies of the role. Actions are in `src/tuning/job_request/job.toml`, with their sources.

use super::bedrock::OUTPUT;
use super::json::Json;
use super::names::{given, is_arn, partition, trimmed};
use super::rules::{fact, field, texts};
use super::{JobFields, Names};
use crate::models::CustomizationType;

/// Returns the trust policy of the role: Bedrock, for jobs of this account and Region.
#[must_use]
pub fn trust(names: &Names) -> Json {
    policy(vec![Json::object([
        ("Effect", Some("Allow".into())),
        (
            "Principal",
            Some(Json::object([("Service", Some(fact("service").into()))])),
        ),
        ("Action", Some("sts:AssumeRole".into())),
        (
            "Condition",
            Some(conditions([
                (
                    "StringEquals",
                    "aws:SourceAccount",
                    (&*names.account).into(),
                ),
                ("ArnLike", "aws:SourceArn", jobs(names)),
            ])),
        ),
    ])])
}

/// Returns the permissions of the role: read the bucket, write below the folder of results, and those of this kind of job.
#[must_use]
pub fn permission(kind: CustomizationType, fields: &JobFields, names: &Names) -> Json {
    let partition = partition(&names.region);
    let bucket = |name: &str, key: &str| format!("arn:{partition}:s3:::{name}{key}");
    // A star in a name is a star, not whatever.
    let output = format!("/{}*", names.key(OUTPUT).replace('*', "${*}"));
    let logs = fields.invocation_logs.as_ref();
    let logs = logs.and_then(|logs| bucket_of(&logs.s3_uri));
    let mut buckets = vec![&*names.bucket];
    for other in logs.into_iter().chain(media_elsewhere(fields, names)) {
        if !buckets.contains(&other) {
            buckets.push(other);
        }
    }
    let both = |name: &&str| [bucket(name, ""), bucket(name, "/*")];
    let read: Vec<String> = buckets.iter().flat_map(both).collect();
    let mut statements = vec![
        allow("ReadData", "readActions", read, None),
        allow(
            "WriteResults",
            "writeActions",
            [bucket(&names.bucket, &output)],
            None,
        ),
    ];
    if kind == CustomizationType::ReinforcementFineTuning {
        statements.push(judge(fields));
    }
    if kind == CustomizationType::Distillation {
        statements.extend(teacher(fields));
    }
    if let Some(vpc) = &fields.vpc {
        statements.extend(network(&vpc.subnet_ids, &vpc.security_group_ids, names));
    }
    policy(statements)
}

/// The buckets of media beside that of the data set, as far as they can be names of buckets.
pub fn media_elsewhere<'f>(
    fields: &'f JobFields,
    names: &'f Names,
) -> impl Iterator<Item = &'f str> {
    let rule = field("bucket");
    let buckets = fields.media_buckets.iter().map(|bucket| &**bucket);
    buckets.filter(move |bucket| *bucket != names.bucket && rule.breach(bucket).is_none())
}

/// Returns the permissions of an API key's owner, so that the reward function is called.
#[must_use]
pub fn reward(fields: &JobFields) -> Json {
    policy(vec![judge(fields)])
}

fn judge(fields: &JobFields) -> Json {
    let function = given(&fields.reward_function);
    let function = function.unwrap_or_else(|| Names::REWARD_FUNCTION.to_owned());
    allow("JudgeAnswers", "rewardActions", [function], None)
}

/// The statement that the policy of a key must hold, for the role to use it.
#[must_use]
pub fn key(names: &Names) -> Json {
    let service = format!("bedrock.{}.amazonaws.com", names.region);
    Json::object([
        ("Sid", Some("EncryptCustomModel".into())),
        ("Effect", Some("Allow".into())),
        (
            "Principal",
            Some(Json::object([("AWS", Some((&*names.role_arn).into()))])),
        ),
        ("Action", Some(Json::texts(texts("keyActions")))),
        ("Resource", Some("*".into())),
        (
            "Condition",
            Some(conditions([(
                "StringEquals",
                "kms:ViaService",
                service.into(),
            )])),
        ),
    ])
}

/// A policy statement for an inference profile as the teacher, and for its model in each of the profile's Regions.
fn teacher(fields: &JobFields) -> Option<Json> {
    let teacher = given(&fields.teacher).filter(|teacher| is_arn(teacher))?;
    let (_, profile) = teacher.split_once(":inference-profile/")?;
    // The id of a profile is that of the model, a geography in front.
    let model = profile.split_once('.').map_or(profile, |(_, model)| model);
    let partition = teacher.split(':').nth(1).unwrap_or_default();
    let models = format!("arn:{partition}:bedrock:*::foundation-model/{model}");
    Some(allow(
        "AskTeacher",
        "teacherActions",
        [teacher, models],
        None,
    ))
}

/// Returns the permissions to work inside a network: Bedrock's own network interfaces, in these subnets only.
fn network(subnets: &[String], groups: &[String], names: &Names) -> [Json; 5] {
    let arn = |kind: &str, id: &str| {
        let (partition, region) = (partition(&names.region), &names.region);
        format!(
            "arn:{partition}:ec2:{region}:{}:{kind}/{}",
            names.account,
            trimmed(id)
        )
    };
    let interfaces = || [arn("network-interface", "*")];
    let subnets: Vec<_> = subnets.iter().map(|id| arn("subnet", id)).collect();
    let groups = groups.iter().map(|id| arn("security-group", id));
    let places: Vec<_> = subnets.iter().cloned().chain(groups).collect();
    let mark = "BedrockModelCustomizationJobArn";
    [
        allow("SeeNetwork", "networkLookActions", ["*".to_owned()], None),
        allow(
            "MakeInterfaces",
            "networkMakeActions",
            interfaces(),
            Some(conditions([
                (
                    "StringEquals",
                    "aws:RequestTag/BedrockManaged",
                    "true".into(),
                ),
                ("ArnLike", &format!("aws:RequestTag/{mark}"), jobs(names)),
            ])),
        ),
        allow("MakeInterfacesHere", "networkMakeActions", places, None),
        allow(
            "UseInterfaces",
            "networkUseActions",
            ["*".to_owned()],
            Some(Json::object([
                (
                    "ArnLike",
                    Some(Json::Object(vec![
                        ("ec2:Subnet".to_owned(), Json::texts(subnets)),
                        (format!("ec2:ResourceTag/{mark}"), jobs(names)),
                    ])),
                ),
                (
                    "StringEquals",
                    Some(Json::object([(
                        "ec2:ResourceTag/BedrockManaged",
                        Some("true".into()),
                    )])),
                ),
            ])),
        ),
        allow(
            "TagInterfaces",
            "networkTagActions",
            interfaces(),
            Some(conditions([
                (
                    "StringEquals",
                    "ec2:CreateAction",
                    "CreateNetworkInterface".into(),
                ),
                (
                    "ForAllValues:StringEquals",
                    "aws:TagKeys",
                    Json::texts(["BedrockManaged", mark]),
                ),
            ])),
        ),
    ]
}

fn policy(statements: Vec<Json>) -> Json {
    Json::object([
        ("Version", Some("2012-10-17".into())),
        ("Statement", Some(Json::List(statements))),
    ])
}

fn allow(
    id: &str,
    actions: &str,
    resources: impl IntoIterator<Item = String>,
    condition: Option<Json>,
) -> Json {
    Json::object([
        ("Sid", Some(id.into())),
        ("Effect", Some("Allow".into())),
        ("Action", Some(Json::texts(texts(actions)))),
        ("Resource", Some(Json::texts(resources))),
        ("Condition", condition),
    ])
}

/// Conditions, each an operator, a key and a value.
fn conditions<const N: usize>(all: [(&str, &str, Json); N]) -> Json {
    let one = |(operator, key, value): (&str, &str, Json)| {
        (
            operator.to_owned(),
            Json::Object(vec![(key.to_owned(), value)]),
        )
    };
    Json::Object(all.into_iter().map(one).collect())
}

fn jobs(names: &Names) -> Json {
    names.fill(fact("jobs")).into()
}

fn bucket_of(uri: &str) -> Option<&str> {
    let rest = trimmed(uri).strip_prefix("s3://")?;
    rest.split('/').next().filter(|bucket| !bucket.is_empty())
}
