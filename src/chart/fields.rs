//! The keys of the chart's native form: one table that reading, messages, facts and documentation share.

use crate::nearest::nearest;

/// Words around those for the manager, in every language.
#[derive(Clone, Copy, Debug)]
pub(super) struct ManagerWords {
    /// Words for the manager beside those of `reports_to`.
    pub(super) also: &'static [&'static str],
    /// Words that mean the manager only with a word for an id or an address behind them.
    pub(super) with_code: &'static [&'static str],
    /// Words for an id beside those of `id`.
    pub(super) ids: &'static [&'static str],
    /// What may stand before the manager, and says which one it is.
    pub(super) before: &'static [&'static str],
    /// The same behind the manager.
    pub(super) behind: &'static [&'static str],
    /// What may stand between a name or an id and whose it is: `Nome do gestor`.
    pub(super) between: &'static [&'static str],
}

/// `Immediate Manager`, `jefe inmediato`, `Manager UPN`, `Nome do gestor`: with the words for ids, addresses and names,
/// these make a header for the manager.
pub(super) const MANAGER_WORDS: ManagerWords = ManagerWords {
    also: &["reports to", "mgr"],
    with_code: &["report to", "leader", "team lead", "team leader"],
    ids: &[
        "id",
        "eid",
        "no",
        "nr",
        "num",
        "number",
        "code",
        "key",
        "ref",
        "reference",
        "value",
        "position",
        "post",
        "senior post",
        "wwid",
        "emplid",
        "nummer",
        "código",
        "codice",
        "numero",
    ],
    before: &[
        "reporting",
        "line",
        "direct",
        "immediate",
        "current",
        "primary",
        "solid",
        "people",
        "employee",
        "emp",
        "assigned",
        "first level",
        "disziplinarischer",
        "disziplinarische",
        "direkter",
        "direkte",
        "directe",
    ],
    behind: &[
        "directo",
        "directa",
        "inmediato",
        "inmediata",
        "direto",
        "direta",
        "imediato",
        "imediata",
        "direct",
        "immédiat",
        "hiérarchique",
        "hierárquico",
        "jerárquico",
        "diretto",
        "gerarchico",
    ],
    between: &[
        "of", "of the", "du", "de la", "del", "do", "da", "des", "der", "van", "van de", "di", "della",
    ],
};

/// What a key's value has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// The id of a position.
    Id,
    /// An id, or a list of them.
    Ids,
    /// Text.
    Text,
    /// Text of the company's own, which may be a number to look at: `cost_centre: 4711`.
    Code,
    /// Text, or a list of texts.
    Texts,
    /// Who holds the position: text or a list. Written empty, it says that nobody does.
    Person,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Any word; these are the ones the rules know, and a near miss of one is pointed out.
    OpenWord(&'static [&'static str]),
    /// A list of words as in [`ValueKind::OpenWord`], or one of them.
    OpenWords(&'static [&'static str]),
    /// A date, `2026-01-15`.
    Date,
    /// A number that is not negative.
    Number,
    /// A share of a whole: `0.5`, `0,5`, `50 %`.
    Share,
    /// A whole number that is not negative.
    Whole,
    /// `true` or `false`.
    Flag,
    /// `true`, `false`, or text that says more.
    FlagOrText,
    /// Dotted lines: an id, a list of ids, or a list of `{to, for}`.
    DottedLines,
    /// A mapping of these keys.
    Map(&'static [Part]),
    /// Text, or a mapping of these keys.
    TextOrMap(&'static [Part]),
    /// A list of mappings of these keys.
    Maps(&'static [Part]),
    /// The facts about the company.
    Company,
    /// Positions.
    Positions,
    /// One position.
    Position,
    /// Anything.
    Any,
}

/// What a report shows of a key in a file that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// The key alone: its value may tell of people.
    Key,
    /// Its value too, where it has the form of an id.
    Id,
    /// Its value too.
    Value,
}

/// Whether layouts take a field from the keys of entries in another shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// None does.
    Never,
    /// A company's own layout may.
    Own,
    /// Those that the project ships do too.
    Always,
}

/// A key with all that the program knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
pub struct Key<F: 'static> {
    /// What it is in code.
    pub field: F,
    /// How it is written.
    pub name: &'static str,
    /// What it holds.
    pub kind: ValueKind,
    /// What it says, in one line.
    pub about: &'static str,
    /// A value as it is after the key, on one line.
    pub example: &'static str,
    /// What a report shows of it in a file that could not be read.
    pub shown: Shown,
    /// Whether its values tell of people.
    pub private: bool,
    /// Whether it tells what a position is.
    pub tells: bool,
    /// Whether it says something where nothing is written after it: nobody sits there, nobody is above.
    pub keeps_empty: bool,
    /// Whether layouts take it.
    pub mapped: Mapped,
    /// Whether a company may have a field of its own by this name, as one did that had it before the project.
    pub may_be_own: bool,
    /// What rules call it; empty where they test another fact in its place, or none.
    pub fact: &'static str,
    /// Other words for just this, the surest first.
    pub also: &'static [&'static str],
    /// Words that often mean this and sometimes something else, the surest first.
    pub often: &'static [&'static str],
    /// Words for it in German, French, Spanish, Dutch, Italian and Portuguese.
    pub abroad: &'static [&'static str],
}

