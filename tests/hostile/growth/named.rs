//! Shapes that once took more than their size: what folds to the same text, lists as long as the chart, long
//! texts used often, words and patterns of configurations and rules.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::{Case, Shape};

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

fn joined(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

/// A number in letters alone.
fn letters(mut number: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.push(b'a' + u8::try_from(number % 26).unwrap());
        number /= 26;
        if number == 0 {
            return String::from_utf8(out).unwrap();
        }
    }
}

/// One word, in another letter case for each number.
pub(super) fn twin(number: usize) -> String {
    let letter = |(at, c): (usize, char)| if number >> at & 1 == 1 { c.to_ascii_uppercase() } else { c };
    "abcdefghijklmnopqrst".chars().enumerate().map(letter).collect()
}

fn positions(rest: &str) -> String {
    format!("positions:\n- {{ id: r, title: Head }}\n{rest}")
}

/// A chain of positions that a configuration or a rule is tried on.
fn chart() -> String {
    positions(&lines(20, |at| format!("- {{ id: p{at}, title: Title {at}, reports_to: r }}\n")))
}

fn file(path: &str, text: String) -> (String, String) {
    (path.to_owned(), text)
}

fn configured(text: String) -> Case {
    Case::lint(vec![file("orglint.yaml", text), file("org.yaml", chart())], &["org.yaml"])
}

/// A rule of a company's own, with further keys and conditions.
fn rule(id: &str, more: &str) -> (String, String) {
    let text = format!(
        "id: {id}\ntitle: a rule\nseverity: info\nfor: position\n{more}\
         message: \"`{{self.id}}` is here\"\nlabels: [{{ at: self.title, text: here }}]\nhelp: keep it\n\
         why: {{ text: It is a test, source: {{ title: Tests }} }}\n\
         examples:\n\
         - {{ name: hit, chart: {{ positions: [{{ id: a, title: Hit }}] }}, expect: [a] }}\n\
         - {{ name: miss, chart: {{ positions: [{{ id: a, title: Miss }}] }}, expect: [] }}\n"
    );
    file(&format!(".orglint/rules/{id}.yaml"), text)
}

/// The same chart before and after, with other ids.
fn compared(line: impl Fn(&str, usize) -> String, count: usize) -> Case {
    let of = |side: &str| positions(&lines(count, |at| line(side, at)));
    let files = vec![file("old.yaml", of("a")), file("new.yaml", of("b"))];
    let mut case = Case::run(files, &["diff", "--no-config", "old.yaml", "new.yaml"]);
    for format in ["json", "markdown"] {
        let again = [&case.runs[0][..], &["--format".to_owned(), format.to_owned()]].concat();
        case.runs.push(again);
    }
    case
}

pub(super) fn shapes() -> Vec<Shape> {
    let all = [
        charts(),
        names(),
        layouts(),
        exports(),
        workbooks(),
        comparisons(),
        configurations(),
        rules(),
        known(),
    ];
    all.into_iter().flatten().collect()
}

/// Those that took the square of their size, or memory without end, when they were found.
pub(super) fn once_slow() -> Vec<Shape> {
    const NAMES: [&str; 16] = [
        "many managers of one position",
        "titles and managers in other letter case",
        "lists of reports beside dotted lines",
        "managers outside the chart",
        "one long id used often",
        "one list of managers used often",
        "role slugs that two have",
        "needs and covers",
        "exceptions",
        "purposes",
        "one holder before and after",
        "titles of one function",
        "functions",
        "words of one field",
        "words of a layout for vacant and top",
        "a long text of a layout for entries without one",
    ];
    let shapes: Vec<Shape> = shapes().into_iter().filter(|shape| NAMES.contains(&&*shape.name)).collect();
    assert_eq!(shapes.len(), NAMES.len(), "each is there");
    shapes
}

