//! What HR systems write where orglint's own format has words of its own: `Active`, `Elternzeit`, `CDI`. In
//! English, German, French, Spanish, Dutch, Italian and Portuguese; the usual words for a status also in the
//! languages of northern and eastern Europe, Greek, Turkish, Chinese, Japanese and Korean.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::fields::{Field, ValueKind};

/// What a post is that has ceased to be. It is not a position.
pub(super) const ABOLISHED: &str = "abolished";

type Words = &'static [(&'static str, &'static [&'static str])];

/// Words for a status, by the native one that they mean. Why somebody is away is never told: whoever is on
/// leave sits there.
const STATUSES: Words = &[
    (
        "filled",
        &[
            // English
            "active",
            "current",
            "employed",
            "occupied",
            "working",
            "in post",
            "in role",
            "at work",
            "staffed",
            "incumbent",
            "hired",
            "confirmed",
            "probation",
            "on probation",
            "enabled",
            "present",
            "seconded",
            "on secondment",
            "secondment",
            "returning",
            "furlough",
            "furloughed",
            "lay off",
            "away",
            "absent",
            "password expired",
            "locked out",
            "active process",
            "active no process",
            "active assignment",
            "recovery",
            "on hold",
            // German
            "aktiv",
            "besetzt",
            "beschäftigt",
            "in beschäftigung",
            "probezeit",
            "in probezeit",
            "abgeordnet",
            "ruhend",
            "ruhendes arbeitsverhältnis",
            "abwesend",
            "tätig",
            "im dienst",
            // French
            "actif",
            "active",
            "en poste",
            "en activité",
            "présent",
            "présente",
            "pourvu",
            "pourvue",
            "occupé",
            "période d'essai",
            "détaché",
            "détachée",
            "absent",
            "absente",
            // Spanish
            "activo",
            "activa",
            "en activo",
            "en plantilla",
            "ocupado",
            "ocupada",
            "cubierto",
            "cubierta",
            "en prueba",
            "período de prueba",
            "alta",
            "ausente",
            "excedente",
            "vigente",
            // Dutch
            "actief",
            "in dienst",
            "bezet",
            "werkzaam",
            "proeftijd",
            "afwezig",
            "gedetacheerd",
            "ingevuld",
            // Italian
            "attivo",
            "attiva",
            "in forza",
            "in servizio",
            "coperto",
            "in prova",
            "assente",
            "distaccato",
            // Portuguese
            "ativo",
            "ativa",
            "em exercício",
            "em atividade",
            "ocupado",
            "preenchido",
            "em experiência",
            "ausente",
            "afastado",
            "afastada",
            "cedido",
            // Further languages
            "anställd",
            "i tjänst",
            "tillsvidareanställd",
            "ansatt",
            "i stilling",
            "fast ansat",
            "i tjeneste",
            "aktiivinen",
            "voimassa",
            "työsuhteessa",
            "aktywny",
            "aktywna",
            "zatrudniony",
            "zatrudniona",
            "czynny",
            "aktivní",
            "zaměstnán",
            "aktif",
            "çalışıyor",
            "aktív",
            "activ",
            "activă",
            "активен",
            "активна",
            "активный",
            "работает",
            "ενεργός",
            "ενεργή",
            "在職",
            "在職中",
            "在籍",
            "在籍中",
            "在职",
            "在岗",
            "正常",
            "재직",
            "재직중",
            "재직 중",
        ],
    ),
    (
        "acting",
        &[
            "acting up",
            "temporary promotion",
            "kommissarisch",
            "stellvertretend kommissarisch",
            "faisant fonction",
            "en funciones",
            "waarnemend",
            "facente funzione",
            "em substituição",
            "substituto",
        ],
    ),
    ("interim", &["interimistisch", "ad interim", "par intérim", "a interim", "interino", "interina"]),
    (
        "vacant",
        &[
            "vacancy",
            "open",
            "unfilled",
            "unoccupied",
            "empty",
            "open position",
            "open requisition",
            "to be filled",
            "recruiting",
            "hiring",
            "in recruitment",
            "posted",
            "tbh",
            "tbc",
            "tbd",
            "tba",
            "vakant",
            "vakanz",
            "unbesetzt",
            "nicht besetzt",
            "offen",
            "zu besetzen",
            "ausgeschrieben",
            "vacante",
            "à pourvoir",
            "non pourvu",
            "non pourvue",
            "ouvert",
            "en recrutement",
            "poste vacant",
            "sin cubrir",
            "por cubrir",
            "abierta",
            "abierto",
            "en selección",
            "puesto vacante",
            "vacature",
            "onbezet",
            "openstaand",
            "in te vullen",
            "open vacature",
            "scoperto",
            "scoperta",
            "da coprire",
            "aperta",
            "posto vacante",
            "vago",
            "vaga",
            "vaga aberta",
            "em aberto",
            "por preencher",
            "em recrutamento",
            // Further languages
            "ledig",
            "obesatt",
            "vakans",
            "ubesatt",
            "ledig stilling",
            "ubesat",
            "avoin",
            "täyttämättä",
            "avoinna",
            "wakat",
            "nieobsadzone",
            "nieobsadzony",
            "neobsazeno",
            "neobsazená",
            "volné",
            "boş",
            "açık pozisyon",
            "üres",
            "betöltetlen",
            "vacantă",
            "neocupat",
            "вакансия",
            "вакантно",
            "вакантна",
            "κενή",
            "κενή θέση",
            "欠員",
            "空席",
            "募集中",
            "空缺",
            "待招聘",
            "招聘中",
            "공석",
            "채용중",
            "채용 중",
            "채용예정",
        ],
    ),
    (
        "planned",
        &[
            "onboarding",
            "pre hire",
            "preboarding",
            "pre boarding",
            "offer accepted",
            "accepted offer",
            "pending hire",
            "future hire",
            "pending start",
            "not started",
            "incoming",
            "proposed",
            "future",
            "budgeted",
            "staged",
            "provisioned",
            "pending",
            "approved",
            "geplant",
            "in planung",
            "vorgesehen",
            "zukünftig",
            "künftig",
            "prévu",
            "prévue",
            "planifié",
            "planifiée",
            "à venir",
            "en cours d'embauche",
            "planificado",
            "planificada",
            "previsto",
            "prevista",
            "futuro",
            "por ingresar",
            "gepland",
            "toekomstig",
            "pianificato",
            "pianificata",
            "in ingresso",
            "planejado",
            "planejada",
            "planeado",
            "planeada",
            "a admitir",
            // Further languages
            "planerad",
            "tillträder",
            "planlagt",
            "suunniteltu",
            "planowany",
            "planowana",
            "plánovaný",
            "plánovaná",
            "planlanan",
            "tervezett",
            "planificată",
            "планируется",
            "запланирована",
            "入社予定",
            "待入职",
            "입사예정",
        ],
    ),
    (
        "leaving",
        &[
            "notice",
            "on notice",
            "notice period",
            "in notice",
            "serving notice",
            "under notice",
            "resigning",
            "offboarding",
            "retiring",
            "garden leave",
            "gardening leave",
            "on garden leave",
            "working notice",
            "gekündigt",
            "ausscheidend",
            "scheidet aus",
            "in kündigung",
            "kündigungsfrist",
            "en préavis",
            "préavis",
            "démissionnaire",
            "partant",
            "partante",
            "en preaviso",
            "preaviso",
            "saliente",
            "opzegtermijn",
            "vertrekkend",
            "in opzegtermijn",
            "in preavviso",
            "preavviso",
            "dimissionario",
            "in uscita",
            "uscente",
            "aviso prévio",
            "em aviso prévio",
            "de saída",
            // Further languages
            "uppsagd",
            "under uppsägning",
            "i oppsigelse",
            "oppsagt",
            "opsagt",
            "i opsigelse",
            "irtisanoutunut",
            "irtisanomisaika",
            "okres wypowiedzenia",
            "w okresie wypowiedzenia",
            "ve výpovědní době",
            "výpovědní doba",
            "退職予定",
            "离职中",
            "待离职",
            "퇴사예정",
            "퇴직예정",
        ],
    ),
    (
        "left",
        &[
            "leaver",
            "terminated",
            "separated",
            "exited",
            "departed",
            "resigned",
            "retired",
            "dismissed",
            "deceased",
            "former",
            "former employee",
            "ex employee",
            "past employee",
            "offboarded",
            "quit",
            "gone",
            "released",
            "discharged",
            "made redundant",
            "redundant",
            "ended",
            "termed",
            "discarded",
            "no longer employed",
            "laid off",
            "left company",
            "left the company",
            "has left",
            "alumni",
            "ausgeschieden",
            "ausgetreten",
            "entlassen",
            "ehemalig",
            "ehemaliger",
            "ehemalige",
            "verlassen",
            "nicht mehr beschäftigt",
            "pensioniert",
            "im ruhestand",
            "verrentet",
            "verstorben",
            "austritt",
            "parti",
            "partie",
            "sorti",
            "sortie",
            "licencié",
            "licenciée",
            "ancien salarié",
            "ancienne salariée",
            "ancien",
            "radié",
            "radiée",
            "retraité",
            "retraitée",
            "décédé",
            "décédée",
            "démissionné",
            "quitté",
            "en retraite",
            "à la retraite",
            "parti en retraite",
            "partie en retraite",
            "parti à la retraite",
            "partie à la retraite",
            "cesado",
            "cesada",
            "despedido",
            "despedida",
            "desvinculado",
            "desvinculada",
            "renunció",
            "egresado",
            "egresada",
            "retirado",
            "retirada",
            "ex empleado",
            "ex empleada",
            "baja definitiva",
            "jubilado",
            "jubilada",
            "cese",
            "fallecido",
            "fallecida",
            "uit dienst",
            "vertrokken",
            "ontslagen",
            "oud medewerker",
            "uitgetreden",
            "gepensioneerd",
            "overleden",
            "cessato",
            "cessata",
            "dimesso",
            "dimessa",
            "licenziato",
            "licenziata",
            "uscito",
            "uscita",
            "ex dipendente",
            "pensionato",
            "pensionata",
            "deceduto",
            "deceduta",
            "desligado",
            "desligada",
            "demitido",
            "demitida",
            "cessou",
            "rescindido",
            "saiu",
            "ex funcionário",
            "aposentado",
            "aposentada",
            "reformado",
            "reformada",
            "exonerado",
            "exonerada",
            "falecido",
            "falecida",
            // Further languages
            "avslutad",
            "slutat",
            "har slutat",
            "avgått",
            "pensionerad",
            "avliden",
            "sluttet",
            "avsluttet",
            "har sluttet",
            "fratrådt",
            "pensjonert",
            "stoppet",
            "ophørt",
            "pensioneret",
            "päättynyt",
            "työsuhde päättynyt",
            "eronnut",
            "irtisanottu",
            "eläkkeellä",
            "zwolniony",
            "zwolniona",
            "były pracownik",
            "odszedł",
            "odeszła",
            "emerytowany",
            "ukončen",
            "ukončený",
            "ukončeno",
            "odešel",
            "odešla",
            "propuštěn",
            "v důchodu",
            "ayrıldı",
            "işten ayrıldı",
            "işten çıktı",
            "emekli",
            "kilépett",
            "megszűnt",
            "nyugdíjas",
            "plecat",
            "plecată",
            "încetat",
            "demisionat",
            "pensionat",
            "pensionată",
            "concediat",
            "уволен",
            "уволена",
            "уволился",
            "уволилась",
            "бывший сотрудник",
            "αποχώρησε",
            "συνταξιούχος",
            "退職",
            "退職済",
            "退職済み",
            "退社",
            "离职",
            "已离职",
            "離職",
            "退休",
            "已退休",
            "퇴사",
            "퇴직",
            "퇴사자",
            "퇴직자",
        ],
    ),
    (
        "inactive",
        &[
            "not active",
            "suspended",
            "disabled",
            "deactivated",
            "archived",
            "dormant",
            "blocked",
            "deprovisioned",
            "deleted",
            "removed",
            "closed",
            "non active",
            "inactive process",
            "inactive no process",
            "suspend process",
            "suspend no process",
            "inaktiv",
            "nicht aktiv",
            "suspendiert",
            "gesperrt",
            "deaktiviert",
            "stillgelegt",
            "inactif",
            "inactive",
            "non actif",
            "suspendu",
            "suspendue",
            "désactivé",
            "désactivée",
            "archivé",
            "inactivo",
            "inactiva",
            "no activo",
            "suspendido",
            "suspendida",
            "desactivado",
            "baja",
            "dado de baja",
            "dada de baja",
            "inactief",
            "niet actief",
            "non actief",
            "geschorst",
            "gedeactiveerd",
            "geblokkeerd",
            "gearchiveerd",
            "inattivo",
            "inattiva",
            "non attivo",
            "sospeso",
            "sospesa",
            "disattivato",
            "inativo",
            "inativa",
            "não ativo",
            "suspenso",
            "suspensa",
            "desativado",
            // Further languages
            "ej aktiv",
            "avaktiverad",
            "ikke aktiv",
            "deaktivert",
            "deaktiveret",
            "passiivinen",
            "ei aktiivinen",
            "nieaktywny",
            "nieaktywna",
            "zawieszony",
            "zawieszona",
            "neaktivní",
            "pasif",
            "aktif değil",
            "inaktív",
            "inactivă",
            "неактивен",
            "неактивна",
            "неактивный",
            "ανενεργός",
            "休止",
            "無効",
            "停用",
            "禁用",
            "비활성",
        ],
    ),
    (
        ABOLISHED,
        &[
            "eliminated",
            "post eliminated",
            "position eliminated",
            "eliminated post",
            "role eliminated",
            "post abolished",
            "position abolished",
            "abolished post",
            "post deleted",
            "position deleted",
            "deleted post",
            "deleted position",
            "post closed",
            "position closed",
            "role closed",
            "disestablished",
            "post removed",
            "position removed",
            "discontinued",
            "post ceased",
            "post no longer exists",
            "role removed",
            "gestrichen",
            "stelle gestrichen",
            "weggefallen",
            "stelle weggefallen",
            "stelle entfallen",
            "entfallen",
            "abgeschafft",
            "aufgelöst",
            "supprimé",
            "supprimée",
            "poste supprimé",
            "suppression de poste",
            "aboli",
            "poste aboli",
            "amortizado",
            "amortizada",
            "puesto amortizado",
            "suprimido",
            "suprimida",
            "puesto suprimido",
            "eliminado",
            "eliminada",
            "puesto eliminado",
            "plaza amortizada",
            "opgeheven",
            "functie opgeheven",
            "functie vervallen",
            "vervallen",
            "geschrapt",
            "soppresso",
            "soppressa",
            "posto soppresso",
            "eliminato",
            "abolito",
            "abolita",
            "extinto",
            "extinta",
            "cargo extinto",
            "abolido",
            "posto eliminado",
            "posto extinto",
        ],
    ),
];