impl<F: Copy> Key<F> {
    /// A key of which the rest follows from what it holds.
    const fn new(
        field: F,
        name: &'static str,
        kind: ValueKind,
        about: &'static str,
        example: &'static str,
    ) -> Self {
        let shown = match kind {
            ValueKind::Word(_)
            | ValueKind::OpenWord(_)
            | ValueKind::OpenWords(_)
            | ValueKind::Date
            | ValueKind::Number
            | ValueKind::Share
            | ValueKind::Whole
            | ValueKind::Flag
            | ValueKind::Company
            | ValueKind::Positions
            | ValueKind::Position => Shown::Value,
            ValueKind::Id | ValueKind::Ids | ValueKind::DottedLines => Shown::Id,
            ValueKind::Text
            | ValueKind::Code
            | ValueKind::Texts
            | ValueKind::Person
            | ValueKind::FlagOrText
            | ValueKind::Map(_)
            | ValueKind::TextOrMap(_)
            | ValueKind::Maps(_)
            | ValueKind::Any => Shown::Key,
        };
        Self {
            field,
            name,
            kind,
            about,
            example,
            shown,
            private: false,
            tells: false,
            keeps_empty: false,
            mapped: Mapped::Never,
            may_be_own: false,
            fact: name,
            also: &[],
            often: &[],
            abroad: &[],
        }
    }

    /// Every other word for it in English, the surest first.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.also.iter().chain(self.often).copied()
    }
}

macro_rules! keys {
    ($(#[$doc:meta])* $enum:ident, $table:ident:
     $($field:ident $name:literal $kind:expr, $about:literal, $example:literal
       $(, $part:ident: $value:expr)*;)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[repr(u8)]
        pub enum $enum {
            $(#[doc = $about] $field,)+
        }

        impl $enum {
            /// The field of a key as written.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                match key {
                    $($name => Some(Self::$field),)+
                    _ => None,
                }
            }

            /// The key and what it may hold.
            #[must_use]
            pub fn key(self) -> &'static Key<Self> {
                &$table[self as usize]
            }
        }

        #[doc = concat!("Every key of [`", stringify!($enum), "`], in its order.")]
        pub static $table: &[Key<$enum>] = &[
            $(Key { $($part: $value,)* ..Key::new($enum::$field, $name, $kind, $about, $example) },)+
        ];
    };
}

/// Words of `status`.
pub const STATUSES: &[&str] =
    &["filled", "vacant", "planned", "leaving", "left", "inactive", "acting", "interim"];
/// Words of `employment`.
pub const EMPLOYMENTS: &[&str] = &["employee", "contractor", "vendor", "agency"];
/// Words of `scope`.
pub const SCOPES: &[&str] = &["company", "group", "region", "business-unit", "product"];
/// Words of `serves` that the rules know.
pub const SERVES: &[&str] = &["operations", "product", "both", "customers", "marketing"];
/// Words of `company.regimes` that the rules know.
pub const REGIMES: &[&str] = &[
    "gdpr",
    "sox",
    "gmp",
    "hipaa",
    "nydfs",
    "uk-aml",
    "eu-bank",
    "us-healthcare",
    "listed",
    "bank",
    "us-bank",
    "dora",
    "mifid",
    "uk-smcr",
    "easa-145",
    "eu-ai-act",
    "soc2",
    "safety-critical",
];
/// Words of `manages_as`.
pub const ARCHETYPES: &[&str] = &["player-coach", "coach", "supervisor", "facilitator", "coordinator"];
/// Words of `kind` at the top of a chart.
pub const CHART_KINDS: &[&str] = &["chart", "scenario"];
/// Words of `kind`.
pub const KINDS: &[&str] = &["person", "agent", "team"];

/// Words of `company.primary_goal`.
pub const GOALS: &[&str] = &["technology-strategy", "efficiency"];
/// Words of `facing` in a mandate.
pub const FACINGS: &[&str] = &["internal", "customers", "both"];
/// Words of `line` in a mandate or a goal.
pub const LINES: &[&str] = &["top", "bottom", "both"];

/// The parts of a mandate.
pub(super) const MANDATE: &[Part] = &[Part::Facing, Part::Line, Part::Owns, Part::Text];
/// The parts of a dotted line.
pub(super) const DOTTED_LINE: &[Part] = &[Part::To, Part::For];
/// The parts of an exception.
pub(super) const EXCEPTION: &[Part] = &[Part::Rule, Part::At, Part::Reason, Part::Until];

