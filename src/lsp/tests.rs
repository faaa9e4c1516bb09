//! A client in the same process: each request, and that no message is left over.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, VecDeque};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::civil::date;
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

use crate::files::{Memory, Over};
use crate::session::{Options, Session};

const CHART: &str = "\
positions:
  - id: ceo
    title: Chief Executive Officer
    name: Ines Carvalho
  - id: cto
    title: Chief Technology Officer # 👩‍🔧 ä
    reports_to: ceo
  - { id: noc, titel: Head of Operations, reports_to: cot, dotted_to: [ceo] }
  # orglint: allow(no-root) -- once
  - id: dev
    title: Head of Software Engineering
    reports_to: cto
exceptions:
  - { rule: unknown-manager, at: dev, reason: moves }
";

struct Client {
    connection: Option<Connection>,
    server: Option<JoinHandle<()>>,
    waiting: VecDeque<Notification>,
    next: i32,
}

impl Client {
    fn new(files: Memory, capabilities: &Value) -> (Self, Value) {
        let (here, there) = Connection::memory();
        let server = std::thread::spawn(move || {
            super::serve(&there, files, Options::on(date(2026, 1, 15))).unwrap();
        });
        let mut client =
            Self { connection: Some(here), server: Some(server), waiting: VecDeque::new(), next: 0 };
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        let answer = client.ask("initialize", params);
        client.tell("initialized", json!({}));
        (client, answer)
    }

    fn open(text: &str) -> Self {
        let mut client = Self::new(Memory::default(), &json!({})).0;
        client.did_open("file:///org.yaml", text);
        client
    }

    fn send(&self, message: impl Into<Message>) {
        self.connection.as_ref().unwrap().sender.send(message.into()).unwrap();
    }