/// Words that say that somebody is away for a time, wherever they are in a text.
const LEAVE: &[&str] = &[
    "leave",
    "loa",
    "sabbatical",
    "maternity",
    "paternity",
    "parental",
    "sick",
    "vacation",
    "holiday",
    "disability",
    "elternzeit",
    "mutterschutz",
    "beurlaubt",
    "beurlaubung",
    "urlaub",
    "sonderurlaub",
    "krank",
    "krankgeschrieben",
    "langzeitkrank",
    "freigestellt",
    "freistellung",
    "pflegezeit",
    "erziehungsurlaub",
    "altersteilzeit",
    "congé",
    "congés",
    "maternité",
    "paternité",
    "maladie",
    "disponibilité",
    "sabbatique",
    "arrêt",
    "permiso",
    "licencia",
    "excedencia",
    "maternidad",
    "paternidad",
    "médica",
    "vacaciones",
    "enfermedad",
    "sabático",
    "verlof",
    "ouderschapsverlof",
    "zwangerschapsverlof",
    "ziek",
    "ziekteverlof",
    "langdurig",
    "vakantie",
    "bevallingsverlof",
    "aspettativa",
    "maternità",
    "paternità",
    "congedo",
    "malattia",
    "ferie",
    "licença",
    "férias",
    "maternidade",
    "paternidade",
    "doença",
    "atestado",
    "afastamento",
    "föräldraledig",
    "mammaledig",
    "pappaledig",
    "sjukskriven",
    "tjänstledig",
    "foreldrepermisjon",
    "permisjon",
    "sykmeldt",
    "orlov",
    "barsel",
    "barselsorlov",
    "sygemeldt",
    "vanhempainvapaa",
    "hoitovapaa",
    "vuorotteluvapaa",
    "sairausloma",
    "urlop",
    "urlopie",
    "macierzyński",
    "wychowawczy",
    "zwolnienie",
    "chorobowe",
    "dovolená",
    "mateřská",
    "mateřské",
    "rodičovská",
    "rodičovské",
    "nemocenská",
    "neschopnost",
    "izinde",
    "izinli",
    "doğum",
    "raporlu",
    "gyes",
    "gyed",
    "szabadság",
    "táppénz",
    "concediu",
    "декрет",
    "декрете",
    "отпуск",
    "отпуске",
    "больничный",
    "больничном",
    "άδεια",
    "休職",
    "休職中",
    "産休",
    "育休",
    "病休",
    "休假",
    "产假",
    "病假",
    "휴직",
    "휴직중",
    "육아휴직",
    "출산휴가",
    "병가",
];