keys! {
    /// A field of a position.
    Field, FIELDS:
    Id "id" ValueKind::Id, "the position's own key, unique in the chart", "service-delivery",
        shown: Shown::Value, mapped: Mapped::Always, often: &[
            "employee id", "employee number", "employee no", "employee code", "emp id", "emp no", "worker id",
            "person id", "person number", "personnel number", "staff id", "staff number", "associate id", "user id",
            "position id", "position number", "position code", "job id", "role id", "post unique reference", "post reference", "node id",
            "unique id", "uid", "slug", "key",
        ], abroad: &[
            "personalnummer", "personalnr", "mitarbeiternummer", "mitarbeiter id", "stellennummer",
            "planstellennummer", "kennung", "matricule", "n° de salarié", "numéro de salarié", "identifiant",
            "numéro de poste", "legajo", "número de empleado", "nº empleado", "código de empleado",
            "identificador", "personeelsnummer", "medewerkernummer", "matricola", "numero dipendente",
            "codice dipendente", "matrícula", "número de funcionário", "número mecanográfico",
            "anställningsnummer", "anställnings id", "ansattnummer", "ansattnr", "ansatt id",
            "medarbejdernummer", "medarbejdernr", "henkilönumero", "henkilöstönumero", "työntekijänumero",
            "numer pracownika", "nr pracownika", "id pracownika", "numer ewidencyjny", "osobní číslo",
            "číslo zaměstnance", "id zaměstnance", "sicil no", "sicil numarası", "personel no", "törzsszám",
            "dolgozói azonosító", "marcă", "număr angajat", "id angajat", "табельный номер", "таб номер",
            "id сотрудника", "αριθμός μητρώου", "社員番号", "従業員番号", "社員コード", "工号", "员工编号", "員工編號", "사번", "사원번호",
            "직원번호",
        ];
    Title "title" ValueKind::Text, "the title as it is shown", "Director of Service Delivery",
        shown: Shown::Value, tells: true, mapped: Mapped::Always,
        also: &["job title", "position title", "post title", "role title"],
        often: &["job name", "business title", "job role", "job position", "position name", "role", "position", "designation", "job"],
        abroad: &[
            "stelle", "stellenbezeichnung", "position", "funktion", "berufsbezeichnung", "titel", "jobtitel",
            "poste", "intitulé du poste", "fonction", "intitulé", "emploi", "puesto", "cargo",
            "denominación del puesto", "título", "functie", "functietitel", "functienaam", "rol", "mansione",
            "qualifica", "ruolo", "posizione", "função", "posto de trabalho", "befattning", "yrkestitel",
            "tjänstetitel", "stilling", "stillingstittel", "tittel", "stillingsbetegnelse", "nimike",
            "tehtävänimike", "titteli", "stanowisko", "nazwa stanowiska", "pozice", "pracovní pozice",
            "název pozice", "funkce", "unvan", "pozisyon", "görevi", "görev", "beosztás", "munkakör", "pozíció",
            "funcția", "funcție", "должность", "θέση", "θέση εργασίας", "τίτλος", "役職", "職位", "肩書", "職名", "职位",
            "职务", "岗位", "職務", "직위", "직책", "직함",
        ];
    Name "name" ValueKind::Person, "the holder's name", "Ada Lovelace",
        private: true, tells: true, keeps_empty: true, mapped: Mapped::Always,
        also: &["full name", "last name, first name", "last, first", "first name last name"],
        often: &["display name", "employee name", "employee", "worker", "holder name", "preferred name", "legal name",
            "incumbent", "incumbent name", "current incumbent", "position holder", "post holder", "job holder", "jobholder",
            "employee full name", "payroll name", "person name", "person full name", "worker name", "emp name", "staff name",
            "staff member", "associate", "associate name", "assoc name", "team member", "resource name", "role holder",
            "colleague", "full legal name", "legal full name"],
        abroad: &[
            "mitarbeiter", "mitarbeitername", "stelleninhaber", "stelleninhaber/in", "titulaire",
            "titulaire du poste", "nom", "nom complet", "salarié", "nom et prénom", "collaborateur", "nombre", "nombre completo",
            "trabajador", "naam medewerker", "cognome nome",
            "empleado", "naam", "volledige naam", "medewerker", "nome", "nominativo", "nome completo",
            "dipendente", "funcionário", "colaborador", "titular", "titular del puesto", "titolare",
            "functiehouder", "name, vorname", "nachname, vorname", "vorname nachname", "apellidos y nombre",
            "apellidos y nombres", "nombre y apellidos", "cognome e nome", "nome e cognome", "nom prénom",
            "namn", "fullständigt namn", "för och efternamn", "navn", "fullt navn", "fulde navn", "medarbejder",
            "ansatt", "nimi", "koko nimi", "työntekijä", "imię i nazwisko", "nazwisko i imię", "pracownik",
            "jméno", "jméno a příjmení", "příjmení a jméno", "zaměstnanec", "ad soyad", "adı soyadı", "çalışan",
            "personel", "név", "teljes név", "munkavállaló", "dolgozó", "nume", "nume complet",
            "nume și prenume", "angajat", "имя", "фио", "сотрудник", "работник", "ονοματεπώνυμο", "όνομα",
            "εργαζόμενος", "氏名", "名前", "社員名", "姓名", "名字", "员工", "员工姓名", "이름", "성명", "사원명", "직원명",
        ];
    Holder "holder" ValueKind::Person, "a key for the holder, if one person has several positions", "p-017",
        private: true, tells: true, keeps_empty: true, mapped: Mapped::Always, often: &["person"];
    Email "email" ValueKind::Any, "the holder's address; never shown", "ada@example.org",
        private: true, may_be_own: true, fact: "",
        also: &["work email", "company email", "email address", "email address [required]", "business email", "primary email"],
        often: &["mail", "e mail", "upn", "distinguished name", "dn"],
        abroad: &[
            "e-mail-adresse", "mailadresse", "courriel", "adresse électronique", "correo electrónico", "correo",
            "e-mailadres", "posta elettronica", "endereço de e-mail", "e post", "e postadress", "e postadresse",
            "e mailadresse", "sähköposti", "sähköpostiosoite", "adres e mail", "e mailová adresa", "e posta",
            "e mail cím", "adresă de e mail", "электронная почта", "почта", "эл почта", "ηλεκτρονική διεύθυνση",
            "メールアドレス", "メール", "邮箱", "电子邮件", "電子郵件", "이메일", "메일",
        ];
    Handle "handle" ValueKind::Any, "the holder's handle in other programs; never shown", "ada",
        private: true, mapped: Mapped::Always, may_be_own: true, fact: "",
        often: &["github", "gitlab", "slack", "username", "user name", "login", "login name", "sam account name",
            "github handle", "slack handle", "net id", "mail nickname"],
        abroad: &["benutzername", "benutzerkennung", "anmeldename", "nom d'utilisateur", "nombre de usuario",
            "gebruikersnaam", "nome utente", "nome de usuário", "nome de utilizador"];
    Role "role" ValueKind::Text, "the seat, if the title does not say it: `cio`, `cto`, `it-lead` …", "it-lead",
        shown: Shown::Value, tells: true, mapped: Mapped::Own;
    Function "function" ValueKind::Text, "what the position's area does: `service-delivery`, `engineering` …",
        "service-delivery", shown: Shown::Value, tells: true, mapped: Mapped::Always, fact: "";
    Department "department" ValueKind::Text, "the department's name", "Service Delivery",
        shown: Shown::Value, tells: true, mapped: Mapped::Always,
        also: &["department name", "departments", "dept", "department description"],
        often: &["division", "unit", "org unit", "organizational unit", "organisational unit", "business unit", "team",
            "group"],
        abroad: &[
            "abteilung", "bereich", "organisationseinheit", "kostenstelle", "service", "département",
            "direction", "departamento", "área", "unidad", "afdeling", "organisatie-eenheid", "reparto",
            "dipartimento", "ufficio", "setor", "unidade", "avdelning", "enhet", "avdeling", "enhed", "osasto",
            "yksikkö", "dział", "departament", "jednostka organizacyjna", "komórka organizacyjna", "oddělení",
            "útvar", "departman", "bölüm", "birim", "osztály", "részleg", "szervezeti egység", "compartiment",
            "отдел", "подразделение", "департамент", "τμήμα", "部署", "部門", "所属", "所属部署", "部门", "部門名", "부서", "소속",
        ];
    Unit "unit" ValueKind::Text, "the unit's name, if the position heads one", "Service Desk",
        shown: Shown::Value, tells: true, mapped: Mapped::Own;
    Serves "serves" ValueKind::OpenWord(SERVES), "what the area is for: `operations`, `product`, `both` …", "operations",
        mapped: Mapped::Always, fact: "";
    Status "status" ValueKind::Word(STATUSES), "whether somebody sits there; `filled` if left out", "acting",
        mapped: Mapped::Always,
        also: &["employment status", "employee status", "worker status", "position status", "hr status"],
        often: &[
            "account status", "assignment status", "state", "lifecycle status", "emp status", "work status", "current status",
            "user status", "payroll status", "staff status", "job status", "person status", "incumbent status", "internal.status",
        ],
        abroad: &[
            "beschäftigungsstatus", "besetzungsstatus", "statut", "état", "estado", "situación", "stato", "situação",
            "dienststatus", "mitarbeiterstatus", "statut salarié", "statut du salarié", "estado del empleado",
            "estado laboral", "estatus", "situación laboral", "situação do funcionário",
            "situação do colaborador", "stato dipendente", "status medewerker", "ansattstatus",
            "anställningsstatus", "ansettelsesstatus", "ansættelsesstatus", "työsuhteen tila", "tila",
            "status zatrudnienia", "stav", "durum", "çalışma durumu", "állapot", "státusz", "stare", "статус",
            "состояние", "κατάσταση", "在職状況", "在籍状況", "ステータス", "状态", "狀態", "员工状态", "在职状态", "상태", "재직상태",
            "재직 상태",
        ];
    Since "since" ValueKind::Date, "since when the status holds", "2025-09-01",
        mapped: Mapped::Always, often: &["start date", "hire date", "start", "date of hire", "date of joining", "joining date", "date started",
            "rehire date", "last hire date", "latest hire date", "most recent hire date", "latest start date",
            "last start date", "most recent start date", "current start date", "original hire date"],
        abroad: &[
            "eintrittsdatum", "eintritt", "seit", "date d'entrée", "date d'embauche", "depuis",
            "fecha de ingreso", "fecha de alta", "desde", "datum in dienst", "sinds", "data di assunzione",
            "dal", "data de admissão", "startdatum", "eintrittstermin", "date d'arrivée", "date de début",
            "date embauche", "fecha de inicio", "fecha de contratación", "fecha ingreso", "indiensttreding",
            "datum indiensttreding", "data assunzione", "data inizio", "data di inizio", "data de início",
            "anställningsdatum", "startdato", "ansettelsesdato", "ansættelsesdato", "ansat dato",
            "aloituspäivä", "alkamispäivä", "työsuhteen alkamispäivä", "data zatrudnienia", "data rozpoczęcia",
            "datum nástupu", "nástup", "işe giriş tarihi", "başlangıç tarihi", "belépés dátuma", "belépés",
            "data angajării", "дата приема", "дата приема на работу", "дата найма", "ημερομηνία πρόσληψης",
            "入社日", "入社年月日", "入职日期", "入职时间", "入職日期", "입사일",
        ];
    Until "until" ValueKind::Date, "until when the status holds", "2026-06-30",
        mapped: Mapped::Always, often: &[
            "end date", "termination date", "leaving date", "last day", "last working day", "end", "exit date", "leave date",
            "separation date", "date of leaving", "date of exit", "date of termination", "date left", "last day of work",
            "last day worked", "term date", "termination date effective", "actual termination date",
            "effective termination date", "employment end date", "employee leave date time", "terminated on", "dismissed date",
            "contract end date", "end of contract", "deactivated at", "deactivated on", "deactivation date", "internal.termination date",
        ],
        abroad: &[
            "austrittsdatum", "austritt", "bis", "date de sortie", "date de départ", "jusqu'au",
            "fecha de baja", "hasta", "datum uit dienst", "tot", "data di cessazione", "fino al",
            "data de saída", "data de desligamento", "austritt am", "ausgetreten am", "ausgeschieden am",
            "uit dienst per", "تاريخ انتهاء الخدمة", "enddatum", "austrittstermin", "letzter arbeitstag",
            "beendigung", "vertragsende", "date de fin", "date de fin de contrat", "fin de contrat",
            "date fin de contrat", "date fin contrat", "date de fin du contrat",
            "date sortie", "fecha de salida", "fecha de cese", "fecha baja", "fecha fin", "fecha de fin",
            "fecha de término", "fecha de egreso", "einddatum", "uitdiensttreding", "datum uitdiensttreding",
            "laatste werkdag", "data cessazione", "cessazione", "data dimissioni", "data di dimissioni", "data fine", "data fine rapporto",
            "data uscita", "data di uscita", "data de demissão", "data de rescisão", "data rescisão", "data fim",
            "data de término", "slutdatum", "avgångsdatum", "sista anställningsdag", "sluttdato",
            "siste arbeidsdag", "fratredelsesdato", "slutdato", "fratrædelsesdato", "ophørsdato",
            "päättymispäivä", "työsuhteen päättymispäivä", "viimeinen työpäivä", "data zwolnienia",
            "data zakończenia", "data zakończenia zatrudnienia", "data rozwiązania umowy", "datum ukončení",
            "datum výstupu", "datum odchodu", "konec pracovního poměru", "işten çıkış tarihi", "çıkış tarihi",
            "ayrılış tarihi", "bitiş tarihi", "kilépés dátuma", "kilépés", "munkaviszony vége",
            "data încetării", "data plecării", "дата увольнения", "дата окончания", "ημερομηνία αποχώρησης",
            "ημερομηνία λήξης", "退職日", "退職年月日", "终止日期", "离职日期", "离职时间", "離職日期", "퇴사일", "퇴직일",
        ];
    Fte "fte" ValueKind::Share, "share of a full-time position, `1` is full time", "0.8",
        mapped: Mapped::Always,
        abroad: &[
            "beschäftigungsgrad", "arbeitszeitanteil", "vzä", "vollzeitäquivalent", "etp", "quotité", "jornada",
            "dedicación", "deeltijdfactor", "percentuale", "percentagem", "sysselsättningsgrad",
            "tjänstgöringsgrad", "stillingsprosent", "stillingsbrøk", "beskæftigelsesgrad", "työaikaprosentti",
            "etat", "wymiar etatu", "úvazek", "výše úvazku", "normă", "ставка",
        ];
    Kind "kind" ValueKind::OpenWords(KINDS),
        "whether a person or a program (`agent`) holds it, `person` if left out; or that it is a `team`", "agent";
    Employment "employment" ValueKind::Word(EMPLOYMENTS), "how the holder is employed", "contractor",
        mapped: Mapped::Always, also: &["employment type", "worker type", "employee type"], often: &["contract type"],
        abroad: &[
            "beschäftigungsart", "vertragsart", "arbeitsverhältnis", "type de contrat", "contrat",
            "tipo de contrato", "contrato", "dienstverband", "contractsoort", "tipo di contratto", "contratto",
            "tipo de vínculo", "vínculo", "anställningsform", "ansettelsesform", "ansettelsestype",
            "ansættelsesform", "työsuhteen tyyppi", "forma zatrudnienia", "rodzaj umowy", "typ úvazku",
            "pracovní poměr", "sözleşme türü", "istihdam türü", "тип занятости", "雇用形態", "雇佣类型", "用工类型", "고용형태",
        ];
    Scope "scope" ValueKind::Word(SCOPES), "what part of the company the position covers", "region",
        mapped: Mapped::Always;
    Level "level" ValueKind::Number, "the position's level on the company's own ladder", "4",
        mapped: Mapped::Own, often: &["grade"];
    ReportsTo "reports_to" ValueKind::Ids, "the id of the manager: the solid line", "cio",
        keeps_empty: true, mapped: Mapped::Always,
        also: &[
            "reports to id", "manager id", "manager employee id", "manager employee number", "manager number",
            "manager code", "manager worker id", "manager user id", "manager person number", "line manager id",
            "direct manager id", "supervisor id", "supervisor employee id", "supervisor number", "boss id", "parent id",
            "reports to position", "reports to position id", "reports to position number", "reports to post",
            "reports to senior post", "reports to employee id", "reports to employee number", "reporting to id",
            "manager position id", "parent position", "parent position id", "manager email", "manager work email",
            "line manager email", "supervisor email", "manager", "manager name", "line manager", "line manager name",
            "direct manager", "supervisor", "supervisor name", "reporting to", "reporting manager", "boss", "boss name",
            "parent", "pid",
        ],
        often: &["lead", "team lead", "head", "leader"],
        abroad: &[
            "vorgesetzter", "vorgesetzte", "vorgesetzte/r", "vorgesetzten", "vorgesetztennummer",
            "führungskraft", "berichtet an", "disziplinarisch", "disziplinarischer vorgesetzter",
            "übergeordnete stelle", "leitung", "n+1", "responsable", "supérieur", "supérieur hiérarchique",
            "responsable hiérarchique", "hiérarchique", "manager direct", "n+1", "rattachement", "jefe",
            "jefe directo", "superior", "reporta a", "supervisor", "responsable directo", "leidinggevende",
            "rapporteert aan", "chef", "manager", "responsabile", "responsabile diretto", "riporta a",
            "superiore", "capo", "gestor", "gestor direto", "chefe", "chefia", "reporta a",
            "superior hierárquico", "líder", "przełożony", "esimies", "nadřízený", "nærmeste leder",
            "närmaste chef", "上司", "直属上级", "rapporterar till", "ansvarig chef", "överordnad", "leder",
            "rapporterer til", "overordnet", "personaleleder", "esihenkilö", "lähiesihenkilö", "lähiesimies",
            "bezpośredni przełożony", "kierownik", "raportuje do", "podlega", "přímý nadřízený", "vedoucí",
            "yönetici", "yöneticisi", "bağlı olduğu yönetici", "bağlı olduğu kişi", "amiri", "felettes",
            "közvetlen felettes", "közvetlen vezető", "vezető", "șef direct", "superior direct",
            "raportează la", "руководитель", "непосредственный руководитель", "начальник", "προϊστάμενος",
            "αναφέρεται σε", "直属上司", "上長", "上级", "直接上级", "汇报对象", "主管", "直属主管", "直屬主管", "상사", "직속상사", "직속 상사",
            "보고 대상",
        ];
    DottedTo "dotted_to" ValueKind::DottedLines, "other lines, with `for:` to say what they are about",
        "[{ to: cto, for: release planning }]", mapped: Mapped::Always,
        also: &["dotted line manager id", "dotted line manager", "matrix manager id", "matrix manager",
            "dotted line to", "dotted reports to", "dotted managers", "dotted manager"],
        often: &["dotted line", "dotted lines", "dotted"],
        abroad: &["fachlich", "fachlicher vorgesetzter", "fonctionnel", "responsable fonctionnel", "funcional",
            "jefe funcional", "functioneel leidinggevende", "responsabile funzionale", "gestor funcional"];
    Complements "complements" ValueKind::Id, "the id of the chief whose other side this position covers", "cio",
        fact: "";
    CoversBothSince "covers_both_since" ValueKind::Date, "since when a chief has also covered the other \
        chief's side",
        "2025-09-01";
    Mandate "mandate" ValueKind::TextOrMap(MANDATE), "what the position is for: text, a link, or its parts",
        "{ facing: internal, line: bottom, owns: [service-delivery] }";
    Profile "profile" ValueKind::Map(&[Part::Needs, Part::Covers, Part::Qualities]),
        "what the role needs, covers and asks for; never about a person",
        "{ needs: [product], covers: [operations], qualities: [calm] }";
    Goals "goals" ValueKind::Maps(&[Part::Text, Part::Line]), "the position's goals with the line they serve",
        "[{ text: a shorter queue at the service desk, line: bottom }]";
    AlsoHolds "also_holds" ValueKind::Ids, "ids or seats that the same holder also has", "[head-of-quality]",
        shown: Shown::Key, mapped: Mapped::Own;
    CoLead "co_lead" ValueKind::FlagOrText, "that the position is shared on purpose, or with whom", "delivery-north",
        mapped: Mapped::Always;
    Cover "cover" ValueKind::Text, "the stand-in while the position is open", "the head of the service desk",
        mapped: Mapped::Always;
    Critical "critical" ValueKind::Flag, "that the position has to be covered at all times", "true",
        mapped: Mapped::Own;
    New "new" ValueKind::Flag, "that the position or unit was just created", "true", fact: "";
    Created "created" ValueKind::Date, "when the position or unit was created", "2026-01-01";
    ManagesAs "manages_as" ValueKind::Word(ARCHETYPES), "how close the manager is to the work of those below", "coordinator",
        may_be_own: true;
    OwnWorkShare "own_work_share" ValueKind::Share,
        "share of the position's time for individual work, as opposed to leading others; never measured \
            time", "0.3",
        may_be_own: true;
    Successors "successors" ValueKind::Ids, "how many possible successors there are, or the ids of their \
        positions; never shown", "2",
        private: true, shown: Shown::Key, may_be_own: true;
    CompensatingControl "compensating_control" ValueKind::Text,
        "the control over duties that one holder combines", "the controller reviews payments each month",
        may_be_own: true;
    OwnsServices "owns_services" ValueKind::Texts, "the services that a team runs", "[checkout, invoices]",
        shown: Shown::Value, may_be_own: true;
    Replicated "replicated" ValueKind::Flag, "that several parts of the company intentionally have such a \
        department", "true",
        may_be_own: true;
    Timezone "timezone" ValueKind::Text, "the distance of the office hours from UTC; a city is not needed", "UTC+2",
        shown: Shown::Value, may_be_own: true;
    Extra "extra" ValueKind::Any, "anything the company wants to add; never read", "{ cost_centre: 4711 }",
        private: true, fact: "";
    Reports "reports" ValueKind::Positions, "the positions that report to this one, in the nested form",
        "[{ id: desk, title: Head of the Service Desk }]", shown: Shown::Id, fact: "",
        also: &["direct reports", "children", "subordinates", "reportees", "manages", "direct report", "subordinate", "child", "childs",
            "childrens"], often: &["team", "members", "employees", "people", "staff",
            "mitarbeiter", "mitarbeitende", "unterstellte", "collaborateurs", "subordonnés", "subordinados", "colaboradores",
            "medewerkers", "ondergeschikten", "collaboratori", "sottoposti", "subordinati"];
}

