//! Reports that services read: nothing, one and many findings, and texts that try to break out.

use serde_json::{Value, json};

use super::*;
use crate::finding::{AllowedFinding, Edit, Fix, Safety};

fn text(run: &Run, format: Format) -> String {
    run.report(format, &Options::default())
}

fn parsed(run: &Run, format: Format) -> Value {
    serde_json::from_str(&text(run, format)).expect("valid JSON")
}

fn clean() -> Run {
    let mut run = Run::default();
    run.0.summary.positions = 58;
    run.0.summary.files = 1;
    run
}

/// One finding of each severity and twelve more warnings.
fn many() -> Run {
    let mut run = small();
    let at = run.0.findings[0].primary.place;
    for (id, severity) in [("reporting-cycle", Severity::Error), ("single-report", Severity::Info)] {
        let rule = run.rule(id, severity);
        run.find(rule, "message", vec![Label::new(at, "here")]);
    }
    for nth in 0..12 {
        run.find(RuleIndex(0), &format!("message {nth}"), vec![Label::new(at, "here")]);
    }
    run
}

/// A finding all of whose texts are hostile.
fn hostile() -> Run {
    const TEXT: &str = "::error::a%0Ab\n::warning::</script>`|`[x](http://y) ##[error]\u{202e}\u{1b}[31m ]]> @z %%{init}%%\"'";
    let mut run = Run::default();
    let file = run.file(&format!("{TEXT}.yaml"), "id: a\n");
    let other = run.file(&format!("other {TEXT}"), "id: b\n");
    let rule = run.rule("rule", Severity::Warning);
    let labels = vec![Label::new(place(file, 4, 5), TEXT), Label::new(place(other, 4, 5), TEXT)];
    let finding = run.find(rule, TEXT, labels);
    finding.help = TEXT.into();
    finding.path_up = vec![TEXT.to_owned(), "ceo".to_owned()];
    run
}

#[test]
fn github_shows_ten_of_each_level() {
    assert_eq!(text(&clean(), Format::Github), "");
    insta::assert_snapshot!(text(&small(), Format::Github), @"::warning file=org.yaml,line=13,endLine=13,col=17,endColumn=20,title=orglint%3A operations-function-under-cto::Director of Service Delivery sits below the Chief Technology Officer%0Athis line leads to `cto`%0Amove it under `cio`, or keep it and note why");
    let report = text(&many(), Format::Github);
    let lines: Vec<&str> = report.lines().collect();
    assert!(lines[0].starts_with("::error "), "{report}");
    assert!(lines[1..11].iter().all(|line| line.starts_with("::warning ")), "{report}");
    assert_eq!(lines[10], "::warning title=orglint::+4 more warnings, not shown here");
    assert!(lines[11].starts_with("::notice "), "{report}");
    assert_eq!(lines.len(), 12);
}

#[test]
fn github_is_told_first_that_a_part_could_not_be_read() {
    let mut run = small();
    let at = run.0.findings[0].primary.place;
    let rule = run.rule("reporting-cycle", Severity::Error);
    for nth in 0..12 {
        run.find(rule, &format!("message {nth}"), vec![Label::new(at, "here")]);
    }
    run.0.incomplete = true;
    let report = text(&run, Format::Github);
    let errors: Vec<&str> = report.lines().filter(|line| line.starts_with("::error ")).collect();
    assert!(errors[0].contains("could not be read"), "{report}");
    assert_eq!(errors[9], "::error title=orglint::+4 more errors, not shown here");
    assert_eq!(errors.len(), 10);
}