/// Words for a kind of employment that say of a status as well that somebody stands in.
const FOR_A_TIME: &[&str] = &["temporary", "temp", "temporal", "tijdelijk", "temporario", "temporaria"];

/// Words for the kind of employment.
const EMPLOYMENTS: Words = &[
    (
        "employee",
        &[
            "full time",
            "part time",
            "fulltime",
            "parttime",
            "permanent",
            "temporary",
            "fixed term",
            "regular",
            "casual",
            "intern",
            "internship",
            "apprentice",
            "trainee",
            "salaried",
            "salary",
            "hourly",
            "staff",
            "seasonal",
            "perm",
            "employed",
            "working student",
            "graduate",
            "zero hours",
            "temp",
            "ft",
            "pt",
            "civil servant",
            "secondee",
            "direct employee",
            "direct hire",
            "eor",
            "eor employee",
            "employer of record",
            "peo",
            "full time employee",
            "part time employee",
            "permanent employee",
            "w2",
            "w 2",
            "exempt",
            "non exempt",
            "vollzeit",
            "teilzeit",
            "unbefristet",
            "befristet",
            "angestellt",
            "angestellte",
            "angestellter",
            "festangestellt",
            "festanstellung",
            "fest",
            "beamter",
            "beamtin",
            "beamte",
            "werkstudent",
            "werkstudentin",
            "praktikant",
            "praktikantin",
            "auszubildender",
            "auszubildende",
            "azubi",
            "minijob",
            "geringfügig",
            "geringfügig beschäftigt",
            "tarifbeschäftigt",
            "aushilfe",
            "mitarbeiter",
            "mitarbeiterin",
            "arbeiter",
            "temps plein",
            "temps complet",
            "temps partiel",
            "plein temps",
            "cdi",
            "cdd",
            "alternance",
            "alternant",
            "alternante",
            "stagiaire",
            "apprenti",
            "apprentie",
            "salarié",
            "salariée",
            "fonctionnaire",
            "titulaire",
            "contractuel",
            "contractuelle",
            "permanente",
            "tiempo completo",
            "tiempo parcial",
            "jornada completa",
            "media jornada",
            "jornada parcial",
            "indefinido",
            "indefinida",
            "temporal",
            "fijo",
            "fija",
            "fijo discontinuo",
            "becario",
            "becaria",
            "en prácticas",
            "prácticas",
            "funcionario",
            "funcionaria",
            "eventual",
            "empleado",
            "empleada",
            "obra y servicio",
            "formación",
            "voltijd",
            "deeltijd",
            "vast",
            "vaste aanstelling",
            "vast contract",
            "tijdelijk",
            "tijdelijk contract",
            "bepaalde tijd",
            "onbepaalde tijd",
            "oproepkracht",
            "stagiair",
            "in loondienst",
            "loondienst",
            "werknemer",
            "medewerker",
            "leerling",
            "ambtenaar",
            "nul uren",
            "tempo pieno",
            "tempo parziale",
            "tempo indeterminato",
            "tempo determinato",
            "indeterminato",
            "determinato",
            "a tempo indeterminato",
            "a tempo determinato",
            "apprendista",
            "apprendistato",
            "stagista",
            "stage",
            "tirocinante",
            "dipendente",
            "tempo integral",
            "tempo parcial",
            "efetivo",
            "efetiva",
            "efectivo",
            "efectiva",
            "clt",
            "sem termo",
            "termo certo",
            "a termo",
            "contrato sem termo",
            "contrato a termo",
            "temporário",
            "temporária",
            "estagiário",
            "estagiária",
            "aprendiz",
            "funcionário",
            "funcionária",
            "empregado",
            "empregada",
            "concursado",
        ],
    ),
    (
        "contractor",
        &[
            "contract",
            "contract worker",
            "contingent",
            "contingent worker",
            "freelance",
            "freelancer",
            "consultant",
            "independent contractor",
            "self employed",
            "external",
            "1099",
            "c2c",
            "contractors",
            "freiberufler",
            "freiberuflerin",
            "freiberuflich",
            "freier mitarbeiter",
            "freie mitarbeiterin",
            "extern",
            "externer",
            "externe",
            "selbständig",
            "selbstständig",
            "werkvertrag",
            "berater",
            "beraterin",
            "indépendant",
            "indépendante",
            "prestataire",
            "prestataire externe",
            "auto entrepreneur",
            "portage salarial",
            "consultante",
            "autónomo",
            "autónoma",
            "contratista",
            "externo",
            "externa",
            "consultor",
            "consultora",
            "honorarios",
            "zzp",
            "zzper",
            "zzp'er",
            "zelfstandige",
            "zelfstandig",
            "inhuur",
            "externe inhuur",
            "ingehuurd",
            "libero professionista",
            "partita iva",
            "collaboratore",
            "collaboratore esterno",
            "consulente",
            "esterno",
            "esterna",
            "prestador de serviços",
            "prestador",
            "autônomo",
            "autônoma",
            "pj",
            "pessoa jurídica",
            "recibos verdes",
        ],
    ),
    (
        "vendor",
        &[
            "supplier",
            "outsourced",
            "outsourcing",
            "service provider",
            "managed service",
            "third party",
            "dienstleister",
            "lieferant",
            "fournisseur",
            "sous traitant",
            "sous traitance",
            "proveedor",
            "subcontratado",
            "subcontrata",
            "leverancier",
            "uitbesteed",
            "fornitore",
            "in appalto",
            "fornecedor",
            "terceirizado",
            "terceirizada",
            "subcontratada",
        ],
    ),
    (
        "agency",
        &[
            "agency worker",
            "agency staff",
            "temp agency",
            "agency temp",
            "staffing agency",
            "temporary agency worker",
            "leased",
            "leased employee",
            "leiharbeit",
            "leiharbeiter",
            "leiharbeiterin",
            "leiharbeitnehmer",
            "zeitarbeit",
            "zeitarbeiter",
            "zeitarbeitnehmer",
            "arbeitnehmerüberlassung",
            "anü",
            "intérim",
            "intérimaire",
            "travail temporaire",
            "ett",
            "empresa de trabajo temporal",
            "uitzendkracht",
            "uitzend",
            "uitzendbureau",
            "detachering",
            "gedetacheerd",
            "interinale",
            "somministrazione",
            "somministrato",
            "somministrata",
            "in somministrazione",
            "trabalho temporário",
        ],
    ),
];