impl Field {
    /// The field's bit in a set of fields.
    pub(super) fn bit(self) -> u64 {
        const { assert!(FIELDS.len() <= u64::BITS as usize) };
        1 << self as u8
    }
}

keys! {
    /// A fact about the company.
    CompanyField, COMPANY_FIELDS:
    Name "name" ValueKind::Text, "the company's name", "Acme Robotics", fact: "company.name";
    Employees "employees" ValueKind::Whole, "number of employees", "240",
        fact: "company.employees", also: &["headcount", "size"];
    Complete "complete" ValueKind::Flag, "whether every position is on the chart; `false` means it is a \
        part of a company", "true",
        fact: "company.complete";
    PartOf "part_of" ValueKind::Text, "the group this company belongs to", "Acme Group", fact: "company.part_of";
    Stage "stage" ValueKind::Word(&["startup", "growth", "mid-size", "mature"]), "how far the company is", "growth",
        fact: "company.stage";
    Funding "funding" ValueKind::Word(&["bootstrapped", "seed", "well-backed"]), "how it is funded", "well-backed",
        fact: "company.funding";
    TechnologyStrategy "technology_strategy" ValueKind::Word(&["none", "forming", "in-place"]),
        "whether there is a technology strategy", "in-place", fact: "company.technology_strategy";
    TechnologyCore "technology_core" ValueKind::Flag, "whether technology is part of the core business", "true",
        fact: "company.technology_core";
    PrimaryGoal "primary_goal" ValueKind::Word(GOALS),
        "what matters more now", "efficiency", fact: "company.primary_goal";
    Industry "industry" ValueKind::Text, "the industry", "software", shown: Shown::Value, fact: "company.industry";
    Outsourced "outsourced" ValueKind::Texts, "functions that are bought in", "[internal-it]",
        shown: Shown::Value, fact: "company.outsourced";
    FunctionsRequired "functions_required" ValueKind::Texts, "functions that somebody has to own", "[privacy, payroll]",
        shown: Shown::Value, fact: "company.functions_required";
    Regimes "regimes" ValueKind::OpenWords(REGIMES), "the regimes that apply; they switch governance rules on", "[gdpr]",
        fact: "company.regimes";
    DpoRequired "dpo_required" ValueKind::Flag,
        "whether the company has to have a data protection officer, as some do under Article 37 GDPR", "true",
        fact: "company.dpo_required";
}

