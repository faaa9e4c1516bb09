//! Charts that a configuration describes: their patterns and layouts, from what its files say.

use std::path::Path;

use crate::chart::InConfiguration;
use crate::chart::layouts::{Form, Shipped, from_node};
use crate::config::{ChartSetting, Config, Layer, LayoutSetting, SecondSetting};
use crate::discover::{Configured, ConfiguredReferences, ConfiguredSecond, Pattern};
use crate::files::{Ask as _, Files};
use crate::nearest::{near_or, one_of};
use crate::problem::Problem;
use crate::reconcile::{MatchKey, Says, Terms};
use crate::references::Names;
use crate::source::quoted;
use crate::yaml::Spanned;

/// The charts of all files of a configuration. One that is described again by its name is as the
/// later file has it.
pub(super) fn charts(files: &dyn Files, config: &mut Config) -> Vec<Configured> {
    let mut charts: Vec<Configured> = Vec::new();
    let mut left = MOST_PATTERNS;
    for layer in &mut config.layers {
        let root = files.root(&layer.folder);
        for setting in std::mem::take(&mut layer.settings.charts) {
            let chart = chart(layer, setting, &root, &mut left);
            match charts.iter_mut().find(|known| known.name == chart.name) {
                Some(known) => *known = chart,
                None => charts.push(chart),
            }
        }
    }
    charts
}

/// The most patterns of a configuration: as it is run, each takes a thousand times the room of its text.
const MOST_PATTERNS: usize = 1000;

/// What names the files of a chart. The first pattern for which there is no room is a mistake.
fn patterns(
    layer: &mut Layer,
    files: Vec<Spanned<String>>,
    root: &Path,
    left: &mut usize,
) -> Vec<(Pattern, String)> {
    let mut patterns = Vec::new();
    for file in files {
        match Pattern::new(&file.value, &layer.folder, root) {
            Ok(pattern) if pattern.has_wildcard() && *left == 0 => {
                let message = format!("more than {MOST_PATTERNS} patterns");
                layer.problems.push(Problem::new(
                    file.span,
                    message,
                    "name the folders that the files are in",
                ));
                break;
            }
            Ok(pattern) => {
                *left -= usize::from(pattern.has_wildcard());
                patterns.push((pattern, layer.file.place(file.span)));
            }
            Err(error) => layer.problems.push(Problem::new(file.span, error.message, error.help)),
        }
    }
    patterns
}

fn chart(layer: &mut Layer, setting: ChartSetting, root: &Path, left: &mut usize) -> Configured {
    let patterns = patterns(layer, setting.files, root, left);
    let name = setting.name.value;
    let layout = setting.layout.and_then(|layout| form(layer, &name, &layout));
    let stated = layer.tree.clone().zip(setting.stated).map(|(tree, node)| InConfiguration { tree, node });
    layer.problems.extend(stated.iter().flat_map(InConfiguration::mistakes));
    let seconds =
        setting.seconds.into_iter().filter_map(|setting| second(layer, setting, root, left)).collect();
    Configured { name, patterns, layout, stated, seconds }
}

fn second(
    layer: &mut Layer,
    setting: SecondSetting,
    root: &Path,
    left: &mut usize,
) -> Option<ConfiguredSecond> {
    let name = setting.files.first().map(|file| file.value.clone()).unwrap_or_default();
    let layout = setting.layout.and_then(|layout| form(layer, &name, &layout));
    let says = words(layer, setting.says, "`says`", Says::ALL, Says::word);
    let keys = words(layer, setting.keys, "`match`", MatchKey::ALL, MatchKey::word);
    let patterns = patterns(layer, setting.files, root, left);
    if patterns.is_empty() {
        return None;
    }
    let files = Configured { name, patterns, layout, stated: None, seconds: Vec::new() };
    Some(ConfiguredSecond { files, terms: Terms { says, keys } })
}

/// The files that name people and units, of all files of a configuration.
pub(super) fn references(files: &dyn Files, config: &mut Config) -> Vec<ConfiguredReferences> {
    let mut found = Vec::new();
    let mut left = MOST_PATTERNS;
    for layer in &mut config.layers {
        let root = files.root(&layer.folder);
        for setting in std::mem::take(&mut layer.settings.references) {
            let patterns = patterns(layer, setting.files, &root, &mut left);
            let patterns = patterns.into_iter().map(|(pattern, at)| (pattern.of_all_files(), at)).collect();
            let names = setting
                .names
                .map(|names| words(layer, Some(vec![names]), "`names`", Names::ALL, Names::word));
            let files =
                Configured { name: String::new(), patterns, layout: None, stated: None, seconds: Vec::new() };
            let names = names.and_then(|names| names.first().copied());
            found.push(ConfiguredReferences { files, at: setting.at.map(|at| at.value), names });
        }
    }
    found
}

/// What words stand for; all there is where none are written.
fn words<T: Copy + PartialEq, const N: usize>(
    layer: &mut Layer,
    written: Option<Vec<Spanned<String>>>,
    what: &str,
    all: [T; N],
    word: impl Fn(T) -> &'static str,
) -> Vec<T> {
    let Some(written) = written else { return all.to_vec() };
    let known = all.map(&word);
    let mut found = Vec::new();
    for text in written {
        match all.into_iter().find(|one| word(*one) == text.value) {
            Some(one) if !found.contains(&one) => found.push(one),
            Some(_) => {}
            None => {
                let help = near_or(&text.value, known, || format!("write {}, in a list", one_of(&known)));
                let message = format!("{what} takes no {}", quoted(&text.value));
                layer.problems.push(Problem::new(text.span, message, help));
            }
        }
    }
    found
}

fn form(layer: &mut Layer, name: &str, layout: &LayoutSetting) -> Option<Form> {
    match layout {
        LayoutSetting::Named(word) => {
            let found = Shipped::named(&word.value).map(Form::Shipped);
            if found.is_none() {
                let known = Shipped::all().into_iter().map(Shipped::name).collect::<Vec<_>>();
                let help = near_or(&word.value, known.iter().copied(), || {
                    format!("write {}, or your own layout as a set of keys", one_of(&known))
                });
                let message = format!("there is no layout {}", quoted(&word.value));
                layer.problems.push(Problem::new(word.span, message, help));
            }
            found
        }
        LayoutSetting::Own(node) => {
            let tree = layer.tree.clone()?;
            match from_node(name, &tree, *node) {
                Ok(layout) => Some(layout.into()),
                Err(problems) => {
                    layer.problems.extend(problems);
                    None
                }
            }
        }
    }
}