/// Keys with yes or no that say whether somebody is there, with what yes means and what no means.
const FLAGS: &[(&str, &str, &str)] = &[
    ("active", "filled", "inactive"),
    ("is active", "filled", "inactive"),
    ("enabled", "filled", "inactive"),
    ("account enabled", "filled", "inactive"),
    ("is enabled", "filled", "inactive"),
    ("employed", "filled", "inactive"),
    ("inactive", "inactive", "filled"),
    ("is inactive", "inactive", "filled"),
    ("disabled", "inactive", "filled"),
    ("is disabled", "inactive", "filled"),
    ("account disabled", "inactive", "filled"),
    ("account is disabled", "inactive", "filled"),
    ("login disabled", "inactive", "filled"),
    ("ns account lock", "inactive", "filled"),
    ("account locked", "inactive", "filled"),
    ("deactivated", "inactive", "filled"),
    ("is deactivated", "inactive", "filled"),
    ("suspended", "inactive", "filled"),
    ("is suspended", "inactive", "filled"),
    ("archived", "inactive", "filled"),
    ("is archived", "inactive", "filled"),
    ("terminated", "left", "filled"),
    ("is terminated", "left", "filled"),
    ("vacant", "vacant", "filled"),
    ("is vacant", "vacant", "filled"),
    ("vacancy", "vacant", "filled"),
    ("aktiv", "filled", "inactive"),
    ("actif", "filled", "inactive"),
    ("activo", "filled", "inactive"),
    ("actief", "filled", "inactive"),
    ("attivo", "filled", "inactive"),
    ("ativo", "filled", "inactive"),
    ("active flag", "filled", "inactive"),
    ("active employee", "filled", "inactive"),
    ("current employee", "filled", "left"),
    ("currently employed", "filled", "left"),
    ("in dienst", "filled", "left"),
    ("in forza", "filled", "left"),
    ("left company", "left", "filled"),
    ("has left", "left", "filled"),
    ("ausgeschieden", "left", "filled"),
    ("is open", "vacant", "filled"),
    ("open", "vacant", "filled"),
    ("open position", "vacant", "filled"),
    ("open role", "vacant", "filled"),
    ("open req", "vacant", "filled"),
    ("unfilled", "vacant", "filled"),
    ("is unfilled", "vacant", "filled"),
    ("is filled", "filled", "vacant"),
    ("vakant", "vacant", "filled"),
    ("unbesetzt", "vacant", "filled"),
    ("vacante", "vacant", "filled"),
    ("active status", "filled", "inactive"),
    ("leaver", "left", "filled"),
    ("is leaver", "left", "filled"),
    ("left", "left", "filled"),
    ("uit dienst", "left", "filled"),
    ("uitdienst", "left", "filled"),
    ("still employed", "filled", "left"),
    ("deleted", "inactive", "filled"),
    ("is deleted", "inactive", "filled"),
    ("filled", "filled", "vacant"),
    ("occupied", "filled", "vacant"),
    ("is occupied", "filled", "vacant"),
    ("besetzt", "filled", "vacant"),
    ("bezet", "filled", "vacant"),
    ("pourvu", "filled", "vacant"),
];