keys! {
    /// A key at the top of a chart.
    TopField, TOP_FIELDS:
    AsOf "as_of" ValueKind::Date, "the date the chart is true for", "2026-01-15", also: &["date", "asof"];
    Kind "kind" ValueKind::OpenWord(CHART_KINDS), "what the file is: `scenario` for a draft of how things could be", "scenario";
    Company "company" ValueKind::Company, "facts about the company", "{ name: Acme Robotics, employees: 240 }",
        also: &["organization", "organisation"];
    Positions "positions" ValueKind::Positions, "the positions, one list item each",
        "[{ id: ceo, title: Chief Executive Officer }]";
    People "people" ValueKind::Positions, "another name for `positions`",
        "[{ id: ceo, title: Chief Executive Officer }]", also: &["employees"];
    Org "org" ValueKind::Position, "the topmost position, in the nested form", "{ title: CEO, reports: [{ title: CTO }] }",
        also: &["chart"];
    Exceptions "exceptions" ValueKind::Maps(EXCEPTION), "findings that are accepted",
        "[{ rule: several-roots, at: company, reason: two founders }]", shown: Shown::Value;
    Roots "roots" ValueKind::Ids, "ids of positions that intentionally have nobody above them", "[ceo]";
    ExternalManagers "external_managers" ValueKind::Ids, "ids of managers who are not on this chart", "[group-cio]";
}

