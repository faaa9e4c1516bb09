//! A table whose columns change places or names is the same chart, or a question; never one with a manager who
//! is none.

use std::collections::{BTreeSet, HashMap};

use orglint::graph::Manager;
use orglint::session::Run;

use super::{files, outcome};

/// Who reports to whom, each by the number of its row.
type Edges = BTreeSet<(usize, usize)>;

/// A table of rows with cells.
#[derive(Clone)]
struct Table(Vec<Vec<String>>);

impl Table {
    fn read(text: &str) -> Self {
        let mut rows = vec![vec![String::new()]];
        let mut is_quoted = false;
        let mut signs = text.trim_end().chars().peekable();
        while let Some(sign) = signs.next() {
            let row = rows.last_mut().unwrap();
            match sign {
                '"' if is_quoted && signs.peek() == Some(&'"') => {
                    row.last_mut().unwrap().push(signs.next().unwrap());
                }
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => row.push(String::new()),
                '\n' if !is_quoted => rows.push(vec![String::new()]),
                '\r' => {}
                _ => row.last_mut().unwrap().push(sign),
            }
        }
        Self(rows)
    }

    fn written(&self) -> String {
        let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let row = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n";
        self.0.iter().map(row).collect()
    }

    fn column(&self, name: &str) -> usize {
        self.0[0].iter().position(|known| known == name).unwrap()
    }

    /// The columns in another order.
    fn turned(&self, by: usize) -> Self {
        let turn = |row: &Vec<String>| {
            let mut row = row.clone();
            let by = by % row.len();
            row.rotate_left(by);
            if by % 2 == 1 {
                row.reverse();
            }
            row
        };
        Self(self.0.iter().map(turn).collect())
    }

    fn renamed(mut self, names: &[(&str, &str)]) -> Self {
        for (from, to) in names {
            let at = self.column(from);
            (*to).clone_into(&mut self.0[0][at]);
        }
        self
    }

    /// Without a column.
    fn without(mut self, name: &str) -> Self {
        let at = self.column(name);
        for row in &mut self.0 {
            row.remove(at);
        }
        self
    }

    /// With a column of somebody beside each, who is not the manager.
    fn beside(mut self, name: &str, id: &str) -> Self {
        let ids: Vec<String> = self.0.iter().map(|row| row[self.column(id)].clone()).collect();
        for (at, row) in self.0.iter_mut().enumerate() {
            let other = &ids[1 + (at * 7 + 3) % (ids.len() - 1)];
            row.push(if at == 0 { name.to_owned() } else { other.clone() });
        }
        self
    }

    /// With a column of few people, of whom none is the manager of most.
    fn beside_few(mut self, name: &str, id: &str) -> Self {
        let ids: Vec<String> = self.0.iter().map(|row| row[self.column(id)].clone()).collect();
        for (at, row) in self.0.iter_mut().enumerate() {
            row.push(if at == 0 { name.to_owned() } else { ids[1 + at % 3].clone() });
        }
        self
    }

    /// With a column of the managers' managers.
    fn beside_second_level(mut self, name: &str, [id, up]: [&str; 2]) -> Self {
        let (id, up) = (self.column(id), self.column(up));
        let above: HashMap<String, String> =
            self.0.iter().map(|row| (row[id].clone(), row[up].clone())).collect();
        for (at, row) in self.0.iter_mut().enumerate() {
            let second = above.get(&row[up]).cloned().unwrap_or_default();
            row.push(if at == 0 { name.to_owned() } else { second });
        }
        self
    }

    /// The managers by their names, in place of their ids, which nobody has any more.
    fn by_name(mut self, [id, name, up]: [&str; 3]) -> Self {
        let [at_id, at_name, at_up] = [id, name, up].map(|column| self.column(column));
        let names: HashMap<String, String> =
            self.0.iter().map(|row| (row[at_id].clone(), row[at_name].clone())).collect();
        for row in &mut self.0[1..] {
            if let Some(name) = names.get(&row[at_up]) {
                row[at_up].clone_from(name);
            }
        }
        self.without(id)
    }

    /// With a row that has a cell too many.
    fn with_a_bad_row(mut self) -> Self {
        let row = vec!["x".to_owned(); self.0[0].len() + 2];
        self.0.push(row);
        self
    }
}

/// Who reports to whom; none where it is a question.
fn edges(run: &Run) -> Option<Edges> {
    let chart = &run.charts[0].chart;
    if chart.is_empty() {
        return None;
    }
    let graph = &run.charts[0].graph;
    let line = |of: orglint::chart::PositionId| match graph.manager(of) {
        Manager::Position(manager) => Some((of.index(), manager.index())),
        _ => None,
    };
    Some(chart.positions().filter_map(line).collect())
}

