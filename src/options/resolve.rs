//! Resolves options against rules, models and formats.

use super::{Convert, Options, RuleSetting};
use crate::diagnostic::finding::Severity;
use crate::diagnostic::option_error::OptionError;
use crate::input::repair::Fixes;
use crate::json::pointer::Pointer;
use crate::lint::Rule;
use crate::lint::fix_settings::FixChoice;
use crate::lint::rules;
use crate::lint::rules::RULES;
use crate::lint::settings::{RuleSettings, Setting};
use crate::models::{self, Model};
use crate::record::convert::{Mapped, Mapping, Target};
use crate::record::format::Format;
use std::borrow::Cow;
use std::sync::Arc;

/// Options, resolved against rules, models and formats.
#[derive(Clone)]
pub(crate) struct Resolved {
    /// The model, with the user's own numbers.
    pub model: Option<Cow<'static, Model>>,
    /// The setting of each rule.
    pub settings: RuleSettings,
    /// The repairs that are made.
    pub fixes: FixChoice,
    /// The target of the conversion; `None` if records are not converted.
    pub target: Option<Target>,
    /// Similarity from which records are near-duplicates; none if near-duplicates are not searched.
    pub near: Option<f64>,
    /// Pointer that records are grouped by.
    pub group: Option<Pointer>,
    /// Pointer to the classes that both sides have equal shares of, if the user gave one.
    pub class: Option<Pointer>,
}

impl Options {
    /// Resolves the options.
    ///
    /// # Errors
    /// A sentence that names the unknown rule, model, format or limit, or the impossible value.
    pub(crate) fn resolve(&self) -> Result<Resolved, OptionError> {
        let settings = self.settings()?;
        let fixes = self.fixes()?;
        let model = self.find_model()?;
        let near = self.near.threshold()?;
        let target = self.target(model.as_deref())?;
        let (group, class) = match &self.split {
            None => (None, None),
            Some(split) => (split.group_pointer()?, split.class_pointer()?),
        };
        Ok(Resolved {
            model,
            settings,
            fixes,
            target,
            near,
            group,
            class,
        })
    }

    /// Returns the repairs that are made.
    ///
    /// # Errors
    /// A sentence, for a rule that does not exist, and for one whose findings nothing repairs.
    pub fn fixes(&self) -> Result<FixChoice, OptionError> {
        let mut choice = FixChoice::all(match self {
            Self {
                unsafe_fixes: true, ..
            } => Fixes::Unsafe,
            Self { fix: true, .. } => Fixes::Safe,
            _ => Fixes::None,
        });
        for (name, wanted) in &self.fixes {
            let rule = named_rule(name)?;
            if !rule.has_fix() {
                let fixable = RULES.iter().filter(|rule| rule.has_fix());
                let names: Vec<&str> = fixable.map(|rule| rule.name).collect();
                return Err(OptionError(format!(
                    "there is no fix for {name}; fixes exist for {}",
                    names.join(", ")
                )));
            }
            choice.set(rule, (*wanted).into());
        }
        Ok(choice)
    }

    /// Returns the target of the conversion; fails for a name that no format has, or a format that the model does not take.
    fn target(&self, model: Option<&Model>) -> Result<Option<Target>, OptionError> {
        let mapping = self.mapping()?;
        match self.convert {
            None | Some(Convert::Wanted(false)) if mapping.is_none() => return Ok(None),
            Some(Convert::Wanted(false)) => {
                return Err(OptionError(
                    "map requires conversion, but convert is false".to_owned(),
                ));
            }
            _ => {}
        }
        let own = model.map_or(Format::BedrockConversation2024, |model| model.format);
        let format = match &self.convert {
            None | Some(Convert::Wanted(_)) => own,
            Some(Convert::Format(name)) => Format::named(name).ok_or_else(|| {
                let names = Format::ALL.map(Format::name);
                OptionError(match crate::diagnostic::suggest::closest(name, names) {
                    Some(closest) => {
                        format!("there is no format \"{name}\"; did you mean {closest}?")
                    }
                    None => format!(
                        "there is no format \"{name}\"; there are {}",
                        names.join(", ")
                    ),
                })
            })?,
        };
        if let Some(model) = model.filter(|_| format != own) {
            return Err(OptionError(format!(
                "{} requires {} records; convert to that, or leave the model out",
                model.name,
                own.name()
            )));
        }
        Ok(Some(Target {
            format,
            one_system_text: model
                .and_then(|model| model.system_blocks.as_ref())
                .is_some_and(|blocks| blocks.value == 1),
            mapping: mapping.map(Arc::new),
        }))
    }

