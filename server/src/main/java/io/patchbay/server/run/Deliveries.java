package io.patchbay.server.run;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Delivery;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Received.Follow;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.DeliveryAddresses;
import io.patchbay.server.client.Receiving.Taken;
import io.patchbay.server.client.Status;
import io.patchbay.server.vendor.Postponed;
import io.patchbay.server.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Gives clients what their vendors send, between their polls, and has the vendors told where to send it. All of it
/// only makes the picture earlier: whatever goes wrong here, the next poll puts it right.
final class Deliveries {
    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final Duration FOR_AN_OPEN = Duration.ofSeconds(2);
    private static final Duration FOR_A_DELIVERY = Duration.ofSeconds(90);
    private static final Duration FOR_A_REGISTRATION = Duration.ofSeconds(30);
    private static final Duration FOR_A_FAREWELL = Duration.ofSeconds(5);
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long FIRST_PAUSE = Duration.ofMinutes(1).toMillis();
    private static final long LONGEST_PAUSE = Duration.ofHours(6).toMillis();

    private final DeliveryAddresses addresses;
    private final Opening opening;
    private final Storing storing;
    private final Vendors vendors;
    private final InstantSource clock;
    private final RecentCalls recent;

    Deliveries(
            DeliveryAddresses addresses,
            Opening opening,
            Storing storing,
            Vendors vendors,
            InstantSource clock,
            RecentCalls recent) {
        this.addresses = addresses;
        this.opening = opening;
        this.storing = storing;
        this.vendors = vendors;
        this.clock = clock;
        this.recent = recent;
    }

    /// Returns before the client has been given it.
    Taken receive(Runner runner, Delivery delivery) {
        Optional<OpenClient> open = open(runner);
        if (open.isEmpty()) {
            return Taken.YES; // its next poll, which has been called for, opens it
        }
        OpenClient client = open.get();
        Optional<Reception> reception = client.reception();
        if (reception.isEmpty()) {
            return Taken.IGNORED;
        }
        if (!isGenuine(client, reception.get(), delivery)) {
            return Taken.REFUSED;
        }
        recent.delivered(client.id());
        if (!reception.get().admit()) {
            runner.hurry(clock.millis());
            return Taken.YES;
        }
        int generation = runner.generation();
        start("delivery to " + client.id(), reception.get(), FOR_A_DELIVERY, () -> {
            try {
                receive(runner, generation, client, reception.get(), delivery);
            } finally {
                reception.get().took();
            }
        });
        return Taken.YES;
    }