/// Keys that most often say something else, with what they may say of somebody, and with words that mean the first
/// of it under this key alone.
const HINTS: &[(&str, &[&str], &[&str])] = &[
    ("contract status", &["left"], &["completed", "cancelled", "canceled"]),
    ("situation", &["left", "vacant"], &[]),
    ("présence", &["left"], &[]),
    ("record type", &["vacant", "left"], &[]),
    ("staffing status", &["vacant"], &[]),
    ("req status", &["vacant"], &[]),
    ("requisition status", &["vacant"], &[]),
];

/// A text that is longer is not a word.
const LONGEST: usize = 60;

type Table = HashMap<String, &'static str>;

fn table(words: Words) -> Table {
    let all = words
        .iter()
        .flat_map(|(native, words)| words.iter().chain([native]).map(|word| (plain(word), *native)));
    all.collect()
}

static STATUS_TABLE: LazyLock<Table> = LazyLock::new(|| table(STATUSES));
static EMPLOYMENT_TABLE: LazyLock<Table> = LazyLock::new(|| table(EMPLOYMENTS));
/// The first two letters of words for a post that has ceased to be.
static ABOLISHED_STARTS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let words = STATUSES.iter().filter(|(native, _)| *native == ABOLISHED);
    words.flat_map(|(_, words)| words.iter()).filter_map(|word| Some(word.get(..2)?.to_owned())).collect()
});
static LEAVE_TABLE: LazyLock<Vec<String>> = LazyLock::new(|| LEAVE.iter().map(|word| plain(word)).collect());

