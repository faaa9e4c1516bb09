//! Keys and columns that tell more of people than a chart of lines needs: pay, health, origin.
//!
//! Keys that the format does not have are not facts, and their values are never read.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::LazyLock;

use super::shared::wording::ticked;
use crate::chart::layouts::is_table;
use crate::chart::{ROWS_KEPT, folded_name};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::{FileId, Place, Span, offset};
use crate::yaml::{Kind, NodeId, Tree};

pub(super) const CHECK: Check = Check::of_chart(check);

/// Entries of a file that are looked through: what tells of people stands in most of them.
const LOOKED_AT: usize = ROWS_KEPT;

/// Entries of all files.
const OF_ALL: usize = 20_000;

/// Words of keys for pay, each as a word or as words in a row, in the languages that titles are read in. Letter case
/// and accents do not count.
const PAY: &[&str] = &[
    // English
    "salary",
    "salaries",
    "pay",
    "wage",
    "wages",
    "bonus",
    "compensation",
    "remuneration",
    "hourly rate",
    "rate per hour",
    "day rate",
    "daily rate",
    "monthly rate",
    "ctc",
    "cost to company",
    "stipend",
    "stock options",
    // German
    "gehalt",
    "grundgehalt",
    "jahresgehalt",
    "monatsgehalt",
    "bruttogehalt",
    "lohn",
    "stundenlohn",
    "monatslohn",
    "bruttolohn",
    "stundensatz",
    "tagessatz",
    "vergütung",
    "entgelt",
    "jahresbrutto",
    // French
    "salaire",
    "rémunération",
    "prime",
    "taux horaire",
    "taux journalier",
    "tjm",
    "tarif horaire",
    // Spanish
    "salario",
    "sueldo",
    "tarifa por hora",
    "precio por hora",
    "valor por hora",
    "retribución",
    "nómina",
    // Dutch
    "salaris",
    "maandsalaris",
    "jaarsalaris",
    "brutosalaris",
    "loon",
    "uurloon",
    "uurtarief",
    "dagtarief",
    // Italian
    "stipendio",
    "retribuzione",
    "paga",
    "paga oraria",
    "tariffa oraria",
    "tariffa giornaliera",
    "ral",
    // Portuguese
    "salário",
    "remuneração",
    "ordenado",
    "valor hora",
    "tarifa horária",
    "custo por hora",
];

/// Words of keys for anything else, in the same way.
const WORDS: &[&str] = &[
    // Where pay goes.
    "iban",
    "bank account",
    "bankverbindung",
    "kontonummer",
    "compte bancaire",
    "cuenta bancaria",
    "clabe",
    "bankrekening",
    "rekeningnummer",
    "conto bancario",
    "coordinate bancarie",
    "conta bancária",
    // How somebody does a job.
    "rating",
    "performance",
    "appraisal",
    "weaknesses",
    "potential rating",
    "leistungsbewertung",
    "beurteilung",
    "évaluation",
    "evaluación",
    "beoordeling",
    "valutazione",
    "avaliação",
    // Who somebody is.
    "birth",
    "birthday",
    "birthdate",
    "dob",
    "date of birth",
    "age",
    "gender",
    "sex",
    "nationality",
    "ethnicity",
    "race",
    "religion",
    "union member",
    "trade union",
    "marital status",
    "sexual orientation",
    "geburtsdatum",
    "geburtstag",
    "geschlecht",
    "nationalität",
    "staatsangehörigkeit",
    "konfession",
    "familienstand",
    "date de naissance",
    "sexe",
    "nationalité",
    "fecha de nacimiento",
    "género",
    "nacionalidad",
    "geboortedatum",
    "geslacht",
    "nationaliteit",
    "data di nascita",
    "sesso",
    "nazionalità",
    "data de nascimento",
    "sexo",
    "nacionalidade",
    // Health and absence.
    "health",
    "disability",
    "pregnancy",
    "pregnant",
    "sick days",
    "sick leave",
    "leave reason",
    "reason for leaving",
    "krankheitstage",
    "fehltage",
    "behinderung",
    "schwerbehinderung",
    "kündigungsgrund",
    "arrêt maladie",
    "handicap",
    "discapacidad",
    "ziektedagen",
    "disabilità",
    "deficiência",
    "blood group",
    "blood type",
    "blutgruppe",
    "groupe sanguin",
    "grupo sanguíneo",
    "tipo de sangre",
    "tipo sanguíneo",
    "bloedgroep",
    "gruppo sanguigno",
    // Where to find somebody, and numbers of the state.
    "home address",
    "private address",
    "private phone",
    "personal email",
    "home phone",
    "ssn",
    "social security",
    "national id",
    "passport",
    "tax id",
    "privatadresse",
    "adresse privée",
    "sozialversicherungsnummer",
    "steuernummer",
    "steuer id",
    "numéro de sécurité sociale",
    "dni",
    "bsn",
    "codice fiscale",
    "cpf",
    // Whom to call, and private addresses.
    "emergency contact",
    "emergency phone",
    "emergency number",
    "next of kin",
    "notfallkontakt",
    "notfallnummer",
    "contact d urgence",
    "contacto de emergencia",
    "noodcontact",
    "noodnummer",
    "contatto di emergenza",
    "contatto d emergenza",
    "contato de emergência",
    "recovery email",
    "recovery phone",
    "second email",
    "private email",
    "personal phone",
    "personal mobile",
    "private mobile",
    "home email",
    "private e mail",
    "privathandy",
    "private telefonnummer",
    "telefon privat",
    "handy privat",
    "email personnel",
    "téléphone personnel",
    "adresse personnelle",
    "correo personal",
    "teléfono personal",
    "domicilio particular",
    "privéadres",
    "privételefoon",
    "privé e mail",
    "email personale",
    "telefono personale",
    "indirizzo di residenza",
    "email pessoal",
    "telefone pessoal",
    "endereço residencial",
    "morada",
    // Numbers of the state.
    "aadhaar",
    "aadhar",
    "pan number",
    "pan no",
    "pan card",
    "national insurance",
    "ni number",
    "personalausweis",
    "ausweisnummer",
    "reisepass",
    "rentenversicherungsnummer",
    "ahv nummer",
    "passeport",
    "carte d identité",
    "numéro fiscal",
    "pasaporte",
    "documento de identidad",
    "cédula",
    "curp",
    "seguridad social",
    "número fiscal",
    "paspoort",
    "burgerservicenummer",
    "rijksregisternummer",
    "passaporto",
    "carta d identità",
    "cartão de cidadão",
];

