//! Where plans come from: the embedded set, a folder, a path, or standard input.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{CheckedFile, SourceFile},
    embedded::{self, EmbeddedPlan},
    error::{Error, nearest},
    halves::both,
    plan::{
        Plan,
        read::{Reading, read},
    },
    vocabulary::Vocabulary,
};

/// Name of the file in a folder of plans that is no plan.
const VOCABULARY_FILE: &str = "vocabulary.toml";

/// A set of plans and the vocabulary they use. Plans are parsed when they are asked for.
#[derive(Debug)]
pub struct Library {
    folder: Option<PathBuf>,
    texts: BTreeMap<String, Text>,
    /// Topics, parties and concepts: the folder's own, or the embedded ones.
    pub vocabulary: Vocabulary,
}

#[derive(Debug, Clone)]
enum Text {
    Embedded(&'static EmbeddedPlan),
    File(PathBuf),
}

impl Library {
    /// Opens `folder`, or the embedded set if there is none. A folder without a vocabulary uses the embedded one.
    ///
    /// # Errors
    /// An unreadable or empty folder, a broken vocabulary.
    pub fn open(folder: Option<&Path>) -> Result<Self, Error> {
        let Some(folder) = folder else {
            let texts = embedded::PLANS
                .iter()
                .map(|plan| (plan.id.to_owned(), Text::Embedded(plan)));
            return Ok(Self {
                folder: None,
                texts: texts.collect(),
                vocabulary: Vocabulary::embedded()?,
            });
        };
        let unreadable = |source| Error::Unreadable {
            path: folder.to_owned(),
            source,
        };
        let mut texts = BTreeMap::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let is_plan =
                path.extension() == Some(OsStr::new("toml")) && path.file_name() != Some(OsStr::new(VOCABULARY_FILE));
            if is_plan && !path.is_dir() {
                texts.insert(id_of(&path), Text::File(path));
            }
        }
        if texts.is_empty() {
            return Err(Error::NoPlans(folder.to_owned()));
        }
        let vocabulary = folder.join(VOCABULARY_FILE);
        let vocabulary = if vocabulary.exists() {
            Vocabulary::read(&read_file(&vocabulary)?)?
        } else {
            Vocabulary::embedded()?
        };
        Ok(Self {
            folder: Some(folder.to_owned()),
            texts,
            vocabulary,
        })
    }

    /// The folder that replaces the embedded set, if one does.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Ids of all plans, in their alphabetical order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The plan of that name: an id, an unambiguous beginning of one, a path, or `-` for standard input.
    ///
    /// # Errors
    /// An unknown or ambiguous name, a file that cannot be read, a plan with errors.
    pub fn plan(&self, name: &str) -> Result<Plan, Error> {
        if let Some(Text::Embedded(plan)) = self.text(name)?
            && let Some(plan) = plan.prepared()
        {
            return Ok(plan);
        }
        let (id, file) = self.file(name)?;
        usable(file, |file| read(&id, file, &self.vocabulary))
    }

    /// Two plans by name; two files are read at the same time.
    ///
    /// # Errors
    /// Those of [`Library::plan`], of the left plan first.
    pub fn two_plans(&self, left: &str, right: &str) -> Result<(Plan, Plan), Error> {
        if is_path(left) && is_path(right) {
            let (left, right) = both(|| self.plan(left), || self.plan(right));
            return Ok((left?, right?));
        }
        Ok((self.plan(left)?, self.plan(right)?))
    }

    /// All plans, the oldest first, undated ones last.
    ///
    /// # Errors
    /// Those of [`Library::plan`]; faulty files are reported together.
    pub fn plans(&self) -> Result<Vec<Plan>, Error> {
        let mut plans = Vec::new();
        let mut faulty = Vec::new();
        for id in self.ids() {
            match self.plan(id) {
                Ok(plan) => plans.push(plan),
                Err(Error::FaultyFiles(files)) => faulty.extend(files),
                Err(other) => return Err(other),
            }
        }
        if !faulty.is_empty() {
            return Err(Error::FaultyFiles(faulty));
        }
        plans.sort_by(|a, b| by_date(a).cmp(&by_date(b)));
        Ok(plans)
    }

