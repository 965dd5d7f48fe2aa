package io.patchbay.bench.lab;

import java.time.Duration;
import java.util.function.Consumer;

/// A service with many clients that are all started and are polled at a steady pace, over HTTP.
///
/// @param interval between two polls of one client
public record Crowd(Lab lab, Vendor vendor, Service service, int clients, Duration interval) {

    /// Makes the clients, in a service that runs afterwards.
    public static Crowd gather(Lab lab, int clients, Duration interval) {
        return gather(lab, clients, interval, _ -> {}, _ -> {});
    }

    /// The same.
    ///
    /// @param app given the API of the app that has the clients
    /// @param alone given the service while it has one client only
    public static Crowd gather(Lab lab, int clients, Duration interval, Consumer<Api> app, Consumer<Service> alone) {
        Vendor vendor = new Vendor(lab);
        Service service = new Service(lab).polling(interval, vendor.port());
        service.start();
        Api api = new Api(service);
        app.accept(api);
        new Loader(lab, service).load(api, clients, 0, () -> alone.accept(service));
        service.kill();
        service.start();
        return new Crowd(lab, vendor, service, clients, interval);
    }

    /// Polls per second if all of them are on time.
    public double nominal() {
        return clients / (interval.toMillis() / 1000.0);
    }

    /// Waits until each client has been polled since the service started, and an interval more: from then on nothing is
    /// read from the database for a poll that brings nothing.
    public void settle() {
        long begun = System.nanoTime();
        Waiting.until(
                "the first poll of " + clients + " clients",
                Duration.ofMinutes(20),
                Duration.ofMillis(500),
                () -> service.metrics().sum("patchbay_polls_seconds_count") >= clients);
        Waiting.pause(interval);
        lab.say("settled after " + (System.nanoTime() - begun) / 1_000_000_000 + " s");
    }
}