/// Findings of the rules that every chart is held to, but for those that tell how it was read.
fn rules(run: Run) -> Vec<String> {
    let outcome = outcome(run);
    let rule = |finding: &orglint::finding::Finding| outcome.rule(finding.rule).id.to_string();
    let mut rules: Vec<String> = outcome
        .findings
        .iter()
        .filter(|finding| &*outcome.rule(finding.rule).pack == "integrity")
        .map(rule)
        .filter(|rule| !matches!(rule.as_str(), "columns-inferred" | "title-missing"))
        .collect();
    rules.sort();
    rules
}

/// A company of so many, where everybody but the first reports to one before, and one to nobody known.
fn company(count: usize) -> Table {
    let titles =
        ["Head of Sales", "Account Manager", "Accountant", "Shift Leader", "Buyer", "Head of Production"];
    let header = ["Employee ID", "Name", "Job Title", "Department", "Manager ID", "City"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for at in 0..count {
        let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap());
        let title = if at == 0 { "Managing Director" } else { titles[at % titles.len()] };
        let up = match at {
            0 => String::new(),
            _ if at + 1 == count => "9999".to_owned(),
            _ => (1000 + (at - 1) / 3).to_string(),
        };
        rows.push(vec![
            (1000 + at).to_string(),
            format!("{}ra {}ost", letter(at).to_uppercase(), letter(at / 26 + at).to_uppercase()),
            title.to_owned(),
            ["Sales", "Works"][at % 2].to_owned(),
            up,
            ["Oslo", "Rome", "Bonn"][at % 3].to_owned(),
        ]);
    }
    Table(rows)
}

/// Column names in other languages, and in none.
const NAMES: [[&str; 5]; 9] = [
    ["Personalnummer", "Mitarbeiter", "Stelle", "Abteilung", "Vorgesetzter"],
    ["Matricule", "Nom complet", "Poste", "Service", "Responsable hiérarchique"],
    ["Legajo", "Nombre completo", "Puesto", "Departamento", "Jefe directo"],
    ["Matricola", "Nominativo", "Mansione", "Reparto", "Responsabile"],
    ["Personeelsnummer", "Naam", "Functie", "Afdeling", "Leidinggevende"],
    ["Número mecanográfico", "Nome completo", "Cargo", "Setor", "Superior hierárquico"],
    ["Nr ewid.", "Pracownik", "Stanowisko", "Dział", "Przełożony"],
    ["社員番号", "氏名", "役職", "部署", "上司"],
    ["A", "B", "C", "D", "E"],
];

/// People beside an entry who are not its manager.
const OTHERS: [&str; 26] = [
    "Approver",
    "Genehmiger",
    "Approbateur",
    "Aprobador",
    "Approvatore",
    "Goedkeurder",
    "Aprovador",
    "Buddy",
    "Cost Center Owner",
    "Kostenstellenverantwortlicher",
    "Responsable du centre de coûts",
    "Responsable del centro de costes",
    "Responsabile centro di costo",
    "Budgethouder",
    "Previous Manager",
    "Früherer Vorgesetzter",
    "Ancien responsable",
    "Jefe anterior",
    "Responsabile precedente",
    "Vorige leidinggevende",
    "Gestor anterior",
    "HRBP",
    "HR Business Partner",
    "HR-Manager",
    "Responsable RH",
    "Last modified by",
];

/// The managers' managers.
const SECOND_LEVEL: [&str; 11] = [
    "Second Level Manager",
    "2nd level manager",
    "Skip-level manager",
    "Manager's manager",
    "Zweitvorgesetzter",
    "Nächsthöherer Vorgesetzter",
    "N+2",
    "Jefe de segundo nivel",
    "Responsabile di secondo livello",
    "Leidinggevende tweede niveau",
    "Superior de segundo nível",
];

fn variants(table: &Table, [id, name, title, department, manager]: [&str; 5]) -> Vec<(String, Table)> {
    let mut all = Vec::new();
    for turn in 0..6 {
        all.push((format!("turned by {turn}"), table.turned(turn)));
        for names in NAMES {
            let names: Vec<(&str, &str)> =
                [id, name, title, department, manager].into_iter().zip(names).collect();
            let renamed = table.clone().renamed(&names);
            all.push((format!("{names:?}, turned by {turn}"), renamed.turned(turn)));
            let beside = renamed.clone().beside("Mentor", names[0].1);
            all.push((format!("{names:?} with a mentor, turned by {turn}"), beside.turned(turn)));
            let less = renamed.clone().without(names[3].1);
            all.push((format!("{names:?} without a department, turned by {turn}"), less.turned(turn)));
            all.push((
                format!("{names:?} with a bad row, turned by {turn}"),
                renamed.turned(turn).with_a_bad_row(),
            ));
        }
        all.push((
            format!("with a mentor, turned by {turn}"),
            table.clone().beside("Buddy", id).turned(turn),
        ));
        all.push((format!("without titles, turned by {turn}"), table.clone().without(title).turned(turn)));
    }
    all
}