/// What a text means as a value of a field that takes words: one of the field's own, or [`ABOLISHED`].
pub(super) fn meaning(key: &str, text: &str) -> Option<&'static str> {
    if text.len() > LONGEST {
        return None;
    }
    match key {
        "status" => status(text),
        "employment" => in_table(&EMPLOYMENT_TABLE, text).or_else(|| employment(text)),
        _ => None,
    }
}

/// A text as one of the field's own words, where it means one; else as it stands.
pub(super) fn native(field: Field, text: &str) -> &str {
    match field.key().kind {
        ValueKind::Word(known) if !known.contains(&text) => meaning(field.key().name, text).unwrap_or(text),
        _ => text,
    }
}

/// Words one behind the other that mean the same kind of employment: `Salaried full-time`.
fn employment(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let mut rest: Vec<&str> = text.split(' ').collect();
    let mut meaning = None;
    while !rest.is_empty() {
        let (length, said) = (1..=rest.len())
            .rev()
            .find_map(|length| Some((length, *EMPLOYMENT_TABLE.get(&rest[..length].join(" "))?)))?;
        if meaning.is_some_and(|meaning| meaning != said) {
            return None;
        }
        meaning = Some(said);
        rest.drain(..length);
    }
    meaning
}

fn status(text: &str) -> Option<&'static str> {
    let known = in_table(&STATUS_TABLE, text);
    let away = || plain(text).split(' ').any(|word| LEAVE_TABLE.iter().any(|leave| leave == word));
    // Somebody has a contract of some kind: a column of statuses says so in many systems.
    let hired = || in_table(&EMPLOYMENT_TABLE, text).is_some() && !FOR_A_TIME.contains(&plain(text).as_str());
    known.or_else(|| (away() || hired()).then_some("filled"))
}

