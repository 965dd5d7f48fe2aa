package io.patchbay.server.vendor;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Turns of calls that somebody waits for: actions, trials of a configuration, refreshes of tokens. They wait 10 s at
/// most, and what is kept for them of each limit is theirs alone.
final class UrgentTurns implements Turns {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Budgets budgets;
    private final Account account;
    private final Until until;

    UrgentTurns(Budgets budgets, Account account, Until until) {
        this.budgets = budgets;
        this.account = account;
        this.until = until;
    }

    @Override
    public void take(Semaphore host, String name, int units) throws ConnectorException, InterruptedException {
        long latest = budgets.now() + PATIENCE.toNanos() / 1000;
        long at = budgets.now();
        for (int i = 0; i < units; i++) {
            at = budgets.bookFirst(account, latest);
            if (at > latest) {
                Duration wait = Duration.ofNanos((at - budgets.now()) * 1000);
                throw new ConnectorException(new Failure.Throttled(
                        "the calls to " + name + " are used up for the next " + (wait.toSeconds() + 1) + " s",
                        Optional.of(wait)));
            }
        }
        until.reached(at);
        if (!host.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new ConnectorException(new Failure.Unavailable(Breakdown.BUSY.sentence(name, 0)));
        }
    }
}