keys! {
    /// A key of one of the smaller mappings of a chart.
    Part, PARTS:
    Facing "facing" ValueKind::Word(FACINGS), "whom the position faces", "internal";
    Line "line" ValueKind::Word(LINES), "the line it works for", "bottom";
    Owns "owns" ValueKind::Texts, "the functions it owns", "[service-delivery]", shown: Shown::Value;
    Text "text" ValueKind::Text, "in words", "keeps the systems that the company works with running";
    Needs "needs" ValueKind::Texts, "what the role needs support in", "[product]";
    Covers "covers" ValueKind::Texts, "what the role covers", "[operations]";
    Qualities "qualities" ValueKind::Texts, "what the role's profile asks for", "[calm]";
    To "to" ValueKind::Id, "the id the line leads to", "cto";
    For "for" ValueKind::Text, "what the line is about", "release planning";
    Rule "rule" ValueKind::Text, "the rule whose finding is accepted", "several-roots", shown: Shown::Value;
    At "at" ValueKind::Id, "the id of the position, or `company`", "service-delivery", shown: Shown::Value;
    Reason "reason" ValueKind::Text, "why it is accepted", "until the two units are one", private: true;
    Until "until" ValueKind::Date, "the last day the exception holds", "2026-06-30";
}

/// What a report shows of a key, by its name alone: the least of what the tables say that have it.
#[must_use]
pub fn shown(name: &str) -> Option<Shown> {
    let position = Field::from_key(name).map(|field| field.key().shown);
    let company = CompanyField::from_key(name).map(|field| field.key().shown);
    let top = TopField::from_key(name).map(|field| field.key().shown);
    let part = Part::from_key(name).map(|field| field.key().shown);
    position.into_iter().chain(company).chain(top).chain(part).min()
}

