package io.patchbay.netatmo;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Acts;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Delivery;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Received;
import io.patchbay.connector.Sink;
import io.patchbay.http.Json;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One customer's devices. A round asks for stations, home coaches and homes, and for each heated home once
/// more. What a customer has none of is asked for once an hour: the vendor counts every call.
final class NetatmoClient implements Received, Acts {
    private static final Duration BEFORE_ASKING_AGAIN = Duration.ofHours(1);

    private final ClientContext context;
    private final NetatmoApi api;
    private final Source stations;
    private final Source coaches;
    private final Source energy;
    private final List<Source> sources;
    // read by `act`, which runs beside a poll
    private volatile Map<String, Home> homes = Map.of();
    private Set<String> reported = Set.of();

    NetatmoClient(ClientContext context) {
        this.context = context;
        api = new NetatmoApi(context);
        stations = new Source(api::stations, (answer, _) -> NetatmoWeatherThings.part(answer, now()));
        coaches = new Source(api::homeCoaches, (answer, _) -> NetatmoWeatherThings.part(answer, now()));
        energy = new Source(api::homes, this::heating);
        sources = List.of(stations, coaches, energy);
    }

    @Override
    public void poll(Sink sink) throws ConnectorException, InterruptedException {
        Trouble trouble = new Trouble();
        for (Source source : sources) {
            source.fresh = Optional.empty();
            if (!trouble.endsTheRound()) {
                source.refresh(now(), trouble);
            }
        }
        if (sources.stream().noneMatch(s -> s.consented)) {
            sources.forEach(s -> s.restsUntil = Instant.MIN);
            throw new ConnectorException(
                    new Failure.Unauthorized("the customer consented to nothing that this connector reads"));
        }
        // a part that could not be asked is as it was; without that, the list would not be complete
        if (sources.stream().allMatch(s -> s.known.isPresent())) {
            report(sink);
        }
        trouble.rethrow();
    }

    private void report(Sink sink) {
        List<Thing> things = sources.stream()
                .flatMap(s -> s.known.stream())
                .flatMap(part -> part.things().stream())
                .toList();
        reported = things.stream().map(Thing::id).collect(toUnmodifiableSet());
        sink.things(things);
        List<Part> fresh = sources.stream().flatMap(s -> s.fresh.stream()).toList();
        fresh.forEach(part -> part.readings().forEach(sink::reading));
        // stations set the rhythm, but heating is not to wait for them
        if (energy.known.filter(part -> part.things().isEmpty()).isPresent()) {
            fresh.stream()
                    .flatMap(part -> part.next().stream())
                    .min(Instant::compareTo)
                    .ifPresent(sink::nothingNewBefore);
        }
    }

    private Part heating(Json answer, Trouble trouble) throws ConnectorException, InterruptedException {
        List<Home> heated = new ArrayList<>();
        for (Json home : answer.get("body").get("homes").items()) {
            heated.add(Home.of(home));
        }
        heated.removeIf(home -> !home.heated());
        Instant now = now();
        // a vendor's clock that is ahead must not outdate what an action does meanwhile
        Instant at =
                answer.get("time_server").unixTimeIfAny().filter(now::isAfter).orElse(now);
        Map<String, Availability> before = energy.known.stream()
                .flatMap(part -> part.things().stream())
                .collect(toUnmodifiableMap(Thing::id, Thing::status));
        Part all = Part.nothing();
        for (Home home : heated) {
            Optional<Json> status = Optional.empty();
            try {
                status = trouble.endsTheRound() ? status : Optional.of(api.status(home.id()));
            } catch (ConnectorException e) {
                trouble.add(e);
            }
            all = all.and(NetatmoEnergyThings.part(home, status, before, at));
        }
        homes = heated.stream().collect(toUnmodifiableMap(Home::id, home -> home));
        return all;
    }

