//! The entries of a file, those inside others too, and what the file says beside them: the company,
//! exceptions, and what else orglint's own format has at its top.

use super::ReadFile;
use super::entry::Entry;
use super::entry_reader::{EntryAt, EntryReader};
use super::infer;
use super::keys::Keys;
use super::layout::{Entries, Layout, Named, Slot};
use super::shape::is_beside;
use super::shape::is_top_of_all;
use super::texts;
use crate::chart::{Field, OwnFields, others};
use crate::sort;
use crate::source::Span;
use crate::vocabulary::seat_named;
use crate::yaml::{self, Kind, NodeId, Tree};

/// What the entries of a file say.
#[derive(Default)]
pub(super) struct Entered<'t> {
    pub(super) entries: Vec<Entry<'t>>,
    /// Which of its keys mean what.
    pub(super) keys: Keys,
    /// What the file says beside entries.
    pub(super) beside: Vec<yaml::Entry>,
    /// Which of the keys that the layout names some entry has, by their numbers.
    pub(super) has: Vec<bool>,
    /// How many entries have each key.
    pub(super) counts: Vec<(&'t str, usize)>,
    /// Keys with lists of positions that are not read, with their number.
    pub(super) unread: Vec<(&'t str, Span, usize)>,
    /// Keys with lists of texts under a word for reports, which may name people who are on no list.
    pub(super) texts: Vec<(&'t str, Span, NodeId)>,
    /// Members of teams.
    pub(super) members: usize,
    /// Rows of totals and notes.
    pub(super) notes: usize,
}

/// The entries of a file that any of the layouts is about.
pub(super) fn entries_of<'t>(
    file: &'t ReadFile,
    at: u32,
    layouts: &'t [Layout],
    own: &'t OwnFields,
) -> Entered<'t> {
    let tree = &file.parsed.tree;
    let mut readers: Vec<EntryReader<'_>> =
        layouts.iter().map(|layout| EntryReader::new(file, at, layout, own)).collect();
    let beside = beside(tree, &layouts[0].entries);
    let entries = find(tree, &layouts[0].entries).into_iter().filter(|entry| !beside.holds(tree, entry));
    let mut waiting: Vec<(EntryAt, Option<usize>)> = entries.map(|entry| (entry, None)).collect();
    waiting.reverse();
    // There may be millions, and room that doubles would take half as much again.
    let mut read = Vec::with_capacity(waiting.len());
    let (mut unread, mut texts, mut members, mut notes) = (Vec::new(), Vec::new(), 0, 0);
    while let Some((entry, parent)) = waiting.pop() {
        let is_none = if file.is_table {
            is_note(tree, entry.node, waiting.len() < LAST_ROWS)
        } else {
            is_other_record(tree, entry.node)
        };
        if is_none {
            notes += 1;
            continue;
        }
        let Some(mut person) = readers.iter_mut().find_map(|reader| reader.read(entry)) else { continue };
        if file.is_table && waiting.len() < LAST_ROWS && is_sums(tree, entry.node, &person) {
            notes += 1;
            continue;
        }
        person.set_parent(parent);
        members += counted(tree, entry.node, &layouts[0]);
        // Rows of a table hold nothing, and entities name each other.
        if !file.is_table && person.entity.is_none() {
            let inside = inside(tree, entry.node, &layouts[0], &mut unread, &mut texts);
            waiting.extend(inside.into_iter().rev().map(|entry| (entry, Some(read.len()))));
        }
        read.push(person);
    }
    if !read.is_empty() {
        unread.extend(beside_what_is_read(tree, &layouts[0].entries));
    }
    let mut keys = Keys::default();
    for reader in &readers {
        keys.add(reader.keys());
    }
    let counts = match &readers[..] {
        [reader] if !file.is_table => reader.counts().collect(),
        _ => Vec::new(),
    };
    let has = |named: &Named| readers.iter().any(|reader| reader.has(&named.path));
    let has = layouts[0].named.iter().map(has).collect();
    Entered { entries: read, keys, beside: beside.entries, has, counts, unread, texts, members, notes }
}

