//! The command line of wit-bindgen for a machine without it: `wit-bindgen c WIT --out-dir DIR --world NAME`.
//!
//! The generators are wit-bindgen's own crates. Known are the languages `c`, `csharp`, `go`, `moonbit` and `rust`, and of
//! their options those that this repository uses; the others are refused.

use anyhow::{bail, Context, Result};
use std::path::PathBuf;
use wit_bindgen_core::wit_parser::Resolve;
use wit_bindgen_core::{Files, WorldGenerator};

const USAGE: &str = "usage: wit-bindgen c|csharp|go|moonbit|rust WIT [--out-dir DIR] [--world NAME] [--all-features] \
[--no-object-file] [--no-sig-flattening] [--autodrop-borrows yes|no] [--generate-stub] [--stubs] [--generate-all] [--runtime-path PATH] [--derive-show] \
[--derive-eq] [--project-name NAME] [--gen-dir DIR]";

#[derive(Default)]
struct Arguments {
    wit: Vec<PathBuf>,
    out_dir: PathBuf,
    world: Option<String>,
    all_features: bool,
    c: wit_bindgen_c::Opts,
    csharp: wit_bindgen_csharp::Opts,
    moonbit: wit_bindgen_moonbit::Opts,
    rust: wit_bindgen_rust::Opts,
}

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let language = words.next().unwrap_or_default();
    if language == "--version" || language == "-V" {
        println!("wit-bindgen-cli 0.63.0 (stand-in)");
        return Ok(());
    }
    let Some(arguments) = read(words)? else {
        println!("{USAGE}");
        return Ok(());
    };
    let mut generator: Box<dyn WorldGenerator> = match language.as_str() {
        "c" => arguments.c.build(),
        "csharp" | "c-sharp" => arguments.csharp.build(),
        "go" => wit_bindgen_go::Opts::default().build(),
        "moonbit" => arguments.moonbit.build(),
        "rust" => Box::new(arguments.rust.build()),
        _ => bail!("{USAGE}"),
    };
    let mut resolve = Resolve::default();
    resolve.all_features = arguments.all_features;
    let mut packages = Vec::new();
    for wit in &arguments.wit {
        packages.push(resolve.push_path(wit)?.0);
    }
    let world = resolve.select_world(&packages, arguments.world.as_deref())?;
    let mut files = Files::default();
    generator.generate(&mut resolve, world, &mut files)?;
    for (name, contents) in files.iter() {
        let path = arguments.out_dir.join(name);
        eprintln!("Generating {path:?}");
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).with_context(|| format!("cannot make {parent:?}"))?;
        }
        std::fs::write(&path, contents).with_context(|| format!("cannot write {path:?}"))?;
    }
    Ok(())
}

/// Nothing, when help was asked for.
fn read(mut words: impl Iterator<Item = String>) -> Result<Option<Arguments>> {
    let mut read = Arguments { out_dir: PathBuf::from("."), ..Arguments::default() };
    while let Some(word) = words.next() {
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name.to_string(), Some(value.to_string())),
            _ => (word, None),
        };
        let mut value = || inline.clone().or_else(|| words.next()).with_context(|| format!("{name} needs a value"));
        match name.as_str() {
            "--help" | "-h" => return Ok(None),
            "--out-dir" => read.out_dir = PathBuf::from(value()?),
            "--world" | "-w" => read.world = Some(value()?),
            "--all-features" => read.all_features = true,
            "--no-object-file" => read.c.no_object_file = true,
            "--no-sig-flattening" => read.c.no_sig_flattening = true,
            "--autodrop-borrows" => {
                read.c.autodrop_borrows = match value()?.as_str() {
                    "yes" => wit_bindgen_c::Enabled::Yes,
                    _ => wit_bindgen_c::Enabled::No,
                }
            }
            "--generate-stub" => read.csharp.generate_stub = true,
            // The only runtime that is left beside Mono, and the default.
            "--runtime" => match value()?.as_str() {
                "native-aot" => {}
                other => bail!("--runtime {other} is not known here"),
            },
            "--stubs" => read.rust.stubs = true,
            "--generate-all" => read.rust.generate_all = true,
            "--runtime-path" => read.rust.runtime_path = Some(value()?),
            "--derive-show" => read.moonbit.derive.derive_show = true,
            "--derive-eq" => read.moonbit.derive.derive_eq = true,
            "--project-name" => read.moonbit.project_name = Some(value()?),
            "--gen-dir" => read.moonbit.gen_dir = value()?,
            flag if flag.starts_with('-') => bail!("{flag} is not known here\n{USAGE}"),
            path => read.wit.push(PathBuf::from(path)),
        }
    }
    if read.moonbit.gen_dir.is_empty() {
        read.moonbit.gen_dir = "gen".to_string();
    }
    Ok(Some(read))
}
