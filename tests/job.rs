//! Job requests of every kind. `tests/fixtures/job/KIND[.WHAT].json` holds a model and its fields; the request is a snapshot in
//! `tests/snapshots/job`. `tests/aws` sends the same ones through AWS's own clients.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};
use tuneset::Severity;
use tuneset::job_request::{JobFields, JobPlan, request};

fn plan(model: &str, fields: &Value) -> JobPlan {
    let fields = JobFields::from_json(&fields.to_string()).expect("good fields");
    request(tuneset::find_model(model).expect("a model"), &fields)
}

/// The fields of a request with nothing wrong in it, some of them replaced.
fn with(changes: Value) -> Value {
    let mut fields = json!({
        "bucket": "acme-tickets",
        "role": "arn:aws:iam::123456789012:role/Trainer",
        "training": { "name": "train.jsonl" },
    });
    let Value::Object(changes) = changes else {
        panic!("changes are an object")
    };
    fields.as_object_mut().expect("an object").extend(changes);
    fields
}

/// The fields that are at fault, each with its message.
fn faults(model: &str, fields: &Value) -> Vec<(String, String)> {
    let faults = plan(model, fields).faults;
    faults
        .into_iter()
        .map(|fault| (fault.field, fault.message))
        .collect()
}

#[test]
fn requests_of_every_kind() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/job");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/job");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).expect("fixtures") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a fixture");
        let digest = |first: char| format!("{first}{}", "0".repeat(63));
        let text = text
            .replace("$training", &digest('1'))
            .replace("$validation", &digest('2'));
        let fixture: Value = serde_json::from_str(&text).expect("JSON");
        let plan = plan(
            fixture["model"].as_str().expect("a model"),
            &fixture["fields"],
        );
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        let is_bad = name.starts_with("wrong") || name.starts_with("empty");
        // That a model is past its end is no fault of the fields.
        let mut errors = plan
            .faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error);
        let is_right = errors.all(|fault| fault.field == "model");
        assert_eq!(is_right, !is_bad, "{name}: {:?}", plan.faults);
        insta::assert_snapshot!(name, shown(&plan));
        seen += 1;
    }
    assert!(seen >= 10, "{seen}");
}

fn shown(plan: &JobPlan) -> String {
    let mut text = String::new();
    for fault in &plan.faults {
        let missing = if fault.missing { " (missing)" } else { "" };
        writeln!(
            text,
            "{:?}{missing} {}: {} {} [{}]",
            fault.severity,
            fault.field,
            fault.message,
            fault.help,
            fault.source.as_deref().unwrap_or("-")
        )
        .expect("a string");
    }
    for document in &plan.documents {
        assert!(
            serde_json::from_str::<Value>(&document.text).is_ok(),
            "{}",
            document.name
        );
        write!(
            text,
            "\n# {}: {} {}\n{}",
            document.name, document.title, document.says, document.text
        )
        .expect("a string");
    }
    for command in &plan.commands {
        write!(
            text,
            "\n# {}: {}. {}\n{}\n",
            command.name, command.title, command.says, command.text
        )
        .expect("a string");
    }
    text
}

/// Each limit and pattern of the API: the longest and shortest valid text, and invalid ones. `*63` means so many letters.
fn hold(model: &str, field: &str, right: &[&str], wrong: &[&str]) {
    let long = |text: &str| {
        let (text, length) = text.split_once('*').unwrap_or((text, "0"));
        let letters = "a".repeat(length.parse().expect("a number"));
        format!("{text}{letters}")
    };
    for text in right {
        let found = faults(model, &with(json!({ field: long(text) })));
        assert_eq!(found, [], "{field} {text}");
    }
    for text in wrong {
        let found = faults(model, &with(json!({ field: long(text) })));
        let at: Vec<_> = found.iter().map(|(at, _)| &**at).collect();
        assert_eq!(at, [field], "{text}: {found:?}");
    }
}