/// Rows at the end of a table among which programs write totals and notes.
pub(super) const LAST_ROWS: usize = 20;

/// With what such a row begins, in small letters.
const NOTES: &[&str] = &[
    // Totals
    "total",
    "grand total",
    "subtotal",
    "sub total",
    "sum",
    "count",
    "headcount",
    "number of records",
    "number of rows",
    "record count",
    "row count",
    "summe",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "zwischensumme",
    "anzahl",
    "somme",
    "sous-total",
    "nombre total",
    "effectif total",
    "suma",
    "número total",
    "totale",
    "totaal",
    "subtotaal",
    "aantal",
    "soma",
    "totalt",
    "i alt",
    "sammanlagt",
    "summa",
    "yhteensä",
    "razem",
    "ogółem",
    "celkem",
    "spolu",
    "összesen",
    "toplam",
    "genel toplam",
    "ukupno",
    "итого",
    "всего",
    "разом",
    "σύνολο",
    "合計",
    "总计",
    "合计",
    "總計",
    "합계",
    "총계",
    // What may be done with it, and what it is
    "confidential",
    "strictly confidential",
    "for internal use",
    "internal use only",
    "vertraulich",
    "streng vertraulich",
    "confidentiel",
    "confidencial",
    "riservato",
    "vertrouwelijk",
    "copyright",
    "©",
    // When and by whom it was made
    "printed",
    "generated",
    "exported",
    "extracted",
    "created by",
    "created on",
    "prepared by",
    "last updated",
    "last modified",
    "data as of",
    "as of date",
    "run date",
    "run on",
    "run by",
    "report date",
    "report run",
    "report generated",
    "report created",
    "erstellt am",
    "erstellt von",
    "erstellt durch",
    "gedruckt am",
    "exportiert am",
    "druckdatum",
    "erstellungsdatum",
    "édité le",
    "édité par",
    "généré le",
    "généré par",
    "imprimé le",
    "exporté le",
    "extrait le",
    "créé le",
    "date d'édition",
    "generado el",
    "generado por",
    "impreso el",
    "exportado el",
    "fecha de impresión",
    "fecha de generación",
    "generato il",
    "stampato il",
    "esportato il",
    "creato il",
    "gerado em",
    "gerado por",
    "impresso em",
    "exportado em",
    "emitido em",
    "gegenereerd op",
    "afgedrukt op",
    "gemaakt op",
    "utskriven",
    "skapad",
    "oprettet",
    "udskrevet",
    "utskrevet",
    "wygenerowano",
    "wydrukowano",
    "vygenerováno",
    "oluşturulma tarihi",
    // Its end
    "end of report",
    "end of file",
    "end of list",
    "end of data",
    "end of export",
    "ende des berichts",
    "ende der liste",
    "fin du rapport",
    "fin de la liste",
    "fin del informe",
    "fin del reporte",
    "fin de la lista",
    "fine del rapporto",
    "fim do relatório",
    "einde van het rapport",
    "einde rapport",
];

/// What is a note with a number behind it: `Page 1 of 3`, `Stand 01.01.2026`.
const NUMBERED: &[&str] = &[
    "page",
    "p.",
    "seite",
    "página",
    "pagina",
    "pág.",
    "sida",
    "side",
    "sivu",
    "strona",
    "strana",
    "oldal",
    "sayfa",
    "pagina nr.",
    "страница",
    "σελίδα",
    "as of",
    "as at",
    "stand",
    "au",
    "situation au",
    "al",
    "per",
    "rows",
    "records",
    "record",
    "row",
];

