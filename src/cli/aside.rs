//! Files that are whole or not there at all: what is written has no name until it is complete, whatever
//! ends the program meanwhile.

use std::fs::{self, File, Permissions};
use std::io::{self, Seek as _, Write};
use std::path::Path;

/// What becomes of a file that has the name already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It stays, and nothing is written.
    Kept,
    /// It gives way once the new one is whole.
    Replaced,
}

/// Writes a file that gets its name when it is whole. When that fails nothing stays behind, and what had
/// the name before is still there.
pub(super) fn write_aside(
    target: &Path,
    taken: Taken,
    text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if taken == Taken::Kept && fs::symlink_metadata(target).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let before = fs::metadata(target).ok().map(|data| data.permissions());
    let before = before.filter(|_| taken == Taken::Replaced);
    if before.as_ref().is_some_and(Permissions::readonly) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    // No name leads to it, so the system takes it away with the program.
    let mut file = tempfile::tempfile_in(folder_of(target))?;
    text(&mut file)?;
    if let Some(before) = &before {
        file.set_permissions(before.clone())?;
    }
    match link(&file, target, taken) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => copy(file, target, taken, before),
        result => result,
    }
}

/// Whether what is asked for is no place for a file of its own: a device, a pipe, or what another process
/// keeps open.
pub(super) fn is_special(path: &Path, target: &Path) -> bool {
    let is_no_file = fs::metadata(target).is_ok_and(|data| !data.is_file());
    is_no_file || is_device(path)
}

/// Whether a path is where the system has its devices, and what processes keep open.
pub(super) fn is_device(path: &Path) -> bool {
    ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder))
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A hidden name that tells whose it is.
fn hidden() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".orglint-").suffix(".tmp");
    builder
}

/// Gives a file without a name the one it is to have.
fn link(file: &File, target: &Path, taken: Taken) -> io::Result<()> {
    match taken {
        Taken::Kept => name(file, target),
        // A name that is taken is not given twice; one that is renamed goes over it.
        Taken::Replaced => {
            let named = hidden().make_in(folder_of(target), |path| name(file, path))?;
            Ok(named.into_temp_path().persist(target)?)
        }
    }
}

#[cfg(target_os = "linux")]
fn name(file: &File, path: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd as _;

    use rustix::fs::{AtFlags, CWD, linkat};
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn name(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Copies a file without a name where none can be given to it. Only a program that is ended in this moment
/// leaves its hidden copy behind.
fn copy(mut file: File, target: &Path, taken: Taken, permissions: Option<Permissions>) -> io::Result<()> {
    file.rewind()?;
    let mut named = hidden().make_in(folder_of(target), |path| File::create_new(path))?;
    io::copy(&mut file, named.as_file_mut())?;
    if let Some(permissions) = permissions {
        named.as_file().set_permissions(permissions)?;
    }
    match taken {
        Taken::Kept => named.persist_noclobber(target)?,
        Taken::Replaced => named.persist(target)?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    fn write(target: &Path, taken: Taken, text: &str) -> Result<(), io::ErrorKind> {
        write_aside(target, taken, |out| out.write_all(text.as_bytes())).map_err(|error| error.kind())
    }

    /// The other way, whatever the system can do.
    fn write_by_copy(target: &Path, taken: Taken, text: &str) -> Result<(), io::ErrorKind> {
        let mut file = tempfile::tempfile_in(folder_of(target)).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        copy(file, target, taken, None).map_err(|error| error.kind())
    }

    #[test]
    fn what_fails_half_way_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("report.json");
        let half = |out: &mut dyn Write| {
            out.write_all(b"{ \"half\"")?;
            Err(io::ErrorKind::StorageFull.into())
        };
        for taken in [Taken::Kept, Taken::Replaced] {
            let result = write_aside(&target, taken, half).map_err(|error| error.kind());
            assert_eq!(result, Err(io::ErrorKind::StorageFull));
            assert!(names(folder.path()).is_empty());
        }
        write(&target, Taken::Replaced, "whole").unwrap();
        assert!(write_aside(&target, Taken::Replaced, half).is_err());
        assert_eq!(names(folder.path()), ["report.json"]);
        assert_eq!(fs::read_to_string(&target).unwrap(), "whole");
    }

    #[test]
    fn the_final_name_is_free_until_all_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("report.json");
        let look = |out: &mut dyn Write| {
            out.write_all(b"half")?;
            assert!(!target.exists());
            // Where files can be without a name, there is nothing to be left behind.
            assert!(cfg!(windows) || names(folder.path()).is_empty());
            out.write_all(b" and half")
        };
        write_aside(&target, Taken::Kept, look).unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "half and half");
    }

    #[test]
    fn a_file_that_is_there_is_kept_or_replaced_on_either_way() {
        type Way = fn(&Path, Taken, &str) -> Result<(), io::ErrorKind>;
        for way in [write as Way, write_by_copy] {
            let folder = tempfile::tempdir().unwrap();
            let target = folder.path().join("file");
            let text = || fs::read_to_string(&target).unwrap();
            assert_eq!((way(&target, Taken::Kept, "one"), text()), (Ok(()), "one".to_owned()));
            let again = way(&target, Taken::Kept, "two");
            assert_eq!((again, text()), (Err(io::ErrorKind::AlreadyExists), "one".to_owned()));
            assert_eq!((way(&target, Taken::Replaced, "three"), text()), (Ok(()), "three".to_owned()));
            assert_eq!(names(folder.path()), ["file"]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_has_the_permissions_of_any_new_one_and_keeps_those_it_had() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let [plain, target, copied] = ["plain", "report", "copied"].map(|name| folder.path().join(name));
        fs::write(&plain, "").unwrap();
        write(&target, Taken::Replaced, "new").unwrap();
        write_by_copy(&copied, Taken::Replaced, "new").unwrap();
        assert_eq!([mode(&target), mode(&copied)], [mode(&plain); 2]);
        fs::set_permissions(&target, Permissions::from_mode(0o640)).unwrap();
        write(&target, Taken::Replaced, "newer").unwrap();
        assert_eq!(mode(&target), 0o640);
        fs::set_permissions(&target, Permissions::from_mode(0o440)).unwrap();
        assert_eq!(write(&target, Taken::Replaced, "newest"), Err(io::ErrorKind::PermissionDenied));
        assert_eq!(fs::read_to_string(&target).unwrap(), "newer");
    }
}