    fn receive(&self) -> Message {
        self.connection.as_ref().unwrap().receiver.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    fn tell(&self, method: &str, params: Value) {
        self.send(Notification::new(method.to_owned(), params));
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.result(method, params).unwrap_or_else(|error| panic!("{method}: {error:?}"))
    }

    fn result(&mut self, method: &str, params: Value) -> Result<Value, (i32, String)> {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.send(Request::new(id.clone(), method.to_owned(), params));
        loop {
            match self.receive() {
                Message::Response(response) => {
                    assert_eq!(response.id, id);
                    return response.response_result.map_err(|error| (error.code, error.message));
                }
                Message::Notification(notification) => self.waiting.push_back(notification),
                Message::Request(request) => panic!("{request:?}"),
            }
        }
    }

    fn did_open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&self, uri: &str, version: i32, changes: &Value) {
        let document = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// The next diagnostics of a file.
    fn diagnostics(&mut self, uri: &str) -> Vec<Value> {
        self.published(uri, None)
    }

    fn published(&mut self, uri: &str, version: Option<i32>) -> Vec<Value> {
        loop {
            let told = self.waiting.pop_front().unwrap_or_else(|| match self.receive() {
                Message::Notification(notification) => notification,
                message => panic!("{message:?}"),
            });
            let is_meant = told.params["uri"] == uri
                && version.is_none_or(|version| told.params["version"].as_i64() == Some(i64::from(version)));
            if told.method == "textDocument/publishDiagnostics" && is_meant {
                return told.params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    /// Asks about the first place of a text, so many characters into it.
    fn at(&mut self, method: &str, place: (usize, usize), more: &Value) -> Value {
        let mut params = json!({
            "textDocument": { "uri": "file:///org.yaml" },
            "position": { "line": place.0, "character": place.1 },
        });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.ask(&format!("textDocument/{method}"), params)
    }

    fn end(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        let connection = self.connection.take().unwrap();
        self.server.take().unwrap().join().unwrap();
        // What was told before the last answer was taken with it.
        assert_eq!(connection.receiver.iter().count(), 0, "a message is left over");
    }
}

/// Line and character of a text in a chart.
fn place(chart: &str, text: &str) -> (usize, usize) {
    let at = chart.find(text).unwrap();
    let line = chart[..at].matches('\n').count();
    (line, chart[..at].rsplit('\n').next().unwrap().encode_utf16().count())
}

/// A text with the edits for one file made in it.
fn edited(text: &str, edits: &Value) -> String {
    let byte = |at: &Value| {
        let position = serde_json::from_value(at.clone()).unwrap();
        super::documents::byte(text, position, super::Encoding::Utf16)
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (byte(&range["start"]), byte(&range["end"]), edit["newText"].as_str().unwrap())
        })
        .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

#[test]
fn the_encoding_is_negotiated_and_each_request_is_offered() {
    for (asked, given) in [(json!(["utf-16", "utf-8"]), "utf-8"), (json!(["utf-32"]), "utf-16")] {
        let capabilities = json!({ "general": { "positionEncodings": asked } });
        let (client, answer) = Client::new(Memory::default(), &capabilities);
        assert_eq!(answer["capabilities"]["positionEncoding"], given);
        for provider in ["hover", "definition", "references", "documentSymbol", "foldingRange"] {
            assert_eq!(answer["capabilities"][format!("{provider}Provider")], true, "{provider}");
        }
        assert_eq!(answer["serverInfo"]["name"], "orglint");
        client.end();
    }
}

#[test]
fn findings_are_told_with_the_places_beside_them_and_cleared_on_close() {
    let mut client = Client::open(CHART);
    let told = client.diagnostics("file:///org.yaml");
    let codes: Vec<&str> = told.iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"unknown-manager") && codes.contains(&"unknown-key"), "{codes:?}");
    let one = told.iter().find(|one| one["code"] == "unknown-manager").unwrap();
    let (line, character) = place(CHART, "cot,");
    assert_eq!(one["range"]["start"], json!({ "line": line, "character": character }));
    assert_eq!((&one["severity"], &one["source"]), (&json!(1), &json!("orglint")));
    assert!(one["message"].as_str().unwrap().contains("help: a position with a similar id exists: `cto`"));
    // The file is not on the disk, so nothing of it is left.
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": "file:///org.yaml" } }));
    assert_eq!(client.diagnostics("file:///org.yaml"), Vec::<Value>::new());
    client.end();
}

#[test]
fn a_change_is_made_in_the_units_agreed_upon() {
    let mut client = Client::open(CHART);
    client.diagnostics("file:///org.yaml");
    let (line, character) = place(CHART, "cot,");
    let range = json!({ "start": { "line": line, "character": character }, "end": { "line": line, "character": character + 3 } });
    client.change("file:///org.yaml", 2, &json!([{ "range": range, "text": "cto" }]));
    let told = client.published("file:///org.yaml", Some(2));
    assert!(told.iter().all(|one| one["code"] != "unknown-manager"), "{told:?}");
    client.change(
        "file:///org.yaml",
        3,
        &json!([{ "text": "positions: [{ id: a, title: A, reports_to: b }]" }]),
    );
    let told = client.published("file:///org.yaml", Some(3));
    assert!(told.iter().any(|one| one["code"] == "unknown-manager"), "{told:?}");
    client.end();
}

#[test]
fn fixes_and_exceptions_are_offered_and_only_what_is_safe_is_preferred() {
    let mut client = Client::open(CHART);
    let (line, _) = place(CHART, "titel");
    let range =
        json!({ "start": { "line": line, "character": 0 }, "end": { "line": line, "character": 80 } });
    let params = json!({ "textDocument": { "uri": "file:///org.yaml" }, "range": range, "context": { "diagnostics": [] } });
    let actions = client.ask("textDocument/codeAction", params);
    let titles: BTreeMap<&str, &Value> = actions
        .as_array()
        .unwrap()
        .iter()
        .map(|action| (action["title"].as_str().unwrap(), action))
        .collect();
    assert_eq!(titles["write `title`"]["isPreferred"], true);
    assert_eq!(titles["write `cto`"]["isPreferred"], Value::Null);
    let edits = &titles["write `cto`"]["edit"]["changes"]["file:///org.yaml"];
    assert_eq!(edited(CHART, edits), CHART.replace("cot,", "cto,"));
    let allowed =
        &titles["allow `unknown-manager` here, with a reason"]["edit"]["changes"]["file:///org.yaml"];
    let wanted = "  # orglint: allow(unknown-manager) -- say why\n  - { id: noc";
    assert_eq!(edited(CHART, allowed), CHART.replace("  - { id: noc", wanted));
    client.end();
}

#[test]
fn ids_keys_words_and_rules_are_completed() {
    let mut client = Client::open(CHART);
    let mut labels = |text: &str, more: &str| -> Vec<String> {
        let chart = format!("{CHART}{more}");
        client.change("file:///org.yaml", 9, &json!([{ "text": chart }]));
        let (line, character) = place(&chart, text);
        let items = client.at("completion", (line, character + text.encode_utf16().count()), &json!({}));
        items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(labels("reports_to: ", ""), ["ceo", "cto", "noc", "dev"]);
    assert_eq!(labels("dotted_to: [", ""), ["ceo", "cto", "noc", "dev"]);
    assert!(labels("    titl", "").contains(&"title".to_owned()));
    assert!(labels("allow(no-r", "").contains(&"no-root".to_owned()));
    assert!(labels("{ rule: un", "").contains(&"unknown-manager".to_owned()));
    assert!(
        labels("status: ", "company: {}\npositions:\n  - id: x\n    status: ")
            .contains(&"interim".to_owned())
    );
    assert!(labels("company: { e", "company: { e").contains(&"employees".to_owned()));
    assert!(labels("\nexter", "\nexter").contains(&"external_managers".to_owned()));
    assert!(labels("mandate: { fac", "p:\n  - { id: y, mandate: { fac").contains(&"facing".to_owned()));
    client.end();
}

#[test]
fn facts_seats_and_functions_are_completed_in_rules_and_the_configuration() {
    let mut client = Client::new(Memory::default(), &json!({})).0;
    for (uri, text, wanted) in [
        ("file:///.orglint/rules/a.yaml", "id: a\nwhere: { dep", "depth"),
        ("file:///.orglint/rules/a.yaml", "whe", "where"),
        ("file:///orglint.yaml", "rules:\n  unknown-man", "unknown-manager"),
        ("file:///orglint.yaml", "vocabulary:\n  functions:\n    service-del", "service-delivery"),
        ("file:///orglint.yaml", "edi", "editor"),
    ] {
        client.did_open(uri, text);
        let (line, character) = (text.matches('\n').count(), text.rsplit('\n').next().unwrap().len());
        let params =
            json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
        let items = client.ask("textDocument/completion", params);
        let labels: Vec<&str> =
            items.as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap()).collect();
        assert!(labels.contains(&wanted), "{text}: {labels:?}");
    }
    client.end();
}

#[test]
fn a_position_and_a_rule_are_told_of() {
    let mut client = Client::open(CHART);
    let (line, character) = place(CHART, "reports_to: cto");
    let told = client.at("hover", (line, character + 13), &json!({}));
    let text = told["contents"]["value"].as_str().unwrap();
    for part in ["Chief Technology Officer (cto)", "the seat cto", "reports to ceo", "1 position below"] {
        assert!(text.contains(part), "{text}");
    }
    let text = client.at("hover", place(CHART, "Ines"), &json!({}))["contents"]["value"].to_string();
    assert!(text.contains("held by Ines Carvalho"), "{text}");
    let (line, character) = place(CHART, "no-root");
    let text = client.at("hover", (line, character + 1), &json!({}))["contents"]["value"].to_string();
    assert!(text.contains("no-root (") && text.contains("orglint explain no-root"), "{text}");
    assert_eq!(client.at("hover", (0, 0), &json!({})), Value::Null);
    client.end();
}

#[test]
fn what_was_read_before_serves_while_an_item_is_broken() {
    let mut client = Client::open(CHART);
    client.diagnostics("file:///org.yaml");
    let broken = CHART.replace("    reports_to: cto\n", "    reports_to: cto\n    mandate: { facing: \"\n");
    client.change("file:///org.yaml", 2, &json!([{ "text": broken }]));
    let (line, character) = place(&broken, "reports_to: cto");
    let text = client.at("hover", (line, character + 13), &json!({}))["contents"]["value"].to_string();
    assert!(text.contains("Chief Technology Officer"), "{text}");
    let items = client.at("completion", (line, character + 12), &json!({}));
    assert_eq!(items.as_array().unwrap().len(), 4, "{items}");
    client.end();
}

#[test]
fn lines_lead_to_positions_and_back() {
    let mut client = Client::open(CHART);
    let (line, character) = place(CHART, "reports_to: cto");
    let (to, _) = place(CHART, "id: cto");
    let found = client.at("definition", (line, character + 12), &json!({}));
    assert_eq!(found["range"]["start"], json!({ "line": to, "character": 8 }));
    let count = |client: &mut Client, own: bool| {
        let more = json!({ "context": { "includeDeclaration": own } });
        client.at("references", place(CHART, "ceo"), &more).as_array().unwrap().len()
    };
    assert_eq!([count(&mut client, false), count(&mut client, true)], [2, 3]);
    client.end();
}

#[test]
fn an_id_is_renamed_wherever_it_is_named() {
    let mut client = Client::open(CHART);
    let at = place(CHART, "dev");
    let found = client.at("prepareRename", at, &json!({}));
    assert_eq!(found["placeholder"], "dev");
    let edit = client.at("rename", at, &json!({ "newName": "NO" }));
    let wanted = CHART.replace("id: dev", "id: \"NO\"").replace("at: dev", "at: \"NO\"");
    assert_eq!(edited(CHART, &edit["changes"]["file:///org.yaml"]), wanted);
    for (new, message) in
        [("ceo", "another position has this id"), ("", "an id is one word or text on one line")]
    {
        let params = json!({ "textDocument": { "uri": "file:///org.yaml" }, "position": { "line": at.0, "character": at.1 }, "newName": new });
        assert_eq!(client.result("textDocument/rename", params).unwrap_err(), (-32602, message.to_owned()));
    }
    assert_eq!(client.at("prepareRename", (0, 0), &json!({})), Value::Null);
    client.end();
}

#[test]
fn the_positions_are_a_tree_and_can_be_folded() {
    let mut client = Client::open(CHART);
    let document = json!({ "textDocument": { "uri": "file:///org.yaml" } });
    let symbols = client.ask("textDocument/documentSymbol", document.clone());
    assert_eq!(symbols[0]["name"], "Chief Executive Officer");
    assert_eq!(symbols[0]["children"][0]["children"][0]["detail"], "dev");
    let folds = client.ask("textDocument/foldingRange", document);
    let (line, _) = place(CHART, "id: cto");
    assert!(
        folds.as_array().unwrap().iter().any(|fold| fold["startLine"] == line && fold["endLine"] == line + 2)
    );
    let tree = client.ask("orglint/tree", Value::Null);
    assert_eq!(tree["charts"][0]["positions"][1]["reports_to"], "ceo");
    assert_eq!(tree["charts"][0]["positions"][0]["below"], 2);
    client.end();
}

#[test]
fn every_file_of_a_configured_chart_is_told_of() {
    let files = Memory::new([
        ("/orglint.yaml", "charts: [{ name: all, files: \"teams/*.yaml\" }]\n"),
        (
            "/teams/a.yaml",
            "positions:\n- { id: ceo, title: CEO }\n- { id: x, title: X, reports_to: nobody-here }\n",
        ),
        ("/teams/b.yaml", "positions:\n- { id: y, title: Y, reports_to: ceo }\n"),
    ]);
    let mut client = Client::new(files, &json!({})).0;
    client.did_open("file:///teams/b.yaml", "positions:\n- { id: y, title: Y, reports_to: ceo }\n");
    let told = client.diagnostics("file:///teams/a.yaml");
    assert!(told.iter().any(|one| one["code"] == "unknown-manager"), "{told:?}");
    assert!(client.diagnostics("file:///teams/b.yaml").iter().all(|one| one["code"] != "unknown-manager"));
    let at = json!({ "textDocument": { "uri": "file:///teams/b.yaml" }, "position": { "line": 1, "character": 35 } });
    assert_eq!(client.ask("textDocument/definition", at)["uri"], "file:///teams/a.yaml");
    client.end();
}

#[test]
fn what_the_schema_says_is_left_out_where_the_configuration_asks() {
    let files = Memory::new([("/orglint.yaml", "editor: { schema: false }\n")]);
    let mut client = Client::new(files, &json!({})).0;
    client.did_open("file:///org.yaml", CHART);
    let codes: Vec<Value> =
        client.diagnostics("file:///org.yaml").iter().map(|one| one["code"].clone()).collect();
    assert!(codes.contains(&json!("unknown-manager")) && !codes.contains(&json!("unknown-key")), "{codes:?}");
    client.end();
}

#[test]
fn mistakes_in_the_configuration_are_told_in_it_and_other_files_are_left_alone() {
    let mut client = Client::new(Memory::default(), &json!({})).0;
    client.did_open("file:///orglint.yaml", "rules: { unknown-managr: off }\n");
    let told = client.diagnostics("file:///orglint.yaml");
    assert!(told[0]["message"].as_str().unwrap().contains("unknown-manag"), "{told:?}");
    assert_eq!(told[0]["range"]["start"], json!({ "line": 0, "character": 9 }));
    client.did_open("file:///compose.yaml", "services:\n  web: { image: nginx }\n");
    assert_eq!(client.diagnostics("file:///compose.yaml"), Vec::<Value>::new());
    client.end();
}

#[test]
fn what_is_unknown_or_taken_back_is_answered() {
    let mut client = Client::open(CHART);
    assert_eq!(client.result("textDocument/nothing", json!({})).unwrap_err().0, -32601);
    assert_eq!(client.result("textDocument/hover", json!({ "textDocument": 1 })).unwrap_err().0, -32602);
    client.tell("$/cancelRequest", json!({ "id": client.next + 1 }));
    assert_eq!(client.result("orglint/tree", Value::Null).unwrap_err().0, -32800);
    client.end();
}

/// A chart of 60 lines as it is written in either style.
fn charts() -> [String; 2] {
    let (mut block, mut flow) = ("positions:\n".to_owned(), "positions: [\n".to_owned());
    for at in 0..14 {
        let line = |start: &str, key: &str, value: String| format!("{start}{key}: {value}\n");
        let manager = (at > 0).then(|| format!("p{}", (at - 1) / 2));
        block += &line("  - ", "id", format!("p{at}"));
        block += &line("    ", "title", format!("\"Head of Part {at}\""));
        let slip = if at == 9 { "p99".to_owned() } else { manager.clone().unwrap_or_default() };
        if manager.is_some() {
            block += &line("    ", "reports_to", slip.clone());
        }
        block += if at % 3 == 0 { "    status: vacnat # soon\n" } else { "    # a comment\n" };
        let reports = manager.map(|_| format!(", reports_to: {slip}")).unwrap_or_default();
        let status = if at % 3 == 0 { "vacnat" } else { "filled" };
        let item =
            format!("  {{ id: p{at}, title: 'Head of Part {at}'{reports},\n    status: {status} }},\n");
        flow.push_str(&item);
    }
    flow += "]\n";
    [block, flow]
}

#[test]
fn a_chart_is_typed_letter_by_letter() {
    for text in charts() {
        let mut client = Client::open("");
        let (mut line, mut character) = (0, 0);
        for (at, c) in text.chars().enumerate() {
            let place = json!({ "line": line, "character": character });
            let change = json!([{ "range": { "start": place, "end": place }, "text": c.to_string() }]);
            client.change("file:///org.yaml", i32::try_from(at).unwrap() + 2, &change);
            if c == '\n' { (line, character) = (line + 1, 0) } else { character += 1 }
        }
        let last = i32::try_from(text.chars().count()).unwrap() + 1;
        let told = client.published("file:///org.yaml", Some(last));
        let files = Over::new(Memory::new([("/org.yaml", text.as_str())]));
        let mut run = Session::new(files, Options::on(date(2026, 1, 15)))
            .lint(crate::session::Request::of(["/org.yaml"]))
            .unwrap();
        run.outcome.put_together();
        let wanted: Vec<(String, u32, u32)> = run
            .outcome
            .findings
            .iter()
            .map(|finding| {
                let at = run
                    .outcome
                    .sources
                    .get(finding.primary.place.file)
                    .position(finding.primary.place.span.start);
                (run.outcome.rule(finding.rule).id.to_string(), at.line, at.column)
            })
            .collect();
        let number = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap() + 1;
        let seen: Vec<(String, u32, u32)> = told
            .iter()
            .map(|one| {
                let start = &one["range"]["start"];
                (
                    one["code"].as_str().unwrap().to_owned(),
                    number(&start["line"]),
                    number(&start["character"]),
                )
            })
            .collect();
        assert!(wanted.len() > 1);
        assert_eq!(seen, wanted);
        client.end();
    }
}

/// The items of a chart, each with the span of its text.
fn items(text: &str) -> Vec<(usize, usize)> {
    let starts: Vec<usize> =
        text.match_indices("id: p").map(|(at, _)| text[..at].rfind('\n').unwrap() + 1).collect();
    let ends = starts.iter().skip(1).copied().chain([text.rfind(']').unwrap_or(text.len())]);
    starts.iter().copied().zip(ends.collect::<Vec<_>>()).collect()
}

#[test]
fn no_position_outside_of_the_item_that_is_typed_is_lost() {
    for text in charts() {
        let items = items(&text);
        let mut session = Session::new(Over::new(Memory::default()), Options::on(date(2026, 1, 15)));
        let mut lost: Vec<String> = Vec::new();
        for (number, (start, end)) in items.iter().enumerate().filter(|(at, _)| matches!(at, 6 | 13)) {
            for cut in *start..*end {
                // Somebody types on a line of their own.
                let end_of_line = if cut == *start || text[..cut].ends_with('\n') { "" } else { "\n" };
                let typed = format!("{}{end_of_line}{}", &text[..cut], &text[*end..]);
                session.files_mut().put(std::path::Path::new("/org.yaml"), typed.as_str());
                let run = session.lint(crate::session::Request::of(["/org.yaml"])).unwrap();
                let chart = &run.charts[0].chart;
                let there: Vec<&str> = chart.positions().map(|of| chart.id(of)).collect();
                let missing: Vec<String> = (0..items.len())
                    .filter(|at| *at != number)
                    .map(|at| format!("p{at}"))
                    .filter(|id| !there.contains(&id.as_str()))
                    .collect();
                if !missing.is_empty() {
                    lost.push(format!("{missing:?} behind {:?}", &text[*start..cut]));
                }
            }
        }
        assert!(lost.is_empty(), "{} times, such as {}", lost.len(), lost[0]);
    }
}