#[test]
fn names_and_places_hold_to_their_limits() {
    let hold = |field, right: &[&str], wrong: &[&str]| hold("nova-lite", field, right, wrong);
    let wrong = ["*64", "-a", "a_b", "é", "a b"];
    hold("jobName", &["a", "*63", "a--+.b"], &wrong);
    let wrong = ["*64", "a__b", "a-_b", "_a", "a.b"];
    hold("customModelName", &["a", "*63", "a_b-"], &wrong);
    let wrong = [
        "ab",
        "*64",
        "Abc",
        "a_b",
        "abc-",
        "a..b",
        "1.2.3.4",
        "xn--a",
        "sthree-a",
        "amzn-s3-demo-a",
        "a-s3alias",
        "a--x-s3",
        "a--ol-s3",
        "a.mrap",
        "a--table-s3",
        "abc-an",
    ];
    hold("bucket", &["abc", "*63", "a.b-c"], &wrong);
    let wrong = ["a//b", "a b", "a=b", "ä", "a:b", "a%b", "*1024"];
    hold("prefix", &["a/b", "//a//", "a.b-c_d", "*900"], &wrong);
    hold(
        "region",
        &["us-east-1"],
        &["us-west-2", "us-east", "US-EAST-1", "moon-1"],
    );
    hold("clientRequestToken", &["a", "*256"], &["*257", "a-", "a.b"]);
}

#[test]
fn identifiers_hold_to_their_limits() {
    let hold = |field, right: &[&str], wrong: &[&str]| hold("nova-lite", field, right, wrong);
    let [role, model] = [
        "arn:aws:iam::123456789012:role/",
        "arn:aws:bedrock:us-east-1:",
    ];
    let of = |start: &str, ends: &[&str]| {
        ends.iter()
            .map(|end| format!("{start}{end}"))
            .collect::<Vec<_>>()
    };
    let texts = |all: &[String]| -> Vec<&'static str> {
        all.iter().map(|text| &*text.clone().leak()).collect()
    };
    let right = texts(&of(role, &["a", "a/b", "*2017"]));
    let wrong = texts(&of(role, &["", "*2018"]));
    hold("role", &right, &wrong);
    hold("role", &[], &["arn:aws:iam::1:role/a", "arn:aws:s3:::x"]);
    let right = texts(&of(model, &[":foundation-model/amazon.nova-lite-v1:0"]));
    hold("baseModel", &right, &["a b", "a__b"]);
    hold(
        "baseModel",
        &["amazon.nova-lite-v1:0:300k", "my_model"],
        &texts(&of(model, &["1:custom-model/x"])),
    );
    let key = "12345678-1234-1234-1234-123456789012";
    let arn = format!("arn:aws:kms:us-east-1:123456789012:key/{key}");
    let longer = format!("{key}0");
    hold(
        "kmsKey",
        &[key, "alias/a/b", &arn],
        &["1234", &longer, "alias/a b"],
    );
}

#[test]
fn functions_and_teachers_hold_to_their_limits() {
    let fields = |changes: Value| {
        let mut fields = with(changes);
        fields["baseModel"] = json!("amazon.nova-lite-v1:0:300k");
        fields
    };
    let judged = |name: &str| {
        let function = format!("arn:aws:lambda:us-east-1:123456789012:function:{name}");
        faults(
            "nova-2-lite-rft",
            &fields(json!({ "rewardFunction": function })),
        )
    };
    for right in ["a-b_c.d", "a:$LATEST", "a:1"] {
        assert_eq!(judged(right), [], "{right}");
    }
    for wrong in ["", "a:b:c", "a b", &"a".repeat(512)] {
        assert_eq!(judged(wrong).len(), 1, "{wrong}");
    }
    let taught = |teacher: &str| {
        let fields = fields(json!({ "teacher": teacher, "region": "us-east-1" }));
        faults("distillation", &fields)
    };
    let profile =
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0";
    for right in ["amazon.nova-pro-v1:0", profile] {
        assert_eq!(taught(right), [], "{right}");
    }
    for wrong in ["a", "amazon nova", &format!("{profile} ?")] {
        assert_eq!(taught(wrong).len(), 1, "{wrong}");
    }
}