    @Override
    public ActionOutcome act(ActionRequest request) throws ConnectorException, InterruptedException {
        return switch (step(request)) {
            case Steering.Step.Refuse(String why) -> new ActionOutcome.Refused(why);
            case Steering.Step.Do(var call, var shows) -> {
                Optional<String> refusal = api.command(call);
                yield refusal.isPresent() ? new ActionOutcome.Refused(refusal.get()) : new ActionOutcome.Done(shows);
            }
        };
    }

    private Steering.Step step(ActionRequest request) throws ConnectorException, InterruptedException {
        String[] id = request.thingId().split("/", 2);
        Home home = homes().get(id[0]);
        if (home != null && id.length == 1) {
            return Steering.home(home, request, now());
        }
        Optional<Home.Room> room = home == null ? Optional.empty() : home.room(id[1]);
        return home != null && room.isPresent()
                ? Steering.room(home, room.get(), request, now())
                : new Steering.Step.Refuse("Netatmo no longer knows the home or room");
    }

    /// An action may come before the first poll.
    private Map<String, Home> homes() throws ConnectorException, InterruptedException {
        Map<String, Home> known = homes;
        if (known.isEmpty() && api.homes() instanceof NetatmoApi.Answer.Given(Json answer)) {
            List<Home> found = new ArrayList<>();
            for (Json home : answer.get("body").get("homes").items()) {
                found.add(Home.of(home));
            }
            known = found.stream().collect(toUnmodifiableMap(Home::id, home -> home));
        }
        return known;
    }

    /// The vendor takes only HTTPS addresses at ports 80, 88, 443 and 9443.
    @Override
    public void register(URI address) throws ConnectorException, InterruptedException {
        done(api.addWebhook(address));
    }

    @Override
    public void unregister() throws ConnectorException, InterruptedException {
        done(api.dropWebhook());
    }

    private static void done(Optional<String> refusal) throws ConnectorException {
        if (refusal.isPresent()) {
            throw new ConnectorException(new Failure.Puzzled("Netatmo refuses the webhook: " + refusal.get(), ""));
        }
    }

    @Override
    public boolean isGenuine(Delivery delivery) {
        return NetatmoEvents.isGenuine(delivery, context.instance().secret(NetatmoConnector.CLIENT_SECRET));
    }

    @Override
    public Follow receive(Delivery delivery, Sink sink) throws ConnectorException {
        NetatmoEvents.Told told = NetatmoEvents.read(delivery, now());
        List<Reading> known = told.readings().stream()
                .filter(r -> reported.contains(r.thingId()))
                .toList();
        known.forEach(sink::reading);
        boolean unknown = known.isEmpty() && !told.readings().isEmpty();
        return told.more() || unknown ? Follow.POLL : Follow.NOTHING;
    }

    private Instant now() {
        return context.clock().instant();
    }

    private interface Ask {
        NetatmoApi.Answer ask() throws ConnectorException, InterruptedException;
    }

    private interface Understand {
        Part part(Json answer, Trouble trouble) throws ConnectorException, InterruptedException;
    }

    /// One kind of device.
    private static final class Source {
        final Ask ask;
        final Understand understand;
        /// What it brought last.
        Optional<Part> known = Optional.empty();
        /// What it brought in this round.
        Optional<Part> fresh = Optional.empty();
        boolean consented = true;
        Instant restsUntil = Instant.MIN;

        Source(Ask ask, Understand understand) {
            this.ask = ask;
            this.understand = understand;
        }

        void refresh(Instant now, Trouble trouble) throws InterruptedException {
            if (now.isBefore(restsUntil)) {
                return;
            }
            try {
                NetatmoApi.Answer answer = ask.ask();
                consented = !(answer instanceof NetatmoApi.Answer.NotConsented);
                Part part = answer instanceof NetatmoApi.Answer.Given(Json json)
                        ? understand.part(json, trouble)
                        : Part.nothing();
                known = Optional.of(part);
                fresh = known;
                part.spoilt().ifPresent(trouble::add);
                restsUntil = part.things().isEmpty() ? now.plus(BEFORE_ASKING_AGAIN) : Instant.MIN;
            } catch (ConnectorException e) {
                trouble.add(e);
            }
        }
    }
}