/// The whole text, or what is before a dash or a bracket: `Active - full time`, `Terminated (2025)`.
fn in_table(table: &Table, text: &str) -> Option<&'static str> {
    let first = || {
        let ends = [" - ", " – ", " — ", "(", "/", ":", ";", ",", "|"];
        let end = ends.iter().filter_map(|end| text.find(end)).min()?;
        table.get(&plain(&text[..end]))
    };
    table.get(&plain(text)).or_else(first).copied()
}

/// Whether a status says that the post has ceased to be.
pub(super) fn is_abolished(text: &str) -> bool {
    !super::STATUSES.contains(&text) && meaning("status", text) == Some(ABOLISHED)
}

/// Whether a text says in place of a name that the post has ceased to be.
pub(super) fn says_abolished(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    // Most names begin with other letters.
    let starts = text.get(..2).is_some_and(|start| ABOLISHED_STARTS.contains(&start.to_ascii_lowercase()));
    starts && text.len() <= LONGEST && STATUS_TABLE.get(&plain(text)) == Some(&ABOLISHED)
}

/// The words for a status by which nobody is there, as [`plain`] gives them.
pub(super) fn vacant() -> impl Iterator<Item = String> {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let words = STATUSES.iter().filter(|(native, _)| *native == "vacant");
        words.flat_map(|(_, words)| words.iter()).map(|word| plain(word)).collect()
    });
    WORDS.iter().cloned()
}

/// The keys with yes or no that say whether somebody is there.
pub(super) fn flags() -> impl Iterator<Item = &'static str> {
    FLAGS.iter().map(|(key, ..)| *key)
}

/// What the text under one of those keys, by its number, says about the status.
pub(super) fn by_flag(number: u8, text: &str) -> Option<&'static str> {
    let (key, yes, no) = FLAGS.get(usize::from(number))?;
    match plain(text).as_str() {
        // `left` and `right` number the places in a tree.
        "0" | "1" if *key == "left" => None,
        "true" | "yes" | "y" | "1" | "x" | "ja" | "j" | "oui" | "o" | "si" | "s" | "sim" | "wahr"
        | "vrai" => Some(yes),
        "false" | "no" | "n" | "0" | "nein" | "non" | "nee" | "nao" | "falsch" | "faux" => Some(no),
        _ => meaning("status", text).filter(|word| [yes, no].contains(&word)),
    }
}

/// Whether yes under one of those keys means that somebody has left: many write the day there.
pub(super) fn flag_may_be_end(number: u8) -> bool {
    FLAGS.get(usize::from(number)).is_some_and(|(_, yes, _)| *yes == "left")
}

/// Keys that may say something of the status and most often say something else.
pub(super) fn hints() -> impl Iterator<Item = &'static str> {
    HINTS.iter().map(|(key, ..)| *key)
}

/// What the text under one of those keys, by its number, says about the status.
pub(super) fn by_hint(number: u8, text: &str) -> Option<&'static str> {
    let (_, meanings, own) = HINTS.get(usize::from(number))?;
    if own.contains(&plain(text).as_str()) {
        return meanings.first().copied();
    }
    meaning("status", text).filter(|word| meanings.contains(word))
}

