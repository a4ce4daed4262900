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
/// A file that is there and is to be kept, may not be written to, or is no regular file; a folder that cannot be
/// written to.
pub fn write_file(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), Error> {
    // a link stays a link to the file that is replaced
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let unwritable = |source| Error::Unwritable {
        path: path.to_owned(),
        source,
    };
    if target.is_dir() {
        return Err(unwritable(io::ErrorKind::IsADirectory.into()));
    }
    match fs::metadata(&target) {
        // a device or a pipe would be replaced by a file of its name
        Ok(data) if !data.is_file() => return Err(unwritable(io::Error::other("it is no regular file"))),
        Ok(_) if existing == Existing::Keep => return Err(Error::Exists(path.to_owned())),
        Ok(data) if data.permissions().readonly() => {
            return Err(unwritable(io::ErrorKind::PermissionDenied.into()));
        }
        // the new file takes the place of one whose owner may forbid that
        Ok(_) => drop(fs::OpenOptions::new().write(true).open(&target).map_err(unwritable)?),
        Err(_) => {}
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

    #[test]
    fn a_file_that_may_not_be_written_to_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(&path, "1").unwrap();
        let mut rights = fs::metadata(&path).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&path, rights).unwrap();
        let written = write_file(&path, b"2", Existing::Replace);
        assert!(matches!(written, Err(Error::Unwritable { .. })), "{written:?}");
        assert_eq!(fs::read(&path).unwrap(), b"1");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_stays_what_it_is() {
        use std::os::unix::{fs::FileTypeExt, net::UnixListener};
        let folder = tempfile::tempdir().unwrap();
        let (socket, link) = (folder.path().join("socket"), folder.path().join("link"));
        let _listener = UnixListener::bind(&socket).unwrap();
        std::os::unix::fs::symlink(&socket, &link).unwrap();
        for path in [&socket, &link] {
            let fault = write_file(path, b"2", Existing::Replace).unwrap_err().to_string();
            assert!(fault.ends_with("it is no regular file"), "{fault}");
        }
        assert!(fs::metadata(&socket).unwrap().file_type().is_socket());
    }
}