#[expect(clippy::too_many_lines, reason = "a table of shapes")]
fn charts() -> Vec<Shape> {
    let chart = |name: &str, text: fn(usize) -> String| Shape::new(name, move |n| Case::chart(text(n)));
    vec![
        chart("many managers of one position", |n| {
            positions(&format!(
                "- {{ id: b, title: U, reports_to: [{}] }}\n",
                joined(n, |at| format!("q{at}"))
            ))
        }),
        chart("titles and managers in other letter case", |n| {
            positions(&lines(n, |at| format!("- {{ id: p{at}, title: {0}, reports_to: {0} }}\n", twin(at))))
        }),
        chart("ids and managers in other letter case", |n| {
            positions(&lines(n, |at| {
                format!("- {{ id: {}, title: T, reports_to: {} }}\n", twin(2 * at), twin(2 * at + 1))
            }))
        }),
        chart("one name and managers in other letter case", |n| {
            positions(&lines(n, |at| {
                format!("- {{ id: p{at}, title: T, name: {}, reports_to: {} }}\n", twin(0), twin(at))
            }))
        }),
        chart("lists of reports beside dotted lines", |n| {
            let heads = lines(n, |at| format!("m{at}:\n  title: T{at}\n  manages: [r]\n"));
            let dotted = joined(n, |at| format!("x{at}"));
            format!("{heads}r:\n  title: R\n  reports_to: m0\n  dotted_to: [{dotted}]\n")
        }),
        chart("entries that are only keys and managers", |n| {
            lines(n, |at| format!("k{at}: {{ manager: k{} }}\n", at / 2))
        }),
        chart("lists of reports beside lists of managers", |n| {
            let line = |at: usize| {
                format!("- {{ id: p{at}, title: T, reports: [p{}], manages: [p{}] }}\n", at / 2, at + 1)
            };
            format!("positions:\n{}", lines(n, line))
        }),
        chart("managers outside the chart", |n| {
            let outside = joined(n, |at| format!("external-manager-{at:07}"));
            let rest = lines(n, |at| {
                format!("- {{ id: p{at}, title: T, reports_to: external-manager-{:07} }}\n", at + n)
            });
            format!("external_managers: [{outside}]\n{}", positions(&rest))
        }),
        chart("one long id used often", |n| {
            let rest = lines(n, |at| format!("- {{ id: *b, title: T, reports_to: q{at} }}\n"));
            format!("big: &b {}\npositions:\n{rest}", "x".repeat(50 * n))
        }),
        chart("one long title used often", |n| {
            let rest = lines(n, |at| format!("- {{ id: p{at}, title: *b, reports_to: q{at} }}\n"));
            format!("big: &b {}\npositions:\n{rest}", "x".repeat(50 * n))
        }),
        chart("one long manager used often", |n| {
            let rest = lines(n, |at| format!("- {{ id: p{at}, title: T, reports_to: *b }}\n"));
            format!("big: &b {}\npositions:\n{rest}", "x".repeat(50 * n))
        }),
        chart("one long word in every field of words", |n| {
            let rest =
                lines(n, |at| format!("- {{ id: p{at}, title: T, status: *b, serves: *b, fte: *b }}\n"));
            format!("big: &b {}\n{}", "x ".repeat(25 * n), positions(&rest))
        }),
        chart("one list of managers used often", |n| {
            let list = joined(n, |at| format!("q{at}"));
            let rest = lines(n, |at| format!("- {{ id: p{at}, title: T, reports_to: *b }}\n"));
            format!("big: &b [{list}]\n{}", positions(&rest))
        }),
        chart("one list of dotted lines used often", |n| {
            let list = joined(n, |at| format!("p{at}"));
            let rest = lines(n, |at| format!("- {{ id: p{at}, title: T, reports_to: r, dotted_to: *b }}\n"));
            format!("big: &b [{list}]\n{}", positions(&rest))
        }),
        chart("role slugs that two have", |n| {
            lines(n, |at| {
                format!(
                    "e{at}:\n  name: Person {at}\n  role: Lead {at}\n  reports_to: slug_{}\n  manager_role_slug: slug_{}\n",
                    (at / 2 + 1) % (n / 2),
                    at / 2
                )
            })
        }),
        chart("needs and covers", |n| {
            let needs = joined(n, |at| format!("skill {at}"));
            let rest = lines(n, |at| {
                format!(
                    "- {{ id: m{at}, title: Head of Service Delivery, complements: cto, profile: {{ covers: [c{at}] }}, reports_to: cto }}\n"
                )
            });
            positions(&format!(
                "- {{ id: cto, title: CTO, reports_to: r, profile: {{ needs: [{needs}] }} }}\n{rest}"
            ))
        }),
        chart("one list of needs and covers used often", |n| {
            let needs = joined(n, |at| format!("skill {at}"));
            let rest = lines(n, |at| {
                format!(
                    "- {{ id: m{at}, title: Head of Service Delivery, complements: cto, profile: {{ covers: *b }}, reports_to: cto }}\n"
                )
            });
            positions(&format!(
                "- {{ id: cto, title: CTO, reports_to: r, profile: {{ needs: &b [{needs}] }} }}\n{rest}"
            ))
        }),
        chart("exceptions", |n| {
            let list = joined(n, |at| format!("{{ rule: title-missing, at: p{at}, reason: so }}"));
            let rest = lines(n, |at| format!("- {{ id: p{at}, name: N, reports_to: r }}\n"));
            format!("exceptions: [{list}]\n{}", positions(&rest))
        }),
        chart("comments that allow at one position", |n| {
            let comments = lines(n, |_| "  # orglint: allow(title-missing) -- so it is\n".to_owned());
            positions(&format!("- id: b\n  reports_to: r\n{comments}  name: N\n"))
        }),
        chart("comments that allow", |n| {
            positions(&lines(n, |at| {
                format!(
                    "- {{ id: p{at}, title: T, reports_to: q{at} }} # orglint: allow(unknown-manager) -- so\n"
                )
            }))
        }),
        chart("rules that one comment allows", |n| {
            let rules = joined(n, |at| format!("unknown-{at}"));
            positions(&format!("- {{ id: b, title: T, reports_to: q }} # orglint: allow({rules}) -- so\n"))
        }),
        chart("unknown keys", |n| positions(&lines(n, |at| format!("- {{ id: p{at}, key{at}: x }}\n")))),
        chart("unknown keys of one position", |n| {
            positions(&format!("- {{ id: b, {} }}\n", joined(n, |at| format!("key{at}: x"))))
        }),
        chart("one key many times", |n| {
            positions(&format!("- {{ id: b, {} }}\n", joined(n, |_| "title: x".to_owned())))
        }),
        chart("ids that several have", |n| {
            positions(&lines(n, |at| format!("- {{ id: p{}, title: T{at}, reports_to: r }}\n", at / 2)))
        }),
        chart("one id", |n| {
            positions(&lines(n, |at| format!("- {{ id: p, title: T{at}, reports_to: r }}\n")))
        }),
        chart("one holder", |n| {
            positions(&lines(n, |at| format!("- {{ id: p{at}, title: T{at}, holder: h, reports_to: r }}\n")))
        }),
        chart("a loop", |n| {
            lines(1, |_| "positions:\n".to_owned())
                + &lines(n, |at| format!("- {{ id: p{at}, title: T{at}, reports_to: p{} }}\n", (at + 1) % n))
        }),
        chart("small loops", |n| {
            positions(&lines(n, |at| format!("- {{ id: p{at}, title: T{at}, reports_to: p{} }}\n", at ^ 1)))
        }),
        chart("a chain", |n| {
            "positions:\n- { id: p0, title: T }\n".to_owned()
                + &lines(n, |at| format!("- {{ id: p{}, title: CIO, reports_to: p{at} }}\n", at + 1))
        }),
        chart("roots", |n| positions(&lines(n, |at| format!("- {{ id: p{at}, title: T{at} }}\n")))),
        chart("chiefs of both sides", |n| {
            positions(&lines(n, |at| {
                let title = ["CIO", "CTO", "Head of Service Delivery", "Head of Engineering"][at % 4];
                format!("- {{ id: p{at}, title: {title}, reports_to: r, complements: p{} }}\n", at / 3)
            }))
        }),
        chart("one function below many chiefs", |n| {
            positions(&lines(n, |at| {
                format!(
                    "- {{ id: c{at}, title: {}, reports_to: r }}\n- {{ id: d{at}, title: Data Engineering, reports_to: c{at} }}\n",
                    ["CIO", "CTO"][at % 2]
                )
            }))
        }),
        chart("long lines", |n| {
            positions(&format!(
                "- {{ id: b, title: T, goals: [{}] }}\n",
                joined(n, |at| format!("{{ text: t, line: l{at} }}"))
            ))
        }),
        chart("ids and managers of letters", |n| {
            positions(&lines(n, |at| {
                format!("- {{ id: {}, title: T, reports_to: {}q }}\n", letters(at), letters(7 * at))
            }))
        }),
        chart("misspelt keys", |n| {
            positions(&lines(n, |at| {
                let c = char::from_u32(0x4e00 + u32::try_from(at).unwrap() % 20_000).unwrap();
                format!("- {{ id: p{at}, title: T, reports_t{c}: r }}\n")
            }))
        }),
        chart("purposes", |n| {
            positions(&lines(n, |at| {
                format!("- {{ id: p{at}, title: CIO, reports_to: r, serves: s{at} }}\n")
            }))
        }),
        chart("small positions", |n| {
            "positions:\n".to_owned() + &lines(n, |at| format!("- {{id: p{at}}}\n"))
        }),
        chart("co-leads and roots", |n| {
            let roots = joined(n, |at| format!("p{at}"));
            let rest = lines(n, |at| format!("- {{ id: p{at}, title: T, co_lead: p{} }}\n", at + 1));
            format!("roots: [{roots}]\n{}", positions(&rest))
        }),
        chart("further seats of a holder", |n| {
            let all = joined(n, |at| format!("p{at}"));
            let rest = lines(n, |at| format!("- {{ id: p{at}, title: T, holder: h, reports_to: r }}\n"));
            positions(&format!(
                "- {{ id: b, title: T, holder: h, also_holds: [{all}], reports_to: r }}\n{rest}"
            ))
        }),
        chart("one line of JSON", |n| {
            let all =
                joined(n, |at| format!("{{\"id\": \"p{at}\", \"title\": \"T\", \"reports_to\": \"q{at}\"}}"));
            format!("{{\"positions\": [{all}]}}")
        }),
        chart("one broken line of JSON", |n| {
            let all =
                joined(n, |at| format!("{{\"id\": \"p{at}\", \"title\": \"T\", \"status\": \"x{at}\"}}"));
            format!("{{\"positions\": [{all}, {{\"id\": ]}}")
        }),
        chart("words that are not known", |n| {
            positions(&lines(n, |at| {
                format!("- {{ id: p{at}, title: T, status: s{at}, fte: x, since: never, reports_to: r }}\n")
            }))
        }),
        chart("long ids above", |n| {
            let above = lines(64, |at| {
                let id = |at: usize| format!("{}{at}", "c".repeat(n / 10));
                format!("- {{ id: {}, title: CTO, reports_to: {} }}\n", id(at + 1), id(at))
            });
            let last = format!("{}64", "c".repeat(n / 10));
            positions(
                &(above
                    + &lines(n / 10, |at| {
                        format!("- {{ id: p{at}, title: Head of Service Delivery, reports_to: {last} }}\n")
                    })),
            )
        }),
        chart("documents", |n| lines(n, |at| format!("---\npositions:\n- {{ id: p{at}, title: T }}\n"))),
        chart("broken lines", |n| positions(&lines(n, |at| format!("- {{ id: p{at}, title: [x }}\n")))),
        chart("open brackets", |n| positions(&format!("- {{ id: b, title: {} }}\n", "[".repeat(n)))),
        chart("nested positions of one title", |n| {
            let reports = lines(n, |_| "  - title: T\n".to_owned());
            format!("org:\n  title: T\n  reports:\n{reports}")
        }),
    ]
}

