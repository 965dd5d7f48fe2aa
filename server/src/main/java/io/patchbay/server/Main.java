package io.patchbay.server;

import io.patchbay.server.access.FirstAccount;
import io.patchbay.server.db.StartupProblem;
import io.patchbay.server.web.Links;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.util.ExceptionUtil;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts the service and says on the console where it is, or in one sentence why it cannot start.
@QuarkusMain
public final class Main implements QuarkusApplication {
    private final Links links;
    private final FirstAccount firstAccount;

    Main(Links links, FirstAccount firstAccount) {
        this.links = links;
        this.firstAccount = firstAccount;
    }

    public static void main(String... arguments) {
        Quarkus.run(Main.class, Main::ended, arguments);
    }

    @Override
    public int run(String... arguments) {
        PrintStream console = System.out;
        console.printf("""

                Patchbay is ready.
                  console        %s
                  API            %s
                  documentation  %s
                """, links.root("/console"), links.root("/api/v1"), links.root("/q/swagger-ui/"));
        firstAccount
                .madeUp()
                .ifPresent(made ->
                        console.printf("""
                        An account was made for you. Its password is shown this once;
                        set PATCHBAY_ADMIN_EMAIL and PATCHBAY_ADMIN_PASSWORD to choose your own.
                          email          %s
                          password       %s
                        """, made.email(), made.password().reveal()));
        console.println();
        Quarkus.waitForExit();
        return 0;
    }

    private static void ended(int code, @Nullable Throwable reason) {
        if (reason != null) {
            Optional<String> sentence = sentence(reason);
            if (sentence.isPresent()) {
                System.err.println(sentence.get());
            } else {
                reason.printStackTrace(System.err);
            }
        }
        System.exit(code);
    }

    private static Optional<String> sentence(Throwable reason) {
        Optional<String> problem = StartupProblem.behind(reason).map(Throwable::getMessage);
        return ExceptionUtil.getRootCause(reason) instanceof QuarkusBindException taken
                ? Optional.of("Port " + taken.getPort() + " of " + taken.getHost()
                        + " is in use or not ours to take: set PATCHBAY_PORT or PATCHBAY_HOST to another.")
                : problem;
    }
}