/// A company's own field, by its number among those of its configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct OwnField(pub u16);

/// A company's own fields of positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnFields(Vec<Key<OwnField>>);

impl OwnFields {
    /// The most fields that a configuration may add.
    pub const MOST: usize = 256;

    /// Adds a field, in place of one that has its name; those over the limit are left out.
    pub fn add(&mut self, name: &'static str, kind: ValueKind) {
        let at = self.0.iter().position(|key| key.name == name).unwrap_or(self.0.len());
        let Some(number) = u16::try_from(at).ok().filter(|_| at < Self::MOST) else { return };
        let mut key = Key::new(OwnField(number), name, kind, "one of the company's own fields", "");
        // Lists beside a position are most often of people.
        key.private = kind == ValueKind::Texts;
        match self.0.get_mut(at) {
            Some(known) => *known = key,
            None => self.0.push(key),
        }
    }

    /// Every field.
    #[must_use]
    pub fn keys(&self) -> &[Key<OwnField>] {
        &self.0
    }

    /// The field of a key as written.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<OwnField> {
        self.0.iter().find(|key| key.name == name).map(|key| key.field)
    }

    /// The key of a field.
    #[must_use]
    pub fn key(&self, field: OwnField) -> &Key<OwnField> {
        &self.0[usize::from(field.0)]
    }
}