/// References to nobody, and words that are compared with those of the whole chart.
fn names() -> Vec<Shape> {
    let chart = |name: &str, text: fn(usize) -> String| Shape::new(name, move |n| Case::chart(text(n)));
    vec![
        chart("complements who are not there", |n| {
            positions(&lines(n, |at| {
                format!("- {{ id: p{at}, title: T, reports_to: r, complements: x{at} }}\n")
            }))
        }),
        chart("seats and roots that are not there", |n| {
            let roots = joined(n, |at| format!("no-root-{at}"));
            let rest = lines(n, |at| format!("- {{ id: p{at}, title: T, also_holds: [x{at}, y{at}] }}\n"));
            format!("roots: [{roots}]\n{}", positions(&rest))
        }),
        chart("exceptions at nobody", |n| {
            let list = joined(n, |at| format!("{{ rule: title-missing, at: x{at}, reason: so }}"));
            let rest = lines(n, |at| format!("- {{ id: p{at}, title: T, reports_to: r }}\n"));
            format!("exceptions: [{list}]\n{}", positions(&rest))
        }),
        chart("keys of people", |n| {
            lines(n, |at| format!("{}-frost:\n  role: Clerk\n  manager: {0}-lund\n", letters(at)))
        }),
        chart("personal ids and words that are not known", |n| {
            positions(&lines(n, |at| {
                format!(
                    "- {{ id: {0}.frost, name: {0} Frost, title: T, reports_to: r, status: s{at}, k{at}: x }}\n",
                    letters(at)
                )
            }))
        }),
        chart("a few managers of each who are not there", |n| {
            positions(&lines(n, |at| {
                let all = joined(8, |of| format!("x{at}y{of}"));
                format!("- {{ id: p{at}, title: T, reports_to: [{all}], dotted_to: [{all}] }}\n")
            }))
        }),
        chart("functions that are not known", |n| {
            positions(&lines(n, |at| {
                format!("- {{ id: p{at}, title: T, reports_to: r, function: {} }}\n", letters(at))
            }))
        }),
    ]
}

