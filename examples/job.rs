//! Job plans for the tests that send them through AWS's own clients: each line of input is `{model, fields}` as JSON, each line
//! of output the plan.

use std::io::stdin;

use serde_json::{Value, from_str, to_string};
use tuneset::job_request::{JobFields, request};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lines() {
        let wanted: Value = from_str(&line?)?;
        let id = wanted["model"].as_str().ok_or("name a model")?;
        let model = tuneset::find_model(id).ok_or("no such model")?;
        let fields = JobFields::from_json(&wanted["fields"].to_string())?;
        println!("{}", to_string(&request(model, &fields))?);
    }
    Ok(())
}