#[test]
fn github_text_stays_in_its_field() {
    let report = text(&hostile(), Format::Github);
    assert_eq!(readers::annotations(&report), 1);
    insta::assert_snapshot!(report, @r#"::warning file=%3A%3Aerror%3A%3Aa%250Ab\n%3A%3Awarning%3A%3A</script>`|`[x](http%3A//y) #�[error]\u{202e}\u{1b}[31m ]]> @z %25%25{init}%25%25"'.yaml,line=1,endLine=1,col=5,endColumn=6,title=orglint%3A rule::�:error::a%250Ab\n::warning::</script>`|`[x](http://y) #�[error]\u{202e}\u{1b}[31m ]]> @z %25%25{init}%25%25"'%0A�:error::a%250Ab ::warning::</script>`|`[x](http://y) #�[error]\u{202e}\u{1b}[31m ]]> @z %25%25{init}%25%25"'%0A�:error::a%250Ab ::warning::</script>`|`[x](http://y) #�[error]\u{202e}\u{1b}[31m ]]> @z %25%25{init}%25%25"'"#);
}

#[test]
fn gitlab_takes_each_fingerprint_once() {
    assert_eq!(parsed(&clean(), Format::Gitlab), json!([]));
    let mut run = small();
    let twin = run.0.findings[0].clone();
    run.0.findings.push(twin);
    let fingerprint = run.0.findings[0].fingerprint.to_string();
    let report = parsed(&run, Format::Gitlab);
    assert_eq!(
        report[0],
        json!({
            "description": "Director of Service Delivery sits below the Chief Technology Officer",
            "check_name": "operations-function-under-cto",
            "fingerprint": fingerprint,
            "severity": "minor",
            "location": { "path": "org.yaml", "lines": { "begin": 13, "end": 13 } },
        })
    );
    assert_eq!(report[1]["fingerprint"], json!(format!("{fingerprint}-2")));
    let report = parsed(&hostile(), Format::Gitlab);
    let description = report[0]["description"].as_str();
    assert!(description.is_some_and(|it| it.contains("\\n::warning::") && !it.contains('\n')), "{report}");
}

#[test]
fn sarif_has_results_even_when_there_are_none() {
    let report = parsed(&clean(), Format::Sarif);
    assert_eq!(report["version"], json!("2.1.0"));
    assert_eq!(report["runs"][0]["results"], json!([]));
    assert_eq!(report["runs"][0]["tool"]["driver"]["rules"], json!([]));
    assert_eq!(report["runs"][0]["invocations"], json!([{ "executionSuccessful": true }]));
}

#[test]
fn sarif_describes_rules_and_says_which_were_not_checked() {
    let mut run = small();
    run.not_checked(RuleIndex(0), &["company.employees"]);
    run.0.incomplete = true;
    let report = parsed(&run, Format::Sarif);
    insta::assert_snapshot!(pretty(&report["runs"][0]["tool"]["driver"]["rules"]), @r#"
    [
      {
        "defaultConfiguration": {
          "level": "warning"
        },
        "fullDescription": {
          "text": "internal operations and the product pull on a leader in different ways"
        },
        "help": {
          "text": "internal operations and the product pull on a leader in different ways\n\nSource: CIO vs. CTO, Christopher J. Coleman\n\nMore: `orglint explain operations-function-under-cto`"
        },
        "id": "operations-function-under-cto",
        "properties": {
          "tags": [
            "cio-cto"
          ]
        },
        "shortDescription": {
          "text": "an operations function sits under the CTO"
        }
      }
    ]
    "#);
    insta::assert_snapshot!(pretty(&report["runs"][0]["invocations"]), @r#"
    [
      {
        "executionSuccessful": false,
        "toolConfigurationNotifications": [
          {
            "associatedRule": {
              "id": "operations-function-under-cto",
              "index": 0
            },
            "level": "note",
            "message": {
              "text": "not checked: missing company.employees"
            }
          }
        ],
        "toolExecutionNotifications": [
          {
            "level": "error",
            "message": {
              "text": "a part of the input could not be read, so this result is incomplete"
            }
          }
        ]
      }
    ]
    "#);
}

#[test]
fn sarif_has_places_fingerprints_and_fixes() {
    let mut run = small();
    let title = run.at(FileId(0), "Chief Technology Officer", 0);
    run.0.findings[0].others.push(Label::new(title, "the nearest chief"));
    let place = run.0.findings[0].primary.place;
    let edits = vec![Edit { place, text: "cio".to_owned() }];
    run.0.findings[0].fixes =
        vec![Fix { title: "set `reports_to` to `cio`".to_owned(), safety: Safety::Unsafe, edits }];
    let report = parsed(&run, Format::Sarif);
    insta::assert_snapshot!(pretty(&report["runs"][0]["results"]), @r#"
    [
      {
        "fixes": [
          {
            "artifactChanges": [
              {
                "artifactLocation": {
                  "uri": "org.yaml"
                },
                "replacements": [
                  {
                    "deletedRegion": {
                      "endColumn": 20,
                      "endLine": 13,
                      "startColumn": 17,
                      "startLine": 13
                    },
                    "insertedContent": {
                      "text": "cio"
                    }
                  }
                ]
              }
            ],
            "description": {
              "text": "set `reports_to` to `cio`"
            }
          }
        ],
        "level": "warning",
        "locations": [
          {
            "message": {
              "text": "this line leads to `cto`"
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "org.yaml"
              },
              "region": {
                "endColumn": 20,
                "endLine": 13,
                "startColumn": 17,
                "startLine": 13
              }
            }
          }
        ],
        "message": {
          "text": "Director of Service Delivery sits below the Chief Technology Officer\nmove it under `cio`, or keep it and note why"
        },
        "partialFingerprints": {
          "orglint/v1": "3ad2becefed2628e2555e927a5ad2bb7",
          "primaryLocationLineHash": "3ad2becefed2628e2555e927a5ad2bb7:1"
        },
        "relatedLocations": [
          {
            "id": 1,
            "message": {
              "text": "the nearest chief"
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "org.yaml"
              },
              "region": {
                "endColumn": 36,
                "endLine": 8,
                "startColumn": 12,
                "startLine": 8
              }
            }
          }
        ],
        "ruleId": "operations-function-under-cto",
        "ruleIndex": 0,
        "suppressions": []
      }
    ]
    "#);
}

#[test]
fn sarif_marks_what_an_exception_allows() {
    let mut run = small();
    let finding = run.0.findings[0].clone();
    for reason in [Some("until Ada\n is back".to_owned()), None] {
        run.0.allowed.push(AllowedFinding { finding: finding.clone(), reason, until: None });
    }
    let results = |run: &Run, names| {
        let report = run.report(Format::Sarif, &Options { names, ..Options::default() });
        let report: Value = serde_json::from_str(&report).expect("valid JSON");
        report["runs"][0]["results"].as_array().expect("a list").clone()
    };
    let shown = results(&run, false);
    assert_eq!(shown.len(), 3);
    assert_eq!(shown[0]["suppressions"], json!([]));
    let expected = json!([{ "kind": "inSource", "justification": "until ••• is back" }]);
    assert_eq!(shown[1]["suppressions"], expected);
    assert_eq!(shown[2]["suppressions"], json!([{ "kind": "inSource" }]));
    let hashes: Vec<&Value> =
        shown.iter().map(|it| &it["partialFingerprints"]["primaryLocationLineHash"]).collect();
    assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2], "{hashes:?}");
    assert_eq!(results(&run, true)[1]["suppressions"][0]["justification"], json!("until Ada is back"));
    // Where not every name is known, the reason is left out.
    run.0.broken.insert(FileId(0));
    assert_eq!(results(&run, false)[1]["suppressions"], json!([{ "kind": "inSource" }]));
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("a value can be written")
}