#[test]
fn tags_hold_to_their_limits() {
    let tagged = |key: &str, value: &str| {
        let tags = json!([{ "key": key, "value": value }]);
        faults("nova-lite", &with(json!({ "tags": tags })))
    };
    let [long, longer] = [128, 256].map(|length| "a".repeat(length));
    for (key, value) in [(&*long, &*longer), ("a b._:/=+@-", "")] {
        assert_eq!(tagged(key, value), [], "{key} {value}");
    }
    for (key, value) in [
        ("", "x"),
        (&*format!("{long}a"), ""),
        ("a", &*format!("{longer}a")),
        ("a,", ""),
        ("a\tb", ""),
        ("a", "b\nc"),
        ("a", "ü"),
        ("AWS:a", ""),
    ] {
        assert_eq!(tagged(key, value).len(), 1, "{key} {value}");
    }
}

#[test]
fn counts_have_their_limits() {
    let many = |number: usize, word: &str| {
        (0..number)
            .map(|place| json!(format!("{word}-{place}")))
            .collect::<Vec<_>>()
    };
    let vpc = |subnets, groups| {
        let vpc =
            json!({ "subnetIds": many(subnets, "subnet"), "securityGroupIds": many(groups, "sg") });
        let found = faults("nova-lite", &with(json!({ "vpc": vpc })));
        found
            .into_iter()
            .map(|(field, _)| field)
            .collect::<Vec<_>>()
    };
    assert!(vpc(16, 5).is_empty());
    assert_eq!(vpc(17, 6), ["vpc.subnetIds", "vpc.securityGroupIds"]);
    assert_eq!(vpc(0, 1), ["vpc.subnetIds"]);
    let tags = |number: usize| {
        let tags: Vec<_> = (0..number)
            .map(|place| json!({ "key": place.to_string() }))
            .collect();
        faults("nova-lite", &with(json!({ "tags": tags })))
    };
    assert_eq!(tags(200), []);
    assert_eq!(
        tags(201),
        [("tags".to_owned(), "Too many tags: 201.".to_owned())]
    );
}

#[test]
fn every_model_of_the_catalogue_has_a_request() {
    for model in tuneset::all_models() {
        let fields = with(json!({
            "account": "123456789012",
            "baseModel": "amazon.nova-lite-v1:0:300k",
            "teacher": "amazon.nova-pro-v1:0",
            "rewardFunction": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "region": model.regions.first().map_or("us-east-1", |region| region),
        }));
        let plan = plan(&model.id, &fields);
        let refused: Vec<_> = plan
            .faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error && fault.field != "model")
            .collect();
        assert!(refused.is_empty(), "{}: {refused:?}", model.id);
        assert!(plan.commands.len() >= 4, "{}", model.id);
    }
}

#[test]
fn what_a_shell_would_run_stays_text() {
    let evil = "x'; rm -rf $HOME `id` \"\n";
    let fields = json!({
        "jobName": evil, "customModelName": evil, "bucket": evil, "prefix": evil, "region": evil,
        "account": evil, "role": evil, "training": { "name": evil },
    });
    for model in ["nova-lite", "gpt-oss-20b-rft"] {
        let plan = plan(model, &fields);
        assert!(!plan.ready);
        for command in plan.commands {
            let output = std::process::Command::new("sh")
                .args(["-n", "-c", &command.text])
                .output()
                .expect("a shell");
            assert!(output.status.success(), "{}", command.text);
            // Outside of quotes nothing of it is left.
            let mut pieces = command
                .text
                .replace(r"'\''", "")
                .split('\'')
                .map(str::to_owned)
                .collect::<Vec<_>>();
            let bare: Vec<_> = pieces.drain(..).step_by(2).collect();
            assert!(!bare.join(" ").contains("rm -rf"), "{}", command.text);
        }
    }
}
