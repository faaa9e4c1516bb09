//! Charts that are made: at the edges of limits, around days, of every size, with every kind of value.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use serde::Deserialize as _;
use serde_json::{Map, Value, json};

use super::inputs::{self, Input, collected};
use super::told::{Case, TODAY, ids};
use super::vary::{KINDS, Lot, dictionary, is_table};

/// Cases of one kind, each with what is special about it.
pub struct Series {
    pub name: String,
    pub cases: Vec<(String, Case)>,
}

fn case(text: String, pack: Option<&str>) -> Case {
    let mut case = Input::of("", "org.yaml", text).case;
    case.pack = pack.map(str::to_owned);
    case
}

/// How many there are of what a chart has several of.
const COUNTS: [usize; 13] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
/// And of what lists are cut at.
const MANY: [usize; 7] = [15, 16, 20, 21, 50, 51, 52];

const TOP: &str = "positions:\n- { id: top, title: Managing Director }\n";

/// A chart of lines that are numbered.
fn numbered(start: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let mut out = start.to_owned();
    for at in 1..=count {
        out.push_str(&line(at));
        out.push('\n');
    }
    out
}

type Shape = (&'static str, fn(usize) -> String);

const SHAPES: [Shape; 24] = [
    ("reports of one manager", |n| {
        numbered(TOP, n, |at| format!("- {{ id: p{at}, title: Clerk, name: A B{at}, reports_to: top }}"))
    }),
    ("teams of one manager", |n| {
        let text =
            numbered(TOP, n, |at| format!("- {{ id: p{at}, title: Head of Team {at}, reports_to: top }}"));
        text.clone() + &numbered("", n, |at| format!("- {{ id: q{at}, title: Engineer, reports_to: p1 }}"))
    }),
    ("levels", |n| {
        numbered(TOP, n, |at| {
            format!(
                "- {{ id: p{at}, title: Lead {at}, level: {}, reports_to: {} }}",
                30 - at.min(29),
                if at == 1 { "top".to_owned() } else { format!("p{}", at - 1) }
            )
        })
    }),
    ("roots", |n| numbered("positions:\n", n, |at| format!("- {{ id: p{at}, title: Director }}"))),
    ("roots with reports", |n| {
        numbered("positions:\n", n, |at| {
            format!("- {{ id: p{at}, title: Director }}\n- {{ id: q{at}, title: Clerk, reports_to: p{at} }}")
        })
    }),
    ("lines to nobody", |n| {
        numbered(TOP, n, |at| format!("- {{ id: p{at}, title: Clerk, reports_to: gone{} }}", at % 3))
    }),
    ("one id", |n| numbered(TOP, n, |at| format!("- {{ id: same, title: Clerk {at}, reports_to: top }}"))),
    ("a loop", |n| {
        numbered(TOP, n, |at| format!("- {{ id: p{at}, title: Clerk, reports_to: p{} }}", at % n + 1))
    }),
    ("managers of one position", |n| {
        let text = numbered(TOP, n, |at| format!("- {{ id: p{at}, title: Clerk, reports_to: top }}"));
        let ids: Vec<String> = (1..=n).map(|at| format!("p{at}")).collect();
        format!("{text}- {{ id: x, title: Clerk, reports_to: [{0}], dotted_to: [{0}] }}\n", ids.join(", "))
    }),
    ("unknown keys", |n| {
        numbered(TOP, n, |at| {
            format!("- {{ id: p{at}, title: Clerk, reports_to: top, colour{}: 1, titel: x }}", at % 4)
        })
    }),
    ("wrong types", |n| {
        numbered(TOP, n, |at| format!("- {{ id: p{at}, title: [a], reports_to: top, level: x, since: 3 }}"))
    }),
    ("exceptions", |n| {
        numbered(
            &format!(
                "exceptions:\n{}",
                numbered("", n, |at| format!("- {{ rule: unknown-manager, at: p{at}, reason: later }}"))
            ),
            1,
            |_| format!("{TOP}- {{ id: p1, title: Clerk, reports_to: gone }}"),
        )
    }),
    ("open positions", |n| {
        numbered(TOP, n, |at| {
            format!(
                "- {{ id: p{at}, title: Head of Team {at}, status: vacant, reports_to: top }}\n- {{ id: q{at}, title: Clerk, reports_to: p{at} }}"
            )
        })
    }),
    ("seats of one holder", |n| {
        numbered(TOP, n, |at| {
            format!(
                "- {{ id: p{at}, title: Head of Team {at}, name: Kim Lee, holder: h{}, reports_to: top }}",
                at % 2
            )
        })
    }),
    ("one chief title", |n| {
        numbered(TOP, n, |at| {
            format!(
                "- {{ id: p{at}, title: Chief Technology Officer, reports_to: top }}\n- {{ id: q{at}, title: CIO Region {at}, reports_to: top }}"
            )
        })
    }),
    ("chief titles", |n| {
        numbered(TOP, n, |at| {
            format!(
                "- {{ id: p{at}, title: Chief {} Officer, reports_to: top }}",
                ["Data", "Risk", "People", "Product", "Legal", "Sales", "Brand"][at % 7]
            )
        })
    }),
    ("no titles", |n| numbered(TOP, n, |at| format!("- {{ id: p{at}, name: A{at} B, reports_to: top }}"))),
    ("spellings", |n| {
        numbered(TOP, n, |at| {
            format!(
                "- {{ id: p{at}, title: Clerk, department: {}, unit: Unit {}, reports_to: top }}",
                ["Sales", "sales", "Sáles", "Sales ", "Salse"][at % 5],
                at % 3
            )
        })
    }),
    ("nested", |n| {
        let mut text = "org:\n  title: Director\n".to_owned();
        for at in 1..=n {
            let indent = "    ".repeat(at - 1);
            let _ = writeln!(text, "  {indent}reports:\n  {indent}  - title: Clerk {at}");
        }
        text
    }),
    ("broken items", |n| {
        numbered(TOP, n, |at| {
            format!(
                "- {{ id: p{at}, title: \"Clerk, reports_to: top }}\n- {{ id: q{at}, title: Clerk, reports_to: top }}"
            )
        })
    }),
    ("references", |n| {
        numbered("a: &a { title: Clerk }\npositions:\n- { id: top, title: Director }\n", n, |at| {
            format!("- {{ <<: *a, id: p{at}, reports_to: {} }}", if at % 2 == 0 { "top" } else { "*b" })
        })
    }),
    ("a table", |n| {
        numbered("id,title,manager,start date,status\n1,Director,,2020-01-01,Active\n", n, |at| {
            format!(
                "{},Clerk {at},{},2021-0{}-1{},{}",
                at + 1,
                if at % 5 == 4 { "99".to_owned() } else { (at / 2 + 1).to_string() },
                at % 9 + 1,
                at % 9,
                ["Active", "On leave", "Left", "x"][at % 4]
            )
        })
    }),
    ("a table of names", |n| {
        numbered("name,title,manager\nAda Long,Director,\n", n, |at| {
            format!("Kim Lee{},Clerk {at},{}", at % 7, if at % 3 == 0 { "Kim Lee1" } else { "Ada Long" })
        })
    }),
    ("a map by ids", |n| {
        numbered("top: { title: Director }\n", n, |at| {
            format!("p{at}: {{ title: Clerk, manager: {} }}", if at % 4 == 3 { "nobody" } else { "top" })
        })
    }),
];

/// Charts with so many of something.
pub fn limits() -> Vec<Series> {
    let of = |(name, text): &Shape| {
        let counts = COUNTS.iter().chain(&MANY);
        let cases = counts.map(|count| {
            let mut case = case(text(*count), None);
            case.is_deep = *count < 6;
            if name.starts_with("a table") {
                "org.csv".clone_into(&mut case.files[0].0);
            }
            (format!("{count}"), case)
        });
        Series { name: (*name).to_owned(), cases: cases.collect() }
    };
    SHAPES.iter().map(of).collect()
}

/// Days around those that rules count to.
const DAYS: [i32; 33] = [
    -4000, -1461, -1097, -1096, -1095, -732, -731, -730, -366, -365, -364, -184, -183, -182, -181, -180,
    -179, -92, -91, -90, -89, -61, -31, -30, -29, -2, -1, 0, 1, 30, 31, 365, 366,
];

fn day(offset: i32) -> String {
    (TODAY + offset.days()).to_string()
}

/// Positions, exceptions and charts of days around the one that is judged at.
pub fn days() -> Vec<Series> {
    let mut found = Vec::new();
    for status in ["filled", "vacant", "planned", "leaving", "left", "inactive", "acting", "interim"] {
        let cases = ["since", "until", "created", "covers_both_since"].map(|key| {
            let chief = if key == "covers_both_since" { "CIO" } else { "Head of Team" };
            let line = |at: usize| {
                let day = day(DAYS[at - 1]);
                format!("- {{ id: p{at}, title: {chief} {at}, critical: true, status: {status}, {key}: {day}, reports_to: top }}\n- {{ id: q{at}, title: Clerk, reports_to: p{at} }}")
            };
            (key.to_owned(), case(numbered(TOP, DAYS.len(), line), None))
        });
        found.push(Series { name: format!("{status} since or until days"), cases: cases.into() });
    }
    let chart = |text: String| case(text, None);
    let both = "positions:\n- { id: ceo, title: CEO }\n- { id: cio, title: CIO, status: vacant, SINCE, reports_to: ceo }\n- { id: cto, title: CTO, reports_to: ceo }\n- { id: x, title: Clerk, reports_to: gone }\n";
    let each = |make: &dyn Fn(String) -> String| {
        DAYS.map(|offset| (format!("{offset}"), chart(make(day(offset))))).into()
    };
    found.push(Series {
        name: "a chart of a day".to_owned(),
        cases: each(&|day| format!("as_of: {day}\n{}", both.replace("SINCE", "since: 2025-09-01"))),
    });
    found.push(Series {
        name: "an exception until a day".to_owned(),
        cases: each(&|day| {
            format!("exceptions: [{{ rule: unknown-manager, at: x, reason: soon, until: {day} }}]\n{both}")
        }),
    });
    found.push(Series {
        name: "a chief's seat open since a day".to_owned(),
        cases: each(&|day| {
            format!("company: {{ employees: 310 }}\n{}", both.replace("SINCE", &format!("since: {day}")))
        }),
    });
    found
}

/// Numbers of employees around those that rules know.
const EMPLOYEES: [usize; 28] = [
    0, 1, 5, 9, 10, 11, 37, 49, 50, 51, 99, 100, 149, 150, 199, 200, 201, 249, 250, 251, 499, 500, 999, 1000,
    1001, 4999, 5000, 10000,
];

/// What companies say of themselves, beside their number of employees.
const COMPANIES: [&str; 7] = [
    "",
    ", industry: software, technology_core: true",
    ", industry: bank, regimes: [gdpr, eu-bank, dora]",
    ", complete: true, stage: startup",
    ", part_of: Acme Group",
    ", primary_goal: efficiency, technology_strategy: none",
    ", complete: false, funding: seed, outsourced: [internal-it]",
];

/// Charts of companies of every size.
pub fn sizes() -> Vec<Series> {
    let charts = [
        "positions:\n- { id: ceo, title: CEO }\n- { id: cio, title: CIO, reports_to: ceo }\n- { id: cto, title: CTO, reports_to: ceo }\n- { id: it, title: Head of IT, reports_to: cto }\n",
        "positions:\n- { id: ceo, title: CEO }\n- { id: cto, title: CTO, reports_to: ceo }\n- { id: eng, title: Head of Engineering, reports_to: cto }\n- { id: sd, title: Head of Service Desk, reports_to: cto }\n",
        "positions:\n- { id: ceo, title: CEO }\n- { id: cio, title: CIO, reports_to: ceo }\n- { id: it, title: Head of IT, reports_to: cio }\n- { id: pd, title: Head of Product Development, reports_to: cio }\n",
    ];
    let mut found = Vec::new();
    for (number, chart) in charts.iter().enumerate() {
        for company in COMPANIES {
            let of = |employees: &usize| {
                let mut case = case(format!("company: {{ employees: {employees}{company} }}\n{chart}"), None);
                case.is_deep = false;
                (format!("{employees}"), case)
            };
            // All of them for the first, and those at the edges that matter most for the others.
            let chosen =
                EMPLOYEES.iter().enumerate().filter(|(at, _)| company.is_empty() || at % 3 == number);
            let cases = chosen.map(|(_, employees)| of(employees)).collect();
            found.push(Series { name: format!("chart {}, employees{company}", number + 1), cases });
        }
    }
    found
}

/// Keys of a position.
const KEYS: &str = "id title name holder email handle role function department unit serves status since until fte kind employment scope \
    level reports_to dotted_to complements covers_both_since mandate profile goals also_holds co_lead cover critical new created manages_as \
    own_work_share successors compensating_control owns_services replicated timezone extra reports colour manager start_date";

/// Keys of the company, and of the chart.
const COMPANY: &str = "name employees complete part_of stage funding technology_strategy technology_core primary_goal industry outsourced \
    functions_required regimes dpo_required employes";

/// Every key with values of every kind.
pub fn values() -> Vec<Series> {
    let words = dictionary();
    let values = |key: &str| {
        let mut lot = Lot::of(key, 0);
        let further: Vec<&str> = (0..20).map(|_| words[lot.below(words.len())]).collect();
        let more = [
            "filled",
            "Elternzeit",
            "0,5",
            "50 %",
            "150 %",
            "2025-09",
            "01.02.2025",
            "2/3/2025",
            "Kim Lee",
            "TBD",
            "Head of IT",
            "p1",
            "{ to: p1, for: x }",
            "{ line: top, text: x }",
            "{ facing: internal, owns: [internal-it] }",
            "[{ to: p2 }, p1]",
            "UTC+2",
            "+05:30",
            "1.5",
            "-3",
            "1_000",
            "0x1f",
            "1,000",
            "yes",
            "Off",
            "007",
            "'a'",
            "\"b\"",
            "a: b",
            "|-",
        ];
        KINDS.iter().copied().chain(more).chain(further).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    for key in KEYS.split_whitespace() {
        let all = values(key);
        let chart = |form: usize| {
            let line = |at: usize| {
                let (value, id) =
                    (&all[at - 1], if key == "id" { String::new() } else { format!("id: p{at}, ") });
                let line = if key == "reports_to" { "" } else { ", reports_to: top" };
                if form == 0 {
                    format!("- {{ {id}{key}: {value}, title: Clerk{line} }}")
                } else {
                    format!("- {key}: {value}\n  {}title: Clerk", id.replace(", ", "\n  "))
                }
            };
            numbered(TOP, all.len(), line)
        };
        let table = || {
            let rows = all
                .iter()
                .enumerate()
                .map(|(at, value)| format!("{},Clerk,{},{}\n", at + 2, at / 3 + 1, value.replace(',', ";")));
            format!("id,title,manager,{key}\n1,Director,,\n{}", rows.collect::<String>())
        };
        let mut cases = vec![
            ("in flow".to_owned(), case(chart(0), Some(""))),
            ("in blocks".to_owned(), case(chart(1), Some(""))),
        ];
        let mut table = case(table(), Some(""));
        "org.csv".clone_into(&mut table.files[0].0);
        cases.push(("in a table".to_owned(), table));
        found.push(Series { name: format!("{key} of positions"), cases });
    }
    for key in COMPANY.split_whitespace() {
        let of = |value: &String| {
            let mut case = case(
                format!("company: {{ {key}: {value} }}\n{TOP}- {{ id: p1, title: CTO, reports_to: top }}\n"),
                None,
            );
            case.is_deep = false;
            (value.clone(), case)
        };
        let every = values(key).into_iter().step_by(3).collect::<Vec<_>>();
        found.push(Series { name: format!("{key} of the company"), cases: every.iter().map(of).collect() });
    }
    for key in ["as_of", "kind", "people", "org", "exceptions", "roots", "external_managers", "version"] {
        let of = |value: &String| {
            let mut case =
                case(format!("{key}: {value}\n{TOP}- {{ id: p1, title: CTO, reports_to: top }}\n"), None);
            case.is_deep = false;
            (value.clone(), case)
        };
        let every = values(key).into_iter().step_by(2).collect::<Vec<_>>();
        found.push(Series { name: format!("{key} of the chart"), cases: every.iter().map(of).collect() });
    }
    found
}

/// Configurations for a chart, which is another one from time to time.
pub fn configurations() -> Vec<Input> {
    let small = include_str!("../../fixtures/small.yaml");
    let chart = "as_of: 2026-01-15\ncompany: { name: Acme, employees: 240, industry: software }\npositions:\n\
        - { id: ceo, title: CEO, name: Kim Lee }\n\
        - { id: emea, title: Head of EMEA, department: Sales, reports_to: ceo, cost_centre: 4711, grade: 7 }\n\
        - { id: sales, title: Head of Sales, department: Sales, reports_to: ceo, colour: red }\n\
        - { id: a, reports_to: sales, name: Ada Long }\n\
        - { id: b, title: Lead Wizard, reports_to: gone }\n\
        - { id: cto, title: CTO, reports_to: ceo }\n\
        - { id: it, title: Head of Workplace, unit: Workplace, reports_to: cto }\n";
    let configurations = collected("configurations").into_iter().enumerate();
    configurations
        .map(|(number, mut input)| {
            let chart = if number % 4 == 3 { small } else { chart };
            "orglint.yaml".clone_into(&mut input.case.files[0].0);
            input.case.files.push(("org.yaml".to_owned(), chart.as_bytes().to_vec()));
            input.case.is_deep = false;
            input.name = format!("configuration {}", number + 1);
            input
        })
        .collect()
}

/// Scenarios for charts in all shapes, and their fixes.
pub fn changes() -> Vec<Series> {
    let mut found = Vec::new();
    let inputs = inputs::files().into_iter().chain(inputs::article()).chain(collected("shapes"));
    for (number, input) in inputs.enumerate() {
        let [(path, bytes)] = &input.case.files[..] else { continue };
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let mut lot = Lot::of(text, number);
        let ids = ids(path, text);
        let mut cases = Vec::new();
        // Some of the charts, since each is judged several times.
        let chosen = usize::from(number % 2 == 0);
        for _ in 0..chosen {
            if ids.len() < 2 {
                break;
            }
            let mut id = || serde_json::Value::from(&*ids[lot.below(ids.len())]).to_string();
            let [one, other, third] = [id(), id(), id()];
            let change = match lot.below(8) {
                0 => format!("{{ move: {one}, to: {other} }}"),
                1 => format!(
                    "{{ add: {{ id: new, title: Chief Data Officer, reports_to: {one}, level: 3 }} }}"
                ),
                2 => format!("{{ remove: {one}, reports_to: {other} }}"),
                3 => format!(
                    "{{ set: {one}, title: \"Head of: IT\", status: vacant, fte: 0.5, critical: true }}"
                ),
                4 => format!("{{ move: {one}, to: null }}"),
                5 => format!("{{ set: {one}, title: null, department: Sales }}"),
                6 => format!("{{ add: {{ id: 'a: b', title: 12, reports_to: {other} }} }}"),
                _ => format!("{{ remove: {one} }}"),
            };
            let text = format!(
                "from: {path}\nas_of: 2026-02-01\nchanges:\n- {change}\n- {{ move: {third}, to: {other} }}\n"
            );
            let case = Case { files: input.case.files.clone(), scenario: Some(text), ..Case::default() };
            cases.push((change, case));
        }
        if number % 4 == 1 || input.name.contains("fixes") {
            let pack = Some("integrity".to_owned());
            cases.push((
                "mended".to_owned(),
                Case { files: input.case.files.clone(), is_mended: true, pack, ..Case::default() },
            ));
        }
        if !cases.is_empty() {
            found.push(Series { name: input.name, cases });
        }
    }
    found
}

/// Tables in the ways in which they are written, and workbooks with bytes that are others.
pub fn tables() -> Vec<Series> {
    let packs = ["reading", "integrity", "near"].iter().flat_map(|pack| inputs::examples(pack));
    let inputs = inputs::files().into_iter().chain(collected("shapes")).chain(packs);
    let mut found = Vec::new();
    for (at, input) in inputs.enumerate() {
        let (path, bytes) = &input.case.files[0];
        let variations = match path.rsplit('.').next() {
            Some("xls") => 32,
            Some("xlsx" | "ods") if bytes.len() < 8000 => 12,
            _ if is_table(path) => 10,
            _ => continue,
        };
        // The odd ones are those of tables.
        let cases = (0..variations).filter_map(|number| {
            let number = if variations == 10 { at + number * 2 + (at + 1) % 2 } else { number };
            let (what, mut case) = input.varied(number)?;
            (case.before, case.is_deep, case.pack) = (None, false, Some(String::new()));
            Some((what, case))
        });
        let cases = cases.collect();
        found.push(Series { name: input.name.clone(), cases });
    }
    found
}

/// The ways in which the same data is written by programs.
const STRUCTURES: usize = 12;

fn structure(value: &Value, form: usize) -> (&'static str, Value) {
    let list = || first_list(value).cloned().unwrap_or_default();
    match form {
        0 => ("as it is", value.clone()),
        1 => ("in `data`", json!({ "data": value, "status": "ok" })),
        2 => ("in pages", json!({ "result": { "items": list(), "total": 2, "next": null } })),
        3 => ("in a list", json!([value])),
        4 => ("the list alone", Value::Array(list())),
        5 => {
            let nodes: Vec<Value> =
                list().into_iter().map(|item| json!({ "cursor": "x", "node": item })).collect();
            ("as nodes of edges", json!({ "data": { "people": { "edges": nodes } } }))
        }
        6 => ("keys in capitals", renamed(value, &|key| key.to_uppercase())),
        7 => ("keys in one word", renamed(value, &|key| key.replace(['_', ' '], ""))),
        8 => {
            let id = |item: &Value| {
                let key = item.as_object()?.values().next()?;
                Some(key.as_str().map_or_else(|| key.to_string(), str::to_owned))
            };
            let by_id: Map<String, Value> =
                list().into_iter().filter_map(|item| Some((id(&item)?, item))).collect();
            ("a map by the first key", Value::Object(by_id))
        }
        9 => ("the list in reverse", Value::Array(list().into_iter().rev().collect())),
        10 => {
            let wrapped: Vec<Value> = list().into_iter().map(|item| json!({ "employee": item })).collect();
            ("each in an envelope", json!({ "employees": wrapped }))
        }
        _ => ("the list in groups", json!({ "north": list(), "south": { "people": list() } })),
    }
}

/// The first list of maps.
fn first_list(value: &Value) -> Option<&Vec<Value>> {
    match value {
        Value::Array(items) if items.iter().any(Value::is_object) => Some(items),
        Value::Array(items) => items.iter().find_map(first_list),
        Value::Object(map) => map.values().find_map(first_list),
        _ => None,
    }
}

fn renamed(value: &Value, rename: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| renamed(item, rename)).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (rename(key), renamed(value, rename))).collect(),
        _ => value.clone(),
    }
}

/// Charts in other structures, as JSON.
pub fn structures() -> Vec<Series> {
    let inputs = inputs::files().into_iter().chain(collected("shapes"));
    let mut found = Vec::new();
    for (number, input) in inputs.enumerate() {
        let (path, bytes) = &input.case.files[0];
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        if is_table(path) || input.case.files.len() > 1 {
            continue;
        }
        let documents = serde_yaml::Deserializer::from_str(text).map(Value::deserialize);
        let Ok(mut documents) = documents.collect::<Result<Vec<Value>, _>>() else { continue };
        let value = if documents.len() == 1 { documents.remove(0) } else { Value::Array(documents) };
        if !value.is_object() && !value.is_array() {
            continue;
        }
        let cases = (0..4).map(|at| {
            let form = (number + at * 5) % STRUCTURES;
            let (what, value) = structure(&value, form);
            let text = if number % 2 == 0 {
                serde_json::to_string_pretty(&value)
            } else {
                serde_json::to_string(&value)
            };
            let mut case = case(text.unwrap() + "\n", Some(""));
            "org.json".clone_into(&mut case.files[0].0);
            case.is_deep = at == 0;
            (what.to_owned(), case)
        });
        found.push(Series { name: input.name, cases: cases.collect() });
    }
    found
}