#[test]
fn sarif_paths_are_uris_and_messages_hold_no_links() {
    let report = parsed(&hostile(), Format::Sarif);
    let result = &report["runs"][0]["results"][0];
    let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str();
    let safe = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
    assert!(uri.is_some_and(|uri| uri.starts_with("%3A%3Aerror") && uri.chars().all(safe)), "{uri:?}");
    assert!(!result.to_string().contains("]("), "{result}");
}

#[test]
fn junit_tells_findings_notes_and_what_was_not_done_apart() {
    insta::assert_snapshot!(text(&clean(), Format::Junit), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="orglint" tests="1" failures="0" errors="0" skipped="0">
      <testsuite name="orglint" tests="1" failures="0" errors="0" skipped="0">
        <testcase name="no findings" classname="orglint"/>
      </testsuite>
    </testsuites>
    "#);
    let mut run = small();
    let rule = run.rule("single-report", Severity::Info);
    let at = run.0.findings[0].primary.place;
    run.find(rule, "`cto` has one direct report", vec![Label::new(at, "here")]);
    run.not_checked(rule, &["company.employees"]);
    run.0.incomplete = true;
    insta::assert_snapshot!(text(&run, Format::Junit), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="orglint" tests="4" failures="1" errors="1" skipped="1">
      <testsuite name="org.yaml" tests="2" failures="1" errors="0" skipped="0">
        <testcase name="operations-function-under-cto (13:17)" classname="org.yaml" file="org.yaml" line="13">
          <failure message="Director of Service Delivery sits below the Chief Technology Officer" type="warning">org.yaml:13:17: this line leads to `cto`
    move it under `cio`, or keep it and note why</failure>
        </testcase>
        <testcase name="single-report (13:17)" classname="org.yaml" file="org.yaml" line="13">
          <system-out>`cto` has one direct report
    org.yaml:13:17: here
    move it under `cio`, or keep it and note why</system-out>
        </testcase>
      </testsuite>
      <testsuite name="reading" tests="1" failures="0" errors="1" skipped="0">
        <testcase name="read the input" classname="orglint">
          <error message="a part of the input could not be read, so this result is incomplete" type="incomplete"/>
        </testcase>
      </testsuite>
      <testsuite name="not checked" tests="1" failures="0" errors="0" skipped="1">
        <testcase name="single-report" classname="orglint">
          <skipped message="missing: company.employees"/>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn junit_text_stays_in_its_field() {
    let report = text(&hostile(), Format::Junit);
    assert_eq!(readers::test_cases(&report), 1);
    insta::assert_snapshot!(report, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="orglint" tests="1" failures="1" errors="0" skipped="0">
      <testsuite name="::error::a%0Ab\n::warning::&lt;/script&gt;`|`[x](http://y) &#35;&#35;[error]\u{202e}\u{1b}[31m ]]&gt; @z %%{init}%%&quot;&#39;.yaml" tests="1" failures="1" errors="0" skipped="0">
        <testcase name="rule (1:5)" classname="::error::a%0Ab\n::warning::&lt;/script&gt;`|`[x](http://y) &#35;&#35;[error]\u{202e}\u{1b}[31m ]]&gt; @z %%{init}%%&quot;&#39;.yaml" file="::error::a%0Ab\n::warning::&lt;/script&gt;`|`[x](http://y) &#35;&#35;[error]\u{202e}\u{1b}[31m ]]&gt; @z %%{init}%%&quot;&#39;.yaml" line="1">
          <failure message="::error::a%0Ab\n::warning::&lt;/script&gt;`|`[x](http://y) &#35;&#35;[error]\u{202e}\u{1b}[31m ]]&gt; @z %%{init}%%&quot;&#39;" type="warning">�:error::a%0Ab\n::warning::&lt;/script&gt;`|`[x](http://y) &#35;�[error]\u{202e}\u{1b}[31m ]]&gt; @z %%{init}%%&quot;&#39;.yaml:1:5: ::error::a%0Ab\n::warning::&lt;/script&gt;`|`[x](http://y) &#35;�[error]\u{202e}\u{1b}[31m ]]&gt; @z %%{init}%%&quot;&#39;
    �:error::a%0Ab ::warning::&lt;/script&gt;`|`[x](http://y) &#35;�[error]\u{202e}\u{1b}[31m ]]&gt; @z %%{init}%%&quot;&#39;</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn markdown_has_a_table_and_a_picture() {
    assert_eq!(text(&clean(), Format::Markdown), "## orglint\n\n58 positions, no findings\n");
    let mut run = small();
    let rule = run.rule("both-chiefs-needed-at-scale", Severity::Info);
    run.not_checked(rule, &["company.employees"]);
    run.0.incomplete = true;
    insta::assert_snapshot!(text(&run, Format::Markdown), @r#"
    ## orglint

    1 warning in 3 positions, 1 file

    > **Incomplete:** a part of the input could not be read, so this result is incomplete

    | Severity | Place | Finding | Rule |
    |---|---|---|---|
    | warning | <code>org.yaml:13</code> | Director of Service Delivery sits below the Chief Technology Officer<br><sub>move it under <code>cio</code>, or keep it and note why</sub> | <code>operations-function-under-cto</code> |

    ```mermaid
    flowchart TD
      n0["delivery"]:::found
      n1["cto"]
      n2["ceo"]
      n1 --> n0
      n2 --> n1
      classDef found stroke-width:3px
    ```

    - not checked: 1 rule, because the unread part may state facts that are missing
    "#);
}

#[test]
fn markdown_is_limited_and_can_count_by_rule() {
    let three = Options { max_findings: Some(3), ..Options::default() };
    let report = many().report(Format::Markdown, &three);
    assert_eq!(readers::table_rows(&report), 3);
    assert!(report.contains("\n12 more findings are not shown\n"), "{report}");
    let counts = Options { statistics: true, quiet: true, ..Options::default() };
    insta::assert_snapshot!(many().report(Format::Markdown, &counts), @"
    | Findings | Severity | Rule | |
    |---:|---|---|---|
    | 13 | warning | <code>operations-function-under-cto</code> | an operations function sits under the CTO |
    | 1 | error | <code>reporting-cycle</code> | an operations function sits under the CTO |
    | 1 | info | <code>single-report</code> | an operations function sits under the CTO |
    ");
}

#[test]
fn markdown_text_stays_in_its_field() {
    let report = text(&hostile(), Format::Markdown);
    assert_eq!(readers::table_rows(&report), 1);
    insta::assert_snapshot!(report, @r##"
    ## orglint

    1 warning in 0 positions, 2 files

    | Severity | Place | Finding | Rule |
    |---|---|---|---|
    | warning | <code>::error::a%0Ab\\n::warning::&lt;/script&gt;\`\|\`\[x\]\(http\://y\) &#35;<!-- -->&#35;<!-- -->\[error\]\\u\{202e\}\\u\{1b\}\[31m \]\]&gt; @<!-- -->z %%\{init\}%%"'.yaml:1</code> | ::error::a%0Ab\\n::warning::&lt;/script&gt;<code>\|</code>\[x\]\(http\://y\) &#35;<!-- -->&#35;<!-- -->\[error\]\\u\{202e\}\\u\{1b\}\[31m \]\]&gt; @<!-- -->z %%\{init\}%%"'<br><sub>::error::a%0Ab ::warning::&lt;/script&gt;<code>\|</code>\[x\]\(http\://y\) &#35;<!-- -->&#35;<!-- -->\[error\]\\u\{202e\}\\u\{1b\}\[31m \]\]&gt; @<!-- -->z %%\{init\}%%"'</sub> | <code>rule</code> |

    ```mermaid
    flowchart TD
      n0["#58;#58;error#58;#58;a#37;0Ab#92;n#58;#58;warning#58;#58;#60;#47;script#62;#96;#124;#96;#91;x#93;#40;http#58;#47;#47;y#41; #35;#35;#91;…"]:::found
      n1["ceo"]
      n1 --> n0
      classDef found stroke-width:3px
    ```
    "##);
}