/// What there is a number of: `3 records`, `(3 rows affected)`.
const COUNTED: &[&str] = &[
    "row",
    "rows",
    "record",
    "records",
    "entry",
    "entries",
    "result",
    "results",
    "item",
    "items",
    "line",
    "lines",
    "employee",
    "employees",
    "worker",
    "workers",
    "position",
    "positions",
    "person",
    "persons",
    "people",
    "user",
    "users",
    "datensatz",
    "datensätze",
    "einträge",
    "zeilen",
    "mitarbeiter",
    "mitarbeitende",
    "personen",
    "stellen",
    "ligne",
    "lignes",
    "enregistrements",
    "salariés",
    "collaborateurs",
    "postes",
    "fila",
    "filas",
    "registro",
    "registros",
    "empleados",
    "linhas",
    "righe",
    "dipendenti",
    "rijen",
    "medewerkers",
    "rader",
    "anställda",
    "ansatte",
    "medarbejdere",
    "wierszy",
    "rekordów",
    "pracowników",
    "záznamů",
    "kayıt",
    "satır",
    "записей",
    "строк",
];

/// The end, said between signs: `*** END ***`.
const ENDS: &[&str] = &["end", "ende", "fin", "fine", "fim", "einde", "slut", "koniec", "konec", "eof"];

/// Whether a row of a table says a total, a note or what the rows below it have in common, and nothing of a position:
/// it has one text, and numbers at the most beside it, each perhaps with what it counts (`9 rows`).
pub(super) fn is_note(tree: &Tree, row: NodeId, is_last: bool) -> bool {
    let mut cells =
        tree.entries(row).map(|entry| tree.text(entry.value).trim()).filter(|cell| !cell.is_empty());
    let Some(first) = cells.next() else { return false };
    // `Department: Sales` above the rows of its people.
    if first.contains(": ") && cells.clone().next().is_none() {
        return true;
    }
    if !is_last {
        return false;
    }
    let is_number = |cell: &str| {
        let words = || cell.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
        is_amount(cell) && words().count() < 2
    };
    is_said(first) && cells.all(is_number) && !infer::names_a_seat(first)
}

/// Whether a cell begins with a number, perhaps of money: `(2.8)`, `€ 500,000`.
fn is_amount(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['(', '-', '+', '€', '$', '£', ' ']);
    digits.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a text is a total or a note of the program that wrote the table.
fn is_said(text: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && c != '©';
    let said = text.trim_matches(is_sign).to_lowercase();
    if ENDS.contains(&&*said) {
        return text.starts_with(is_sign) || matches!(text, "END" | "EOF");
    }
    let behind = |word: &str| {
        said.strip_prefix(word).filter(|rest| !rest.starts_with(char::is_alphanumeric)).map(str::trim_start)
    };
    let is_number = |rest: &str| rest.trim_start_matches(is_sign).starts_with(|c: char| c.is_ascii_digit());
    if said.starts_with(|c: char| c.is_ascii_digit()) {
        let mut words = said.split_whitespace().skip(1);
        return words.next().is_some_and(|word| COUNTED.contains(&word)) && words.count() < 3;
    }
    NOTES.iter().any(|word| behind(word).is_some())
        || NUMBERED.iter().any(|word| behind(word).is_some_and(is_number))
}

/// Whether a row at the end of a table has numbers alone, and the first of its cells is empty: what they are the sums
/// of is not said of anybody.
fn is_sums(tree: &Tree, row: NodeId, entry: &Entry<'_>) -> bool {
    let mut cells = tree.entries(row).map(|entry| tree.text(entry.value).trim());
    let is_nobody = entry.ids.is_empty() && entry.name().is_none() && entry.value(Field::Title).is_none();
    let is_unled = || entry.up.as_ref().is_none_or(|up| up.values().is_empty());
    is_nobody
        && is_unled()
        && cells.next() == Some("")
        && cells.all(|cell| cell.is_empty() || is_amount(cell) && !cell.contains(char::is_alphabetic))
}

/// Whether a record of a directory says what was done to another, that one is gone, or what a group is.
fn is_other_record(tree: &Tree, record: NodeId) -> bool {
    tree.entries(tree.follow(record)).any(|entry| match tree.text(entry.key) {
        "@removed" => true,
        "changetype" => matches!(tree.text(entry.value), "modify" | "delete" | "modrdn" | "moddn"),
        "schemas" => {
            let is = |end: &str| tree.items(entry.value).any(|item| tree.text(item).ends_with(end));
            is(":Group") && !is(":User")
        }
        "@odata.type" => matches!(
            tree.text(entry.value).trim_start_matches("#microsoft.graph."),
            "group" | "device" | "servicePrincipal" | "orgContact"
        ),
        _ => false,
    })
}

