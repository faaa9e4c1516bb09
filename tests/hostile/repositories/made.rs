//! Repositories that try to be something else: a change adds ordinary files that make a folder look like a
//! repository of its own, with other objects behind the names of commits, and with settings that run programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The chart before the change.
const BEFORE: &str = "positions:\n  - { id: ceo, title: Chief Executive Officer }\n  \
                      - { id: x, title: Head of X, reports_to: ceo }\n";

/// A repository with a base, a change that brings an error into the chart `org/org.yaml`, and a trick.
pub(crate) struct Hostile {
    folder: tempfile::TempDir,
    /// The commit before the change.
    pub(crate) base: String,
    /// What the trick is, for messages.
    pub(crate) name: String,
}

/// Settings that run a program, each on a line of a configuration; `PROGRAM` stands for one that leaves a mark.
const SETTINGS: [&str; 20] = [
    "[core]\n\tfsmonitor = PROGRAM",
    "[core]\n\tpager = PROGRAM",
    "[core]\n\tsshCommand = PROGRAM",
    "[core]\n\taskPass = PROGRAM",
    "[core]\n\teditor = PROGRAM",
    "[core]\n\talternateRefsCommand = PROGRAM",
    "[core]\n\thooksPath = HOOKS",
    "[core]\n\tattributesFile = ATTRIBUTES\n[filter \"bad\"]\n\tsmudge = PROGRAM\n\tclean = PROGRAM",
    "[core]\n\tworktree = ../..",
    "[diff]\n\texternal = PROGRAM",
    "[diff \"bad\"]\n\ttextconv = PROGRAM",
    "[credential]\n\thelper = !PROGRAM",
    "[gpg]\n\tprogram = PROGRAM",
    "[alias]\n\tls-tree = !PROGRAM\n\tcat-file = !PROGRAM\n\trev-parse = !PROGRAM",
    "[include]\n\tpath = more",
    "[includeIf \"gitdir:**\"]\n\tpath = more",
    "[safe]\n\tdirectory = *\n\tbareRepository = all",
    "[uploadpack]\n\tpackObjectsHook = PROGRAM",
    "[trace2]\n\teventTarget = MARK",
    "[extensions]\n\tpartialClone = origin\n[protocol]\n\tallow = always\n[protocol \"ext\"]\n\tallow = always\n\
     [remote \"origin\"]\n\turl = \"ext::PROGRAM\"\n\tpromisor = true",
];

/// What puts another commit in place of the base.
const FORGED: [&str; 6] = ["replace", "packed-replace", "branch", "grafts", "alternates", "shallow"];

/// Folders that are made to look like a repository.
const FOLDERS: [&str; 4] = ["org", "org/.hidden", "", "other"];

/// How many repositories [`Hostile::new`] makes.
pub(crate) const COUNT: usize = SETTINGS.len() + FORGED.len() * FOLDERS.len() + 2;

impl Hostile {
    /// The repository of a number.
    pub(crate) fn new(number: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut hostile = Self { folder, base: String::new(), name: String::new() };
        let work = hostile.work();
        fs::create_dir_all(work.join("org")).unwrap();
        git(&work, &["init", "-q", "-b", "main"]);
        hostile.write("org/org.yaml", BEFORE);
        hostile.base = hostile.commit();
        hostile.write("org/org.yaml", &BEFORE.replace("reports_to: ceo", "reports_to: nobody-here"));
        hostile.commit();
        let forged = hostile.forge();
        if let Some(setting) = SETTINGS.get(number) {
            hostile.name = format!("settings in org: {setting}");
            hostile.pretend("org", &forged);
            hostile.replace("org", &forged);
            hostile.settings("org", setting);
        } else if let Some(at) =
            number.checked_sub(SETTINGS.len()).filter(|at| *at < FORGED.len() * FOLDERS.len())
        {
            let (trick, folder) = (FORGED[at % FORGED.len()], FOLDERS[at / FORGED.len()]);
            hostile.name = format!("{trick} in `{folder}`");
            hostile.pretend(folder, &forged);
            hostile.trick(folder, trick, &forged);
        } else if number + 1 == COUNT {
            hostile.name = String::from("a folder that shares what `.git` has");
            hostile.pretend("org", &forged);
            hostile.write("org/commondir", "../.git\n");
            hostile.replace("org", &forged);
        } else {
            hostile.name = String::from("nothing but a change");
        }
        hostile.commit();
        hostile
    }

    /// The checkout.
    pub(crate) fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// Whether some program was run.
    pub(crate) fn has_run(&self) -> bool {
        self.mark().exists()
    }

    fn mark(&self) -> PathBuf {
        self.folder.path().join("mark")
    }