/// The key nearest to one that is not known, and whether it is near by its letters (`titel`) or by
/// its meaning (`manager` for `reports_to`).
#[must_use]
pub(super) fn near_key<F: Copy>(name: &str, keys: &[Key<F>]) -> Option<(&'static str, bool)> {
    // A word of its own is not a slip in another one: `state` is not `status`.
    if let Some(key) = keys.iter().find(|key| key.words().any(|word| same(word, name))) {
        return Some((key.name, false));
    }
    let names = || keys.iter().map(|key| key.name);
    let no_codes = names().filter(|key| !is_code_of(name, key));
    nearest(name, no_codes).map(|near| (near, true)).or_else(|| {
        let words = keys.iter().flat_map(Key::words).filter(|word| word.len() > 5);
        let word = if names().any(|key| is_code_of(name, key)) { None } else { nearest(name, words) }?;
        keys.iter().find(|key| key.words().any(|known| known == word)).map(|key| (key.name, false))
    })
}

/// Whether a key is another one with a word for a code behind it: `departmentId` holds no department.
fn is_code_of(name: &str, key: &str) -> bool {
    let rest =
        name.get(..key.len()).filter(|start| start.eq_ignore_ascii_case(key)).map(|_| &name[key.len()..]);
    let is_apart = |rest: &str| rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '_' | '-' | ' '));
    let word = |rest: &str| rest.trim_start_matches(['_', '-', ' ']).to_ascii_lowercase();
    rest.is_some_and(|rest| is_apart(rest) && matches!(&*word(rest), "id" | "no" | "nr" | "key"))
}

/// Whether two keys differ in their separators and letter case alone.
fn same(a: &str, b: &str) -> bool {
    fn letters(word: &str) -> impl Iterator<Item = u8> {
        word.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
    }
    letters(a).eq(letters(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_no_slip_in_what_it_is_the_code_of() {
        for code in ["departmentId", "department_id", "unit-no", "titleKey", "unit nr"] {
            assert_eq!(near_key(code, FIELDS), None, "{code}");
        }
        for (slip, key) in [("departmen", "department"), ("titlee", "title"), ("unitt", "unit")] {
            assert_eq!(near_key(slip, FIELDS), Some((key, true)), "{slip}");
        }
    }

    #[test]
    fn every_table_is_in_the_order_of_its_fields() {
        assert!(FIELDS.iter().enumerate().all(|(at, key)| key.field as usize == at));
        assert!(COMPANY_FIELDS.iter().enumerate().all(|(at, key)| key.field as usize == at));
        assert!(TOP_FIELDS.iter().enumerate().all(|(at, key)| key.field as usize == at));
        assert!(PARTS.iter().enumerate().all(|(at, key)| key.field as usize == at));
        assert_eq!(Field::from_key("reports_to"), Some(Field::ReportsTo));
        assert_eq!(Field::from_key("Reports_to"), None);
    }

    #[test]
    fn what_is_shown_of_a_key_is_the_least_of_the_tables_that_have_it() {
        assert_eq!(shown("title"), Some(Shown::Value));
        assert_eq!(shown("reports_to"), Some(Shown::Id));
        // The company's name may be shown, a holder's may not; the key does not say whose it is.
        assert_eq!(shown("name"), Some(Shown::Key));
        assert_eq!(shown("nickname"), None);
        assert!(FIELDS.iter().all(|key| !key.private || key.shown == Shown::Key));
    }

    #[test]
    fn a_word_stands_for_one_key() {
        for (at, key) in FIELDS.iter().enumerate() {
            for word in key.also {
                let other =
                    FIELDS[..at].iter().find(|other| other.also.iter().any(|known| same(known, word)));
                assert_eq!(other.map(|other| other.name), None, "{word}");
            }
        }
    }

    #[test]
    fn a_key_is_near_by_letters_or_by_meaning() {
        assert_eq!(near_key("titel", FIELDS), Some(("title", true)));
        assert_eq!(near_key("manager", FIELDS), Some(("reports_to", false)));
        assert_eq!(near_key("Manager ID", FIELDS), Some(("reports_to", false)));
        assert_eq!(near_key("e_mail", FIELDS), Some(("email", false)));
        assert_eq!(near_key("location", FIELDS), None);
    }
}