/// What other programs write.
fn exports() -> Vec<Shape> {
    let of = |name: &str, path: &'static str, text: fn(usize) -> String| {
        Shape::new(name, move |n| Case::lint(vec![file(path, text(n))], &[path]))
    };
    vec![
        of("nodes and edges", "drawn.json", |n| {
            let nodes = joined(n, |at| format!("{{\"id\":\"n{at}\",\"title\":\"Title {at}\"}}"));
            let edges = joined(n, |at| format!("{{\"source\":\"n{}\",\"target\":\"n{at}\"}}", at / 2));
            format!("{{\"nodes\":[{nodes}],\"edges\":[{edges}]}}")
        }),
        of("edges that lead to nobody", "drawn.json", |n| {
            let nodes = joined(n, |at| format!("{{\"id\":\"n{at}\",\"title\":\"T\"}}"));
            let edges = joined(n, |at| format!("{{\"source\":\"x{at}\",\"target\":\"n{at}\"}}"));
            format!("{{\"nodes\":[{nodes}],\"edges\":[{edges}]}}")
        }),
        of("many edges of one node", "drawn.json", |n| {
            let nodes = joined(n, |at| format!("{{\"id\":\"n{at}\",\"title\":\"T\"}}"));
            let edges = joined(n, |at| format!("{{\"source\":\"n{at}\",\"target\":\"n0\"}}"));
            format!("{{\"nodes\":[{nodes}],\"edges\":[{edges}]}}")
        }),
        of("a directory as LDIF", "staff.ldif", |n| {
            lines(n, |at| {
                format!(
                    "dn: uid=u{at},ou=people,dc=x\nobjectClass: inetOrgPerson\ncn: Kim {0}\ntitle: Title {at}\n\
                     manager: uid=u{1},ou=people,\n dc=x\n\n",
                    letters(at),
                    if at % 5 == 0 { at + n } else { at / 2 }
                )
            })
        }),
        of("a directory as JSON", "staff.json", |n| {
            let all = joined(n, |at| {
                format!(
                    "{{\"DistinguishedName\":\"CN=Kim {0},DC=x\",\"Manager\":\"CN=Sam {0},DC=x\",\
                     \"Name\":\"Kim {0}\",\"Title\":\"T{at}\"}}",
                    letters(at)
                )
            });
            format!("[{all}]")
        }),
        of("users of a service", "users.json", |n| {
            let all = joined(n, |at| {
                format!(
                    "{{\"id\":\"a{at}\",\"displayName\":\"Kim {}\",\"jobTitle\":\"T{at}\",\
                     \"userPrincipalName\":\"k{at}@x\",\"manager\":{{\"id\":\"a{}\"}}}}",
                    letters(at),
                    at / 2
                )
            });
            format!("{{\"value\":[{all}]}}")
        }),
        of("a table whose columns are not known", "list.csv", |n| {
            let row = |at: usize| format!("x{at},Kim {},Head of Sales {at},x{}\n", letters(at), at / 2);
            "aa,bb,cc,dd\n".to_owned() + &lines(n, row)
        }),
        of("a table without a header", "list.csv", |n| {
            lines(n, |at| format!("{at};Kim {};Clerk {at};{}\n", letters(at), at / 2))
        }),
        of("a table of many columns that are not known", "list.csv", |n| {
            let row = |of: &str| joined(n / 20 + 2, |at| format!("{of}{at}")) + "\n";
            row("c") + &lines(20, |at| row(&format!("v{at}x")))
        }),
        of("a table of empty rows", "list.csv", |n| {
            "Employee ID,Job Title,Manager ID\n1,Head,\n".to_owned() + &lines(n, |_| ",,\n".to_owned())
        }),
        of("a table of one open quote", "list.csv", |n| {
            "Employee ID,Job Title,Manager ID\n1,\"Head,\n".to_owned() + &lines(n, |at| format!("{at},T,1\n"))
        }),
    ]
}

