//! Records that were converted, and records that could be.

use super::{ConversionReport, Convertible, ConvertibleFrom, Diagnostic, FirstPlace, Mappable};
use crate::check::conversion_counts::First;
use crate::check::prepare::ROW;
use crate::dataset::Dataset;
use crate::diagnostic::finding::Finding;
use crate::input::framing::Framing;
use crate::lint::fact::places_kept;
use crate::lint::rules::lost_in_conversion;
use crate::lint::rules::model_closed;
use crate::lint::unexpected_layout::{self, UnexpectedLayout};
use crate::models::{self, Model};
use crate::record::convert::Loss;
use crate::record::format::{Content, Format};
use crate::record::layout::Layout;

impl Dataset {
    /// Returns the converted layouts; `None` if no conversion was requested.
    pub(super) fn conversion(&self) -> Option<ConversionReport> {
        Some(ConversionReport {
            to: self.target?.name(),
            from: self.conversions.from.clone(),
            not_converted: self.conversions.refused,
            lost: self.conversions.left_behind(),
        })
    }

    /// Returns the findings on losses; of keys there is one, unless each place is wanted.
    pub(super) fn losses(&self, wanted: Format) -> Vec<Diagnostic> {
        let lists_all = places_kept(self.options.max_examples_per_rule) > 1;
        let conversions = &self.conversions;
        let count = |first: &First| conversions.lost.get(&first.thing).copied();
        let is_key = |first: &&First| first.thing.0 == Loss::LeftBehind && !lists_all;
        let (keys, others): (Vec<_>, Vec<_>) = conversions.firsts.iter().partition(is_key);
        let told = others.into_iter().map(|first| {
            let records = count(first).filter(|_| !lists_all);
            self.told_once(first.file, first.told(records, wanted), records)
        });
        let one = keys.first().map(|first| {
            let names: Vec<_> = keys.iter().map(|key| key.thing.1.as_str()).collect();
            let values = keys.iter().filter_map(|key| count(key));
            let records = values.clone().max();
            let message = lost_in_conversion::left_behind(&names, records, wanted);
            let example = Finding {
                message: message.text,
                help: message.help,
                ..first.example.clone()
            };
            self.told_once(first.file, example, Some(values.sum()))
        });
        one.into_iter().chain(told).collect()
    }

    /// Returns the records that a conversion would turn into the requested format.
    pub(super) fn convertible(&self) -> Option<Convertible> {
        if self.target.is_some() {
            return None;
        }
        let to = self.wanted();
        let unexpected_layouts = self.unexpected_layouts.iter();
        let foreign =
            unexpected_layouts.filter(|(_, met)| met.kept.is_some() && met.layout.converts_to(to));
        let foreign =
            foreign.map(|(file, unexpected_layouts)| self.foreign(*file, unexpected_layouts));
        let mut from: Vec<ConvertibleFrom> = Vec::new();
        for found in self.tables(to).chain(foreign) {
            match from.iter_mut().find(|known| known.layout == found.layout) {
                Some(known) => known.records += found.records,
                None => from.push(found),
            }
        }
        (!from.is_empty()).then(|| Convertible {
            to: to.name(),
            from,
        })
    }

    /// Returns the format that a conversion makes: that of the model, or of the one to go on with for reinforcement.
    pub(super) fn wanted(&self) -> Format {
        let model = self.model.as_deref();
        let other = || self.next_model().filter(|_| self.format.is_none());
        model
            .or_else(other)
            .map_or(Format::BedrockConversation2024, |model| model.format)
    }

    /// Returns the model to go on with, where it is another than the user's.
    pub(super) fn next_model(&self) -> Option<&'static Model> {
        let kinds = self.kinds_of_media();
        match self.model.as_deref() {
            Some(model) if self.settings.wants(&model_closed::RULE) => model.instead(&kinds),
            Some(_) => None,
            None if self.target.is_some() => None,
            None => {
                let mut met = self.unexpected_layouts.iter().map(|(_, met)| met.layout);
                let meant = met.find(|layout| layout.is_for_reinforcement());
                models::without_a_model(self.format, meant, &kinds)
            }
        }
    }

    /// Returns the keys by which records of no known layout, or rows of a table, can be converted to the wanted format.
    pub(super) fn mappable(&self) -> Option<Mappable> {
        let to = self.wanted();
        if self.target.is_some() || to.shape().content() != Content::Dialogue {
            return None;
        }
        let met = self.unexpected_layouts.iter();
        let unknown = met.filter(|(_, met)| met.layout == Layout::Unknown);
        let keys = unknown.map(|(_, met)| unexpected_layout::text_keys(&met.keys));
        let tables = self.files.iter().filter_map(|file| file.columns.as_ref());
        let tables = tables.filter(|columns| !columns.may_become(to));
        let columns = tables.map(|columns| columns.keys.clone());
        keys.chain(columns).find_map(|keys| {
            let pair = unexpected_layout::likely_pair(keys.iter().map(String::as_str));
            let (prompt, completion) = pair.map(|(a, b)| (a.to_owned(), b.to_owned()))?;
            Some(Mappable {
                keys,
                prompt,
                completion,
            })
        })
    }

    /// The tables whose rows can become records of the format.
    fn tables(&self, to: Format) -> impl Iterator<Item = ConvertibleFrom> {
        self.files
            .iter()
            .enumerate()
            .filter_map(move |(index, file)| {
                let next = self.files.get(index + 1);
                let end = next.map_or(self.records.len(), |next| next.first_record);
                let records = (end - file.first_record) as u64;
                let columns = file.columns.as_ref()?;
                if records == 0 || !columns.may_become(to) {
                    return None;
                }
                let first = self.record_place(u32::try_from(file.first_record).ok()?);
                let is_tabs = file.framing == Framing::TabSeparated;
                Some(ConvertibleFrom {
                    layout: ROW,
                    title: if is_tabs { "TSV" } else { "CSV" }.to_owned(),
                    records,
                    first: FirstPlace {
                        file: file.name.clone(),
                        line: first.line + 1,
                        byte_offset: first.offset,
                        byte_length: u64::from(first.length),
                    },
                })
            })
    }

    fn foreign(&self, file: usize, unexpected_layouts: &UnexpectedLayout) -> ConvertibleFrom {
        let UnexpectedLayout {
            layout,
            records,
            first,
            ..
        } = unexpected_layouts;
        let (byte_offset, byte_length) = first.record;
        ConvertibleFrom {
            layout: layout.name(),
            title: layout.title(),
            records: *records,
            first: FirstPlace {
                file: self.files[file].name.clone(),
                line: u64::from(first.line) + 1,
                byte_offset,
                byte_length,
            },
        }
    }
}
