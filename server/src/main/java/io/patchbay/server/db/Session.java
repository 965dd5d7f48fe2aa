package io.patchbay.server.db;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A session of its own keeps a Ctrl-C in the terminal from the database: it goes to the service alone, which still
/// has to write what it accepted before it stops the database itself.
final class Session {
    /// Comes before the program on the command line; neither variant forks, so the process stays a child of ours.
    static final List<String> OF_ITS_OWN = find();

    private Session() {}

    private static List<String> find() {
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            return List.of("/usr/bin/setsid");
        }
        return Files.isExecutable(Path.of("/usr/bin/perl"))
                ? List.of("/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!")
                : List.of();
    }
}
