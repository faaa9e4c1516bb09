//! The build step refuses a vocabulary that is not sound, and says where and why.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

#[expect(dead_code, unreachable_pub, reason = "shared with the build script, which uses all of it")]
#[path = "../build/vocabulary.rs"]
mod vocabulary;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What the build step says to the project's own vocabulary with one text changed.
fn built_with(file: &str, old: &str, new: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(vocabulary::FOLDER),
        &folder.path().join(vocabulary::FOLDER),
    );
    let path = folder.path().join(vocabulary::FOLDER).join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} has no `{old}`");
    fs::write(&path, text.replacen(old, new, 1)).unwrap();
    vocabulary::generate(folder.path(), folder.path())
}

fn refusal(file: &str, old: &str, new: &str) -> String {
    built_with(file, old, new).unwrap_err()
}

#[test]
fn the_vocabulary_as_it_is_is_sound() {
    assert_eq!(built_with("sources.yaml", "article:", "article:"), Ok(()));
}

#[test]
fn the_same_vocabulary_gives_the_same_tables() {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for _ in 0..2 {
        vocabulary::generate(own, folder.path()).unwrap();
        texts.push(fs::read_to_string(folder.path().join("vocabulary.rs")).unwrap());
    }
    assert!(texts[0] == texts[1]);
}

#[test]
fn unknown_words_are_refused() {
    let product = "functions/product.yaml";
    assert_eq!(
        refusal(product, "domain: product", "domain: products"),
        "rules/vocabulary/functions/product.yaml: `product-infrastructure`: unknown domain `products`; known: \
         operations, product, shared, neither, depends"
    );
    assert!(refusal(product, "basis: article-says", "basis: article").contains("unknown basis `article`"));
    assert!(
        refusal(product, "sources: [article,", "sources: [articles,")
            .contains("no source has the key `articles`")
    );
    assert!(refusal(product, "unclear_in: [quality", "unclear_in: [qualities").contains("`qualities`"));
    assert!(refusal("industries.yaml", "[consumer-goods, pharma,", "[goods, pharma,").contains("`goods`"));
    assert!(refusal(product, "names:", "name_s:").contains("functions/product.yaml: "));
    assert!(refusal("languages.yaml", "de:\n", "xx:\n").contains("no language has the code `xx`"));
    assert!(refusal("seats.yaml", "- id: cio\n", "- id: cioo\n").contains("`cio` stands there once"));
    assert!(
        refusal("qualifiers.yaml", "former:", "formerly:").contains("qualifiers.yaml: unknown qualifier")
    );
    assert!(refusal("words.yaml", "  head: [head,", "  heads: [head,").contains("unknown grade `heads`"));
    assert!(refusal("acronyms.yaml", "usual: cio", "usual: cto").contains("`usual` differs"));
}

#[test]
fn a_phrase_has_one_meaning() {
    let operations = "functions/operations.yaml";
    assert_eq!(
        refusal(operations, "[service delivery,", "[service delivery, engineering,"),
        "rules/vocabulary/functions/operations.yaml: `service-delivery`: `engineering` stands in both `engineering` \
         and `service-delivery`"
    );
    let unread = refusal(operations, "[service delivery,", "[service delivery, Service-Delivery,");
    assert!(unread.contains("read as `service delivery`"), "{unread}");
    let both = refusal(operations, "[service delivery,", "[service delivery, vertrieb, sales,");
    assert_eq!(both.lines().count(), 2, "{both}");
    let own = refusal(operations, "not: [customer service delivery,", "not: [service delivery,");
    assert!(own.contains("`service delivery` is both its own and a counter-phrase"), "{own}");
    assert!(
        refusal("seats.yaml", "acronyms: [coo]", "acronyms: [coo, cfo]").contains("`cfo` stands in both")
    );
}

#[test]
fn a_phrase_is_written_as_it_is_read() {
    let operations = "functions/operations.yaml";
    for unread in
        ["Service Delivery", "service-delivery", "service delivery!", "\"\"", "\"service, delivery\""]
    {
        let error = refusal(operations, "[service delivery,", &format!("[{unread}, service delivery,"));
        assert!(
            error.starts_with("rules/vocabulary/functions/operations.yaml: `service-delivery`: `"),
            "{error}"
        );
    }
}

#[test]
fn a_function_says_what_its_side_rests_on() {
    let file = "functions/operations.yaml";
    let error = refusal(file, "sources: [article, gitlab-it]", "sources: [gitlab-it]");
    assert!(error.contains("lacks the source that its basis names"), "{error}");
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = vocabulary::generate(folder.path(), folder.path()).unwrap_err();
    assert!(error.starts_with("rules/vocabulary/functions/operations.yaml: "), "{error}");
}
