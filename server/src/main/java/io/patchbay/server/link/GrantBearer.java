package io.patchbay.server.link;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Secret;
import io.patchbay.server.vendor.Bearer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The token of one client, remembered between calls. A refresh runs on a thread of its own: who waits for it
/// may be interrupted, but the new pair must reach the database.
final class GrantBearer implements Bearer {
    private final GrantRefresh refresh;
    private final ExecutorService threads;
    private final ReentrantLock lock = new ReentrantLock();
    private GrantStore.@Nullable Grant known;

    GrantBearer(GrantRefresh refresh, ExecutorService threads) {
        this.refresh = refresh;
        this.threads = threads;
    }

    @Override
    public Secret token() throws ConnectorException, InterruptedException {
        lock.lockInterruptibly();
        try {
            GrantStore.Grant grant = known == null ? refresh.load() : known;
            known = grant;
            return secret(refresh.ageing(grant) ? youngest(grant) : grant);
        } finally {
            lock.unlock();
        }
    }

    /// A token endpoint that is away costs nothing as long as the token at hand is good.
    private GrantStore.Grant youngest(GrantStore.Grant grant) throws ConnectorException, InterruptedException {
        try {
            return refreshed(grant);
        } catch (ConnectorException e) {
            if (e.failure() instanceof Failure.Unauthorized || refresh.ended(grant)) {
                throw e;
            }
            return grant;
        }
    }

    @Override
    public Secret renewed(Secret rejected) throws ConnectorException, InterruptedException {
        lock.lockInterruptibly();
        try {
            // another thread or node may have refreshed since the rejected call began
            GrantStore.Grant grant = refresh.load();
            known = grant;
            return secret(secret(grant).equals(rejected) ? refreshed(grant) : grant);
        } finally {
            lock.unlock();
        }
    }

    private GrantStore.Grant refreshed(GrantStore.Grant grant) throws ConnectorException, InterruptedException {
        known = null; // whatever comes of it, this pair has had its time
        Future<GrantStore.Grant> under = threads.submit(() -> refresh.refresh(grant));
        try {
            GrantStore.Grant fresh = under.get();
            known = fresh;
            return fresh;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ConnectorException failure -> throw failure;
                case RuntimeException bug -> throw bug;
                case null, default ->
                    throw new ConnectorException(new Failure.Unavailable("the token could not be refreshed"), e);
            }
        }
    }

    private static Secret secret(GrantStore.Grant grant) {
        return new Secret(grant.tokens().access());
    }
}
