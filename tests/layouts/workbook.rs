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
fn of_a_source_with_further_sheets_nobody_is_missing() {
    let rows = |rows: &[[&'static str; 4]]| -> Vec<Row> {
        let rows = (2..).zip(rows).map(|(at, cells)| (at, cells.map(Text).into()));
        std::iter::once(header(1)).chain(rows).collect()
    };
    let heads = rows(&[["md", "Managing Director", "", "Kim Lee"], ["it", "Head of IT", "md", "Tom Baker"]]);
    let staff = rows(&[["dev", "Developer", "it", "Eva Novak"]]);
    let notes = [(1, vec![Text("Made for the board")])];
    let chart = "positions:\n- { id: md, title: Managing Director, name: Kim Lee }\n\
                 - { id: it, title: Head of IT, name: Tom Baker, reports_to: md }\n\
                 - { id: dev, title: Developer, name: Eva Novak, reports_to: it }\n";
    let run = |sheets: &[(&str, bool, &[Row])], file: &str| {
        let mut files = Memory::new([("org.yaml", chart)]);
        files.set("hr.xlsx", workbook(sheets));
        let sources = format!("charts: [{{ name: a, files: [org.yaml], sources: [{{ file: {file} }}] }}]\n");
        files.set("orglint.yaml", sources);
        let mut session = session(files, Configuration::Nearest);
        let run = session.lint(Request::default()).unwrap();
        let notices = session.take_notices().into_iter().map(|notice| notice.message);
        let found: Vec<String> = run.outcome.findings.iter().map(|one| one.message.clone()).collect();
        (found, notices.collect::<String>())
    };
    let (found, notices) =
        run(&[("Heads", true, &heads), ("Staff", true, &staff), ("Notes", true, &notes)], "hr.xlsx");
    assert_eq!(found, [""; 0]);
    assert!(notices.contains("who is missing, since 1 other sheet of a workbook was not read"), "{notices}");
    // The sheets can be one source.
    let sheets: [(&str, bool, &[Row]); 2] = [("Heads", true, &heads), ("Staff", true, &staff)];
    let (found, notices) = run(&sheets, "['hr.xlsx#Heads', 'hr.xlsx#Staff']");
    assert_eq!(found, [""; 0]);
    assert!(notices.starts_with("3 of 3 positions are in `hr.xlsx`: 3 by id"), "{notices}");
    // A sheet that is named is all that is meant, and one without column names holds nobody.
    for (sheets, file) in
        [(sheets, "'hr.xlsx#Heads'"), ([("Heads", true, &heads), ("Notes", true, &notes)], "hr.xlsx")]
    {
        let (found, notices) = run(&sheets, file);
        assert_eq!(found, ["Developer is not in `hr.xlsx`"]);
        assert!(!notices.contains("sheet"), "{notices}");
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
    // Whoever named none hears of the others that are shown.
    let further = |path| {
        let run = run(book.clone(), path);
        run.outcome.sources.iter().map(|(_, file)| file.further_sheets()).sum::<usize>()
    };
    assert_eq!((further("staff.xlsx"), further("staff.xlsx#new")), (1, 0));
    // A configuration names it in the same way.
    let mut files = Memory::new(Vec::<(&str, &str)>::new());
    files.set("staff.xlsx", book.clone());
    files.set("orglint.yaml", "charts: [{ name: new, files: ['staff.xlsx#New'] }]\n");
    let configured = session(files, Configuration::Nearest).lint(Request::default()).unwrap();
    assert_eq!(lines(&configured.charts[0].chart), [">a: Head", "a>b: Clerk"]);
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

/// A record of an old workbook.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// A cell of an old workbook with a text.
fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    let numbers = [row, column, 0, length].map(u16::to_le_bytes).concat();
    record(0x0204, &[&numbers[..], &[0], text.as_bytes()].concat())
}

/// An old workbook whose sheets all begin at the same place, with what is before the sheet and what is in it.
fn old_workbook(sheets: u16, before: &[u8], cells: &[u8]) -> Vec<u8> {
    let begin = record(0x0809, &[0x0600_u16, 5, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat());
    let sheet = |at: usize| {
        let at = u32::try_from(at).unwrap().to_le_bytes();
        record(0x0085, &[&at[..], &[0, 0, 1, 0, b'S']].concat())
    };
    let end = record(0x000a, &[]);
    let globals = begin.len() + before.len() + usize::from(sheets) * sheet(0).len() + end.len();
    let list: Vec<u8> = (0..sheets).flat_map(|_| sheet(globals)).collect();
    let stream = [&begin[..], before, &list, &end, &begin, cells, &end].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn old_staff() -> Vec<u8> {
    let rows = [
        ["Employee ID", "Job Title", "Manager ID"],
        ["a", "Managing Director", ""],
        ["b", "Head of Sales", "a"],
        ["c", "Clerk", "zz"],
    ];
    let cells = rows.iter().zip(0..).flat_map(|(row, at)| {
        row.iter().zip(0..).flat_map(move |(text, column)| label(at, column, text)).collect::<Vec<_>>()
    });
    cells.collect()
}

fn told_of(path: &str, bytes: Vec<u8>) -> Vec<String> {
    let mut files = Memory::new(Vec::<(&str, &str)>::new());
    files.set(path, bytes);
    told(&session(files, Configuration::None).lint(Request::of([path])).unwrap().outcome)
}

#[test]
fn old_workbooks_are_read_whatever_they_say_of_their_size() {
    let finding = ["staff.xls:4 unknown-manager Clerk reports to `zz`, which is not on the chart"];
    // Four billion rows of 65,535 columns.
    let huge = record(0x0200, &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0]);
    for before_cells in [vec![], huge] {
        let cells = [before_cells, old_staff()].concat();
        assert_eq!(told_of("staff.xls", old_workbook(1, &[], &cells)), finding);
    }
}

/// What once took half a gigabyte and more, from some kilobytes.
#[test]
fn what_would_take_more_room_than_its_file_is_told_before_it_is_read() {
    const FAR: &str =
        "the cells of the sheet are too far apart for a list: most cells between them are empty";
    const LONG: &str = "the sheet has more text than the limit of 16 times the size of its file and 1 MiB";
    let long_string = [&[1, 0, 0, 0, 1, 0, 0, 0, 0x40, 0x1f, 0][..], &[b'x'; 8000]].concat();
    let shared: Vec<u8> = (0..2000_u16)
        .flat_map(|row| record(0x00fd, &[&[row, 0, 0].map(u16::to_le_bytes).concat()[..], &[0; 4]].concat()))
        .collect();
    let far = [label(0, 0, "Employee ID"), label(65535, 255, "x")].concat();
    let wider = [label(0, 0, "Employee ID"), label(65535, 65535, "x")].concat();
    for (bytes, message) in [
        (old_workbook(1, &[], &far), FAR),
        (old_workbook(1, &[], &wider), FAR),
        (old_workbook(1, &record(0x00fc, &long_string), &shared), LONG),
        // Each of many sheets is the same one.
        (old_workbook(5000, &[], &old_staff()), "the workbook cannot be read: it is damaged"),
    ] {
        assert_eq!(told_of("staff.xls", bytes), [format!("staff.xls:1 syntax-error {message}")]);
    }
    let rows =
        |far: &str| format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>ID</t></is></c></row>{far}");
    let rows_of_one_cell = (2..400)
        .map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\" t=\"inlineStr\"><is><t>x</t></is></c></row>"));
    let wide = rows_of_one_cell.collect::<Vec<_>>().concat();
    let book = workbook_of(&rows(&wide));
    assert_eq!(told_of("staff.xlsx", book), [format!("staff.xlsx:1 syntax-error {FAR}")]);
    let cell = |repeated: &str, text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\" {repeated}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let repeated = "table:number-columns-repeated=\"16384\"";
    let row = |cells: &str, times: u32| {
        format!("<table:table-row table:number-rows-repeated=\"{times}\">{cells}</table:table-row>")
    };
    for (rows, message) in [
        (
            row(&cell("", "ID"), 1)
                + &row("<table:table-cell/>", 900_000)
                + &row(&format!("<table:table-cell {repeated}/>{}", cell("", "x")), 1),
            FAR,
        ),
        (row(&cell("", "ID"), 1) + &row(&cell(repeated, "x"), 1_000_000), LONG),
        (row(&cell(repeated, &"long ".repeat(900)), 1), LONG),
    ] {
        assert_eq!(told_of("staff.ods", sheet_of(&rows)), [format!("staff.ods:1 syntax-error {message}")]);
    }
    // What people do: a stray cell at the end of a sheet, and rows below the list that are empty.
    let stray = rows("<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row>");
    assert!(told_of("staff.xlsx", workbook_of(&stray)).iter().all(|told| !told.contains("too far apart")));
    let empty = row(&cell("", "ID"), 1) + &row(&format!("<table:table-cell {repeated}/>"), 1_048_575);
    assert!(told_of("staff.ods", sheet_of(&empty)).iter().all(|told| !told.contains("too far apart")));
}

/// A workbook with these rows in its only sheet.
fn workbook_of(rows: &str) -> Vec<u8> {
    let whole = workbook(&[("S", true, &[])]);
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(
            text.replace("<sheetData></sheetData>", &format!("<sheetData>{rows}</sheetData>")).as_bytes(),
        )
        .unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// A workbook of `OpenDocument` with these rows in its only sheet.
fn sheet_of(rows: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\">{rows}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let parts =
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()), ("content.xml", content)];
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
