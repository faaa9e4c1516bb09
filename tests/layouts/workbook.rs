//! Workbooks: sheets, cells, number formats, and what is too large.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use orglint::files::Memory;
use orglint::session::{Configuration, Request};
use zip::write::SimpleFileOptions;

use super::{lines, session, told};

/// A cell: nothing, a text, or a number with the number of its format.
enum Cell {
    No,
    Text(&'static str),
    Number(f64, usize),
}

use Cell::{No, Number, Text};

const FORMATS: [&str; 4] = ["General", "00000", "yyyy-mm-dd", "\"P\"000"];

type Row = (u32, Vec<Cell>);

/// A workbook of sheets, each with its name, whether it is shown, and its rows.
fn workbook(sheets: &[(&str, bool, &[Row])]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{DOCUMENT}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: String| format!("<Relationships xmlns=\"{PACKAGE}\">{all}</Relationships>");
    let (mut list, mut links) = (String::new(), relation("s", "styles", "styles.xml"));
    for (at, (name, is_shown, _)) in sheets.iter().enumerate() {
        let state = if *is_shown { "visible" } else { "hidden" };
        write!(list, "<sheet name=\"{name}\" sheetId=\"{at}\" state=\"{state}\" r:id=\"r{at}\"/>").unwrap();
        links += &relation(&format!("r{at}"), "worksheet", &format!("worksheets/sheet{at}.xml"));
    }
    let formats = FORMATS.iter().enumerate().map(|(at, format)| {
        let format = format.replace('"', "&quot;");
        (
            format!("<numFmt numFmtId=\"{}\" formatCode=\"{format}\"/>", 164 + at),
            format!("<xf numFmtId=\"{}\"/>", 164 + at),
        )
    });
    let (formats, uses): (String, String) = formats.unzip();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("_rels/.rels".to_owned(), relations(relation("w", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheets>{list}</sheets></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(links)),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><numFmts>{formats}</numFmts><cellXfs>{uses}</cellXfs></styleSheet>"
            ),
        ),
    ];
    for (at, (.., rows)) in sheets.iter().enumerate() {
        let mut data = String::new();
        for (row, cells) in *rows {
            write!(data, "<row r=\"{row}\">").unwrap();
            for (column, cell) in cells.iter().enumerate() {
                let place = format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap()));
                match cell {
                    No => {}
                    Text(text) => {
                        write!(data, "<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>").unwrap();
                    }
                    Number(number, format) => {
                        write!(data, "<c r=\"{place}\" s=\"{format}\"><v>{number}</v></c>").unwrap();
                    }
                }
            }
            data += "</row>";
        }
        parts.push((
            format!("xl/worksheets/sheet{at}.xml"),
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>"),
        ));
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn header(row: u32) -> Row {
    (row, ["Employee ID", "Job Title", "Manager ID", "Name", "Start Date"].map(Text).into())
}

fn staff() -> Vec<Row> {
    vec![
        (1, vec![Text("Staff list")]),
        header(3),
        (4, vec![Number(1.0, 1), Text("Managing Director"), No, Text("Mara Frost"), Number(43555.0, 2)]),
        (5, vec![Number(2.0, 1), Text("&quot;Head&quot; of&#10;Sales"), Number(1.0, 1), Text("Peer Lund")]),
        (7, vec![Number(3.0, 1), Text("Buyer"), Number(2.0, 1), Text("Sade Oke"), Number(43555.5, 2)]),
        (9, vec![Number(4.0, 1), Text("Buyer"), Number(99.0, 1), Text("Ida Holm")]),
    ]
}

fn run(bytes: Vec<u8>, path: &str) -> orglint::session::Run {
    let mut files = Memory::new(Vec::<(&str, &str)>::new());
    files.set("staff.xlsx", bytes);
    session(files, Configuration::None).lint(Request::of([path])).unwrap()
}

#[test]
fn ids_are_as_their_formats_show_them_and_places_are_cells() {
    let staff = staff();
    let book =
        workbook(&[("About", true, &[(1, vec![Text("Made for the board")])]), ("Staff", true, &staff)]);
    let run = run(book, "staff.xlsx");
    assert_eq!(
        lines(&run.charts[0].chart),
        [
            ">00001: Managing Director",
            "00001>00002: \"Head\" of Sales",
            "00002>00003: Buyer",
            "00099>00004: Buyer"
        ]
    );
    assert_eq!(
        told(&run.outcome),
        ["staff.xlsx:9 unknown-manager Buyer reports to `00099`, which is not on the chart"]
    );
    let reports = super::privacy::reports(run);
    for told in ["staff.xlsx:9:C", "\"cell\": \"C9\"", "\"column\": 3"] {
        assert!(reports.contains(told), "{told}\n{reports}");
    }
    for name in ["Frost", "Lund", "Oke", "Holm"] {
        assert!(!reports.contains(name), "{reports}");
    }
}

#[test]
fn a_sheet_is_named_or_the_first_with_column_names() {
    let (staff, old) = (
        staff(),
        vec![header(1), (2, vec![Text("a"), Text("Head")]), (3, vec![Text("b"), Text("Clerk"), Text("a")])],
    );
    let sheets: [(&str, bool, &[Row]); 3] =
        [("Old", false, &old), ("Staff", true, &staff), ("New", true, &old)];
    let book = workbook(&sheets);
    assert_eq!(run(book.clone(), "staff.xlsx").charts[0].chart.len(), 4);
    assert_eq!(lines(&run(book.clone(), "staff.xlsx#new").charts[0].chart), [">a: Head", "a>b: Clerk"]);
    let run = run(book, "staff.xlsx#Other");
    assert_eq!(told(&run.outcome), ["staff.xlsx:1 syntax-error the workbook has no sheet `Other`; it has 3"]);
}

#[test]
fn what_swells_or_is_damaged_is_told_in_one_error() {
    let whole = workbook(&[("S", true, &staff())]);
    let mut zeros = vec![0_u8; 64 << 20];
    zeros[0] = b'<';
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(&zeros).unwrap();
    let swells = archive.finish().unwrap().into_inner();
    for (bytes, message) in [
        (swells, "the workbook unpacks to more than the limit of 100 times its size"),
        (whole[..whole.len() / 2].to_vec(), "the workbook cannot be read: it is damaged"),
    ] {
        let run = run(bytes, "staff.xlsx");
        assert!(run.outcome.incomplete);
        assert_eq!(told(&run.outcome), [format!("staff.xlsx:1 syntax-error {message}")]);
    }
}

/// Wherever a workbook is cut or a byte of it is another one, there is one chart or one error.
#[test]
fn no_damage_ends_the_program() {
    let whole = workbook(&[("S", true, &staff())]);
    for at in (0..whole.len()).step_by(97) {
        let mut other = whole.clone();
        other[at] ^= 0x55;
        for bytes in [whole[..at].to_vec(), other] {
            let run = run(bytes, "staff.xlsx");
            assert_eq!(run.charts.len(), 1);
        }
    }
}