    /// Id and text of the plan of that name, unparsed.
    ///
    /// # Errors
    /// An unknown or ambiguous name, a file that cannot be read.
    pub fn file(&self, name: &str) -> Result<(String, SourceFile), Error> {
        if name == "-" {
            return Ok(("stdin".into(), read_standard_input()?));
        }
        if is_path(name) {
            let path = Path::new(name);
            return Ok((id_of(path), read_file(path)?));
        }
        let id = self.resolve(name)?;
        let file = match &self.texts[id] {
            Text::Embedded(plan) => SourceFile {
                name: format!("proposals/{id}.toml"),
                text: plan.text.to_owned(),
            },
            Text::File(path) => read_file(path)?,
        };
        Ok((id.to_owned(), file))
    }

    /// Where the plan of that name comes from; `None` if it is none of the set.
    fn text(&self, name: &str) -> Result<Option<&Text>, Error> {
        if name == "-" || is_path(name) {
            return Ok(None);
        }
        Ok(Some(&self.texts[self.resolve(name)?]))
    }

    fn resolve<'l>(&'l self, name: &str) -> Result<&'l str, Error> {
        if let Some((id, _)) = self.texts.get_key_value(name) {
            return Ok(id);
        }
        let candidates: Vec<&str> = self
            .ids()
            .filter(|id| !name.is_empty() && id.starts_with(name))
            .collect();
        match candidates.as_slice() {
            [one] => Ok(one),
            [] => Err(Error::UnknownPlan {
                name: name.to_owned(),
                nearest: nearest(name, self.ids()),
            }),
            many => Err(Error::AmbiguousPlan {
                name: name.to_owned(),
                candidates: many.iter().map(|id| (*id).to_owned()).collect(),
            }),
        }
    }
}

/// Whether the name of a plan is that of a file.
#[must_use]
pub fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || name.ends_with(".toml")
}

/// Order of plans by date, undated ones last, plans of one day by id.
fn by_date(plan: &Plan) -> (bool, Option<crate::plan::Date>, &str) {
    (plan.date.is_none(), plan.date, &plan.id)
}

fn usable(file: SourceFile, read: impl FnOnce(&SourceFile) -> Reading) -> Result<Plan, Error> {
    let Reading { plan, diagnostics, .. } = read(&file);
    plan.ok_or_else(|| Error::FaultyFiles(vec![CheckedFile { file, diagnostics }]))
}

fn id_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads a text file.
///
/// # Errors
/// A file that cannot be read or is not UTF-8.
pub fn read_file(path: &Path) -> Result<SourceFile, Error> {
    let bytes = fs::read(path).map_err(|source| Error::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    text_file(path.display().to_string(), bytes)
}

/// Name and bytes of a file, `-` for standard input. Of one larger than `limit` only so much is read that this shows.
///
/// # Errors
/// A file that cannot be read.
pub fn read_bytes(name: &str, limit: usize) -> Result<(String, Vec<u8>), Error> {
    let unreadable = |source| Error::Unreadable {
        path: name.into(),
        source,
    };
    let mut bytes = Vec::new();
    let limit = limit as u64 + 1;
    if name == "-" {
        io::stdin().take(limit).read_to_end(&mut bytes).map_err(unreadable)?;
        return Ok(("<stdin>".into(), bytes));
    }
    let file = fs::File::open(name).map_err(unreadable)?;
    file.take(limit).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok((name.to_owned(), bytes))
}

fn read_standard_input() -> Result<SourceFile, Error> {
    let mut bytes = Vec::new();
    io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|source| Error::Unreadable {
            path: "<stdin>".into(),
            source,
        })?;
    text_file("<stdin>".into(), bytes)
}

fn text_file(name: String, bytes: Vec<u8>) -> Result<SourceFile, Error> {
    match String::from_utf8(bytes) {
        Ok(text) => {
            // editors on Windows put a byte-order mark at the beginning
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            Ok(SourceFile { name, text })
        }
        Err(fault) => Err(Error::NotText {
            name,
            offset: fault.utf8_error().valid_up_to(),
        }),
    }
}
