//! Files are written whole or not at all.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use tempfile::Builder;

use crate::error::Error;

/// What to do with a file that is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Leave it and say so.
    Keep,
    /// Write over it.
    Replace,
}

/// Writes `bytes` to `path`: first to a file beside it, which then takes its name.
///
/// # Errors
/// A file that is there and is to be kept; a folder that cannot be written to.
pub fn write_file(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), Error> {
    if existing == Existing::Keep && path.exists() {
        return Err(Error::Exists(path.to_owned()));
    }
    // a link stays a link to the file that is replaced
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let unwritable = |source| Error::Unwritable {
        path: path.to_owned(),
        source,
    };
    if target.is_dir() {
        return Err(unwritable(io::ErrorKind::IsADirectory.into()));
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut beside = builder(&target).tempfile_in(folder).map_err(unwritable)?;
    beside.write_all(bytes).map_err(unwritable)?;
    let named = match existing {
        Existing::Keep => beside.persist_noclobber(&target),
        Existing::Replace => beside.persist(&target),
    };
    named.map(|_| ()).map_err(|fault| unwritable(fault.error))
}

/// The new file gets the rights of the one it replaces, or those of any new file.
#[cfg(unix)]
fn builder(target: &Path) -> Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let rights = fs::metadata(target).map_or_else(|_| fs::Permissions::from_mode(0o666), |data| data.permissions());
    let mut builder = Builder::new();
    builder.prefix(".peaceplan-").permissions(rights);
    builder
}

#[cfg(not(unix))]
fn builder(_: &Path) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".peaceplan-");
    builder
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    #[test]
    fn a_file_is_kept_unless_it_may_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        write_file(&path, b"1", Existing::Keep).unwrap();
        assert!(matches!(write_file(&path, b"2", Existing::Keep), Err(Error::Exists(_))));
        assert_eq!(fs::read(&path).unwrap(), b"1");
        write_file(&path, b"2", Existing::Replace).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"2");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
    }
}