/// Words that a whole key is, since they are parts of others: `Pan India`.
const WHOLE: &[&str] = &["pan", "nif", "nie", "nino", "rib", "rg"];

/// Words for what opens an account. They are the end of a key: `passwordLastSet` is a date.
const PASSWORDS: &[&str] = &[
    "password",
    "passwords",
    "passwd",
    "pwd",
    "userpassword",
    "accountpassword",
    "passwort",
    "kennwort",
    "mot de passe",
    "contraseña",
    "wachtwoord",
    "parola d accesso",
    "senha",
    "palavra passe",
    "password hash",
    "passwort hash",
];

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if ctx.chart.is_empty() {
        return;
    }
    let mut found = Found::default();
    let mut left = OF_ALL;
    for (file, tree) in ctx.chart.written() {
        left = found.look_through(file, tree, left);
    }
    // Columns of pay are one thing to take out.
    let (pay, others): (Vec<_>, Vec<_>) = found.keys.into_iter().partition(|(_, key)| key.says == Says::Pay);
    let pay = Some(pay).filter(|pay| !pay.is_empty());
    out.extend(others.into_iter().map(|one| vec![one]).chain(pay).map(|keys| draft(ctx, &keys)));
}

/// What a key is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Pay,
    Other,
}

/// A key that tells of people.
struct Key {
    says: Says,
    /// As it stands first.
    text: String,
    places: Vec<Place>,
}

#[derive(Default)]
struct Found {
    /// What is known of the keys that were met.
    known: HashMap<String, Option<Says>>,
    /// Keys that tell of people, in small letters.
    keys: BTreeMap<String, Key>,
}

impl Found {
    /// The mappings of a file, those nearer to the top first. Gives how many more may be looked at.
    fn look_through(&mut self, file: FileId, tree: &Tree, left: usize) -> usize {
        let most = left.min(LOOKED_AT);
        let mut looked_at = 0;
        let mut queue: VecDeque<NodeId> =
            tree.documents().iter().filter_map(|document| document.root).collect();
        while let Some(node) = queue.pop_front() {
            match tree.kind(node) {
                Kind::Sequence => queue.extend(tree.items(node).take(most)),
                Kind::Mapping if looked_at < most => {
                    looked_at += 1;
                    for entry in tree.entries(node) {
                        // A column that nobody has filled says nothing.
                        if !is_empty(tree, entry.value) {
                            self.key(file, tree, entry.key);
                        }
                        if tree.kind(entry.value) != Kind::Scalar {
                            queue.push_back(tree.follow(entry.value));
                        }
                    }
                }
                _ => {}
            }
        }
        left - looked_at
    }

    fn key(&mut self, file: FileId, tree: &Tree, key: NodeId) {
        if tree.kind(key) != Kind::Scalar {
            return;
        }
        let text = tree.text(key);
        let known = self.known.get(text).copied();
        let says = known.unwrap_or_else(|| tells_of_people(text));
        if known.is_none() {
            self.known.insert(text.to_owned(), says);
        }
        if let Some(says) = says {
            let new = || Key { says, text: text.to_owned(), places: Vec::new() };
            let places = &mut self.keys.entry(text.to_lowercase()).or_insert_with(new).places;
            // The cells of a column have one header, which is above them all.
            if !is_table(tree.file()) {
                places.push(Place { file, span: tree.span(key) });
            } else if places.last().is_none_or(|last| last.file != file) {
                let start = tree.file().text().find(text).map_or(0, offset);
                places.push(Place { file, span: Span::new(start, start + offset(text.len())) });
            }
        }
    }
}

