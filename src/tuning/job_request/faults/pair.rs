//! Faults of a distillation's teacher and student, and of their common Region.

use super::{Faults, breach};
use crate::diagnostic::finding::Severity;
use crate::diagnostic::quote::listed;
use crate::models::{self, CustomizationType, Lifecycle, Model, NewJobs, Teacher, aws_name};
use crate::tuning::job_request::control::quoted_shown;
use crate::tuning::job_request::names::given;
use crate::tuning::job_request::{Fault, JobFields, Names};

impl Faults<'_> {
    /// Checks that the teacher supports the student, and that both are open to new jobs.
    pub(super) fn pair(&mut self, fields: &JobFields, names: &Names) {
        let is_refused = |fault: &Fault| ["teacher", "baseModel"].contains(&&*fault.field);
        if self.kind != CustomizationType::Distillation || self.list.iter().any(is_refused) {
            return;
        }
        let teacher = given(&fields.teacher);
        let base = Some(&names.base_model).filter(|name| *name != Names::BASE_MODEL);
        // The ARN of a custom model does not contain its base model.
        let base = base.filter(|name| !name.contains(":custom-model/"));
        let student = base.and_then(|name| models::find_by_aws_id(name));
        let of_anthropic = [("teacher", teacher.as_ref()), ("baseModel", base)]
            .into_iter()
            .filter(|(_, id)| id.is_some_and(|id| aws_name(id).starts_with("anthropic.")));
        let refused: Vec<_> = of_anthropic.map(|(field, _)| field).collect();
        for field in &refused {
            let message = format!(
                "Distillation is not available for Anthropic models, according to AWS on {}.",
                self.model.as_of
            );
            self.refuse(field, &message, &self.pairs());
        }
        let Some(id) = teacher.filter(|_| refused.is_empty()) else {
            return;
        };
        // These ids do not contain the model behind them.
        if id.contains(":application-inference-profile/") || id.contains(":custom-model") {
            return;
        }
        match self.model.teacher(&id) {
            Some(teacher) => {
                self.ended_teacher(teacher);
                if let Some(student) = student {
                    self.student(student, teacher);
                } else if let Some(base) = base {
                    let message = format!(
                        "{} cannot be a student in distillation.",
                        quoted_shown(base)
                    );
                    let help = taught_by(teacher);
                    self.refuse("baseModel", &message, &help);
                }
            }
            None => self.no_teacher(&id, base),
        }
    }

    /// Returns the Regions that support the pair if its teacher is known; else those of the model.
    pub(super) fn regions(&self, fields: &JobFields) -> &[String] {
        let teacher = self.model.teacher(&fields.teacher);
        teacher.map_or(&self.model.regions, |teacher| &teacher.regions)
    }

    fn refuse(&mut self, field: &str, message: &str, help: &str) {
        let source = self.model.source.clone();
        self.say(field, Severity::Error, breach(message, help), Some(&source));
    }

    fn ended_teacher(&mut self, teacher: &Teacher) {
        let (severity, takes) = match teacher.new_jobs {
            NewJobs::Open => return,
            NewJobs::Disputed => (Severity::Warning, "may no longer be a teacher"),
            NewJobs::Closed => (Severity::Error, "can no longer be a teacher"),
        };
        let lifecycle = teacher.lifecycle.as_ref().map(Lifecycle::sentence);
        let message = format!(
            "{} {takes}: {}.",
            teacher.name,
            lifecycle.unwrap_or_default()
        );
        let breach = breach(&message, &self.pairs());
        self.say("teacher", severity, breach, Some(&teacher.source));
    }

    fn student(&mut self, student: &Model, teacher: &Teacher) {
        if !teacher.teaches(student) {
            let mut others = self.model.teachers.iter();
            let own = teacher.model.as_deref().and_then(models::find);
            let upside_down = own.is_some_and(|own| {
                others.any(|other| other.model.as_ref() == Some(&student.id) && other.teaches(own))
            });
            let message = if upside_down {
                upside_down_message(&student.name, &teacher.name)
            } else {
                format!(
                    "{} cannot be trained with {} as its teacher.",
                    student.name, teacher.name
                )
            };
            return self.refuse("baseModel", &message, &taught_by(teacher));
        }
        if let Some(closure) = student.closure() {
            let severity = match student.new_jobs {
                NewJobs::Closed => Severity::Error,
                _ => Severity::Warning,
            };
            let source = student.lifecycle.as_ref().map(|said| said.source.clone());
            let breach = breach(&format!("{closure}."), &self.pairs());
            self.say("baseModel", severity, breach, source.as_deref());
        }
    }

    fn no_teacher(&mut self, id: &str, base: Option<&String>) {
        let student = models::find_by_aws_id(id);
        let teacher = base.and_then(|base| self.model.teacher(base));
        let message = match (student, teacher) {
            (Some(student), Some(teacher)) if teacher.teaches(student) => {
                upside_down_message(&teacher.name, &student.name)
            }
            _ => format!("{} cannot be a teacher in distillation.", quoted_shown(id)),
        };
        self.refuse("teacher", &message, &self.pairs());
    }

    /// The pairs that take new jobs.
    fn pairs(&self) -> String {
        let open = self.model.teachers.iter();
        let open = open.filter(|teacher| teacher.new_jobs == NewJobs::Open);
        open.map(taught_by).collect::<Vec<_>>().join(" ")
    }
}

fn upside_down_message(student: &str, teacher: &str) -> String {
    format!(
        "Teacher and student are swapped: {student} is the teacher of {teacher}, not the other way around."
    )
}

/// The students that take new jobs, or all if none does, and the ids to name.
fn taught_by(teacher: &Teacher) -> String {
    let students = || teacher.students.iter().filter_map(|id| models::find(id));
    let mut open: Vec<_> = students()
        .filter(|student| student.new_jobs == NewJobs::Open)
        .collect();
    if open.is_empty() {
        open = students().collect();
    }
    let named: Vec<_> = open
        .into_iter()
        .map(|student| {
            let id = student.base_model_id.as_deref().unwrap_or(&student.id);
            format!("{} ({id})", student.name)
        })
        .collect();
    let named: Vec<_> = named.iter().map(String::as_str).collect();
    format!(
        "{} ({}) can be a teacher of {}, in {}.",
        teacher.name,
        teacher.id,
        listed(&named),
        teacher.regions.join(" and ")
    )
}
