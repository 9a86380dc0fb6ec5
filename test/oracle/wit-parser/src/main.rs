//! Answers what wit-parser says about WIT: one JSON request per line in, one JSON answer per line out.
//!
//! Request: `{"path": "file or folder"}` or `{"text": "package a:b; ..."}`, with `"features": ["f"]` or `"all": true`.
//! Answer: `{"ok": <Resolve as wasm-tools prints it>}`, or `{"error": {"message", "file"?, "line"?, "column"?}}`.
//! Columns count characters from 1.

use serde_json::{json, Value};
use std::io::{BufRead, Write};
use std::panic::{catch_unwind, AssertUnwindSafe};
use wit_parser::{ParseError, Resolve, ResolveError, Span};

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request: Value = serde_json::from_str(&line.expect("a line")).expect("a JSON request");
        let answer = catch_unwind(AssertUnwindSafe(|| answer(&request)))
            .unwrap_or_else(|_| r#"{"error":{"message":"wit-parser panicked"}}"#.to_string());
        writeln!(out, "{answer}").expect("stdout");
    }
}

fn answer(request: &Value) -> String {
    let mut resolve = Resolve::default();
    resolve.all_features = request["all"].as_bool().unwrap_or(false);
    for feature in request["features"].as_array().into_iter().flatten() {
        resolve.features.insert(feature.as_str().expect("a feature").to_string());
    }
    let result = match (request["path"].as_str(), request["text"].as_str()) {
        (Some(path), _) => resolve.push_path(path).map(|_| ()),
        (_, Some(text)) => resolve.push_source("main.wit", text).map(|_| ()),
        _ => panic!("a request has a path or a text"),
    };
    match result {
        Ok(()) => format!(r#"{{"ok":{}}}"#, serde_json::to_string(&resolve).expect("JSON")),
        Err(error) => json!({ "error": place(&resolve, &error) }).to_string(),
    }
}

fn place(resolve: &Resolve, error: &anyhow::Error) -> Value {
    let span: Option<Span> = error.chain().find_map(|layer| {
        let parse = layer.downcast_ref::<ParseError>().map(|e| e.kind().span());
        parse.or_else(|| layer.downcast_ref::<ResolveError>().map(|e| e.kind().span()))
    });
    let message = error.root_cause().to_string();
    let Some(found) = span.and_then(|span| resolve.source_map.resolve_span(span)) else {
        return json!({ "message": message });
    };
    // Spans are relative to the text that was pushed.
    let before = text_before(found.path, found.range.start);
    match before {
        None => json!({ "message": message, "file": found.path, "offset": found.range.start }),
        Some(before) => {
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            json!({ "message": message, "file": found.path, "line": line, "column": column })
        }
    }
}

fn text_before(path: &str, offset: usize) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    text.get(..offset).map(str::to_string)
}
