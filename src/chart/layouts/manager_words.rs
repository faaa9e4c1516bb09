//! Headers that name the manager, in any language: a word for one, with words around it that say which one it is
//! (`Immediate Manager`, `jefe directo`) and what of the manager stands there (`Manager UPN`, `Nome do gestor`).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::infer::plain;
use super::layout::Slot;
use super::shipped;
use crate::chart::Field;
use crate::chart::fields::{FIELDS, MANAGER_WORDS, ManagerWords};

/// What of a manager stands under a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// An id or another code.
    Id,
    /// An address.
    Address,
    /// The first name alone; the last one stands under another header.
    FirstName,
    /// The last name alone.
    LastName,
    /// A name, as far as the header tells.
    Name,
    /// The same, by a word of another language that may mean something else.
    Perhaps,
}

/// From this rank on, a word for the manager is believed only where one of its values names an entry.
pub(super) const PERHAPS: u16 = 1 << 13;

/// The ranks of the parts of a manager's name: whatever names the manager by itself comes before.
pub(super) const FIRST_NAME: u16 = PERHAPS - 2;
pub(super) const LAST_NAME: u16 = PERHAPS - 1;

/// Longer headers are sentences.
const LONGEST: usize = 60;

impl By {
    /// What such a header is for. Ids come before addresses, and those before names, as they do among the words of
    /// the table of fields.
    pub(super) fn slots(self) -> &'static [(Slot, u16)] {
        static ALL: LazyLock<[[(Slot, u16); 1]; 3]> = LazyLock::new(|| {
            let words = Field::ReportsTo.key().also;
            let rank = |word: &str| words.iter().position(|known| *known == word).unwrap_or(words.len());
            ["manager email", "manager", "parent"]
                .map(|next| [(Slot::Up, u16::try_from(rank(next)).unwrap_or(u16::MAX))])
        });
        match self {
            Self::Id => &ALL[0],
            Self::Address => &ALL[1],
            Self::Name => &ALL[2],
            Self::FirstName => &[(Slot::Up, FIRST_NAME)],
            Self::LastName => &[(Slot::Up, LAST_NAME)],
            Self::Perhaps => &[(Slot::Up, PERHAPS)],
        }
    }
}

/// The words as headers are compared.
struct Words {
    managers: HashSet<String>,
    abroad: HashSet<String>,
    /// Words that name the manager only where a word for an id or an address is beside them.
    with_code: HashSet<String>,
    around: Vec<(String, By)>,
    which: [Vec<String>; 2],
    between: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let ManagerWords { also, with_code, ids, before, behind, between } = MANAGER_WORDS;
    let all = |words: &[&str]| words.iter().map(|word| plain(word)).collect::<Vec<String>>();
    let of = |field: Field, by: By| {
        let key = &FIELDS[field as usize];
        let words = key.words().chain(key.abroad.iter().copied()).chain([key.name]);
        words.map(move |word| (plain(word), by)).collect::<Vec<_>>()
    };
    let mut around = of(Field::Id, By::Id);
    around.extend(of(Field::Handle, By::Id));
    around.extend(all(ids).into_iter().map(|word| (word, By::Id)));
    around.extend(of(Field::Email, By::Address));
    around.extend(of(Field::Name, By::Name));
    for (slot, by) in [(Slot::FirstName, By::FirstName), (Slot::LastName, By::LastName)] {
        // The `Last Manager` was another person.
        let words =
            shipped::words_of(slot).filter(|word| !matches!(*word, "first" | "last" | "given" | "family"));
        around.extend(words.map(|word| (plain(word), by)));
    }
    let key = Field::ReportsTo.key();
    Words {
        // The parent of an entry may be its unit, or that of a child.
        managers: all(key.also)
            .into_iter()
            .filter(|word| !word.starts_with("parent") && word != "pid")
            .chain(all(also))
            .collect(),
        abroad: all(key.abroad).into_iter().collect(),
        with_code: all(with_code).into_iter().collect(),
        around,
        which: [all(before), all(behind)],
        between: all(between),
    }
});

/// Whether a key of orglint's own format is a word for the manager.
pub(in crate::chart) fn names_manager(key: &str) -> bool {
    named_by(key).is_some_and(|by| by <= By::Name)
}

/// What of the manager stands under a header; none where it does not name the manager.
pub(super) fn named_by(header: &str) -> Option<By> {
    if header.len() > LONGEST {
        return None;
    }
    let text = plain(header);
    let words = &*WORDS;
    let around = |(word, by): &(String, By)| {
        let of = |rest: &str| match words.manager(rest, *by) {
            Some(By::Perhaps) if *by != By::Name => Some(*by),
            Some(By::Perhaps) => Some(By::Perhaps),
            Some(_) => Some(*by),
            None => None,
        };
        let before = || {
            let rest = text.strip_prefix(word.as_str())?;
            let mut between = words.between.iter().filter_map(|word| rest.strip_prefix(word.as_str()));
            of(rest).or_else(|| between.find_map(of))
        };
        text.strip_suffix(word.as_str()).and_then(of).or_else(before)
    };
    words.around.iter().filter_map(around).min().or_else(|| words.manager(&text, By::Name))
}