/// The word that a misspelt one most likely stands for: one letter away, or two exchanged. Never one of
/// another meaning, and none where two of different meaning are as near.
pub(super) fn near(key: &str, text: &str, native: &'static [&'static str]) -> Option<&'static str> {
    let words = match key {
        "status" => STATUSES,
        "employment" => EMPLOYMENTS,
        _ => &[],
    };
    let text = plain(text);
    let length = text.chars().count();
    if length < 4 || text.len() > LONGEST {
        return None;
    }
    let own = native.iter().map(|word| (*word, *word));
    let all =
        words.iter().flat_map(|(native, words)| words.iter().map(move |word| (*word, *native))).chain(own);
    let near = all.filter(|(word, _)| word.len().abs_diff(text.len()) <= 4).filter(|(word, _)| {
        let word = plain(word);
        word.chars().count().abs_diff(length) <= 1 && strsim::osa_distance(&word, &text) == 1
    });
    let found: Vec<(&str, &str)> = near.collect();
    let (word, meaning) = *found.first()?;
    found.iter().all(|(_, other)| *other == meaning).then_some(word)
}

/// Letters and digits in lower case and without accents; what stands between words is one space.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            // An accent of its own, as some systems write them, parts no words.
            if !out.is_empty()
                && !out.ends_with(' ')
                && !matches!(c, '\u{301}' | '\u{300}' | '\u{308}' | '\u{327}')
            {
                out.push(' ');
            }
            continue;
        }
        match c {
            'ß' => out.push_str("ss"),
            'œ' => out.push_str("oe"),
            c => out.push(without_accent(c)),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A small letter without its accent.
pub(super) fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::chart::fields;

    #[test]
    fn every_word_means_one_thing_and_a_native_one() {
        for (words, native) in [(STATUSES, fields::STATUSES), (EMPLOYMENTS, fields::EMPLOYMENTS)] {
            let mut meanings: BTreeMap<String, &str> = BTreeMap::new();
            for (meaning, all) in words {
                assert!(native.contains(meaning) || *meaning == ABOLISHED, "{meaning}");
                for word in *all {
                    let before = meanings.insert(plain(word), meaning);
                    assert!(
                        before.is_none_or(|before| before == *meaning),
                        "{word}: {before:?} and {meaning}"
                    );
                }
            }
        }
    }

    #[test]
    fn words_of_hr_systems() {
        let says = |text| meaning("status", text);
        for (word, text) in [
            ("filled", "Active"),
            ("filled", "ACTIVE"),
            ("filled", "Full-time"),
            ("filled", "On leave"),
            ("filled", "LOA"),
            ("filled", "Maternity Leave (unpaid)"),
            ("filled", "Congé parental"),
            ("filled", "En conge"),
            ("filled", "Baja médica"),
            ("filled", "Active - Full Time"),
            ("left", "Terminated"),
            ("left", "Terminated (voluntary)"),
            ("left", "Uit dienst"),
            ("inactive", "Suspended"),
            ("inactive", "Baja"),
            ("leaving", "Garden leave"),
            ("planned", "Pre-hire"),
            ("vacant", "À pourvoir"),
            ("vacant", "A pourvoir"),
            (ABOLISHED, "Post deleted"),
            (ABOLISHED, "'Eliminated'"),
        ] {
            assert_eq!(says(text), Some(word), "{text}");
        }
        for text in ["Gold", "Temporary", "benched", "Leave-taking", "leaf", "", "-", "A", "Activity"] {
            assert_eq!(says(text), (text == "Leave-taking").then_some("filled"), "{text}");
        }
        assert_eq!(meaning("employment", "Freiberufler"), Some("contractor"));
        assert_eq!(meaning("employment", "CDI"), Some("employee"));
        assert_eq!(meaning("employment", "Executive"), None);
    }

    #[test]
    fn a_suggestion_never_changes_the_meaning() {
        let near = |text| near("status", text, fields::STATUSES);
        assert_eq!(near("actve"), Some("active"));
        assert_eq!(near("actign"), Some("acting"));
        assert_eq!(near("vaccant"), Some("vacant"));
        assert_eq!(near("benched"), None);
        // One letter from `active` as from `acting`-like words of other meanings there is none.
        assert_eq!(near("left"), None, "a word that is known needs no other");
        assert_eq!(near("gold"), None);
    }

    #[test]
    fn keys_with_yes_and_no() {
        assert_eq!(flags().next(), Some("active"));
        assert_eq!(
            ["true", "FALSE", "1", "nein", "since May"].map(|text| by_flag(0, text)),
            [Some("filled"), Some("inactive"), Some("filled"), Some("inactive"), None]
        );
    }
}
