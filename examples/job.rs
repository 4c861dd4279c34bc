//! Prints the plan of a job: `cargo run --example job MODEL < fields.json`. The tests against real AWS clients use it.

use std::io::read_to_string;

use tuneset::job::{JobFields, request};
use tuneset::models;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id = std::env::args().nth(1).ok_or("name a model")?;
    let model = models::find(&id).ok_or("no such model")?;
    let fields = JobFields::from_json(&read_to_string(std::io::stdin())?)?;
    println!("{}", serde_json::to_string(&request(model, &fields))?);
    Ok(())
}