impl Words {
    /// Whether this is a word for the manager, with those that say which one.
    fn manager(&self, text: &str, by: By) -> Option<By> {
        if text.is_empty() {
            return None;
        }
        if self.managers.contains(text) {
            return Some(By::Name);
        }
        if self.abroad.contains(text) {
            return Some(By::Perhaps);
        }
        if by < By::Name && self.with_code.contains(text) {
            return Some(by);
        }
        let [before, behind] = &self.which;
        let mut rest = before
            .iter()
            .filter_map(|word| text.strip_prefix(word.as_str()))
            .chain(behind.iter().filter_map(|word| text.strip_suffix(word.as_str())));
        rest.find_map(|rest| self.manager(rest, by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_name_the_manager() {
        for (headers, by) in [
            (
                &[
                    "Reporting Manager ID",
                    "reportingManagerId",
                    "reporting_manager_id",
                    "Supervisor EId",
                    "leaderId",
                    "superiorId",
                    "reportToId",
                    "Reporting To Job Id",
                    "Reports To Job ID",
                    "Manager Job Id",
                    "Mgr No.",
                    "Manager #",
                    "Vorgesetzten-Nr.",
                    "Matricule du responsable",
                    "Código del jefe",
                    "Personeelsnummer leidinggevende",
                    "Matrícula do gestor",
                    "manager.id",
                    "manager.employeeId",
                    "Direct Supervisor Number",
                    "ID of Manager",
                    "Führungskraft-ID",
                ][..],
                By::Id,
            ),
            (
                &[
                    "Mgr Email",
                    "Manager UPN",
                    "ManagerUpn",
                    "E-Mail-Adresse des Vorgesetzten",
                    "manager.mail",
                ][..],
                By::Address,
            ),
            (
                &[
                    "Immediate Manager",
                    "Mgr",
                    "Solid Line Manager",
                    "Manager Display Name",
                    "Direct Supervisor",
                ],
                By::Name,
            ),
            (
                &[
                    "Vorgesetzter",
                    "Vorgesetzte(r)",
                    "Führungskraft",
                    "Responsable",
                    "N+1",
                    "Supérieur hiérarchique",
                    "Jefe inmediato",
                    "Gestor",
                    "Chefe",
                    "Leidinggevende",
                    "Responsabile",
                    "Przełożony",
                    "上司",
                    "Nombre del jefe",
                    "Name des Vorgesetzten",
                    "Directe leidinggevende",
                ],
                By::Perhaps,
            ),
        ] {
            for header in headers {
                assert_eq!(named_by(header), Some(by), "{header}");
            }
        }
    }

    #[test]
    fn headers_that_name_a_part_of_the_manager() {
        for (first, last) in [
            ("Manager First Name", "Manager Last Name"),
            ("supervisorGivenName", "supervisorFamilyName"),
            ("Reports To First Name", "Reports To Surname"),
            ("manager.firstName", "manager.lastName"),
            ("Vorname Vorgesetzter", "Nachname Vorgesetzter"),
            ("Prénom du manager", "Nom de famille du manager"),
            ("Nombre de pila del jefe", "Apellidos del jefe"),
            ("Voornaam leidinggevende", "Achternaam leidinggevende"),
            ("Primeiro nome do gestor", "Sobrenome do gestor"),
        ] {
            assert_eq!(
                (named_by(first), named_by(last)),
                (Some(By::FirstName), Some(By::LastName)),
                "{first}"
            );
        }
    }

    #[test]
    fn headers_that_name_somebody_or_something_else() {
        for header in [
            "Mentor",
            "Buddy",
            "HR Manager",
            "HR Manager ID",
            "HR Partner",
            "Approver",
            "Assistant",
            "Previous Manager",
            "Previous Manager ID",
            "Second-Level Manager",
            "Manager's Manager",
            "2nd Level Manager ID",
            "Created By",
            "Project Manager",
            "Account Manager",
            "Manager Title",
            "Manager Department",
            "Is Manager",
            "Manager Level",
            "Manager Start Date",
            "Lead ID",
            "Lead Email",
            "Parent Name",
            "Parent Email",
            "Parent Department",
            "Leader",
            "Head",
            "Team",
            "Previous Manager First Name",
            "Last Manager",
            "First Manager",
            "Jefe funcional",
            "Fachlicher Vorgesetzter",
            "Matrix Manager",
            "Dotted Line Manager ID",
            "Responsable RH",
            "id",
            "Name",
            "",
            "Report ID",
            "Reports",
        ] {
            assert_eq!(named_by(header), None, "{header}");
        }
    }
}