    private Optional<OpenClient> open(Runner runner) {
        OpenClient open = runner.open();
        if (open != null) {
            return Optional.of(open);
        }
        runner.hurry(clock.millis());
        try {
            return runner.awaitOpen(FOR_AN_OPEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean isGenuine(OpenClient client, Reception reception, Delivery delivery) {
        try {
            return reception.client().isGenuine(delivery);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            crashed("took no delivery", client, e);
            return false;
        }
    }

    private void receive(Runner runner, int generation, OpenClient client, Reception reception, Delivery delivery) {
        CollectingSink sink = new CollectingSink(() -> {});
        boolean told = false;
        try {
            Optional<Follow> follow = reception.inTurn(
                    () -> bound(client, () -> reception.client().receive(delivery, sink)));
            sink.close();
            if (follow.isEmpty() || !runner.beginWriting(generation)) {
                return; // it is stopped, or started anew and polled
            }
            try {
                told = storing.delivered(client, sink) && follow.get() == Follow.NOTHING;
            } finally {
                runner.endWriting();
            }
        } catch (ConnectorException e) {
            LOG.debugf("Client %s is polled instead: %s", client.id(), cause(client, e));
        } catch (InterruptedException e) {
            LOG.debugf("Client %s is polled instead: its delivery took too long, or it is closed.", client.id());
        } catch (Exception | LinkageError | StackOverflowError e) {
            crashed("took no delivery and is polled instead", client, e);
        }
        if (!told) {
            runner.hurry(clock.millis());
        }
    }

    /// A call has ended: if all is well, the vendor is told where to deliver, unless it knows.
    void called(Runner runner) {
        OpenClient client = runner.open();
        if (client == null || runner.fare().status() != Status.STARTED) {
            return;
        }
        client.reception()
                .filter(reception -> reception.isRegistrationDue(clock.millis()))
                .ifPresent(reception -> {
                    reception.registrationDue(clock.millis() + LONGEST_PAUSE);
                    start(
                            "registration of " + runner.id(),
                            reception,
                            FOR_A_REGISTRATION,
                            () -> register(client, reception));
                });
    }

    private void register(OpenClient client, Reception reception) {
        ClientId id = client.id();
        try {
            Optional<DeliveryAddresses.Address> address = addresses.ofAcrossApps(id, client.vendor());
            if (address.isEmpty()) {
                return; // looked at again when the present pause ends
            }
            long known = address.get().registered().map(Instant::toEpochMilli).orElse(0L) + daily();
            if (known > clock.millis()) {
                reception.registrationDue(known);
                return;
            }
            Optional<Boolean> done = reception.beside(() -> bound(client, () -> {
                reception.client().register(address.get().uri());
                return true;
            }));
            if (done.isPresent()) {
                addresses.registeredAcrossApps(id, clock.instant());
                reception.registrationDue(clock.millis() + daily());
                reception.refusals(0);
            }
        } catch (Postponed e) {
            reception.registrationDue(clock.millis() + e.waiting().toMillis());
        } catch (ConnectorException e) {
            refused(client, reception, cause(client, e), wait(e.failure()));
        } catch (InterruptedException e) {
            refused(client, reception, "it took too long", 0);
        } catch (Exception | LinkageError | StackOverflowError e) {
            crashed("is polled without deliveries", client, e);
        }
    }

    /// A little less than a day, so that not all come at once.
    private static long daily() {
        return DAY - ThreadLocalRandom.current().nextLong(DAY / 10);
    }

    /// Said once: polling goes on as if there were no deliveries.
    private void refused(OpenClient client, Reception reception, String cause, long asked) {
        int before = reception.refusals();
        reception.refusals(before + 1);
        long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(before, 10));
        reception.registrationDue(clock.millis() + Math.max(asked, pause));
        if (before == 0) {
            LOG.infof("Client %s (%s) is polled without deliveries for now: %s", client.id(), client.type(), cause);
        }
    }

    private static long wait(Failure failure) {
        return failure instanceof Failure.Throttled throttled
                ? throttled.retryAfter().map(Duration::toMillis).orElse(0L)
                : 0;
    }

    /// Has the vendor forget the client's address, if it knows it; for a client that is paused or deleted next.
    ///
    /// @param open null if it has not been called since the service started
    void unregister(ClientId id, @Nullable OpenClient open) {
        try {
            if (!addresses.isRegisteredAcrossApps(id)) {
                return;
            }
            if (open != null) {
                unregister(open);
            } else if (opening.open(id, Turn.FREE) instanceof Opening.Opened.Ready ready) {
                unregister(ready.client());
                ready.client().close();
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "The vendor goes on delivering to client %s, which ignores it", id);
        }
    }

    private void unregister(OpenClient client) {
        client.reception().ifPresent(reception -> {
            Thread farewell = start("farewell of " + client.id(), reception, FOR_A_FAREWELL, () -> {
                try {
                    Optional<Boolean> done = reception.beside(() -> bound(client, () -> {
                        reception.client().unregister();
                        return true;
                    }));
                    if (done.isPresent()) {
                        addresses.registeredAcrossApps(client.id(), null);
                    }
                } catch (ConnectorException e) {
                    LOG.infof(
                            "The vendor goes on delivering to client %s (%s), which ignores it: %s",
                            client.id(), client.type(), cause(client, e));
                } catch (Exception | LinkageError | StackOverflowError e) {
                    crashed("did not end its deliveries", client, e);
                }
            });
            try {
                farewell.join(FOR_A_FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Runs on a virtual thread of its own; the connector's part of it is interrupted after a while.
    private static Thread start(String name, Reception reception, Duration most, Runnable work) {
        Thread worker = Thread.ofVirtual().name(name).start(work);
        Thread.ofVirtual().name("limit of " + name).start(() -> {
            try {
                if (!worker.join(most)) {
                    reception.interrupt(worker);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return worker;
    }

    /// With a round of its own for what the connector asks of the vendor.
    private <T> T bound(OpenClient client, Callable<T> call) throws Exception {
        RoundHttp http = new RoundHttp(client.round(vendors), Turn.FREE, () -> true);
        return ScopedValue.where(OpenContext.ROUND, http).<T, Exception>call(call::call);
    }

    private static String cause(OpenClient client, ConnectorException e) {
        return client.secrets().hide(e.failure().cause());
    }

    private static void crashed(String what, OpenClient client, Throwable problem) {
        LOG.errorf(
                "Client %s (%s) %s, for its connector failed:\n%s",
                client.id(),
                client.type(),
                what,
                client.secrets().crashed(problem).trace());
    }
}