/// Every language with a column of somebody who is not the manager.
fn with_others(table: &Table, columns: [&str; 5]) -> Vec<(String, Table)> {
    let mut all = Vec::new();
    for names in NAMES {
        let renamed = table.clone().renamed(&columns.into_iter().zip(names).collect::<Vec<_>>());
        for (turn, other) in OTHERS.into_iter().enumerate() {
            let what = format!("{names:?} with {other}, turned by {turn}");
            let few = renamed.clone().beside_few(other, names[0]);
            all.push((format!("{what}, of few"), few.turned(turn)));
            all.push((what, renamed.clone().beside(other, names[0]).turned(turn)));
        }
        for (turn, second) in SECOND_LEVEL.into_iter().enumerate() {
            let beside = renamed.clone().beside_second_level(second, [names[0], names[4]]);
            all.push((format!("{names:?} with {second}, turned by {turn}"), beside.turned(turn)));
        }
    }
    all
}

fn check(table: &Table, columns: [&str; 5], most_questions: usize) {
    check_all(table, variants(table, columns), most_questions);
}

fn check_all(table: &Table, variants: Vec<(String, Table)>, most_questions: usize) {
    let whole = files(&[("staff.csv", &table.written())]);
    let known = edges(&whole).unwrap();
    let expected = rules(whole);
    let mut questions = Vec::new();
    for (what, variant) in variants {
        let run = files(&[("staff.csv", &variant.written())]);
        match edges(&run) {
            None => {
                assert!(run.outcome.incomplete, "{what}: neither a chart nor a question");
                questions.push(what);
            }
            Some(found) => {
                let wrong: Vec<_> = found.difference(&known).collect();
                assert!(wrong.is_empty(), "{what}: managers that are none: {wrong:?}\n{}", variant.written());
                assert_eq!(found.len(), known.len(), "{what}");
                let found = rules(run);
                // A row that is not read may hold whom a line names.
                let is_silent = what.contains("bad row") && found.iter().all(|rule| expected.contains(rule));
                assert!(found == expected || is_silent, "{what}: {found:?}");
            }
        }
    }
    assert!(questions.len() <= most_questions, "{questions:#?}");
}

#[test]
fn a_table_in_other_words_and_another_order_is_the_same_chart() {
    check(&company(40), ["Employee ID", "Name", "Job Title", "Department", "Manager ID"], 0);
}

#[test]
fn somebody_beside_an_entry_is_not_its_manager() {
    let (table, columns) = (company(20), ["Employee ID", "Name", "Job Title", "Department", "Manager ID"]);
    // A header with a digit may be a cell of data, where no other is known.
    check_all(&table, with_others(&table, columns), 6);
}

#[test]
fn names_that_two_have_are_told_whatever_the_headers() {
    let columns = ["Employee ID", "Name", "Job Title", "Department", "Manager ID"];
    let by_name =
        company(20).by_name(["Employee ID", "Name", "Manager ID"]).renamed(&[("Manager ID", "Manager")]);
    for (twice, rule) in [(19, "unknown-manager"), (2, "manager-name-ambiguous")] {
        let mut table = by_name.clone();
        // The last but one is nobody's manager, and has the name of somebody who is, or is not.
        let last = table.0.len() - 2;
        let at = table.column("Name");
        table.0[last][at] = if twice == 19 { "Nora Oest".to_owned() } else { table.0[twice][at].clone() };
        let known = rules(files(&[("staff.csv", &table.written())]));
        assert!(known.iter().any(|known| known == rule), "{known:?}");
        for names in NAMES {
            let renamed = [
                (columns[1], names[1]),
                (columns[2], names[2]),
                (columns[3], names[3]),
                ("Manager", names[4]),
            ];
            let variant = table.clone().renamed(&renamed);
            let run = files(&[("staff.csv", &variant.written())]);
            if edges(&run).is_some() {
                assert_eq!(rules(run), known, "{}", variant.written());
            } else {
                assert!(run.outcome.incomplete);
            }
        }
    }
}

#[test]
fn so_are_those_that_others_wrote() {
    let Some(folder) = std::env::var_os("ORGLINT_REAL_CHARTS") else { return };
    let text =
        std::fs::read_to_string(std::path::PathBuf::from(folder).join("d3-org-chart/data.csv")).unwrap();
    let table = Table::read(&text);
    check(&table, ["id", "name", "position", "department_name", "parentId"], 60);
}

#[test]
fn an_id_that_two_entries_have_is_told_where_the_columns_had_to_be_learned_too() {
    let mut table = company(7);
    let last = table.0.len() - 1;
    table.0[last][0] = table.0[last - 1][0].clone();
    let names = ["Employee ID", "Name", "Job Title", "Department", "Manager ID"].into_iter().zip(NAMES[2]);
    let unknown = table.clone().renamed(&names.collect::<Vec<_>>());
    for table in [table, unknown] {
        let found = rules(files(&[("staff.csv", &table.written())]));
        assert_eq!(found, ["duplicate-id", "unknown-manager"], "{}", table.written());
    }
}