    /// A folder with a `git` in it that knows nothing of the newer variables and settings, to be the first of
    /// those where programs are looked for.
    pub(crate) fn older_git(&self) -> PathBuf {
        let folder = self.folder.path().join("older");
        fs::create_dir_all(&folder).unwrap();
        let known = Command::new("sh").args(["-c", "command -v git"]).output().unwrap().stdout;
        let known = String::from_utf8(known).unwrap();
        let script = format!(
            "#!/bin/sh\nunset GIT_NO_LAZY_FETCH GIT_CONFIG_GLOBAL GIT_ATTR_NOSYSTEM\nold=$#\n\
             while [ \"$old\" -gt 0 ]; do\n  if [ \"$1\" = safe.bareRepository=explicit ]; then set -- \"$@\" \
             safe.x=y; else set -- \"$@\" \"$1\"; fi\n  shift; old=$((old - 1))\ndone\nexec {} \"$@\"\n",
            known.trim()
        );
        let path = folder.join("git");
        fs::write(&path, script).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.work().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Commits all files and gives the commit. What is tried has to be possible in a repository that is
    /// fetched from somewhere.
    fn commit(&self) -> String {
        let work = self.work();
        git(&work, &["add", "-A", "-f"]);
        git(&work, &["commit", "-q", "--allow-empty", "-m", "c"]);
        git(&work, &["rev-parse", "HEAD"])
    }

    /// A commit, in a repository elsewhere, with the chart as it is after the change: with it as the base,
    /// nothing would be new.
    fn forge(&self) -> String {
        let forge = self.folder.path().join("forge");
        fs::create_dir_all(forge.join("org")).unwrap();
        git(&forge, &["init", "-q", "-b", "main"]);
        for path in ["org/org.yaml", "org.yaml"] {
            fs::copy(self.work().join("org/org.yaml"), forge.join(path)).unwrap();
        }
        git(&forge, &["add", "-A"]);
        git(&forge, &["commit", "-q", "-m", "forged"]);
        git(&forge, &["rev-parse", "HEAD"])
    }

    /// Makes a folder look like a repository, with the objects of the forged one.
    fn pretend(&self, folder: &str, forged: &str) {
        let at = |name: &str| Path::new(folder).join(name).to_string_lossy().into_owned();
        self.write(&at("HEAD"), "ref: refs/heads/main\n");
        self.write(&at("refs/heads/main"), &format!("{forged}\n"));
        self.write(&at("config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
        let objects = self.folder.path().join("forge/.git/objects");
        for entry in walkdir::WalkDir::new(&objects).into_iter().flatten() {
            let below = entry.path().strip_prefix(&objects).unwrap();
            let to = self.work().join(at("objects")).join(below);
            if entry.file_type().is_dir() {
                fs::create_dir_all(&to).unwrap();
            } else {
                fs::copy(entry.path(), &to).unwrap();
            }
        }
    }

    fn replace(&self, folder: &str, forged: &str) {
        let path = Path::new(folder).join("refs/replace").join(&self.base);
        self.write(&path.to_string_lossy(), &format!("{forged}\n"));
    }

    /// Puts the forged commit in place of the base.
    fn trick(&self, folder: &str, trick: &str, forged: &str) {
        let at = |name: &str| Path::new(folder).join(name).to_string_lossy().into_owned();
        match trick {
            "replace" => self.replace(folder, forged),
            "packed-replace" => {
                let refs = format!(
                    "# pack-refs with: peeled fully-peeled sorted\n{forged} refs/replace/{}\n",
                    self.base
                );
                self.write(&at("packed-refs"), &refs);
            }
            "branch" => self.write(&at(&format!("refs/heads/{}", self.base)), &format!("{forged}\n")),
            "grafts" => self.write(&at("info/grafts"), &format!("{} {forged}\n", self.base)),
            "alternates" => {
                self.write(&at("objects/info/alternates"), "../../.git/objects\n");
                self.replace(folder, forged);
            }
            _ => {
                self.write(&at("shallow"), &format!("{}\n", self.base));
                self.replace(folder, forged);
            }
        }
    }

    /// Adds settings that run a program which leaves a mark.
    fn settings(&self, folder: &str, settings: &str) {
        let program = self.folder.path().join("program");
        fs::write(&program, format!("#!/bin/sh\ntouch {}\n", self.mark().display())).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let hooks = self.work().join(folder).join("hooks");
        for hook in ["post-checkout", "reference-transaction", "post-index-change", "pre-commit"] {
            self.write(&format!("{folder}/hooks/{hook}"), &fs::read_to_string(&program).unwrap());
        }
        self.write(&format!("{folder}/attributes"), "* filter=bad diff=bad\n");
        self.write(&format!("{folder}/more"), &format!("[core]\n\tfsmonitor = {}\n", program.display()));
        let settings = settings
            .replace("PROGRAM", &program.display().to_string())
            .replace("HOOKS", &hooks.display().to_string())
            .replace("ATTRIBUTES", &self.work().join(folder).join("attributes").display().to_string())
            .replace("MARK", &self.mark().display().to_string());
        let head = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n";
        self.write(&format!("{folder}/config"), &format!("{head}{settings}\n"));
        // An object that is not there would be fetched.
        if settings.contains("promisor") {
            let blob = git(&self.folder.path().join("forge"), &["rev-parse", "HEAD:org/org.yaml"]);
            let object = format!("{folder}/objects/{}/{}", &blob[..2], &blob[2..]);
            fs::remove_file(self.work().join(object)).unwrap();
        }
    }
}

/// Git with nothing of the machine's own settings.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE").env_remove("GIT_WORK_TREE");
    let done = command.args(arguments).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}
