package io.patchbay.server.db;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How a program of PostgreSQL, which refuses to run as root, is run by whoever runs the service. Root enters a user
/// namespace, in which it is nobody in name but still owns its files; where containers forbid that, it becomes
/// another account, which then owns the database's folder.
///
/// @param prefix what comes before the program on the command line
/// @param owner the account that the database's files must belong to
record Privileges(List<String> prefix, long owner) {
    private static final List<String> ACCOUNTS = List.of("postgres", "nobody");

    /// What setpriv does, for macOS. Unlike sudo it does not fork, so the process stays a child of ours.
    private static final String BECOME = """
            my (undef, undef, $u, $g) = getpwnam(shift) or die; $( = $g; $) = "$g $g"; \
            POSIX::setuid($u) or die; exec { $ARGV[0] } @ARGV or die""";

    static boolean areRoots() {
        return new UnixSystem().getUid() == 0;
    }

    static Privileges find() {
        if (!areRoots()) {
            return new Privileges(List.of(), new UnixSystem().getUid());
        }
        return succeeds("unshare", "--user", "true") ? new Privileges(List.of("unshare", "--user"), 0) : otherAccount();
    }

    static Privileges otherAccount() {
        for (String account : ACCOUNTS) {
            List<String> prefix = System.getProperty("os.name").startsWith("Mac")
                    ? List.of("/usr/bin/perl", "-MPOSIX", "-e", BECOME, account)
                    : List.of("setpriv", "--reuid=" + account, "--regid=65534", "--clear-groups");
            if (succeeds(with(prefix, "true"))) {
                return new Privileges(prefix, uid(prefix));
            }
        }
        throw new StartupProblem("PostgreSQL does not run as root, and this system lets root become neither a user"
                + " namespace (unshare) nor the account postgres or nobody (setpriv): start the service as an ordinary"
                + " user or set PATCHBAY_DATABASE_URL.");
    }

    /// Gives a tree to the account that will use it. Only root has to.
    void own(Path tree) throws IOException {
        if (!areRoots() || !Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", (int) owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /// Lets the account of the server pass through the data folder, but not look into it.
    void admitTo(Path folder) throws IOException {
        if (owner != new UnixSystem().getUid()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    private static long uid(List<String> prefix) {
        try {
            Process id = new ProcessBuilder(with(prefix, "id", "-u")).start();
            return Long.parseLong(new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new StartupProblem("The program id does not run: " + e.getMessage(), e);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String[] with(List<String> prefix, String... command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(List.of(command));
        return whole.toArray(String[]::new);
    }
}