/// Chiefs that stand by their acronyms, or as the top, beside the list or map that is read (`ceo: …`), and people in
/// another list, or in one a level deeper.
fn beside_what_is_read<'t>(tree: &'t Tree, entries: &Entries) -> Vec<(&'t str, Span, usize)> {
    let (Entries::List(Some(path)) | Entries::Map(Some(path))) = entries else { return Vec::new() };
    let first = texts::steps(path).next().unwrap_or_default();
    let roots = tree.documents().iter().filter_map(|document| document.root);
    let tops = roots.flat_map(|root| tree.entries(root));
    let beside = tops.filter(|entry| tree.text(entry.key) != first && !tree.is_null(entry.value));
    let count = |entry: &yaml::Entry| {
        let key = tree.text(entry.key);
        if seat_named(key).is_some() || is_top_of_all(tree, *entry) {
            return 1;
        }
        let people = |entry: yaml::Entry| others::people_beside(tree, tree.text(entry.key), entry.value);
        let is_apart = is_beside(tree, *entry);
        people(*entry) + if is_apart { 0 } else { tree.entries(entry.value).map(people).sum() }
    };
    let all = beside.map(|entry| (tree.text(entry.key), tree.span(entry.key), count(&entry)));
    all.filter(|(_, _, count)| *count > 0).collect()
}

/// How many an entry names who are not positions. Those who lead it hold it.
fn counted(tree: &Tree, node: NodeId, layout: &Layout) -> usize {
    let leads = |item: &NodeId| tree.get(*item, "role").is_some_and(|role| tree.text(role) == "maintainer");
    let counted = |list: NodeId| tree.items(list).filter(|item| !leads(item)).count();
    let lists = layout.counted.iter().filter_map(|key| tree.get(tree.follow(node), key));
    lists.map(counted).sum()
}

