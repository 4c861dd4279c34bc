//! Metrics files of runs of every kind. `tests/fixtures/metrics/VERDICT[.WHAT]/` holds the files of one run; the folder's
//! name is the verdict, and the report as text is a snapshot in `tests/snapshots/metrics`.

use std::fmt::Write;
use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;
use tuneset::metrics::{File, is_metrics, metrics};

/// The report as scripts read it.
fn report(files: &[(&str, &[u8])]) -> Value {
    let files: Vec<File<'_>> = files
        .iter()
        .map(|&(name, bytes)| File { name, bytes })
        .collect();
    serde_json::to_value(metrics(&files)).expect("a report serializes")
}

type Named<T> = (String, T);

fn runs() -> Vec<Named<Vec<Named<Vec<u8>>>>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/metrics");
    let names = |folder: &PathBuf| -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
            .expect("a folder of fixtures")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        paths
    };
    let name = |path: &PathBuf| {
        path.file_name()
            .and_then(|name| name.to_str())
            .expect("a name")
            .to_owned()
    };
    names(&folder)
        .iter()
        .map(|run| {
            let files = names(run)
                .iter()
                .map(|path| (name(path), std::fs::read(path).expect("a file")))
                .collect();
            (name(run), files)
        })
        .collect()
}

#[test]
fn every_kind_of_run_has_its_verdict() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/metrics");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    let mut seen = std::collections::BTreeSet::new();
    for (name, files) in runs() {
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(name, bytes)| (&name[..], &bytes[..]))
            .collect();
        let report = report(&files);
        let wanted = name.split('.').next().expect("a verdict").to_owned();
        assert_eq!(report["verdict"]["kind"], *wanted, "{name}");
        insta::assert_snapshot!(name.as_str(), shown(&report));
        seen.insert(wanted);
    }
    assert_eq!(seen.len(), 5, "a fixture of each kind: {seen:?}");
}

fn shown(report: &Value) -> String {
    let mut text = String::new();
    let verdict = &report["verdict"];
    let line = |text: &mut String, lead: &str, value: &Value| {
        writeln!(text, "{lead} {}", value.as_str().unwrap_or_default()).expect("a string");
    };
    line(&mut text, "=", &verdict["summary"]);
    for reason in verdict["reasons"].as_array().into_iter().flatten() {
        line(&mut text, "-", reason);
    }
    for advice in verdict["advice"].as_array().into_iter().flatten() {
        line(&mut text, ">", advice);
    }
    for epoch in report["epochs"].as_array().into_iter().flatten() {
        writeln!(text, "{epoch}").expect("a string");
    }
    for key in ["best", "overfitOnset"] {
        writeln!(text, "{key}: {}", report[key]).expect("a string");
    }
    for (name, finding) in report["findings"].as_object().into_iter().flatten() {
        writeln!(text, "{} {name}: {}", finding["severity"], finding["count"]).expect("a string");
        for example in finding["examples"].as_array().into_iter().flatten() {
            let place = ["file", "line", "column"].map(|key| example[key].to_string());
            writeln!(text, "  {}: {}", place.join(":"), example["message"]).expect("a string");
        }
    }
    text
}

#[test]
fn metrics_are_told_from_data_by_their_header() {
    for (run, files) in runs() {
        for (name, bytes) in files {
            let wanted = !run.ends_with("not-metrics");
            assert_eq!(is_metrics(&bytes), wanted, "{run}/{name}");
        }
    }
    for data in [
        "{\"prompt\": \"step,training_loss\", \"completion\": \"epoch,loss\"}\n",
        "[{\"step\": 1, \"loss\": 2}]",
        "loss,of,appetite\n",
        "prompt,completion\n",
        "",
    ] {
        assert!(!is_metrics(data.as_bytes()), "{data}");
    }
}

#[test]
fn the_order_of_files_columns_and_rows_changes_nothing() {
    let training = "step_number,epoch_number,training_loss\n1,0,3\n2,0,2\n3,1,1.5\n4,1,1\n";
    let validation = "step_number,epoch_number,validation_loss\n2,0,2.5\n4,1,1.5\n";
    let mut one = report(&[("t", training.as_bytes()), ("v", validation.as_bytes())]);
    let shuffled =
        "training_loss,extra,step_number,epoch_number\n1,x,4,1\n3,x,1,0\n1.5,x,3,1\n2,x,2,0\n";
    let mut other = report(&[("v", validation.as_bytes()), ("t", shuffled.as_bytes())]);
    for report in [&mut one, &mut other] {
        report["files"].take();
    }
    assert_eq!(one, other);
}

#[test]
fn long_curves_are_thinned_to_means_and_lose_no_loss() {
    let mut text = "step_number,epoch_number,training_loss\n".to_owned();
    for step in 1..=12_345 {
        writeln!(text, "{step},0,{}", 1.0 + 1.0 / f64::from(step)).expect("a string");
    }
    let report = report(&[("t", text.as_bytes())]);
    let curve = &report["training"];
    let points = curve["points"].as_array().expect("points");
    assert_eq!(curve["losses"], 12_345);
    assert_eq!(curve["lossesPerPoint"], 25);
    assert_eq!(points.len(), 12_345_usize.div_ceil(25));
    assert_eq!(points.last().expect("a point")["step"], 12_345);
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0.0..5.0_f64).prop_map(|loss| loss.to_string()),
        1 => Just("NaN".to_owned()),
        1 => Just("1e308".to_owned()),
        1 => "[ -~]{0,8}",
        1 => any::<i64>().prop_map(|number| number.to_string()),
    ]
}

proptest! {
    #[test]
    fn no_table_crashes_it_and_every_row_is_accounted_for(
        rows in prop::collection::vec((cell(), cell(), cell()), 0..60),
        validation in any::<bool>(),
    ) {
        let loss = if validation { "validation_loss" } else { "training_loss" };
        let mut text = format!("step_number,epoch_number,{loss}\n");
        for (step, epoch, loss) in &rows {
            writeln!(text, "{step},{epoch},{loss}").expect("a string");
        }
        let report = report(&[("a.csv", text.as_bytes())]);
        let file = &report["files"][0];
        prop_assert!(file["losses"].as_u64() <= file["rows"].as_u64());
        let curve = &report[if validation { "validation" } else { "training" }];
        let repeated = report["findings"]["repeated-step"]["count"].as_u64().unwrap_or(0);
        let used = curve["losses"].as_u64().unwrap_or(0) + curve["notFinite"].as_u64().unwrap_or(0);
        prop_assert_eq!(file["losses"].as_u64(), Some(used + repeated));
        let numbers = curve["points"].as_array().into_iter().flatten();
        for point in numbers {
            prop_assert!(point["loss"].is_f64() && point["smoothed"].is_f64(), "{}", point);
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let report = report(&[("a.csv", &bytes)]);
        prop_assert!(report["verdict"]["summary"].is_string());
        prop_assert!(!is_metrics(&bytes) || report["verdict"]["kind"].is_string());
    }

    #[test]
    fn losses_of_another_scale_have_the_same_verdict(
        losses in prop::collection::vec(0.01..5.0_f64, 2..9),
        power in -3..4_i32,
    ) {
        let verdict = |scale: f64| {
            let mut text = "step,epoch,validation_loss\n".to_owned();
            for (epoch, loss) in losses.iter().enumerate() {
                writeln!(text, "{epoch},{epoch},{}", loss * scale).expect("a string");
            }
            report(&[("a.csv", text.as_bytes())])["verdict"]["kind"].clone()
        };
        prop_assert_eq!(verdict(1.0), verdict(2.0_f64.powi(power)));
    }
}