    /// Returns the keys that the user named; fails for a part that does not exist, and without that of the question.
    fn mapping(&self) -> Result<Option<Mapping>, OptionError> {
        let known = |name: &String| Mapped::ALL.iter().any(|part| part.name() == name);
        if let Some(name) = self.map.keys().find(|name| !known(name)) {
            return Err(OptionError(format!(
                "map names keys for prompt, completion and system, not for \"{name}\""
            )));
        }
        if let Some((name, _)) = self.map.iter().find(|(_, key)| key.trim().is_empty()) {
            return Err(OptionError(format!("map names no key for {name}")));
        }
        let of = |part: Mapped| self.map.get(part.name()).cloned();
        let Some(prompt) = of(Mapped::Prompt) else {
            return match self.map.keys().next() {
                None => Ok(None),
                Some(name) => Err(OptionError(format!(
                    "map names a key for {name} and none for prompt, as in prompt=dialogue"
                ))),
            };
        };
        let mapping = Mapping {
            prompt,
            completion: of(Mapped::Completion),
            system: of(Mapped::System),
        };
        let mut keys: Vec<_> = self
            .map
            .values()
            .map(|key| key.trim().to_lowercase())
            .collect();
        keys.sort_unstable();
        match keys.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(OptionError(format!("map names \"{}\" twice", pair[0]))),
            None => Ok(Some(mapping)),
        }
    }

    /// Returns the model with the user's own numbers; fails for an unknown id, and for limits that cannot be set like this.
    fn find_model(&self) -> Result<Option<Cow<'static, Model>>, OptionError> {
        let Some(id) = &self.model else {
            return match self.limits.keys().next() {
                None => Ok(None),
                Some(name) => Err(OptionError(format!(
                    "the limit {name} is one of a model: name the model too"
                ))),
            };
        };
        let refusal = || {
            let told = models::uncustomized(id);
            OptionError(told.unwrap_or_else(|| unknown("model", id, models::closest(id), "models")))
        };
        let model = models::find(id).ok_or_else(refusal)?;
        if self.limits.is_empty() {
            return Ok(Some(Cow::Borrowed(model)));
        }
        let model = model.with_quotas(&self.limits).map_err(OptionError)?;
        Ok(Some(Cow::Owned(model)))
    }

    /// Returns the setting of each rule; fails for a rule that does not exist.
    fn settings(&self) -> Result<RuleSettings, OptionError> {
        let mut settings = rules::default_settings();
        if self.compared {
            for rule in RULES {
                settings.set(rule, rules::only_unreadable(rule));
            }
            return Ok(settings);
        }
        for (name, wanted) in &self.rules {
            let rule = named_rule(name)?;
            let setting = match wanted {
                RuleSetting::Error => Setting::Always(Severity::Error),
                RuleSetting::Warning => Setting::Always(Severity::Warning),
                RuleSetting::Info => Setting::Always(Severity::Info),
                RuleSetting::On => Setting::Default,
                RuleSetting::Off => Setting::Off,
            };
            settings.set(rule, setting);
        }
        Ok(settings)
    }
}

fn named_rule(name: &str) -> Result<&'static Rule, OptionError> {
    let refusal = || {
        OptionError(match rules::renamed(name) {
            Some(rule) => format!("the rule {name} is now called {}", rule.name),
            None => unknown("rule", name, rules::closest(name), "rules"),
        })
    };
    rules::find(name).ok_or_else(refusal)
}

fn unknown(kind: &str, given: &str, closest: Option<&str>, list: &str) -> String {
    match closest {
        Some(name) => format!("there is no {kind} \"{given}\"; did you mean {name}?"),
        None => format!("there is no {kind} \"{given}\"; `tuneset {list}` lists them all"),
    }
}