/// Whether nothing stands there.
fn is_empty(tree: &Tree, value: NodeId) -> bool {
    let value = tree.follow(value);
    match tree.kind(value) {
        Kind::Scalar => tree.is_null(value) || !tree.text(value).contains(char::is_alphanumeric),
        Kind::Mapping => tree.entries(value).next().is_none(),
        Kind::Sequence => tree.items(value).next().is_none(),
        Kind::Alias => false,
    }
}

/// What a key says of people, if it has one of the words.
fn tells_of_people(key: &str) -> Option<Says> {
    static TABLES: LazyLock<[Vec<Vec<String>>; 4]> = LazyLock::new(|| {
        [PAY, WORDS, WHOLE, PASSWORDS].map(|all| all.iter().map(|word| words(word)).collect())
    });
    let words = words(key);
    if words.len() > 8 {
        return None;
    }
    let [pay, others, whole, passwords] = &*TABLES;
    let has = |wanted: &Vec<String>| words.windows(wanted.len()).any(|run| run == wanted);
    if pay.iter().any(has) {
        return Some(Says::Pay);
    }
    // `Password [Required]`
    let plain = self::words(key.split(['[', '(']).next().unwrap_or(key));
    let tells =
        others.iter().any(has) || whole.contains(&words) || passwords.iter().any(|end| plain.ends_with(end));
    tells.then_some(Says::Other)
}

/// The words of a key in small letters and without accents: `leaveReason`, `leave_reason` and `Leave Reason` have the same.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in key.chars() {
        let starts = !c.is_alphabetic() || (c.is_uppercase() && was_small);
        if starts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphabetic()) {
            word.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words.into_iter().map(|word| folded_name(&word)).collect()
}

fn draft(ctx: &Context<'_, '_>, keys: &[(String, Key)]) -> Draft {
    let shown = keys.first().filter(|(key, _)| ctx.chart.shows_key(key));
    let shown = shown.map_or("a key".to_owned(), |(_, key)| ticked(&key.text));
    let (shown, says) = match keys.len() {
        0 | 1 => (shown, "says"),
        2 => (format!("{shown} and one more key"), "say"),
        count => (format!("{shown} and {} more keys", count - 1), "say"),
    };
    let message = format!("{shown} {says} more about people than a chart needs");
    let help = if keys.len() > 1 {
        "remove them from this file and from its history in Git, or keep them and note why"
    } else {
        "remove it from this file and from its history in Git, or keep it and note why"
    };
    let ids: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).collect();
    let firsts = keys.iter().filter_map(|(_, key)| key.places.first());
    let others = keys.iter().flat_map(|(_, key)| key.places.iter().skip(1).take(4));
    let mut places = firsts.chain(others).copied();
    let first = places.next().unwrap_or_default();
    let draft = Draft::new(About::File, message, help, Label::new(first, "reports never show this")).ids(ids);
    places.take(9).fold(draft, |draft, place| draft.label(place, "here too"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_their_words() {
        for key in
            ["salary", "Base Salary", "Actual Pay Floor (£)", "hourlyRate", "CTC", "Stundenlohn", "Vergutung"]
        {
            assert!(tells_of_people(key) == Some(Says::Pay), "{key}");
        }
        for key in [
            "leaveReason",
            "LEAVE_REASON",
            "date-of-birth",
            "password",
            "userPassword",
            "AccountPassword",
            "Initial Password",
            "Mot de passe",
            "Contraseña",
            "contrasena",
            "Wachtwoord",
            "emergencyContact",
            "Contact d'urgence",
            "Blood Group",
            "Blutgruppe",
            "Aadhaar No",
            "PAN",
            "pan_number",
            "secondEmail",
            "Cédula",
            "unicodePwd",
            "Password [Required]",
            "credentials.password",
            "disability",
            "Género",
        ] {
            assert!(tells_of_people(key) == Some(Says::Other), "{key}");
        }
        for key in [
            "payroll",
            "Payroll Manager",
            "manager",
            "stage",
            "language",
            "essex",
            "agency",
            "unit",
            "disabled",
            "accountDisabled",
            "Account Disabled",
            "loginDisabled",
            "isDisabled",
            "nsAccountLock",
            "PasswordLastSet",
            "pwdLastSet",
            "PasswordNeverExpires",
            "Change Password at Next Sign-In",
            "Pan India",
            "contact",
            "rate",
            "group",
            "Panel",
            "company",
        ] {
            assert!(tells_of_people(key).is_none(), "{key}");
        }
    }
}