/// Sheets with a row for each person, and with cells that lie far apart.
fn workbooks() -> Vec<Shape> {
    let of = |name: &str, rows: fn(usize) -> String| {
        Shape::new(name, move |n| {
            let bytes = workbook(&rows(n));
            let mut case = Case::lint(Vec::new(), &["staff.xlsx"]);
            case.files.push(("staff.xlsx".to_owned(), bytes));
            case
        })
    };
    vec![
        of("a workbook", |n| {
            row_of(1, ["Employee ID", "Job Title", "Manager ID"])
                + &lines(n, |at| {
                    row_of(at + 2, [&format!("p{at}"), &format!("Title {at}"), &format!("p{}", at / 2)])
                })
        }),
        of("a workbook with cells far to the right", |n| {
            lines(n, |at| {
                format!(
                    "<row r=\"{0}\"><c r=\"XFD{0}\" t=\"inlineStr\"><is><t>x{at}</t></is></c></row>",
                    at + 1
                )
            })
        }),
        of("a workbook with a cell far below", |n| {
            row_of(1, ["Employee ID", "Job Title", "Manager ID"])
                + &lines(n, |at| row_of(at + 2, [&format!("p{at}"), "T", "p0"]))
                + &row_of(1_048_576, ["x", "y", "z"])
        }),
    ]
}