/// The entries inside an entry, in the order of the file. Lists of positions under keys that are not known
/// are noted.
fn inside<'t>(
    tree: &'t Tree,
    node: NodeId,
    layout: &Layout,
    unread: &mut Vec<(&'t str, Span, usize)>,
    texts: &mut Vec<(&'t str, Span, NodeId)>,
) -> Vec<EntryAt> {
    let mut found = Vec::new();
    for entry in tree.entries(tree.follow(node)).filter(|entry| tree.kind(entry.value) != Kind::Scalar) {
        let key = tree.text(entry.key);
        if layout.inside.iter().any(|known| known == key) {
            entries_in(tree, entry.value, &mut found);
        }
        if layout.is_export {
            continue;
        }
        let is_list_of_reports = others::is_list_of_reports(tree, key, entry.value);
        if others::may_list_people(tree, key, entry.value) && (is_list_of_reports || !reads_list(layout, key))
        {
            texts.push((key, tree.span(entry.key), entry.value));
        }
        if is_list_of_reports {
            entries_in(tree, entry.value, &mut found);
            continue;
        }
        let count = others::positions_in(tree, key, entry.value);
        // What a path of the layout goes through is read.
        if count > 0 && !layout.leads_on(&texts::folded(key)) {
            unread.push((key, tree.span(entry.key), count));
        }
    }
    found
}

/// Whether a layout reads what is in a list under a key.
fn reads_list(layout: &Layout, key: &str) -> bool {
    // What stands under `reports` beside a surer word is known by then to be another thing.
    let is_other = texts::folded(key) == Field::Reports.key().name;
    let is_read = |(slot, _): &(Slot, u16)| !matches!(slot, Slot::Plain(Field::Department | Field::Unit));
    is_other
        || layout.counted.iter().any(|known| known == key)
        || layout.leads_on(&texts::folded(key))
        || layout.slots(key).iter().any(is_read)
}

/// Where the entries of a file stand.
pub(super) fn find(tree: &Tree, entries: &Entries) -> Vec<EntryAt> {
    let roots = tree.documents().iter().filter_map(|document| document.root);
    let mut found = Vec::new();
    for root in roots {
        let is_list = matches!(entries, Entries::List(_));
        match entries {
            Entries::EachFile | Entries::Documents => found.push(EntryAt { node: root, key: None }),
            Entries::Top(path) => {
                let all = under(tree, root, path).into_iter();
                let tops = all.filter(|node| tree.kind(*node) == Kind::Mapping);
                found.extend(tops.map(|node| EntryAt { node, key: None }));
            }
            Entries::List(path) | Entries::Map(path) => {
                for node in under(tree, root, path.as_deref().unwrap_or("")) {
                    // A list may hold maps of entries in place of one.
                    let maps = (!is_list && tree.kind(node) == Kind::Sequence).then(|| tree.items(node));
                    for node in std::iter::once(node).chain(maps.into_iter().flatten()) {
                        if (tree.kind(node) == Kind::Sequence) == is_list {
                            entries_in(tree, node, &mut found);
                        }
                    }
                }
            }
        }
    }
    found
}

/// The entries of a list or a map.
pub(super) fn entries_in(tree: &Tree, node: NodeId, found: &mut Vec<EntryAt>) {
    match tree.kind(node) {
        Kind::Sequence => {
            found.extend(tree.children(node).map(|node| EntryAt { node, key: None }));
        }
        Kind::Mapping => {
            found.extend(tree.entries(node).map(|entry| EntryAt { node: entry.at, key: Some(entry.key) }));
        }
        _ => {}
    }
}

/// What is at a path of keys; `*` is any of them.
pub(super) fn under(tree: &Tree, root: NodeId, path: &str) -> Vec<NodeId> {
    let mut found = vec![tree.follow(root)];
    for step in texts::steps(path).filter(|step| !step.is_empty()) {
        let step = step.strip_prefix('"').and_then(|step| step.strip_suffix('"')).unwrap_or(step);
        let next = |node: &NodeId| -> Vec<NodeId> {
            match (step, tree.kind(*node)) {
                ("*", Kind::Mapping) => tree.entries(*node).map(|entry| entry.value).collect(),
                ("*", _) => tree.items(*node).collect(),
                _ => tree.get(*node, step).into_iter().collect(),
            }
        };
        found = found.iter().flat_map(next).collect();
    }
    found
}

/// Keys with their values, in the order of the file.
struct Beside {
    entries: Vec<yaml::Entry>,
    /// Documents that hold nothing else.
    documents: Vec<NodeId>,
}

impl Beside {
    /// Whether what a layout takes for an entry is none.
    fn holds(&self, tree: &Tree, entry: &EntryAt) -> bool {
        match entry.key {
            Some(key) => self.entries.iter().any(|beside| beside.key == key),
            None => self.documents.contains(&tree.follow(entry.node)),
        }
    }
}

/// Looks for it in documents that hold nothing else, and beside the key under which the entries are.
/// In a map of entries such a key is an entry if what it holds looks like one.
fn beside(tree: &Tree, entries: &Entries) -> Beside {
    let mut found = Beside { entries: Vec::new(), documents: Vec::new() };
    let roots = tree.documents().iter().filter_map(|document| document.root);
    for root in roots.filter(|root| tree.kind(*root) == Kind::Mapping) {
        let all = || tree.entries(root);
        let is_whole = all().next().is_some() && all().all(|entry| is_beside(tree, entry));
        if is_whole {
            found.documents.push(root);
        } else if matches!(entries, Entries::EachFile | Entries::Documents) {
            continue;
        }
        let own = |entry: &yaml::Entry| {
            entries.path().is_none_or(|path| path.split('.').next() != Some(tree.text(entry.key)))
        };
        found.entries.extend(all().filter(|entry| is_beside(tree, *entry)).filter(own));
    }
    sort::by_key(&mut found.entries, |entry| tree.span(entry.key).start);
    found
}