fn row_of(at: usize, cells: [&str; 3]) -> String {
    let cell = |(text, column): (&str, char)| {
        format!("<c r=\"{column}{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let cells = cells.into_iter().zip(['A', 'B', 'C']).map(cell).collect::<String>();
    format!("<row r=\"{at}\">{cells}</row>")
}

/// A workbook whose parts are not packed, so that its size is that of what is in it.
fn workbook(rows: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{DOCUMENT}/{kind}\" Target=\"{target}\"/>\
             </Relationships>"
        )
    };
    let list = "<sheet name=\"S\" sheetId=\"1\" r:id=\"r\"/>";
    let parts = [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet.xml")),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheets>{list}</sheets></workbook>"),
        ),
        (
            "xl/worksheets/sheet.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in parts {
        archive.start_file(name, stored).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Lists of known findings.
fn known() -> Vec<Shape> {
    vec![Shape::new("known findings", |n| {
        let entries = lines(n, |at| {
            format!("- {{ rule: no-root, at: p{at}, fingerprint: {at:032x}, count: 2, reason: as agreed }}\n")
        });
        let files =
            vec![file("known.yaml", format!("version: 1\nfindings:\n{entries}")), file("org.yaml", chart())];
        let mut case = Case::lint(files, &["org.yaml"]);
        case.runs[0].insert(0, "--baseline=known.yaml".to_owned());
        case
    })]
}

fn layouts() -> Vec<Shape> {
    let table = |name: &str, text: fn(usize) -> String| {
        Shape::new(name, move |n| Case::lint(vec![file("org.csv", text(n))], &["org.csv"]))
    };
    vec![
        table("a table of names in other letter case", |n| {
            "Name,Job Title,Manager\n".to_owned()
                + &lines(n, |at| format!("{},Title {at},{}\n", twin(at), twin(at + 1)))
        }),
        table("a table of one name", |n| {
            "Employee ID,Name,Job Title,Manager\n".to_owned()
                + &lines(n, |at| format!("{at},Kim Lee,Title {at},Kim Lee\n"))
        }),
        table("a table of managers who are not there", |n| {
            "Employee ID,Name,Job Title,Manager\n".to_owned()
                + &lines(n, |at| format!("{at},Kim {0} Lee,Title {at},Sam {0} Lee\n", letters(at)))
        }),
        table("a table of many columns", |n| {
            format!(
                "Employee ID,Job Title,Manager ID,{}\n1,Head,,{}\n",
                joined(n, |at| format!("Column {at}")),
                joined(n, |at| format!("v{at}"))
            )
        }),
        table("a table of one id", |n| {
            "Employee ID,Job Title,Manager ID\n".to_owned() + &lines(n, |at| format!("7,Title {at},{at}\n"))
        }),
        table("a table of job shares", |n| {
            "Position ID,Name,Job Title,Manager ID,FTE\n".to_owned()
                + &lines(n, |at| format!("7,Kim {at},Title,,0.5\n"))
        }),
        Shape::new("import of a table of managers by name", |n| {
            let text = "Name,Job Title,Manager\n".to_owned()
                + &lines(n, |at| format!("Kim {0},Title {at},Kim {1}\n", letters(at), letters((at + 1) % n)));
            Case::run(vec![file("org.csv", text)], &["import", "org.csv", "--output", "org.yaml"])
        }),
        Shape::new("a folder", |n| {
            let one = |at: usize| {
                file(
                    &format!("org/p{at}.yaml"),
                    format!("name: P{at}\ntitle: Title {at}\nmanager: q{at}\nteam: Team of positions\n"),
                )
            };
            Case::lint((0..=n / 10).map(one).collect(), &["org"])
        }),
        Shape::new("a map of names", |n| {
            let text = lines(n, |at| {
                format!("Kim {0}:\n  title: T{at}\n  manager: Kim {1}\n", letters(at), letters(at + 1))
            });
            Case::chart(text)
        }),
        Shape::new("lists of reports by name", |n| {
            let text = lines(n, |at| {
                format!(
                    "e{at}:\n  name: Kim {}\n  title: T{at}\n  reports: [Kim {}]\n",
                    letters(at),
                    letters(at + 1)
                )
            });
            Case::chart(text)
        }),
        Shape::new("a catalogue", |n| {
            let text = lines(n, |at| {
                format!(
                    "---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{ name: g{at} }}\n\
                     spec: {{ type: team, parent: g{}, children: [g{}] }}\n",
                    at / 2,
                    at * 2 + 1
                )
            });
            Case::chart(text)
        }),
    ]
}

fn comparisons() -> Vec<Shape> {
    let of = |name: &str, line: fn(&str, usize) -> String| Shape::new(name, move |n| compared(line, n));
    vec![
        of("one holder before and after", |side, at| {
            format!("- {{ id: {side}{at}, title: T, reports_to: r, holder: h }}\n")
        }),
        of("one name before and after", |side, at| {
            format!("- {{ id: {side}{at}, title: T, reports_to: r, name: N }}\n")
        }),
        of("one id before and after", |side, at| {
            format!("- {{ id: p, title: {side}{at}, reports_to: r }}\n")
        }),
        of("other managers", |side, at| format!("- {{ id: p{at}, title: T, reports_to: {side}{at} }}\n")),
        of("many findings before and after", |side, at| {
            format!("- {{ id: p{at}, title: T{side}, reports_to: q{} }}\n", at % 7)
        }),
    ]
}

fn configurations() -> Vec<Shape> {
    let of = |name: &str, text: fn(usize) -> String| Shape::new(name, move |n| configured(text(n)));
    vec![
        of("titles of one function", |n| {
            format!(
                "vocabulary:\n  functions:\n    x:\n      domain: neither\n      titles: [{}]\n",
                joined(n, |at| format!("t {}", letters(at)))
            )
        }),
        of("departments of one function", |n| {
            format!(
                "vocabulary:\n  functions:\n    x:\n      domain: neither\n      departments: [{}]\n",
                joined(n, |at| format!("t {}", letters(at)))
            )
        }),
        of("functions", |n| {
            "vocabulary:\n  functions:\n".to_owned()
                + &lines(n, |at| format!("    x{}: {{ domain: neither, titles: [t {0}] }}\n", letters(at)))
        }),
        of("titles of one seat", |n| {
            format!(
                "vocabulary:\n  seats:\n    cio: {{ titles: [{}] }}\n",
                joined(n, |at| format!("t {}", letters(at)))
            )
        }),
        of("rules that are not there", |n| {
            "rules:\n".to_owned() + &lines(n, |at| format!("  no-rule-{at}: off\n"))
        }),
        of("fields", |n| "fields:\n".to_owned() + &lines(n, |at| format!("  field_{at}: text\n"))),
        of("words of one field", |n| format!("fields:\n  band: [{}]\n", joined(n, |at| format!("word{at}")))),
        of("parts of the chart", |n| {
            "overrides:\n".to_owned()
                + &lines(n, |at| format!("- {{ within: p{at}, rules: {{ title-missing: off }} }}\n"))
        }),
        of("rules that no exception hides", |n| {
            format!("never_allow: [{}]\n", joined(n, |at| format!("rule-{at}")))
        }),
        of("charts", |n| {
            "charts:\n".to_owned() + &lines(n, |at| format!("- {{ name: c{at}, files: org.yaml }}\n"))
        }),
        of("patterns of charts", |n| {
            format!("charts:\n- {{ name: c, files: [{}] }}\n", joined(n, |at| format!("\"*{at}.yaml\"")))
        }),
        Shape::new("a long text of a layout for entries without one", |n| {
            let text = format!(
                "charts:\n- name: c\n  files: [list.yaml]\n  layout:\n    entries: list\n    id: key\n    title: job\n    department: dept\n    reports_to: boss\n    otherwise: {{ department: {} }}\n",
                // As long as it may be.
                "word ".repeat(39).trim_end()
            );
            let list = lines(n, |at| format!("- {{ key: p{at}, job: T, boss: b{at} }}\n"));
            Case::lint(vec![file("orglint.yaml", text), file("list.yaml", list)], &["list.yaml"])
        }),
        Shape::new("words of a layout for vacant and top", |n| {
            // As many as there may be, and each is looked for at every entry.
            let words = joined(100, |at| format!("word {at}"));
            let text = format!(
                "charts:\n- name: c\n  files: [list.yaml]\n  layout:\n    entries: list\n    id: key\n    name: who\n    title: job\n    reports_to: boss\n    vacant: {{ name: [{words}] }}\n    top: [{words}]\n"
            );
            let list = lines(n, |at| format!("- {{ key: p{at}, who: W{at}, job: T, boss: b{at} }}\n"));
            Case::lint(vec![file("orglint.yaml", text), file("list.yaml", list)], &["list.yaml"])
        }),
    ]
}

fn rules() -> Vec<Shape> {
    let of = |name: &str, more: fn(usize) -> String| {
        Shape::new(name, move |n| {
            let files = vec![rule("slow", &more(n)), file("org.yaml", chart())];
            Case::lint(files, &["org.yaml"])
        })
    };
    vec![
        of("patterns with counted repeats", |n| {
            let patterns = joined(n / 25, |at| format!("{{ title: {{ matches: 'a{{1,100}}b{at}' }} }}"));
            format!("must_not: {{ any: [{patterns}] }}\n")
        }),
        of("words of a condition", |n| {
            format!("must_not: {{ title: [{}] }}\n", joined(n, |at| format!("word {at}")))
        }),
        of("a text for want of a fact", |n| {
            format!("must_not: {{ title: Hit }}\ntags: [{}]\n", joined(n, |at| format!("tag{at}")))
        }),
        Shape::new("rules", |n| {
            let mut files: Vec<_> =
                (0..=n / 20).map(|at| rule(&format!("slow-{at}"), "must_not: { title: Hit }\n")).collect();
            files.push(file("org.yaml", chart()));
            Case::lint(files, &["org.yaml"])
        }),
        Shape::new("long messages at many positions", |n| {
            let (path, text) = rule("slow", "must_not: { title: { contains: T } }\n");
            let long = format!("`{{self.id}}` is here {}", "and here ".repeat(n / 30));
            let text = text.replace("`{self.id}` is here", &long);
            let positions =
                positions(&lines(n / 10, |at| format!("- {{ id: p{at}, title: T, reports_to: r }}\n")));
            Case::lint(vec![(path, text), file("org.yaml", positions)], &["org.yaml"])
        }),
    ]
}
